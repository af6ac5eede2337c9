import type { At } from '../diagnostic.ts';
import type { Given, Reader, Scope } from '../reading/given.ts';
import { basisOfParam, oneLine } from '../reading/given.ts';
import { unkeyedWord } from '../reading/reader.ts';
import type { Basis } from '../scheme.ts';
import { quoteTree, type Tree } from '../tree.ts';
import type { Place } from '../vocabulary/word.ts';

/** Where the parts of a parsed scheme were written: every object of it, by identity, with the word it came from. */
export interface Places {
  readonly given: Map<object, Given>;
  /** Position of a text by its key. */
  readonly texts: Map<string, At>;
}

/** What building one scheme carries along. */
export interface Building {
  readonly reader: Reader;
  readonly places: Places;
  readonly basis: Map<string, Basis>;
  /** Roles that are asked for their identity again. */
  readonly identityAgain: Set<string>;
  /** Step → roles that may not read it, and until when. */
  readonly blind: Map<string, { from: string[]; until: string }>;
}

/** Remembers where an object was written, and gives it back. */
export function placed<T extends object>(building: Building, object: T, given: Given): T {
  building.places.given.set(object, given);
  return object;
}

/** The position of a parameter of a parsed object, as near as it is known: the name inside it, the parameter, the object. */
export function placeOf(places: Places, object: object, param?: string, name?: string): At {
  const given = places.given.get(object);
  if (given === undefined) return { file: 'scheme.yaml', line: 1, column: 1 };
  const tree =
    param === undefined ? undefined : (given.trees.get(param) ?? given.sections.get(param) ?? given.inner.get(param));
  if (tree === undefined) return given.at;
  return (name === undefined ? undefined : scalarAt(tree, name)) ?? tree.at;
}

function scalarAt(tree: Tree, name: string): At | undefined {
  if (tree.is === 'scalar') return tree.source === name ? tree.at : undefined;
  const parts = tree.is === 'list' ? tree.items : [...tree.entries.values()].map((entry) => entry.value);
  for (const part of parts) {
    const found = scalarAt(part, name);
    if (found) return found;
  }
  return undefined;
}

/** The basis that a word cites, with its own article; nothing when it is not declared (which `check` reports). */
export function basisCited(building: Building, given: Given, param = 'basis'): Basis | undefined {
  const cited = basisOfParam(given, param);
  const declared = cited && building.basis.get(cited.id);
  if (cited === undefined || declared === undefined) return undefined;
  const { document, certainty } = declared;
  const article = cited.article ?? declared.article;
  return { document, certainty, ...(article === undefined ? {} : { article }) };
}

/** The same as words, with the mark that a value from memory carries wherever it shows (design, invariants). */
export function basisInWords(building: Building, given: Given): string | undefined {
  const basis = basisCited(building, given);
  if (basis === undefined) return undefined;
  const words = [basis.document, basis.article].filter((part) => part !== undefined).join(' ');
  return basis.certainty === 'to-be-confirmed' ? `${words}（待确认 to be confirmed）` : words;
}

export interface Named {
  readonly id: string;
  readonly given: Given;
}

/** Reads a section that maps new names to words of one place; names are held to their form. */
export function readSection(
  building: Building,
  tree: Tree | undefined,
  place: Place,
  where: string,
  scope: (id: string) => Scope,
): readonly Named[] {
  return sectionEntries(building, tree, where, unkeyedWord(place).example).map(({ id, value }) => ({
    id,
    given: building.reader.word(unkeyedWord(place), value, scope(id)),
  }));
}

export function sectionEntries(
  building: Building,
  tree: Tree | undefined,
  where: string,
  example: string,
): readonly { readonly id: string; readonly at: At; readonly value: Tree }[] {
  if (tree === undefined) return [];
  if (tree.is !== 'map' || tree.entries.size === 0) {
    building.reader.report('shape', tree.at, quoteTree(tree), {
      where: `\`${where}\``,
      wanted: { zh: '“名称: 内容”的列表', en: '`name: content` pairs' },
      example: oneLine(example),
    });
    return [];
  }
  return [...tree.entries].map(([id, { key, value }]) => {
    if (!isId(id)) building.reader.report('id-form', key, id);
    return { id, at: key, value };
  });
}

const reserved = new Set(['zh', 'en', 'use']);

export function isId(id: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) && id.length <= 60 && !reserved.has(id);
}

/** Leaves out members that are undefined: `exactOptionalPropertyTypes` and the canonical form both want them absent. */
export function defined<T extends object>(
  object: T,
): { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
} {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof defined<T>
  >;
}
