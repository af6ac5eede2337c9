import { createHmac, timingSafeEqual } from 'node:crypto';

/** Crockford's letters: none of them is taken for another when it is read aloud or typed. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeShape = /^[0-9A-HJKMNP-TV-Z]{16}$/;

/**
 * A voting code (投票码): its number and a proof of it under the vote's salt, 80 bits as sixteen letters. Nothing is kept of it;
 * guessing one is guessing 56 bits.
 */
export function votingCode(salt: Uint8Array, serial: number): string {
  const bytes = Buffer.alloc(10);
  bytes.writeUIntBE(serial, 0, 3);
  proofOf(salt, serial).copy(bytes, 3);
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const text = Array.from({ length: 16 }, (_, i) => letters[Number.parseInt(bits.slice(i * 5, i * 5 + 5), 2)]).join('');
  return text.replace(/(.{4})(?=.)/g, '$1-');
}

/** The number of a code that is right and was given out; null for every other text. */
export function serialOf(salt: Uint8Array, typed: string, issued: number): number | null {
  const code = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (!codeShape.test(code)) return null;
  const bits = [...code].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(Array.from({ length: 10 }, (_, i) => Number.parseInt(bits.slice(i * 8, i * 8 + 8), 2)));
  const serial = bytes.readUIntBE(0, 3);
  const isRight = timingSafeEqual(proofOf(salt, serial), bytes.subarray(3));
  return isRight && serial >= 1 && serial <= issued ? serial : null;
}

function proofOf(salt: Uint8Array, serial: number): Buffer {
  return createHmac('sha256', salt).update(`voting code ${serial}`).digest().subarray(0, 7);
}

/** An identity or a network as it lies in the box. */
export function pseudonym(salt: Uint8Array, kind: 'voter' | 'source', text: string): Uint8Array {
  return createHmac('sha256', salt).update(`${kind} ${text}`).digest();
}

/** The network of an address: what one line or one house shares (IPv4 /24, IPv6 /48). A whole address is never looked at. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (/^\d+\.\d+\.\d+\.\d+$/.test(plain)) return plain.split('.').slice(0, 3).join('.');
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? [''];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 3);
  return groups.map((group) => Number.parseInt(group || '0', 16).toString(16)).join(':');
}
