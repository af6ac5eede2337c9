import type { Kind, Param, Place, Section, Text, Word } from './vocabulary/word.ts';
import { documentSections, wordAt, wordsAt } from './words.ts';

/** JSON Schema (draft 07, which editors of YAML read best). */
export type JsonSchema = {
  readonly [key: string]: JsonSchema | string | number | boolean | readonly (JsonSchema | string | number)[];
};

const id = { type: 'string', pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' };
const word = { type: ['string', 'number'] };
const name = { type: ['string', 'number', 'boolean'] };
const ref = (definition: string): JsonSchema => ({ $ref: `#/definitions/${definition}` });
const oneOrMany = (item: JsonSchema): JsonSchema => ({ anyOf: [item, { type: 'array', items: item, minItems: 1 }] });
const described = (schema: JsonSchema, text: Text): JsonSchema => ({
  ...schema,
  description: `${text.zh} · ${text.en}`,
});
const closed = (properties: JsonSchema, required: readonly string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...(required.length > 0 ? { required } : {}),
});

/**
 * The published schema of scheme.yaml, made from the table of words: an editor completes and underlines with it. It is as
 * strict as a schema can be about shape; what hangs together (names, reachability, bases) only `scheme check` says.
 */
export function schemeJsonSchema(): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const top of wordsAt('document')) properties[top.name] = described(ref(definitionName(top)), top.text);
  for (const section of documentSections)
    properties[section.name] = described(
      section.name === 'forms' ? ref('forms') : sectionSchema(section),
      section.text,
    );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: '制度 · scheme',
    ...closed(properties, ['scheme', 'run-by', 'mandate']),
    definitions: definitions(),
  };
}

/** The schema of texts.yaml: keys nested at will, each text in both languages. */
export function textsJsonSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: '文字 · texts',
    type: 'object',
    additionalProperties: ref('texts'),
    definitions: {
      texts: {
        type: 'object',
        properties: { zh: { type: ['string', 'number'] }, en: { type: ['string', 'number'] } },
        additionalProperties: ref('texts'),
        dependencies: { zh: ['en'], en: ['zh'] },
      },
    },
  };
}

const definitionName = (of: Word): string => `${of.place}.${of.name}`.replaceAll(' ', '-');

function definitions(): JsonSchema {
  const all: Record<string, JsonSchema> = {
    condition: conditionSchema(),
    after: afterSchema(),
    forms: formsSchema(),
    guard: guardSchema(),
    who: { anyOf: [id, { type: 'array', items: id, minItems: 1 }, fieldRef()] },
  };
  const places: readonly Place[] = [
    'document',
    'mandate',
    'value',
    'role',
    'reasons',
    'field',
    'field kind',
    'flow',
    'exit',
    'step',
    'inside step',
    'outcome',
    'guard',
    'result',
    'inside result',
    'act',
    'duty',
    'stage',
    'inside round',
    'condition',
  ];
  for (const place of places) for (const of of wordsAt(place)) all[definitionName(of)] ??= wordSchema(of);
  return all;
}

function wordSchema(of: Word): JsonSchema {
  if (of.place === 'field') return fieldSchema(of);
  if (of.place === 'outcome') return { anyOf: [{ const: 'on' }, objectSchema(of)] };
  const short = of.short === undefined ? undefined : of.params.find((param) => param.name === of.short);
  const forms = [...(short ? [kindSchema(short.kind)] : []), objectSchema(of)];
  const bare = !of.params.some((param) => param.required) && of.place === 'field kind' ? [{ type: 'null' }] : [];
  const all = [...forms, ...bare];
  const [only] = all;
  return described(all.length === 1 && only !== undefined ? only : { anyOf: all }, of.text);
}

function objectSchema(of: Word): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const param of of.params) properties[param.name] = paramSchema(param);
  for (const section of of.sections ?? []) properties[section.name] = described(sectionSchema(section), section.text);
  for (const inner of (of.inner ?? []).flatMap((place) => wordsAt(place)))
    if (inner.keyed) properties[inner.name] = ref(definitionName(inner));
  const required = [
    ...of.params.filter((param) => param.required).map((param) => param.name),
    ...(of.sections ?? []).filter((section) => section.required).map((section) => section.name),
    ...(of.name === 'result' ? ['number'] : []),
  ];
  return closed(properties, required);
}

function paramSchema(param: Param): JsonSchema {
  const schema = described(kindSchema(param.kind), param.text);
  return param.default === undefined
    ? schema
    : {
        ...schema,
        description: `${schema['description']} (缺省 default: ${param.default.zh === param.default.en ? param.default.en : `${param.default.zh} ${param.default.en}`})`,
      };
}

/** A field: the bare name of a kind, or the field's parameters with exactly one kind. */
function fieldSchema(of: Word): JsonSchema {
  const kinds = wordsAt('field kind').map((kind) => kind.name);
  return {
    anyOf: [
      {
        enum: wordsAt('field kind')
          .filter((kind) => !kind.params.some((param) => param.required))
          .map((kind) => kind.name),
      },
      { ...objectSchema(of), oneOf: kinds.map((kind) => ({ required: [kind] })) },
    ],
  };
}

