import { parseDay } from '../time/day-format.ts';
import type { FieldMapping, MappedRow, MappedValue, Mapping, RowProblem, Step } from './mapping.ts';

/** A row as a reader gives it: cells by column name for tables, the parsed value for JSON. */
export type SourceRow = Readonly<Record<string, unknown>>;

/** A cell that has a formula or an error in the place of a value. `found` is what stands there. */
export class UnreadableCell {
  readonly found: string;
  constructor(found: string) {
    this.found = found;
  }
}

export type Applied =
  | { readonly ok: true; readonly row: MappedRow }
  | { readonly ok: false; readonly problems: readonly RowProblem[] }
  | { readonly ok: 'left-out' };

/**
 * Maps one row. Every problem of the row is told at once with its column; a row that the mapping's `only` leaves out is
 * counted, not a problem. `rowNumber` is the row as the user's program counts it.
 */
export function applyMapping(mapping: Mapping, source: SourceRow, rowNumber: number): Applied {
  for (const test of mapping.only) {
    const value = textOf(valueAt(source, test.column));
    if ((test.in && !test.in.includes(value)) || test.notIn?.includes(value)) return { ok: 'left-out' };
  }
  const problems: RowProblem[] = [];
  const fields: Record<string, MappedValue> = {};
  for (const field of mapping.fields) {
    const mapped = mapField(field, source, rowNumber);
    if (mapped === undefined) continue;
    if ('problem' in mapped) problems.push(mapped.problem);
    else fields[field.field] = mapped.value;
  }
  const keyParts = mapping.key.map((name) => keyPart(name, source, fields));
  const missing = mapping.key.findIndex((_, i) => keyParts[i] === '');
  if (missing >= 0)
    problems.push({
      row: rowNumber,
      column: mapping.key[missing] ?? '',
      code: 'key',
      expected: { zh: '标识该登记的值', en: 'a value that says which entry the row is about' },
      found: '',
    });
  const key = keyParts.map((p) => p.replaceAll('|', '||')).join(' | ');
  if (key.length > mostInKey) problems.push(tooLong(mapping.key.join(' + '), key, mostInKey, rowNumber));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, row: { key, fields } };
}

/** A number or name that is longer is no number or name: a quote that was never closed, a column that moved. */
const mostInKey = 400;
const mostInField: ReadonlyMap<string, number> = new Map([
  ['number', 200],
  ['holder', 2000],
  ['subject', 2000],
  ['issuer', 2000],
]);
const mostElsewhere = 100_000;

function tooLong(column: string, found: string, most: number, row: number): RowProblem {
  return {
    row,
    column,
    code: 'too-long',
    expected: { zh: `不超过 ${most} 个字符`, en: `at most ${most} characters` },
    found: `${found.slice(0, 60)}… (${found.length})`,
  };
}

/** A part of the key: a mapped field where one has the name, else the source's own column. */
function keyPart(name: string, source: SourceRow, fields: Readonly<Record<string, MappedValue>>): string {
  const mapped = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const value = mapped ?? valueAt(source, name);
  return (Array.isArray(value) ? value.map(textOf).join(' ') : textOf(value)).trim();
}

type Mapped = { readonly value: MappedValue } | { readonly problem: RowProblem } | undefined;

