import { ruleSets } from '../control-charts/rule-sets.ts';
import { applyRules } from '../control-charts/rules.ts';
import { betaQuantile, betaQuantileUpper } from '../distributions/beta.ts';
import { chiSquaredQuantile } from '../distributions/chi-squared.ts';
import { normalQuantile } from '../distributions/normal.ts';
import type { Index } from './indices.ts';
import type { Stability } from './stability.ts';

export interface AttributeCapability {
  readonly samples: number;
  readonly inspected: number;
  readonly count: number;
  /** Proportion nonconforming, or nonconformities per unit. */
  readonly rate: Index;
  readonly ppm: Index;
  /** Nonconformities per million opportunities. */
  readonly dpmo: Index;
  /** Share of units without a nonconformity. */
  readonly yield: Index;
  /** Φ⁻¹(1 - p): how many standard deviations fit in, without and with the customary shift of 1.5. */
  readonly z: Index;
  readonly zShifted: Index;
  readonly target: number | null;
  readonly stability: Stability;
  /** Rate after each sample, for the picture of whether enough were taken. */
  readonly cumulative: readonly number[];
}

/** Clopper and Pearson (1934), Biometrika 26, 404-413. */
export function proportionInterval(
  count: number,
  n: number,
  confidence: number,
): { readonly lower: number; readonly upper: number } {
  const half = (1 - confidence) / 2;
  return {
    lower: count === 0 ? 0 : betaQuantile(half, count, n - count + 1),
    upper: count === n ? 1 : betaQuantileUpper(half, count + 1, n - count),
  };
}

/** Garwood (1936), Biometrika 28, 437-442: exact limits of a Poisson mean, per unit. */
export function rateInterval(
  count: number,
  units: number,
  confidence: number,
): { readonly lower: number; readonly upper: number } {
  const half = (1 - confidence) / 2;
  return {
    lower: count === 0 ? 0 : chiSquaredQuantile(half, 2 * count) / 2 / units,
    upper: chiSquaredQuantile(1 - half, 2 * count + 2) / 2 / units,
  };
}

const map = (index: Index, f: (x: number) => number, falls = false): Index => {
  const one = (x: number | null): number | null => (x === null || !Number.isFinite(f(x)) ? null : f(x));
  return falls
    ? { value: one(index.value), lower: one(index.upper), upper: one(index.lower) }
    : { value: one(index.value), lower: one(index.lower), upper: one(index.upper) };
};

export function attributeCapability(
  defects: boolean,
  rows: readonly { readonly count: number; readonly size: number }[],
  {
    confidence,
    opportunities,
    target,
  }: { readonly confidence: number; readonly opportunities: number; readonly target: number | null },
): AttributeCapability {
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  const inspected = rows.reduce((sum, row) => sum + row.size, 0);
  const rate: Index = {
    value: count / inspected,
    ...(defects ? rateInterval : proportionInterval)(count, inspected, confidence),
  };
  const nonconforming = defects ? map(rate, (u) => -Math.expm1(-u)) : rate;
  const z = map(nonconforming, (p) => -normalQuantile(p), true);
  let c = 0;
  let n = 0;
  return {
    samples: rows.length,
    inspected,
    count,
    rate,
    ppm: map(nonconforming, (p) => p * 1e6),
    dpmo: map(rate, (r) => (r / opportunities) * 1e6),
    yield: map(nonconforming, (p) => 1 - p, true),
    z,
    zShifted: map(z, (x) => x + 1.5),
    target,
    stability: stabilityOf(defects, rows, count / inspected),
    cumulative: rows.map((row) => {
      c += row.count;
      n += row.size;
      return c / n;
    }),
  };
}

function stabilityOf(
  defects: boolean,
  rows: readonly { readonly count: number; readonly size: number }[],
  rate: number,
): Stability {
  const z = Float64Array.from(
    rows,
    ({ count, size }) => (count / size - rate) / Math.sqrt((defects ? rate : rate * (1 - rate)) / size),
  );
  const mask = new Uint32Array(rows.length);
  applyRules({ values: z, z, ucl: 3, lcl: -3 }, ruleSets.nelson.rules.slice(0, 2), mask, 0, rows.length);
  const signals = Array.from(mask.keys())
    .filter((k) => mask[k] !== 0)
    .map((k) => k + 1);
  return { stable: signals.length === 0, points: rows.length, signals };
}
