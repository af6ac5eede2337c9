import { z } from '@hono/zod-openapi';

/** Shapes that many routes share. Registered by name, so that reference and client say them once. */
export const id = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID in lower case')
  .openapi({ format: 'uuid' });
/** A day of the calendar that exists: the pattern alone would let 2026-02-30 through. */
export const day = z.iso.date().openapi({ format: 'date', example: '2026-03-10' });
export const instant = z.string().openapi({ format: 'date-time', example: '2026-03-10T04:05:06.789Z' });
export const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex')
  .openapi({ description: 'SHA-256, hex' });

export const text = z.object({ zh: z.string(), en: z.string() }).openapi('Text');
/** A name by language; `und` where a foreign register does not say which. */
export const names = z
  .object({ zh: z.string().optional(), en: z.string().optional(), und: z.string().optional() })
  .openapi('Names');
export const cappedCount = z
  .object({ count: z.int(), isCapped: z.boolean() })
  .openapi('CappedCount', { description: '计数；isCapped 为真时读作“多于” / A count; “more than” when it is capped' });

/**
 * A named shape, or null. A union and not `nullable()`: the generator of the reference takes a nullable reference for the
 * shape itself, and then every use of the shape may be null.
 */
export function orNull<T extends z.ZodType>(shape: T) {
  return z.union([shape, z.null()]);
}

/** JSON whose shape the domain declares. `as`: the TypeScript type that the generated client gives it. */
export function jsonOf<T = unknown>(as: string, description: string) {
  const shape = z.custom<T>((value) => value !== undefined);
  const said = { description, 'x-type': as };
  if (as.startsWith('readonly ')) return shape.openapi({ type: 'array', items: {}, ...said });
  const type = as.endsWith('| null') ? (['object', 'null'] as ['object', 'null']) : ('object' as const);
  return shape.openapi({ type, additionalProperties: true, ...said });
}

/** Values of a form by field: what they look like is the scheme's to say, and the engine's to check. */
export const formValues = z.custom<Readonly<Record<string, StoredValue>>>(isRecord, 'an object').openapi('FormValues', {
  type: 'object',
  additionalProperties: true,
  description: '表单各项的值 / Values of a form by field',
  'x-type': 'import("#certification/case/events.ts").StoredValues',
});

type StoredValue = import('#certification/case/events.ts').StoredValue;

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Which page of a list: `after` is the `next` of the page before. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).openapi({ description: '每页条数 / Rows of a page' }),
  after: z.string().max(500).optional().openapi({ description: '上一页的 next / `next` of the page before' }),
};
export const next = z
  .string()
  .nullable()
  .openapi({ description: '下一页的标记；null 为末页 / Cursor of the next page; null at the end' });

export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), next });
}

/** The page that a list's port is asked for. */
export function pageRequest(query: { readonly limit: number; readonly after?: string | undefined }) {
  return query.after === undefined ? { limit: query.limit } : { limit: query.limit, after: query.after };
}
