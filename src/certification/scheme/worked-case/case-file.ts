import type { At, Diagnostic } from '../diagnostic.ts';
import { diagnose } from '../diagnostic.ts';
import { didYouMean } from '../nearest.ts';
import { quoteTree, readTree, type SourceFile, type Tree, type TreeMap } from '../tree.ts';
import type { Text } from '../vocabulary/word.ts';
import { type GivenSuperseded, readSuperseded, supersededKeys } from './superseded.ts';
import { emptyMap, listOf, mapAt, textAt, textsAt } from './tree-parts.ts';

/** What a worked case shows: the ordinary run, a refusal, or a rare end. A scheme has at least one of each. */
export const workedKinds = ['ordinary', 'refusal', 'rare'] as const;
export type WorkedKind = (typeof workedKinds)[number];

/** A worked case (示例) of a scheme: a world, acts in order, and what is expected after each. */
export interface WorkedCase {
  readonly file: string;
  readonly name: Text;
  readonly kind: WorkedKind;
  readonly given: Given;
  readonly acts: readonly WorkedAct[];
}

export interface Given {
  readonly day: string;
  readonly parties: ReadonlyMap<string, { readonly code: string }>;
  readonly people: ReadonlyMap<string, GivenPerson>;
  readonly held: readonly GivenEntry[];
  /** Calculator → figure → value, for what the rule packs would answer. */
  readonly figures: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Cases of other schemes that ended before. */
  readonly ended: readonly {
    readonly scheme: string;
    readonly flow: string;
    readonly ending: string;
    readonly applicant: string;
    readonly on: string;
  }[];
  /** That the scheme's edition is superseded on a day; null while nothing takes its place. */
  readonly superseded: GivenSuperseded | null;
}

export interface GivenPerson {
  readonly of: string;
  readonly roles: readonly string[];
  readonly competent: readonly string[];
  readonly ties: ReadonlyMap<string, string>;
}

export interface GivenEntry {
  readonly id: string;
  readonly kind: string;
  readonly scheme: string;
  readonly holder: string;
  readonly issuer: string;
  readonly number: string;
  readonly codes: readonly string[];
  readonly from: string;
  readonly to: string | null;
  readonly status: string | null;
  readonly since: string;
  readonly reason: { readonly list: string; readonly code: string } | null;
}

/** One act, and what is expected of it. Only the members of its kind are read. */
export interface WorkedAct {
  readonly at: At;
  readonly kind: (typeof actKinds)[number];
  /** What is acted on: a step, stage, exit, entry, finding number. */
  readonly on: string;
  readonly day: string | undefined;
  readonly time: string | undefined;
  readonly by: string;
  /** Name of the case that the act is in; the newest one when left out. */
  readonly in: string | undefined;
  readonly details: TreeMap;
  readonly expect: TreeMap | undefined;
}

/** `tick` only moves the clock. */
export const actKinds = [
  'tick',
  'open',
  'do',
  'find',
  'answer',
  'settle',
  'leave',
  'entry',
  'release',
  'conflict',
  'round',
  'stage',
  'object',
  'reply',
  'round-act',
  'vote',
] as const;

const everywhere = ['day', 'time', 'by', 'in', 'expect'];
const details: Readonly<Record<(typeof actKinds)[number], readonly string[]>> = {
  tick: [],
  open: ['as', 'applicant', 'body', 'entry', 'title', 'round', 'recommender'],
  do: ['outcome', 'line', 'values', 'names', 'reason', 'remarks', 'identified', 'fill'],
  find: ['grade', 'clause', 'text'],
  answer: ['cause', 'correction'],
  settle: ['accepted', 'words'],
  leave: ['reason'],
  entry: ['act', 'reason', 'codes', 'identified'],
  release: ['role', 'words'],
  conflict: [],
  round: ['body'],
  stage: ['outcome', 'values', 'names', 'reason', 'seed', 'rows', 'fill'],
  object: ['anonymous', 'evidence'],
  reply: ['upheld', 'words'],
  'round-act': ['words', 'step', 'to', 'from', 'about', 'other', 'rows', 'notice', 'track', 'most', 'kind', 'count'],
  vote: ['stage', 'identity', 'source', 'times'],
};

const expectations = [
  'refused',
  'open',
  'ended',
  'entry',
  'entries',
  'clocks',
  'values',
  'findings',
  'figures',
  'round',
];

interface CaseReading {
  readonly file: string;
  readonly found: Diagnostic[];
}

type ReadCase =
  | { readonly ok: true; readonly worked: WorkedCase }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Reads one file of worked cases. Total: a case, or everything that is wrong with the file. */
