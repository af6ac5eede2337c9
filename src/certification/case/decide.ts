import type { ActContext } from '../act/context.ts';
import { type Refusal, refuse } from '../act/refusal.ts';
import { checkEntryStatus, checkReason } from '../entry/decide.ts';
import type { EntryState } from '../entry/state.ts';
import type { Situation } from '../scheme/evaluate.ts';
import { valueAt } from '../scheme/evaluate.ts';
import { entryResults, type FlowSpec, type OutcomeSpec, type Scheme, type StepSpec } from '../scheme/scheme.ts';
import { textOf, textsOf } from '../scheme/text-of.ts';
import type { Text } from '../scheme/vocabulary/word.ts';
import { type CaseDecision, type Decided, decided } from './decision.ts';
import type { CodedReason, Figure, NamedParty, StepDone, StoredValues } from './events.ts';
import { isGiven } from './field-value.ts';
import { checkForm, labelOf } from './form.ts';
import { checkGuards, isForwarding } from './guards.ts';
import { entryEventsOf, succeededEvent } from './on-entry.ts';
import { atOwnLine } from './own-line.ts';
import { planAfter } from './plan.ts';
import { openEntries } from './results.ts';
import { checkRole, roleOfActor } from './roles.ts';
import { type CaseState, emptyCase, type StepState, stepOf } from './state.ts';

export interface OpenCase {
  readonly act: 'open';
  readonly flow: string;
  readonly applicant: string;
  readonly body: string;
  readonly round: string | null;
  readonly entry: string | null;
  readonly title: string;
}

export interface DoStep {
  readonly act: 'do';
  readonly step: string;
  readonly line: string | null;
  readonly outcome: string;
  readonly values: StoredValues;
  readonly reason: CodedReason | null;
  readonly remarks: readonly { readonly field: string; readonly remark: string }[];
  readonly named: readonly NamedParty[];
}

/** What the case's surroundings are: the entry it is about, and the steps of its round that are open. */
export interface Surroundings {
  readonly entry: EntryState | null;
  /** Open steps of the case's round by id; null for a case without a round. */
  readonly roundOpen: readonly string[] | null;
}

export function flowOf(scheme: Scheme, state: CaseState): FlowSpec | undefined {
  return scheme.flows.find((f) => f.id === state.opened?.flow);
}

/** Opens a case: the flow exists, the edition is in force today, the actor may open it, a round or entry is named where asked. */
export function decideOpen(
  scheme: Scheme,
  id: string,
  act: OpenCase,
  context: ActContext,
  around: Surroundings,
): CaseDecision {
  const flow = scheme.flows.find((f) => f.id === act.flow);
  if (!flow)
    return {
      ok: false,
      refusals: [
        refuse('flow-unknown', { scheme: scheme.id, flow: act.flow, known: scheme.flows.map((f) => f.id).join(', ') }),
      ],
    };
  const { today } = context.calendar;
  const refusals: Refusal[] = [];
  if (today < scheme.inForce.from || (scheme.inForce.to !== undefined && today > scheme.inForce.to)) {
    refusals.push(
      refuse('scheme-not-in-force', {
        scheme: scheme.id,
        edition: scheme.edition,
        day: today,
        from: scheme.inForce.from,
        to: scheme.inForce.to ?? '—',
      }),
    );
  }
  if (scheme.round && act.flow === scheme.round.caseFlow && act.round === null) refusals.push(refuse('round-missing'));
  if (flow.onEntry !== undefined && act.entry === null) refusals.push(refuse('entry-needed'));
  if (flow.onEntry !== undefined && around.entry)
    refusals.push(...checkEntryKind(scheme, entryResults(flow), around.entry));
  if (!context.party(act.applicant))
    refusals.push(refuse('named-unknown', { found: act.applicant }, { field: 'applicant' }));
  if (!context.party(act.body)) refusals.push(refuse('named-unknown', { found: act.body }, { field: 'body' }));
  const blank = emptyCase(id);
  blank.opened = {
    scheme: scheme.id,
    edition: scheme.edition,
    flow: act.flow,
    applicant: act.applicant,
    body: act.body,
    zone: scheme.zone,
    round: act.round,
    entry: act.entry,
    title: act.title,
    effects: noEffects,
  };
  refusals.push(...checkRole(scheme, blank, flow.openedBy, null, context));
  if (refusals.length > 0) return { ok: false, refusals };
  const { effects } = planAfter(flow.steps, blank, null, situationOf(blank, {}, [], context));
  return decided([{ type: 'CaseOpened', format: 1, body: { ...blank.opened, effects } }]);
}

