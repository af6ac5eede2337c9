import { voteField } from '../../round/ballot.ts';
import { isPublicVote } from '../../round/public-vote.ts';
import { didYouMean } from '../nearest.ts';
import type { RoundSpec } from '../round.ts';
import type { StepSpec } from '../scheme.ts';
import { type Checking, expectKind } from './checking.ts';

/** A round's stages have what their work needs, and its cases have the steps that the work does. */
export function checkRound(checking: Checking): void {
  const { round } = checking.scheme;
  if (round === undefined) return;
  checkTracks(checking, round);
  const caseSteps = checking.scheme.flows.find((flow) => flow.id === round.caseFlow)?.steps ?? [];
  for (const stage of round.steps) checkStage(checking, round, stage, caseSteps);
}

/** Tracks are the options of a choice of one, and a quota is an option's. */
function checkTracks(checking: Checking, round: RoundSpec): void {
  if (round.tracks === undefined) return;
  const { field: id, quotas } = round.tracks;
  expectKind(checking, id, ['choice'], checking.at(round, 'track'));
  const field = checking.scheme.forms.flatMap((form) => form.fields).find((f) => f.id === id);
  if (field?.kind !== 'choice') return;
  for (const quota of quotas.filter((q) => !field.options.includes(q.id)))
    checking.report('name-unknown', checking.at(round, 'track-quotas', quota.id), quota.id, {
      space: { zh: '类别', en: 'track' },
      nearest: didYouMean(quota.id, field.options),
    });
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
  if (work === 'vote') for (const lacking of lackingForVote(checking, stage)) missing(lacking);
  const step = caseSteps.find((s) => s.id === stage.caseStep);
  if (step === undefined) return;
  if (work === 'decide-list') {
    // The list's rows take the first outcome when they are granted and the second when they are not.
    const [granted, refused] = step.outcomes;
    if (granted?.ending !== 'granted' || refused === undefined || refused.goes !== 'end')
      missing(`outcomes: ${step.id} (granted, refused)`);
  }
  if (work === 'rank') for (const lacking of lackingForRank(checking, round, step)) missing(lacking);
}

/**
 * What keeps a ballot secret. The step that was done is an event, and its outcome stands in it: where votes take different
 * ways, the way tells the vote; where the stage has no line for each voter, the form itself would be kept.
 */
function lackingForVote(checking: Checking, stage: StepSpec): readonly string[] {
  if (isPublicVote(checking.scheme, stage)) return lackingForPublicVote(checking, stage);
  const choice = checking.scheme.forms.find((f) => f.id === stage.form)?.fields.find((f) => f.id === voteField);
  const [outcome, ...others] = stage.outcomes;
  const hasOnePath = others.length === 0 && outcome?.goes === 'on' && outcome.reasons === undefined;
  return [
    ...(stage.each !== undefined && 'role' in stage.each.over ? [] : ['each: { role }']),
    ...(choice?.kind === 'choice' ? [] : [`form: ${voteField} { choice }`]),
    ...(hasOnePath ? [] : ['outcomes: { done: on }']),
    ...(stage.calculation === undefined ? [] : ['calculate: —']),
  ];
}

/** A vote of the public runs by a clock, and writes its counts into the submissions that are voted on. */
function lackingForPublicVote(checking: Checking, stage: StepSpec): readonly string[] {
  const { scheme } = checking;
  const steps = scheme.flows.find((flow) => flow.id === scheme.round?.caseFlow)?.steps ?? [];
  const step = steps.find((s) => s.id === stage.caseStep);
  const fields = scheme.forms.find((form) => form.id === step?.form)?.fields ?? [];
  const [outcome, ...others] = stage.outcomes;
  return [
    ...(step === undefined ? ['case-step'] : []),
    ...['votes-counted', 'votes-struck', 'votes-cast']
      .filter((id) => step !== undefined && !fields.some((f) => f.id === id && f.kind === 'number' && f.decimals === 0))
      .map((id) => `form: ${id}`),
    ...(stage.clock === undefined ? ['clock'] : []),
    ...(stage.each === undefined ? [] : ['each: —']),
    ...(others.length === 0 && outcome?.goes === 'on' ? [] : ['outcomes: { done: on }']),
  ];
}

/** What the ranking writes into each case: score, rank and, with quotas, a grade that can be any of theirs. */
function lackingForRank(checking: Checking, round: RoundSpec, step: StepSpec): readonly string[] {
  const fields = checking.scheme.forms.find((form) => form.id === step.form)?.fields ?? [];
  const needed = ['score', 'rank', ...(round.quotas.length > 0 ? ['grade'] : [])];
  const absent = needed.filter((id) => !fields.some((field) => field.id === id)).map((id) => `form: ${id}`);
  const grade = fields.find((field) => field.id === 'grade');
  const options = grade?.kind === 'choice' ? grade.options : round.quotas.map((quota) => quota.id);
  return [
    ...absent,
    ...round.quotas.filter((quota) => !options.includes(quota.id)).map((quota) => `grade: ${quota.id}`),
  ];
}
