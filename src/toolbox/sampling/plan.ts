/**
 * An attributes plan: one stage for a single plan, two for a double, several for a multiple. The figures of a stage are
 * cumulative where the standard's tables are cumulative: `ac` and `re` count what was found in this and all earlier stages.
 */
export interface Stage {
  /** Items taken in this stage alone. */
  readonly n: number;
  /** Accept when the count so far is at most this; `null` where the stage does not permit acceptance (# in the tables). */
  readonly ac: number | null;
  /** Reject when the count so far is at least this. */
  readonly re: number;
}

export interface Plan {
  readonly stages: readonly Stage[];
}

export function singlePlan(n: number, ac: number): Plan {
  return { stages: [{ n, ac, re: ac + 1 }] };
}

/** Items taken if every stage is drawn. */
export function largestSample(plan: Plan): number {
  return plan.stages.reduce((sum, stage) => sum + stage.n, 0);
}

/**
 * The first thing wrong with a plan, or undefined: sizes and numbers whole and not negative, rejection above acceptance,
 * numbers that never fall from stage to stage, and a last stage that decides (Re = Ac + 1; ISO 2859-1 11.1).
 */
export function planFault(
  plan: Plan,
): { readonly stage: number; readonly expected: string; readonly found: string } | undefined {
  let previous: Stage | undefined;
  if (plan.stages.length === 0) return { stage: 0, expected: 'at least one stage', found: 'none' };
  for (const [index, stage] of plan.stages.entries()) {
    const at = index + 1;
    if (!Number.isInteger(stage.n) || stage.n < 1)
      return { stage: at, expected: 'n whole, n >= 1', found: `n = ${stage.n}` };
    if (stage.ac !== null && (!Number.isInteger(stage.ac) || stage.ac < 0))
      return { stage: at, expected: 'Ac whole, Ac >= 0', found: `Ac = ${stage.ac}` };
    if (!Number.isInteger(stage.re) || stage.re <= (stage.ac ?? 0))
      return { stage: at, expected: 'Re whole, Re > Ac', found: `Re = ${stage.re}` };
    if (previous && ((stage.ac ?? 0) < (previous.ac ?? 0) || stage.re < previous.re))
      return {
        stage: at,
        expected: 'Ac, Re >= those of the stage before',
        found: `Ac = ${stage.ac}, Re = ${stage.re}`,
      };
    previous = stage;
  }
  const last = plan.stages.at(-1);
  if (last && (last.ac === null || last.re !== last.ac + 1))
    return {
      stage: plan.stages.length,
      expected: 'Re = Ac + 1 in the last stage',
      found: `Ac = ${last.ac}, Re = ${last.re}`,
    };
  return undefined;
}
