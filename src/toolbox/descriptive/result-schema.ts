import type { JsonSchema } from '../method/method.ts';

/** Short forms of the field contract's schemas, so that a method's contract reads as a list of its fields. */
export const number = (description: string): JsonSchema => ({ type: 'number', description });
/** A figure that the data may not allow; then it is null. */
export const optionalNumber = (description: string): JsonSchema => ({ type: ['number', 'null'], description });
export const count = (description: string): JsonSchema => ({ type: 'integer', minimum: 0, description });
export const text = (description: string): JsonSchema => ({ type: 'string', description });
export const flag = (description: string): JsonSchema => ({ type: 'boolean', description });
export const list = (items: JsonSchema, description = ''): JsonSchema =>
  description ? { type: 'array', items, description } : { type: 'array', items };

/** An object all of whose fields are always there. */
export function fields(properties: Readonly<Record<string, JsonSchema>>, description?: string): JsonSchema {
  const schema: JsonSchema = {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
  return description === undefined ? schema : { ...schema, description };
}

/** The same object, or null where the data do not allow it. */
export function optionalFields(properties: Readonly<Record<string, JsonSchema>>, description?: string): JsonSchema {
  const schema = fields(properties);
  const either: JsonSchema = { anyOf: [schema, { type: 'null' }] };
  return description === undefined ? either : { ...either, description };
}

/** A number of the result: null in place of NaN and the infinities, which JSON does not have. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