/** A flow runs on entries of its own scheme, and only on those that it is declared for: no surveillance of another's licence. */
function checkEntryKind(scheme: Scheme, results: readonly string[], entry: EntryState): readonly Refusal[] {
  const { decided } = entry;
  if (decided === null || (decided.scheme === scheme.id && results.includes(decided.result))) return [];
  const expected = textsOf(
    scheme,
    results.map((id) => `result.${id}`),
  );
  return [refuse('entry-other-result', { number: decided.number, expected }, { field: 'entry' })];
}

const noEffects = { opened: [], reopened: [], skipped: [], completed: [], clocks: [], ended: null } as const;

/** The situation after the act's own values and names are laid over what stands. */
export function situationOf(
  state: CaseState,
  values: StoredValues,
  named: readonly NamedParty[],
  context: ActContext,
): Situation {
  return {
    values: { ...state.values, ...values },
    steps: state.steps,
    applicant: state.opened?.applicant ?? '',
    body: state.opened?.body ?? '',
    named: [...state.named.filter((n) => !named.some((m) => m.role === n.role)), ...named],
    context,
  };
}

/** Does one step, or one line of it: every refusal at once, or the events of all streams that it touches. */
export function decideStep(
  scheme: Scheme,
  state: CaseState,
  act: DoStep,
  context: ActContext,
  around: Surroundings,
): CaseDecision {
  const flow = flowOf(scheme, state);
  if (!flow || !state.opened)
    return {
      ok: false,
      refusals: [
        refuse('flow-unknown', {
          scheme: scheme.id,
          flow: state.opened?.flow ?? '',
          known: scheme.flows.map((f) => f.id).join(', '),
        }),
      ],
    };
  const found = findStep(scheme, flow.steps, state, act);
  if (!found.ok) return { ok: false, refusals: found.refusals };
  const { step, outcome } = found;
  const situation = situationOf(state, act.values, act.named, context);
  const refusals = checkAct(scheme, state, step, outcome, act, situation, around);
  const figures = isForwarding(outcome) ? calculate(scheme, step, situation) : { figures: [], refusals: [] };
  refusals.push(...figures.refusals);
  if (refusals.length > 0) return { ok: false, refusals };
  return stepEvents(scheme, flow, state, {
    step,
    outcome,
    act,
    situation,
    figures: figures.figures,
    entry: around.entry,
  });
}

type Found =
  | { readonly ok: true; readonly step: StepSpec; readonly outcome: OutcomeSpec }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** Why a step can't be done now. */
const standingWords: Readonly<Record<StepState['status'], Text>> = {
  waiting: { zh: '还没有轮到', en: 'it has not come up yet' },
  open: { zh: '正在办理', en: 'it is open' },
  done: { zh: '已经办完', en: 'it is done' },
  skipped: { zh: '本案不需要', en: 'this case does without it' },
};

