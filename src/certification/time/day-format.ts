import { type Checked, type Refusal, refusal } from '../codes/refusal.ts';
import { addDays, type Day, daysInMonth, isValidDay } from './day.ts';
import { dayOf, epochOf, type Instant, instantFromEpoch } from './instant.ts';

/** The formats in which registers and people write days. The name is the mapping language's word and stays. */
export const dayFormats = [
  { id: 'iso', sample: '2025-04-03' },
  { id: 'compact', sample: '20250403' },
  { id: 'year-first', sample: '2025/4/3, 2025.4.3' },
  { id: 'chinese', sample: '2025年4月3日' },
  { id: 'chinese-numerals', sample: '二〇二五年四月三日' },
  { id: 'slashed', sample: '03/04/2025 (ambiguous unless the order is declared)' },
  { id: 'dashed', sample: '03-04-2025 (ambiguous unless the order is declared)' },
  { id: 'dotted', sample: '03.04.2025 (day first)' },
  { id: 'day-month-name', sample: '3 April 2025, 03-Apr-2025' },
  { id: 'month-name-day', sample: 'April 3, 2025' },
  { id: 'instant', sample: '2025-04-03T10:30:00+08:00' },
  { id: 'serial', sample: '45750 (a spreadsheet day, only where declared)' },
] as const;
export type DayFormat = (typeof dayFormats)[number]['id'];

export interface ParseDayOptions {
  /** Which number comes first in 03/04/2025 and 03-04-2025. Left out: refused when both readings are days. */
  readonly order?: 'day-month' | 'month-day';
  /** Only these formats; left out: all but `serial`, which any number would fit. */
  readonly formats?: readonly DayFormat[];
  /** Zone in which an instant becomes a day; left out: the day as it is written. */
  readonly zone?: string;
  /** First day of the spreadsheet's count: 1900 (Excel) or 1904 (old Macintosh files). */
  readonly serial?: 1900 | 1904;
}

type Reading = { readonly format: DayFormat; readonly year: number; readonly month: number; readonly day: number };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const numerals = '〇一二三四五六七八九';

/**
 * The day that a text names, and in which format. Full-width digits and spaces around are taken. Refuses, with what to do:
 * a text in no known format, a day that does not exist, a two-digit year, and an order that can't be told (`03/04/2025`).
 */
export function parseDay(
  text: string,
  options: ParseDayOptions = {},
): Checked<{ readonly day: Day; readonly format: DayFormat }> {
  if (options.formats === undefined && options.serial === undefined && isValidDay(text))
    return { ok: true, parts: { day: text, format: 'iso' } };
  const plain = text.normalize('NFKC').trim();
  const allowed = (format: DayFormat) =>
    options.formats ? options.formats.includes(format) : format !== 'serial' || options.serial !== undefined;

  if (allowed('serial') && /^\d{1,7}(\.\d+)?$/.test(plain)) return serialDay(plain, options.serial ?? 1900);
  if (allowed('instant')) {
    const instant = instantDay(plain, options.zone);
    if (instant) return { ok: true, parts: { day: instant, format: 'instant' } };
  }
  const twoDigits = /^\d{1,2}([/.-])\d{1,2}\1(\d{2})$/.exec(plain);
  if (twoDigits) return no(twoDigitYear(text));

  const numeric = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/.exec(plain);
  if (numeric && allowed(numeric[2] === '/' ? 'slashed' : 'dashed')) {
    return numericDay(
      text,
      numeric[2] === '/' ? 'slashed' : 'dashed',
      Number(numeric[1]),
      Number(numeric[3]),
      Number(numeric[4]),
      options.order,
    );
  }
  const reading = readings(plain).find((r) => allowed(r.format));
  return reading ? existing(text, reading) : no(unknownFormat(text));
}

/** All formats that fix the order of their parts. */
function readings(plain: string): Reading[] {
  const found: Reading[] = [];
  const add = (format: DayFormat, match: RegExpExecArray | null, order: readonly [number, number, number]) => {
    if (match)
      found.push({
        format,
        year: Number(match[order[0]]),
        month: Number(match[order[1]]),
        day: Number(match[order[2]]),
      });
  };
  add('iso', /^(\d{4})-(\d{2})-(\d{2})$/.exec(plain), [1, 2, 3]);
  add('compact', /^(\d{4})(\d{2})(\d{2})$/.exec(plain), [1, 2, 3]);
  add('year-first', /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(plain), [1, 2, 3]);
  add('chinese', /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?$/.exec(plain), [1, 2, 3]);
  add('dotted', /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(plain), [3, 2, 1]);
  const words =
    /^([〇零○0一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$/.exec(plain);
  if (words) {
    const year = [...(words[1] ?? '')].map((c) => ('零○0'.includes(c) ? 0 : numerals.indexOf(c))).join('');
    found.push({
      format: 'chinese-numerals',
      year: Number(year),
      month: chineseNumber(words[2] ?? ''),
      day: chineseNumber(words[3] ?? ''),
    });
  }
  const dayName = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})$/i.exec(plain);
  if (dayName)
    found.push({
      format: 'day-month-name',
      year: Number(dayName[3]),
      month: monthNumber(dayName[2] ?? ''),
      day: Number(dayName[1]),
    });
  const nameDay = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i.exec(plain);
  if (nameDay)
    found.push({
      format: 'month-name-day',
      year: Number(nameDay[3]),
      month: monthNumber(nameDay[1] ?? ''),
      day: Number(nameDay[2]),
    });
  return found;
}

