import { betaQuantile } from '../distributions/beta.ts';
import { chiSquaredUpper } from '../distributions/chi-squared.ts';
import { normalQuantile, normalUpper } from '../distributions/normal.ts';

/** A coefficient of agreement with its test against 0 and, where one is known, its interval. */
export interface Agreement {
  /** Null where it is not defined: everybody always gave the same category. */
  readonly kappa: number | null;
  /** Standard error under the hypothesis of no agreement beyond chance. */
  readonly se0: number | null;
  readonly z: number | null;
  readonly p: number | null;
}

const undefinedAgreement: Agreement = { kappa: null, se0: null, z: null, p: null };

function tested(kappa: number, variance0: number): Agreement {
  if (!(variance0 > 0)) return { kappa, se0: null, z: null, p: null };
  const se0 = Math.sqrt(variance0);
  return { kappa, se0, z: kappa / se0, p: normalUpper(kappa / se0) };
}

export interface FleissKappa {
  readonly overall: Agreement;
  readonly categories: readonly (Agreement & { readonly category: string })[];
}

/**
 * Fleiss' kappa of N items rated n times each into categories: `counts[item][category]`. Standard errors under the null
 * hypothesis by Fleiss, Nee and Landis, Psychological Bulletin 86 (1979) 974-977; p one-sided, as agreement is asked for.
 */
export function fleissKappa(counts: readonly (readonly number[])[], categories: readonly string[]): FleissKappa {
  const items = counts.length;
  const ratings = (counts[0] ?? []).reduce((a, b) => a + b, 0);
  const shares = categories.map((_, j) => counts.reduce((sum, row) => sum + (row[j] ?? 0), 0) / (items * ratings));
  const pairs = items * ratings * (ratings - 1);
  const chance = shares.reduce((sum, p) => sum + p * p, 0);
  const observed = counts.reduce((sum, row) => sum + row.reduce((inner, x) => inner + x * (x - 1), 0), 0) / pairs;
  const pq = shares.reduce((sum, p) => sum + p * (1 - p), 0);
  const skew = shares.reduce((sum, p) => sum + p * (1 - p) * (1 - 2 * p), 0);
  const overall =
    pq > 0
      ? tested((observed - chance) / (1 - chance), (2 / pairs) * ((pq * pq - skew) / (pq * pq)))
      : undefinedAgreement;
  const each = categories.map((category, j) => {
    const p = shares[j] ?? 0;
    if (p === 0 || p === 1) return { category, ...undefinedAgreement };
    const disagree = counts.reduce((sum, row) => sum + (row[j] ?? 0) * (ratings - (row[j] ?? 0)), 0);
    return { category, ...tested(1 - disagree / (pairs * p * (1 - p)), 2 / pairs) };
  });
  return { overall, categories: each };
}

export interface CohenKappa extends Agreement {
  readonly n: number;
  readonly observed: number;
  /** Standard error and interval under the alternative. */
  readonly se: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Cohen's kappa of two raters. Standard errors under null and alternative by Fleiss, Cohen and Everitt, Psychological
 * Bulletin 72 (1969) 323-327.
 */
export function cohenKappa(first: readonly string[], second: readonly string[], confidence: number): CohenKappa {
  const n = first.length;
  const categories = [...new Set([...first, ...second])];
  const share = categories.map(() => categories.map(() => 0));
  for (const [i, a] of first.entries()) {
    const row = share[categories.indexOf(a)];
    const j = categories.indexOf(second[i] ?? '');
    if (row) row[j] = (row[j] ?? 0) + 1 / n;
  }
  const rows = share.map((row) => row.reduce((a, b) => a + b, 0));
  const columns = categories.map((_, j) => share.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const observed = categories.reduce((sum, _, i) => sum + (share[i]?.[i] ?? 0), 0);
  const chance = categories.reduce((sum, _, i) => sum + (rows[i] ?? 0) * (columns[i] ?? 0), 0);
  if (!(chance < 1)) return { ...undefinedAgreement, n, observed, se: null, low: null, high: null };
  const kappa = (observed - chance) / (1 - chance);
  const spread = categories.reduce(
    (sum, _, i) => sum + (rows[i] ?? 0) * (columns[i] ?? 0) * ((rows[i] ?? 0) + (columns[i] ?? 0)),
    0,
  );
  const variance0 = (chance + chance ** 2 - spread) / (n * (1 - chance) ** 2);
  let [diagonal, off] = [0, 0];
  for (const i of categories.keys()) {
    for (const j of categories.keys()) {
      const p = share[i]?.[j] ?? 0;
      if (i === j) diagonal += p * (1 - ((rows[i] ?? 0) + (columns[i] ?? 0)) * (1 - kappa)) ** 2;
      else off += p * ((columns[i] ?? 0) + (rows[j] ?? 0)) ** 2;
    }
  }
  const variance = (diagonal + (1 - kappa) ** 2 * off - (kappa - chance * (1 - kappa)) ** 2) / (n * (1 - chance) ** 2);
  const se = Math.sqrt(Math.max(0, variance));
  const half = normalQuantile((1 + confidence) / 2) * se;
  return {
    ...tested(kappa, variance0),
    n,
    observed,
    se,
    low: Math.max(-1, kappa - half),
    high: Math.min(1, kappa + half),
  };
}

export interface Concordance {
  readonly w: number | null;
  readonly chiSquared: number | null;
  readonly df: number;
  readonly p: number | null;
}

/** Midranks of values. */
export function midranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j + 1 < order.length && values[order[j + 1] ?? 0] === values[order[i] ?? 0]) j++;
    for (let k = i; k <= j; k++) ranks[order[k] ?? 0] = (i + j) / 2 + 1;
    i = j + 1;
  }
  return ranks;
}

