import type { ActContext } from '../act/context.ts';
import { type Refusal, refuse } from '../act/refusal.ts';
import { checkReason } from '../entry/decide.ts';
import type { Sealed } from '../event/event.ts';
import type { Scheme, StepSpec } from '../scheme/scheme.ts';
import { textOf } from '../scheme/text-of.ts';
import { flowOf, situationOf } from './decide.ts';
import { type CaseDecision, decided } from './decision.ts';
import type {
  AnswerAttached,
  CaseEvent,
  ClockChange,
  CodedReason,
  Effects,
  NamedParty,
  StoredValue,
} from './events.ts';
import { planAfter, planWithout, unchanged } from './plan.ts';
import { reckonClocks } from './reckon.ts';
import { checkRole } from './roles.ts';
import { type CaseState, type Recorded, stepOf } from './state.ts';

/** The acts of a case beside doing its steps: findings, leaving, conflicts, release of a person, the clock. */
export type FurtherAct =
  | {
      readonly act: 'raise-finding';
      readonly step: string;
      readonly grade: string;
      readonly clause: string;
      readonly text: string;
    }
  | {
      readonly act: 'answer-finding';
      readonly finding: string;
      readonly cause: string;
      readonly correction: string;
      readonly files: readonly StoredValue[];
    }
  | { readonly act: 'settle-finding'; readonly finding: string; readonly accepted: boolean; readonly words: string }
  | { readonly act: 'leave'; readonly exit: string; readonly reason: CodedReason | null }
  | {
      readonly act: 'declare-conflict';
      readonly kind: 'organisation' | 'project' | 'kinship' | 'other';
      readonly words: Sealed | null;
    }
  | {
      readonly act: 'release';
      readonly role: string;
      readonly person: string | null;
      readonly party: string;
      readonly words: string;
    }
  | { readonly act: 'attach-answer'; readonly answer: AnswerAttached }
  | { readonly act: 'run-clock'; readonly clock: string }
  | {
      readonly act: 'reckon-clocks';
      readonly tableEnds: string;
      /** The case's own events: how long a clock stood is read off them. */
      readonly events: readonly Recorded<CaseEvent>[];
    };

export function decideFurther(scheme: Scheme, state: CaseState, act: FurtherAct, context: ActContext): CaseDecision {
  if (state.ended)
    return no(refuse('case-ended', { at: state.ended.at, ending: textOf(scheme, `ending.${state.ended.ending}`) }));
  switch (act.act) {
    case 'raise-finding':
      return raiseFinding(scheme, state, act, context);
    case 'answer-finding':
    case 'settle-finding':
      return treatFinding(scheme, state, act, context);
    case 'leave':
      return leave(scheme, state, act, context);
    case 'declare-conflict':
      return context.actor.kind === 'person'
        ? yes({
            type: 'ConflictDeclared',
            format: 1,
            body: { person: context.actor.person, kind: act.kind, words: act.words },
          })
        : no(refuse('role-missing', { needed: '—', held: context.actor.kind }));
    case 'release':
      return release(scheme, state, act, context);
    case 'attach-answer':
      return attachAnswer(scheme, state, act.answer, context);
    case 'run-clock':
      return runClock(scheme, state, act.clock, context);
    case 'reckon-clocks':
      return reckon(scheme, state, act, context);
  }
}

function no(...refusals: Refusal[]): CaseDecision {
  return { ok: false, refusals };
}

function yes(event: CaseEvent): CaseDecision {
  return decided([event]);
}

function stepsOf(scheme: Scheme, state: CaseState): readonly StepSpec[] {
  return flowOf(scheme, state)?.steps ?? [];
}

type Act<N extends FurtherAct['act']> = Extract<FurtherAct, { act: N }>;

function raiseFinding(scheme: Scheme, state: CaseState, act: Act<'raise-finding'>, context: ActContext): CaseDecision {
  const step = stepsOf(scheme, state).find((s) => s.id === act.step && s.findings !== undefined);
  if (!step?.findings)
    return no(
      refuse('step-unknown', {
        step: act.step,
        known: stepsOf(scheme, state)
          .filter((s) => s.findings)
          .map((s) => s.id)
          .join(', '),
      }),
    );
  const refusals = checkRole(scheme, state, step.by, null, context);
  if (stepOf(state, step.id).status !== 'open')
    refusals.push(
      refuse('step-not-open', {
        step: textOf(scheme, `step.${step.id}`),
        state: stepOf(state, step.id).status,
        open: '',
      }),
    );
  const grade = step.findings.grades.find((g) => g.id === act.grade);
  if (!grade)
    refusals.push(
      refuse(
        'grade-unknown',
        { grade: act.grade, known: step.findings.grades.map((g) => g.id).join(', ') },
        { field: 'grade' },
      ),
    );
  for (const field of ['clause', 'text'] as const)
    if (act[field].trim() === '')
      refusals.push(
        refuse(
          'field-missing',
          { label: field === 'clause' ? { zh: '条款', en: 'clause' } : { zh: '不符合描述', en: 'statement' } },
          { field },
        ),
      );
  if (refusals.length > 0 || !grade) return { ok: false, refusals };
  const end =
    grade.answerWithin === undefined ? null : context.calendar.endOf(context.calendar.today, grade.answerWithin, 0);
  if (end !== null && 'tableEnds' in end) return no(refuse('beyond-holiday-table', { tableEnds: end.tableEnds }));
  return yes({
    type: 'FindingRaised',
    format: 1,
    body: {
      finding: context.newId(),
      step: step.id,
      grade: grade.id,
      clause: act.clause,
      text: act.text,
      blocks: grade.blocks,
      answerBy: end?.day ?? null,
    },
  });
}