export function findStep(scheme: Scheme, steps: readonly StepSpec[], state: CaseState, act: DoStep): Found {
  const no = (refusal: Refusal): Found => ({ ok: false, refusals: [refusal] });
  if (state.ended)
    return no(refuse('case-ended', { at: state.ended.at, ending: textOf(scheme, `ending.${state.ended.ending}`) }));
  const open = textsOf(
    scheme,
    steps.filter((s) => stepOf(state, s.id).status === 'open').map((s) => `step.${s.id}`),
  );
  const step = steps.find((s) => s.id === act.step);
  if (!step) return no(refuse('step-unknown', { step: act.step, known: open }));
  const current = stepOf(state, step.id);
  if (current.status !== 'open')
    return no(
      refuse('step-not-open', { step: textOf(scheme, `step.${step.id}`), state: standingWords[current.status], open }),
    );
  if (step.each) {
    const line = act.line === null ? undefined : current.lines.get(act.line);
    const waiting = [...current.lines]
      .filter(([, l]) => !l.done)
      .map(([key]) => key)
      .join(', ');
    if (!line)
      return no(
        refuse('line-unknown', { step: textOf(scheme, `step.${step.id}`), line: act.line ?? '', open: waiting }),
      );
    if (line.done) return no(refuse('line-done', { line: act.line ?? '', open: waiting }));
  } else if (act.line !== null)
    return no(refuse('line-unknown', { step: textOf(scheme, `step.${step.id}`), line: act.line, open: '—' }));
  const outcome = step.outcomes.find((o) => o.id === act.outcome);
  if (!outcome)
    return no(
      refuse('outcome-unknown', {
        step: textOf(scheme, `step.${step.id}`),
        outcome: act.outcome,
        known: step.outcomes.map((o) => o.id).join(', '),
      }),
    );
  return { ok: true, step, outcome };
}

/** Everything that an act must satisfy beside being possible: role, reason, form, names, guards, round, sub-case. */
export function checkAct(
  scheme: Scheme,
  state: CaseState,
  step: StepSpec,
  outcome: OutcomeSpec,
  act: DoStep,
  situation: Situation,
  around: Surroundings,
): Refusal[] {
  const { context } = situation;
  const forwarding = isForwarding(outcome);
  const refusals = [
    ...checkRole(scheme, state, step.by, lineOwner(step, act.line), context),
    ...checkReason(scheme, outcome.reasons, act.reason),
  ];
  // The counts of a public vote are written when it is closed, by nobody's hand.
  if (context.actor.kind !== 'system' && scheme.round?.steps.some((s) => s.work === 'vote' && s.caseStep === step.id))
    refusals.push(refuse('vote-by-public', { step: textOf(scheme, `step.${step.id}`) }));
  if (step.identityAgain && context.actor.kind === 'person' && !context.actor.identified)
    refusals.push(refuse('identity-needed'));
  const form = step.form === undefined ? undefined : scheme.forms.find((f) => f.id === step.form);
  if (form) refusals.push(...checkForm(scheme, form, act.values, situation, forwarding ? 'complete' : 'partial'));
  else refusals.push(...Object.keys(act.values).map((field) => refuse('field-unknown', { field }, { field })));
  if (forwarding) refusals.push(...checkNames(scheme, step, act.named, context));
  const atLine = atOwnLine(flowOf(scheme, state)?.steps ?? [], step, act.line, situation);
  refusals.push(...checkGuards({ scheme, state, step, outcome, naming: act.named, situation: atLine }));
  if (
    step.during !== undefined &&
    around.roundOpen !== null &&
    !around.roundOpen.includes(step.during) &&
    context.actor.kind !== 'system'
  ) {
    refusals.push(
      refuse('round-step-not-open', {
        step: textOf(scheme, `step.${step.during}`),
        open: textsOf(
          scheme,
          around.roundOpen.map((s) => `step.${s}`),
        ),
      }),
    );
  }
  if (step.subCase && forwarding) {
    const { scheme: wanted, flow, endings } = step.subCase;
    const done = context
      .endedCases(situation.applicant, wanted)
      .some((c) => c.flow === flow && endings.includes(c.ending));
    if (!done) refusals.push(refuse('sub-case-missing', { scheme: wanted }));
  }
  if (outcome.entryAct !== undefined && outcome.entryAct !== 'confirm' && outcome.entryAct !== 'renew') {
    if (around.entry === null) refusals.push(refuse('entry-needed'));
    else refusals.push(...checkEntryStatus(around.entry, outcome.entryAct));
  }
  return refusals;
}

/** A line of a fan-out over persons belongs to that person alone. */
function lineOwner(step: StepSpec, line: string | null): string | null {
  return step.each && 'role' in step.each.over ? line : null;
}

