import { millsRatio } from '../distributions/mills-ratio.ts';
import { normalLogDensity, normalLogUpper, normalLower, normalQuantile } from '../distributions/normal.ts';

/**
 * Standard members of the log-location-scale families of life data: ln T = μ + σ Z. The derivatives of ln f and ln S with
 * respect to z serve Newton's iteration on the likelihood (W. Q. Meeker and L. A. Escobar, Statistical Methods for
 * Reliability Data (1998), chapters 4 and 8).
 */
export type LifeFamily = 'weibull' | 'lognormal' | 'loglogistic' | 'exponential';

export interface StandardLife {
  readonly logDensity: (z: number) => number;
  readonly logSurvival: (z: number) => number;
  /** First and second derivative of ln f. */
  readonly density1: (z: number) => number;
  readonly density2: (z: number) => number;
  /** First and second derivative of ln S. */
  readonly survival1: (z: number) => number;
  readonly survival2: (z: number) => number;
  readonly lower: (z: number) => number;
  readonly quantile: (p: number) => number;
}

const smallestExtreme: StandardLife = {
  logDensity: (z) => z - Math.exp(z),
  logSurvival: (z) => -Math.exp(z),
  density1: (z) => 1 - Math.exp(z),
  density2: (z) => -Math.exp(z),
  survival1: (z) => -Math.exp(z),
  survival2: (z) => -Math.exp(z),
  lower: (z) => -Math.expm1(-Math.exp(z)),
  quantile: (p) => Math.log(-Math.log1p(-p)),
};

/** Hazard of the standard normal distribution, φ(z) / (1 - Φ(z)). */
function normalHazard(z: number): number {
  if (z >= 0) return 1 / millsRatio(z);
  return Math.exp(normalLogDensity(z) - normalLogUpper(z));
}

const normal: StandardLife = {
  logDensity: normalLogDensity,
  logSurvival: normalLogUpper,
  density1: (z) => -z,
  density2: () => -1,
  survival1: (z) => -normalHazard(z),
  survival2: (z) => -normalHazard(z) * (normalHazard(z) - z),
  lower: normalLower,
  quantile: normalQuantile,
};

const expit = (z: number) => (z > 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));
/** ln(1 + e^z), without overflow. */
const softplus = (z: number) => (z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)));

const logistic: StandardLife = {
  logDensity: (z) => z - 2 * softplus(z),
  logSurvival: (z) => -softplus(z),
  density1: (z) => 1 - 2 * expit(z),
  density2: (z) => -2 * expit(z) * expit(-z),
  survival1: (z) => -expit(z),
  survival2: (z) => -expit(z) * expit(-z),
  lower: expit,
  quantile: (p) => Math.log(p) - Math.log1p(-p),
};

/** The exponential is a Weibull whose σ is held at 1. */
export const standardLives: Readonly<Record<LifeFamily, StandardLife>> = {
  weibull: smallestExtreme,
  lognormal: normal,
  loglogistic: logistic,
  exponential: smallestExtreme,
};
