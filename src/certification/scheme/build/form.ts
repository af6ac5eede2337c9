import type { Field, FieldShape } from '../form.ts';
import { didYouMean } from '../nearest.ts';
import {
  conditionOfParam,
  flagOfParam,
  type Given,
  periodOfParam,
  type Scope,
  textOfParam,
  textsOfParam,
  valueOfParam,
  wholeOfParam,
} from '../reading/given.ts';
import type { EntryKind } from '../result.ts';
import type { FormSpec, PeriodSpec } from '../scheme.ts';
import { quoteTree, type Tree } from '../tree.ts';
import { wordAt, wordsAt } from '../words.ts';
import { type Building, basisInWords, defined, placed, sectionEntries } from './building.ts';

interface Totals {
  readonly balances: { readonly sum: readonly string[]; readonly equals: string }[];
  readonly totals: Map<string, { column: string; equals: string }[]>;
}

/** Builds the forms: each is a map from names to fields; the sums that its numbers declare become balances and totals. */
export function buildForms(building: Building, tree: Tree | undefined): readonly FormSpec[] {
  return sectionEntries(building, tree, 'forms', 'application: { size: { choice: [L, M, S] } }').map(
    ({ id, value }) => {
      const sums: Totals = { balances: [], totals: new Map() };
      const fields = buildFields(building, value, `forms.${id}`, { form: id }, sums).map((field) =>
        withTotals(field, sums),
      );
      const form = { id, fields, balances: sums.balances };
      building.places.given.set(form, {
        word: requiredWord('field'),
        at: value.at,
        values: new Map(),
        trees: new Map(),
        sections: new Map(),
        inner: new Map(),
      });
      return form;
    },
  );
}

function withTotals(field: Field, sums: Totals): Field {
  // The same object is filled, so that its place stays known.
  const totals = sums.totals.get(field.id);
  return field.kind === 'rows' && totals !== undefined ? Object.assign(field, { totals }) : field;
}

function requiredWord(place: 'field') {
  const word = wordAt(place);
  if (word === undefined) throw new Error('the vocabulary has no field');
  return word;
}

function buildFields(building: Building, tree: Tree, where: string, scope: Scope, sums: Totals): readonly Field[] {
  return sectionEntries(building, tree, where, 'size: { choice: [L, M, S] }').flatMap(
    ({ id, value }) => buildField(building, id, value, scope, sums) ?? [],
  );
}

/** `name: text` takes every default; `name: { text: {most: 500}, required: false }` says one kind and what differs. */
function buildField(building: Building, id: string, tree: Tree, scope: Scope, sums: Totals): Field | undefined {
  const { reader } = building;
  const bare = tree.is === 'scalar' && typeof tree.value === 'string' ? wordAt('field kind', tree.value) : undefined;
  const known = wordsAt('field kind').map((word) => word.name);
  if (tree.is !== 'map' && !bare) {
    reader.report('kind-missing', tree.at, quoteTree(tree), {
      known: known.join(', '),
      nearest: didYouMean(quoteTree(tree), known),
    });
    return undefined;
  }
  const word = requiredWord('field');
  const given = bare
    ? {
        word,
        at: tree.at,
        values: new Map(),
        trees: new Map(),
        sections: new Map(),
        inner: new Map([[bare.name, { is: 'scalar', at: tree.at, value: null, source: '' } as const]]),
      }
    : reader.word(word, tree, scope);
  const [kind, ...more] = [...given.inner];
  if (kind === undefined) {
    reader.report('kind-missing', tree.at, quoteTree(tree), {
      known: known.join(', '),
      nearest: didYouMean(quoteTree(tree), known),
    });
    return undefined;
  }
  for (const [name, second] of more) reader.report('kind-twice', second.at, name);
  const base = buildBase(building, id, given);
  const shape = buildShape(building, id, kind[0], kind[1], base.required, scope, sums);
  return placed(building, { ...base, ...shape }, given);
}

