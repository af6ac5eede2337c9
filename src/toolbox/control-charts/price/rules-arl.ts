import { gaussLegendre } from '../../arithmetic/quadrature.ts';
import { normalLower, normalUpper } from '../../distributions/normal.ts';
import type { Rule } from '../rules.ts';
import { buildDirectionAutomaton, type DirectionAutomaton } from './direction-automaton.ts';
import { buildRuleAutomaton, type RuleAutomaton } from './rule-automaton.ts';

export interface RulesArlInput {
  readonly rules: readonly Rule[];
  /** Shift of the mean in standard deviations of the plotted statistic; 0: in control. */
  readonly shift?: number;
  /** Distance of the control limits; 3 unless said. */
  readonly limitSigma?: number;
}

/**
 * Average run length to the first signal of any of the rules, for independent normal points with known centre and
 * deviation, the shift being there from the first point. Rules on zones: exact Markov chain (Champ and Woodall 1987,
 * Technometrics 29(4), 393-399). Trends and alternations beside them: the chain over zones and directions with the last
 * point's place as a continuous variable, integrated on Gauss-Legendre nodes in each zone; error below 1e-8.
 * Undefined where the automaton would have too many states; infinite where no rule can ever signal.
 */
export function rulesArl({ rules, shift = 0, limitSigma = 3 }: RulesArlInput): number | undefined {
  if (rules.length === 0) return Number.POSITIVE_INFINITY;
  const automaton = buildRuleAutomaton(rules, limitSigma);
  if (!automaton) return undefined;
  const directions = buildDirectionAutomaton(rules);
  return directions ? arlWithDirections(automaton, directions, shift) : arlOfZones(automaton, shift);
}

/** Chances of the zones for a point of mean `shift`, and where each begins on the scale of Φ. */
function zoneChances(cuts: readonly number[], shift: number): Float64Array {
  const zones = cuts.length + 1;
  return Float64Array.from({ length: zones }, (_, k) => {
    const low = k === 0 ? Number.NEGATIVE_INFINITY : cuts[k - 1]! - shift;
    const high = k === cuts.length ? Number.POSITIVE_INFINITY : cuts[k]! - shift;
    // On the right of the middle upper tails keep their digits.
    return low > 0 ? tail(low) - tail(high) : lower(high) - lower(low);
  });
}

const tail = (z: number): number => (z === Number.POSITIVE_INFINITY ? 0 : normalUpper(z));
const lower = (z: number): number =>
  z === Number.NEGATIVE_INFINITY ? 0 : z === Number.POSITIVE_INFINITY ? 1 : normalLower(z);

/** Solves N = 1 + Q N by elimination; Q is substochastic, so that no pivot need be sought. */
function arlOfZones({ cuts, states, next }: RuleAutomaton, shift: number): number | undefined {
  if (states > 1500) return undefined;
  const chances = zoneChances(cuts, shift);
  const zones = chances.length;
  const width = states + 1;
  const a = new Float64Array(states * width);
  for (let s = 0; s < states; s++) {
    a[s * width + s] = 1;
    a[s * width + states] = 1;
    for (let k = 0; k < zones; k++) {
      const to = next[s * zones + k]!;
      if (to >= 0) a[s * width + to]! -= chances[k]!;
    }
  }
  // From the last state up, so that the start is what remains.
  for (let p = states - 1; p > 0; p--) {
    const pivot = a[p * width + p]!;
    for (let r = 0; r < p; r++) {
      const factor = a[r * width + p]! / pivot;
      if (factor === 0) continue;
      for (let c = 0; c < p; c++) a[r * width + c]! -= factor * a[p * width + c]!;
      a[r * width + states]! -= factor * a[p * width + states]!;
    }
  }
  return a[states]! / a[0]!;
}

/** ∫ from -1 to node i of the Lagrange polynomial of node j, as a matrix, row by row. */
function integrationMatrix(n: number): Float64Array {
  const { nodes } = gaussLegendre(n);
  const fine = gaussLegendre(n);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const half = (nodes[i]! + 1) / 2;
    for (let q = 0; q < n; q++) {
      const t = -1 + half * (fine.nodes[q]! + 1);
      for (let j = 0; j < n; j++) {
        let product = 1;
        for (let m = 0; m < n; m++) if (m !== j) product *= (t - nodes[m]!) / (nodes[j]! - nodes[m]!);
        matrix[i * n + j]! += half * fine.weights[q]! * product;
      }
    }
  }
  return matrix;
}

