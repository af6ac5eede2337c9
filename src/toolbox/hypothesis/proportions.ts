import { betaQuantile, betaQuantileUpper } from '../distributions/beta.ts';
import { binomialLower, binomialProbability, binomialUpper } from '../distributions/binomial.ts';
import {
  hypergeometricLower,
  hypergeometricProbability,
  hypergeometricUpper,
} from '../distributions/hypergeometric.ts';
import { normalQuantileUpper } from '../distributions/normal.ts';
import type { Alternative, Interval } from './test-parts.ts';

/** Clopper and Pearson's exact interval of a proportion (Biometrika 26 (1934) 404-413). */
export function clopperPearson(events: number, trials: number, confidence: number, alternative: Alternative): Interval {
  const tail = alternative === 'two-sided' ? (1 - confidence) / 2 : 1 - confidence;
  const lower = events === 0 ? 0 : betaQuantile(tail, events, trials - events + 1);
  const upper = events === trials ? 1 : betaQuantileUpper(tail, events + 1, trials - events);
  return { lower: alternative === 'less' ? 0 : lower, upper: alternative === 'greater' ? 1 : upper };
}

/** Wilson's score interval (JASA 22 (1927) 209-212). */
export function wilson(events: number, trials: number, z: number): { lower: number; upper: number } {
  const p = events / trials;
  const centre = p + (z * z) / (2 * trials);
  const half = z * Math.sqrt((p * (1 - p)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return { lower: Math.max(0, (centre - half) / scale), upper: Math.min(1, (centre + half) / scale) };
}

/** The exact test of a proportion; two-sided by adding every outcome no likelier than the one seen, as R's binom.test. */
export function exactBinomial(events: number, trials: number, target: number, alternative: Alternative): number {
  if (alternative === 'less') return binomialLower(events, trials, target);
  if (alternative === 'greater') return binomialUpper(events - 1, trials, target);
  return likelihoodTail(
    events,
    0,
    trials,
    (k) => binomialProbability(k, trials, target),
    (k) => binomialLower(k, trials, target),
    (k) => binomialUpper(k, trials, target),
  );
}

const tie = 1 + 1e-7;

/** P of all outcomes whose probability does not exceed that of k (to 1 part in 10⁷), for a unimodal distribution. */
function likelihoodTail(
  k: number,
  least: number,
  most: number,
  probability: (k: number) => number,
  lower: (k: number) => number,
  upper: (k: number) => number,
): number {
  const limit = probability(k) * tie;
  const below = (j: number) => probability(j) <= limit;
  // The outcomes above the limit form one run around the mode: find its ends by bisection on either side.
  let inside = k;
  if (below(k)) inside = modeOf(least, most, probability);
  if (below(inside)) return 1;
  const left = edge(least - 1, inside, (j) => j < least || below(j));
  const right = edge(most + 1, inside, (j) => j > most || below(j));
  return Math.min(1, lower(left) + upper(right - 1));
}

/** The place furthest towards `inside` where `outside` still holds. */
function edge(from: number, inside: number, outside: (j: number) => boolean): number {
  let out = from;
  let inner = inside;
  while (Math.abs(inner - out) > 1) {
    const middle = Math.floor((out + inner) / 2);
    if (outside(middle)) out = middle;
    else inner = middle;
  }
  return out;
}

function modeOf(least: number, most: number, probability: (k: number) => number): number {
  let low = least;
  let high = most;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (probability(middle) < probability(middle + 1)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A 2 × 2 table: events and trials of two samples. */
export interface TwoCounts {
  readonly events1: number;
  readonly trials1: number;
  readonly events2: number;
  readonly trials2: number;
}

/** Fisher's exact test of two proportions; two-sided by likelihood, as R's fisher.test. */
export function fisherExact(c: TwoCounts, alternative: Alternative): number {
  const population = c.trials1 + c.trials2;
  const events = c.events1 + c.events2;
  const lower = (k: number) => hypergeometricLower(k, population, events, c.trials1);
  const upper = (k: number) => hypergeometricUpper(k, population, events, c.trials1);
  if (alternative === 'less') return lower(c.events1);
  if (alternative === 'greater') return upper(c.events1 - 1);
  const probability = (k: number) => hypergeometricProbability(k, population, events, c.trials1);
  return likelihoodTail(
    c.events1,
    Math.max(0, c.trials1 + events - population),
    Math.min(events, c.trials1),
    probability,
    lower,
    upper,
  );
}

/** Newcombe's interval of a difference of proportions from two Wilson intervals (Statistics in Medicine 17 (1998) 873-890). */
export function newcombe(c: TwoCounts, confidence: number, alternative: Alternative): Interval {
  const z = normalQuantileUpper(alternative === 'two-sided' ? (1 - confidence) / 2 : 1 - confidence);
  const p1 = c.events1 / c.trials1;
  const p2 = c.events2 / c.trials2;
  const a = wilson(c.events1, c.trials1, z);
  const b = wilson(c.events2, c.trials2, z);
  const lower = p1 - p2 - Math.hypot(p1 - a.lower, b.upper - p2);
  const upper = p1 - p2 + Math.hypot(a.upper - p1, p2 - b.lower);
  return { lower: alternative === 'less' ? -1 : lower, upper: alternative === 'greater' ? 1 : upper };
}

/** The pooled normal test of two equal proportions, without continuity correction. */
export function pooledZ(c: TwoCounts): number {
  const pooled = (c.events1 + c.events2) / (c.trials1 + c.trials2);
  const se = Math.sqrt(pooled * (1 - pooled) * (1 / c.trials1 + 1 / c.trials2));
  return (c.events1 / c.trials1 - c.events2 / c.trials2) / se;
}