function treatFinding(
  scheme: Scheme,
  state: CaseState,
  act: Act<'answer-finding'> | Act<'settle-finding'>,
  context: ActContext,
): CaseDecision {
  const finding = state.findings.get(act.finding);
  const spec = stepsOf(scheme, state).find((s) => s.id === finding?.step)?.findings;
  if (!finding || !spec) return no(refuse('finding-unknown', { finding: act.finding }));
  const answering = act.act === 'answer-finding';
  const refusals = checkRole(scheme, state, [answering ? spec.answeredBy : spec.verifiedBy], null, context);
  if (finding.state !== (answering ? 'open' : 'answered'))
    refusals.push(refuse('finding-state', { state: finding.state }));
  if (answering) {
    for (const field of ['cause', 'correction'] as const)
      if (act[field].trim() === '')
        refusals.push(
          refuse(
            'field-missing',
            {
              label: field === 'cause' ? { zh: '原因分析', en: 'cause' } : { zh: '纠正措施', en: 'corrective action' },
            },
            { field },
          ),
        );
  } else if (act.words.trim() === '')
    refusals.push(refuse('field-missing', { label: { zh: '验证意见', en: 'verification' } }, { field: 'words' }));
  if (refusals.length > 0) return { ok: false, refusals };
  if (answering)
    return yes({
      type: 'FindingAnswered',
      format: 1,
      body: { finding: act.finding, cause: act.cause, correction: act.correction, files: act.files },
    });
  return yes({
    type: 'FindingSettled',
    format: 1,
    body: { finding: act.finding, accepted: act.accepted, words: act.words },
  });
}

function leave(scheme: Scheme, state: CaseState, act: Act<'leave'>, context: ActContext): CaseDecision {
  const exits = flowOf(scheme, state)?.exits ?? [];
  const exit = exits.find((e) => e.id === act.exit);
  if (!exit) return no(refuse('exit-unknown', { exit: act.exit, known: exits.map((e) => e.id).join(', ') || '—' }));
  const refusals = [
    ...checkRole(scheme, state, exit.by, null, context),
    ...checkReason(scheme, exit.reasons, act.reason),
  ];
  if (exit.until !== undefined && stepOf(state, exit.until).status === 'done')
    refusals.push(
      refuse('exit-closed', { until: textOf(scheme, `step.${exit.until}`), exit: textOf(scheme, `exit.${exit.id}`) }),
    );
  if (refusals.length > 0) return { ok: false, refusals };
  return yes({
    type: 'CaseLeft',
    format: 1,
    body: {
      exit: exit.id,
      reason: act.reason,
      effects: { ...unchanged, clocks: dropClocks(state, context), ended: { ending: exit.ending } },
    },
  });
}

function dropClocks(state: CaseState, context: ActContext): readonly ClockChange[] {
  return [...state.clocks.values()]
    .filter((c) => c.state === 'running' || c.state === 'standing')
    .map((c) => ({ clock: c.clock, step: c.step, state: 'dropped', on: context.calendar.today }));
}

/**
 * A named person steps back or is replaced; whoever may do the naming step may release. Her part of an open step falls away with
 * her where others have a part in it; where she alone has one, the case would wait for nobody.
 */
