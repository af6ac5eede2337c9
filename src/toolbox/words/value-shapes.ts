import type { Text } from '../method/text.ts';

/** What stands in one cell of a result. */
export type Scalar = number | string | boolean | null;

export function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text and nothing else: a record that says something beside its figures has texts, but is none. */
export function isText(value: unknown): value is Text {
  return isRecord(value) && hasWords(value) && Object.keys(value).length === 2;
}

/** A record that also says in words what it is. */
export function hasWords(
  value: Readonly<Record<string, unknown>>,
): value is { readonly zh: string; readonly en: string } {
  return typeof value['zh'] === 'string' && typeof value['en'] === 'string';
}
