import { normaliseSearch } from '#certification/codes/normalise.ts';
import type { Entry } from '../ports/entries.ts';
import type { CappedCount } from '../ports/page.ts';
import type { PartyHit } from '../ports/search.ts';
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
  const [own, people] = await Promise.all([search.entries(compared, firstHits), search.parties(compared, firstHits)]);
  const held =
    own.hits.length > 0
      ? []
      : (await Promise.all(people.hits.slice(0, 5).map(({ party }) => entries.heldBy(party.id))))
          .flat()
          .slice(0, firstHits);
  const isNothing = own.hits.length === 0 && people.hits.length === 0;
  const near = isNothing
    ? [...(await search.suggest('entry', compared, 5)), ...(await search.suggest('party', compared, 5))]
    : [];
  return {
    compared,
    entries: [...own.hits, ...held],
    entryCount: own.total,
    // Persons are parties too, and no business of a public search.
    parties: people.hits.filter(({ party }) => party.kind === 'organisation'),
    offered: [...new Set(near.sort((a, b) => b.nearness - a.nearness).map((n) => n.text))].slice(0, 5),
  };
}
