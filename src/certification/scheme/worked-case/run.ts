import { type Refusal, refusalText } from '../../act/refusal.ts';
import { type DoStep, decideOpen, decideStep, type Surroundings } from '../../case/decide.ts';
import type { CaseDecision } from '../../case/decision.ts';
import { decideFurther, type FurtherAct } from '../../case/further-acts.ts';
import { foldCase } from '../../case/state.ts';
import { decideEntryAct, decideEntryClock } from '../../entry/decide.ts';
import { openRoundSteps } from '../../round/state.ts';
import { decisionBars, openingBars } from '../edition/edition-bars.ts';
import type { Scheme, StepSpec } from '../scheme.ts';
import type { Text } from '../vocabulary/word.ts';
import type { Given, WorkedAct, WorkedCase } from './case-file.ts';
import { checkExpectations } from './expect.ts';
import { actInRound, joinRound, record, trackCase } from './round.ts';
import {
  caseState,
  doingOf,
  entryNamed,
  fillIn,
  type Run,
  type RunningCase,
  reasonOf,
  settle,
  type WorkedFailure,
} from './running.ts';
import { transitionEvents } from './superseded.ts';
import { flagAt, textAt, textsAt } from './tree-parts.ts';
import { contextOf, createWorld, entryState, recordEntry, type WorkedEntry, type WorkedOutside } from './world.ts';

/**
 * Plays a worked case on the engine's pure functions: no database, no clock but its own. Returns what did not come out as
 * expected; nothing when all of it did. A worked case that speaks of what does not exist fails at that act.
 */
export function runWorkedCase(scheme: Scheme, worked: WorkedCase, outside: WorkedOutside): readonly WorkedFailure[] {
  return playWorkedCase(scheme, worked, outside).failures;
}

/** What a worked case left behind: the streams of its cases and entries, every id in them a name of the worked case. */
export interface PlayedCase {
  readonly failures: readonly WorkedFailure[];
  readonly cases: readonly RunningCase[];
  readonly entries: readonly WorkedEntry[];
  /** Every refusal on the way. */
  readonly refused: readonly Refusal[];
}

/** The same with all that it decided, for who tells its story again under other names (the benchmark's world). */
export function playWorkedCase(scheme: Scheme, worked: WorkedCase, outside: WorkedOutside): PlayedCase {
  const run = startRun(scheme, worked.given, outside);
  const refused: Refusal[] = [];
  const failures = worked.acts.flatMap((act) => {
    const wrong = playAct(run, act);
    refused.push(...run.refusals);
    return wrong;
  });
  return { failures, cases: [...run.cases.values()], entries: [...run.world.entries.values()], refused };
}

/** A run at its beginning: the small world as it is given, and nothing done in it yet. */
export function startRun(scheme: Scheme, given: Given, outside: WorkedOutside): Run {
  return {
    scheme,
    world: createWorld(scheme, given, outside),
    cases: new Map(),
    round: null,
    current: '',
    entry: null,
    findings: [],
    refusals: [],
  };
}

/**
 * Carries one act out; the run then holds what came of it, or why it was refused. A text comes back when the act speaks of
 * something that is not there.
 */
export function carryOut(run: Run, act: WorkedAct): Text | undefined {
  if (act.day !== undefined) run.world.day = act.day;
  run.world.time = act.time ?? '10:00';
  if (act.day !== undefined) runClocks(run);
  if (act.in !== undefined) run.current = act.in;
  run.refusals = [];
  const serials = new Map(run.world.serials);
  const wrong = perform(run, act);
  // As in a transaction that is rolled back, a refused act uses up no number.
  if (run.refusals.length > 0) restore(run.world.serials, serials);
  return wrong;
}

const knownAct: Text = { zh: '示例的世界里有的行为', en: 'an act that the world of the case knows' };

function playAct(run: Run, act: WorkedAct): readonly WorkedFailure[] {
  const wrong = carryOut(run, act);
  if (wrong !== undefined) return [{ at: act.at, expected: knownAct, found: wrong }];
  return [...unexpectedRefusals(run, act), ...(act.expect ? checkExpectations(run, act.expect) : [])];
}

function restore(serials: Map<string, number>, before: ReadonlyMap<string, number>): void {
  serials.clear();
  for (const [space, last] of before) serials.set(space, last);
}

