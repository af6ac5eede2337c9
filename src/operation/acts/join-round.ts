import type { Refusal } from '#certification/act/refusal.ts';
import type { OpenCase } from '#certification/case/decide.ts';
import { nameKey } from '#certification/codes/normalise.ts';
import { decideJoin } from '#certification/round/join.ts';
import { checkRecommender } from '#certification/round/recommender.ts';
import { namesOf } from '../desk/names.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id } from '../ports/values.ts';
import { recommendersUnder } from '../rounds/recommenders.ts';
import type { World } from '../world.ts';
import type { Batch } from './batch.ts';
import { editionOf, type LoadedRound } from './loading.ts';
import type { Acting } from './request.ts';
import { writeRound } from './write-round.ts';

interface Joining {
  readonly case: Id;
  readonly open: OpenCase;
  /** The unit that the applicant chose to recommend it; a recommending unit that opens the case itself is that unit. */
  readonly recommender: Id | null;
  readonly acting: Acting;
}

/** What makes two submissions the same project: the title but for how it was typed, and whose it is. */
export const samenessOf = (title: string, applicant: Id): string => `${nameKey(title)}|${applicant}`;

/** Everything that a party is known as in lists: its id, its codes, its names. */
async function namesAndCodes(world: World, id: Id, transaction: Transaction): Promise<readonly string[]> {
  const party = await world.storage.parties.byId(id, transaction);
  return [id, ...(party?.codes.map((c) => c.value) ?? []), ...(party?.names.map((n) => n.name) ?? [])];
}

/** Why it may not join, or by whom it is recommended. */
interface Joined {
  readonly refusals: readonly Refusal[];
  readonly recommender: Id | null;
}

/** A case that is opened in a round joins it in the same transaction. */
export async function joinRound(
  world: World,
  transaction: Transaction,
  batch: Batch,
  round: LoadedRound,
  joining: Joining,
): Promise<Joined> {
  const { opened } = round.state;
  if (opened === null) return { refusals: [], recommender: null };
  const scheme = await editionOf(world, opened.scheme, opened.edition, transaction);
  const { viewer } = joining.acting;
  const recommends = scheme.roles.some((r) => r.of === 'recommender' && viewer.roles.includes(r.id));
  const { applicant, title } = joining.open;
  const recommender = joining.recommender ?? (recommends && viewer.party !== applicant ? viewer.party : null);
  const units = await recommendersUnder(world, scheme, transaction);
  const name = await namesOf(world, [...units, recommender], transaction);
  const entitled = new Map(units.map((id) => [id, name(id).name]));
  const unfit = checkRecommender(scheme, { applicant, recommender }, entitled);
  const decision = decideJoin(scheme, round.state, {
    case: joining.case,
    applicant,
    recommender,
    sameness: samenessOf(title, applicant),
    title,
    unitName: name(recommender ?? '').name,
    calledAs: await namesAndCodes(world, applicant, transaction),
  });
  if (!decision.ok || unfit.length > 0)
    return { refusals: [...unfit, ...(decision.ok ? [] : decision.refusals)], recommender: null };
  writeRound(scheme, batch, round, decision.events);
  return { refusals: [], recommender };
}
