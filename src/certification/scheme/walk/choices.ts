import type { Refusal } from '../../act/refusal.ts';
import { openingsOf } from '../../case/openings.ts';
import { checkRole } from '../../case/roles.ts';
import { emptyCase } from '../../case/state.ts';
import { checkEntryStatus } from '../../entry/decide.ts';
import { openRoundSteps } from '../../round/state.ts';
import { entryResults, type OutcomeSpec } from '../scheme.ts';
import { around } from '../worked-case/run.ts';
import { caseState, type Run } from '../worked-case/running.ts';
import { contextOf, entryState } from '../worked-case/world.ts';
import type { Written } from './walk.ts';

/** One thing that can be done next in a walk: by whom, by when, and what bars whoever asks. */
export interface Choice {
  readonly kind: 'open' | 'do' | 'find' | 'answer' | 'settle' | 'leave' | 'entry' | 'round' | 'stage';
  /** As a worked case writes it after the kind: a flow, step, exit, number of a finding, result. */
  readonly on: string;
  /** Key of its text in the scheme. */
  readonly text: string;
  /** Name of the case that it is in. */
  readonly in: string | null;
  readonly line: string | null;
  /** Of an entry: what is done to it. */
  readonly entryAct: string | null;
  /** Roles that do it. */
  readonly roles: readonly string[];
  /** Persons of the walk who may. */
  readonly may: readonly string[];
  /** Why the person who asks may not, or, where nobody may, why not; empty when she may. */
  readonly bars: readonly Refusal[];
  /** What it may come out as: outcomes of a step, grades of a finding; each with what bars it for whoever does it. */
  readonly outcomes: readonly { readonly id: string; readonly bars: readonly Refusal[] }[];
  readonly due: string | null;
}

/** Everything that can be done now, by anybody; `by` is the person who asks, and each choice says why she may not. */
export function choicesOf(run: Run, by: string): readonly Choice[] {
  return [...roundChoices(run, by), ...caseChoices(run, by), ...openChoices(run, by), ...entryChoices(run, by)];
}

/** Persons of the walk, and the public where the scheme lets it act. */
export function actorsOf(run: Run): readonly string[] {
  const people = [...run.world.given.people.keys()];
  return run.scheme.roles.some((role) => role.of === 'public') ? [...people, 'public'] : people;
}

const nothing = { in: null, line: null, entryAct: null, outcomes: [], due: null } as const;

function holding(run: Run, roles: readonly string[]): readonly string[] {
  const open = run.scheme.roles.some((role) => role.of === 'public' && roles.includes(role.id));
  return actorsOf(run).filter(
    (id) => open || (run.world.given.people.get(id)?.roles ?? []).some((role) => roles.includes(role)),
  );
}

/** What a person who holds none of the roles is told, in the engine's own words. */
function barsOf(run: Run, roles: readonly string[], by: string): readonly Refusal[] {
  return holding(run, roles).includes(by)
    ? []
    : checkRole(run.scheme, emptyCase('none'), roles, null, contextOf(run.world, by, true));
}

function openChoices(run: Run, by: string): readonly Choice[] {
  return run.scheme.flows.flatMap((flow): Choice[] => {
    const waitsForRound = run.scheme.round?.caseFlow === flow.id && run.round === null;
    const hasEntry = [...run.world.entries.values()].some((entry) => entryResults(flow).includes(entry.result));
    if (waitsForRound || (flow.onEntry !== undefined && !hasEntry)) return [];
    return [
      {
        ...nothing,
        kind: 'open',
        on: flow.id,
        text: `flow.${flow.id}`,
        roles: flow.openedBy,
        may: holding(run, flow.openedBy),
        bars: barsOf(run, flow.openedBy, by),
      },
    ];
  });
}

const actNames = {
  do: 'do',
  leave: 'leave',
  'raise-finding': 'find',
  'answer-finding': 'answer',
  'settle-finding': 'settle',
} as const;