function buildBase(building: Building, id: string, given: Given) {
  const requiredIf = conditionOfParam(given, 'required-if');
  return defined({
    id,
    required: flagOfParam(given, 'required') ?? requiredIf === undefined,
    showIf: conditionOfParam(given, 'show-if'),
    requiredIf,
    personal: flagOfParam(given, 'personal') ?? false,
    public: flagOfParam(given, 'public') ?? false,
    basis: basisInWords(building, given),
  });
}

function buildShape(
  building: Building,
  id: string,
  kind: string,
  tree: Tree,
  required: boolean,
  scope: Scope,
  sums: Totals,
): FieldShape {
  const word = wordAt('field kind', kind);
  if (word === undefined) throw new Error(`the vocabulary has no kind ${kind}`);
  const given = building.reader.word(word, tree, scope);
  const flag = (name: string, byDefault: boolean) => flagOfParam(given, name) ?? byDefault;
  const whole = (name: string, byDefault: number) => wholeOfParam(given, name) ?? byDefault;
  switch (kind) {
    case 'text':
      return { kind, most: whole('most', 200), lines: whole('lines', 1), bilingual: flag('bilingual', false) };
    case 'number':
      noteSums(textsOfParam(given, 'sum-of'), id, sums);
      return {
        kind,
        decimals: whole('decimals', 0),
        ...defined({
          unit: textOfParam(given, 'unit'),
          least: wholeOfParam(given, 'least'),
          most: wholeOfParam(given, 'most'),
        }),
      };
    case 'money':
      return { kind, currency: textOfParam(given, 'currency') ?? 'CNY' };
    case 'date':
      return {
        kind,
        ...defined({
          notAfter: limitOf(given, 'not-after'),
          notBefore: limitOf(given, 'not-before'),
          leastAfter: sinceOf(building, given, 'least-after'),
          mostAfter: sinceOf(building, given, 'most-after'),
        }),
      };
    case 'code':
      return { kind, list: textOfParam(given, 'list') ?? '', many: flag('many', false) };
    case 'choice':
      return { kind, options: textsOfParam(given, 'options') ?? [], many: flag('many', false) };
    case 'party':
      return { kind };
    case 'entry':
      return {
        kind,
        entryKind: (textOfParam(given, 'kind') ?? 'certificate') as EntryKind,
        valid: flag('valid', true),
        ...defined({ scheme: textOfParam(given, 'scheme') }),
      };
    case 'file':
      return {
        kind,
        types: textsOfParam(given, 'types') ?? ['pdf'],
        mostMegabytes: whole('megabytes', 20),
        many: flag('many', false),
      };
    case 'rows': {
      const columns = valueOfParam(given, 'columns', 'map')?.value;
      const fields =
        columns === undefined ? [] : buildFields(building, columns, `${id}.columns`, { ...scope, rows: id }, sums);
      return { kind, columns: fields, least: whole('least', required ? 1 : 0), most: whole('most', 200), totals: [] };
    }
    case 'sites':
      return { kind, least: whole('least', required ? 1 : 0), most: whole('most', 500) };
    default:
      return { kind: 'flag' };
  }
}

function limitOf(given: Given, name: string): 'today' | { readonly field: string } | undefined {
  const text = textOfParam(given, name);
  return text === undefined || text === 'today' ? text : { field: text };
}

function noteSums(parts: readonly string[] | undefined, equals: string, sums: Totals): void {
  if (parts === undefined) return;
  const plain = parts.filter((part) => !part.includes('.'));
  if (plain.length > 0) sums.balances.push({ sum: plain, equals });
  for (const part of parts) {
    const [rows = '', column = ''] = part.split('.');
    if (part.includes('.')) sums.totals.set(rows, [...(sums.totals.get(rows) ?? []), { column, equals }]);
  }
}

/** A time since a day needs the day. */
function sinceOf(building: Building, given: Given, name: string): PeriodSpec | undefined {
  const period = periodOfParam(given, name);
  if (period !== undefined && !given.trees.has('not-before'))
    building.reader.report('nothing-said', given.at, name, {
      where: `\`${name}\``,
      known: 'not-before',
      example: 'signed-on: { date: { not-before: asked-on, most-after: { months: 6, first-day-counts: false } } }',
    });
  return period;
}
