import { Problem } from '../problem/problem.ts';

/** What a client sends, read once. */
export interface SentBody {
  /** Its bytes as they arrive. Whoever stops reading closes it, unless it is read inside of `whole`. */
  readonly bytes: () => AsyncGenerator<Uint8Array>;
  /**
   * Does some work that reads the body; when it fails in the middle, what the client still sends is taken and thrown away, for
   * a while. A browser that is answered and cut off while it sends shows a broken connection, and not the words of the answer.
   */
  readonly whole: <T>(work: () => Promise<T>) => Promise<T>;
}

const longestTail = 30_000;
const largestTail = 1_073_741_824;

export function sentBody(body: ReadableStream<Uint8Array> | null): SentBody {
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  let isWhole = false;
  let isOver = body === null;

  async function* bytes(): AsyncGenerator<Uint8Array> {
    if (body === null || isOver) return;
    reader ??= body.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        yield value;
      }
      isOver = true;
    } catch (cause) {
      isOver = true;
      const detail = { zh: '连接在正文传完之前中断。', en: 'The connection ended before the body did.' };
      throw new Problem('malformed-request', { detail }, cause);
    } finally {
      if (!isOver && !isWhole) await close();
    }
  }

  async function close(): Promise<void> {
    isOver = true;
    await reader?.cancel().catch(() => {});
  }

  async function throwAway(): Promise<void> {
    const late = setTimeout(() => void close(), longestTail);
    let size = 0;
    try {
      while (!isOver && reader !== null && size < largestTail) {
        const { done, value } = await reader.read();
        isOver = done;
        size += value?.length ?? 0;
      }
      if (!isOver) await close();
    } catch {
      isOver = true;
    } finally {
      clearTimeout(late);
    }
  }

  return {
    bytes,
    whole: async (work) => {
      isWhole = true;
      try {
        return await work();
      } finally {
        await throwAway();
      }
    },
  };
}
