import type { JsonSchema } from '../method/method.ts';
import type { Text } from '../method/text.ts';
import { fieldName, hasValueWord, valueWord } from './field-names.ts';
import { hasWords, isRecord, isScalar, isText, type Scalar } from './value-shapes.ts';

/** A method's values as a page or a sheet shows them: figures, intervals, lists in a row, tables, groups of these. */
export type Shown =
  | { readonly kind: 'figure'; readonly path: string; readonly name: Text; readonly value: Scalar | Text }
  | {
      readonly kind: 'interval';
      readonly path: string;
      readonly name: Text;
      readonly value: Scalar;
      readonly lower: Scalar;
      readonly upper: Scalar;
    }
  | { readonly kind: 'list'; readonly path: string; readonly name: Text; readonly items: readonly (Scalar | Text)[] }
  | {
      readonly kind: 'table';
      readonly path: string;
      readonly name: Text;
      readonly columns: readonly ShownColumn[];
      readonly rows: readonly (readonly (Scalar | Text)[])[];
    }
  | { readonly kind: 'group'; readonly path: string; readonly name: Text; readonly items: readonly Shown[] };

export interface ShownColumn {
  readonly path: string;
  readonly name: Text;
}

/** Fields whose words are codes of the methods though their schema says only text. */
const codedFields = new Set([
  'source',
  'kind',
  'reason',
  'model',
  'panel',
  'distribution',
  'term',
  'direction',
  'effect',
  'view',
  'special',
  'chart',
  'current',
]);

/** Places in a picture, which say nothing to a reader. */
export const hiddenFields = new Set(['cause-effect/row', 'tree-diagram/row', 'risk-chain/nodes', 'risk-chain/links']);

interface Walk {
  readonly method: string;
}

/** Values in the order of the method's own result; `schema` is its field contract. */
export function flatten(values: unknown, schema: JsonSchema, method: string): Shown[] {
  return isRecord(values) ? flattenFields(values, schema, '', { method }) : [];
}

function flattenFields(
  values: Readonly<Record<string, unknown>>,
  schema: JsonSchema,
  path: string,
  walk: Walk,
): Shown[] {
  return Object.entries(values).flatMap(([field, value]) => {
    if (hiddenFields.has(`${walk.method}/${field}`)) return [];
    const here = path === '' ? field : `${path}.${field}`;
    return flattenOne(value, schemaOf(schema, field), here, walk);
  });
}

function flattenOne(value: unknown, schema: JsonSchema, path: string, walk: Walk): Shown[] {
  const field = lastField(path);
  const name = fieldName(field, walk.method);
  if (isScalar(value)) return [{ kind: 'figure', path, name, value: said(value, field, schema) }];
  if (isText(value)) return [{ kind: 'figure', path, name, value }];
  if (Array.isArray(value)) return flattenList(value, schema, path, walk);
  if (!isRecord(value)) return [];
  const { value: middle, lower, upper, ...rest } = value;
  if (isScalar(middle) && isScalar(lower) && isScalar(upper))
    return [{ kind: 'interval', path, name, value: middle, lower, upper }, ...flattenFields(rest, schema, path, walk)];
  const items = flattenFields(value, schema, path, walk);
  return items.length === 0 ? [] : [{ kind: 'group', path, name, items }];
}

function flattenList(list: readonly unknown[], schema: JsonSchema, path: string, walk: Walk): Shown[] {
  const field = lastField(path);
  const name = fieldName(field, walk.method);
  if (list.length === 0) return [];
  const items = list.filter((one): one is Scalar | Text => isScalar(one) || isText(one));
  if (items.length === list.length)
    return [{ kind: 'list', path, name, items: items.map((one) => (isText(one) ? one : said(one, field, schema))) }];
  if (list.every(Array.isArray)) return [matrixOf(list, path, name)];
  const rows = list.map((row) => (isRecord(row) ? cellsOf(row, schema.items ?? {}, '', walk) : new Map()));
  const paths = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return [
    {
      kind: 'table',
      path,
      name,
      columns: paths.map((one) => ({ path: `${path}.${one}`, name: columnName(one, walk.method) })),
      rows: rows.map((row) => paths.map((one) => row.get(one) ?? null)),
    },
  ];
}

