import { normalQuantileUpper } from '../distributions/normal.ts';
import type { LifeRow } from './fit-life.ts';

/** One step of the product-limit estimate: units at risk and failures at a time, and the share surviving after it. */
export interface SurvivalStep {
  readonly time: number;
  readonly atRisk: number;
  readonly failures: number;
  readonly survival: number;
  /** Greenwood's standard error. */
  readonly se: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * The product-limit estimate (E. L. Kaplan and P. Meier, JASA 53 (1958) 457-481) with limits normal on ln S, as R's survfit
 * has them. A unit censored at a time of failure counts as at risk then.
 */
export function kaplanMeier(rows: readonly LifeRow[], confidence: number): SurvivalStep[] {
  const sorted = rows.toSorted((a, b) => a.time - b.time);
  const z = normalQuantileUpper((1 - confidence) / 2);
  const steps: SurvivalStep[] = [];
  let atRisk = sorted.reduce((total, row) => total + row.count, 0);
  let survival = 1;
  let greenwood = 0;
  for (let i = 0; i < sorted.length; ) {
    const { time } = sorted[i]!;
    let failures = 0;
    let gone = 0;
    for (; i < sorted.length && sorted[i]!.time === time; i++) {
      gone += sorted[i]!.count;
      if (sorted[i]!.failed) failures += sorted[i]!.count;
    }
    if (failures > 0) {
      survival *= 1 - failures / atRisk;
      greenwood += failures / (atRisk * (atRisk - failures));
      const spread = z * Math.sqrt(greenwood);
      steps.push({
        time,
        atRisk,
        failures,
        survival,
        se: survival === 0 ? 0 : survival * Math.sqrt(greenwood),
        lower: survival === 0 ? 0 : survival * Math.exp(-spread),
        upper: survival === 0 ? 0 : Math.min(1, survival * Math.exp(spread)),
      });
    }
    atRisk -= gone;
  }
  return steps;
}

/** Plotting positions of failures: half way down each step (Meeker and Escobar, 6.4). */
export function plottingPositions(steps: readonly SurvivalStep[]): { readonly time: number; readonly share: number }[] {
  let before = 1;
  return steps.map(({ time, survival }) => {
    const share = 1 - (before + survival) / 2;
    before = survival;
    return { time, share };
  });
}
