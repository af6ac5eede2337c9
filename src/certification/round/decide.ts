import { canonicalBytes } from '#proof/canonical.ts';
import type { ActContext } from '../act/context.ts';
import { type Refusal, refuse } from '../act/refusal.ts';
import { calculate, checkAct, type Decided, type DoStep, decideStep, findStep, situationOf } from '../case/decide.ts';
import type { CodedReason, NamedParty, StoredValues } from '../case/events.ts';
import { textOf } from '../case/guards.ts';
import { planAfter } from '../case/plan.ts';
import { checkRole } from '../case/roles.ts';
import { type CaseState, stepOf } from '../case/state.ts';
import type { Sealed } from '../event/event.ts';
import type { RoundSpec } from '../scheme/round.ts';
import type { Scheme, StepSpec } from '../scheme/scheme.ts';
import { assignReviewers, type Exclusion } from './assignment.ts';
import type { ListDecided, ListDisplayed, RoundEvent } from './events.ts';
import { rankCases, scoreCase } from './ranking.ts';
import { casesIn, foldRound, openRoundSteps, type RoundState } from './state.ts';

/** What an act of a round needs beside its own stream. */
export interface RoundContext {
  readonly act: ActContext;
  /** The member cases that are in the round, loaded. */
  readonly cases: readonly CaseState[];
  readonly digest: (bytes: Uint8Array) => string;
}

/** Doing a step of a round; the last three members belong to one kind of work each. */
export interface DoRoundStep extends DoStep {
  /** `assign`: published before the draw of reviewers. */
  readonly seed?: string;
  /** `display`: the notice that this one corrects. */
  readonly corrects?: string | null;
  /** `decide-list`: an answer to each displayed row. */
  readonly rows?: ListDecided['rows'];
}

export type RoundDecision =
  | {
      readonly ok: true;
      readonly events: readonly RoundEvent[];
      readonly cases: readonly { readonly id: string; readonly version: number; readonly decided: Decided }[];
    }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

function no(...refusals: Refusal[]): { ok: false; refusals: Refusal[] } {
  return { ok: false, refusals };
}

export function decideOpenRound(
  scheme: Scheme,
  id: string,
  body: string,
  title: { readonly zh: string; readonly en: string },
  context: ActContext,
): RoundDecision {
  const round = scheme.round;
  if (!round)
    return no(
      refuse('flow-unknown', { scheme: scheme.id, flow: 'round', known: scheme.flows.map((f) => f.id).join(', ') }),
    );
  const blank = foldRound(id, []).run;
  blank.opened = {
    scheme: scheme.id,
    edition: scheme.edition,
    flow: 'round',
    applicant: body,
    body,
    zone: scheme.zone,
    round: null,
    entry: null,
    title: title.zh,
    effects: { opened: [], reopened: [], skipped: [], completed: [], clocks: [], ended: null },
  };
  const refusals = checkRole(scheme, blank, round.steps[0]?.by ?? [], null, context);
  const { today } = context.calendar;
  if (today < scheme.inForce.from || (scheme.inForce.to !== undefined && today > scheme.inForce.to))
    refusals.push(
      refuse('scheme-not-in-force', {
        scheme: scheme.id,
        edition: scheme.edition,
        day: today,
        from: scheme.inForce.from,
        to: scheme.inForce.to ?? '—',
      }),
    );
  if (title.zh.trim() === '') refusals.push(refuse('field-missing', { label: '批次名称 title' }, { field: 'title' }));
  if (refusals.length > 0) return no(...refusals);
  const { effects } = planAfter(round.steps, blank, null, situationOf(blank, {}, [], context));
  return {
    ok: true,
    events: [
      {
        type: 'RoundOpened',
        format: 1,
        body: { scheme: scheme.id, edition: scheme.edition, body, zone: scheme.zone, title, effects },
      },
    ],
    cases: [],
  };
}

/** A case joins while the round collects: not the same project twice, not more than the recommender's quota. */
export function decideJoin(
  scheme: Scheme,
  state: RoundState,
  joining: {
    readonly case: string;
    readonly applicant: string;
    readonly recommender: string | null;
    readonly sameness: string;
  },
): RoundDecision {
  const collecting = (scheme.round?.steps ?? []).filter((s) => s.work === 'collect');
  const open = openRoundSteps(state);
  const refusals: Refusal[] = [];
  if (!collecting.some((s) => open.includes(s.id)))
    refusals.push(
      refuse('round-step-not-open', {
        step: collecting.map((s) => textOf(scheme, `step.${s.id}`)).join('、'),
        open: open.map((s) => textOf(scheme, `step.${s}`)).join('、') || '—',
      }),
    );
  const same = [...state.cases.values()].find(
    (c) => c.left === null && c.sameness === joining.sameness && c.case !== joining.case,
  );
  if (same) refusals.push(refuse('same-project', { title: same.sameness }));
  const quota = scheme.round?.recommenders?.quota;
  const forwarded = casesIn(state).filter(
    (c) => c.recommender !== null && c.recommender === joining.recommender,
  ).length;
  if (quota !== undefined && joining.recommender !== null && forwarded >= quota)
    refusals.push(refuse('quota-exceeded', { quota: String(quota), found: String(forwarded) }));
  return refusals.length > 0
    ? no(...refusals)
    : { ok: true, events: [{ type: 'CaseJoined', format: 1, body: joining }], cases: [] };
}

