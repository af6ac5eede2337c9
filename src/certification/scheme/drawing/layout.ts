import type { Condition } from '../condition.ts';
import type { StepSpec } from '../scheme.ts';

/** Where a step stands in the picture: its lane (a role) and its row (how far down the flow). */
export interface Placed {
  readonly step: StepSpec;
  readonly lane: number;
  readonly row: number;
}

export interface Link {
  readonly from: string;
  readonly to: string;
  readonly kind: 'goes-on' | 'returns';
  /** Outcomes that lead there; empty for any. */
  readonly outcomes: readonly string[];
}

export interface Layout {
  readonly lanes: readonly string[];
  readonly placed: readonly Placed[];
  readonly links: readonly Link[];
  readonly rows: number;
}

/**
 * Lays a flow out in swim lanes: one lane for each first role in the order of appearance; a step stands one row below the
 * last of the steps that it waits for, and further down where its cell is taken. Pure and stable: the same flow gives the
 * same picture.
 */
export function layoutSteps(steps: readonly StepSpec[]): Layout {
  const lanes = [...new Set(steps.map((step) => step.by[0] ?? ''))];
  const rowOf = new Map<string, number>();
  const taken = new Set<string>();
  const placed = steps.map((step): Placed => {
    const waits = step.after === true ? [] : stepsIn(step.after).map(({ step: id }) => rowOf.get(id) ?? -1);
    const lane = lanes.indexOf(step.by[0] ?? '');
    let row = Math.max(-1, ...waits) + 1;
    while (taken.has(`${lane} ${row}`)) row++;
    taken.add(`${lane} ${row}`);
    rowOf.set(step.id, row);
    return { step, lane, row };
  });
  return { lanes, placed, links: steps.flatMap(linksOf), rows: Math.max(0, ...placed.map((p) => p.row)) + 1 };
}

function linksOf(step: StepSpec): readonly Link[] {
  const comes =
    step.after === true
      ? []
      : stepsIn(step.after).map(({ step: from, outcomes }): Link => ({ from, to: step.id, kind: 'goes-on', outcomes }));
  const returns = step.outcomes.flatMap((outcome): Link[] =>
    outcome.returnTo === undefined
      ? []
      : [{ from: step.id, to: outcome.returnTo, kind: 'returns', outcomes: [outcome.id] }],
  );
  return [...comes, ...returns];
}

/** The steps that a condition speaks of, with the outcomes it asks of each. */
export function stepsIn(
  condition: Condition,
): readonly { readonly step: string; readonly outcomes: readonly string[] }[] {
  if ('all' in condition) return condition.all.flatMap(stepsIn);
  if ('any' in condition) return condition.any.flatMap(stepsIn);
  if ('not' in condition) return stepsIn(condition.not);
  return 'step' in condition
    ? [{ step: condition.step, outcomes: condition.outcomes === 'any' ? [] : condition.outcomes }]
    : [];
}