function matrixOf(list: readonly (readonly unknown[])[], path: string, name: Text): Shown {
  const width = Math.max(0, ...list.map((row) => row.length));
  return {
    kind: 'table',
    path,
    name,
    columns: Array.from({ length: width }, (_, i) => ({ path, name: { zh: String(i + 1), en: String(i + 1) } })),
    rows: list.map((row) => Array.from({ length: width }, (_, i) => (isScalar(row[i]) ? row[i] : null))),
  };
}

/** The cells of a table's row: nested fields by their dotted path, nested lists in words. */
function cellsOf(
  row: Readonly<Record<string, unknown>>,
  schema: JsonSchema,
  path: string,
  walk: Walk,
): Map<string, Scalar | Text> {
  const cells = new Map<string, Scalar | Text>();
  const isSaid = hasWords(row);
  for (const [field, value] of Object.entries(row)) {
    // Of a test or a model its words are shown in place of its code.
    if (isSaid && (field === 'en' || (field === 'zh' && Object.hasOwn(row, 'rule')))) continue;
    if (isSaid && (field === 'zh' || field === 'rule')) {
      cells.set(path + (field === 'zh' ? 'said' : field), { zh: row.zh, en: row.en });
      continue;
    }
    const here = path === '' ? field : `${path}.${field}`;
    const rule = schemaOf(schema, field);
    if (hiddenFields.has(`${walk.method}/${field}`)) continue;
    if (isScalar(value)) cells.set(here, said(value, field, rule));
    else if (isText(value)) cells.set(here, value);
    else if (Array.isArray(value))
      cells.set(here, value.length > 0 && value.every(isText) ? joined(value) : inRow(value));
    else if (isRecord(value)) for (const [key, cell] of cellsOf(value, rule, here, walk)) cells.set(key, cell);
  }
  return cells;
}

function joined(texts: readonly Text[]): Text {
  return { zh: texts.map((one) => one.zh).join('；'), en: texts.map((one) => one.en).join('; ') };
}

function inRow(list: readonly unknown[]): string {
  return list
    .map((one) => (isScalar(one) ? inWord(one) : isRecord(one) ? Object.values(one).filter(isScalar).join(' ') : ''))
    .join(', ');
}

function inWord(value: Scalar): string {
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  return String(value ?? '');
}

/** `after.s` as "措施后 · 严重度". */
function columnName(path: string, method: string): Text {
  const names = path.split('.').map((field) => fieldName(field, method));
  return { zh: names.map((one) => one.zh).join(' · '), en: names.map((one) => one.en).join(' · ') };
}

/** Words of the method that stand where names of the user's own stand. */
const wordsAmongNames = new Set(['name=constant', 'name=all', 'category=overall']);

/** A value as words where it is a code of the method. */
export function said(value: Scalar, field: string, schema: JsonSchema): Scalar | Text {
  if (typeof value !== 'string') return value;
  if (wordsAmongNames.has(`${field}=${value}`)) return valueWord(field, value);
  // What is still to be filled in is named as the field it is.
  if (field === 'missing' && hasValueWord(field, value)) return valueWord(field, value);
  if (!schema.enum && !schema.items?.enum && !codedFields.has(field)) return value;
  // A source such as `part*operator` is named by its parts.
  const parts = value.split(/[*:]/).map((part) => valueWord(field, part));
  return { zh: parts.map((part) => part.zh).join('×'), en: parts.map((part) => part.en).join('×') };
}

/** The schema of a field, through the alternatives of which one is null. */
export function schemaOf(schema: JsonSchema, field: string): JsonSchema {
  for (const one of [schema, ...(schema.anyOf ?? [])]) {
    if (one.properties && Object.hasOwn(one.properties, field)) return one.properties[field] ?? {};
    if (typeof one.additionalProperties === 'object') return one.additionalProperties;
  }
  return {};
}

export function lastField(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
