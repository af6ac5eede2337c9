import { type Diagnostic, diagnose } from './diagnostic.ts';
import { type Entry, quoteTree, readTree, type SourceFile, type Tree, type TreeMap } from './tree.ts';

/** A shared part as it lies in `schemes/_parts/<part>/`: a fragment that several schemes take in with `use`. */
export interface PartFiles {
  readonly part: SourceFile;
  readonly texts?: SourceFile;
}

/** Finds a part by `part@edition`. */
export type FindPart = (id: string) => PartFiles | undefined;

/** Where a part may be used; `scheme` holds whole sections (roles, reasons, forms, flows, results). */
export const partPlaces = [
  'scheme',
  'roles',
  'reasons',
  'fields',
  'steps',
  'exits',
  'outcomes',
  'acts',
  'duties',
  'stages',
] as const;
type PartPlace = (typeof partPlaces)[number];

const mergedSections = ['roles', 'reasons', 'forms', 'flows', 'results'];

export interface Flattened {
  readonly tree: TreeMap;
  readonly diagnostics: readonly Diagnostic[];
  /** Texts of the parts that were used, oldest first. */
  readonly texts: readonly SourceFile[];
  /** Parts used, as `part@edition`. */
  readonly used: readonly string[];
}

interface Flattening {
  readonly find: FindPart;
  readonly known: readonly string[];
  readonly diagnostics: Diagnostic[];
  readonly used: Map<string, Part>;
  /** Parts being read, outermost first: a part that comes up again would never end. */
  readonly open: readonly string[];
  readonly texts: SourceFile[];
}

/**
 * Takes the shared parts in: every `use` is replaced by what the part holds, at the place where it stands, so that the
 * registered scheme needs no other file (design, decision 9). What the scheme itself declares under the same name stands in
 * the part's stead.
 */
export function flatten(document: TreeMap, find: FindPart, known: readonly string[]): Flattened {
  const flattening: Flattening = { find, known, diagnostics: [], used: new Map(), texts: [], open: [] };
  const merged = takenAtTop(document, flattening);
  const tree = flattenMap(merged, undefined, undefined, flattening);
  return { tree, diagnostics: flattening.diagnostics, texts: flattening.texts, used: [...flattening.used.keys()] };
}

function takenAtTop(document: TreeMap, flattening: Flattening): TreeMap {
  const parts = document.entries.get('use')?.value;
  if (parts === undefined) return document;
  const entries = new Map<string, Entry>([...document.entries].filter(([key]) => key !== 'use'));
  for (const part of partsIn(parts, 'scheme', flattening)) {
    for (const [section, entry] of part.entries) {
      const own = entries.get(section);
      if (!mergedSections.includes(section))
        flattening.diagnostics.push(
          diagnose('not-here', entry.key, section, {
            what: `\`${section}\``,
            why: { zh: `部件可含 ${mergedSections.join('、')}`, en: `A part may hold ${mergedSections.join(', ')}` },
          }),
        );
      else entries.set(section, own === undefined ? entry : { key: own.key, value: mergeMaps(entry.value, own.value) });
    }
  }
  return { ...document, entries };
}

/** The part's entries in their order, each replaced where the scheme has its own; the scheme's others follow. */
function mergeMaps(part: Tree, own: Tree): Tree {
  if (part.is !== 'map' || own.is !== 'map') return own;
  const entries = new Map<string, Entry>();
  for (const [key, entry] of part.entries) entries.set(key, own.entries.get(key) ?? entry);
  for (const [key, entry] of own.entries) if (!entries.has(key)) entries.set(key, entry);
  return { ...own, entries };
}

function flattenTree(tree: Tree, key: string, parent: string | undefined, flattening: Flattening): Tree {
  if (tree.is === 'list')
    return { ...tree, items: tree.items.map((item) => flattenTree(item, key, parent, flattening)) };
  return tree.is === 'map' ? flattenMap(tree, key, parent, flattening) : tree;
}

function flattenMap(
  tree: TreeMap,
  key: string | undefined,
  parent: string | undefined,
  flattening: Flattening,
): TreeMap {
  const own = new Map<string, Entry>();
  for (const [name, entry] of tree.entries) {
    const isUse = name === 'use' && key !== undefined;
    if (!isUse) own.set(name, { key: entry.key, value: flattenTree(entry.value, name, key, flattening) });
  }
  const use = key === undefined ? undefined : tree.entries.get('use');
  if (use === undefined) return { ...tree, entries: own };
  const place = placeOf(key ?? '', parent);
  const entries = new Map<string, Entry>();
  for (const [name, entry] of tree.entries) {
    if (name === 'use')
      for (const part of partsIn(entry.value, place, flattening))
        for (const [id, taken] of part.entries) entries.set(id, own.get(id) ?? taken);
    else if (!entries.has(name)) entries.set(name, own.get(name) ?? entry);
  }
  return { ...tree, entries };
}

