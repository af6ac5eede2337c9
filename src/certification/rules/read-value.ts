import { compareFractions, readFraction, readShare } from './fraction.ts';
import type { Band, ListItem, Question, RuleValue } from './pack.ts';
import { type FaultList, list, periodShape, readPeriod, readText, record } from './read-fields.ts';

/** Reads the value of a row as the question wants it; undefined when a fault was noted. */
export function readValue(question: Question, value: unknown, at: string, found: FaultList): RuleValue | undefined {
  switch (question.value) {
    case 'share': {
      const share = typeof value === 'string' ? readShare(value) : undefined;
      if (!share) found.add(at, 'a share such as `30%` or `1/3`', value);
      return share && { kind: 'share', share, text: String(value).trim() };
    }
    case 'number': {
      const number = typeof value === 'number' || typeof value === 'string' ? readFraction(value) : undefined;
      if (!number) found.add(at, 'a number', value);
      return number && { kind: 'number', number };
    }
    case 'flag':
      if (typeof value !== 'boolean') found.add(at, '`true` or `false`', value);
      return typeof value === 'boolean' ? { kind: 'flag', flag: value } : undefined;
    case 'choice':
      if (!question.options.includes(String(value))) found.add(at, `one of ${question.options.join(', ')}`, value);
      return question.options.includes(String(value)) ? { kind: 'choice', choice: String(value) } : undefined;
    case 'period': {
      const { period: text, from } = typeof value === 'string' ? { period: value, from: undefined } : record(value);
      const period = readPeriod(text);
      if (!period) found.add(at, periodShape, value);
      return period && { kind: 'period', period, anchor: typeof from === 'string' ? from : null };
    }
    case 'bands':
      return readBands(value, at, found);
    case 'list':
      return readList(value, at, found);
    case 'clock':
      return readClockValue(value, at, found);
    case 'grades': {
      const grades = list(value).map((item) => ({
        code: String(record(item)['code']),
        least: String(record(item)['least']),
      }));
      const bad = grades.length < 2 || grades.some((grade) => readFraction(grade.least) === undefined);
      if (bad) found.add(at, 'grades with `code` and `least`, best first', value);
      return bad ? undefined : { kind: 'grades', grades };
    }
    case 'grants': {
      const grants = list(value).map((item) => {
        const { share, ...needs } = record(item);
        return {
          share: readShare(String(share)),
          needs: Object.fromEntries(Object.entries(needs).map(([key, need]) => [key, Number(need)])),
        };
      });
      const whole = grants.flatMap((grant) => (grant.share ? [{ share: grant.share, needs: grant.needs }] : []));
      if (whole.length === 0 || whole.length < grants.length)
        found.add(at, 'rows with a `share` and what it needs', value);
      return { kind: 'grants', grants: whole };
    }
  }
}

/** Bands `[from, to, value]` must follow each other without a gap or an overlap, and their values never fall. */
function readBands(value: unknown, at: string, found: FaultList): RuleValue | undefined {
  const bands: Band[] = [];
  const before = found.faults.length;
  list(value).forEach((item, index) => {
    const [from, to, days] = list(item);
    const figure = typeof days === 'number' || typeof days === 'string' ? readFraction(days) : undefined;
    const place = `${at}[${index}]`;
    if (typeof from !== 'number' || typeof to !== 'number' || !figure) {
      found.add(place, '`[from, to, value]`', item);
      return;
    }
    const last = bands.at(-1);
    if (from > to) found.add(place, '`from` not above `to`', `${from} … ${to}`);
    if (last && from > last.to + 1) found.add(place, `a band from ${last.to + 1} (no gap)`, from);
    if (last && from <= last.to) found.add(place, `a band from ${last.to + 1} (no overlap)`, from);
    if (last && compareFractions(figure, last.value) < 0)
      found.add(place, `a value not under ${last.value.num / last.value.den}`, days);
    bands.push({ from, to, value: figure });
  });
  if (bands.length === 0) found.add(at, 'at least one band', value);
  return found.faults.length > before ? undefined : { kind: 'bands', bands };
}

function readList(value: unknown, at: string, found: FaultList): RuleValue | undefined {
  const before = found.faults.length;
  const codes = new Set<string>();
  const items = list(value).map((item, index): ListItem => {
    const { code, zh, en, period, ...rest } = record(item);
    const place = `${at}[${index}]`;
    if (typeof code !== 'string') found.add(place, 'a `code`', item);
    if (codes.has(String(code))) found.add(place, 'each code once', code);
    codes.add(String(code));
    if (!readText(item)) found.add(place, 'texts `zh` and `en`', item);
    const read = period === undefined ? undefined : readPeriod(period);
    if (period !== undefined && !read) found.add(place, periodShape, period);
    const more = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, String(part)]));
    return { code: String(code), zh: String(zh), en: String(en), more, ...(read ? { period: read } : {}) };
  });
  if (items.length === 0) found.add(at, 'at least one item', value);
  return found.faults.length > before ? undefined : { kind: 'list', items };
}

function readClockValue(value: unknown, at: string, found: FaultList): RuleValue | undefined {
  const before = found.faults.length;
  const {
    period: text,
    order = 1,
    counts = true,
    stops = null,
    bound = 'most',
    from = 'step',
    ...rest
  } = record(value);
  const period = readPeriod(text);
  if (!period) found.add(at, periodShape, value);
  if (typeof order !== 'number' || !Number.isInteger(order)) found.add(`${at}.order`, 'a whole number', order);
  if (typeof counts !== 'boolean') found.add(`${at}.counts`, '`true` or `false`', counts);
  if (bound !== 'most' && bound !== 'least' && bound !== 'before')
    found.add(`${at}.bound`, '`most`, `least` or `before`', bound);
  if (bound === 'before' && period?.unit === 'working-days')
    found.add(`${at}.period`, 'days, months or years, which are counted back from the day', text);
  if (from !== 'step' && from !== 'start') found.add(`${at}.from`, '`step` or `start`', from);
  for (const key of Object.keys(rest))
    found.add(`${at}.${key}`, '`period`, `order`, `counts`, `stops`, `bound` or `from`', key);
  if (!period || found.faults.length > before) return undefined;
  return {
    kind: 'clock',
    clock: {
      period,
      order: Number(order),
      counts: counts === true,
      stops: typeof stops === 'string' ? stops : null,
      bound: bound === 'least' || bound === 'before' ? bound : 'most',
      from: from === 'start' ? 'start' : 'step',
    },
  };
}
