import { desksOf, type Scope, type Viewer } from '#certification/policy/viewer.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import type { Account, Employment } from '../ports/accounts.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';

/** The employments in which a person may act today. */
export async function employmentsToday(world: World, person: Id): Promise<readonly Employment[]> {
  return world.storage.accounts.employments(person, dayOf(toInstant(world.clock.now()), world.house.zone));
}

/** The chosen employment if it still holds, else the only one; with several and none chosen, none: she has to choose. */
export function currentEmployment(employments: readonly Employment[], chosen: Id | null): Employment | null {
  const kept = employments.find((e) => e.id === chosen);
  return kept ?? (employments.length === 1 ? (employments[0] ?? null) : null);
}

export async function viewerOf(
  world: World,
  account: Account,
  employment: Employment | null,
  scopes: readonly Scope[] | null,
): Promise<Viewer> {
  const roles = employment?.roles ?? [];
  return {
    kind: 'person',
    account: account.id,
    person: account.person,
    party: employment?.party ?? '',
    roles,
    isAdministrator: account.isAdministrator,
    scopes,
    ...desksOf(roles, await world.schemes.all()),
  };
}