export function readWorkedCase(file: SourceFile): ReadCase {
  const { tree, diagnostics } = readTree(file);
  return readWorkedTree(file.name, tree, diagnostics);
}

/** The same from a tree, for cases that were never a file: what is walked in the terminal or on a page. */
export function readWorkedTree(
  file: string,
  tree: Tree | undefined,
  diagnostics: readonly Diagnostic[] = [],
): ReadCase {
  const reading: CaseReading = { file, found: [...diagnostics] };
  if (tree?.is !== 'map') {
    if (tree) wrong(reading, tree, file, { zh: 'case、kind、given、acts', en: 'case, kind, given, acts' });
    return { ok: false, diagnostics: reading.found };
  }
  onlyKeys(reading, tree, ['case', 'kind', 'given', 'acts'], file);
  const name = mapAt(tree, 'case');
  const kind = workedKinds.find((k) => k === textAt(tree, 'kind'));
  if (kind === undefined)
    wrong(reading, tree.entries.get('kind')?.value ?? tree, 'kind', {
      zh: workedKinds.join('、'),
      en: workedKinds.join(', '),
    });
  const title = { zh: (name && textAt(name, 'zh')) ?? '', en: (name && textAt(name, 'en')) ?? '' };
  if (title.zh === '' || title.en === '')
    wrong(reading, tree.entries.get('case')?.value ?? tree, 'case', { zh: '{zh, en}', en: '{zh, en}' });
  const given = mapAt(tree, 'given');
  if (given === undefined) wrong(reading, tree, 'given', { zh: 'day、parties、people', en: 'day, parties, people' });
  const acts = tree.entries.get('acts')?.value;
  if (acts?.is !== 'list' || acts.items.length === 0)
    wrong(reading, acts ?? tree, 'acts', { zh: '行为列表', en: 'a list of acts' });
  const worked = {
    file,
    name: title,
    kind: kind ?? 'ordinary',
    given: readGiven(reading, given),
    acts: acts?.is === 'list' ? acts.items.flatMap((item) => readAct(reading, item)) : [],
  };
  return reading.found.length > 0 ? { ok: false, diagnostics: reading.found } : { ok: true, worked };
}

/** One act by itself, as it would stand in a worked case; several where `by` or `in` name several. */
export function readWorkedAct(
  tree: Tree,
  file: string,
): { readonly acts: readonly WorkedAct[]; readonly diagnostics: readonly Diagnostic[] } {
  const reading: CaseReading = { file, found: [] };
  const acts = readAct(reading, tree);
  return { acts, diagnostics: reading.found };
}

/** The small world of a worked case by itself. */
export function readWorkedWorld(
  tree: TreeMap,
  file: string,
): { readonly given: Given; readonly diagnostics: readonly Diagnostic[] } {
  const reading: CaseReading = { file, found: [] };
  const given = readGiven(reading, tree);
  return { given, diagnostics: reading.found };
}

function wrong(
  reading: CaseReading,
  tree: Tree,
  where: string,
  wanted: Text,
  why: Text = { zh: '请改正', en: 'Correct it' },
): void {
  reading.found.push(diagnose('case-wrong', tree.at, quoteTree(tree), { where: `\`${where}\``, wanted, why }));
}

function onlyKeys(reading: CaseReading, tree: TreeMap, known: readonly string[], where: string): void {
  for (const [key, { key: at }] of tree.entries) {
    if (!known.includes(key))
      reading.found.push(
        diagnose('case-wrong', at, key, {
          where: `\`${where}\``,
          wanted: { zh: known.join('、'), en: known.join(', ') },
          why: didYouMean(key, known),
        }),
      );
  }
}

