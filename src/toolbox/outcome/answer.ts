import type {
  Convention,
  Explanation,
  JsonSchema,
  Method,
  MethodResult,
  Outcome,
  Problem,
  Warning,
} from '../method/method.ts';
import type { Text } from '../method/text.ts';

/** Short forms for what a method says besides its figures; they keep the words beside the rule that speaks them. */
export function text(zh: string, en: string): Text {
  return { zh, en };
}

export function warning(code: string, said: Text, help: Text): Warning {
  return { code, text: said, help };
}

export function problem(code: string, said: Text, help: Text, cell?: string): Problem {
  return cell === undefined ? { code, text: said, help } : { code, text: said, help, cell };
}

export function convention(name: string, value: string | number, zh: string, en: string): Convention {
  return { name, value: String(value), text: { zh, en } };
}

export function explanation(field: string, formula: string, zh: string, en: string, source: string): Explanation {
  return { field, formula, text: { zh, en }, source };
}

export function refused<R>(problems: readonly Problem[]): Outcome<R> {
  return { ok: false, problems };
}

export function answered<R>(values: R, said: Partial<Omit<MethodResult<R>, 'values'>> = {}): Outcome<R> {
  return {
    ok: true,
    result: {
      values,
      conventions: said.conventions ?? [],
      warnings: said.warnings ?? [],
      explanations: said.explanations ?? [],
    },
  };
}

export const number: JsonSchema = { type: 'number' };
export const numberOrNull: JsonSchema = { type: ['number', 'null'] };
export const integer: JsonSchema = { type: 'integer' };
export const string: JsonSchema = { type: 'string' };
export const boolean: JsonSchema = { type: 'boolean' };

/** An object whose named fields are all there, unless listed as optional. */
export function object(properties: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
  };
}

export function array(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

export function oneOf(...values: readonly (string | number | null)[]): JsonSchema {
  return { enum: values };
}

/**
 * A method of the registry knows its own result by type; the registry holds them all as `Method`, whose result is unknown.
 * `scenes` takes back what `run` gave, so the narrowing is sound as long as nobody mixes the results of two methods.
 */
export function anyMethod<R>(method: Method<R>): Method {
  const { scenes, ...rest } = method;
  return scenes ? { ...rest, scenes: (values, language) => scenes(values as R, language) } : rest;
}