function mapField(field: FieldMapping, source: SourceRow, row: number): Mapped {
  const column = field.from.join(' + ');
  const raw = field.from.map((path) => valueAt(source, path));
  // A column that this file has not says nothing: unknown, not empty.
  if (field.from.length > 0 && raw.every((v) => v === undefined)) {
    return field.required
      ? {
          problem: {
            row,
            column,
            code: 'missing-column',
            expected: { zh: `列“${column}”`, en: `the column “${column}”` },
            found: Object.keys(source).slice(0, 12).join(', '),
          },
        }
      : undefined;
  }
  const unreadable = raw.find((cell) => cell instanceof UnreadableCell);
  if (unreadable) {
    const expected = {
      zh: '已算出的值（请在表格软件中打开、重算并保存）',
      en: 'a value that was calculated (open the file in a spreadsheet program, recalculate and save it)',
    };
    return { problem: { row, column, code: 'unreadable', expected, found: unreadable.found.slice(0, 200) } };
  }
  const [first] = raw;
  let value: MappedValue =
    raw.length === 1 && Array.isArray(first)
      ? first.map(textOf).filter((t) => t !== '')
      : emptyToNull(
          raw
            .map(textOf)
            .filter((t) => t !== '')
            .join(' '),
        );
  for (const step of field.steps) {
    const next = applyStep(step, value);
    if ('wrong' in next) return { problem: { row, column, ...next.wrong } };
    value = next.value;
  }
  if (field.required && (value === null || value.length === 0))
    return { problem: { row, column, code: 'empty', expected: { zh: '非空值', en: 'a value' }, found: '' } };
  const most = mostInField.get(field.field) ?? mostElsewhere;
  const whole = typeof value === 'string' ? value : (value?.join(', ') ?? '');
  if (whole.length > most) return { problem: tooLong(column, whole, most, row) };
  return { value: typeof value === 'string' ? emptyToNull(value.normalize('NFC')) : value };
}

type Stepped = { readonly value: MappedValue } | { readonly wrong: Omit<RowProblem, 'row' | 'column'> };

function applyStep(step: Step, value: MappedValue): Stepped {
  if (step.step === 'constant') return { value: step.value };
  if (step.step === 'default') return { value: value === null || value.length === 0 ? step.value : value };
  if (value === null) return { value };
  if (step.step === 'join') return { value: typeof value === 'string' ? value : value.join(step.with) };
  if (step.step === 'first') return { value: typeof value === 'string' ? value : (value[0] ?? null) };
  if (step.step === 'split' && typeof value === 'string') return split(step.by, value);
  if (typeof value === 'string') return stepText(step, value);
  const results = value.map((item) => stepText(step, item));
  const wrong = results.find((r) => 'wrong' in r);
  if (wrong && 'wrong' in wrong) return wrong;
  return { value: results.flatMap((r) => ('value' in r && typeof r.value === 'string' ? [r.value] : [])) };
}

function stepText(step: Step, text: string): Stepped {
  switch (step.step) {
    case 'trim':
      return { value: emptyToNull(text.trim()) };
    case 'upper':
      return { value: text.toUpperCase() };
    case 'lower':
      return { value: text.toLowerCase() };
    case 'collapse-spaces':
      return { value: emptyToNull(text.replace(/\s+/gu, ' ').trim()) };
    case 'strip-tags':
      return {
        value: emptyToNull(
          text
            .replace(/<[^>]*>/g, ' ')
            .replace(/\s+/gu, ' ')
            .trim(),
        ),
      };
    case 'empty-when':
      return { value: step.values.includes(text) ? null : text };
    case 'codes':
      return lookUp(step, text);
    case 'date':
      return readDate(step, text);
    case 'number':
      return readNumber(step.decimals, text);
    case 'take':
      return take(step.pattern, text);
    default:
      return { value: text };
  }
}

function lookUp(step: Extract<Step, { step: 'codes' }>, text: string): Stepped {
  if (Object.hasOwn(step.table, text)) return { value: emptyToNull(step.table[text] ?? '') };
  if (step.otherwise === 'keep') return { value: text };
  if (step.otherwise === 'empty') return { value: null };
  const known = Object.keys(step.table)
    .map((k) => `\`${k}\``)
    .join(', ');
  return { wrong: { code: 'code', expected: { zh: `下列之一：${known}`, en: `one of ${known}` }, found: text } };
}

function readDate(step: Extract<Step, { step: 'date' }>, text: string): Stepped {
  const options = {
    formats: step.formats,
    ...(step.order === undefined ? {} : { order: step.order }),
    ...(step.zone === undefined ? {} : { zone: step.zone }),
  };
  const day = parseDay(text, options);
  if (day.ok) return { value: day.parts.day };
  const order = step.order === undefined ? '' : `, ${step.order}`;
  return {
    wrong: {
      code: 'date',
      expected: { zh: `日期（${step.formats.join('、')}${order}）`, en: `a day (${step.formats.join(', ')}${order})` },
      found: text,
    },
  };
}

