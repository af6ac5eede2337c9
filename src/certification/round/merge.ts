import { type Refusal, refuse } from '../act/refusal.ts';
import { decided } from '../case/decision.ts';
import type { ClockChange } from '../case/events.ts';
import { checkRole } from '../case/roles.ts';
import type { CaseState } from '../case/state.ts';
import type { RoundSpec } from '../scheme/round.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { no, type RoundContext, type RoundDecision, yes } from './decision.ts';
import { inRound } from './in-cases.ts';
import type { RoundState } from './state.ts';

/** The code under which a submission ends that is the same project as another. */
export const mergedReason = { list: 'round', code: 'merged' } as const;

export interface JudgeDuplicate {
  readonly kept: string;
  readonly other: string;
  readonly isSame: boolean;
  /** What made them look alike, as the proposal said; empty when a person found it. */
  readonly because: readonly string[];
  readonly why: string;
}

/** Confirms that two submissions are one project, of which one goes on; or says, with the reason, that they are two. */
export function decideDuplicate(
  scheme: Scheme,
  round: RoundSpec,
  state: RoundState,
  act: JudgeDuplicate,
  context: RoundContext,
): RoundDecision {
  const by = round.steps.filter((s) => s.work === 'collect' || s.work === 'gate').flatMap((s) => s.by);
  const refusals: Refusal[] = checkRole(scheme, state.run, by, null, context.act);
  const of = (id: string) => inRound(context).find((c) => c.id === id);
  const [kept, other] = [of(act.kept), of(act.other)];
  if (!kept) refusals.push(refuse('not-in-round', { case: act.kept }));
  if (!other || act.kept === act.other) refusals.push(refuse('not-in-round', { case: act.other }));
  if (state.display) refusals.push(refuse('list-frozen'));
  if (act.why.trim() === '')
    refusals.push(refuse('field-missing', { label: { zh: '理由', en: 'reason' } }, { field: 'why' }));
  if (refusals.length > 0 || !kept || !other) return no(...refusals);
  const { because } = act;
  const why = act.why.trim();
  if (!act.isSame)
    return yes([{ type: 'CasesKeptApart', format: 1, body: { cases: [kept.id, other.id], because, why } }]);
  const left = decided([
    {
      type: 'CaseLeft',
      format: 1,
      body: {
        exit: mergedReason.code,
        reason: { ...mergedReason, words: `${kept.opened?.title ?? kept.id}：${why}` },
        effects: {
          opened: [],
          reopened: [],
          skipped: [],
          completed: [],
          clocks: droppedClocks(other, context.act.calendar.today),
          ended: { ending: 'closed' },
        },
      },
    },
  ]);
  return yes(
    [{ type: 'CasesMerged', format: 1, body: { kept: kept.id, dropped: other.id, because, why } }],
    [{ id: other.id, version: other.version, decided: left }],
  );
}

function droppedClocks(state: CaseState, on: string): ClockChange[] {
  return [...state.clocks.values()]
    .filter((c) => c.state === 'running' || c.state === 'standing' || c.state === 'beyond-table')
    .map((c) => ({ clock: c.clock, step: c.step, state: 'dropped', on }));
}
