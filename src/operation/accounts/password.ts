import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * argon2id as OWASP's password cheat sheet gives it at least (19 MiB, two passes, one lane), written in the PHC string format
 * so that stronger figures can come later: what stands in a hash is what checks it.
 */
const figures = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagLength = 32;

export const leastPasswordLength = 10;
/** Hashing costs by the byte: a novel is no password. */
export const mostPasswordLength = 200;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(password, salt, figures, tagLength);
  const { memory, passes, parallelism } = figures;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

const shape = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** Whether the password is the one that was hashed; false for a text that is no hash of ours. Takes its time either way. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const found = shape.exec(hash ?? '');
  if (!found || password.length > mostPasswordLength) {
    // As long as a real check takes, so that the time does not tell which accounts there are.
    await derive('', Buffer.alloc(16), figures, tagLength);
    return false;
  }
  const [, memory, passes, parallelism, salt = '', tag = ''] = found;
  const expected = Buffer.from(tag, 'base64');
  const given = await derive(
    password,
    Buffer.from(salt, 'base64'),
    { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    expected.length,
  );
  return timingSafeEqual(given, expected);
}

interface Figures {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

function derive(password: string, salt: Uint8Array, using: Figures, length: number): Promise<Buffer> {
  const parameters = { message: password.normalize('NFC'), nonce: salt, tagLength: length, ...using };
  return new Promise((resolve, reject) =>
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag))),
  );
}

const unpadded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