/** Which kind of part fits into a map, by the key under which the map stands. */
function placeOf(key: string, parent: string | undefined): PartPlace | undefined {
  if (parent === 'forms' || key === 'columns') return 'fields';
  return partPlaces.find((place) => place === key && place !== 'scheme' && place !== 'fields');
}

function partsIn(tree: Tree, place: PartPlace | undefined, flattening: Flattening): readonly TreeMap[] {
  const items = tree.is === 'list' ? tree.items : [tree];
  return items.flatMap((item) => partAt(item, place, flattening) ?? []);
}

function partAt(item: Tree, place: PartPlace | undefined, flattening: Flattening): TreeMap | undefined {
  const id = item.is === 'scalar' ? item.source : quoteTree(item);
  const files = /^[a-z][a-z0-9-]*@[A-Za-z0-9.-]+$/.test(id) ? flattening.find(id) : undefined;
  if (files === undefined) {
    flattening.diagnostics.push(diagnose('part-unknown', item.at, id, { known: flattening.known.join(', ') || '—' }));
    return undefined;
  }
  if (flattening.open.includes(id)) {
    flattening.diagnostics.push(diagnose('part-circle', item.at, id));
    return undefined;
  }
  const known = flattening.used.get(id);
  const part = known ?? takePart(id, files, flattening);
  if (part === undefined) return undefined;
  if (part.gives !== place) {
    flattening.diagnostics.push(diagnose('part-place', item.at, id, { place: `\`${part.gives}\`` }));
    return undefined;
  }
  return part.content;
}

interface Part {
  readonly gives: PartPlace;
  readonly content: TreeMap;
}

/** Reads a part and takes in the parts that it uses itself; its texts come after theirs, so that its own stand first. */
function takePart(id: string, files: PartFiles, flattening: Flattening): Part | undefined {
  const tree = readPart(files, flattening);
  const gives = tree?.entries.get('gives')?.value;
  const content = tree?.entries.get('content')?.value;
  const place = partPlaces.find((known) => gives?.is === 'scalar' && known === gives.source);
  if (place === undefined || content?.is !== 'map') return undefined;
  const inside: Flattening = { ...flattening, open: [...flattening.open, id] };
  const part = { gives: place, content: flattenContent(place, content, inside) };
  flattening.used.set(id, part);
  if (files.texts) flattening.texts.push(files.texts);
  return part;
}

function flattenContent(place: PartPlace, content: TreeMap, flattening: Flattening): TreeMap {
  if (place === 'scheme') return flattenMap(takenAtTop(content, flattening), undefined, undefined, flattening);
  return place === 'fields'
    ? flattenMap(content, 'fields', 'forms', flattening)
    : flattenMap(content, place, undefined, flattening);
}

function readPart(files: PartFiles, flattening: Flattening): TreeMap | undefined {
  const { tree, diagnostics } = readTree(files.part);
  flattening.diagnostics.push(...diagnostics);
  const at = tree?.at ?? { file: files.part.name, line: 1, column: 1 };
  const wrong = (key: string, wanted: { zh: string; en: string }) =>
    void flattening.diagnostics.push(
      diagnose('shape', at, key, {
        where: '`part.yaml`',
        wanted,
        example: 'part: example, edition: "1", gives: fields, content: {…}',
      }),
    );
  if (tree?.is !== 'map') {
    if (diagnostics.length === 0)
      wrong('', { zh: 'part、edition、gives、content', en: 'part, edition, gives, content' });
    return undefined;
  }
  for (const key of tree.entries.keys())
    if (!['part', 'edition', 'gives', 'content'].includes(key))
      wrong(key, { zh: 'part、edition、gives、content', en: 'part, edition, gives, content' });
  const gives = tree.entries.get('gives')?.value;
  if (gives?.is !== 'scalar' || !partPlaces.some((place) => place === gives.source))
    wrong(gives === undefined ? '' : quoteTree(gives), {
      zh: `gives: ${partPlaces.join('、')} 之一`,
      en: `gives: one of ${partPlaces.join(', ')}`,
    });
  const content = tree.entries.get('content')?.value;
  if (content?.is !== 'map')
    wrong(content === undefined ? '' : quoteTree(content), {
      zh: 'content 为“名称: 内容”',
      en: 'content as `name: content` pairs',
    });
  return tree;
}
