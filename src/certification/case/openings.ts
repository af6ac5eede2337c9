import type { ActContext } from '../act/context.ts';
import { type Refusal, refuse } from '../act/refusal.ts';
import type { Scheme, StepSpec } from '../scheme/scheme.ts';
import { textOf, textsOf } from '../scheme/text-of.ts';
import { flowOf, type Surroundings, situationOf } from './decide.ts';
import type { ClockChange } from './events.ts';
import { checkGuards } from './guards.ts';
import { movers } from './move.ts';
import { checkRole } from './roles.ts';
import { type CaseState, stepOf } from './state.ts';

/** One thing that can be done next in a case, and whether this actor may do it, and if not, why. */
export interface Opening {
  readonly act: 'do' | 'leave' | 'raise-finding' | 'answer-finding' | 'settle-finding' | 'move';
  /** Step id; exit id for `leave`; finding id for answers and settlements; the edition for `move`. */
  readonly on: string;
  readonly line: string | null;
  /** Roles that do it. */
  readonly by: readonly string[];
  /** Outcomes that would be accepted as far as can be told before the form is filled, each with what bars it. */
  readonly outcomes: readonly { readonly id: string; readonly bars: readonly Refusal[] }[];
  /** Why this actor may not do it at all; empty when she may. */
  readonly bars: readonly Refusal[];
  /** Its clock: due day, standing, beyond the table; null without one. */
  readonly clock: ClockChange | null;
  readonly since: string | null;
}

/** What a case itself opens; moving it to another edition is opened by its scheme's life. */
export type CaseOpening = Opening & { readonly act: Exclude<Opening['act'], 'move'> };

/**
 * What may I do next, what not and why, what waits for whom until when: one answer for page, API and terminal. What depends
 * on the form's content (fields, names) is left to the act itself.
 */
export function openingsOf(
  scheme: Scheme,
  state: CaseState,
  context: ActContext,
  around: Surroundings,
): readonly CaseOpening[] {
  const flow = flowOf(scheme, state);
  if (!flow || state.ended) return [];
  const steps = flow.steps
    .filter((s) => stepOf(state, s.id).status === 'open')
    .flatMap((s) => stepOpenings(scheme, state, s, context, around));
  const findings = [...state.findings.values()]
    .filter((f) => f.state !== 'closed')
    .flatMap((finding): CaseOpening[] => {
      const spec = flow.steps.find((s) => s.id === finding.step)?.findings;
      if (!spec) return [];
      const answering = finding.state === 'open';
      const by = [answering ? spec.answeredBy : spec.verifiedBy];
      return [
        {
          act: answering ? 'answer-finding' : 'settle-finding',
          on: finding.finding,
          line: null,
          by,
          outcomes: [],
          bars: checkRole(scheme, state, by, null, context),
          clock:
            finding.answerBy === null
              ? null
              : {
                  clock: 'answer',
                  step: finding.step,
                  state: 'running',
                  from: context.calendar.dayOf(finding.raisedAt),
                  due: finding.answerBy,
                  standstill: 0,
                },
          since: finding.raisedAt,
        },
      ];
    });
  const exits = flow.exits
    .filter((e) => e.until === undefined || stepOf(state, e.until).status !== 'done')
    .map(
      (e): CaseOpening => ({
        act: 'leave',
        on: e.id,
        line: null,
        by: e.by,
        outcomes: [],
        bars: checkRole(scheme, state, e.by, null, context),
        clock: null,
        since: null,
      }),
    );
  return [...steps, ...findings, ...exits];
}

function stepOpenings(
  scheme: Scheme,
  state: CaseState,
  step: StepSpec,
  context: ActContext,
  around: Surroundings,
): CaseOpening[] {
  const current = stepOf(state, step.id);
  const clock = step.clock === undefined ? null : (state.clocks.get(step.clock.id) ?? null);
  const lines: (string | null)[] = step.each
    ? [...current.lines].filter(([, l]) => !l.done).map(([key]) => key)
    : [null];
  const openings = lines.map((line): CaseOpening => {
    const owner = step.each && 'role' in step.each.over ? line : null;
    const bars = checkRole(scheme, state, step.by, owner, context);
    if (step.during !== undefined && around.roundOpen !== null && !around.roundOpen.includes(step.during)) {
      bars.push(
        refuse('round-step-not-open', {
          step: textOf(scheme, `step.${step.during}`),
          open: textsOf(
            scheme,
            around.roundOpen.map((s) => `step.${s}`),
          ),
        }),
      );
    }
    return {
      act: 'do',
      on: step.id,
      line,
      by: step.by,
      outcomes: outcomeBars(scheme, state, step, context),
      bars,
      clock,
      since: current.openedAt,
    };
  });
  if (!step.findings) return openings;
  return [
    ...openings,
    {
      act: 'raise-finding',
      on: step.id,
      line: null,
      by: step.by,
      outcomes: step.findings.grades.map((g) => ({ id: g.id, bars: [] })),
      bars: checkRole(scheme, state, step.by, null, context),
      clock: null,
      since: current.openedAt,
    },
  ];
}

/** Guards that the form can't change are told beforehand; those on fields of this step's own form are left to the act. */
function outcomeBars(scheme: Scheme, state: CaseState, step: StepSpec, context: ActContext): Opening['outcomes'] {
  const own = new Set(scheme.forms.find((f) => f.id === step.form)?.fields.map((f) => f.id) ?? []);
  const foreseeable: StepSpec = {
    ...step,
    guards: step.guards.filter((g) => {
      if (step.names.length > 0) return false;
      if (g.guard === 'present') return !g.fields.some((f) => own.has(f));
      if (g.guard === 'order') return !g.fields.some((f) => own.has(f));
      if (g.guard === 'accumulated') return !own.has(g.field);
      return g.guard !== 'requires' && g.guard !== 'entitled' && g.guard !== 'competent';
    }),
  };
  return step.outcomes.map((outcome) => ({
    id: outcome.id,
    bars: checkGuards({
      scheme,
      state,
      step: foreseeable,
      outcome,
      naming: [],
      situation: situationOf(state, {}, [], context),
    }),
  }));
}

/** The openings with one more reason against every outcome that grants something: a window for results that is over. */
export function withGrantsBarred(
  scheme: Scheme,
  state: CaseState,
  openings: readonly Opening[],
  bars: readonly Refusal[],
): readonly Opening[] {
  if (bars.length === 0) return openings;
  const steps = flowOf(scheme, state)?.steps ?? [];
  return openings.map((opening) => {
    if (opening.act !== 'do') return opening;
    const granting = steps.find((s) => s.id === opening.on)?.outcomes.filter((o) => o.results.length > 0) ?? [];
    const isGrant = (id: string) => granting.some((o) => o.id === id);
    return {
      ...opening,
      outcomes: opening.outcomes.map((o) => (isGrant(o.id) ? { ...o, bars: [...o.bars, ...bars] } : o)),
    };
  });
}

/** The case may go on under another edition, as its scheme's owner has declared. */
export function moveOpening(scheme: Scheme, state: CaseState, to: string, context: ActContext): Opening {
  const by = movers(scheme);
  const bars = checkRole(scheme, state, by, null, context);
  return { act: 'move', on: to, line: null, by, outcomes: [], bars, clock: null, since: null };
}
