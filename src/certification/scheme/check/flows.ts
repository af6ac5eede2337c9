import type { Condition } from '../condition.ts';
import { didYouMean } from '../nearest.ts';
import type { CalculationSpec, FlowSpec, StepSpec } from '../scheme.ts';
import { type Checking, expectKind } from './checking.ts';
import { checkGuards } from './guards.ts';

/** How each flow hangs together: every step can be reached, returns go back, it can end, persons are named before they act. */
export function checkFlows(checking: Checking): void {
  for (const flow of checking.scheme.flows) {
    checkSteps(checking, flow.steps);
    if (!flow.steps.some((step) => step.outcomes.some((outcome) => outcome.goes === 'end')))
      checking.report('no-ending', checking.at(flow, 'steps'), flow.id);
    for (const step of flow.steps) checkEntryActs(checking, flow, step);
  }
  if (checking.scheme.round) checkSteps(checking, checking.scheme.round.steps);
}

function checkSteps(checking: Checking, steps: readonly StepSpec[]): void {
  const reached = reachable(steps);
  checkClockNames(checking, steps);
  steps.forEach((step, index) => {
    if (!reached.has(step.id))
      checking.report('step-unreachable', checking.at(step, 'after'), step.id, {
        why: whyUnreachable(step, steps, index),
      });
    checkOutcomes(checking, step, steps.slice(0, index));
    checkNaming(checking, step, steps.slice(0, index));
    checkInside(checking, step);
    checkGuards(checking, step);
  });
}

/** Clocks are known by their names within a case; two of one name would be one. */
function checkClockNames(checking: Checking, steps: readonly StepSpec[]): void {
  const seen = new Set<string>();
  for (const { clock } of steps) {
    if (clock === undefined) continue;
    if (seen.has(clock.id))
      checking.report('name-twice', checking.at(clock, 'id'), clock.id, {
        what: { zh: `时限 \`${clock.id}\``, en: `the clock \`${clock.id}\`` },
      });
    seen.add(clock.id);
  }
}