function caseChoices(run: Run, by: string): readonly Choice[] {
  return [...run.cases.values()].flatMap((running) => {
    const state = caseState(run, running.name);
    if (!state || state.ended) return [];
    const asked = (person: string) =>
      openingsOf(run.scheme, state, contextOf(run.world, person, true), around(run, running));
    const others = new Map(actorsOf(run).map((person) => [person, asked(person)] as const));
    return asked(by).map((opening, index): Choice => {
      const may = [...others].filter(([, openings]) => openings[index]?.bars.length === 0).map(([person]) => person);
      const doer = may.includes(by) ? by : (may[0] ?? by);
      const finding = run.findings.indexOf(opening.on) + 1;
      const kind = actNames[opening.act];
      // Where nobody may, whoever holds the role is told why.
      const [holder = ''] = holding(run, opening.by);
      const bars = may.length === 0 ? (others.get(holder)?.[index]?.bars ?? opening.bars) : opening.bars;
      return {
        kind,
        on: kind === 'answer' || kind === 'settle' ? String(finding) : opening.on,
        text: kind === 'leave' ? `exit.${opening.on}` : `step.${stepOfOpening(state.findings, opening.on)}`,
        in: running.name,
        line: opening.line,
        entryAct: null,
        roles: opening.by,
        may,
        bars,
        outcomes: others.get(doer)?.[index]?.outcomes ?? opening.outcomes,
        due: opening.clock?.state === 'running' ? opening.clock.due : null,
      };
    });
  });
}

function stepOfOpening(findings: ReadonlyMap<string, { readonly step: string }>, on: string): string {
  return findings.get(on)?.step ?? on;
}

function entryChoices(run: Run, by: string): readonly Choice[] {
  const newest = new Map([...run.world.entries.values()].map((entry) => [entry.result, entry.id] as const));
  return [...newest].flatMap(([result, id]) => {
    const state = entryState(run.world, id);
    const spec = run.scheme.results.find((r) => r.id === result);
    if (!state || !spec) return [];
    return spec.acts
      .filter((act) => checkEntryStatus(state, act.act).length === 0)
      .map(
        (act): Choice => ({
          ...nothing,
          kind: 'entry',
          on: result,
          text: `act.${act.act}`,
          entryAct: act.act,
          roles: act.by,
          may: holding(run, act.by),
          bars: barsOf(run, act.by, by),
        }),
      );
  });
}

function roundChoices(run: Run, by: string): readonly Choice[] {
  const { round } = run.scheme;
  if (round === undefined) return [];
  if (run.round === null) {
    const roles = round.steps[0]?.by ?? [];
    const may = holding(run, roles);
    return [{ ...nothing, kind: 'round', on: '', text: '', roles, may, bars: barsOf(run, roles, by) }];
  }
  const open = openRoundSteps(run.round.state());
  return round.steps
    .filter((step) => open.includes(step.id))
    .map((step) => ({
      ...nothing,
      kind: 'stage',
      on: step.id,
      text: `step.${step.id}`,
      roles: step.by,
      may: holding(run, step.by),
      bars: barsOf(run, step.by, by),
      outcomes: step.outcomes.map((outcome) => ({ id: outcome.id, bars: [] })),
    }));
}

/** The step that a choice does, or the stage of the round. */
export function stepOfChoice(run: Run, choice: Choice) {
  if (choice.kind === 'stage') return run.scheme.round?.steps.find((step) => step.id === choice.on);
  const flow = run.scheme.flows.find((f) => f.id === caseState(run, choice.in ?? '')?.opened?.flow);
  return choice.kind === 'do' ? flow?.steps.find((step) => step.id === choice.on) : undefined;
}

/** The list of reasons out of which one must be given with this choice. */
export function reasonsOfChoice(run: Run, choice: Choice, outcome: OutcomeSpec | undefined): string | undefined {
  if (choice.kind === 'entry')
    return run.scheme.results.find((r) => r.id === choice.on)?.acts.find((a) => a.act === choice.entryAct)?.reasons;
  if (choice.kind !== 'leave') return outcome?.reasons;
  const flow = run.scheme.flows.find((f) => f.id === caseState(run, choice.in ?? '')?.opened?.flow);
  return flow?.exits.find((exit) => exit.id === choice.on)?.reasons;
}

/** The choice as an act of a worked case, before anything is said with it. */
export function writtenChoice(run: Run, choice: Choice, by: string): Written {
  const elsewhere = choice.in !== null && choice.in !== run.current ? { in: choice.in } : {};
  const line = choice.line === null || choice.line === by ? {} : { line: choice.line };
  const entry = choice.entryAct === null ? {} : { act: choice.entryAct };
  const on = choice.kind === 'answer' || choice.kind === 'settle' ? Number(choice.on) : choice.on;
  return { ...elsewhere, [choice.kind]: on, ...(by === 'system' ? {} : { by }), ...entry, ...line };
}