interface Pairs {
  /** State of the rules and zone of the last point, for each pair that can be. */
  readonly zone: Int32Array;
  /** Pair after a point in zone k; -1 where a rule is completed. */
  readonly next: Int32Array;
  readonly first: Int32Array;
  readonly count: number;
}

function pairsOf({ cuts, next }: RuleAutomaton): Pairs {
  const zones = cuts.length + 1;
  const known = new Map<number, number>();
  const list: { state: number; zone: number }[] = [];
  const pairOf = (state: number, zone: number): number => {
    if (state < 0) return -1;
    const key = state * zones + zone;
    let id = known.get(key);
    if (id === undefined) {
      id = list.length;
      known.set(key, id);
      list.push({ state, zone });
    }
    return id;
  };
  const first = Int32Array.from({ length: zones }, (_, k) => pairOf(next[k]!, k));
  const after: number[] = [];
  for (let p = 0; p < list.length; p++) {
    for (let k = 0; k < zones; k++) after.push(pairOf(next[list[p]!.state * zones + k]!, k));
  }
  return { zone: Int32Array.from(list, (pair) => pair.zone), next: Int32Array.from(after), first, count: list.length };
}

/**
 * Iterates N ← 1 + T N. The chain forgets its start at a geometric rate, so that after a few dozen steps the rest of the
 * series is one geometric tail, which is added in closed form.
 */
function arlWithDirections(
  automaton: RuleAutomaton,
  directions: DirectionAutomaton,
  shift: number,
): number | undefined {
  const pairs = pairsOf(automaton);
  const chances = zoneChances(automaton.cuts, shift);
  const zones = chances.length;
  const n = zones <= 2 ? 20 : 10;
  const { weights } = gaussLegendre(n);
  const inside = integrationMatrix(n);
  const ways = directions.states;
  const size = pairs.count * ways * n;
  if (size > 4_000_000) return undefined;
  let increment = new Float64Array(size).fill(1);
  let after = new Float64Array(size);
  const whole = new Float64Array(pairs.count * ways);
  /** ∫ of the increment over its zone, for each pair and direction. */
  const integrate = (): void => {
    for (let p = 0; p < pairs.count; p++) {
      const half = chances[pairs.zone[p]!]! / 2;
      for (let d = 0; d < ways; d++) {
        const at = (p * ways + d) * n;
        let sum = 0;
        for (let i = 0; i < n; i++) sum += weights[i]! * increment[at + i]!;
        whole[p * ways + d] = half * sum;
      }
    }
  };
  const fromStart = (): number => {
    let sum = 0;
    for (let k = 0; k < zones; k++) if (pairs.first[k]! >= 0) sum += whole[pairs.first[k]! * ways]!;
    return sum;
  };
  const advance = (): void => {
    for (let p = 0; p < pairs.count; p++) {
      const zone = pairs.zone[p]!;
      const own = pairs.next[p * zones + zone]!;
      const half = chances[zone]! / 2;
      for (let d = 0; d < ways; d++) {
        const up = directions.up[d]!;
        const down = directions.down[d]!;
        let base = 0;
        for (let k = 0; k < zones; k++) {
          if (k === zone) continue;
          const to = pairs.next[p * zones + k]!;
          const way = k > zone ? up : down;
          if (to >= 0 && way >= 0) base += whole[to * ways + way]!;
        }
        const at = (p * ways + d) * n;
        if (own >= 0 && up >= 0) base += whole[own * ways + up]!;
        const upAt = own >= 0 && up >= 0 ? (own * ways + up) * n : -1;
        const downAt = own >= 0 && down >= 0 ? (own * ways + down) * n : -1;
        for (let i = 0; i < n; i++) {
          let part = 0;
          const row = i * n;
          for (let j = 0; j < n; j++) {
            const difference = (downAt >= 0 ? increment[downAt + j]! : 0) - (upAt >= 0 ? increment[upAt + j]! : 0);
            part += inside[row + j]! * difference;
          }
          after[at + i] = base + half * part;
        }
      }
    }
    [increment, after] = [after, increment];
  };
  let total = 1;
  let last = 0;
  let estimate = 0;
  let steady = 0;
  for (let step = 0; step < 20_000; step++) {
    integrate();
    const term = fromStart();
    total += term;
    const ratio = last > 0 ? term / last : 0;
    const extrapolated = total + (term * ratio) / (1 - ratio);
    steady = Math.abs(extrapolated - estimate) < 1e-10 * extrapolated ? steady + 1 : 0;
    if (term === 0 || (steady >= 3 && step > 40)) return extrapolated;
    estimate = extrapolated;
    last = term;
    advance();
  }
  return undefined;
}
