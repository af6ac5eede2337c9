import { epochOf, toInstant } from '#certification/time/instant.ts';
import type { Id, Instant } from './ports/values.ts';

/**
 * Makes ids: uuid v7 (RFC 9562 5.7), the instant in milliseconds and then chance. Within one millisecond the 12 bits behind
 * the instant count on, so that ids of one process sort in the order of their making.
 */
export function idMaker(now: () => Instant, randomBytes: (length: number) => Uint8Array): () => Id {
  let last = 0;
  let count = 0;
  return () => {
    const milliseconds = epochOf(toInstant(now()));
    const bytes = randomBytes(10);
    if (milliseconds > last) {
      last = milliseconds;
      // Begin low, so that there is room to count.
      count = (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) & 0x3ff;
    } else if (++count > 0xfff) {
      last += 1;
      count = 0;
    }
    const time = last.toString(16).padStart(12, '0');
    const variant = (0x80 | ((bytes[2] ?? 0) & 0x3f)).toString(16);
    const rest = [...bytes.subarray(3)].map((b) => b.toString(16).padStart(2, '0')).join('');
    const tail = `7${count.toString(16).padStart(3, '0')}${variant}${rest}`;
    return `${time.slice(0, 8)}-${time.slice(8)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8)}`;
  };
}
