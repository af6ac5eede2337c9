declare const dayBrand: unique symbol;

/** A day of the Gregorian calendar as `YYYY-MM-DD`, years 0001 to 9999. It has no zone: a day is a day. Sorts as a string. */
export type Day = string & { readonly [dayBrand]: true };

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days in a month, 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The number that the digits of a text make from `from` up to `to`; NaN where one is none. */
export function digitsOf(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

const dash = 45;

export function isValidDay(text: string): text is Day {
  return text.length === 10 && beginsWithDay(text);
}

/** Character by character: days and instants are read in every row of a replay, and an expression costs several times as much. */
export function beginsWithDay(text: string): boolean {
  if (text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash) return false;
  const year = digitsOf(text, 0, 4);
  const month = digitsOf(text, 5, 7);
  const day = digitsOf(text, 8, 10);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The day that a text from our own data names; throws on anything else. Texts of users go through `parseDay`. */
export function toDay(text: string): Day {
  if (!isValidDay(text)) throw new RangeError(`expected a day as YYYY-MM-DD, found \`${text}\``);
  return text;
}

export function dayFrom(year: number, month: number, day: number): Day {
  return toDay(`${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`);
}

const pad = (n: number) => (n < 10 ? `0${n}` : String(n));

export const yearOf = (day: Day): number => digitsOf(day, 0, 4);
export const monthOf = (day: Day): number => digitsOf(day, 5, 7);
export const dayOfMonth = (day: Day): number => digitsOf(day, 8, 10);

/**
 * Days since 1970-01-01, negative before. The civil-from-days method of H. Hinnant (2013): the year begins in March, so
 * that the leap day is its last and a month's length needs no table.
 */
export function epochDay(day: Day): number {
  const month = monthOf(day);
  const year = yearOf(day) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth(day) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The inverse of `epochDay`; throws outside the years 0001 to 9999. */
export function dayFromEpoch(epoch: number): Day {
  const shifted = epoch + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  if (year < 1 || year > 9999) throw new RangeError(`expected a day in the years 0001 to 9999, found the year ${year}`);
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}` as Day;
}

export function addDays(day: Day, days: number): Day {
  return dayFromEpoch(epochDay(day) + days);
}

/**
 * The same day of the month, so many months on; where that month has no such day, its last one (民法典 202: 没有对应日的，
 * 月末日为期间的最后一日). Always count from the anchor: 31 January + 2 months is 31 March, whereas adding one month twice
 * would give 28 March.
 */
export function addMonths(anchor: Day, months: number): Day {
  const count = yearOf(anchor) * 12 + monthOf(anchor) - 1 + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  return dayFrom(year, month, Math.min(dayOfMonth(anchor), daysInMonth(year, month)));
}

export function addYears(anchor: Day, years: number): Day {
  return addMonths(anchor, years * 12);
}

/** How many days after `from` the day `to` comes; negative when it comes before. */
export function daysBetween(from: Day, to: Day): number {
  return epochDay(to) - epochDay(from);
}

/** 1 Monday to 7 Sunday (ISO 8601). */
export function weekday(day: Day): number {
  return ((((epochDay(day) + 3) % 7) + 7) % 7) + 1;
}

/** Negative, zero or positive, for sorting: days sort as strings. */
export function compareDays(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export const earlierDay = (a: Day, b: Day): Day => (a <= b ? a : b);
export const laterDay = (a: Day, b: Day): Day => (a >= b ? a : b);

/** 31 December of the day's year. */
export function endOfYear(day: Day): Day {
  return dayFrom(yearOf(day), 12, 31);
}
