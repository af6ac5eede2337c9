import type { JsonSchema, OptionSpec, OptionValues, Problem } from './method.ts';
import { isWithinReach, reachWords } from './reach.ts';

/** The options of a run, each checked against its spec, defaults filled in. */
export interface OptionReader {
  readonly problems: Problem[];
  /** The value, or the default; throws for an option the method did not declare, which is a programmer's mistake. */
  number(name: string): number;
  /** The value, or undefined where the option was left out and has no default. */
  optionalNumber(name: string): number | undefined;
  choice(name: string): string;
  choices(name: string): readonly string[];
  flag(name: string): boolean;
  text(name: string): string;
  /** Checked against the option's schema; undefined where left out. The caller parses it into its own type. */
  json(name: string): unknown;
}

/** Reads option values that come from a form, a command line (all text) or an analysis file (JSON). */
export function openOptions(specs: readonly OptionSpec[], values: OptionValues): OptionReader {
  const problems: Problem[] = [];
  const read = new Map<string, unknown>();
  for (const name of Object.keys(values)) {
    if (!specs.some((spec) => spec.name === name)) {
      problems.push({
        code: 'option-unknown',
        text: {
          zh: `没有选项 \`${name}\`，可用的是 ${specs.map((s) => s.name).join('、') || '（无）'}`,
          en: `there is no option \`${name}\`; the options are ${specs.map((s) => s.name).join(', ') || 'none'}`,
        },
        help: { zh: '检查选项名', en: 'Check the name of the option' },
      });
    }
  }
  for (const spec of specs) {
    const given = Object.hasOwn(values, spec.name) ? values[spec.name] : undefined;
    if (given === undefined || given === null || given === '') {
      if (spec.default !== undefined) read.set(spec.name, spec.default);
      continue;
    }
    const value = parseOption(spec, given);
    if ('problem' in value) {
      problems.push(value.problem);
      if (spec.default !== undefined) read.set(spec.name, spec.default);
    } else read.set(spec.name, value.value);
  }
  const get = (name: string): unknown => {
    if (!specs.some((spec) => spec.name === name))
      throw new Error(`the method reads the option \`${name}\`, which it does not declare`);
    return read.get(name);
  };
  return {
    problems,
    number: (name) => Number(get(name) ?? Number.NaN),
    optionalNumber: (name) => {
      const value = get(name);
      return value === undefined ? undefined : Number(value);
    },
    choice: (name) => String(get(name) ?? ''),
    choices: (name) => (get(name) ?? []) as readonly string[],
    flag: (name) => get(name) === true,
    text: (name) => String(get(name) ?? ''),
    json: get,
  };
}

type Parsed = { readonly value: unknown } | { readonly problem: Problem };

function parseOption(spec: OptionSpec, given: unknown): Parsed {
  switch (spec.kind) {
    case 'number':
      return parseNumber(spec, given);
    case 'choice': {
      const value = String(given);
      return spec.choices.some((choice) => choice.value === value)
        ? { value }
        : wrong(spec, given, spec.choices.map((c) => c.value).join(' | '));
    }
    case 'choices': {
      const list = Array.isArray(given)
        ? given.map(String)
        : String(given)
            .split(/[\s,，;]+/)
            .filter((part) => part !== '');
      return list.every((value) => spec.choices.some((choice) => choice.value === value))
        ? { value: list }
        : wrong(spec, given, spec.choices.map((c) => c.value).join(', '));
    }
    case 'flag':
      if (given === true || given === 'true' || given === '1' || given === 'yes') return { value: true };
      if (given === false || given === 'false' || given === '0' || given === 'no') return { value: false };
      return wrong(spec, given, 'true | false');
    case 'text':
      return { value: String(given) };
    case 'json': {
      const value = typeof given === 'string' ? parseJson(given) : { value: given };
      if (!value) return wrong(spec, given, 'JSON');
      const fault = checkSchema(value.value, spec.schema, '') ?? numberBeyondReach(value.value, '');
      return fault ? wrong(spec, fault.found, fault.expected, fault.path) : { value: value.value };
    }
  }
}

