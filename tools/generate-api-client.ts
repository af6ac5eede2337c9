/**
 * Writes `src/web/api/generated/api.ts`: the types of every route for the browser's client, from the same document that the
 * reference shows. `node tools/generate-api-client.ts` writes it; with `--check` it only tells whether it is up to date.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { apiRoutes } from '../src/server/api/routes.ts';
import { openApiDocument } from '../src/server/reference/openapi.ts';

const target = join(import.meta.dirname, '..', 'src', 'web', 'api', 'generated', 'api.ts');

interface Schema {
  readonly $ref?: string;
  readonly 'x-type'?: string;
  readonly type?: string | readonly string[];
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
}
interface Content {
  readonly [mediaType: string]: { readonly schema: Schema };
}
interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema: Schema;
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** A schema as a TypeScript type. What an answer holds is read only; `undefined` may stand for what is left out. */
function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'unknown';
  if (schema['x-type'] !== undefined) return schema['x-type'].replace(/"/g, "'");
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined) return [...new Set(several.map(typeOf))].join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map((s) => `(${typeOf(s)})`).join(' & ');
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  return types.length === 0 ? 'unknown' : types.map((type) => ofType(type, schema)).join(' | ');
}

const literal = (value: unknown) => (typeof value === 'string' ? `'${value.replace(/'/g, "\\'")}'` : String(value));

function ofType(type: string, schema: Schema): string {
  switch (type) {
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return `readonly (${typeOf(schema.items ?? {})})[]`;
    case 'object':
      return objectType(schema);
    default:
      throw new Error(`Expected a type of JSON Schema, found \`${type}\`.`);
  }
}

function objectType(schema: Schema): string {
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const isRequired = schema.required?.includes(name) ?? false;
    return `readonly ${key(name)}${isRequired ? '' : '?'}: ${typeOf(member)}${isRequired ? '' : ' | undefined'};`;
  });
  const rest = schema.additionalProperties;
  if (members.length === 0)
    return `{ readonly [name: string]: ${typeof rest === 'object' ? typeOf(rest) : 'unknown'} }`;
  return `{ ${members.join(' ')} }`;
}

const key = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`);

function contentType(content: Content): string {
  const types = Object.entries(content).map(([media, { schema }]) => {
    const isJson = media === 'application/json' || media === 'application/problem+json';
    return `readonly '${media}': ${isJson ? typeOf(schema) : 'unknown'};`;
  });
  return `{ ${types.join(' ')} }`;
}

function parametersType(parameters: readonly Parameter[]): string {
  const of = (place: Parameter['in']) => {
    const own = parameters.filter((p) => p.in === place);
    if (own.length === 0) return `${place}?: never;`;
    const isNeeded = own.some((p) => p.required);
    const members = own.map((p) => {
      // What has a default may be left out by the sender.
      const mark = p.required ? '' : '?';
      return `${key(p.name)}${mark}: ${typeOf(p.schema)}${p.required ? '' : ' | undefined'};`;
    });
    return `${place}${isNeeded ? '' : '?'}: { ${members.join(' ')} };`;
  };
  return `{ ${(['query', 'header', 'path', 'cookie'] as const).map(of).join(' ')} }`;
}

function operationType(operation: Operation): string {
  const responses = Object.entries(operation.responses).map(([status, { content }]) =>
    content === undefined
      ? `${status}: { headers: { [name: string]: unknown }; content?: never };`
      : `${status}: { headers: { [name: string]: unknown }; content: ${contentType(content)} };`,
  );
  const body = operation.requestBody;
  return [
    `    /** ${operation.summary} */`,
    `    METHOD: {`,
    `      parameters: ${parametersType(operation.parameters ?? [])};`,
    `      requestBody${body === undefined ? '?: never' : `: { content: ${contentType(body.content)} }`};`,
    `      responses: {`,
    ...responses.map((line) => `        ${line}`),
    `      };`,
    `    };`,
  ].join('\n');
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

export function generate(): string {
  const document = openApiDocument(apiRoutes(), '/') as unknown as Document;
  const schemas = Object.entries(document.components.schemas)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, schema]) =>
        `${schema.description ? `/** ${schema.description} */\n` : ''}export type ${name} = ${typeOf(schema)};`,
    );
  const paths = Object.entries(document.paths).map(([path, operations]) => {
    const lines = methods.map((method) => {
      const operation = operations[method];
      return operation === undefined ? `    ${method}?: never;` : operationType(operation).replace('METHOD', method);
    });
    const none = `    parameters: { query?: never; header?: never; path?: never; cookie?: never };`;
    return `  '${path}': {\n${none}\n${lines.join('\n')}\n  };`;
  });
  return [
    '// Generated by tools/generate-api-client.ts from the routes of the server. Do not edit.',
    '',
    ...schemas,
    '',
    'export interface paths {',
    ...paths,
    '}',
    '',
  ].join('\n');
}

if (import.meta.main) {
  const text = generate();
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    console.log(`Wrote ${text.length} characters.`);
  } else if (readFileSync(target, 'utf8') !== text) {
    console.error('The generated client differs from the routes. Run: node tools/generate-api-client.ts');
    process.exitCode = 1;
  }
}
