import { createConnection, createServer, type Server, type Socket } from 'node:net';

/**
 * Stands between a program and its PostgreSQL and cuts the line at a chosen message of the program: `before` the server gets
 * it, or `after` the server has answered and before the program hears of it. What the driver writes at once is one message.
 */
export interface Cut {
  /** Counts the messages from the arming on: 1 is the next. */
  readonly message: number;
  readonly when: 'before' | 'after';
}

export class CuttingProxy {
  readonly #server: Server;
  readonly #target: URL;
  readonly #open = new Set<Socket>();
  #cut: Cut | null = null;
  #seen = 0;

  constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((client) => this.#connect(client));
  }

  /** The address of the database by way of the proxy. */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(port, '127.0.0.1', done));
    const address = this.#server.address();
    const url = new URL(this.#target);
    if (typeof address === 'object' && address) url.port = String(address.port);
    return url.href;
  }

  /** Cuts at this message; null lets everything pass. */
  arm(cut: Cut | null): void {
    this.#cut = cut;
    this.#seen = 0;
  }

  /** Messages since the arming. */
  get seen(): number {
    return this.#seen;
  }

  /** Hangs up on everybody and listens no more. */
  async close(): Promise<void> {
    const closed = new Promise<void>((done) => this.#server.close(() => done()));
    for (const socket of this.#open) socket.destroy();
    await closed;
  }

  #connect(client: Socket): void {
    const server = createConnection({ host: this.#target.hostname, port: Number(this.#target.port) });
    let isCutting = false;
    const hangUp = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      this.#open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', hangUp).on('close', () => {
        this.#open.delete(socket);
        hangUp();
      });
    }
    client.on('data', (message) => {
      this.#seen += 1;
      const isChosen = this.#cut?.message === this.#seen;
      if (isChosen && this.#cut?.when === 'before') return hangUp();
      isCutting ||= isChosen;
      server.write(message);
    });
    // The server's answer shows that it has done what it was told.
    server.on('data', (answer) => (isCutting ? hangUp() : client.write(answer)));
  }
}
