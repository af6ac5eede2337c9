import type { ActContext } from '../act/context.ts';
import type { CaseState } from '../case/state.ts';
import type { RoundSpec } from '../scheme/round.ts';
import { recusals } from '../scheme/vocabulary/round.ts';

/**
 * Recusal (回避): why this person may not judge this case; null when she may. The scheme declares for which of organisation,
 * project and kinship; a tie of another kind and what she declared herself always bar her.
 */
export function recusedFrom(
  kase: CaseState,
  person: string,
  recuse: NonNullable<RoundSpec['assignment']>['recuse'],
  context: ActContext,
): string | null {
  const applicant = kase.opened?.applicant;
  const facts = context.person(person);
  const declared = kase.conflicts.find((c) => c.person === person);
  if (declared) return declared.kind;
  const known = recusals.map(String);
  const counts = (kind: string) => !known.includes(kind) || recuse.map(String).includes(kind);
  if (facts?.party === applicant && counts('organisation')) return 'organisation';
  return facts?.ties.find((t) => t.party === applicant && counts(t.kind))?.kind ?? null;
}

/** What counts where a scheme assigns nobody: all three. */
export function recusalsOf(round: RoundSpec): NonNullable<RoundSpec['assignment']>['recuse'] {
  return round.assignment?.recuse ?? recusals;
}
