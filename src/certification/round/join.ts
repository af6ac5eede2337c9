import { type Refusal, refuse } from '../act/refusal.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { textsOf } from '../scheme/text-of.ts';
import type { Text } from '../scheme/vocabulary/word.ts';
import { no, type RoundDecision, yes } from './decision.ts';
import { wasDrawn } from './drawn-objects.ts';
import { quotaBar } from './quota.ts';
import { openRoundSteps, type RoundState } from './state.ts';

/** A case joins while the round collects: not the same project twice, not more than the recommender's quota. */
export function decideJoin(
  scheme: Scheme,
  state: RoundState,
  joining: {
    readonly case: string;
    readonly applicant: string;
    readonly recommender: string | null;
    readonly sameness: string;
    /** As people know it, for the words of a refusal. */
    readonly title: string;
    readonly unitName: Text;
    /** Everything that the object is called: its party, codes and names. */
    readonly calledAs: readonly string[];
  },
): RoundDecision {
  const collecting = (scheme.round?.steps ?? []).filter((s) => s.work === 'collect');
  const open = openRoundSteps(state);
  const refusals: Refusal[] = [];
  if (!collecting.some((s) => open.includes(s.id)))
    refusals.push(
      refuse('round-step-not-open', {
        step: textsOf(
          scheme,
          collecting.map((s) => `step.${s.id}`),
        ),
        open: textsOf(
          scheme,
          open.map((s) => `step.${s}`),
        ),
      }),
    );
  const same = [...state.cases.values()].find(
    (c) => c.left === null && c.sameness === joining.sameness && c.case !== joining.case,
  );
  if (same) refusals.push(refuse('same-project', { title: joining.title }, { field: 'title' }));
  const { title, unitName: name, calledAs, ...body } = joining;
  if (!wasDrawn(state, [...calledAs, title]))
    refusals.push(refuse('object-not-drawn', { title }, { field: 'applicant' }));
  const { recommender: unit } = joining;
  if (unit !== null) refusals.push(...quotaBar(scheme, state, { unit, name, track: null, case: joining.case }));
  return refusals.length > 0 ? no(...refusals) : yes([{ type: 'CaseJoined', format: 1, body }]);
}
