import { connect, type Socket } from 'node:net';

/** What many requests over a fixed number of connections took. */
export interface Asked {
  readonly count: number;
  readonly seconds: number;
  /** Milliseconds of each answer, in order of size. */
  readonly times: Float64Array;
  readonly failures: number;
}

/**
 * A connection that asks one thing after another: a client of so few lines that what is measured is the server. It knows
 * answers with a length and answers in chunks, and nothing else.
 */
class Asker {
  readonly #socket: Socket;
  readonly #host: string;
  #done: ((status: number) => void) | null = null;
  #held: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', () => this.#finish(0));
    socket.on('close', () => this.#finish(0));
  }

  static open(port: number): Promise<Asker> {
    return new Promise((done, fail) => {
      const socket = connect(port, '127.0.0.1', () => done(new Asker(socket, `127.0.0.1:${port}`)));
      socket.once('error', fail);
    });
  }

  /** The status of the answer, once it is whole; 0 when the connection broke. */
  ask(path: string): Promise<number> {
    return new Promise((done) => {
      this.#done = done;
      this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: ${this.#host}\r\n\r\n`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #finish(status: number): void {
    const done = this.#done;
    this.#done = null;
    this.#held = Buffer.alloc(0);
    done?.(status);
  }

  #take(chunk: Buffer): void {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const end = this.#held.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#held.toString('latin1', 0, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    const isWhole =
      length !== undefined
        ? this.#held.length >= end + 4 + Number(length)
        : this.#held.toString('latin1', this.#held.length - 5) === '0\r\n\r\n';
    if (isWhole) this.#finish(Number(head.slice(9, 12)));
  }
}

export interface Asking {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** The address of the n-th question. */
  readonly path: (n: number) => string;
}

/** Asks over all connections at once for so long; a first part of each run warms up and is not counted. */
export async function ask({ port, connections, seconds, path }: Asking): Promise<Asked> {
  const askers = await Promise.all(Array.from({ length: connections }, () => Asker.open(port)));
  const times: number[] = [];
  let failures = 0;
  let next = 0;
  const began = performance.now();
  const work = async (asker: Asker) => {
    for (let now = performance.now(); now - began < seconds * 1000; now = performance.now()) {
      const status = await asker.ask(path(next++));
      if (status === 200) times.push(performance.now() - now);
      else {
        failures += 1;
        if (status === 0) return;
      }
    }
  };
  await Promise.all(askers.map(work));
  const took = (performance.now() - began) / 1000;
  for (const asker of askers) asker.close();
  return { count: times.length, seconds: took, times: Float64Array.from(times).sort(), failures };
}

/** The time that a share of all answers kept to. */
export function quantile({ times }: Pick<Asked, 'times'>, share: number): number {
  return times[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)] ?? Number.NaN;
}

export function joinAsked(parts: readonly Asked[]): Asked {
  const times = Float64Array.from(parts.flatMap((part) => [...part.times])).sort();
  const sum = (of: (part: Asked) => number) => parts.reduce((total, part) => total + of(part), 0);
  return { count: times.length, seconds: sum((p) => p.seconds), times, failures: sum((p) => p.failures) };
}
