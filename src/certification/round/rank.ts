import { refuse } from '../act/refusal.ts';
import { stepOf } from '../case/state.ts';
import type { RoundSpec } from '../scheme/round.ts';
import type { Scheme, StepSpec } from '../scheme/scheme.ts';
import { textOf } from '../scheme/text-of.ts';
import { nothing, type RoundContext, type Worked } from './decision.ts';
import { inCases, inRound, outcomesOf } from './in-cases.ts';
import { rankCases, scoreCase } from './ranking.ts';

export function rank(scheme: Scheme, round: RoundSpec, step: StepSpec, context: RoundContext): Worked {
  if (!round.scoring) return nothing;
  const scoring = round.scoring;
  const waiting = inRound(context).filter((c) => stepOf(c, scoring.step).status !== 'done');
  if (waiting.length > 0)
    return {
      ...nothing,
      refusals: [
        refuse('cases-not-through', {
          count: String(waiting.length),
          step: textOf(scheme, `step.${scoring.step}`),
          list: waiting
            .slice(0, 5)
            .map((c) => c.opened?.title ?? c.id)
            .join('、'),
        }),
      ],
    };
  const rows = rankCases(
    inRound(context).map((c) => scoreCase(c, scoring)),
    round.quotas,
  );
  const [outcome = 'done'] = outcomesOf(scheme, round, step.caseStep);
  const inEach = inCases(scheme, step, context, (state) => {
    const row = rows.find((r) => r.case === state.id);
    return row
      ? {
          outcome,
          values: { score: row.score, rank: row.rank, ...(row.grade === null ? {} : { grade: row.grade }) },
          named: [],
          reason: null,
        }
      : null;
  });
  return { ...inEach, events: [{ type: 'CasesRanked', format: 1, body: { rows } }] };
}
