import type { ActContext } from '#certification/act/context.ts';
import type { Refusal } from '#certification/act/refusal.ts';
import type { OpenCase } from '#certification/case/decide.ts';
import { nameKey } from '#certification/codes/normalise.ts';
import { decideJoin } from '#certification/round/decide.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import type { Batch } from './batch.ts';
import { editionOf, type LoadedRound } from './loading.ts';
import type { Acting } from './request.ts';
import { writeRound } from './write-round.ts';

/** A case that is opened in a round joins it in the same transaction; the reasons why it may not, else none. */
export async function joinRound(
  world: World,
  transaction: Transaction,
  batch: Batch,
  round: LoadedRound,
  joining: { readonly case: Id; readonly open: OpenCase; readonly acting: Acting; readonly context: ActContext },
): Promise<readonly Refusal[]> {
  const { opened } = round.state;
  if (opened === null) return [];
  const scheme = await editionOf(world, opened.scheme, opened.edition, transaction);
  const { viewer } = joining.acting;
  const recommends = scheme.roles.some((r) => r.of === 'recommender' && viewer.roles.includes(r.id));
  const { applicant, title } = joining.open;
  const decision = decideJoin(scheme, round.state, {
    case: joining.case,
    applicant,
    recommender: recommends && viewer.party !== applicant ? viewer.party : null,
    sameness: `${nameKey(title)}|${applicant}`,
  });
  if (!decision.ok) return decision.refusals;
  writeRound(scheme, batch, round, decision.events);
  return [];
}
