import type { ClientBase, Connection, PoolClient, Submittable } from 'pg';

/** The driver's connection as COPY needs it; its published types leave these members out. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFail(message: string): void;
  readonly stream: NodeJS.WritableStream & {
    pause(): void;
    resume(): void;
    destroy(): void;
    cork(): void;
    uncork(): void;
  };
}

/** The callbacks that every running statement of the driver has; the ones for COPY are added by the two below. */
abstract class Copying implements Submittable {
  protected readonly text: string;
  protected connection: CopyConnection | null = null;

  constructor(text: string) {
    this.text = text;
  }

  submit(connection: Connection): void {
    this.connection = connection as unknown as CopyConnection;
    this.connection.query(this.text);
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
  handleCommandComplete(_message: { readonly text: string }): void {}
  abstract handleReadyForQuery(): void;
  abstract handleError(error: Error): void;
}

type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

class CopyIn extends Copying {
  readonly #chunks: Chunks;
  readonly #done: (rows: number) => void;
  readonly #fail: (error: unknown) => void;
  #rows = 0;
  #error: unknown = null;

  constructor(text: string, chunks: Chunks, done: (rows: number) => void, fail: (error: unknown) => void) {
    super(text);
    this.#chunks = chunks;
    this.#done = done;
    this.#fail = fail;
  }

  async handleCopyInResponse(connection: CopyConnection): Promise<void> {
    const { stream } = connection;
    try {
      for await (const chunk of this.#chunks) {
        if (this.#error) return;
        const header = Buffer.alloc(5);
        header[0] = 0x64;
        header.writeInt32BE(chunk.length + 4, 1);
        // Both by one call of the system.
        stream.cork();
        stream.write(header);
        const hasRoom = stream.write(chunk);
        stream.uncork();
        if (!hasRoom) await new Promise((done) => stream.once('drain', done));
      }
      stream.write(Buffer.from([0x63, 0, 0, 0, 4]));
    } catch (error) {
      this.#error ??= error;
      // The server answers with an error of its own, after which the connection is ready again.
      connection.sendCopyFail(error instanceof Error ? error.message : String(error));
    }
  }

  override handleCommandComplete({ text }: { readonly text: string }): void {
    this.#rows = Number(/COPY (\d+)/.exec(text)?.[1] ?? 0);
  }

  override handleError(error: Error): void {
    this.#error ??= error;
    // The driver itself waits for the server to be ready again before it reports.
    this.#fail(this.#error);
  }

  override handleReadyForQuery(): void {
    if (this.#error) this.#fail(this.#error);
    else this.#done(this.#rows);
  }
}

class CopyOut extends Copying {
  readonly chunks: Buffer[] = [];
  isDone = false;
  error: unknown = null;
  wake = (): void => {};

  handleCopyOutResponse(): void {}

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    // The driver parses the next message into the same buffer: what is kept has to be copied now.
    this.chunks.push(Buffer.from(chunk));
    // The reader is behind: stop reading from the server until it has caught up.
    if (this.chunks.length > 1000) this.connection?.stream.pause();
    this.wake();
  }

  handleCopyDone(): void {}

  override handleError(error: Error): void {
    this.error ??= error;
    this.isDone = true;
    this.wake();
  }

  override handleReadyForQuery(): void {
    this.isDone = true;
    this.wake();
  }

  resume(): void {
    this.connection?.stream.resume();
  }

  breakOff(): void {
    this.connection?.stream.destroy();
  }
}

/** Gathers what comes in one piece. */
class CopyWhole extends Copying {
  readonly #done: (bytes: Buffer) => void;
  readonly #fail: (error: unknown) => void;
  #bytes: Buffer;
  #length = 0;
  #error: unknown = null;

  constructor(text: string, into: Buffer, done: (bytes: Buffer) => void, fail: (error: unknown) => void) {
    super(text);
    this.#bytes = into;
    this.#done = done;
    this.#fail = fail;
  }

  handleCopyOutResponse(): void {}

  /** The driver parses the next message into the same buffer: what came is copied now. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    const length = this.#length + chunk.length;
    if (length > this.#bytes.length) {
      const more = Buffer.allocUnsafeSlow(2 * length);
      more.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = more;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = length;
  }

  handleCopyDone(): void {}

  override handleError(error: Error): void {
    this.#error ??= error;
    // The driver itself waits for the server to be ready again before it reports.
    this.#fail(this.#error);
  }

  override handleReadyForQuery(): void {
    if (this.#error !== null) this.#fail(this.#error);
    else this.#done(this.#bytes.subarray(0, this.#length));
  }
}

const firstBytes = 1 << 16;

/** `copy … from stdin`: sends the chunks, and gives the number of rows. */
export function copyIn(client: PoolClient, text: string, chunks: Chunks): Promise<number> {
  return new Promise((done, fail) => client.query(new CopyIn(text, chunks, done, fail)));
}

/**
 * `copy … to stdout`: the rows in the order in which they come, with back-pressure. A reader that stops before the end (its
 * disk is full) loses the connection: the server would go on sending into it for as long as the table is.
 */
export async function* copyOut(client: ClientBase, text: string): AsyncGenerator<Buffer> {
  const copy = new CopyOut(text);
  client.query(copy);
  try {
    while (true) {
      const ready = copy.chunks.splice(0);
      if (ready.length > 0) {
        yield Buffer.concat(ready);
        copy.resume();
      } else if (copy.isDone) break;
      else
        await new Promise<void>((done) => {
          copy.wake = done;
        });
    }
  } finally {
    if (!copy.isDone) copy.breakOff();
  }
  if (copy.error) throw copy.error;
}

/** `copy … to stdout` of what fits in memory, in one piece: `into` as far as there is room, else in a larger one. */
export function copyWhole(
  client: ClientBase,
  text: string,
  into: Buffer = Buffer.allocUnsafeSlow(firstBytes),
): Promise<Buffer> {
  return new Promise((done, fail) => client.query(new CopyWhole(text, into, done, fail)));
}
