import type { Rule, RuleTest } from '../rules.ts';

/**
 * Run rules as a finite automaton over the zones of the chart (Champ and Woodall 1987). Zones are cut at the centre line
 * and at every distance that a rule names; a letter is the zone of the next point. Trends and alternations depend on the
 * points' order, not on their zones, and are left to `DirectionAutomaton`.
 */
export interface RuleAutomaton {
  /** Cuts between zones in standard deviations, rising; zone `k` lies between cut `k - 1` and cut `k`. */
  readonly cuts: readonly number[];
  readonly states: number;
  /** Next state for state × (zones) + zone; -1 where a rule is completed. State 0 is the start. */
  readonly next: Int32Array;
}

/** A rule's own small machine: its state is a list of numbers, `undefined` means that the rule is completed. */
type Machine = {
  readonly start: readonly number[];
  readonly step: (state: readonly number[], z: number) => readonly number[] | undefined;
};

/** More states than this and the price is not computed; windows of custom rules can be that long. */
export const mostStates = 60_000;

export function buildRuleAutomaton(rules: readonly Rule[], limitSigma: number): RuleAutomaton | undefined {
  const distances = new Set<number>();
  const machines: Machine[] = [];
  for (const { test } of rules) {
    const machine = machineOf(test, limitSigma);
    if (!machine) continue;
    machines.push(machine);
    if (test.kind === 'limit') distances.add(limitSigma);
    else if ('sigma' in test) distances.add(test.sigma);
  }
  const sigmas = [...distances].sort((a, b) => a - b);
  const needsCentre = rules.some(({ test }) => test.kind === 'run');
  const cuts = [...sigmas.map((s) => -s).reverse(), ...(needsCentre ? [0] : []), ...sigmas];
  const full = explore(machines, middles(cuts));
  return full && minimise(full.next, full.states, cuts);
}

/** A point inside each zone. */
function middles(cuts: readonly number[]): number[] {
  const first = cuts[0];
  const last = cuts.at(-1);
  if (first === undefined || last === undefined) return [0.5];
  return [first - 1, ...cuts.slice(1).map((cut, k) => (cut + (cuts[k] ?? cut)) / 2), last + 1];
}

function machineOf(test: RuleTest, limitSigma: number): Machine | undefined {
  switch (test.kind) {
    case 'limit':
      return { start: [], step: (_, z) => (Math.abs(z) > limitSigma ? undefined : []) };
    case 'beyond':
      return { start: [], step: (_, z) => (Math.abs(z) > test.sigma ? undefined : []) };
    case 'run':
      return countingMachine(test.points, (count, z) => (z > 0 ? Math.max(count, 0) + 1 : Math.min(count, 0) - 1));
    case 'hugging':
      return countingMachine(test.points, (count, z) => (Math.abs(z) < test.sigma ? count + 1 : 0));
    case 'mixture':
      return test.bothSides
        ? mixtureOfBothSides(test)
        : countingMachine(test.points, (count, z) => (Math.abs(z) > test.sigma ? count + 1 : 0));
    case 'cluster':
      return clusterMachine(test);
    case 'trend':
    case 'alternation':
      return undefined;
  }
}

function countingMachine(points: number, count: (before: number, z: number) => number): Machine {
  return {
    start: [0],
    step: ([before = 0], z) => {
      const now = count(before, z);
      return Math.abs(now) >= points ? undefined : [now];
    },
  };
}

/** State: how many in a row lie outside, and how many of the last lie on one side (signed). */
function mixtureOfBothSides(test: { readonly points: number; readonly sigma: number }): Machine {
  return {
    start: [0, 0],
    step: ([outside = 0, side = 0], z) => {
      if (Math.abs(z) <= test.sigma) return [0, 0];
      const count = Math.min(outside + 1, test.points);
      const sameSide = z > 0 ? Math.max(side, 0) + 1 : Math.min(side, 0) - 1;
      const capped = Math.max(-test.points, Math.min(test.points, sameSide));
      return count >= test.points && Math.abs(capped) < test.points ? undefined : [count, capped];
    },
  };
}

/** State: which of the last `of - 1` points lay beyond the distance, above and below, as bits; old ones drop off. */
function clusterMachine({
  count,
  of,
  sigma,
}: {
  readonly count: number;
  readonly of: number;
  readonly sigma: number;
}): Machine {
  const kept = of - 1;
  const ones = (bits: number): number => {
    let n = 0;
    for (let rest = bits; rest > 0; rest = Math.floor(rest / 2)) n += rest % 2;
    return n;
  };
  const shift = (bits: number, bit: boolean): number => (bits * 2 + (bit ? 1 : 0)) % 2 ** of;
  return {
    start: [0, 0],
    step: ([above = 0, below = 0], z) => {
      const up = shift(above, z > sigma);
      const down = shift(below, z < -sigma);
      if ((z > sigma && ones(up) >= count) || (z < -sigma && ones(down) >= count)) return undefined;
      return [up % 2 ** kept, down % 2 ** kept];
    },
  };
}

function explore(
  machines: readonly Machine[],
  letters: readonly number[],
): { next: Int32Array; states: number } | undefined {
  const known = new Map<string, number>();
  const queue: (readonly (readonly number[])[])[] = [];
  const rows: number[] = [];
  const idOf = (state: readonly (readonly number[])[]): number => {
    const key = state.map((part) => part.join(',')).join(';');
    let id = known.get(key);
    if (id === undefined) {
      id = known.size;
      known.set(key, id);
      queue.push(state);
    }
    return id;
  };
  idOf(machines.map((machine) => machine.start));
  for (let at = 0; at < queue.length; at++) {
    if (queue.length > mostStates) return undefined;
    const state = queue[at] ?? [];
    for (const z of letters) {
      const after = machines.map((machine, k) => machine.step(state[k] ?? [], z));
      rows.push(after.every((part) => part !== undefined) ? idOf(after) : -1);
    }
  }
  return { next: Int32Array.from(rows), states: queue.length };
}

/** Merges states that no future can tell apart (Moore's partition refinement). */
function minimise(next: Int32Array, states: number, cuts: readonly number[]): RuleAutomaton {
  const letters = cuts.length + 1;
  let group: Int32Array = new Int32Array(states);
  let groups = 1;
  for (;;) {
    const known = new Map<string, number>();
    const refined = new Int32Array(states);
    for (let s = 0; s < states; s++) {
      let key = String(group[s]);
      for (let a = 0; a < letters; a++) {
        const to = next[s * letters + a]!;
        key += `,${to < 0 ? -1 : group[to]}`;
      }
      let id = known.get(key);
      if (id === undefined) {
        id = known.size;
        known.set(key, id);
      }
      refined[s] = id;
    }
    group = refined;
    if (known.size === groups) break;
    groups = known.size;
  }
  const merged = new Int32Array(groups * letters);
  for (let s = 0; s < states; s++) {
    for (let a = 0; a < letters; a++) {
      const to = next[s * letters + a]!;
      merged[group[s]! * letters + a] = to < 0 ? -1 : group[to]!;
    }
  }
  return { cuts, states: groups, next: merged };
}