function sectionSchema(section: Section): JsonSchema {
  if (section.holds === 'guard') return { type: 'array', items: ref('guard') };
  const of = wordAt(section.holds);
  const item = of === undefined ? {} : ref(definitionName(of));
  const use = wordAt('document', 'use');
  return {
    type: 'object',
    properties: use === undefined ? {} : { use: ref(definitionName(use)) },
    propertyNames: { pattern: id.pattern },
    additionalProperties: item,
    minProperties: 1,
  };
}

function formsSchema(): JsonSchema {
  return {
    type: 'object',
    propertyNames: { pattern: id.pattern },
    additionalProperties: sectionSchema({
      name: 'fields',
      holds: 'field',
      form: 'map',
      text: { zh: '字段', en: 'fields' },
    }),
  };
}

function guardSchema(): JsonSchema {
  const words = wordsAt('guard');
  const bare = words.filter((of) => !of.params.some((param) => param.required)).map((of) => of.name);
  const properties: Record<string, JsonSchema> = {};
  for (const of of words) properties[of.name] = ref(definitionName(of));
  return { anyOf: [{ enum: bare }, { ...closed(properties), minProperties: 1, maxProperties: 1 }] };
}

function conditionSchema(): JsonSchema {
  const forms = wordsAt('condition').map((of): JsonSchema => {
    if (of.name === 'field' || of.name === 'step') {
      const { properties } = objectSchema(of);
      return closed(
        {
          [of.name]: id,
          ...(typeof properties === 'object' && !Array.isArray(properties) ? (properties as JsonSchema) : {}),
        },
        [of.name],
      );
    }
    return closed({ [of.name]: of.name === 'holds' ? ref(definitionName(of)) : ref('condition') }, [of.name]);
  });
  return { anyOf: [{ type: 'array', items: ref('condition'), minItems: 1 }, ...forms] };
}

function afterSchema(): JsonSchema {
  return { anyOf: [id, { type: 'array', items: ref('after'), minItems: 1 }, ref('condition')] };
}

const fieldRef = (): JsonSchema => closed({ field: id }, ['field']);

function kindSchema(kind: Kind): JsonSchema {
  switch (kind.is) {
    case 'text':
      return { ...word, maxLength: kind.most ?? 200 };
    case 'whole':
      return { type: 'integer', minimum: kind.least ?? 0, ...(kind.most === undefined ? {} : { maximum: kind.most }) };
    case 'flag':
      return { type: 'boolean' };
    case 'day':
    case 'days': {
      const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
      return { anyOf: [day, closed({ from: day, to: day }, ['from'])] };
    }
    case 'share':
      return { type: 'string', pattern: '^\\d{1,4}/\\d{1,4}$' };
    case 'one-of':
      return { enum: kind.values };
    case 'some-of':
      return oneOrMany({
        enum: kind.values.flatMap((value) => (/^\d+$/.test(value) ? [value, Number(value)] : [value])),
      });
    case 'states': {
      const state = { enum: kind.values };
      const reason = oneOrMany({ type: 'string', pattern: '^[a-z][a-z0-9-]*\\.[a-z0-9][a-z0-9-]*$' });
      const named = {
        type: 'object',
        properties: Object.fromEntries(kind.values.map((value) => [value, reason])),
        additionalProperties: false,
        minProperties: 1,
      };
      return { anyOf: [state, named, { type: 'array', items: { anyOf: [state, named] }, minItems: 1 }] };
    }
    case 'name':
    case 'id':
      return name;
    case 'names':
    case 'ids':
    case 'new-names':
      return oneOrMany(name);
    case 'operand':
      return { anyOf: [name, fieldRef()] };
    case 'operands':
      return { anyOf: [name, { type: 'array', items: name, minItems: 1 }, fieldRef()] };
    case 'limit':
      return id;
    case 'who':
      return ref('who');
    case 'period':
      return ref('value.period');
    case 'periods':
      return { type: 'object', additionalProperties: ref('value.period') };
    case 'length':
      return {
        anyOf: [
          ...['days', 'months', 'years'].map((unit) => closed({ [unit]: { type: 'integer', minimum: 1 } }, [unit])),
          fieldRef(),
        ],
      };
    case 'basis':
      return { type: 'string' };
    case 'condition':
      return ref('condition');
    case 'after':
      return ref('after');
    case 'columns':
      return sectionSchema({ name: 'columns', holds: 'field', form: 'map', text: { zh: '列', en: 'columns' } });
    case 'quotas':
      return { type: 'object', additionalProperties: { type: 'integer', minimum: 1 } };
    case 'inputs':
      return { type: 'object', additionalProperties: { anyOf: [name, fieldRef()] } };
    case 'figures':
      return { type: 'object', additionalProperties: { type: 'string' } };
  }
}
