import type { Text } from '#toolbox/method/text.ts';

/** What stands in one cell of a result. */
export type Scalar = number | string | boolean | null;

export function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is Text {
  return isRecord(value) && typeof value['zh'] === 'string' && typeof value['en'] === 'string';
}
