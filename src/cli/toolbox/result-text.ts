import type { JsonSchema, Method } from '#toolbox/method/method.ts';
import type { Text } from '#toolbox/method/text.ts';
import { fieldName, hasValueWord, valueWord } from '#toolbox/words/field-names.ts';
import { hiddenFields, lastField, said, schemaOf } from '#toolbox/words/flatten.ts';
import { hasWords, isRecord, isScalar, isText, type Scalar } from '#toolbox/words/value-shapes.ts';

/** A result in rows, named in words: scalars, lists of records as tables, lists of numbers shortened. For people; programs take --json. */
export type ResultPart =
  | { readonly kind: 'scalar'; readonly name: string; readonly text: string }
  | {
      readonly kind: 'table';
      readonly name: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Rows of the list in all. */
      readonly of: number;
    };

const mostListed = 12;

type Language = 'zh' | 'en';

/** Whose result is shown: its field contract tells which values are codes. */
export type ResultOf = Pick<Method, 'id' | 'title' | 'resultSchema'>;

export interface Shown {
  readonly language: Language;
  readonly mostRows: number;
}

interface Walk extends Shown {
  readonly method: string;
  /** What the method's own ids say: its title, and its tests. */
  readonly ids: ReadonlyMap<string, Text>;
}

export function resultParts(values: unknown, method: ResultOf, shown: Shown): ResultPart[] {
  return partsOf(values, method.resultSchema, '', { ...shown, method: method.id, ids: idsOf(values, method) });
}

/** Fields that hold an id of the method or of one of its tests. */
const idFields = new Set(['chart', 'rule']);

function idsOf(values: unknown, { id, title }: ResultOf): ReadonlyMap<string, Text> {
  const rules = isRecord(values) && Array.isArray(values['rules']) ? values['rules'] : [];
  const tests = rules.flatMap((rule: unknown): [string, Text][] => {
    if (!isRecord(rule) || !hasWords(rule)) return [];
    const { zh, en } = rule;
    return [[String(Object.entries(rule).find(([field]) => field === 'id')?.[1]), { zh, en }]];
  });
  return new Map([[id, title], ...tests]);
}

function partsOf(value: unknown, schema: JsonSchema, path: string, walk: Walk): ResultPart[] {
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return listParts(Array.isArray(value) ? value : Array.from(value as Float64Array), itemsOf(schema), path, walk);
  const name = pathName(path, walk);
  if (isScalar(value)) return [{ kind: 'scalar', name, text: wordOf(value, path, schema, walk) }];
  if (isText(value)) return [{ kind: 'scalar', name, text: value[walk.language] }];
  if (!isRecord(value)) return [];
  const { value: middle, lower, upper, ...rest } = value;
  if (isScalar(middle) && isScalar(lower) && isScalar(upper)) {
    const range = lower === null && upper === null ? '' : `  [${scalarText(lower)}, ${scalarText(upper)}]`;
    return [{ kind: 'scalar', name, text: `${scalarText(middle)}${range}` }, ...fieldParts(rest, schema, path, walk)];
  }
  return fieldParts(inLanguage(value, walk.language), schema, path, walk);
}

function fieldParts(
  record: Readonly<Record<string, unknown>>,
  schema: JsonSchema,
  path: string,
  walk: Walk,
): ResultPart[] {
  return Object.entries(record).flatMap(([field, value]) =>
    hiddenFields.has(`${walk.method}/${field}`)
      ? []
      : partsOf(value, schemaOf(schema, field), path === '' ? field : `${path}.${field}`, walk),
  );
}

/** `limits.xbar.ucl` as 控制限 · 均值图 · UCL. */
export function pathName(path: string, { method, language }: Pick<Walk, 'method' | 'language'>): string {
  const parts = path.split('.');
  const names = parts.flatMap((part, k) => {
    const [, field = part, place] = /^(.*?)(?:\[(\d+)\])?$/.exec(part) ?? [];
    const isPanel = parts[k - 1] === 'limits' && hasValueWord('panel', field);
    const name = isPanel ? valueWord('panel', field) : fieldName(field, method);
    return place === undefined ? [name[language]] : [name[language], place];
  });
  return names.join(' · ');
}

