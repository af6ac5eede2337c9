/** The part of JSON Schema that the API's document uses. */
export interface Schema {
  readonly $ref?: string;
  /** The type that the domain declares for it. */
  readonly 'x-type'?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly description?: string;
  readonly example?: unknown;
  readonly default?: unknown;
}

export interface TypeTextOptions {
  /** `code`: TypeScript that compiles; `words`: for a reader, without the domain's own module paths. */
  readonly for: 'code' | 'words';
}

/** A schema as a TypeScript type. What an answer holds is read only; `undefined` may stand for what is left out. */
export function typeText(schema: Schema, options: TypeTextOptions): string {
  const text = (inner: Schema) => typeText(inner, options);
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'unknown';
  if (schema['x-type'] !== undefined) return domainType(schema['x-type'], options);
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined) return [...new Set(several.map(text))].join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map((s) => `(${text(s)})`).join(' & ');
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  return types.length === 0 ? 'unknown' : types.map((type) => ofType(type, schema, options)).join(' | ');
}

function domainType(type: string, options: TypeTextOptions): string {
  return options.for === 'code' ? type.replace(/"/g, "'") : type.replace(/import\("[^"]*"\)\./g, '');
}

const literal = (value: unknown) => (typeof value === 'string' ? `'${value.replace(/'/g, "\\'")}'` : String(value));

function ofType(type: string, schema: Schema, options: TypeTextOptions): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array': {
      const item = typeText(schema.items ?? {}, options);
      return options.for === 'code' ? `readonly (${item})[]` : /[ |]/.test(item) ? `(${item})[]` : `${item}[]`;
    }
    case 'object':
      return objectText(schema, options);
    default:
      throw new Error(`Expected a type of JSON Schema, found \`${type}\`.`);
  }
}

function objectText(schema: Schema, options: TypeTextOptions): string {
  const readonly = options.for === 'code' ? 'readonly ' : '';
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const isRequired = schema.required?.includes(name) ?? false;
    const orNothing = isRequired || options.for === 'words' ? '' : ' | undefined';
    return `${readonly}${memberName(name)}${isRequired ? '' : '?'}: ${typeText(member, options)}${orNothing}`;
  });
  if (members.length > 0) return `{ ${members.join('; ')} }`;
  const rest = schema.additionalProperties;
  return `{ ${readonly}[name: string]: ${typeof rest === 'object' ? typeText(rest, options) : 'unknown'} }`;
}

export const memberName = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`);
