import type { Plain } from './edit-yaml.ts';

/** How a field is compared; `not-given` is written `given: false`. */
export const fieldTests = ['is', 'is-not', 'at-least', 'at-most', 'given', 'not-given'] as const;
export type FieldTest = (typeof fieldTests)[number];

/** A constant, or the value of another field. */
export type Operand = string | number | boolean | { readonly field: string };

/** A condition as the page shows it: rows of tests, all or any of which must hold. */
export type Condition = { readonly not?: boolean } & (
  | { readonly is: 'group'; readonly join: 'all' | 'any'; readonly parts: readonly Condition[] }
  | { readonly is: 'field'; readonly field: string; readonly test: FieldTest; readonly values: readonly Operand[] }
  | { readonly is: 'step'; readonly step: string; readonly outcomes: readonly string[] }
  | { readonly is: 'holds'; readonly params: Readonly<Record<string, Plain>> }
  /** Something that the page does not know: kept as it is. */
  | { readonly is: 'written'; readonly plain: Plain }
);

type PlainMap = { readonly [key: string]: Plain };
const isMap = (value: Plain | undefined): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Plain | undefined): value is readonly Plain[] => Array.isArray(value);

/** Reads a condition from the file: a list means that all hold. Nothing is lost: what is not understood is kept as written. */
export function readCondition(plain: Plain): Condition {
  if (isList(plain)) return { is: 'group', join: 'all', parts: plain.map(readCondition) };
  if (!isMap(plain)) return { is: 'written', plain };
  const keys = Object.keys(plain);
  if ('field' in plain) return readField(plain) ?? { is: 'written', plain };
  if ('step' in plain) return readStep(plain) ?? { is: 'written', plain };
  const [only] = keys;
  const inner = only === undefined ? undefined : plain[only];
  if (keys.length !== 1 || inner === undefined) return { is: 'written', plain };
  if (only === 'any' && isList(inner)) return { is: 'group', join: 'any', parts: inner.map(readCondition) };
  if (only === 'not') {
    const part = readCondition(inner);
    return part.not === true || part.is === 'written' ? { is: 'written', plain } : { ...part, not: true };
  }
  if (only === 'holds') return { is: 'holds', params: isMap(inner) ? inner : { kind: inner } };
  return { is: 'written', plain };
}

function readField(plain: PlainMap): Condition | null {
  const { field, ...rest } = plain;
  const [[test, value] = ['given', true], ...more] = Object.entries(rest);
  if (typeof field !== 'string' || more.length > 0) return null;
  if (test === 'given') return typeof value === 'boolean' ? given(field, value) : null;
  const known = fieldTests.find((t) => t === test);
  const values = (test === 'is' && isList(value) ? value : [value]).map(readOperand);
  return known === undefined || values.some((v) => v === null)
    ? null
    : { is: 'field', field, test: known, values: values.filter((v) => v !== null) };
}

const given = (field: string, isGiven: boolean): Condition => ({
  is: 'field',
  field,
  test: isGiven ? 'given' : 'not-given',
  values: [],
});

function readOperand(value: Plain): Operand | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return isMap(value) && typeof value['field'] === 'string' && Object.keys(value).length === 1
    ? { field: value['field'] }
    : null;
}

function readStep(plain: PlainMap): Condition | null {
  const { step, is, ...more } = plain;
  if (typeof step !== 'string' || Object.keys(more).length > 0) return null;
  const outcomes = is === undefined ? [] : isList(is) ? is : [is];
  return outcomes.every((o) => typeof o === 'string') ? { is: 'step', step, outcomes: outcomes.map(String) } : null;
}

/** As it stands in the file; undefined for a condition that says nothing. */
export function writeCondition(condition: Condition): Plain | undefined {
  const said = writeBare(condition);
  return condition.not === true && said !== undefined ? { not: said } : said;
}

function writeBare(condition: Condition): Plain | undefined {
  switch (condition.is) {
    case 'written':
      return condition.plain;
    case 'holds': {
      const { kind, ...more } = condition.params;
      return { holds: Object.keys(more).length === 0 && kind !== undefined ? kind : condition.params };
    }
    case 'step': {
      const { step, outcomes } = condition;
      return outcomes.length === 0
        ? { step }
        : { step, is: outcomes.length === 1 ? (outcomes[0] ?? '') : [...outcomes] };
    }
    case 'field':
      return writeField(condition);
    case 'group': {
      const parts = condition.parts.map(writeCondition).filter((p) => p !== undefined);
      const [only] = parts;
      if (parts.length <= 1) return only;
      return condition.join === 'any' ? { any: parts } : parts;
    }
  }
}

function writeField({ field, test, values }: Extract<Condition, { is: 'field' }>): Plain {
  if (test === 'given') return { field, given: true };
  if (test === 'not-given') return { field, given: false };
  const [first = ''] = values;
  return { field, [test]: values.length > 1 ? [...values] : first };
}

/** The rows of a condition: those of a group, else the one that it is. */
export function rowsOf(condition: Condition | null): Extract<Condition, { is: 'group' }> {
  if (condition === null) return { is: 'group', join: 'all', parts: [] };
  return condition.is === 'group' && condition.not !== true
    ? condition
    : { is: 'group', join: 'all', parts: [condition] };
}

/** Numbers and yes or no are compared as such. */
export function typed(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}
