import { normaliseNumber, normaliseSearch } from '#certification/codes/normalise.ts';
import type { Entry } from '../ports/entries.ts';
import type { CappedCount } from '../ports/page.ts';
import type { PartyHit, SearchHit } from '../ports/search.ts';
import type { World } from '../world.ts';
import { KeptAnswers } from './kept-answers.ts';

const firstHits = 20;

export interface SearchAnswer {
  readonly asked: string;
  /** The text as it was compared: width, case, spaces and traditional characters make no difference. */
  readonly compared: string;
  readonly entries: readonly Entry[];
  readonly entryCount: CappedCount;
  readonly parties: readonly PartyHit[];
  /** Near texts, offered when nothing was found; never put in the place of what was asked. */
  readonly offered: readonly string[];
}

/** Some tens of kilobytes each. */
const mostKept = 300;
const shelves = new WeakMap<World, KeptAnswers<Omit<SearchAnswer, 'asked'>>>();

/** The one search box: number, name (old ones too), product or code, by any fragment. */
export async function searchRegister(world: World, asked: string): Promise<SearchAnswer> {
  const compared = normaliseSearch(asked).slice(0, 200);
  let shelf = shelves.get(world);
  if (shelf === undefined) {
    shelf = new KeptAnswers(() => world.storage.position(), mostKept);
    shelves.set(world, shelf);
  }
  return { asked, ...(await shelf.of(compared, () => find(world, compared))) };
}

async function find(world: World, compared: string): Promise<Omit<SearchAnswer, 'asked'>> {
  const { search, entries } = world.storage;
  const [own, people, coded] = await Promise.all([
    search.entries(compared, firstHits),
    search.parties(compared, firstHits),
    partiesWithCode(world, compared),
  ]);
  const parties = [...coded, ...people.hits];
  const held =
    own.hits.length > 0
      ? []
      : (await Promise.all(parties.slice(0, 5).map(({ party }) => entries.heldBy(party.id))))
          .flat()
          .slice(0, firstHits);
  const isNothing = own.hits.length === 0 && parties.length === 0;
  const near = isNothing
    ? [...(await search.suggest('entry', compared, 5)), ...(await search.suggest('party', compared, 5))]
    : [];
  return {
    compared,
    entries: [...own.hits, ...held],
    entryCount: own.total,
    // Persons are parties too, and no business of a public search.
    parties: parties.filter(({ party }) => party.kind === 'organisation'),
    offered: await asWritten(
      world,
      near.sort((a, b) => b.nearness - a.nearness),
    ),
  };
}

/** Codes by which an organisation is known to everybody. Whole ones only: a piece of a code says nothing. */
const codeSystems = ['uscc', 'lei'];

async function partiesWithCode(world: World, compared: string): Promise<readonly PartyHit[]> {
  const code = normaliseNumber(compared);
  if (!/^[0-9A-Z]{18,20}$/.test(code)) return [];
  const found = await Promise.all(codeSystems.map((system) => world.storage.parties.byCode(system, code)));
  return found.flat().map((party) => ({ party, hit: code }));
}

/** Near texts as they stand on paper, capitals and brackets included: they are compared in another form. */
async function asWritten(world: World, near: readonly SearchHit[]): Promise<readonly string[]> {
  // Nearly every question finds something, and has nothing to ask for here.
  if (near.length === 0) return [];
  const first = [...new Map(near.map((hit) => [hit.text, hit])).values()].slice(0, 5);
  const ids = first.map((hit) => hit.id);
  const [entries, parties] = await Promise.all([world.storage.entries.byIds(ids), world.storage.parties.byIds(ids)]);
  const written = [
    ...entries.flatMap((entry) => [entry.number, ...Object.values(entry.holderNames)]),
    ...[...parties.values()].flatMap((party) => party.names.map(({ name }) => name)),
  ];
  return first.map(({ text }) => written.find((one) => normaliseSearch(one) === text) ?? text);
}