/** Σ f(size) over groups of equal values. */
function tieSum(values: readonly number[], f: (size: number) => number): number {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + f(size), 0);
}

/**
 * Kendall's coefficient of concordance of m raters over n items with correction for ties: `ratings[rater][item]`.
 * χ² = m (n − 1) W with n − 1 degrees of freedom. Source: Kendall and Gibbons, Rank Correlation Methods, chapter 6.
 */
export function kendallConcordance(ratings: readonly (readonly number[])[]): Concordance {
  const m = ratings.length;
  const n = ratings[0]?.length ?? 0;
  const ranks = ratings.map(midranks);
  const sums = Array.from({ length: n }, (_, i) => ranks.reduce((sum, row) => sum + (row[i] ?? 0), 0));
  const mean = (m * (n + 1)) / 2;
  const s = sums.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  const ties = ratings.reduce((sum, row) => sum + tieSum(row, (t) => t ** 3 - t), 0);
  const denominator = m * m * (n ** 3 - n) - m * ties;
  if (!(denominator > 0)) return { w: null, chiSquared: null, df: n - 1, p: null };
  const w = (12 * s) / denominator;
  const chiSquared = m * (n - 1) * w;
  return { w, chiSquared, df: n - 1, p: chiSquaredUpper(chiSquared, n - 1) };
}

export interface RankCorrelation {
  readonly tau: number | null;
  readonly z: number | null;
  readonly p: number | null;
}

/** Kendall's tau-b with its normal test corrected for ties (two-sided, no continuity correction, as R's cor.test has it). */
export function kendallTau(x: readonly number[], y: readonly number[]): RankCorrelation {
  const n = x.length;
  let s = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) s += Math.sign((x[i] ?? 0) - (x[j] ?? 0)) * Math.sign((y[i] ?? 0) - (y[j] ?? 0));
  const pairs = (n * (n - 1)) / 2;
  const tied = (values: readonly number[]) => tieSum(values, (t) => (t * (t - 1)) / 2);
  const denominator = Math.sqrt((pairs - tied(x)) * (pairs - tied(y)));
  if (!(denominator > 0)) return { tau: null, z: null, p: null };
  const v = (values: readonly number[]) => tieSum(values, (t) => t * (t - 1) * (2 * t + 5));
  const v1 = (values: readonly number[]) => tieSum(values, (t) => t * (t - 1));
  const v2 = (values: readonly number[]) => tieSum(values, (t) => t * (t - 1) * (t - 2));
  const base = (n * (n - 1) * (2 * n + 5) - v(x) - v(y)) / 18;
  const variance =
    base + (v1(x) * v1(y)) / (2 * n * (n - 1)) + (n > 2 ? (v2(x) * v2(y)) / (9 * n * (n - 1) * (n - 2)) : 0);
  const z = s / Math.sqrt(variance);
  return { tau: s / denominator, z, p: 2 * normalUpper(Math.abs(z)) };
}

/** Clopper-Pearson interval of a proportion. */
export function proportionInterval(
  successes: number,
  n: number,
  confidence: number,
): { readonly low: number; readonly high: number } {
  const tail = (1 - confidence) / 2;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    high: successes === n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
  };
}
