import { isId } from '../acts/needs.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id } from '../ports/values.ts';
import { presentName } from '../project/party.ts';
import type { World } from '../world.ts';

export interface Named {
  readonly id: Id;
  readonly name: { readonly zh: string; readonly en: string };
}

/** The present names of persons and parties, by one question; an unknown or erased one is called by nothing. */
export async function namesOf(
  world: World,
  ids: readonly (Id | null | undefined)[],
  within?: Transaction,
): Promise<(id: Id) => Named> {
  const parties = await world.storage.parties.byIds([...new Set(ids.filter(isId))], within);
  return (id) => {
    const party = parties.get(id);
    return { id, name: party === undefined || party.names.length === 0 ? { zh: '—', en: '—' } : presentName(party) };
  };
}
