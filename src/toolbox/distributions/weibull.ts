import { requirePositive, requireProbability } from './domain.ts';

/** The Weibull distribution with shape β and scale η, on x >= 0: P(X > x) = exp(-(x/η)^β). */
function check(shape: number, scale: number): void {
  requirePositive(shape, 'the shape');
  requirePositive(scale, 'the scale');
}

export function weibullDensity(x: number, shape: number, scale: number): number {
  check(shape, scale);
  if (x < 0) return 0;
  if (x === 0) return shape < 1 ? Number.POSITIVE_INFINITY : shape === 1 ? 1 / scale : 0;
  const t = (x / scale) ** shape;
  return (shape / x) * t * Math.exp(-t);
}

/** P(X <= x). */
export function weibullLower(x: number, shape: number, scale: number): number {
  check(shape, scale);
  return x <= 0 ? 0 : -Math.expm1(-((x / scale) ** shape));
}

/** P(X > x). */
export function weibullUpper(x: number, shape: number, scale: number): number {
  check(shape, scale);
  return x <= 0 ? 1 : Math.exp(-((x / scale) ** shape));
}

/** The x with P(X <= x) = p. */
export function weibullQuantile(p: number, shape: number, scale: number): number {
  check(shape, scale);
  requireProbability(p);
  return scale * (-Math.log1p(-p)) ** (1 / shape);
}

/** The x with P(X > x) = q. */
export function weibullQuantileUpper(q: number, shape: number, scale: number): number {
  check(shape, scale);
  requireProbability(q);
  return scale * (q > 0.5 ? -Math.log1p(q - 1) : -Math.log(q)) ** (1 / shape);
}