function checkNames(scheme: Scheme, step: StepSpec, named: readonly NamedParty[], context: ActContext): Refusal[] {
  const refusals: Refusal[] = [];
  for (const id of step.names) {
    const role = scheme.roles.find((r) => r.id === id);
    if (!role) continue;
    const found = named.filter((n) => n.role === id);
    const params = {
      role: textOf(scheme, `role.${id}`),
      least: String(role.least),
      most: String(role.most),
      found: String(found.length),
    };
    if (found.length < role.least || found.length > role.most)
      refusals.push(refuse('names-missing', params, { field: `named.${id}` }));
    for (const n of found) {
      const known = n.person === null ? context.party(n.party) : context.person(n.person);
      if (!known) refusals.push(refuse('named-unknown', { found: n.person ?? n.party }, { field: `named.${id}` }));
    }
  }
  for (const n of named)
    if (!step.names.includes(n.role))
      refusals.push(refuse('field-unknown', { field: n.role }, { field: `named.${n.role}` }));
  return refusals;
}

/** Asks the step's calculator and holds the declared fields to its figures; the figures go into the event as they were. */
export function calculate(
  scheme: Scheme,
  step: StepSpec,
  situation: Situation,
): { readonly figures: readonly Figure[]; readonly refusals: readonly Refusal[] } {
  const calculation = step.calculation;
  if (!calculation) return { figures: [], refusals: [] };
  const inputs = Object.fromEntries(
    Object.entries(calculation.inputs).map(([name, input]) => [
      name,
      typeof input === 'object' ? valueAt(situation.values, input.field) : input,
    ]),
  );
  const answer = situation.context.calculate(calculation.calculator, inputs);
  if (!answer.ok)
    return {
      figures: [],
      refusals: [refuse('not-computable', { calculator: calculation.calculator, why: answer.why })],
    };
  const refusals = calculation.atLeast.flatMap(({ field, figure }) => {
    const least = answer.figures.find((f) => f.name === figure);
    const value = valueAt(situation.values, field);
    if (!least || !isGiven(value) || Number(value) >= Number(least.value)) return [];
    return [
      refuse(
        'below-figure',
        { label: labelOf(scheme, field), found: String(value), expected: least.value, rule: least.rule },
        { field },
      ),
    ];
  });
  return { figures: answer.figures, refusals };
}

interface Acting {
  readonly step: StepSpec;
  readonly outcome: OutcomeSpec;
  readonly act: DoStep;
  readonly situation: Situation;
  readonly figures: readonly Figure[];
  readonly entry: EntryState | null;
}

function stepEvents(scheme: Scheme, flow: FlowSpec, state: CaseState, acting: Acting): Decided {
  const { step, outcome, act, situation, figures, entry } = acting;
  const { effects, joint } = planAfter(
    flow.steps,
    state,
    { step, line: act.line, outcome, values: act.values, named: act.named },
    situation,
  );
  const results = (joint?.results ?? []).flatMap((id) => scheme.results.find((r) => r.id === id) ?? []);
  const withLine = act.line === null ? state : withLineDone(state, step.id, act);
  const opened = results.flatMap((result) =>
    openEntries(
      scheme,
      result,
      withLine,
      situation.values,
      situation.context,
      roleOfActor(scheme, state, step.by, situation.context),
    ),
  );
  const body: StepDone = {
    step: step.id,
    line: act.line,
    outcome: outcome.id,
    values: act.values,
    reason: act.reason,
    remarks: act.remarks,
    named: act.named,
    figures,
    entries: opened.map((o) => o.id),
    entryAct: joint?.entryAct ?? null,
    effects,
  };
  return decided([{ type: 'StepDone', format: 1, body }], {
    opened,
    onEntry:
      joint?.entryAct === undefined || entry === null
        ? []
        : entryEventsOf(scheme, state, joint, act.reason, situation, entry),
    succeeded: opened.flatMap((o) =>
      o.event.body.succeeds === null ? [] : [{ entry: o.event.body.succeeds, event: succeededEvent(o, situation) }],
    ),
  });
}

function withLineDone(state: CaseState, step: string, act: DoStep): CaseState {
  const steps = new Map(state.steps);
  const current = stepOf(state, step);
  const lines = new Map(current.lines);
  lines.set(act.line ?? '', { done: true, outcome: act.outcome, values: act.values, doneAt: null, doneBy: null });
  steps.set(step, { ...current, lines });
  return { ...state, steps };
}