function unexpectedRefusals(run: Run, act: WorkedAct): readonly WorkedFailure[] {
  const expected = act.expect ? textsAt(act.expect, 'refused') : [];
  const found = [...new Set(run.refusals.map((refusal) => refusal.code as string))];
  if ([...expected].sort().join() === [...found].sort().join()) return [];
  const told = (language: 'zh' | 'en') =>
    run.refusals.map((refusal) => `${refusal.code}: ${refusalText(refusal, language).text}`);
  const done: Text = { zh: '已办理', en: 'done' };
  return [
    {
      at: act.at,
      expected:
        expected.length === 0
          ? { zh: `\`${act.kind} ${act.on}\` 得以办理`, en: `\`${act.kind} ${act.on}\` to be done` }
          : { zh: `被拒绝：${expected.join('、')}`, en: `refused: ${expected.join(', ')}` },
      found: run.refusals.length === 0 ? done : { zh: told('zh').join('；'), en: told('en').join('; ') },
    },
  ];
}

const noCase = (name: string): Text => ({ zh: `没有案件 \`${name}\``, en: `no case \`${name}\`` });

/** Does the act; a text comes back when the worked case itself speaks of something that is not there. */
function perform(run: Run, act: WorkedAct): Text | undefined {
  switch (act.kind) {
    case 'tick':
      return undefined;
    case 'open':
      return openCase(run, act);
    case 'do':
      return doStep(run, act);
    case 'entry':
      return actOnEntry(run, act);
    case 'round':
    case 'stage':
    case 'object':
    case 'reply':
    case 'round-act':
    case 'vote':
      return actInRound(run, act);
    default:
      return further(run, act);
  }
}

/** What surrounds a case of the run: its entry, and the open steps of its round. */
export function around(run: Run, running: RunningCase): Surroundings {
  const entry = running.entry === null ? undefined : entryState(run.world, running.entry);
  return { entry: entry ?? null, roundOpen: running.inRound && run.round ? openRoundSteps(run.round.state()) : null };
}

function openCase(run: Run, act: WorkedAct): Text | undefined {
  const { details } = act;
  const name = textAt(details, 'as') ?? act.on;
  const onEntry = textAt(details, 'entry');
  const flow = run.scheme.flows.find((f) => f.id === act.on);
  const entry = onEntry ?? (flow?.onEntry === undefined ? null : run.entry);
  const inRound = flagAt(details, 'round') ?? run.scheme.round?.caseFlow === act.on;
  const person = run.world.given.people.get(act.by);
  const holder = entry === null ? undefined : entryState(run.world, entry)?.decided?.holder;
  const applicant = textAt(details, 'applicant') ?? holder ?? person?.of ?? '';
  const [firstParty = ''] = run.world.given.parties.keys();
  const body = textAt(details, 'body') ?? firstParty;
  const id = `case-${run.cases.size + 1}`;
  const running: RunningCase = { name, id, entry, inRound, events: [] };
  run.refusals = openingBars(run.world.life, run.scheme, run.world.day);
  if (run.refusals.length > 0) return undefined;
  const context = contextOf(run.world, act.by, true);
  const decision = decideOpen(
    run.scheme,
    id,
    {
      act: 'open',
      flow: act.on,
      applicant,
      body,
      round: inRound ? 'round' : null,
      entry,
      title: textAt(details, 'title') ?? name,
    },
    context,
    around(run, running),
  );
  if (!settle(run, running, decision, act.by)) return undefined;
  run.cases.set(name, running);
  run.current = name;
  if (inRound && run.round)
    run.refusals = joinRound(run, run.round, running, {
      applicant,
      recommender: textAt(details, 'recommender') ?? null,
      title: textAt(details, 'title') ?? name,
    });
  return undefined;
}

function doStep(run: Run, act: WorkedAct): Text | undefined {
  const running = run.cases.get(run.current);
  const state = caseState(run);
  if (running === undefined || state === undefined) return noCase(run.current);
  const step = run.scheme.flows.find((f) => f.id === state.opened?.flow)?.steps.find((s) => s.id === act.on);
  const context = contextOf(run.world, act.by, flagAt(act.details, 'identified') ?? true);
  const doing = doingOf(run, step, act);
  const filled = fillIn(run, step, doing, act.details, state, act.by);
  const decided = decideStep(run.scheme, state, filled, context, around(run, running));
  const decision = withBars(decided, lateBars(run, step, filled));
  const tracked = running.inRound && run.round !== null ? trackCase(run, run.round, running, filled.values) : null;
  if (tracked !== null && !tracked.ok) {
    run.refusals = [...(decision.ok ? [] : decision.refusals), ...tracked.refusals];
    return undefined;
  }
  if (settle(run, running, decision, act.by) && tracked !== null && run.round !== null)
    record(run, run.round.events, tracked, act.by);
  return undefined;
}

