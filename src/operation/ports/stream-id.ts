import { createHash } from 'node:crypto';
import type { StreamName } from '#certification/event/event.ts';
import type { Id } from './values.ts';

/**
 * Ids of streams are uuids, of version 7 and without meaning. Only what has a name of its own from outside (a scheme, a code
 * list) gets one made of its name, so that nobody has to look it up: a uuid of version 8 (RFC 9562 5.8) over SHA-256.
 */
export function namedStream(kind: StreamName['kind'], name: string): StreamName & { readonly id: Id } {
  const digest = createHash('sha256').update(`${kind}:${name}`).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { kind, id };
}
