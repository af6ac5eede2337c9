import { isDid } from './did.ts';
import { instantMilliseconds, isDay } from './instant.ts';

/**
 * A closed shape of a JSON value, as data: every object lists all the members that it may have. JSON-LD contexts with a
 * `@vocab` let a misspelt member pass every official check and get signed; a closed shape names it.
 */
export type Shape =
  | { readonly is: PlainKind }
  | { readonly is: 'exactly'; readonly value: string | number | boolean | null }
  | { readonly is: 'one-of'; readonly values: readonly string[] }
  /** A list of these texts, each once, in any order: `type` in JSON-LD. */
  | { readonly is: 'types'; readonly values: readonly string[] }
  | { readonly is: 'matching'; readonly pattern: RegExp; readonly meaning: string }
  | { readonly is: 'list'; readonly of: Shape; readonly least: number }
  | { readonly is: 'either'; readonly of: readonly Shape[] }
  | { readonly is: 'object'; readonly required: Members; readonly optional: Members };

type PlainKind = 'text' | 'uri' | 'did' | 'day' | 'instant' | 'whole-number' | 'number' | 'boolean';

export type Members = Readonly<Record<string, Shape>>;

export interface ShapeProblem {
  /** As `$.credentialSubject.name`. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

export const text: Shape = { is: 'text' };
export const uri: Shape = { is: 'uri' };
export const did: Shape = { is: 'did' };
export const day: Shape = { is: 'day' };
export const instant: Shape = { is: 'instant' };
export const wholeNumber: Shape = { is: 'whole-number' };
export const number: Shape = { is: 'number' };
export const boolean: Shape = { is: 'boolean' };
export const exactly = (value: string | number | boolean | null): Shape => ({ is: 'exactly', value });
export const oneOf = (...values: readonly string[]): Shape => ({ is: 'one-of', values });
export const types = (...values: readonly string[]): Shape => ({ is: 'types', values });
export const matching = (pattern: RegExp, meaning: string): Shape => ({ is: 'matching', pattern, meaning });
export const list = (of: Shape, least = 0): Shape => ({ is: 'list', of, least });
export const either = (...of: readonly Shape[]): Shape => ({ is: 'either', of });
export const object = (required: Members, optional: Members = {}): Shape => ({ is: 'object', required, optional });

/** All problems of a value under a shape, the first twenty; none when it fits. */
export function shapeProblems(shape: Shape, value: unknown): readonly ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  walk(shape, value, '$', problems);
  return problems.slice(0, 20);
}

function walk(shape: Shape, value: unknown, path: string, problems: ShapeProblem[]): void {
  const report = (expected: string) => problems.push({ path, expected, found: show(value) });
  switch (shape.is) {
    case 'list':
      if (!Array.isArray(value)) report('a list');
      else if (value.length < shape.least) report(`a list of at least ${shape.least}`);
      else for (const [i, item] of value.entries()) walk(shape.of, item, `${path}[${i}]`, problems);
      return;
    case 'object':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) report('an object');
      else walkObject(shape, value as Record<string, unknown>, path, problems);
      return;
    case 'either':
      if (!shape.of.some((one) => shapeProblems(one, value).length === 0))
        report(shape.of.map(expectation).join(' or '));
      return;
    default:
      if (!fits(shape, value)) report(expectation(shape));
  }
}

function walkObject(
  shape: Extract<Shape, { is: 'object' }>,
  value: Record<string, unknown>,
  path: string,
  problems: ShapeProblem[],
): void {
  for (const [name, member] of Object.entries(shape.required)) {
    if (Object.hasOwn(value, name)) walk(member, value[name], `${path}.${name}`, problems);
    else problems.push({ path: `${path}.${name}`, expected: expectation(member), found: 'nothing' });
  }
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(shape.required, name)) continue;
    const member = Object.hasOwn(shape.optional, name) ? shape.optional[name] : undefined;
    if (member !== undefined) walk(member, value[name], `${path}.${name}`, problems);
    else problems.push({ path: `${path}.${name}`, expected: 'no such member', found: show(value[name]) });
  }
}

type Leaf = Exclude<Shape, { is: 'list' | 'object' | 'either' }>;

function fits(shape: Leaf, value: unknown): boolean {
  switch (shape.is) {
    case 'exactly':
      return value === shape.value;
    case 'types':
      return (
        Array.isArray(value) && value.length === shape.values.length && shape.values.every((one) => value.includes(one))
      );
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'whole-number':
      return Number.isSafeInteger(value) && (value as number) >= 0;
    default:
      return typeof value === 'string' && fitsText(shape, value);
  }
}

function fitsText(shape: Leaf, value: string): boolean {
  switch (shape.is) {
    case 'one-of':
      return shape.values.includes(value);
    case 'matching':
      return shape.pattern.test(value);
    case 'uri':
      return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/.test(value);
    case 'did':
      return isDid(value);
    case 'day':
      return isDay(value);
    case 'instant':
      return instantMilliseconds(value) !== undefined;
    default:
      return true;
  }
}

const meanings: Record<PlainKind | 'list' | 'object', string> = {
  text: 'text',
  uri: 'a URI',
  did: 'a DID',
  day: 'a day, as `2026-03-10`',
  instant: 'an instant with its offset, as `2026-03-10T00:00:00+08:00`',
  'whole-number': 'a whole number from 0',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  object: 'an object',
};

function expectation(shape: Shape): string {
  switch (shape.is) {
    case 'exactly':
      return `\`${shape.value}\``;
    case 'one-of':
      return `one of ${shape.values.map((value) => `\`${value}\``).join(', ')}`;
    case 'types':
      return `the list ${JSON.stringify(shape.values)}`;
    case 'matching':
      return shape.meaning;
    case 'either':
      return shape.of.map(expectation).join(' or ');
    default:
      return meanings[shape.is];
  }
}

function show(value: unknown): string {
  const shown = JSON.stringify(value) ?? String(value);
  return `\`${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}\``;
}
