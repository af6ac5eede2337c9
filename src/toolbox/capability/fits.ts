import { findRoot } from '../arithmetic/root.ts';
import {
  exponentialDensity,
  exponentialLower,
  exponentialQuantile,
  exponentialQuantileUpper,
  exponentialUpper,
} from '../distributions/exponential.ts';
import { gammaDensity, gammaLower, gammaQuantile, gammaQuantileUpper, gammaUpper } from '../distributions/gamma.ts';
import { digamma } from '../distributions/gamma-function.ts';
import {
  largestExtremeValueDensity,
  largestExtremeValueLower,
  largestExtremeValueQuantile,
  largestExtremeValueQuantileUpper,
  largestExtremeValueUpper,
} from '../distributions/largest-extreme-value.ts';
import {
  logisticDensity,
  logisticLower,
  logisticQuantile,
  logisticQuantileUpper,
  logisticUpper,
} from '../distributions/logistic.ts';
import {
  loglogisticDensity,
  loglogisticLower,
  loglogisticQuantile,
  loglogisticQuantileUpper,
  loglogisticUpper,
} from '../distributions/loglogistic.ts';
import {
  lognormalDensity,
  lognormalLower,
  lognormalQuantile,
  lognormalQuantileUpper,
  lognormalUpper,
} from '../distributions/lognormal.ts';
import { normalDensity, normalLower, normalQuantile, normalUpper } from '../distributions/normal.ts';
import {
  smallestExtremeValueDensity,
  smallestExtremeValueLower,
  smallestExtremeValueQuantile,
  smallestExtremeValueQuantileUpper,
  smallestExtremeValueUpper,
} from '../distributions/smallest-extreme-value.ts';
import {
  weibullDensity,
  weibullLower,
  weibullQuantile,
  weibullQuantileUpper,
  weibullUpper,
} from '../distributions/weibull.ts';
import { fitLife } from '../reliability/fit-life.ts';
import { deviationOf } from './capability-data.ts';

export const families = [
  'normal',
  'lognormal',
  'weibull',
  'gamma',
  'exponential',
  'loglogistic',
  'logistic',
  'smallest-extreme-value',
  'largest-extreme-value',
] as const;
export type Family = (typeof families)[number];

/** A distribution fitted by maximum likelihood (normal: with s of n - 1). */
export interface Fit {
  readonly family: Family;
  readonly parameters: Readonly<Record<string, number>>;
  density(x: number): number;
  lower(x: number): number;
  upper(x: number): number;
  quantile(p: number): number;
  quantileUpper(q: number): number;
}

type Shape = readonly [
  density: (x: number, a: number, b: number) => number,
  lower: (x: number, a: number, b: number) => number,
  upper: (x: number, a: number, b: number) => number,
  quantile: (p: number, a: number, b: number) => number,
  quantileUpper: (q: number, a: number, b: number) => number,
];

const shapes: Readonly<Record<Family, Shape>> = {
  normal: [
    (x, m, s) => normalDensity((x - m) / s) / s,
    (x, m, s) => normalLower((x - m) / s),
    (x, m, s) => normalUpper((x - m) / s),
    (p, m, s) => m + s * normalQuantile(p),
    (q, m, s) => m - s * normalQuantile(q),
  ],
  lognormal: [lognormalDensity, lognormalLower, lognormalUpper, lognormalQuantile, lognormalQuantileUpper],
  weibull: [weibullDensity, weibullLower, weibullUpper, weibullQuantile, weibullQuantileUpper],
  gamma: [gammaDensity, gammaLower, gammaUpper, gammaQuantile, gammaQuantileUpper],
  exponential: [exponentialDensity, exponentialLower, exponentialUpper, exponentialQuantile, exponentialQuantileUpper],
  loglogistic: [loglogisticDensity, loglogisticLower, loglogisticUpper, loglogisticQuantile, loglogisticQuantileUpper],
  logistic: [logisticDensity, logisticLower, logisticUpper, logisticQuantile, logisticQuantileUpper],
  'smallest-extreme-value': [
    smallestExtremeValueDensity,
    smallestExtremeValueLower,
    smallestExtremeValueUpper,
    smallestExtremeValueQuantile,
    smallestExtremeValueQuantileUpper,
  ],
  'largest-extreme-value': [
    largestExtremeValueDensity,
    largestExtremeValueLower,
    largestExtremeValueUpper,
    largestExtremeValueQuantile,
    largestExtremeValueQuantileUpper,
  ],
};

/** Families that live on positive values only. */
export function needsPositive(family: Family): boolean {
  return (
    family === 'lognormal' ||
    family === 'weibull' ||
    family === 'gamma' ||
    family === 'exponential' ||
    family === 'loglogistic'
  );
}

export function fitFamily(family: Family, values: ArrayLike<number>): Fit {
  const [names, a, b] = estimate(family, values);
  const [density, lower, upper, quantile, quantileUpper] = shapes[family];
  return {
    family,
    parameters: family === 'exponential' ? { [names[0]]: a } : { [names[0]]: a, [names[1]]: b },
    density: (x) => density(x, a, b),
    lower: (x) => lower(x, a, b),
    upper: (x) => upper(x, a, b),
    quantile: (p) => quantile(p, a, b),
    quantileUpper: (q) => quantileUpper(q, a, b),
  };
}

type Estimated = readonly [names: readonly [string, string], a: number, b: number];

