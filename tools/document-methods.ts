/**
 * Writes from the methods themselves the reference `docs/toolbox-methods.md` (columns, options, result, sources of each) and
 * the light catalogue that a browser has before it loads any method. `--check` writes nothing and exits 1 where either is
 * not current.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ColumnRole, JsonSchema, Method, OptionSpec } from '../src/toolbox/method/method.ts';
import { families } from '../src/toolbox/method-families.ts';

const root = resolve(import.meta.dirname, '..');

/** From the families, not through the registry, which needs the catalogue that is made here. */
const byFamily = (): Promise<readonly (readonly [string, readonly Method[]])[]> =>
  Promise.all(Object.entries(families).map(async ([family, load]) => [family, await load()] as const));

export async function catalogueText(): Promise<string> {
  const entries = (await byFamily()).flatMap(([family, methods]) =>
    methods.map(({ id, group, title, purpose }) => ({ id, family, group, title, purpose })),
  );
  return `// Made by tools/document-methods.ts from the methods. Do not edit.
import type { CatalogueEntry } from '../methods.ts';

export const catalogue: readonly CatalogueEntry[] = [
${entries.map((entry) => `  ${JSON.stringify(entry)},`).join('\n')}
];
`;
}

/** The family of each method, for a browser's worker, which needs neither titles nor purposes. */
async function familyText(): Promise<string> {
  const rows = (await byFamily()).map(
    ([family, methods]) => `  '${family}': '${methods.map(({ id }) => id).join(' ')}',`,
  );
  return `// Made by tools/document-methods.ts from the methods. Do not edit.
import type { Family } from '../method-families.ts';

/** Ids of each family's methods. */
export const idsOf: Readonly<Record<Family, string>> = {
${rows.map((row) => row.replace(/^ {2}'([a-z]+)':/, '  $1:')).join('\n')}
};
`;
}

const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');

function columnRow({ role, text, kind, columns, optional }: ColumnRole): string {
  const [least, most] = columns;
  return `| \`${role}\` | ${kind} | ${least === most ? least : `${least}–${most}`} | ${optional ? '' : '✓'} | ${cell(text.zh)} | ${cell(text.en)} |`;
}

function optionRow(spec: OptionSpec): string {
  const fallback =
    spec.default === undefined
      ? ''
      : `\`${Array.isArray(spec.default) ? spec.default.join(',') : typeof spec.default === 'object' ? JSON.stringify(spec.default) : String(spec.default)}\``;
  return `| \`${spec.name}\` | ${cell(valuesOf(spec))} | ${cell(fallback)} | ${cell(spec.text.zh)} | ${cell(spec.text.en)} |`;
}

function valuesOf(spec: OptionSpec): string {
  switch (spec.kind) {
    case 'number': {
      const bounds =
        spec.least === undefined && spec.most === undefined ? '' : ` ${spec.least ?? '−∞'} … ${spec.most ?? '∞'}`;
      return `${spec.integer ? 'integer' : 'number'}${bounds}`;
    }
    case 'choice':
      return spec.choices.map((choice) => `\`${choice.value}\``).join(' ');
    case 'choices':
      return `list of ${spec.choices.map((choice) => `\`${choice.value}\``).join(' ')}`;
    case 'json':
      return `JSON ${spec.schema.description ?? typeOf(spec.schema)}`;
    default:
      return spec.kind;
  }
}

function typeOf(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(' ');
  const type = typeof schema.type === 'string' ? schema.type : (schema.type ?? []).join(' or ');
  return type === 'array' && schema.items ? `list of ${typeOf(schema.items)}` : type;
}

/** The fields of a result as dotted paths, lists with `[]`, maps with `*`. */
function fieldRows(schema: JsonSchema, path: string): string[] {
  const here = path === '' ? [] : [`| \`${path}\` | ${cell(typeOf(schema))} | ${cell(schema.description ?? '')} |`];
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    fieldRows(field, path === '' ? name : `${path}.${name}`),
  );
  const items = schema.items?.properties
    ? fieldRows({ properties: schema.items.properties }, `${path}[]`).slice(1)
    : [];
  const rest =
    typeof schema.additionalProperties === 'object' ? fieldRows(schema.additionalProperties, `${path}.*`) : [];
  const either = (schema.anyOf ?? []).flatMap((one) =>
    one.properties ? fieldRows({ properties: one.properties }, path).slice(path === '' ? 0 : 1) : [],
  );
  return [...here, ...inner, ...items, ...rest, ...either];
}

function methodText(method: Method, earlier: readonly Method[]): string {
  const { id, version, title, purpose, conditions, sources, columns, options, resultSchema, example } = method;
  const parts = [
    `### \`${id}\` ${title.zh} · ${title.en}`,
    `${purpose.zh}\n${purpose.en}\n\nVersion ${version}.`,
    `Conditions 适用条件:\n\n${conditions.map(({ condition, otherwise }) => `- ${condition.zh} ${condition.en}  \n  否则 otherwise: ${otherwise.zh} ${otherwise.en}`).join('\n')}`,
  ];
  if (columns.length > 0)
    parts.push(
      `| column | kind | how many | required | 中文 | English |\n| --- | --- | --- | --- | --- | --- |\n${columns.map(columnRow).join('\n')}`,
    );
  if (options.length > 0)
    parts.push(
      `| option | values | default | 中文 | English |\n| --- | --- | --- | --- | --- |\n${options.map(optionRow).join('\n')}`,
    );
  const alike = earlier.find((one) => one.resultSchema === resultSchema);
  if (alike) parts.push(`Result 结果字段: as \`${alike.id}\``);
  else
    parts.push(
      `<details><summary>Result 结果字段</summary>\n\n| field | type | meaning |\n| --- | --- | --- |\n${fieldRows(resultSchema, '').join('\n')}\n\n</details>`,
    );
  parts.push(`Example 例: ${example.text.zh} ${example.text.en} (${example.source})`);
  parts.push(`Sources 依据: ${sources.join('; ')}`);
  return parts.join('\n\n');
}

