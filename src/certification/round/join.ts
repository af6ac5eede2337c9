import { type Refusal, refuse } from '../act/refusal.ts';
import { textOf } from '../case/guards.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { no, type RoundDecision, yes } from './decision.ts';
import { casesIn, openRoundSteps, type RoundState } from './state.ts';

/** A case joins while the round collects: not the same project twice, not more than the recommender's quota. */
export function decideJoin(
  scheme: Scheme,
  state: RoundState,
  joining: {
    readonly case: string;
    readonly applicant: string;
    readonly recommender: string | null;
    readonly sameness: string;
  },
): RoundDecision {
  const collecting = (scheme.round?.steps ?? []).filter((s) => s.work === 'collect');
  const open = openRoundSteps(state);
  const refusals: Refusal[] = [];
  if (!collecting.some((s) => open.includes(s.id)))
    refusals.push(
      refuse('round-step-not-open', {
        step: collecting.map((s) => textOf(scheme, `step.${s.id}`)).join('、'),
        open: open.map((s) => textOf(scheme, `step.${s}`)).join('、') || '—',
      }),
    );
  const same = [...state.cases.values()].find(
    (c) => c.left === null && c.sameness === joining.sameness && c.case !== joining.case,
  );
  if (same) refusals.push(refuse('same-project', { title: same.sameness }));
  const quota = scheme.round?.recommenders?.quota;
  const forwarded = casesIn(state).filter(
    (c) => c.recommender !== null && c.recommender === joining.recommender,
  ).length;
  if (quota !== undefined && joining.recommender !== null && forwarded >= quota)
    refusals.push(refuse('quota-exceeded', { quota: String(quota), found: String(forwarded) }));
  return refusals.length > 0 ? no(...refusals) : yes([{ type: 'CaseJoined', format: 1, body: joining }]);
}
