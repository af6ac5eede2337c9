/** Runs in a sequence: how many there are, and how many chance would make. */
export interface Expected {
  readonly mean: number;
  readonly sd: number;
}

/** A stretch of neighbours on one side; places from 0. */
export interface Stretch {
  readonly from: number;
  readonly length: number;
}

/** Stretches of equal signs; a sign of 0 belongs to no side and is passed over. */
export function stretches(signs: ArrayLike<number>): Stretch[] {
  const found: Stretch[] = [];
  let last = 0;
  let from = 0;
  let length = 0;
  for (let i = 0; i < signs.length; i++) {
    const sign = signs[i]!;
    if (sign === 0) continue;
    if (sign === last) length++;
    else {
      if (length > 0) found.push({ from, length });
      [last, from, length] = [sign, i, 1];
    }
  }
  if (length > 0) found.push({ from, length });
  return found;
}

/** Wald and Wolfowitz (1940), Annals of Mathematical Statistics 11(2), 147-162. */
export function expectedAbout(above: number, below: number): Expected {
  const n = above + below;
  const twice = 2 * above * below;
  return { mean: 1 + twice / n, sd: n > 1 ? Math.sqrt((twice * (twice - n)) / (n * n * (n - 1))) : 0 };
}

/** Runs up and down of n different values: Levene (1952), Annals of Mathematical Statistics 23(1), 34-56; σ² from n = 4 on. */
export function expectedUpDown(n: number): Expected {
  const variance = n > 3 ? (16 * n - 29) / 90 : n === 3 ? 2 / 9 : 0;
  return { mean: (2 * n - 1) / 3, sd: Math.sqrt(variance) };
}

/**
 * Chances of 0, 1, 2 … runs of `above` and `below` signs in chance order: 2C(a-1,k-1)C(b-1,k-1) of C(a+b,a) orders have 2k
 * runs, C(a-1,k)C(b-1,k-1) + C(a-1,k-1)C(b-1,k) have 2k + 1. Built by ratios outwards from the largest, so that nothing overflows.
 */
export function chancesAbout(above: number, below: number): Float64Array {
  const chances = new Float64Array(2 * Math.min(above, below) + 2);
  if (above === 0 || below === 0) {
    chances[1] = 1;
    return chances;
  }
  const most = Math.min(above, below);
  const pairs = new Float64Array(most + 1);
  const top = Math.max(1, Math.min(most, Math.round((above * below) / (above + below))));
  const ratio = (k: number): number => ((above - k) * (below - k)) / (k * k);
  pairs[top] = 1;
  for (let k = top; k < most; k++) pairs[k + 1] = pairs[k]! * ratio(k);
  for (let k = top - 1; k >= 1; k--) pairs[k] = pairs[k + 1]! / ratio(k);
  for (let k = 1; k <= most; k++) {
    chances[2 * k] = 2 * pairs[k]!;
    chances[2 * k + 1] = (pairs[k]! * (above + below - 2 * k)) / k;
  }
  const sum = chances.reduce((a, b) => a + b, 0);
  return chances.map((chance) => chance / sum);
}

/**
 * Chances of 0, 1, 2 … runs up and down in a chance order of n different values, by André's recurrence (1884): of n! orders
 * s·P(n-1, s) + 2·P(n-1, s-1) + (n-s)·P(n-1, s-2) have s runs. All terms are positive, so that no digit is lost.
 */
export function chancesUpDown(n: number): Float64Array {
  let chances = new Float64Array(Math.max(2, n));
  chances[1] = 1;
  for (let m = 3; m <= n; m++) {
    const next = new Float64Array(chances.length);
    for (let s = 1; s < m; s++)
      next[s] = (s * chances[s]! + 2 * chances[s - 1]! + (m - s) * (s > 1 ? chances[s - 2]! : 0)) / m;
    chances = next;
  }
  return chances;
}

export function atMost(chances: Float64Array, runs: number): number {
  let sum = 0;
  for (let k = 0; k <= Math.min(runs, chances.length - 1); k++) sum += chances[k]!;
  return Math.min(1, sum);
}

export function atLeast(chances: Float64Array, runs: number): number {
  let sum = 0;
  for (let k = chances.length - 1; k >= runs; k--) sum += chances[k]!;
  return Math.min(1, sum);
}