/** A result is granted while the window of the case's edition allows it. */
function lateBars(run: Run, step: StepSpec | undefined, { outcome }: DoStep): readonly Refusal[] {
  const grants = step?.outcomes.find((o) => o.id === outcome)?.results.length ?? 0;
  return grants > 0 ? decisionBars(run.world.life, run.scheme, run.world.day) : [];
}

function withBars(decision: CaseDecision, bars: readonly Refusal[]): CaseDecision {
  return bars.length === 0 ? decision : { ok: false, refusals: [...bars, ...(decision.ok ? [] : decision.refusals)] };
}

function further(run: Run, act: WorkedAct): Text | undefined {
  const running = run.cases.get(run.current);
  const state = caseState(run);
  if (running === undefined || state === undefined) return noCase(run.current);
  const doing = furtherOf(run, act);
  if (doing === undefined) return { zh: `没有 \`${act.kind} ${act.on}\``, en: `there is no \`${act.kind} ${act.on}\`` };
  settle(run, running, decideFurther(run.scheme, state, doing, contextOf(run.world, act.by, true)), act.by);
  return undefined;
}

function furtherOf(run: Run, act: WorkedAct): FurtherAct | undefined {
  const { details } = act;
  const text = (key: string) => textAt(details, key) ?? '示例';
  const finding = run.findings[Number(act.on) - 1] ?? act.on;
  switch (act.kind) {
    case 'find':
      return {
        act: 'raise-finding',
        step: act.on,
        grade: textAt(details, 'grade') ?? '',
        clause: text('clause'),
        text: text('text'),
      };
    case 'answer':
      return { act: 'answer-finding', finding, cause: text('cause'), correction: text('correction'), files: [] };
    case 'settle':
      return { act: 'settle-finding', finding, accepted: flagAt(details, 'accepted') ?? true, words: text('words') };
    case 'leave': {
      const flow = run.scheme.flows.find((f) => f.id === caseState(run)?.opened?.flow);
      return {
        act: 'leave',
        exit: act.on,
        reason: reasonOf(details, flow?.exits.find((e) => e.id === act.on)?.reasons ?? ''),
      };
    }
    case 'release':
      return {
        act: 'release',
        role: textAt(details, 'role') ?? '',
        person: act.on,
        party: run.world.given.people.get(act.on)?.of ?? '',
        words: text('words'),
      };
    case 'conflict':
      return { act: 'declare-conflict', kind: 'other', words: null };
    default:
      return undefined;
  }
}

function actOnEntry(run: Run, act: WorkedAct): Text | undefined {
  const id = entryNamed(run, act.on);
  const state = id === undefined ? undefined : entryState(run.world, id);
  const name = (['suspend', 'restore', 'reduce', 'extend', 'withdraw', 'cancel'] as const).find(
    (a) => a === textAt(act.details, 'act'),
  );
  if (id === undefined || state === undefined || name === undefined)
    return { zh: `没有登记 \`${act.on}\`，或没有这种处理`, en: `no entry \`${act.on}\`, or no such act` };
  run.entry = id;
  const spec = run.scheme.results.find((r) => r.id === state.decided?.result)?.acts.find((a) => a.act === name);
  const codes = act.details.entries.has('codes') ? textsAt(act.details, 'codes') : undefined;
  const scope = codes !== undefined && state.scope && name !== 'suspend' ? { scope: { ...state.scope, codes } } : {};
  const decision = decideEntryAct(
    run.scheme,
    state,
    {
      act: name,
      reason: reasonOf(act.details, spec?.reasons ?? ''),
      ...(name === 'suspend' ? { codes: codes ?? null } : {}),
      ...scope,
    },
    contextOf(run.world, act.by, flagAt(act.details, 'identified') ?? true),
  );
  if (decision.ok) recordEntry(run.world, id, decision.events);
  else run.refusals = decision.refusals;
  return undefined;
}

/** What the clock does when a day has come: to every entry, and to every case whose clock has run out. */
function runClocks(run: Run): void {
  for (const id of run.world.entries.keys()) {
    const state = entryState(run.world, id);
    if (state) recordEntry(run.world, id, decideEntryClock(state, run.world.day));
    const now = entryState(run.world, id);
    if (now) recordEntry(run.world, id, transitionEvents(run.scheme, run.world.life, now, run.world.day));
  }
  for (const running of run.cases.values()) {
    const state = foldCase(running.id, running.events);
    for (const clock of state.clocks.values()) {
      const out = clock.state === 'running' && clock.due < run.world.day && state.ended === null;
      if (out)
        settle(
          run,
          running,
          decideFurther(
            run.scheme,
            state,
            { act: 'run-clock', clock: clock.clock },
            contextOf(run.world, 'system', true),
          ),
          'system',
        );
    }
  }
}