/** A number that no figure can be made from: a NaN or an infinity of a calling program, or one that nobody measures. */
function numberBeyondReach(value: unknown, path: string): SchemaFault | undefined {
  if (typeof value === 'number' && !isWithinReach(value)) return { path, expected: reachWords, found: String(value) };
  if (value === null || typeof value !== 'object') return undefined;
  for (const [name, item] of Object.entries(value)) {
    const fault = numberBeyondReach(item, Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`);
    if (fault) return fault;
  }
  return undefined;
}

function parseNumber(spec: Extract<OptionSpec, { kind: 'number' }>, given: unknown): Parsed {
  const value = typeof given === 'number' ? given : typeof given === 'string' ? Number(given.trim()) : Number.NaN;
  const bounds = `${spec.integer ? 'integer ' : ''}${spec.least ?? '-∞'} … ${spec.most ?? '∞'}`;
  if (!Number.isFinite(value) || (spec.integer && !Number.isInteger(value))) return wrong(spec, given, bounds);
  if (!isWithinReach(value)) return wrong(spec, given, reachWords);
  if (value < (spec.least ?? Number.NEGATIVE_INFINITY) || value > (spec.most ?? Number.POSITIVE_INFINITY))
    return wrong(spec, given, bounds);
  return { value };
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function wrong(spec: OptionSpec, given: unknown, expected: string, path = ''): Parsed {
  const found = typeof given === 'string' ? given : JSON.stringify(given);
  return {
    problem: {
      code: 'option-invalid',
      text: {
        zh: `选项 ${spec.name}${path}（${spec.text.zh}）应为 ${expected}，实为 \`${found}\``,
        en: `option ${spec.name}${path} (${spec.text.en}): expected ${expected}, found \`${found}\``,
      },
      help: { zh: '改正该选项', en: 'Mend the option' },
    },
  };
}

export interface SchemaFault {
  readonly path: string;
  readonly expected: string;
  readonly found: unknown;
}

/** The first place where `value` breaks `schema`, or undefined. Only the keywords of the field contract's JsonSchema. */
export function checkSchema(value: unknown, schema: JsonSchema, path: string): SchemaFault | undefined {
  if (schema.anyOf) {
    return schema.anyOf.some((one) => !checkSchema(value, one, path))
      ? undefined
      : { path, expected: schema.description ?? 'one of several forms', found: value };
  }
  if (schema.enum && !schema.enum.some((one) => one === value))
    return { path, expected: schema.enum.map(String).join(' | '), found: value };
  if (schema.type !== undefined) {
    const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
    if (!types.some((type) => isOfType(value, type))) return { path, expected: types.join(' | '), found: value };
  }
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum)
      return { path, expected: `>= ${schema.minimum}`, found: value };
    if (schema.maximum !== undefined && value > schema.maximum)
      return { path, expected: `<= ${schema.maximum}`, found: value };
  }
  if (Array.isArray(value) && schema.items) {
    for (const [i, item] of value.entries()) {
      const fault = checkSchema(item, schema.items, `${path}[${i}]`);
      if (fault) return fault;
    }
  }
  return isRecord(value) ? checkProperties(value, schema, path) : undefined;
}

function checkProperties(
  value: Readonly<Record<string, unknown>>,
  schema: JsonSchema,
  path: string,
): SchemaFault | undefined {
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name))
      return { path: `${path}.${name}`, expected: schema.properties?.[name]?.description ?? name, found: null };
  }
  for (const [name, item] of Object.entries(value)) {
    const known = schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    const rest = schema.additionalProperties;
    if (!known && rest === false)
      return { path: `${path}.${name}`, expected: Object.keys(schema.properties ?? {}).join(' | '), found: name };
    const rule = known ?? (typeof rest === 'object' ? rest : undefined);
    const fault = rule && checkSchema(item, rule, `${path}.${name}`);
    if (fault) return fault;
  }
  return undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