function readGiven(reading: CaseReading, tree: TreeMap | undefined): Given {
  if (tree) onlyKeys(reading, tree, ['day', 'parties', 'people', 'held', 'figures', 'ended', 'superseded'], 'given');
  const day = tree && textAt(tree, 'day');
  if (tree && day === undefined) wrong(reading, tree, 'given.day', { zh: '日期', en: 'a day' });
  const maps = (key: string) =>
    [...((tree && mapAt(tree, key))?.entries ?? [])].map(
      ([id, { value }]) => [id, value.is === 'map' ? value : emptyMap(value.at)] as const,
    );
  const lists = (key: string) => listOf(tree?.entries.get(key)?.value).filter((item) => item.is === 'map');
  return {
    day: day ?? '',
    parties: new Map(maps('parties').map(([id, map]) => [id, { code: textAt(map, 'code') ?? '' }])),
    people: new Map(maps('people').map(([id, map]) => [id, readPerson(reading, id, map)])),
    held: lists('held').map((map, index) => readHeld(reading, map, index)),
    figures: new Map(
      maps('figures').map(([id, map]) => [
        id,
        new Map([...map.entries].map(([figure, { value }]) => [figure, quoteTree(value)])),
      ]),
    ),
    ended: lists('ended').map((map) => ({
      scheme: textAt(map, 'scheme') ?? '',
      flow: textAt(map, 'flow') ?? 'initial',
      ending: textAt(map, 'ending') ?? 'granted',
      applicant: textAt(map, 'applicant') ?? '',
      on: textAt(map, 'on') ?? day ?? '',
    })),
    superseded: readEnd(reading, tree && mapAt(tree, 'superseded')),
  };
}

function readEnd(reading: CaseReading, map: TreeMap | undefined): GivenSuperseded | null {
  if (map === undefined) return null;
  onlyKeys(reading, map, supersededKeys, 'given.superseded');
  const read = readSuperseded(map);
  if (!('wanted' in read)) return read;
  wrong(reading, map, read.where, read.wanted);
  return null;
}

function readPerson(reading: CaseReading, id: string, map: TreeMap): GivenPerson {
  onlyKeys(reading, map, ['of', 'roles', 'competent', 'ties'], id);
  return {
    of: textAt(map, 'of') ?? '',
    roles: textsAt(map, 'roles'),
    competent: textsAt(map, 'competent'),
    ties: new Map([...(mapAt(map, 'ties')?.entries ?? [])].map(([party, { value }]) => [party, quoteTree(value)])),
  };
}

function readHeld(reading: CaseReading, map: TreeMap, index: number): GivenEntry {
  onlyKeys(
    reading,
    map,
    ['as', 'kind', 'scheme', 'holder', 'issuer', 'number', 'codes', 'from', 'to', 'status', 'since', 'reason'],
    'held',
  );
  const from = textAt(map, 'from') ?? '2020-01-01';
  const reason = textAt(map, 'reason');
  const [list, code] = reason?.split('.') ?? [];
  if (reason !== undefined && code === undefined)
    wrong(reading, map.entries.get('reason')?.value ?? map, 'held.reason', { zh: '代码表.代码', en: 'list.code' });
  return {
    id: textAt(map, 'as') ?? `held-${index + 1}`,
    kind: textAt(map, 'kind') ?? 'certificate',
    scheme: textAt(map, 'scheme') ?? '',
    holder: textAt(map, 'holder') ?? '',
    issuer: textAt(map, 'issuer') ?? '',
    number: textAt(map, 'number') ?? `H${index + 1}`,
    codes: textsAt(map, 'codes'),
    from,
    to: textAt(map, 'to') ?? null,
    status: textAt(map, 'status') ?? null,
    since: textAt(map, 'since') ?? from,
    reason: list === undefined || code === undefined ? null : { list, code },
  };
}

/** `by` and `in` may name several: the act is then done by each, in each, and what is expected is looked at after the last. */
function readAct(reading: CaseReading, tree: Tree): readonly WorkedAct[] {
  if (tree.is !== 'map') {
    wrong(reading, tree, 'acts', { zh: '一个行为', en: 'an act' });
    return [];
  }
  const kind = actKinds.find((k) => k !== 'tick' && tree.entries.has(k)) ?? 'tick';
  onlyKeys(reading, tree, [...everywhere, ...(kind === 'tick' ? actKinds.slice(1) : [kind]), ...details[kind]], kind);
  const on = tree.entries.get(kind)?.value;
  const expect = mapAt(tree, 'expect');
  if (expect) onlyKeys(reading, expect, expectations, 'expect');
  else if (tree.entries.has('expect'))
    wrong(reading, tree, 'expect', { zh: expectations.join('、'), en: expectations.join(', ') });
  const common = {
    at: tree.at,
    kind,
    on: on === undefined ? '' : quoteTree(on),
    day: textAt(tree, 'day'),
    time: textAt(tree, 'time'),
    details: tree,
  };
  const people = tree.entries.has('by') ? textsAt(tree, 'by') : ['system'];
  const cases = tree.entries.has('in') ? textsAt(tree, 'in') : [undefined];
  const acts = cases.flatMap((inCase) => people.map((by) => ({ ...common, by, in: inCase, expect: undefined })));
  return acts.map((act, index) => (index === acts.length - 1 ? { ...act, expect } : act));
}
