import { Problem } from '../problem/problem.ts';

/** How deep JSON may be nested: forms need six levels; a deeper one would only exhaust whoever walks it. */
const mostDepth = 40;

/** How long a client may take to send what is read at once: a phone on a bad line, not a slow flood. */
const mostSeconds = 30;

/** Reads a body's bytes up to a limit, in bounded time. */
export async function readBytes(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reading = (async () => {
    for await (const chunk of bytes) {
      size += chunk.byteLength;
      if (size > most) throw tooLarge(most);
      chunks.push(chunk);
    }
  })();
  // When the deadline comes first, the reading still ends some time, and nobody waits for it any more.
  reading.catch(() => {});
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow()), mostSeconds * 1000);
  });
  try {
    await Promise.race([reading, deadline]);
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks);
}

function tooSlow(): Problem {
  const detail = {
    zh: `正文须在 ${mostSeconds} 秒内传完。`,
    en: `Expected the body within ${mostSeconds} seconds.`,
  };
  return new Problem('malformed-request', { detail, headers: { connection: 'close' } });
}

export function tooLarge(most: number): Problem {
  const limit = most >= 1_000_000 ? `${Math.floor(most / 1_000_000)} MB` : `${most} B`;
  return new Problem('too-large', {
    detail: { zh: `内容不得超过 ${limit}。`, en: `Expected at most ${limit}.` },
    // The rest of the body is not read, so the connection can't be used again.
    headers: { connection: 'close' },
  });
}

/** UTF-8 as RFC 8259 8.1 demands it: a byte that is not UTF-8 is refused, not replaced. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const detail = {
      zh: '应为 UTF-8 文本，实有非 UTF-8 字节。',
      en: 'Expected text in UTF-8, found bytes that are not.',
    };
    throw new Problem('malformed-request', { detail }, cause);
  }
}

/** Parses JSON. Members named `__proto__` come out as plain members: whoever reads the value must expect any name. */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const found = cause instanceof SyntaxError ? cause.message.slice(0, 200) : '';
    throw new Problem('malformed-json', {
      detail: { zh: `应为 JSON，实为：${found}`, en: `Expected JSON, found: ${found}` },
    });
  }
  // An escape of U+0000, unless its backslash is itself escaped.
  if (/(?<!\\)(?:\\\\)*\\u0000/.test(text)) throw zeroByte();
  if (isDeeperThan(text, mostDepth)) {
    const detail = { zh: `JSON 嵌套不得超过 ${mostDepth} 层。`, en: `Expected JSON nested at most ${mostDepth} deep.` };
    throw new Problem('malformed-json', { detail });
  }
  return value;
}

/** U+0000 is no text for a database, and nobody's keyboard has it. */
export function zeroByte(): Problem {
  const detail = { zh: '应为文本，实有零字节（U+0000）。', en: 'Expected text, found a zero byte (U+0000).' };
  return new Problem('malformed-request', { detail });
}

/** Counts brackets outside of strings; the text is known to be JSON. */
function isDeeperThan(text: string, most: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === 0x5c) at++;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x7b || char === 0x5b) {
      if (++depth > most) return true;
    } else if (char === 0x7d || char === 0x5d) depth--;
  }
  return false;
}
