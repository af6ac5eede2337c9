import { type Refusal, refuse } from '../act/refusal.ts';
import { compareValues, sumDecimals } from '../scheme/evaluate.ts';
import { isGiven } from './field-value.ts';
import type { GuardOf, GuardQuestion } from './guard-question.ts';
import type { CaseState } from './state.ts';

/** The votes stand in the lines of a fan-out over the voters' role, in the field `vote`: yes, no or abstain. */
function votersOf(state: CaseState, role: string): readonly string[] {
  const voted = new Set<string>();
  for (const [id, step] of state.steps)
    for (const [line, l] of step.lines)
      if (l.done && (l.values['vote'] !== undefined || state.votes.has(id))) voted.add(line);
  return state.named
    .filter((n) => n.role === role && n.person !== null && voted.has(n.person))
    .map((n) => n.person ?? '');
}

export function checkQuorum(guard: GuardOf<'quorum'>, { state }: GuardQuestion): Refusal[] {
  const recused = new Set([...state.votes.values()].flatMap((v) => v.recused));
  const all = state.named.filter((n) => n.role === guard.role && !recused.has(n.person ?? '')).length;
  const present = votersOf(state, guard.role).length;
  const needed = Math.ceil((all * guard.of[0]) / guard.of[1]);
  return present >= needed && all > 0
    ? []
    : [refuse('no-quorum', { all: String(all), present: String(present), needed: String(needed) })];
}

export function checkVotes(guard: GuardOf<'vote-share'>, q: GuardQuestion): Refusal[] {
  const { yes, all, present, replies } = votesIn(q.state, guard.step);
  const counted = guard.denominator === 'all' ? all : guard.denominator === 'present' ? present : replies;
  const passed = counted > 0 && yes * guard.of[1] >= counted * guard.of[0];
  return passed
    ? []
    : [refuse('vote-failed', { yes: String(yes), counted: String(counted), share: `${guard.of[0]}/${guard.of[1]}` })];
}

/** Of a secret ballot the counts at its close; of an open vote what stands in its lines. */
function votesIn(state: CaseState, step: string) {
  const closed = state.votes.get(step);
  const count = (choices: readonly string[]) =>
    closed ? choices.reduce((sum, choice) => sum + (closed.tally[choice] ?? 0), 0) : 0;
  if (closed)
    return {
      yes: count(['yes']),
      all: closed.entitled,
      present: count(Object.keys(closed.tally)),
      replies: count(['yes', 'no', 'abstain']),
    };
  const lines = [...(state.steps.get(step)?.lines.values() ?? [])];
  // Who stands aside is done with her line and has cast nothing.
  const cast = lines.filter((l) => l.done && isGiven(l.values['vote'])).map((l) => l.values['vote']);
  return {
    yes: cast.filter((v) => v === 'yes').length,
    all: lines.length,
    present: cast.length,
    replies: cast.filter((v) => v === 'yes' || v === 'no' || v === 'abstain').length,
  };
}

/** The mean, cut after two decimals so that it never reads as reached, with the sum that it comes from. */
function meanWords(sum: string, count: number): string {
  const [whole = '0', part = ''] = sum.split('.');
  const hundredths = (BigInt(whole + part) * 100n) / (BigInt(count) * 10n ** BigInt(part.length));
  const mean = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
  return count === 1 ? sum : `${mean} (${sum} ÷ ${count})`;
}

export function checkScore(guard: GuardOf<'score'>, q: GuardQuestion): Refusal[] {
  const lines = [...(q.state.steps.get(guard.step)?.lines.values() ?? [])]
    .filter((l) => l.done)
    .map((l) => l.values[guard.field]);
  const sum = sumDecimals(lines);
  const enough = lines.length > 0 && (compareValues(sum, String(guard.least * lines.length)) ?? -1) >= 0;
  return enough
    ? []
    : [
        refuse('score-below', {
          found: lines.length === 0 ? '—' : meanWords(sum, lines.length),
          least: String(guard.least),
        }),
      ];
}
