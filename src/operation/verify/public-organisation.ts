import type { Entry, EntryField } from '../ports/entries.ts';
import type { Filter } from '../ports/filter.ts';
import type { OrganisationKey } from '../ports/keys.ts';
import type { CappedCount, Page, PageRequest } from '../ports/page.ts';
import type { Party } from '../ports/parties.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';

/** What anybody may know of an organisation: what it is called, what it holds, what it issued, by which keys it signs. */
export interface PublicOrganisation {
  readonly party: Party;
  /** Certificates, approvals, awards: everything in the register whose holder it is, the newest first. */
  readonly held: readonly Entry[];
  readonly heldCount: CappedCount;
  /** How many entries it issued; by status only while there are few enough to be counted while one waits. */
  readonly issuedCount: CappedCount;
  readonly issuedByStatus: ReadonlyMap<string, number> | null;
  /** In the order in which they came into the register. */
  readonly issued: Page<Entry>;
  /** Which of their issuers and holders have a page of their own. */
  readonly organisations: ReadonlySet<Id>;
  readonly keys: readonly Pick<OrganisationKey, 'keyId' | 'algorithm' | 'custody' | 'from' | 'to'>[];
}

const mostHeld = 100;
const mostCounted = 10_000;

/** Null when there is none: a person is no business of a public page. */
export async function publicOrganisation(world: World, id: Id, page: PageRequest): Promise<PublicOrganisation | null> {
  const { parties, entries, keys } = world.storage;
  const party = await parties.byId(id);
  if (party === null || party.kind !== 'organisation') return null;
  const by = (field: 'holder' | 'issuer'): Filter<EntryField> => ({ field, is: [id] });
  const [held, heldCount, issuedCount, issued, signing] = await Promise.all([
    entries.heldBy(id),
    entries.count(by('holder'), mostCounted),
    entries.count(by('issuer'), mostCounted),
    entries.issuedBy(id, page),
    keys.ofParty(id),
  ]);
  const shown = held.toReversed().slice(0, mostHeld);
  return {
    party,
    held: shown,
    organisations: await organisationsAmong(world, [...shown, ...issued.rows]),
    heldCount,
    issuedCount,
    issuedByStatus: issuedCount.isCapped ? null : await entries.countBy(by('issuer'), 'status'),
    issued,
    keys: signing.map(({ keyId, algorithm, custody, from, to }) => ({ keyId, algorithm, custody, from, to })),
  };
}

/** Of the issuers and holders of entries, those that are organisations. */
export async function organisationsAmong(world: World, entries: readonly Entry[]): Promise<ReadonlySet<Id>> {
  const ids = entries.flatMap(({ issuer, holder }) => [issuer, holder]).filter((id) => id !== null);
  const parties = await world.storage.parties.byIds([...new Set(ids)]);
  return new Set([...parties.values()].filter(({ kind }) => kind === 'organisation').map(({ id }) => id));
}
