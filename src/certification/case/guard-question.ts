import type { Situation } from '../scheme/evaluate.ts';
import type { Guard } from '../scheme/guard.ts';
import type { OutcomeSpec, Scheme, StepSpec } from '../scheme/scheme.ts';
import type { NamedParty } from './events.ts';
import type { CaseState } from './state.ts';

/** What the guards look at beside the situation: the case, the step, and whom the act names. */
export interface GuardQuestion {
  readonly scheme: Scheme;
  readonly state: CaseState;
  readonly step: StepSpec;
  readonly outcome: OutcomeSpec;
  readonly naming: readonly NamedParty[];
  readonly situation: Situation;
}

export type GuardOf<N extends Guard['guard']> = Extract<Guard, { guard: N }>;
