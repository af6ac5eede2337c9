import type { ActContext } from '../act/context.ts';
import type { Refusal } from '../act/refusal.ts';
import { decideStep } from '../case/decide.ts';
import type { CodedReason, NamedParty, StoredValues } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { RoundSpec } from '../scheme/round.ts';
import type { Scheme, StepSpec } from '../scheme/scheme.ts';
import { type InCase, nothing, type RoundContext, type Worked } from './decision.ts';

export function inRound(context: RoundContext): readonly CaseState[] {
  return context.cases.filter((c) => !c.ended);
}

/** The round acts in its cases as `system`: the step's own guards still hold. */
export function inCases(
  scheme: Scheme,
  step: StepSpec,
  context: RoundContext,
  what: (state: CaseState) => {
    readonly outcome: string;
    readonly values: StoredValues;
    readonly named: readonly NamedParty[];
    readonly reason: CodedReason | null;
  } | null,
): Worked {
  const caseStep = step.caseStep;
  if (caseStep === undefined) return nothing;
  const system: ActContext = {
    ...context.act,
    actor: { kind: 'system', person: '', party: '', roles: [], identified: true },
  };
  const cases: InCase[] = [];
  const refusals: Refusal[] = [];
  for (const state of inRound(context)) {
    const doing = what(state);
    if (!doing) continue;
    const decision = decideStep(
      scheme,
      state,
      { act: 'do', step: caseStep, line: null, remarks: [], ...doing },
      system,
      { entry: null, roundOpen: null },
    );
    if (decision.ok) cases.push({ id: state.id, version: state.version, decided: decision });
    else
      refusals.push(
        ...decision.refusals.map((r) => ({
          ...r,
          field: `${state.opened?.title ?? state.id}${r.field === undefined ? '' : `.${r.field}`}`,
        })),
      );
  }
  return { refusals, events: [], cases };
}

/** First outcome of the cases' step that forwards, and the second that does not: what `granted` and `refused` rows take. */
export function outcomesOf(scheme: Scheme, round: RoundSpec, caseStep: string | undefined): readonly string[] {
  return (
    scheme.flows
      .find((f) => f.id === round.caseFlow)
      ?.steps.find((s) => s.id === caseStep)
      ?.outcomes.map((o) => o.id) ?? []
  );
}