/** Steps that can open: those that follow nothing, and those whose condition reached steps can make hold. */
export function reachable(steps: readonly StepSpec[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const byId = new Map(steps.map((step) => [step.id, step]));
  let grows = true;
  while (grows) {
    grows = false;
    for (const step of steps) {
      if (reached.has(step.id) || !(step.after === true || canHold(step.after, reached, byId))) continue;
      reached.add(step.id);
      grows = true;
    }
  }
  return reached;
}

/** Whether a condition can ever hold, when of steps only the reached ones can be done. Optimistic about everything else. */
function canHold(condition: Condition, reached: ReadonlySet<string>, byId: ReadonlyMap<string, StepSpec>): boolean {
  if ('all' in condition) return condition.all.every((part) => canHold(part, reached, byId));
  if ('any' in condition) return condition.any.some((part) => canHold(part, reached, byId));
  if (!('step' in condition)) return true;
  if (!reached.has(condition.step)) return false;
  const going =
    byId
      .get(condition.step)
      ?.outcomes.filter((outcome) => outcome.goes === 'on')
      .map((outcome) => outcome.id) ?? [];
  const { outcomes } = condition;
  return outcomes === 'any' ? going.length > 0 : outcomes.some((outcome) => going.includes(outcome));
}

function whyUnreachable(step: StepSpec, steps: readonly StepSpec[], index: number): { zh: string; en: string } {
  const before = steps[index - 1];
  const dead =
    before !== undefined &&
    step.after !== true &&
    'step' in step.after &&
    step.after.step === before.id &&
    before.outcomes.every((outcome) => outcome.goes !== 'on');
  if (dead)
    return {
      zh: `上一步 \`${before.id}\` 没有一个结论继续；请加 on 或写 after`,
      en: `The step before, \`${before.id}\`, has no outcome that goes on; add one with \`on\`, or write \`after\``,
    };
  return { zh: '它所等待的步骤等待它，或从不如此完成', en: 'What it waits for waits for it, or is never done so' };
}

function checkOutcomes(checking: Checking, step: StepSpec, earlier: readonly StepSpec[]): void {
  for (const outcome of step.outcomes) {
    if (outcome.returnTo !== undefined && !earlier.some((before) => before.id === outcome.returnTo)) {
      checking.report('return-forward', checking.at(outcome, 'return'), outcome.returnTo, {
        known: earlier.map((before) => before.id).join(', ') || '—',
      });
    }
    if (outcome.results.length > 0 && outcome.goes !== 'on' && outcome.ending !== 'granted')
      checking.report('result-needs-grant', checking.at(outcome, 'results'), outcome.id);
  }
}

/** A role that this scheme names persons for acts only after it was named in the same flow. */
function checkNaming(checking: Checking, step: StepSpec, earlier: readonly StepSpec[]): void {
  const namedRoles = new Set(checking.scheme.roles.filter((role) => role.named).map((role) => role.id));
  const named = new Set(earlier.flatMap((before) => before.names));
  const needed = [...step.by, ...(step.each && 'role' in step.each.over ? [step.each.over.role] : [])];
  if (step.by.some((role) => !namedRoles.has(role)) && !(step.each && 'role' in step.each.over)) return;
  for (const role of new Set(needed))
    if (namedRoles.has(role) && !named.has(role))
      checking.report('role-not-named', checking.at(step, 'by', role), role);
}

function checkInside(checking: Checking, step: StepSpec): void {
  const { each, calculation, during } = step;
  if (each && 'choices' in each.over)
    expectKind(checking, each.over.choices, ['choice', 'code'], checking.at(each, 'choices'));
  if (during !== undefined && checking.scheme.round === undefined)
    checking.report('round-missing', checking.at(step, 'during'), during, { what: '`during`' });
  if (!calculation) return;
  checkExcused(checking, calculation);
  const signature = checking.around.calculators.get(calculation.calculator);
  if (signature === undefined) return;
  for (const input of Object.keys(calculation.inputs)) {
    if (!signature.inputs.includes(input))
      checking.report('input-unknown', checking.at(calculation, 'inputs'), input, {
        calculator: calculation.calculator,
        known: signature.inputs.join(', '),
        nearest: didYouMean(input, signature.inputs),
      });
  }
  for (const { field, figure } of calculation.atLeast) {
    expectKind(checking, field, ['number'], checking.at(calculation, 'at-least'));
    if (!signature.figures.includes(figure))
      checking.report('figure-unknown', checking.at(calculation, 'at-least', figure), figure, {
        calculator: calculation.calculator,
        known: signature.figures.join(', '),
        nearest: didYouMean(figure, signature.figures),
      });
  }
}

/** What is excused is known by its `id`, and needs a column more: why. */
function checkExcused(checking: Checking, calculation: CalculationSpec): void {
  const rows = checking.fields.get(calculation.excused ?? '');
  if (rows?.kind !== 'rows') return;
  const columns = rows.columns.map((column) => column.id);
  if (!columns.includes('id') || columns.length < 2)
    checking.report('field-kind', checking.at(calculation, 'excused'), rows.id, {
      wanted: { zh: '带列 id 和原因列的 rows', en: 'rows with a column `id` and one for the reason' },
      name: rows.id,
      kind: `rows (${columns.join(', ')})`,
    });
}

const reasoned = ['suspend', 'restore', 'reduce', 'extend', 'withdraw', 'cancel'];

function checkEntryActs(checking: Checking, flow: FlowSpec, step: StepSpec): void {
  for (const outcome of step.outcomes) {
    if (outcome.metOn !== undefined) expectKind(checking, outcome.metOn, ['date'], checking.at(outcome, 'met-on'));
    if (outcome.entryAct === undefined) continue;
    if (flow.onEntry === undefined) checking.report('act-needs-entry', checking.at(outcome, 'act'), outcome.entryAct);
    if (reasoned.includes(outcome.entryAct) && outcome.reasons === undefined)
      checking.report('act-needs-reasons', checking.at(outcome, 'act'), outcome.entryAct, {
        outcome: `\`${outcome.id}\``,
      });
  }
}
