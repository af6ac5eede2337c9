import { organisationCheckCharacter, usccCheckCharacter } from '#certification/codes/uscc.ts';
import type { Id } from '#operation/ports/values.ts';
import { spread } from './vocabulary.ts';

/** What an id of the invented world names. */
const kinds = { organisation: 1, body: 2, person: 3, entry: 4, case: 5, event: 6, vault: 7, approval: 8, other: 9 };
export type IdKind = keyof typeof kinds;

/** 2025-11-01T00:00Z: where the time part of the world's ids begins. */
const firstMillisecond = 1_761_955_200_000;

/**
 * In the shape of uuid v7 and in the order of making, with an end that looks like chance, as parts of the register are told by
 * it; yet told by kind and number alone: whoever measures draws them so.
 */
export function worldId(kind: IdKind, n: number): Id {
  const slot = Math.floor(n / 8);
  if (slot !== lastSlot) {
    const time = (firstMillisecond + slot).toString(16).padStart(12, '0');
    lastSlot = slot;
    lastTime = `${time.slice(0, 8)}-${time.slice(8)}`;
  }
  const number = kinds[kind];
  const end = hex(spread(n, 100 + number), 8) + hex(spread(n, 200 + number) & 0xffff, 4);
  return `${lastTime}-7${number}0${n % 8}-8000-${end}`;
}

/** The number that an id of the world was told by. */
export const numberOfId = (id: Id): number =>
  (Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) - firstMillisecond) * 8 + Number(id[17]);

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0');

/** The time part of the last id: those of one thing come one after another. */
let lastSlot = -1;
let lastTime = '';

/** A unified social credit code that is right in itself (GB 32100): both of its check characters agree. */
export function usccOf(n: number, region: string): string {
  const body = `M${String(n % 10_000_000).padStart(7, '0')}`;
  const first = `91${region}${body}${organisationCheckCharacter(body)}`;
  return `${first}${usccCheckCharacter(first)}`;
}

/** The code of a body in the numbers of its certificates. */
export const bodyCodeOf = (n: number): string => String((n % 999) + 1).padStart(3, '0');
