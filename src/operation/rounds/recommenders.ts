import { may } from '#certification/policy/policy.ts';
import { forwardedBy, quotaOf, tracksOf } from '#certification/round/quota.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import { editionOf, loadRound } from '../acts/loading.ts';
import type { Acting } from '../acts/request.ts';
import { type Named, namesOf } from '../desk/names.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';

/** A unit that may recommend in a round, with its quota and how much of it is used. */
export interface Recommender {
  readonly party: Named;
  readonly forwarded: number;
  /** Null where the scheme sets none. */
  readonly quota: number | null;
  /** The same in each track. */
  readonly tracks: readonly { readonly track: string; readonly forwarded: number; readonly quota: number | null }[];
}

/** Units for which somebody holds a recommending role of the scheme today. */
export async function recommendersUnder(world: World, scheme: Scheme, within?: Transaction): Promise<readonly Id[]> {
  const roles = scheme.roles.filter((r) => r.of === 'recommender').map((r) => r.id);
  if (roles.length === 0) return [];
  const today = dayOf(toInstant(world.clock.now()), scheme.zone);
  return world.storage.accounts.employers(roles, today, within);
}

/** The units that recommend in a round; null when there is no such round, empty where its scheme has no recommending units. */
export async function recommendersIn(world: World, acting: Acting, id: Id): Promise<readonly Recommender[] | null> {
  const round = await loadRound(world, id);
  const opened = round?.state.opened ?? null;
  if (round === null || opened === null || !may('case.open', acting.viewer)) return null;
  const scheme = await editionOf(world, opened.scheme, opened.edition);
  if (scheme.round?.recommenders === undefined) return [];
  const units = await recommendersUnder(world, scheme);
  const name = await namesOf(world, units);
  const { state } = round;
  const tracks = tracksOf(scheme);
  return units.map((party) => ({
    party: name(party),
    forwarded: forwardedBy(state, party, null),
    quota: quotaOf(scheme, state, party, null),
    tracks: tracks.map((track) => ({
      track,
      forwarded: forwardedBy(state, party, track),
      quota: quotaOf(scheme, state, party, track),
    })),
  }));
}
