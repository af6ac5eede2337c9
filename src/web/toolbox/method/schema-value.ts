import type { JsonSchema } from '#toolbox/method/method.ts';
import { isRecord } from '#toolbox/words/value-shapes.ts';

/** The part of a schema that is shown where it has alternatives: the one that is not null. */
export function plainSchema(schema: JsonSchema): JsonSchema {
  return schema.anyOf?.find((one) => one.type !== 'null') ?? schema;
}

export function isOfType(schema: JsonSchema, type: string): boolean {
  const { type: own } = plainSchema(schema);
  return own === type || (Array.isArray(own) && own.includes(type));
}

export function isNumberSchema(schema: JsonSchema): boolean {
  return isOfType(schema, 'number') || isOfType(schema, 'integer');
}

/** Fields that an object may have, with whether each must be there. */
export function fieldsOf(
  schema: JsonSchema,
): readonly { readonly name: string; readonly schema: JsonSchema; readonly required: boolean }[] {
  const { properties = {}, required = [] } = plainSchema(schema);
  return Object.entries(properties).map(([name, one]) => ({ name, schema: one, required: required.includes(name) }));
}

/** A list whose rows are flat: each cell a word, a number, a choice, or a short list of words. */
export function isFlatList(schema: JsonSchema): boolean {
  const { items } = plainSchema(schema);
  if (!items || !isOfType(items, 'object')) return false;
  return fieldsOf(items).every((field) => isCell(field.schema) || isNarrowObject(field.schema));
}

function isCell(schema: JsonSchema): boolean {
  if (isOfType(schema, 'object')) return false;
  if (!isOfType(schema, 'array')) return true;
  const { items } = plainSchema(schema);
  return items !== undefined && !isOfType(items, 'object') && !isOfType(items, 'array');
}

/** An object inside a row that is shown as a few cells, such as the three ratings after an action. */
function isNarrowObject(schema: JsonSchema): boolean {
  return isOfType(schema, 'object') && fieldsOf(schema).every((field) => isCell(field.schema));
}

/** One cell of a flat row, by its path within the row. */
export interface FlatField {
  readonly path: readonly string[];
  readonly schema: JsonSchema;
  readonly required: boolean;
}

export function flatFields(schema: JsonSchema): readonly FlatField[] {
  return fieldsOf(plainSchema(schema).items ?? {}).flatMap((field): FlatField[] =>
    isOfType(field.schema, 'object')
      ? fieldsOf(field.schema).map((inner) => ({
          path: [field.name, inner.name],
          schema: inner.schema,
          required: false,
        }))
      : [{ path: [field.name], schema: field.schema, required: field.required }],
  );
}

export function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isRecord(inner) ? inner[name] : undefined), value);
}

/** The same object with one field set; undefined takes the field away, and an object that is left empty with it. */
export function withValue(value: unknown, path: readonly string[], field: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return field;
  const own = isRecord(value) ? value : {};
  const inner = withValue(own[name], rest, field);
  const { [name]: _, ...others } = own;
  if (inner === undefined || (rest.length > 0 && isRecord(inner) && Object.keys(inner).length === 0)) return others;
  return { ...own, [name]: inner };
}

/** A new row or object with what its schema can't do without, as blank as can be. */
export function blankOf(schema: JsonSchema): unknown {
  const plain = plainSchema(schema);
  if (plain.enum) return plain.enum[0];
  if (isOfType(plain, 'object'))
    return Object.fromEntries(
      fieldsOf(plain)
        .filter((field) => field.required)
        .map((field) => [field.name, blankOf(field.schema)]),
    );
  if (isOfType(plain, 'array')) return [];
  if (isNumberSchema(plain)) return plain.minimum ?? 0;
  if (isOfType(plain, 'boolean')) return false;
  return '';
}

/** A blank row for a list, its id counted on from those that are there (`F3` after `F2`). */
export function blankRow(schema: JsonSchema, list: readonly unknown[]): unknown {
  const items = plainSchema(schema).items ?? {};
  const row = blankOf(items);
  const last = list.at(-1);
  if (!isRecord(row) || !Object.hasOwn(row, 'id')) return row;
  const id = isRecord(last) && typeof last['id'] === 'string' ? last['id'] : '0';
  return { ...row, id: id.replace(/\d*$/, (digits) => String(Number(digits || '0') + 1)) };
}

/** A cell's text as the value that its schema asks for; an empty text takes an optional cell away. */
export function readCell(text: string, schema: JsonSchema, required: boolean): unknown {
  const plain = plainSchema(schema);
  if (isOfType(plain, 'array'))
    return text
      .split(/[,，、;；]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  if (isNumberSchema(plain)) {
    if (text.trim() === '') return required ? '' : undefined;
    const number = Number(text.replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10)));
    return Number.isFinite(number) ? number : text;
  }
  if (text === '' && !required) return undefined;
  return plain.enum ? (plain.enum.find((one) => String(one) === text) ?? text) : text;
}

export function cellText(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(', ');
  return value === undefined || value === null ? '' : String(value);
}

/** Rows of text, as a spreadsheet copies them, put into a flat list from a cell on; rows are added as needed. */
export function pasteCells(
  schema: JsonSchema,
  list: readonly unknown[],
  at: { readonly row: number; readonly column: number },
  text: string,
): readonly unknown[] {
  const fields = flatFields(schema);
  const rows = [...list];
  text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .forEach((line, r) => {
      const place = at.row + r;
      while (rows.length <= place) rows.push(blankRow(schema, rows));
      line.split('\t').forEach((cell, c) => {
        const field = fields[at.column + c];
        if (field)
          rows[place] = withValue(rows[place], field.path, readCell(cell.trim(), field.schema, field.required));
      });
    });
  return rows;
}
