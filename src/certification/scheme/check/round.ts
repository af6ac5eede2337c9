import type { RoundSpec } from '../round.ts';
import type { StepSpec } from '../scheme.ts';
import type { Checking } from './checking.ts';

/** A round's stages have what their work needs, and its cases have the steps that the work does. */
export function checkRound(checking: Checking): void {
  const { round } = checking.scheme;
  if (round === undefined) return;
  const caseSteps = checking.scheme.flows.find((flow) => flow.id === round.caseFlow)?.steps ?? [];
  for (const stage of round.steps) checkStage(checking, round, stage, caseSteps);
}

function checkStage(checking: Checking, round: RoundSpec, stage: StepSpec, caseSteps: readonly StepSpec[]): void {
  const missing = (param: string) =>
    checking.report('round-work', checking.at(stage, 'work'), stage.id, { work: stage.work, param: `\`${param}\`` });
  const { work } = stage;
  if (work === 'assign' && round.assignment === undefined) missing('assignment');
  if (work === 'rank' && round.scoring === undefined) missing('scoring');
  if (work === 'display' && round.display === undefined) missing('display');
  if (work === 'assign' && round.assignment !== undefined && !stage.names.includes(round.assignment.role))
    missing(`names: [${round.assignment.role}]`);
  if (
    (work === 'assign' || work === 'rank' || work === 'decide-list' || work === 'gate') &&
    stage.caseStep === undefined
  )
    missing('case-step');
  const step = caseSteps.find((s) => s.id === stage.caseStep);
  if (step === undefined) return;
  if (work === 'decide-list' && step.outcomes.length < 2) missing(`outcomes: ${step.id}`);
  if (work === 'rank') {
    const fields = checking.scheme.forms.find((form) => form.id === step.form)?.fields.map((field) => field.id) ?? [];
    for (const field of ['score', 'rank', ...(round.quotas.length > 0 ? ['grade'] : [])])
      if (!fields.includes(field)) missing(`form: ${field}`);
  }
}
