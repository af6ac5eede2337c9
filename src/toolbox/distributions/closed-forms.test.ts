import { describe, expect, it } from 'vitest';
import { expectReference, referenceProgram } from '../reference-values.contract.ts';
import { betaDensity } from './beta.ts';
import { binomialProbability, binomialQuantile, binomialQuantileUpper } from './binomial.ts';
import { chiSquaredDensity } from './chi-squared.ts';
import { erf, erfc } from './error-function.ts';
import {
  exponentialDensity,
  exponentialLower,
  exponentialQuantile,
  exponentialQuantileUpper,
  exponentialUpper,
} from './exponential.ts';
import { fisherFDensity } from './fisher-f.ts';
import { gammaDensity } from './gamma.ts';
import { digamma, gammaFunction, gammaRatio, logGamma, trigamma } from './gamma-function.ts';
import { hypergeometricProbability, hypergeometricQuantile } from './hypergeometric.ts';
import {
  largestExtremeValueDensity,
  largestExtremeValueLower,
  largestExtremeValueQuantile,
  largestExtremeValueQuantileUpper,
  largestExtremeValueUpper,
} from './largest-extreme-value.ts';
import { logisticDensity, logisticLower, logisticQuantile, logisticQuantileUpper, logisticUpper } from './logistic.ts';
import {
  loglogisticDensity,
  loglogisticLower,
  loglogisticQuantile,
  loglogisticQuantileUpper,
  loglogisticUpper,
} from './loglogistic.ts';
import {
  lognormalDensity,
  lognormalLower,
  lognormalQuantile,
  lognormalQuantileUpper,
  lognormalUpper,
} from './lognormal.ts';
import { noncentralChiSquaredDensity } from './noncentral-chi-squared.ts';
import { noncentralFDensity } from './noncentral-f.ts';
import { noncentralTDensity } from './noncentral-t.ts';
import { normalDensity } from './normal.ts';
import { poissonProbability, poissonQuantile } from './poisson.ts';
import {
  smallestExtremeValueDensity,
  smallestExtremeValueLower,
  smallestExtremeValueQuantile,
  smallestExtremeValueQuantileUpper,
  smallestExtremeValueUpper,
} from './smallest-extreme-value.ts';
import { studentTDensity } from './student-t.ts';
import { weibullDensity, weibullLower, weibullQuantile, weibullQuantileUpper, weibullUpper } from './weibull.ts';

const places = [1e-3, 0.7, 3, 25];
const extremes = [-30, -1, 2.5, 6];
const shares = [1e-12, 0.01, 0.4, 0.93];

type Of = (x: number, a: number, b: number) => number;
const families: readonly (readonly [
  string,
  readonly [Of, Of, Of, Of, Of],
  readonly [number, number],
  readonly number[],
])[] = [
  ['weibull', [weibullDensity, weibullLower, weibullUpper, weibullQuantile, weibullQuantileUpper], [1.7, 4.2], places],
  [
    'lognormal',
    [lognormalDensity, lognormalLower, lognormalUpper, lognormalQuantile, lognormalQuantileUpper],
    [0.4, 0.9],
    places,
  ],
  [
    'exponential',
    [exponentialDensity, exponentialLower, exponentialUpper, exponentialQuantile, exponentialQuantileUpper],
    [3.3, 0],
    places,
  ],
  [
    'logistic',
    [logisticDensity, logisticLower, logisticUpper, logisticQuantile, logisticQuantileUpper],
    [2, 0.8],
    places,
  ],
  [
    'loglogistic',
    [loglogisticDensity, loglogisticLower, loglogisticUpper, loglogisticQuantile, loglogisticQuantileUpper],
    [0.5, 0.6],
    places,
  ],
  [
    'smallest-extreme-value',
    [
      smallestExtremeValueDensity,
      smallestExtremeValueLower,
      smallestExtremeValueUpper,
      smallestExtremeValueQuantile,
      smallestExtremeValueQuantileUpper,
    ],
    [2, 1.3],
    extremes,
  ],
  [
    'largest-extreme-value',
    [
      largestExtremeValueDensity,
      largestExtremeValueLower,
      largestExtremeValueUpper,
      largestExtremeValueQuantile,
      largestExtremeValueQuantileUpper,
    ],
    [-2, 1.3],
    extremes.map((x) => -x),
  ],
];

describe(`distributions in closed form against ${referenceProgram}`, () => {
  it.each(families)('%s: density, tails and quantiles', (name, [density, lower, upper, quantile, quantileUpper], [
    a,
    b,
  ], at) => {
    const over = (f: Of, list: readonly number[]) => list.map((x) => f(x, a, b));
    expectReference(
      [
        ...over(density, at),
        ...over(lower, at),
        ...over(upper, at),
        ...over(quantile, shares),
        ...over(quantileUpper, shares),
      ],
      `closed.${name}`,
      1e-12,
    );
  });

  it('densities and probabilities of the others', () => {
    expectReference(
      [
        ...[0, 1.5, -8].map(normalDensity),
        ...[0.3, 4].map((t) => studentTDensity(t, 3.5)),
        ...[0.2, 9].map((x) => chiSquaredDensity(x, 4.5)),
        ...[0.4, 3].map((x) => fisherFDensity(x, 3, 17)),
        ...[0.01, 0.6].map((x) => betaDensity(x, 2.5, 0.7)),
        ...[0.1, 8].map((x) => gammaDensity(x, 2.2, 1.9)),
        ...[0, 3, 40].map((k) => binomialProbability(k, 40, 0.12)),
        ...[0, 7].map((k) => poissonProbability(k, 4.4)),
        ...[0, 2, 6].map((k) => hypergeometricProbability(k, 80, 20, 14)),
        ...[1, 5].map((t) => noncentralTDensity(t, 9, 2.2)),
        ...[2, 30].map((x) => noncentralChiSquaredDensity(x, 5, 8)),
        ...[0.7, 5].map((f) => noncentralFDensity(f, 3, 20, 6)),
      ],
      'density',
      // R's noncentral densities are good to 12 digits or so.
      1e-11,
    );
  });
});

describe('the gamma function and its kin', () => {
  it('has the values of A&S 6.1 and 6.3', () => {
    expect(gammaFunction(0.5)).toBeCloseTo(Math.sqrt(Math.PI), 15);
    expect(gammaFunction(10)).toBe(362880);
    expect(logGamma(1)).toBe(0);
    expect(logGamma(2)).toBe(0);
    expect(logGamma(1 + 1e-10) / -5.772156648192797e-11).toBeCloseTo(1, 6);
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14);
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 14);
    expect(gammaRatio(171.5, 170.5)).toBeCloseTo(170.5, 10);
  });

  it('erf and erfc add up, and erfc keeps its tail', () => {
    for (const x of [1e-10, 0.3, 1, 3]) expect(erf(x) + erfc(x)).toBeCloseTo(1, 15);
    expect(erfc(10) / 2.088487583762545e-45).toBeCloseTo(1, 12);
  });
});

describe('quantiles of counts', () => {
  it('are the least count that reaches the probability', () => {
    expect(binomialQuantile(0.5, 1, 0.5)).toBe(0);
    expect(binomialQuantile(0.95, 20, 0.3)).toBe(9);
    expect(binomialQuantileUpper(0.05, 20, 0.3)).toBe(9);
    expect(poissonQuantile(0.95, 4.4)).toBe(8);
    expect(hypergeometricQuantile(0.9, 80, 20, 14)).toBe(5);
    expect(binomialQuantile(1, 7, 0.2)).toBe(7);
    expect(poissonQuantile(0, 3)).toBe(0);
  });
});
