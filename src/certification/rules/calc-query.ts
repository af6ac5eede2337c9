import type { InputField } from './input.ts';

/**
 * A calculator's input in an address, and out of it: dotted names for groups and rows, commas in lists, `name=value` in maps.
 * A page without script is filled by it, and an answer can be sent on as a link.
 */
/** Raw input out of a query; what is empty is left out, so that defaults hold. */
export function readCalcQuery(
  fields: readonly InputField[],
  query: Readonly<Record<string, string>>,
  prefix = '',
): Record<string, unknown> {
  const raw: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const field of fields) {
    const value = fromQuery(field, query, `${prefix}${field.name}`);
    if (value !== undefined) raw[field.name] = value;
  }
  return raw;
}

function fromQuery(field: InputField, query: Readonly<Record<string, string>>, path: string): unknown {
  if (field.kind === 'group') {
    const group = readCalcQuery(field.fields, query, `${path}.`);
    return Object.keys(group).length === 0 ? undefined : group;
  }
  if (field.kind === 'rows') {
    const rows: unknown[] = [];
    for (let i = 0; i < mostRows; i += 1) {
      if (!Object.keys(query).some((key) => key.startsWith(`${path}.${i}.`))) break;
      const row = readCalcQuery(field.fields, query, `${path}.${i}.`);
      if (Object.keys(row).length > 0) rows.push(row);
    }
    return rows.length === 0 ? undefined : rows;
  }
  const text = (Object.hasOwn(query, path) ? (query[path] ?? '') : '').trim();
  if (text === '') return undefined;
  if (field.kind === 'flag') return text === 'true';
  const parts = text
    .split(/[,，、]/)
    .map((p) => p.trim())
    .filter((p) => p !== '');
  if (field.kind === 'texts') return parts;
  if (field.kind === 'map')
    return Object.fromEntries(parts.map((p) => p.split(/=(.*)/s).slice(0, 2) as [string, string]));
  return text;
}

/** The members of a query that `readCalcQuery` reads as this input; null where a text holds what an address keeps apart. */
export function writeCalcQuery(
  fields: readonly InputField[],
  input: unknown,
  prefix = '',
): Readonly<Record<string, string>> | null {
  const query: Record<string, string> = {};
  for (const field of fields) {
    const value = memberOf(input, field.name);
    if (value === undefined || value === null) continue;
    const path = `${prefix}${field.name}`;
    const parts = field.kind === 'group' || field.kind === 'rows' ? inner(field, value, path) : flat(field, value);
    if (parts === null) return null;
    if (typeof parts === 'string') query[path] = parts;
    else Object.assign(query, parts);
  }
  return query;
}

const mostRows = 200;

function inner(
  field: Extract<InputField, { kind: 'group' | 'rows' }>,
  value: unknown,
  path: string,
): Readonly<Record<string, string>> | null {
  if (field.kind === 'group') return writeCalcQuery(field.fields, value, `${path}.`);
  const rows = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (rows.length > mostRows) return null;
  const query: Record<string, string> = {};
  for (const [index, row] of rows.entries()) {
    const of = writeCalcQuery(field.fields, row, `${path}.${index}.`);
    if (of === null) return null;
    Object.assign(query, of);
  }
  return query;
}

function flat(field: InputField, value: unknown): string | null {
  if (field.kind === 'texts' || field.kind === 'map') {
    const parts = Array.isArray(value)
      ? value.map(String)
      : Object.entries(value as object).map(([name, item]) => `${name}=${String(item)}`);
    return parts.some((part) => /[,，、]/.test(part) || part.trim() !== part || part === '') ? null : parts.join(',');
  }
  const text = String(value);
  return text.trim() === text ? text : null;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
