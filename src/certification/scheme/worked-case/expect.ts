import type { Figure, StoredValue } from '../../case/events.ts';
import { stepOf } from '../../case/state.ts';
import type { EntryState } from '../../entry/state.ts';
import { balanceOf } from '../../round/balance.ts';
import { openRoundSteps, type RoundState } from '../../round/state.ts';
import { both } from '../edition/value-words.ts';
import type { Tree, TreeMap } from '../tree.ts';
import type { Text } from '../vocabulary/word.ts';
import { caseState, entryNamed, type Run, type WorkedFailure } from './running.ts';
import { listOf, storedValue, textAt } from './tree-parts.ts';
import { entryState } from './world.ts';

/** Holds what is against what the worked case expects after an act; only what it speaks of is looked at. */
export function checkExpectations(run: Run, expect: TreeMap): readonly WorkedFailure[] {
  return [...expect.entries].flatMap(([name, { value }]) => {
    switch (name) {
      case 'open':
        return sameList(value, openSteps(run));
      case 'ended':
        return same(value, caseState(run)?.ended?.ending ?? 'not ended');
      case 'entry':
        return value.is === 'map' ? checkEntry(run, value, run.entry) : [];
      case 'entries':
        return checkEntries(run, value);
      case 'clocks':
        return value.is === 'map' ? checkClocks(run, value) : [];
      case 'values':
        return value.is === 'map'
          ? [...value.entries].flatMap(([field, entry]) => same(entry.value, shown(caseState(run)?.values[field])))
          : [];
      case 'findings':
        return sameList(
          value,
          [...(caseState(run)?.findings.values() ?? [])].map((finding) => `${finding.grade}-${finding.state}`),
        );
      case 'figures':
        return value.is === 'map' ? checkFigures(value, caseState(run)?.lastDone?.figures ?? []) : [];
      case 'round':
        return value.is === 'map' ? checkRound(run, value) : [];
      default:
        return [];
    }
  });
}

function openSteps(run: Run): readonly string[] {
  const state = caseState(run);
  return state === undefined || state.ended
    ? []
    : [...state.steps.keys()].filter((id) => stepOf(state, id).status === 'open');
}

function same(expected: Tree, found: string): readonly WorkedFailure[] {
  const wanted = shown(storedValue(expected));
  return wanted === found ? [] : [{ at: expected.at, expected: asWritten(wanted), found: asWritten(found) }];
}

/** Words that a file of cases is written with stay as they are written, with what they mean beside them. */
const meant: ReadonlyMap<string, Text> = new Map([
  ['nothing', { zh: 'nothing（没有）', en: 'nothing' }],
  ['not ended', { zh: '未结束', en: 'not ended' }],
]);

function asWritten(value: string): Text {
  return meant.get(value) ?? both(value);
}

function sameList(expected: Tree, found: readonly string[]): readonly WorkedFailure[] {
  const wanted = listOf(expected).map((item) => shown(storedValue(item)));
  return [...wanted].sort().join() === [...found].sort().join()
    ? []
    : [{ at: expected.at, expected: both(`[${wanted.join(', ')}]`), found: both(`[${found.join(', ')}]`) }];
}

function shown(value: StoredValue | undefined): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? 'nothing');
}

/** Several entries: the number of them, or one expectation for each in the order in which they were opened. */
function checkEntries(run: Run, expected: Tree): readonly WorkedFailure[] {
  const ids = [...run.world.entries.keys()];
  if (expected.is === 'scalar') return same(expected, String(ids.length));
  const wanted = listOf(expected);
  const count =
    wanted.length === ids.length
      ? []
      : [
          {
            at: expected.at,
            expected: { zh: `${wanted.length} 项登记`, en: `${wanted.length} entries` },
            found: both(String(ids.length)),
          },
        ];
  return [
    ...count,
    ...wanted.flatMap((item, index) => (item.is === 'map' ? checkEntry(run, item, ids[index] ?? null) : [])),
  ];
}

function checkEntry(run: Run, expected: TreeMap, current: string | null): readonly WorkedFailure[] {
  const named = textAt(expected, 'of');
  const id = named === undefined ? current : (entryNamed(run, named) ?? null);
  const state = id === null ? undefined : entryState(run.world, id);
  if (state === undefined)
    return [{ at: expected.at, expected: { zh: '一项登记', en: 'an entry' }, found: { zh: '没有', en: 'none' } }];
  return [...expected.entries].flatMap(([name, { value }]) => {
    if (name === 'of') return [];
    if (name === 'due') return value.is === 'map' ? checkDue(state, value) : [];
    if (name === 'codes' || name === 'must')
      return sameList(
        value,
        name === 'codes' ? (state.scope?.codes ?? []) : state.consequences.map((c) => c.consequence),
      );
    return same(value, entryFact(state, name));
  });
}