/** Does one step of a round: the step's own refusals as in a case, then what its work asks and brings about. */
export function decideRoundStep(
  scheme: Scheme,
  state: RoundState,
  act: DoRoundStep,
  context: RoundContext,
): RoundDecision {
  const round = scheme.round;
  if (!round || !state.opened) return no(refuse('flow-unknown', { scheme: scheme.id, flow: 'round', known: '' }));
  const found = findStep(scheme, round.steps, state.run, act);
  if (!found.ok) return found;
  const { step, outcome } = found;
  const situation = situationOf(state.run, act.values, act.named, context.act);
  const refusals = checkAct(scheme, state.run, step, outcome, act, situation, { entry: null, roundOpen: null });
  const calculated = outcome.goes === 'return' ? { figures: [], refusals: [] } : calculate(scheme, step, situation);
  const worked = doWork(scheme, round, state, step, act, context);
  refusals.push(...calculated.refusals, ...worked.refusals);
  if (refusals.length > 0) return no(...refusals);
  const { effects } = planAfter(
    round.steps,
    state.run,
    { step, line: act.line, outcome, values: act.values, named: act.named },
    situation,
  );
  const done: RoundEvent = {
    type: 'StepDone',
    format: 1,
    body: {
      step: step.id,
      line: act.line,
      outcome: outcome.id,
      values: act.values,
      reason: act.reason,
      remarks: act.remarks,
      named: act.named,
      figures: calculated.figures,
      entries: [],
      entryAct: null,
      effects,
    },
  };
  return { ok: true, events: [...worked.events, done], cases: worked.cases };
}

interface Worked {
  readonly refusals: readonly Refusal[];
  readonly events: readonly RoundEvent[];
  readonly cases: readonly { readonly id: string; readonly version: number; readonly decided: Decided }[];
}

const nothing: Worked = { refusals: [], events: [], cases: [] };

function doWork(
  scheme: Scheme,
  round: RoundSpec,
  state: RoundState,
  step: StepSpec,
  act: DoRoundStep,
  context: RoundContext,
): Worked {
  switch (step.work) {
    case 'gate':
      return passGate(scheme, state, step, context);
    case 'assign':
      return assign(scheme, round, step, act, context);
    case 'rank':
      return rank(scheme, round, step, context);
    case 'display':
      return display(round, state, act, context);
    case 'decide-list':
      return decideList(scheme, round, state, step, act, context);
    default:
      return nothing;
  }
}