function wordOf(value: Scalar, path: string, schema: JsonSchema, { language, ids }: Walk): string {
  const field = lastField(path).replace(/\[\d+\]$/, '');
  if (typeof value === 'string') {
    const own = idFields.has(field) ? ids.get(value) : undefined;
    if (own) return own[language];
    if (/^panels\[\d+\]\.name$/.test(path)) return valueWord('panel', value)[language];
  }
  const word = said(value, field, schema);
  if (isText(word)) return word[language];
  if (typeof word === 'boolean') return language === 'zh' ? (word ? '是' : '否') : word ? 'yes' : 'no';
  return scalarText(word);
}

function itemsOf(schema: JsonSchema): JsonSchema {
  return schema.items ?? (schema.anyOf ?? []).find((one) => one.items)?.items ?? {};
}

/** Beside words, codes say nothing more. */
const codes = new Set(['zh', 'en', 'rule', 'code']);

/** Words that stand in both languages are shown in one, in place of the code that they say. */
function inLanguage(record: Readonly<Record<string, unknown>>, language: Language): Readonly<Record<string, unknown>> {
  if (!hasWords(record)) {
    const { code: _, ...others } = record;
    return isText(record['text']) ? others : record;
  }
  const { zh, en } = record;
  const rest = Object.entries(record).filter(([field]) => !codes.has(field));
  return { ...Object.fromEntries(rest), said: language === 'zh' ? zh : en };
}

const isPlain = (value: unknown): boolean => isScalar(value) || isText(value);

function listParts(list: readonly unknown[], schema: JsonSchema, path: string, walk: Walk): ResultPart[] {
  const name = pathName(path, walk);
  const cell = (value: unknown, at: string, rule: JsonSchema): string => {
    if (isText(value)) return value[walk.language];
    return isScalar(value) || value === undefined ? wordOf(value ?? null, at, rule, walk) : '';
  };
  if (list.every(isPlain)) {
    const words = list
      .slice(0, mostListed)
      .map((one) => cell(one, path, schema))
      .join(', ');
    const text = list.length > mostListed ? `${list.length}: ${words} …` : list.length === 0 ? '—' : words;
    return [{ kind: 'scalar', name, text }];
  }
  const isFlat = (one: unknown): boolean => isRecord(one) && Object.values(one).every(isPlain);
  if (!list.every(isFlat)) return list.flatMap((one, k) => partsOf(one, schema, `${path}[${k + 1}]`, walk));
  const records = list.slice(0, walk.mostRows).map((one) => inLanguage(one as Record<string, unknown>, walk.language));
  const fields = [...new Set(records.flatMap((one) => Object.keys(one)))].filter(
    (field) => !hiddenFields.has(`${walk.method}/${field}`) && !(path === 'rules' && field === 'id'),
  );
  const rows = records.map((one) => fields.map((field) => cell(one[field], field, schemaOf(schema, field))));
  return [{ kind: 'table', name, head: fields.map((field) => pathName(field, walk)), rows, of: list.length }];
}

export function scalarText(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(8)));
  if (value === null || value === undefined || value === '') return '—';
  return String(value);
}

/** Columns a screen shows for a text: Chinese signs take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const sign of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(sign) ? 2 : 1;
  return width;
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Names stand in one column, from which the longest stick out. */
const [narrowestName, widestName] = [28, 48] as const;

/** Lines of a result for the terminal. */
export function resultLines(values: unknown, method: ResultOf, language: Language): string[] {
  const parts = resultParts(values, method, { language, mostRows: 20 });
  const names = parts.flatMap((part) => (part.kind === 'scalar' ? [widthOf(part.name)] : []));
  const nameWidth = Math.min(widestName, Math.max(narrowestName, ...names));
  return parts.flatMap((part) => {
    if (part.kind === 'scalar') return [`${padded(part.name, nameWidth)} ${part.text}`];
    const rest = part.of - part.rows.length;
    const more =
      language === 'zh' ? `  … 另有 ${rest} 行（--json 给出全部）` : `  … ${rest} more rows (--json gives all)`;
    const widths = part.head.map((name, c) =>
      Math.max(widthOf(name), ...part.rows.map((row) => widthOf(row[c] ?? ''))),
    );
    const line = (row: readonly string[]): string =>
      `  ${row
        .map((cell, c) => padded(cell, widths[c] ?? 0))
        .join('  ')
        .trimEnd()}`;
    return [part.name, line(part.head), ...part.rows.map(line), ...(rest > 0 ? [more] : [])];
  });
}
