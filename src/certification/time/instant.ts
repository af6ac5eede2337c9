import { Temporal } from 'temporal-polyfill';
import { beginsWithDay, type Day, dayFromEpoch, digitsOf, epochDay } from './day.ts';

declare const instantBrand: unique symbol;

/** An instant in UTC to the millisecond, `YYYY-MM-DDTHH:MM:SS.mmmZ`. Sorts as a string. */
export type Instant = string & { readonly [instantBrand]: true };

const dayMilliseconds = 86_400_000;

export function isValidInstant(text: string): text is Instant {
  return (
    text.length === 24 &&
    beginsWithDay(text) &&
    signs.every(([at, sign]) => text[at] === sign) &&
    digitsOf(text, 11, 13) < 24 &&
    digitsOf(text, 14, 16) < 60 &&
    digitsOf(text, 17, 19) < 60 &&
    digitsOf(text, 20, 23) < 1000
  );
}

/** What stands between the digits of an instant. */
const signs = [
  [10, 'T'],
  [13, ':'],
  [16, ':'],
  [19, '.'],
  [23, 'Z'],
] as const;

export function toInstant(text: string): Instant {
  if (!isValidInstant(text)) throw new RangeError(`expected an instant as YYYY-MM-DDTHH:MM:SS.mmmZ, found \`${text}\``);
  return text;
}

/** Milliseconds since 1970-01-01T00:00Z. */
export function epochOf(instant: Instant): number {
  const seconds = digitsOf(instant, 11, 13) * 3600 + digitsOf(instant, 14, 16) * 60 + digitsOf(instant, 17, 19);
  // The day is read from its first ten characters, and what follows does not matter to it.
  const day = epochDay(instant as string as Day);
  return day * dayMilliseconds + seconds * 1000 + digitsOf(instant, 20, 23);
}

export function instantFromEpoch(milliseconds: number): Instant {
  const day = Math.floor(milliseconds / dayMilliseconds);
  const rest = milliseconds - day * dayMilliseconds;
  const two = (n: number) => String(n).padStart(2, '0');
  const time = `${two(Math.floor(rest / 3_600_000))}:${two(Math.floor(rest / 60_000) % 60)}:${two(Math.floor(rest / 1000) % 60)}`;
  return `${dayFromEpoch(day)}T${time}.${String(rest % 1000).padStart(3, '0')}Z` as Instant;
}

/** Whether a text names a zone of the IANA database that this runtime knows. */
export function isKnownZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** The day on which an instant falls in a zone such as `Asia/Shanghai`. */
export function dayOf(instant: Instant, zone: string): Day {
  const milliseconds = epochOf(instant);
  return dayFromEpoch(Math.floor((milliseconds + offsetAt(zone, milliseconds)) / dayMilliseconds));
}

/** The first instant of the day in the zone (where clocks are put forward at midnight that is 01:00 there). */
export function startOfDay(day: Day, zone: string): Instant {
  return instantFromEpoch(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
}

/** The last millisecond of the day in the zone: the status of a day is that at its end (design, decision 11). */
export function endOfDay(day: Day, zone: string): Instant {
  return instantFromEpoch(epochOf(startOfDay(dayFromEpoch(epochDay(day) + 1), zone)) - 1);
}

export function compareInstants(a: Instant, b: Instant): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function addMilliseconds(instant: Instant, milliseconds: number): Instant {
  return instantFromEpoch(epochOf(instant) + milliseconds);
}

export function millisecondsBetween(from: Instant, to: Instant): number {
  return epochOf(to) - epochOf(from);
}

/**
 * The zone's offset from UTC in milliseconds. Asking the zone database costs tens of microseconds, so the answer is kept
 * per zone and quarter of an hour: in the database of zones every change since 1972 falls on a quarter of an hour of UTC.
 */
function offsetAt(zone: string, milliseconds: number): number {
  const ask = () =>
    Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
  if (milliseconds < 63_072_000_000) return ask();
  const slot = Math.floor(milliseconds / 900_000);
  let kept = offsets.get(zone);
  if (!kept) {
    kept = new Map();
    offsets.set(zone, kept);
  }
  let offset = kept.get(slot);
  if (offset === undefined) {
    offset = ask();
    if (kept.size >= 20_000) kept.clear();
    kept.set(slot, offset);
  }
  return offset;
}

const offsets = new Map<string, Map<number, number>>();
