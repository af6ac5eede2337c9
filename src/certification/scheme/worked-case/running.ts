import type { Refusal } from '../../act/refusal.ts';
import { type DoStep, situationOf } from '../../case/decide.ts';
import type { CaseDecision, Decided } from '../../case/decision.ts';
import type { CaseEvent, CodedReason, NamedParty, StoredValue, StoredValues } from '../../case/events.ts';
import { isForwarding } from '../../case/guards.ts';
import { type CaseState, foldCase, type Recorded } from '../../case/state.ts';
import type { EntryEvent } from '../../entry/events.ts';
import type { Actor } from '../../event/event.ts';
import type { RoundEvent } from '../../round/events.ts';
import type { RoundState } from '../../round/state.ts';
import type { At } from '../diagnostic.ts';
import type { Scheme, StepSpec } from '../scheme.ts';
import type { TreeMap } from '../tree.ts';
import type { Text } from '../vocabulary/word.ts';
import type { WorkedAct } from './case-file.ts';
import { fillForm } from './fill.ts';
import { flagAt, listOf, mapAt, storedValue, textAt } from './tree-parts.ts';
import { contextOf, instantOf, recordEntry, type World } from './world.ts';

/** The round of a worked case. */
export interface WorkedRound {
  readonly events: Recorded<RoundEvent>[];
  /** What lies in the boxes of its secret votes. */
  readonly ballots: Map<string, Readonly<Record<string, number>>>;
  /** The votes of the public, each by whom, for what, from where and when. */
  votes: readonly WorkedVote[];
  readonly state: () => RoundState;
}

export interface WorkedVote {
  readonly step: string;
  readonly item: string;
  readonly identity: string;
  readonly source: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly isSetAside: boolean;
}

/** Something that did not come out as the worked case says. */
export interface WorkedFailure {
  readonly at: At;
  readonly expected: Text;
  readonly found: Text;
}

export interface RunningCase {
  readonly name: string;
  readonly id: string;
  readonly entry: string | null;
  readonly inRound: boolean;
  readonly events: Recorded<CaseEvent>[];
}

/** A worked case while it plays. */
export interface Run {
  readonly scheme: Scheme;
  readonly world: World;
  readonly cases: Map<string, RunningCase>;
  round: WorkedRound | null;
  current: string;
  /** Entry spoken of last. */
  entry: string | null;
  readonly findings: string[];
  /** What the last act was refused for; empty when it was done. */
  refusals: readonly Refusal[];
}

export function caseState(run: Run, name = run.current): CaseState | undefined {
  const running = run.cases.get(name);
  return running && foldCase(running.id, running.events);
}

/** Records what a decision brought about in all streams, or remembers why it was refused. */
export function settle(run: Run, running: RunningCase, decision: CaseDecision, by: string): decision is Decided {
  if (!decision.ok) {
    run.refusals = decision.refusals;
    return false;
  }
  const roles = run.world.given.people.get(by)?.roles ?? [];
  for (const event of decision.events) {
    const role = event.type === 'StepDone' ? (roleFor(run, running, event.body.step, roles) ?? '') : (roles[0] ?? '');
    const actor = actorOf(run, by, role);
    running.events.push({ event, version: running.events.length + 1, recordedAt: instantOf(run.world), actor });
    if (event.type === 'FindingRaised') run.findings.push(event.body.finding);
  }
  if (running.entry !== null) recordEntry(run.world, running.entry, decision.onEntry);
  for (const opened of decision.opened) {
    run.world.entries.set(opened.id, { id: opened.id, result: opened.result.id, events: [] });
    const issued: EntryEvent = {
      type: 'EntryIssued',
      format: 2,
      body: { issuedOn: run.world.day, credential: null, keyId: null, status: null },
    };
    recordEntry(run.world, opened.id, [opened.event, issued]);
    run.entry = opened.id;
  }
  noteEnd(run, running, decision.events);
  for (const { entry, event } of decision.succeeded) recordEntry(run.world, entry, [event]);
  return true;
}

/** Who is recorded as having acted, in which role. */
export function actorOf(run: Run, by: string, role: string): Actor {
  const person = run.world.given.people.get(by);
  return person === undefined
    ? { kind: 'system', name: by }
    : { kind: 'person', account: by, person: by, party: person.of, role };
}

