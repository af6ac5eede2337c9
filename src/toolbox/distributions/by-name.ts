import { betaLower, betaQuantile, betaQuantileUpper, betaUpper } from './beta.ts';
import { binomialLower, binomialQuantile, binomialQuantileUpper, binomialUpper } from './binomial.ts';
import { chiSquaredLower, chiSquaredQuantile, chiSquaredQuantileUpper, chiSquaredUpper } from './chi-squared.ts';
import { fisherFLower, fisherFQuantile, fisherFQuantileUpper, fisherFUpper } from './fisher-f.ts';
import { gammaLower, gammaQuantile, gammaQuantileUpper, gammaUpper } from './gamma.ts';
import {
  hypergeometricLower,
  hypergeometricQuantile,
  hypergeometricQuantileUpper,
  hypergeometricUpper,
} from './hypergeometric.ts';
import {
  noncentralChiSquaredLower,
  noncentralChiSquaredQuantile,
  noncentralChiSquaredQuantileUpper,
  noncentralChiSquaredUpper,
} from './noncentral-chi-squared.ts';
import { noncentralFLower, noncentralFQuantile, noncentralFQuantileUpper, noncentralFUpper } from './noncentral-f.ts';
import { noncentralTLower, noncentralTQuantile, noncentralTQuantileUpper, noncentralTUpper } from './noncentral-t.ts';
import { normalLower, normalQuantile, normalQuantileUpper, normalUpper } from './normal.ts';
import { poissonLower, poissonQuantile, poissonQuantileUpper, poissonUpper } from './poisson.ts';
import { studentTLower, studentTQuantile, studentTQuantileUpper, studentTUpper } from './student-t.ts';
import {
  studentizedRangeLower,
  studentizedRangeQuantile,
  studentizedRangeQuantileUpper,
  studentizedRangeUpper,
} from './studentized-range.ts';

type OfParameters = (x: number, ...parameters: number[]) => number;

export interface NamedDistribution {
  readonly lower: OfParameters;
  readonly upper: OfParameters;
  readonly quantile: OfParameters;
  readonly quantileUpper: OfParameters;
}

function named(
  lower: OfParameters,
  upper: OfParameters,
  quantile: OfParameters,
  quantileUpper: OfParameters,
): NamedDistribution {
  return { lower, upper, quantile, quantileUpper };
}

/** The distributions by the names that the gold file and the table of accuracy use. */
export const distributionsByName: ReadonlyMap<string, NamedDistribution> = new Map([
  ['normal', named(normalLower, normalUpper, normalQuantile, normalQuantileUpper)],
  ['gamma', named(gammaLower, gammaUpper, gammaQuantile, gammaQuantileUpper)],
  ['chiSquared', named(chiSquaredLower, chiSquaredUpper, chiSquaredQuantile, chiSquaredQuantileUpper)],
  ['beta', named(betaLower, betaUpper, betaQuantile, betaQuantileUpper)],
  ['studentT', named(studentTLower, studentTUpper, studentTQuantile, studentTQuantileUpper)],
  ['fisherF', named(fisherFLower, fisherFUpper, fisherFQuantile, fisherFQuantileUpper)],
  ['binomial', named(binomialLower, binomialUpper, binomialQuantile, binomialQuantileUpper)],
  ['poisson', named(poissonLower, poissonUpper, poissonQuantile, poissonQuantileUpper)],
  [
    'hypergeometric',
    named(hypergeometricLower, hypergeometricUpper, hypergeometricQuantile, hypergeometricQuantileUpper),
  ],
  [
    'noncentralChiSquared',
    named(
      noncentralChiSquaredLower,
      noncentralChiSquaredUpper,
      noncentralChiSquaredQuantile,
      noncentralChiSquaredQuantileUpper,
    ),
  ],
  ['noncentralF', named(noncentralFLower, noncentralFUpper, noncentralFQuantile, noncentralFQuantileUpper)],
  ['noncentralT', named(noncentralTLower, noncentralTUpper, noncentralTQuantile, noncentralTQuantileUpper)],
  [
    'studentizedRange',
    named(studentizedRangeLower, studentizedRangeUpper, studentizedRangeQuantile, studentizedRangeQuantileUpper),
  ],
]);