export async function methodsText(): Promise<string> {
  const methods = (await byFamily()).flatMap(([, list]) => list);
  const groups = [...new Set(methods.map((method) => method.group))];
  const contents = groups.map(
    (group) =>
      `- ${group}: ${methods
        .filter((method) => method.group === group)
        .map((method) => `\`${method.id}\` ${method.title.zh}`)
        .join('，')}`,
  );
  const bodies = groups.map((group) => {
    const members = methods.filter((method) => method.group === group);
    return `## ${group}\n\n${members.map((method, k) => methodText(method, members.slice(0, k))).join('\n\n')}`;
  });
  return `<!-- Made by tools/document-methods.ts from the methods. Do not edit. -->
# The methods of the toolbox 工具箱方法

${methods.length} methods. Each is called by its word: \`touchstone toolbox WORD FILE --option value --json\`; options keep their names in the command line, in an analysis file and in JSON. Fields of a result keep their names. Every result carries its conventions, warnings and explanations beside the fields below.

${contents.join('\n')}

${bodies.join('\n\n')}
`;
}

const text = { $ref: '#/$defs/text' };
const said = (properties: Readonly<Record<string, unknown>>, optional: readonly string[] = []): unknown => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

/** JSON Schema 2020-12 of what `--json` prints: an answer of each method by its id, or a refusal. */
export async function outputSchemaText(): Promise<string> {
  const methods = (await byFamily()).flatMap(([, list]) => list);
  const values: Record<string, JsonSchema> = {};
  const named = new Map<JsonSchema, string>();
  for (const { id, resultSchema } of methods) {
    if (named.has(resultSchema)) continue;
    named.set(resultSchema, id);
    values[`values-${id}`] = resultSchema;
  }
  const plain = { type: 'string' };
  const noteFields = {
    code: plain,
    text,
    help: text,
    cell: plain,
    taken: { enum: ['read', 'kept', 'layout'] },
    more: { type: 'integer' },
  };
  const answers = methods.map(({ id, title, resultSchema }) => ({
    title: `${title.zh} · ${title.en}`,
    type: 'object',
    properties: {
      method: { const: id },
      values: { $ref: `#/$defs/values-${named.get(resultSchema)}` },
    },
    required: ['method', 'values'],
  }));
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'touchstone toolbox METHOD --json',
    $comment: 'Made by tools/document-methods.ts from the methods. Do not edit.',
    oneOf: [{ $ref: '#/$defs/answer' }, { $ref: '#/$defs/refusal' }],
    $defs: {
      answer: {
        ...(said(
          {
            method: plain,
            version: { type: 'integer' },
            options: { type: 'object' },
            values: {},
            conventions: { type: 'array', items: { $ref: '#/$defs/convention' } },
            warnings: { type: 'array', items: { $ref: '#/$defs/warning' } },
            explanations: { type: 'array', items: { $ref: '#/$defs/explanation' } },
            notes: { type: 'array', items: { $ref: '#/$defs/note' } },
          },
          ['notes'],
        ) as object),
        oneOf: answers,
      },
      refusal: said(
        {
          ok: { const: false },
          problems: { type: 'array', items: { $ref: '#/$defs/problem' }, minItems: 1 },
          notes: { type: 'array', items: { $ref: '#/$defs/note' } },
        },
        ['notes'],
      ),
      text: said({ zh: plain, en: plain }),
      convention: said({ name: plain, value: plain, text }),
      warning: said({ code: plain, text, help: text }),
      explanation: said({ field: plain, formula: plain, text, source: plain }),
      problem: said({ code: plain, text, help: text, cell: plain }, ['cell']),
      note: said(noteFields, ['cell']),
      ...values,
    },
  };
  return `${JSON.stringify(schema, null, 1)}\n`;
}

export const generated: readonly { readonly path: string; readonly text: () => Promise<string> }[] = [
  { path: 'src/toolbox/generated/catalogue.ts', text: catalogueText },
  { path: 'src/toolbox/generated/method-ids.ts', text: familyText },
  { path: 'docs/toolbox-methods.md', text: methodsText },
  { path: 'docs/toolbox-output.schema.json', text: outputSchemaText },
];

if (process.argv[1] === import.meta.filename) {
  const stale: string[] = [];
  for (const { path, text } of generated) {
    const file = join(root, path);
    const wanted = await text();
    if (existsSync(file) && readFileSync(file, 'utf8') === wanted) continue;
    stale.push(path);
    if (process.argv.includes('--check')) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, wanted);
  }
  if (process.argv.includes('--check') && stale.length > 0) {
    console.error(`Not current: ${stale.join(', ')}. Run: node tools/document-methods.ts`);
    process.exit(1);
  }
}