function entryFact(state: EntryState, name: string): string {
  const facts: ReadonlyMap<string, string | null | undefined> = new Map([
    ['result', state.decided?.result],
    ['kind', state.decided?.kind],
    ['number', state.decided?.number],
    ['holder', state.decided?.holder],
    ['issuer', state.decided?.issuer],
    ['status', state.status],
    ['since', state.since],
    ['from', state.decided?.from],
    ['to', state.to],
    ['grade', state.decided?.grade],
    ['word', state.decided?.outcomeWord],
    ['reason', state.reason?.code],
    ['until', state.suspension?.until],
    ['succeeds', state.decided?.succeeds],
    ['reminded', state.reminded?.holdUntil],
    ['standards', state.decided?.scope.standards.join(', ')],
  ]);
  return facts.get(name) ?? 'nothing';
}

function checkDue(state: EntryState, expected: TreeMap): readonly WorkedFailure[] {
  return [...expected.entries].flatMap(([duty, { value }]) =>
    same(value, state.duties.find((d) => d.duty === duty)?.due ?? 'nothing'),
  );
}

/** A clock's due day while it runs, else its state: standing, met, dropped, out. */
function checkClocks(run: Run, expected: TreeMap): readonly WorkedFailure[] {
  return [...expected.entries].flatMap(([id, { value }]) => {
    const clock = caseState(run)?.clocks.get(id);
    return same(value, clock === undefined ? 'nothing' : clock.state === 'running' ? clock.due : clock.state);
  });
}

/** Figures that the calculator of the step done last gave, by name. */
function checkFigures(expected: TreeMap, figures: readonly Figure[]): readonly WorkedFailure[] {
  return [...expected.entries].flatMap(([name, { value }]) =>
    same(value, figures.find((figure) => figure.name === name)?.value ?? 'nothing'),
  );
}

function checkRound(run: Run, expected: TreeMap): readonly WorkedFailure[] {
  const state = run.round?.state();
  if (state === undefined)
    return [{ at: expected.at, expected: { zh: '一个批次', en: 'a round' }, found: { zh: '没有', en: 'none' } }];
  const nameOf = (id: string) => [...run.cases.values()].find((c) => c.id === id)?.name ?? id;
  return [...expected.entries].flatMap(([name, { value }]) => {
    switch (name) {
      case 'figures':
        return value.is === 'map' ? checkFigures(value, state.run.lastDone?.figures ?? []) : [];
      case 'open':
        return sameList(value, openRoundSteps(state));
      case 'gate': {
        const gate = state.gates.at(-1);
        return same(value, gate === undefined ? 'nothing' : `${gate.in} in, ${gate.out} out`);
      }
      case 'display':
        return same(value, state.display === null ? 'nothing' : `${state.display.from} to ${state.display.to}`);
      case 'listed':
        return sameList(
          value,
          (state.display?.list ?? []).map((row) => nameOf(row.case)),
        );
      case 'ranked':
        return sameList(
          value,
          (state.ranked?.rows ?? []).map(
            (row) => `${row.rank} ${nameOf(row.case)} ${row.score} ${row.grade ?? 'none'}`,
          ),
        );
      case 'objections':
        return sameList(
          value,
          [...state.objections.values()].map(
            (o) => o.refused?.code ?? (o.answer === null ? 'pending' : o.answer.upheld ? 'upheld' : 'answered'),
          ),
        );
      case 'excluded':
        return sameList(
          value,
          (state.assigned?.excluded ?? []).map((e) => `${e.person} ${nameOf(e.case)} ${e.why}`),
        );
      case 'vote':
        return same(value, voteText(state));
      case 'balance':
        return same(value, balanceText(state));
      default:
        return [
          {
            at: value.at,
            expected: both('open, figures, gate, balance, vote, display, listed, ranked, objections, excluded'),
            found: both(name),
          },
        ];
    }
  });
}

/** The vote that was closed last: `5 yes 1 no of 7`. */
function voteText(state: RoundState): string {
  const vote = [...state.run.votes.values()].at(-1);
  if (vote === undefined) return 'nothing';
  const counts = Object.entries(vote.tally).sort(([a], [b]) => (a > b ? -1 : 1));
  return `${counts.map(([choice, count]) => `${count} ${choice}`).join(' ')} of ${vote.entitled}`;
}

/** The last gate: `3 = 2 on + 1 merged`. */
function balanceText(state: RoundState): string {
  const gate = balanceOf(state).gates.at(-1);
  if (gate === undefined) return 'nothing';
  const parts = (['on', 'rejected', 'withdrawn', 'merged', 'closed'] as const).filter((part) => gate[part] > 0);
  return `${gate.received} = ${parts.map((part) => `${gate[part]} ${part}`).join(' + ')}`;
}