function passGate(scheme: Scheme, state: RoundState, step: StepSpec, context: RoundContext): Worked {
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

function inRound(context: RoundContext): readonly CaseState[] {
  return context.cases.filter((c) => !c.ended);
}

/** The round acts in its cases as `system`: the step's own guards still hold. */
function inCases(
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
  const cases: { id: string; version: number; decided: Decided }[] = [];
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
function outcomesOf(scheme: Scheme, round: RoundSpec, caseStep: string | undefined): readonly string[] {
  return (
    scheme.flows
      .find((f) => f.id === round.caseFlow)
      ?.steps.find((s) => s.id === caseStep)
      ?.outcomes.map((o) => o.id) ?? []
  );
}

function assign(scheme: Scheme, round: RoundSpec, step: StepSpec, act: DoRoundStep, context: RoundContext): Worked {
  const spec = round.assignment;
  if (!spec) return nothing;
  if (!act.seed)
    return { ...nothing, refusals: [refuse('field-missing', { label: '抽取种子 seed' }, { field: 'seed' })] };
  const reviewers = act.named.filter((n) => n.role === spec.role);
  const excluded = inRound(context).flatMap((kase) => reviewers.flatMap((r) => exclusionOf(kase, r, context)));
  const digest = (text: string) => context.digest(canonicalBytes(text.normalize('NFC')));
  const assignment = assignReviewers({
    cases: inRound(context).map((c) => c.id),
    reviewers: reviewers.map((r) => r.person ?? ''),
    perCase: spec.perCase,
    excluded,
    seed: act.seed,
    digest,
  });
  if (!assignment.ok) {
    const title = (id: string) => context.cases.find((c) => c.id === id)?.opened?.title ?? id;
    return {
      ...nothing,
      refusals: assignment.short.map((s) =>
        refuse('too-few-reviewers', { case: title(s.case), found: String(s.found), needed: String(spec.perCase) }),
      ),
    };
  }
  const [outcome = 'done'] = outcomesOf(scheme, round, step.caseStep);
  const partyOf = (person: string) => reviewers.find((r) => r.person === person)?.party ?? '';
  const named = (id: string): NamedParty[] =>
    assignment.pairs
      .filter((p) => p.case === id)
      .map((p) => ({ role: spec.role, person: p.person, party: partyOf(p.person) }));
  const inEach = inCases(scheme, step, context, (state) => ({
    outcome,
    values: {},
    named: named(state.id),
    reason: null,
  }));
  return {
    ...inEach,
    events: [{ type: 'ReviewersAssigned', format: 1, body: { seed: act.seed, pairs: assignment.pairs, excluded } }],
  };
}

/** Recusal (回避): by organisation, by a known tie, or by the reviewer's own declaration in the case. */
function exclusionOf(kase: CaseState, reviewer: NamedParty, context: RoundContext): Exclusion[] {
  const person = reviewer.person ?? '';
  const applicant = kase.opened?.applicant;
  const facts = context.act.person(person);
  const why =
    facts?.party === applicant
      ? 'organisation'
      : (facts?.ties.find((t) => t.party === applicant)?.kind ?? kase.conflicts.find((c) => c.person === person)?.kind);
  return why === undefined ? [] : [{ case: kase.id, person, why }];
}

function rank(scheme: Scheme, round: RoundSpec, step: StepSpec, context: RoundContext): Worked {
  if (!round.scoring) return nothing;
  const scoring = round.scoring;
  const waiting = inRound(context).filter((c) => stepOf(c, scoring.step).status !== 'done');
  if (waiting.length > 0)
    return {
      ...nothing,
      refusals: [
        refuse('cases-not-through', {
          count: String(waiting.length),
          step: textOf(scheme, `step.${scoring.step}`),
          list: waiting
            .slice(0, 5)
            .map((c) => c.opened?.title ?? c.id)
            .join('、'),
        }),
      ],
    };
  const rows = rankCases(
    inRound(context).map((c) => scoreCase(c, scoring)),
    round.quotas,
  );
  const [outcome = 'done'] = outcomesOf(scheme, round, step.caseStep);
  const inEach = inCases(scheme, step, context, (state) => {
    const row = rows.find((r) => r.case === state.id);
    return row
      ? {
          outcome,
          values: { score: row.score, rank: row.rank, ...(row.grade === null ? {} : { grade: row.grade }) },
          named: [],
          reason: null,
        }
      : null;
  });
  return { ...inEach, events: [{ type: 'CasesRanked', format: 1, body: { rows } }] };
}

/** Freezes the list: its canonical bytes are hashed when it is issued, and nothing edits it afterwards. */
function display(round: RoundSpec, state: RoundState, act: DoRoundStep, context: RoundContext): Worked {
  if (!round.display) return nothing;
  const { calendar } = context.act;
  const end = calendar.endOf(calendar.today, round.display.period, 0);
  if ('tableEnds' in end)
    return { ...nothing, refusals: [refuse('beyond-holiday-table', { tableEnds: end.tableEnds })] };
  const graded = state.ranked?.rows.filter((r) => r.grade !== null);
  const list = inRound(context)
    .filter((c) => graded?.some((r) => r.case === c.id) ?? true)
    .map((c) => ({
      case: c.id,
      title: c.opened?.title ?? '',
      grade: graded?.find((r) => r.case === c.id)?.grade ?? null,
    }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  const body: ListDisplayed = {
    notice: context.act.newId(),
    list,
    digest: context.digest(canonicalBytes(list)),
    from: calendar.today,
    to: end.day,
    corrects: act.corrects ?? null,
  };
  return { ...nothing, events: [{ type: 'ListDisplayed', format: 1, body }] };
}

function decideList(
  scheme: Scheme,
  round: RoundSpec,
  state: RoundState,
  step: StepSpec,
  act: DoRoundStep,
  context: RoundContext,
): Worked {
  const refusals = round.display ? displayBars(state, act.rows ?? [], context.act.calendar.today) : [];
  if (refusals.length > 0) return { ...nothing, refusals };
  const rows = act.rows ?? [];
  const [granted = 'grant', refused = 'refuse'] = outcomesOf(scheme, round, step.caseStep);
  const inEach = inCases(scheme, step, context, (kase) => {
    const row = rows.find((r) => r.case === kase.id);
    if (row?.granted)
      return { outcome: granted, values: gradeValue(scheme, round, step, row.grade), named: [], reason: null };
    return {
      outcome: refused,
      values: {},
      named: [],
      reason: row?.reason ?? firstReason(scheme, round, step, refused),
    };
  });
  const body: ListDecided = { notice: context.act.newId(), rows, digest: context.digest(canonicalBytes(rows)) };
  return { ...inEach, events: [{ type: 'ListDecided', format: 1, body }] };
}

function gradeValue(scheme: Scheme, round: RoundSpec, step: StepSpec, grade: string | null): StoredValues {
  const form = scheme.flows.find((f) => f.id === round.caseFlow)?.steps.find((s) => s.id === step.caseStep)?.form;
  const asks = scheme.forms.find((f) => f.id === form)?.fields.some((f) => f.id === 'grade') ?? false;
  return asks && grade !== null ? { grade } : {};
}

/** Cases that were not displayed are refused with the first reason of the declared list: they lie beyond the quota. */
function firstReason(scheme: Scheme, round: RoundSpec, step: StepSpec, outcome: string): CodedReason | null {
  const list = scheme.flows
    .find((f) => f.id === round.caseFlow)
    ?.steps.find((s) => s.id === step.caseStep)
    ?.outcomes.find((o) => o.id === outcome)?.reasons;
  const code = scheme.reasonLists.find((r) => r.id === list)?.codes[0];
  return list === undefined || code === undefined ? null : { list, code, words: '' };
}

function displayBars(state: RoundState, rows: ListDecided['rows'], today: string): Refusal[] {
  const { display: shown } = state;
  if (!shown) return [refuse('display-missing')];
  const refusals: Refusal[] = [];
  if (today <= shown.to) refusals.push(refuse('display-running', { to: shown.to }));
  const pending = [...state.objections.values()].filter((o) => o.refused === null && o.answer === null);
  if (pending.length > 0) refusals.push(refuse('objection-pending', { count: String(pending.length) }));
  const missing = shown.list.filter((l) => !rows.some((r) => r.case === l.case)).map((l) => `− ${l.title}`);
  const added = rows.filter((r) => r.granted && !shown.list.some((l) => l.case === r.case)).map((r) => `+ ${r.case}`);
  if (missing.length + added.length > 0)
    refusals.push(refuse('list-differs', { differences: [...missing, ...added].slice(0, 5).join('；') }));
  return refusals;
}

export interface Objection {
  readonly about: string;
  readonly by: Sealed | null;
  readonly words: Sealed;
  readonly evidence: number;
}

/**
 * Takes in an objection (异议). Late, anonymous or without evidence it is not accepted, but its receipt and the reason are a
 * fact and stay; a pending one stops the decision.
 */
export function decideObjection(
  scheme: Scheme,
  state: RoundState,
  objection: Objection,
  context: ActContext,
): RoundDecision {
  const { display: shown } = state;
  const rules = scheme.round?.display;
  if (!shown || !rules) return no(refuse('display-missing'));
  const day = context.calendar.dayOf(context.now);
  const code =
    day > shown.to
      ? 'late'
      : rules.identity && objection.by === null
        ? 'anonymous'
        : rules.evidence && objection.evidence === 0
          ? 'without-evidence'
          : !shown.list.some((l) => l.case === objection.about)
            ? 'not-on-the-list'
            : null;
  return {
    ok: true,
    events: [
      {
        type: 'ObjectionReceived',
        format: 1,
        body: {
          objection: context.newId(),
          notice: shown.notice,
          about: objection.about,
          receivedAt: context.now,
          by: objection.by,
          words: objection.words,
          evidence: objection.evidence,
          refused: code === null ? null : { list: 'objection', code, words: '' },
        },
      },
    ],
    cases: [],
  };
}

export function decideObjectionAnswer(
  scheme: Scheme,
  state: RoundState,
  answer: { readonly objection: string; readonly upheld: boolean; readonly words: string },
  context: ActContext,
): RoundDecision {
  const objection = state.objections.get(answer.objection);
  if (!objection || objection.answer !== null || objection.refused !== null)
    return no(refuse('objection-unknown', { objection: answer.objection }));
  const by = scheme.round?.steps.find((s) => s.work === 'display')?.by ?? [];
  const refusals = checkRole(scheme, state.run, by, null, context);
  if (answer.words.trim() === '') refusals.push(refuse('field-missing', { label: '答复 answer' }, { field: 'words' }));
  return refusals.length > 0
    ? no(...refusals)
    : { ok: true, events: [{ type: 'ObjectionAnswered', format: 1, body: answer }], cases: [] };
}
