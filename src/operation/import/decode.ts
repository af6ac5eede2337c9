import { Transform } from 'node:stream';
import iconv from 'iconv-lite';
import type { Encoding } from '#certification/mapping/mapping.ts';
import { FileFault } from './file-fault.ts';

/** Decodes strictly: a byte that the encoding does not know is a fault that names the likely encoding, never a `�`. */
export function decoder(encoding: Encoding): Transform {
  if (encoding === 'utf-8' || encoding === 'utf-16le') {
    const strict = new TextDecoder(encoding, { fatal: true });
    return strictly(
      encoding,
      (chunk) => strict.decode(chunk, { stream: true }),
      () => strict.decode(),
    );
  }
  const stream = iconv.getDecoder(encoding);
  return strictly(
    encoding,
    (chunk) => refuseReplacement(stream.write(Buffer.from(chunk)), encoding),
    () => refuseReplacement(stream.end() ?? '', encoding),
  );
}

function refuseReplacement(text: string, encoding: Encoding): string {
  if (text.includes('\uFFFD')) throw new TypeError(`a byte that ${encoding} does not know`);
  return text;
}

function strictly(encoding: Encoding, decode: (chunk: Uint8Array) => string, finish: () => string): Transform {
  const attempt = (work: () => string, chunk: Uint8Array, done: (error: Error | null, text?: string) => void) => {
    try {
      done(null, work());
    } catch (error) {
      done(
        new FileFault(
          'encoding',
          { zh: `${encoding} 编码的文本`, en: `text in ${encoding}` },
          guess(chunk),
          null,
          error,
        ),
      );
    }
  };
  return new Transform({
    decodeStrings: true,
    readableObjectMode: false,
    transform(chunk: Uint8Array, _, done) {
      attempt(() => decode(chunk), chunk, done);
    },
    flush(done) {
      attempt(finish, new Uint8Array(), done);
    },
  });
}

/** The likely encoding of bytes that are not what was declared, for the message. */
function guess(chunk: Uint8Array): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(chunk, { stream: true });
    return 'utf-8';
  } catch {
    const high = chunk.filter((b) => b >= 0x80).length;
    const pairs =
      Buffer.from(chunk)
        .toString('latin1')
        .match(/[\x81-\xfe][\x40-\xfe]/g)?.length ?? 0;
    return pairs * 2 >= high * 0.9 && high > 3 ? 'gb18030?' : 'windows-1252?';
  }
}