function noteEnd(run: Run, running: RunningCase, events: readonly CaseEvent[]): void {
  const effects = events.flatMap((event) => ('effects' in event.body ? [event.body.effects] : []));
  const ending = effects.find((effect) => effect.ended !== null)?.ended?.ending;
  const opened = foldCase(running.id, running.events).opened;
  if (ending === undefined || opened === null) return;
  const { scheme, flow, applicant } = opened;
  run.world.ended.push({ scheme, flow, ending, applicant, on: run.world.day });
}

function roleFor(run: Run, running: RunningCase, step: string, roles: readonly string[]): string | undefined {
  const flow = run.scheme.flows.find((f) => f.id === foldCase(running.id, running.events).opened?.flow);
  const by = flow?.steps.find((s) => s.id === step)?.by ?? [];
  return by.find((role) => roles.includes(role)) ?? roles[0];
}

/** The act as the engine takes it, from what the worked case says. */
export function doingOf(run: Run, step: StepSpec | undefined, act: Pick<WorkedAct, 'details' | 'on' | 'by'>): DoStep {
  const { details, on } = act;
  // A line of a fan-out over persons is the person's own.
  const own = step?.each && 'role' in step.each.over ? act.by : null;
  const outcome = textAt(details, 'outcome') ?? step?.outcomes[0]?.id ?? 'done';
  const list = step?.outcomes.find((o) => o.id === outcome)?.reasons ?? '';
  const values = mapAt(details, 'values');
  const remarks = mapAt(details, 'remarks');
  return {
    act: 'do',
    step: on,
    line: textAt(details, 'line') ?? own,
    outcome,
    values: values === undefined ? {} : aliased(run, storedValue(values) as StoredValues),
    reason: reasonOf(details, list),
    remarks: [...(remarks?.entries ?? [])].map(([field, { value }]) => ({ field, remark: String(storedValue(value)) })),
    named: namesOf(run, details),
  };
}

/** `former-certificate: certificate` means the entry of that result that was opened last. */
function aliased(run: Run, values: StoredValues): StoredValues {
  const alias = (value: StoredValue): StoredValue =>
    typeof value === 'string' ? (entryNamed(run, value) ?? value) : value;
  const fields = new Set(
    run.scheme.forms
      .flatMap((form) => form.fields)
      .filter((field) => field.kind === 'entry')
      .map((field) => field.id),
  );
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, fields.has(id) ? alias(value) : value]));
}

/** The id of an entry by its own id or by the name of its result: the newest of that result. */
export function entryNamed(run: Run, name: string): string | undefined {
  if (run.world.entries.has(name)) return name;
  return [...run.world.entries.values()].filter((entry) => entry.result === name).at(-1)?.id;
}

export function fillIn(
  run: Run,
  step: StepSpec | undefined,
  doing: DoStep,
  details: TreeMap,
  state: CaseState,
  by: string,
): DoStep {
  const outcome = step?.outcomes.find((o) => o.id === doing.outcome);
  const form = run.scheme.forms.find((f) => f.id === step?.form);
  const wanted = flagAt(details, 'fill') ?? true;
  if (!wanted || !outcome || !isForwarding(outcome) || form === undefined) return doing;
  const situation = situationOf(state, doing.values, doing.named, contextOf(run.world, by, true));
  return { ...doing, values: fillForm(run.world, form, doing.values, situation) };
}

export function reasonOf(details: TreeMap, list: string): CodedReason | null {
  const code = textAt(details, 'reason');
  if (code !== undefined) return { list, code, words: '' };
  const reason = mapAt(details, 'reason');
  return reason === undefined
    ? null
    : { list, code: textAt(reason, 'code') ?? '', words: textAt(reason, 'words') ?? '' };
}

export function namesOf(run: Run, details: TreeMap): readonly NamedParty[] {
  return [...(mapAt(details, 'names')?.entries ?? [])].flatMap(([role, { value }]) =>
    listOf(value).map((item): NamedParty => {
      const id = String(storedValue(item));
      const person = run.world.given.people.get(id);
      return person ? { role, person: id, party: person.of } : { role, person: null, party: id };
    }),
  );
}
