import type { Warning } from '../method/method.ts';
import { text, warning } from '../outcome/answer.ts';
import { type Estimate, fitLife, type LifeFit, type LifeRow, lifeQuantile, survivalAt } from './fit-life.ts';
import { kaplanMeier, type SurvivalStep } from './kaplan-meier.ts';
import type { LifeFamily } from './location-scale.ts';

export interface LifeData {
  readonly units: number;
  readonly failures: number;
  readonly distribution: LifeFamily;
  /** μ and σ of the logarithm of life. */
  readonly location: number;
  readonly scale: number;
  /** Shape β and characteristic life η, for Weibull and exponential lives. */
  readonly shape: Estimate | null;
  readonly characteristicLife: Estimate | null;
  readonly median: Estimate;
  readonly logLikelihood: number;
  readonly lives: readonly (Estimate & { readonly share: number })[];
  readonly survival: readonly (Estimate & { readonly time: number })[];
  readonly comparison: readonly {
    readonly distribution: LifeFamily;
    readonly logLikelihood: number;
    readonly aic: number;
  }[];
  readonly kaplanMeier: readonly SurvivalStep[];
}

const families: readonly LifeFamily[] = ['weibull', 'lognormal', 'loglogistic', 'exponential'];
const shares = [0.01, 0.05, 0.1, 0.5, 0.9];

/** Shape β = 1/σ and scale η = e^μ, with limits normal on their logarithms (whose errors are those of ln σ and μ). */
function weibullParameters(fit: LifeFit, confidence: number): { shape: Estimate; characteristicLife: Estimate } {
  const unit: LifeFit = {
    ...fit,
    location: -Math.log(fit.scale),
    scale: 1,
    covariance: [
      [fit.covariance[1][1], 0],
      [0, 0],
    ],
  };
  // A quantile at w = 0 is e^location: the limits of β and of η are both that of a lognormal estimate.
  const share = -Math.expm1(-1);
  return { shape: lifeQuantile(unit, share, confidence), characteristicLife: lifeQuantile(fit, share, confidence) };
}

/** The fit of the chosen distribution, the others beside it, and the product-limit estimate. */
export function analyseLives(
  rows: readonly LifeRow[],
  choice: string,
  confidence: number,
  times: readonly number[],
  warnings: Warning[],
): LifeData {
  const fits = families.map((family) => fitLife(rows, family));
  const aic = (fit: LifeFit) => 2 * fit.parameters - 2 * fit.logLikelihood;
  const best = fits.toSorted((a, b) => aic(a) - aic(b))[0]!;
  const fit = choice === 'best' ? best : fits.find((one) => one.family === choice)!;
  const units = rows.reduce((total, row) => total + row.count, 0);
  const failures = rows.reduce((total, row) => total + (row.failed ? row.count : 0), 0);
  if (failures < 10)
    warnings.push(
      warning(
        'few-failures',
        text(`只有 ${failures} 次失效，区间只是近似`, `only ${failures} failures: the intervals are rough`),
        text('延长试验，或把结论当作下限看待', 'Run the test longer, or read the lower limits only'),
      ),
    );
  if (aic(fit) - aic(best) > 4)
    warnings.push(
      warning(
        'other-distribution',
        text(
          `${best.family} 分布的 AIC 小 ${(aic(fit) - aic(best)).toPrecision(3)}`,
          `the ${best.family} distribution has an AIC smaller by ${(aic(fit) - aic(best)).toPrecision(3)}`,
        ),
        text('比较两者的概率图', 'Compare the probability plots of both'),
      ),
    );
  if (!fit.converged)
    warnings.push(
      warning(
        'not-converged',
        text('似然估计没有收敛', 'the likelihood did not converge'),
        text('检查数据；失效太少时改用指数分布', 'Check the data; with too few failures take the exponential'),
      ),
    );
  const weibull = fit.family === 'weibull' || fit.family === 'exponential' ? weibullParameters(fit, confidence) : null;
  return {
    units,
    failures,
    distribution: fit.family,
    location: fit.location,
    scale: fit.scale,
    shape: weibull?.shape ?? null,
    characteristicLife: weibull?.characteristicLife ?? null,
    median: lifeQuantile(fit, 0.5, confidence),
    logLikelihood: fit.logLikelihood,
    lives: shares.map((share) => ({ share, ...lifeQuantile(fit, share, confidence) })),
    survival: times.map((time) => ({ time, ...survivalAt(fit, time, confidence) })),
    comparison: fits.map((one) => ({ distribution: one.family, logLikelihood: one.logLikelihood, aic: aic(one) })),
    kaplanMeier: kaplanMeier(rows, confidence),
  };
}
