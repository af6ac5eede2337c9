import { normaliseSearch } from '#certification/codes/normalise.ts';
import type { Entry } from '../ports/entries.ts';
import type { CappedCount } from '../ports/page.ts';
import type { Party } from '../ports/parties.ts';
import type { World } from '../world.ts';

const firstHits = 20;

export interface SearchAnswer {
  readonly asked: string;
  /** The text as it was compared: width, case, spaces and traditional characters make no difference. */
  readonly compared: string;
  readonly entries: readonly Entry[];
  readonly entryCount: CappedCount;
  readonly parties: readonly { readonly party: Party; readonly hit: string }[];
  /** Near texts, offered when nothing was found; never put in the place of what was asked. */
  readonly offered: readonly string[];
}

/** The one search box: number, name (old ones too), product or code, by any fragment. */
export async function searchRegister(world: World, asked: string): Promise<SearchAnswer> {
  const compared = normaliseSearch(asked).slice(0, 200);
  const none: SearchAnswer = {
    asked,
    compared,
    entries: [],
    entryCount: { count: 0, isCapped: false },
    parties: [],
    offered: [],
  };
  if (compared === '') return none;
  const [hits, people] = await Promise.all([
    world.storage.search.find('entry', compared, firstHits),
    world.storage.search.find('party', compared, firstHits),
  ]);
  const [entries, parties] = await Promise.all([
    world.storage.entries.byIds(hits.hits.map((h) => h.id)),
    world.storage.parties.byIds(people.hits.map((h) => h.id)),
  ]);
  const held =
    hits.hits.length > 0
      ? []
      : (await Promise.all(people.hits.slice(0, 5).map((p) => world.storage.entries.heldBy(p.id))))
          .flat()
          .slice(0, firstHits);
  const nothing = hits.hits.length === 0 && people.hits.length === 0;
  const near = nothing
    ? [
        ...(await world.storage.search.suggest('entry', compared, 5)),
        ...(await world.storage.search.suggest('party', compared, 5)),
      ]
    : [];
  return {
    asked,
    compared,
    entries: [...entries, ...held],
    entryCount: hits.total,
    // Persons are parties too, and no business of a public search.
    parties: people.hits.flatMap(({ id, text }) => {
      const party = parties.get(id);
      return party?.kind === 'organisation' ? [{ party, hit: text }] : [];
    }),
    offered: [...new Set(near.sort((a, b) => b.nearness - a.nearness).map((n) => n.text))].slice(0, 5),
  };
}