function readNumber(decimals: number, text: string): Stepped {
  const plain = text.trim().replace(/(?<=\d),(?=\d{3}\b)/g, '');
  const pattern = decimals === 0 ? /^-?\d+(\.0+)?$/ : /^-?\d+(\.\d+)?$/;
  if (!pattern.test(plain))
    return {
      wrong: {
        code: 'number',
        expected: {
          zh: decimals === 0 ? '整数' : `最多 ${decimals} 位小数的数`,
          en: decimals === 0 ? 'a whole number' : `a number with at most ${decimals} decimals`,
        },
        found: text,
      },
    };
  const [whole = '0', part = ''] = plain.split('.');
  const kept = part.replace(/0+$/, '');
  if (kept.length > decimals)
    return {
      wrong: {
        code: 'number',
        expected: { zh: `最多 ${decimals} 位小数`, en: `at most ${decimals} decimals` },
        found: text,
      },
    };
  return { value: kept === '' ? whole : `${whole}.${kept}` };
}

function take(pattern: string, text: string): Stepped {
  const match = new RegExp(pattern, 'u').exec(text);
  if (match) return { value: emptyToNull(match[1] ?? match[0]) };
  return { wrong: { code: 'pattern', expected: { zh: `符合 ${pattern}`, en: `what fits ${pattern}` }, found: text } };
}

/** Splits by a text, or reads a printed Python set or list; quotes inside are respected. */
function split(by: string | { readonly literal: 'python' }, text: string): Stepped {
  if (typeof by === 'string')
    return {
      value: text
        .split(by)
        .map((t) => t.trim())
        .filter((t) => t !== ''),
    };
  const inner = text.trim();
  if (inner === 'set()' || inner === '[]' || inner === '{}' || inner === '()' || inner === 'frozenset()')
    return { value: [] };
  if (!/^(\{.*\}|\[.*\]|\(.*\))$/su.test(inner))
    return {
      wrong: {
        code: 'list',
        expected: { zh: "形如 {'A', 'B'} 的列表", en: "a printed list such as {'A', 'B'}" },
        found: text.slice(0, 60),
      },
    };
  const items: string[] = [];
  const item = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,'"]+))\s*(?:,|$)/suy;
  const body = inner.slice(1, -1);
  while (item.lastIndex < body.length) {
    const at = item.lastIndex;
    const match = item.exec(body);
    if (!match)
      return {
        wrong: {
          code: 'list',
          expected: { zh: "形如 {'A', 'B'} 的列表", en: "a printed list such as {'A', 'B'}" },
          found: body.slice(at, at + 40),
        },
      };
    const value = (match[1] ?? match[2] ?? match[3] ?? '').replace(/\\(.)/gsu, '$1').trim();
    if (value !== '') items.push(value);
  }
  // A printed set has no order of its own: sorted, so that another order is no difference.
  return { value: inner.startsWith('{') ? [...new Set(items)].sort() : items };
}

/** The value at a column name, else at a dotted path; `undefined` where there is none. Own members only. */
export function valueAt(source: SourceRow, path: string): unknown {
  if (Object.hasOwn(source, path)) return source[path];
  let at: unknown = source;
  for (const part of path.split('.')) {
    if (Array.isArray(at) && /^\d+$/.test(part)) at = at[Number(part)];
    else if (typeof at === 'object' && at !== null && !Array.isArray(at) && Object.hasOwn(at, part))
      at = (at as Record<string, unknown>)[part];
    else return undefined;
  }
  return at;
}

function textOf(value: unknown): string {
  if (value instanceof UnreadableCell) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

function emptyToNull(text: string): string | null {
  return text === '' ? null : text;
}