/** 一 … 九, 十, 十一 … 十九, 二十 … 三十一; 0 for anything else, which is no day of a month. */
function chineseNumber(text: string): number {
  if (text.split('十').length > 2) return 0;
  const [tens, ones] = text.includes('十') ? text.split('十') : ['0', text];
  const digit = (c: string | undefined, empty: number) =>
    c === undefined || c === '' ? empty : c === '0' ? 0 : c.length === 1 ? numerals.indexOf(c) : -10;
  const value = digit(tens, 1) * 10 + digit(ones, 0);
  return value > 0 ? value : 0;
}

function monthNumber(name: string): number {
  const lower = name.toLowerCase();
  const full = [
    'january',
    'february',
    'march',
    'april',
    'may',
    'june',
    'july',
    'august',
    'september',
    'october',
    'november',
    'december',
  ];
  const index = lower === 'sept' ? 8 : Math.max(full.indexOf(lower), months.indexOf(lower));
  return index + 1;
}

function numericDay(
  text: string,
  format: DayFormat,
  a: number,
  b: number,
  year: number,
  order: ParseDayOptions['order'],
): ReturnType<typeof existing> {
  const dayFirst: Reading = { format, year, month: b, day: a };
  const monthFirst: Reading = { format, year, month: a, day: b };
  if (order) return existing(text, order === 'day-month' ? dayFirst : monthFirst);
  const possible = [dayFirst, monthFirst].filter(exists);
  if (possible.length === 2 && a !== b) return no(ambiguous(text, show(dayFirst), show(monthFirst)));
  return existing(text, possible[0] ?? dayFirst);
}

function exists(r: Reading): boolean {
  return r.year >= 1 && r.month >= 1 && r.month <= 12 && r.day >= 1 && r.day <= daysInMonth(r.year, r.month);
}

const show = (r: Reading) =>
  `${String(r.year).padStart(4, '0')}-${String(r.month).padStart(2, '0')}-${String(r.day).padStart(2, '0')}`;

function existing(text: string, reading: Reading): Checked<{ readonly day: Day; readonly format: DayFormat }> {
  const day = show(reading);
  if (isValidDay(day)) return { ok: true, parts: { day, format: reading.format } };
  return no(
    refusal(
      'no-such-day',
      { found: text, year: reading.year, month: reading.month, day: reading.day },
      {
        zh: `\`${text}\` 不是存在的日期（读作 ${reading.year} 年 ${reading.month} 月 ${reading.day} 日）`,
        en: `\`${text}\` is not a day that exists (read as year ${reading.year}, month ${reading.month}, day ${reading.day})`,
      },
      {
        zh: '请核对日和月；日月次序不同的，请声明次序',
        en: 'Check day and month; if they stand in the other order, declare it',
      },
    ),
  );
}

function instantDay(plain: string, zone: string | undefined): Day | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(
    plain,
  );
  const written = found?.[1] ?? '';
  if (!found || !isValidDay(written) || Number(found[2]) > 23 || Number(found[3]) > 59 || Number(found[4] ?? 0) > 60)
    return undefined;
  const offset = found[6];
  if (!zone || !offset) return written;
  const [hours, minutes] =
    offset === 'Z' ? [0, 0] : [Number(offset.slice(0, 3)), Number(offset.slice(0, 1) + offset.slice(-2))];
  const local = `${written}T${found[2]}:${found[3]}:${found[4] ?? '00'}.000Z` as Instant;
  const epoch = epochOf(local) - (hours * 60 + minutes) * 60_000;
  return dayOf(instantFromEpoch(epoch), zone);
}

/** Excel counts 1900-01-01 as 1 and believes in 29 February 1900: from day 61 on the count is one too high. */
function serialDay(plain: string, base: 1900 | 1904): Checked<{ readonly day: Day; readonly format: DayFormat }> {
  const count = Math.floor(Number(plain));
  if (count < 1 || count > 2_958_465 || (base === 1900 && count === 60)) return no(unknownFormat(plain));
  const start = (base === 1904 ? '1904-01-01' : count > 60 ? '1899-12-30' : '1899-12-31') as Day;
  return { ok: true, parts: { day: addDays(start, count), format: 'serial' } };
}

const no = (r: Refusal): { readonly ok: false; readonly refusals: readonly Refusal[] } => ({
  ok: false,
  refusals: [r],
});

function ambiguous(text: string, dayFirst: string, monthFirst: string): Refusal {
  return refusal(
    'ambiguous-day',
    { found: text, dayFirst, monthFirst },
    {
      zh: `\`${text}\` 有歧义：可读作 ${dayFirst}，也可读作 ${monthFirst}`,
      en: `\`${text}\` is ambiguous: it may be ${dayFirst} or ${monthFirst}`,
    },
    {
      zh: '请声明日月次序（day-month 或 month-day），或写成 2025-04-03',
      en: 'Declare the order (`day-month` or `month-day`), or write 2025-04-03',
    },
  );
}

function twoDigitYear(text: string): Refusal {
  return refusal(
    'two-digit-year',
    { found: text },
    {
      zh: `\`${text}\` 的年份只有两位，世纪不明`,
      en: `\`${text}\` has a year of two digits: the century is not known`,
    },
    { zh: '请写四位年份，如 2025-04-03', en: 'Write the year with four digits, such as 2025-04-03' },
  );
}

function unknownFormat(text: string): Refusal {
  return refusal(
    'unknown-day-format',
    { found: text },
    {
      zh: `应为日期（如 2025-04-03、2025年4月3日），实为 \`${text}\``,
      en: `Expected a day (such as 2025-04-03 or 3 April 2025), found \`${text}\``,
    },
    { zh: '请改写为 2025-04-03 的形式', en: 'Write it as 2025-04-03' },
  );
}
