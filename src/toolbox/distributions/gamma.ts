import { ddDivide, ddSubtract, ddValue, doubleDouble } from '../arithmetic/double-double.ts';
import { requirePositive, requireProbability } from './domain.ts';
import { logGammaOnePlus } from './gamma-function.ts';
import { incompleteGamma, poissonFactor, type Tails } from './incomplete-gamma.ts';
import { quantileOf } from './inverse.ts';
import { normalQuantile } from './normal.ts';

/** The gamma distribution with shape a and scale b (mean a b), on x >= 0. */
export function gammaTails(x: number, shape: number, scale = 1): Tails {
  requirePositive(shape, 'the shape');
  requirePositive(scale, 'the scale');
  if (scale === 1) return incompleteGamma(shape, x);
  const ratio = ddDivide(doubleDouble(x), doubleDouble(scale));
  return incompleteGamma(shape, ratio.hi, ddValue(ddSubtract(ratio, doubleDouble(shape))));
}

export function gammaDensity(x: number, shape: number, scale = 1): number {
  requirePositive(shape, 'the shape');
  requirePositive(scale, 'the scale');
  if (x < 0) return 0;
  if (x === 0) return shape < 1 ? Number.POSITIVE_INFINITY : shape === 1 ? 1 / scale : 0;
  const t = x / scale;
  return (poissonFactor(shape, t) * shape) / x;
}

/** P(X <= x). */
export function gammaLower(x: number, shape: number, scale = 1): number {
  return gammaTails(x, shape, scale).lower;
}

/** P(X > x). */
export function gammaUpper(x: number, shape: number, scale = 1): number {
  return gammaTails(x, shape, scale).upper;
}

function quantile(lower: number, upper: number, shape: number, scale: number): number {
  requirePositive(shape, 'the shape');
  requirePositive(scale, 'the scale');
  const distribution = {
    lower: (x: number) => incompleteGamma(shape, x).lower,
    upper: (x: number) => incompleteGamma(shape, x).upper,
    density: (x: number) => gammaDensity(x, shape),
    from: 0,
    to: Number.POSITIVE_INFINITY,
  };
  return scale * quantileOf(distribution, lower, upper, startingPoint(lower, upper, shape));
}

/** Wilson and Hilferty's cube where it is positive, else the first term of the series at 0. */
function startingPoint(lower: number, upper: number, shape: number): number {
  const z = lower <= upper ? normalQuantile(lower) : -normalQuantile(upper);
  const c = 1 / (9 * shape);
  const cube = 1 - c + z * Math.sqrt(c);
  const nearZero = Math.exp((Math.log(lower) + logGammaOnePlus(shape)) / shape);
  if (cube <= 0.3 || nearZero < 0.2 * (shape + 1)) return nearZero;
  return shape * cube ** 3;
}

/** The x with P(X <= x) = p. */
export function gammaQuantile(p: number, shape: number, scale = 1): number {
  requireProbability(p);
  return quantile(p, 1 - p, shape, scale);
}

/** The x with P(X > x) = q. */
export function gammaQuantileUpper(q: number, shape: number, scale = 1): number {
  requireProbability(q);
  return quantile(1 - q, q, shape, scale);
}
