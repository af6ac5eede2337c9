import type { Situation } from '../scheme/evaluate.ts';
import type { StepSpec } from '../scheme/scheme.ts';

/**
 * The case as one line of a fan-out sees it. Steps that are done for each of the same rows stand as they stand for this row: the
 * decision over one unit asks whether that unit passed its test, not whether all did.
 */
export function atOwnLine(
  steps: readonly StepSpec[],
  step: StepSpec,
  line: string | null,
  situation: Situation,
): Situation {
  if (line === null || step.each === undefined) return situation;
  const over = JSON.stringify(step.each.over);
  const seen = new Map(situation.steps);
  for (const other of steps) {
    if (other.each === undefined || JSON.stringify(other.each.over) !== over) continue;
    const state = seen.get(other.id);
    const own = state?.lines.get(line);
    if (state !== undefined && own?.done === true)
      seen.set(other.id, { ...state, status: 'done', outcome: own.outcome });
  }
  return { ...situation, steps: seen };
}
