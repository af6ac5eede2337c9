import { type Checked, type Refusal, refusal } from '../codes/refusal.ts';
import { addDays, type Day, dayFrom, dayFromEpoch, epochDay, isValidDay, weekday, yearOf } from './day.ts';

/** The official holidays of one year, as a notice gives them: what departs from "Monday to Friday are working days". */
export interface HolidayYear {
  readonly jurisdiction: string;
  readonly year: number;
  /** Document number, issuer and day of the notice. */
  readonly source: string;
  readonly certainty: 'verified' | 'secondary' | 'to-be-confirmed';
  readonly holidays: readonly { readonly zh: string; readonly en: string; readonly from: Day; readonly to: Day }[];
  /** Days of a weekend on which one works (调休上班). */
  readonly workdays: readonly Day[];
}

/**
 * Working days of the loaded years, indexed so that any count of working days is two look-ups. Outside `first` to `last`
 * it knows nothing, and says so: the clock never guesses (design, decision 12).
 */
export interface WorkCalendar {
  readonly jurisdiction: string;
  readonly first: Day;
  readonly last: Day;
  readonly sources: readonly string[];
  /** Epoch days of all working days, ascending. */
  readonly workingDays: Int32Array;
  /** `before[i]`: working days in the table before the day `first + i`; one longer than the table has days. */
  readonly before: Int32Array;
}

/** Reads a parsed holiday file (`rules/holidays/*.json`); every fault is reported with the file and the place in it. */
export function readHolidayYear(data: unknown, file: string): Checked<HolidayYear> {
  const faults: Refusal[] = [];
  const fault = (place: string, expected: string, found: unknown) =>
    faults.push(fileFault(file, place, expected, found));
  const top = recordOf(data);
  const year = top['year'];
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1949 || year > 9999)
    fault('year', 'a year such as 2026', year);
  for (const key of ['jurisdiction', 'source'])
    if (typeof top[key] !== 'string' || top[key] === '') fault(key, 'a text', top[key]);
  const certainty = top['certainty'];
  if (certainty !== 'verified' && certainty !== 'secondary' && certainty !== 'to-be-confirmed')
    fault('certainty', '`verified`, `secondary` or `to-be-confirmed`', certainty);
  const holidays: HolidayYear['holidays'][number][] = [];
  const workdays: Day[] = [];
  listOf(top['holidays']).forEach((item, index) => {
    const { zh, en, from, to } = recordOf(item);
    const place = `holidays[${index}]`;
    if (typeof zh !== 'string' || typeof en !== 'string') fault(place, 'names `zh` and `en`', item);
    if (!dayIn(from, year) || !dayIn(to, year))
      fault(place, `days \`from\` and \`to\` of the year ${year}`, `${from} … ${to}`);
    else if (from > to) fault(place, '`from` not after `to`', `${from} … ${to}`);
    else holidays.push({ zh: String(zh), en: String(en), from, to });
  });
  listOf(top['workdays']).forEach((day, index) => {
    const place = `workdays[${index}]`;
    if (!dayIn(day, year)) fault(place, `a day of the year ${year}`, day);
    else if (weekday(day) < 6) fault(place, 'a Saturday or Sunday (other days are working days already)', day);
    else if (holidays.some((h) => h.from <= day && day <= h.to)) fault(place, 'a day that is not also a holiday', day);
    else workdays.push(day);
  });
  if (faults.length > 0) return { ok: false, refusals: faults };
  return {
    ok: true,
    parts: {
      jurisdiction: String(top['jurisdiction']),
      year: Number(year),
      source: String(top['source']),
      certainty: certainty as HolidayYear['certainty'],
      holidays,
      workdays,
    },
  };
}

/** Joins years to one calendar. Years must follow each other and be of one jurisdiction; a hole would be a guess. */
export function workCalendar(years: readonly HolidayYear[]): Checked<WorkCalendar> {
  const sorted = [...years].sort((a, b) => a.year - b.year);
  const head = sorted[0];
  const tail = sorted.at(-1);
  const faults: Refusal[] = [];
  if (!head || !tail)
    return { ok: false, refusals: [fileFault('rules/holidays', 'years', 'at least one year', 'none')] };
  sorted.forEach((year, index) => {
    const expected = head.year + index;
    if (year.year !== expected)
      faults.push(
        fileFault('rules/holidays', 'years', `the year ${expected} (years without a hole, each once)`, year.year),
      );
    if (year.jurisdiction !== head.jurisdiction)
      faults.push(
        fileFault('rules/holidays', String(year.year), `the jurisdiction \`${head.jurisdiction}\``, year.jurisdiction),
      );
  });
  if (faults.length > 0) return { ok: false, refusals: faults };
  const first = dayFrom(head.year, 1, 1);
  const last = dayFrom(tail.year, 12, 31);
  const off = new Set<Day>();
  const on = new Set<Day>();
  for (const year of sorted) {
    for (const holiday of year.holidays)
      for (let day = holiday.from; day <= holiday.to; day = addDays(day, 1)) off.add(day);
    for (const day of year.workdays) on.add(day);
  }
  const start = epochDay(first);
  const length = epochDay(last) - start + 1;
  const before = new Int32Array(length + 1);
  const workingDays: number[] = [];
  for (let index = 0; index < length; index++) {
    before[index] = workingDays.length;
    const day = dayFromEpoch(start + index);
    if (on.has(day) || (weekday(day) < 6 && !off.has(day))) workingDays.push(start + index);
  }
  before[length] = workingDays.length;
  return {
    ok: true,
    parts: {
      jurisdiction: head.jurisdiction,
      first,
      last,
      sources: sorted.map((y) => y.source),
      workingDays: Int32Array.from(workingDays),
      before,
    },
  };
}

/** Whether one works on that day; `unknown` outside the loaded years. */
export function isWorkingDay(calendar: WorkCalendar, day: Day): boolean | 'unknown' {
  if (day < calendar.first || day > calendar.last) return 'unknown';
  const index = epochDay(day) - epochDay(calendar.first);
  return (calendar.before[index + 1] ?? 0) > (calendar.before[index] ?? 0);
}

/** Working days after `from` up to and including `to`; `unknown` when the table does not hold them all. */
export function workingDaysBetween(calendar: WorkCalendar, from: Day, to: Day): number | 'unknown' {
  if (to <= from) return 0;
  if (addDays(from, 1) < calendar.first || to > calendar.last) return 'unknown';
  const start = epochDay(calendar.first);
  return (calendar.before[epochDay(to) - start + 1] ?? 0) - (calendar.before[epochDay(from) - start + 1] ?? 0);
}

function fileFault(file: string, place: string, expected: string, found: unknown): Refusal {
  const shown = typeof found === 'string' ? found : (JSON.stringify(found) ?? 'nothing');
  return refusal(
    'holiday-file',
    { file, place, expected, found: shown },
    {
      zh: `${file}：${place} 处应为 ${expected}，实为 \`${shown}\``,
      en: `${file}: at ${place} expected ${expected}, found \`${shown}\``,
    },
    {
      zh: '按国务院办公厅当年的放假通知改正该文件',
      en: "Correct the file from that year's notice of the State Council's office",
    },
  );
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function dayIn(value: unknown, year: unknown): value is Day {
  return typeof value === 'string' && isValidDay(value) && yearOf(value) === year;
}
