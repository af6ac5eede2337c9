import { Temporal } from 'temporal-polyfill';
import { type Day, dayFromEpoch, epochDay, isValidDay } from './day.ts';

declare const instantBrand: unique symbol;

/** An instant in UTC to the millisecond, `YYYY-MM-DDTHH:MM:SS.mmmZ`. Sorts as a string. */
export type Instant = string & { readonly [instantBrand]: true };

const shape = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{3})Z$/;
const dayMilliseconds = 86_400_000;

export function isValidInstant(text: string): text is Instant {
  const found = shape.exec(text);
  return (
    found !== null &&
    isValidDay(found[1] ?? '') &&
    Number(found[2]) < 24 &&
    Number(found[3]) < 60 &&
    Number(found[4]) < 60
  );
}

export function toInstant(text: string): Instant {
  if (!isValidInstant(text)) throw new RangeError(`expected an instant as YYYY-MM-DDTHH:MM:SS.mmmZ, found \`${text}\``);
  return text;
}

/** Milliseconds since 1970-01-01T00:00Z. */
export function epochOf(instant: Instant): number {
  const day = epochDay(instant.slice(0, 10) as Day);
  const seconds =
    Number(instant.slice(11, 13)) * 3600 + Number(instant.slice(14, 16)) * 60 + Number(instant.slice(17, 19));
  return day * dayMilliseconds + seconds * 1000 + Number(instant.slice(20, 23));
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
