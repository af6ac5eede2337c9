import { ddDivide, ddSubtract, ddValue, doubleDouble, twoProduct } from '../arithmetic/double-double.ts';
import { requireCount, requireProbability } from './domain.ts';
import { logRatioMinus, stirlingError } from './gamma-function.ts';
import { discreteQuantile } from './inverse.ts';

/**
 * The hypergeometric distribution: k successes among `draws` items taken without replacement from `population` items, of
 * which `successes` are successes.
 */
interface Urn {
  readonly population: number;
  readonly successes: number;
  readonly draws: number;
  readonly least: number;
  readonly most: number;
}

function urn(population: number, successes: number, draws: number): Urn {
  requireCount(population, 'the population');
  requireCount(successes, 'the successes in the population');
  requireCount(draws, 'the draws');
  if (successes > population)
    throw new RangeError(`expected successes <= population \`${population}\`, found \`${successes}\``);
  if (draws > population) throw new RangeError(`expected draws <= population \`${population}\`, found \`${draws}\``);
  return {
    population,
    successes,
    draws,
    least: Math.max(0, draws - (population - successes)),
    most: Math.min(successes, draws),
  };
}

/** P(X = k): a binomial probability of each kind over one of the whole, all in Loader's saddle-point form. */
export function hypergeometricProbability(k: number, population: number, successes: number, draws: number): number {
  return probability(k, urn(population, successes, draws));
}

function probability(k: number, u: Urn): number {
  if (!Number.isInteger(k) || k < u.least || k > u.most) return 0;
  const { population: total, successes: good, draws } = u;
  const bad = total - good;
  if (good === 0 || bad === 0 || draws === 0 || draws === total) return 1;
  // k's excess over its mean; the four cells of the 2 × 2 table deviate by the same amount.
  const mean = ddDivide(twoProduct(good, draws), doubleDouble(total));
  const excess = ddValue(ddSubtract(doubleDouble(k), mean));
  const cells = [
    [k, good, excess],
    [draws - k, bad, -excess],
    [good - k, good, -excess],
    [bad - (draws - k), bad, excess],
  ] as const;
  const share = draws / total;
  let log = 0;
  cells.forEach(([count, kind, over], index) => {
    const expected = kind * (index < 2 ? share : (total - draws) / total);
    if (count > 0)
      log += count * logRatioMinus(expected / count, -over / count) - stirlingError(count) - 0.5 * Math.log(count);
    else log -= expected;
    if (count === 0) log += 0.9189385332046728;
  });
  for (const margin of [good, bad, draws, total - draws]) log += stirlingError(margin) + 0.5 * Math.log(margin);
  log -= stirlingError(total) + 0.5 * Math.log(total) + 0.9189385332046728;
  return Math.exp(log);
}

/** The sum of probabilities from k away from the mode, each from its neighbour by an exact ratio. */
function tailFrom(k: number, direction: 1 | -1, u: Urn): number {
  const { population: total, successes: good, draws } = u;
  const first = probability(k, u);
  let term = 1;
  let sum = 1;
  for (let j = k; ; ) {
    const ratio =
      direction === 1
        ? ((good - j) * (draws - j)) / ((j + 1) * (total - good - draws + j + 1))
        : (j * (total - good - draws + j)) / ((good - j + 1) * (draws - j + 1));
    term *= ratio;
    j += direction;
    if (j < u.least || j > u.most) break;
    sum += term;
    if (term < 1e-18 * sum) break;
  }
  return first * sum;
}

function tails(k: number, u: Urn): { lower: number; upper: number } {
  const whole = Math.floor(k);
  if (whole < u.least) return { lower: 0, upper: 1 };
  if (whole >= u.most) return { lower: 1, upper: 0 };
  const mode = Math.floor(((u.draws + 1) * (u.successes + 1)) / (u.population + 2));
  if (whole < mode) {
    const lower = tailFrom(whole, -1, u);
    return { lower, upper: 1 - lower };
  }
  const upper = tailFrom(whole + 1, 1, u);
  return { lower: 1 - upper, upper };
}

/** P(X <= k). */
export function hypergeometricLower(k: number, population: number, successes: number, draws: number): number {
  return tails(k, urn(population, successes, draws)).lower;
}

/** P(X > k). */
export function hypergeometricUpper(k: number, population: number, successes: number, draws: number): number {
  return tails(k, urn(population, successes, draws)).upper;
}

/** The smallest k with P(X <= k) >= p (to within 64 units of the last place). */
export function hypergeometricQuantile(p: number, population: number, successes: number, draws: number): number {
  requireProbability(p);
  const u = urn(population, successes, draws);
  const target = p * (1 - 1.5e-14);
  return discreteQuantile(
    (k) => tails(k, u).lower >= target,
    (draws * successes) / Math.max(1, population),
    u.least,
    u.most,
  );
}

/** The smallest k with P(X > k) <= q. */
export function hypergeometricQuantileUpper(q: number, population: number, successes: number, draws: number): number {
  requireProbability(q);
  const u = urn(population, successes, draws);
  const target = q * (1 + 1.5e-14);
  return discreteQuantile(
    (k) => tails(k, u).upper <= target,
    (draws * successes) / Math.max(1, population),
    u.least,
    u.most,
  );
}