function release(scheme: Scheme, state: CaseState, act: Act<'release'>, context: ActContext): CaseDecision {
  const steps = stepsOf(scheme, state);
  const naming = steps.find((s) => s.names.includes(act.role));
  const isMeant = (n: NamedParty) => n.role === act.role && n.person === act.person && n.party === act.party;
  if (!naming || !state.named.some(isMeant)) return no(refuse('named-unknown', { found: act.person ?? act.party }));
  const refusals: Refusal[] =
    context.actor.kind === 'person' && context.actor.person === act.person
      ? []
      : [...checkRole(scheme, state, naming.by, null, context)];
  const line = act.person ?? act.party;
  const hers = steps.filter(
    ({ id, each }) =>
      each !== undefined &&
      'role' in each.over &&
      each.over.role === act.role &&
      stepOf(state, id).status === 'open' &&
      stepOf(state, id).lines.get(line)?.done === false,
  );
  const rest = { ...state, named: state.named.filter((n) => !isMeant(n)) };
  const plan = planWithout(steps, rest, { steps: hers, line }, situationOf(rest, {}, [], context));
  const decides = plan.joint.some(
    (outcome) => outcome.goes === 'end' || outcome.results.length > 0 || outcome.entryAct !== undefined,
  );
  for (const { id } of hers) {
    const step = textOf(scheme, `step.${id}`);
    if (isCounted(steps, id, act.role)) refusals.push(refuse('counted-part', { step }));
    else if (decides || stepOf(state, id).lines.size === 1) refusals.push(refuse('only-part', { step }));
  }
  return refusals.length > 0
    ? { ok: false, refusals }
    : yes({
        type: 'PersonReleased',
        format: 2,
        body: {
          role: act.role,
          person: act.person,
          party: act.party,
          words: act.words,
          steps: hers.map((step) => step.id),
          effects: hers.length === 0 ? unchanged : plan.effects,
        },
      });
}

/** INVARIANT: nobody makes a quorum, a share of votes or a mean score by sending away those who have not voted. */
function isCounted(steps: readonly StepSpec[], id: string, role: string): boolean {
  return steps.some(({ guards }) =>
    guards.some(
      (g) =>
        (g.guard === 'quorum' && g.role === role) ||
        ((g.guard === 'vote-share' || g.guard === 'score') && g.step === id),
    ),
  );
}

/** Whoever has a part in the case may put an answer to it, once; the answer was computed again before this is asked. */
function attachAnswer(scheme: Scheme, state: CaseState, answer: AnswerAttached, context: ActContext): CaseDecision {
  const roles = scheme.roles.filter((r) => r.of !== 'public').map((r) => r.id);
  const refusals = checkRole(scheme, state, roles, null, context);
  const steps = stepsOf(scheme, state).map((s) => s.id);
  if (answer.step !== null && !steps.includes(answer.step))
    refusals.push(refuse('step-unknown', { step: answer.step, known: steps.join(', ') }, { field: 'step' }));
  const before = state.answers.find((a) => a.answer === answer.answer && a.step === answer.step);
  if (before) refusals.push(refuse('answer-attached', { at: before.attachedAt.slice(0, 10) }, { field: 'document' }));
  return refusals.length > 0 ? { ok: false, refusals } : yes({ type: 'AnswerAttached', format: 1, body: answer });
}

/** A clock that has run out: flagged, or the case ends as the scheme declares. Only once, and never before its day. */
function runClock(scheme: Scheme, state: CaseState, id: string, context: ActContext): CaseDecision {
  const clock = state.clocks.get(id);
  const step = stepsOf(scheme, state).find((s) => s.clock?.id === id);
  if (clock?.state !== 'running' || !step?.clock || context.calendar.today <= clock.due)
    return no(refuse('clock-not-out', { due: clock?.state === 'running' ? clock.due : '—' }));
  const { late } = step.clock;
  const out: ClockChange = { clock: id, step: step.id, state: 'out', on: context.calendar.today };
  const others = late === 'flag' ? [] : dropClocks(state, context).filter((c) => c.clock !== id);
  const effects: Effects = {
    ...unchanged,
    clocks: [out, ...others],
    ended: late === 'flag' ? null : { ending: late.end },
  };
  return yes({ type: 'ClockRanOut', format: 1, body: { clock: id, step: step.id, due: clock.due, effects } });
}

/** The clock's own act when the holiday table is another one: every clock that it moves. */
function reckon(scheme: Scheme, state: CaseState, act: Act<'reckon-clocks'>, context: ActContext): CaseDecision {
  if (context.actor.kind !== 'system') return no(refuse('role-missing', { needed: '—', held: context.actor.kind }));
  const clocks = reckonClocks(stepsOf(scheme, state), state, act.events, context.calendar);
  if (clocks.length === 0) return no(refuse('clocks-unmoved'));
  const effects: Effects = { ...unchanged, clocks };
  return yes({ type: 'ClocksReckoned', format: 1, body: { tableEnds: act.tableEnds, effects } });
}

/** Steps that became possible without an act (a condition on the register now holds) are opened by the next act; this tells. */
export function wouldOpen(scheme: Scheme, state: CaseState, context: ActContext): readonly string[] {
  return planAfter(stepsOf(scheme, state), state, null, situationOf(state, {}, [], context)).effects.opened.map(
    (o) => o.step,
  );
}
