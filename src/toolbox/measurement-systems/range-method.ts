import { component } from './crossed-anova.ts';
import { type GaugeRow, type GaugeScale, gaugeRow } from './gauge-result.ts';
import type { Study } from './study-data.ts';

/**
 * Constants of the average and range method, AIAG MSA 4th edition: K1 by trials, K2 by operators, K3 by parts. K1 is 1/d2,
 * K2 and K3 are 1/d2* for one range; printed to four decimals, which the published figures need.
 * The 5.15-sigma constants of the second edition (K1 = 3.05 …) are another thing and are not mixed in.
 */
const k1: Readonly<Record<number, number>> = { 2: 0.8862, 3: 0.5908 };
const k23: Readonly<Record<number, number>> = {
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: the published constant has four decimals, and so has ours.
  2: 0.7071,
  3: 0.5231,
  4: 0.4467,
  5: 0.403,
  6: 0.3742,
  7: 0.3534,
  8: 0.3375,
  9: 0.3249,
  10: 0.3146,
};

export interface RangeResult {
  readonly rows: readonly GaugeRow[];
  readonly averageRange: number;
  /** Range of the operators' averages. */
  readonly operatorRange: number;
  /** Range of the parts' averages. */
  readonly partRange: number;
}

/** Whether the tables hold constants for a study of this size: 2 or 3 trials, 2 or 3 operators, 2 to 10 parts. */
export function rangeConstants(
  study: Study,
): { readonly k1: number; readonly k2: number; readonly k3: number } | undefined {
  const [a, b, c] = [
    k1[study.replicates],
    study.operators.length <= 3 ? k23[study.operators.length] : undefined,
    k23[study.parts.length],
  ];
  return a === undefined || b === undefined || c === undefined ? undefined : { k1: a, k2: b, k3: c };
}

/** EV = R̄ K1, AV² = (X̄diff K2)² − EV²/(n r), PV = Rp K3 (AIAG MSA 4th edition, chapter III B). */
export function rangeMethod(study: Study, scale: GaugeScale): RangeResult | undefined {
  const constants = rangeConstants(study);
  if (!constants) return undefined;
  const [p, r] = [study.parts.length, study.replicates];
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  const averageRange = mean(study.values.flatMap((row) => row.map(spread)));
  const operatorRange = spread(study.operators.map((_, j) => mean(study.values.flatMap((row) => row[j] ?? []))));
  const partRange = spread(study.values.map((row) => mean(row.flat())));
  const ev = averageRange * constants.k1;
  const operatorVariance = (operatorRange * constants.k2) ** 2 - ev ** 2 / (p * r);
  const variance = (value: number) => ({ ...component([]), variance: Math.max(0, value), estimate: value });
  const parts = {
    repeatability: variance(ev ** 2),
    reproducibility: variance(operatorVariance),
    part: variance((partRange * constants.k3) ** 2),
  };
  const grr = variance(parts.repeatability.variance + parts.reproducibility.variance);
  const total = variance(grr.variance + parts.part.variance);
  const named = { grr, ...parts, total };
  return {
    rows: Object.entries(named).map(([source, part]) => gaugeRow(source, part, total.variance, scale, false)),
    averageRange,
    operatorRange,
    partRange,
  };
}
