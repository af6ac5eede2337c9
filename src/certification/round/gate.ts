import { refuse } from '../act/refusal.ts';
import { stepOf } from '../case/state.ts';
import type { Scheme, StepSpec } from '../scheme/scheme.ts';
import { textOf } from '../scheme/text-of.ts';
import { nothing, type RoundContext, type Worked } from './decision.ts';
import { casesIn, type RoundState } from './state.ts';

/** Whoever is in the round has gone through the step or has left: in = out + left. */
export function passGate(scheme: Scheme, state: RoundState, step: StepSpec, context: RoundContext): Worked {
  const waiting = context.cases.filter(
    (c) => !c.ended && step.caseStep !== undefined && !['done', 'skipped'].includes(stepOf(c, step.caseStep).status),
  );
  if (waiting.length > 0)
    return {
      ...nothing,
      refusals: [
        refuse('cases-not-through', {
          count: String(waiting.length),
          step: textOf(scheme, `step.${step.caseStep}`),
          list: waiting
            .slice(0, 5)
            .map((c) => c.opened?.title ?? c.id)
            .join('、'),
        }),
      ],
    };
  const members = casesIn(state);
  const left = context.cases
    .filter((c) => c.ended)
    .map((c) => ({
      case: c.id,
      why: c.ended?.reason ? `${c.ended.ending}: ${c.ended.reason.code}` : (c.ended?.ending ?? ''),
    }));
  return {
    ...nothing,
    events: [
      {
        type: 'GatePassed',
        format: 1,
        body: { gate: step.id, in: members.length, out: members.length - left.length, left },
      },
    ],
  };
}