function estimate(family: Family, values: ArrayLike<number>): Estimated {
  const list = Array.from(values);
  const mean = list.reduce((sum, x) => sum + x, 0) / list.length;
  switch (family) {
    case 'normal':
      return [['mean', 'sd'], mean, deviationOf(values)];
    case 'exponential':
      return [['mean', ''], mean, 0];
    case 'gamma':
      return [['shape', 'scale'], ...gammaFit(list, mean)];
    case 'weibull': {
      const fit = fitLife(complete(list), 'weibull');
      return [['shape', 'scale'], 1 / fit.scale, Math.exp(fit.location)];
    }
    case 'lognormal':
    case 'loglogistic': {
      const fit = fitLife(complete(list), family);
      return [['location', 'scale'], fit.location, fit.scale];
    }
    case 'logistic':
      return [['location', 'scale'], ...onTheLine(list, mean, deviationOf(values), 'loglogistic', 1)];
    case 'smallest-extreme-value':
      return [['location', 'scale'], ...onTheLine(list, mean, deviationOf(values), 'weibull', 1)];
    case 'largest-extreme-value':
      return [['location', 'scale'], ...onTheLine(list, mean, deviationOf(values), 'weibull', -1)];
  }
}

const complete = (list: readonly number[]) => list.map((time) => ({ time, failed: true, count: 1 }));

/** A location-scale family on the line is its log family of e^x; standardised first, so that nothing overflows. */
function onTheLine(
  list: readonly number[],
  mean: number,
  sd: number,
  family: 'weibull' | 'loglogistic',
  sign: 1 | -1,
): [number, number] {
  const fit = fitLife(complete(list.map((x) => Math.exp((sign * (x - mean)) / sd))), family);
  return [mean + sign * sd * fit.location, sd * fit.scale];
}

/** ln k - ψ(k) = ln x̄ - mean of ln x, solved for the shape k; the scale is x̄/k. */
function gammaFit(list: readonly number[], mean: number): [number, number] {
  const aim = Math.log(mean) - list.reduce((sum, x) => sum + Math.log(x), 0) / list.length;
  const shape = Math.exp(
    findRoot((logShape) => logShape - digamma(Math.exp(logShape)) - aim, Math.log(1e-3), Math.log(1e8), 1e-14),
  );
  return [shape, mean / shape];
}

/** Anderson and Darling's A² of values against a fitted distribution, each tail by its own logarithm. */
export function andersonDarlingOf(values: ArrayLike<number>, fit: Pick<Fit, 'lower' | 'upper'>): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let sum = 0;
  for (let i = 0; i < n; i++)
    sum += (2 * i + 1) * (Math.log(fit.lower(sorted[i]!)) + Math.log(fit.upper(sorted[n - 1 - i]!)));
  return -n - sum / n;
}

/** Percentage points of A² with parameters estimated: D'Agostino and Stephens (1986), tables 4.7, 4.12, 4.14, 4.21, 4.22. */
interface Points {
  readonly modify: (a: number, n: number) => number;
  readonly p: readonly number[];
  readonly a: readonly number[];
}

const extremeValue: Points = {
  modify: (a, n) => a * (1 + 0.2 / Math.sqrt(n)),
  p: [0.25, 0.1, 0.05, 0.025, 0.01],
  a: [0.474, 0.637, 0.757, 0.877, 1.038],
};
const logistic: Points = {
  modify: (a, n) => a * (1 + 0.25 / n),
  p: [0.25, 0.1, 0.05, 0.025, 0.01, 0.005],
  a: [0.426, 0.563, 0.66, 0.769, 0.906, 1.01],
};
const exponential: Points = {
  modify: (a, n) => a * (1 + 0.6 / n),
  p: [0.25, 0.15, 0.1, 0.05, 0.025, 0.01, 0.005],
  a: [0.736, 0.916, 1.062, 1.321, 1.591, 1.959, 2.244],
};
const normal: Points = {
  modify: (a, n) => a * (1 + 0.75 / n + 2.25 / n ** 2),
  p: [0.25, 0.1, 0.05, 0.025, 0.01, 0.005],
  a: [0.47, 0.631, 0.752, 0.873, 1.035, 1.159],
};
/** Gamma of shape 1; towards the normal's points as 1/shape goes to 0. */
const gammaOfOne = [0.486, 0.657, 0.786, 0.917, 1.092, 1.227];

export interface PValue {
  readonly value: number;
  /** `>` and `<`: the table ends there. */
  readonly bound: '=' | '>' | '<';
}

/** p of A² by interpolating ln p between the published percentage points. */
export function andersonDarlingP(fit: Fit, statistic: number, n: number): PValue {
  const points = pointsOf(fit);
  const a = points.modify(statistic, n);
  const last = points.a.length - 1;
  if (!(a > points.a[0]!)) return { value: points.p[0]!, bound: '>' };
  if (a >= points.a[last]!) return { value: points.p[last]!, bound: '<' };
  const k = points.a.findIndex((value) => value > a);
  const share = (a - points.a[k - 1]!) / (points.a[k]! - points.a[k - 1]!);
  return { value: points.p[k - 1]! * (points.p[k]! / points.p[k - 1]!) ** share, bound: '=' };
}

function pointsOf(fit: Fit): Points {
  switch (fit.family) {
    case 'normal':
    case 'lognormal':
      return normal;
    case 'weibull':
    case 'smallest-extreme-value':
    case 'largest-extreme-value':
      return extremeValue;
    case 'logistic':
    case 'loglogistic':
      return logistic;
    case 'exponential':
      return exponential;
    case 'gamma': {
      const share = Math.min(1, 1 / (fit.parameters['shape'] ?? 1));
      return { modify: (a) => a, p: normal.p, a: normal.a.map((value, k) => value + share * (gammaOfOne[k]! - value)) };
    }
  }
}
