import type { Rule } from '../rules.ts';

/**
 * Trends and alternations as an automaton over "up" and "down". State 0 has no direction yet (one point); others hold the
 * last direction with the number of steps going the same way and the number of steps changing in turn.
 */
export interface DirectionAutomaton {
  readonly states: number;
  /** Next state after a step up and after a step down; -1 where a rule is completed. */
  readonly up: Int32Array;
  readonly down: Int32Array;
}

export function buildDirectionAutomaton(rules: readonly Rule[]): DirectionAutomaton | undefined {
  let trend = Number.POSITIVE_INFINITY;
  let alternation = Number.POSITIVE_INFINITY;
  for (const { test } of rules) {
    if (test.kind === 'trend') trend = Math.min(trend, test.points - 1);
    if (test.kind === 'alternation') alternation = Math.min(alternation, test.points - 1);
  }
  if (trend === Number.POSITIVE_INFINITY && alternation === Number.POSITIVE_INFINITY) return undefined;
  const known = new Map<string, number>([['start', 0]]);
  const queue: { direction: number; same: number; turns: number }[] = [{ direction: 0, same: 0, turns: 0 }];
  const up: number[] = [];
  const down: number[] = [];
  const step = (from: { direction: number; same: number; turns: number }, direction: number): number => {
    const goesOn = direction === from.direction;
    const same = Math.min(goesOn ? from.same + 1 : 1, trend === Number.POSITIVE_INFINITY ? 1 : trend);
    const turns = Math.min(goesOn ? 1 : from.turns + 1, alternation === Number.POSITIVE_INFINITY ? 1 : alternation);
    if (same >= trend || turns >= alternation) return -1;
    const key = `${direction},${same},${turns}`;
    let id = known.get(key);
    if (id === undefined) {
      id = known.size;
      known.set(key, id);
      queue.push({ direction, same, turns });
    }
    return id;
  };
  for (let at = 0; at < queue.length; at++) {
    const state = queue[at]!;
    up.push(step(state, 1));
    down.push(step(state, -1));
  }
  return { states: queue.length, up: Int32Array.from(up), down: Int32Array.from(down) };
}
