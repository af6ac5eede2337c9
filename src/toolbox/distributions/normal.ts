import { productError } from '../arithmetic/double-double.ts';
import { requireProbability } from './domain.ts';
import { millsRatio } from './mills-ratio.ts';

/**
 * The standard normal distribution. Each tail is computed directly through Mills' ratio, so that both keep their relative
 * accuracy down to the smallest double.
 */
const inverseSqrtTwoPi = 0.3989422804014327;

/** φ(z). The square is taken with its rounding error, without which the tail would lose three digits. */
export function normalDensity(z: number): number {
  const square = z * z;
  if (square > 1500) return 0;
  return inverseSqrtTwoPi * Math.exp(-0.5 * square) * (1 - 0.5 * productError(z, z, square));
}

/** ln φ(z), also where φ(z) is no longer a double. */
export function normalLogDensity(z: number): number {
  return -0.5 * z * z - 0.9189385332046728;
}

/** Φ(z) - 1/2, relatively accurate at z = 0. */
export function normalCentral(z: number): number {
  const size = Math.abs(z);
  if (size > 0.7) return Math.sign(z) * (0.5 - normalDensity(size) * millsRatio(size));
  const square = z * z;
  let term = z;
  let sum = z;
  // Φ(z) - 1/2 = φ(z) (z + z³/3 + z⁵/(3·5) + …), all terms of one sign (A&S 26.2.11).
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= square / k;
    sum += term;
  }
  return normalDensity(z) * sum;
}

/** P(Z <= z). */
export function normalLower(z: number): number {
  if (z <= 0) return normalDensity(z) * millsRatio(-z);
  return 1 - normalDensity(z) * millsRatio(z);
}

/** P(Z > z). */
export function normalUpper(z: number): number {
  return normalLower(-z);
}

/** ln P(Z > z), finite for every finite z. */
export function normalLogUpper(z: number): number {
  if (z < 0) return Math.log1p(-normalUpper(-z));
  return normalLogDensity(z) + Math.log(millsRatio(z));
}

/** The z with P(Z <= z) = p. */
export function normalQuantile(p: number): number {
  requireProbability(p);
  return p > 0.5 ? centralOrTail(1 - p, p - 0.5) : -centralOrTail(p, 0.5 - p);
}

/** The z with P(Z > z) = q. */
export function normalQuantileUpper(q: number): number {
  return -normalQuantile(q);
}

/** z >= 0 whose upper tail is `tail` <= 1/2 and whose distance of probability from the middle is `centre`. */
function centralOrTail(tail: number, centre: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  if (centre === 0) return 0;
  // Start: A&S 26.2.23, absolute error below 4.5e-4; then Newton (middle) or Halley on the logarithm of the tail.
  const t = Math.sqrt(-2 * Math.log(tail));
  const start = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  if (tail > 0.2) {
    let z = centre * (2.5066282746310002 + 2.6 * centre * centre);
    for (let i = 0; i < 6; i++) {
      const error = (normalCentral(z) - centre) / normalDensity(z);
      const step = error / (1 + (z * error) / 2);
      z -= step;
      if (Math.abs(step) < 1e-9 * z) break;
    }
    return z;
  }
  let z = start;
  for (let i = 0; i < 3; i++) {
    const mills = millsRatio(z);
    const excess = logTailExcess(z, mills, tail);
    // g = ln Q(z) - ln tail; g' = -1/M, g'' = (z M - 1)/M²
    const newton = excess * mills;
    const step = newton / (1 - (newton * (z - 1 / mills)) / 2);
    z += step;
    if (Math.abs(step) < 1e-8 * z) break;
  }
  return z;
}

/** ln(Q(z) / tail), formed as a quotient where that is in range, so that no digits go into a large logarithm. */
function logTailExcess(z: number, mills: number, tail: number): number {
  const upper = normalDensity(z) * mills;
  if (upper > 1e-300 && tail > 1e-300) {
    const ratio = upper / tail;
    return Math.abs(ratio - 1) < 0.5 ? Math.log1p((upper - tail) / tail) : Math.log(ratio);
  }
  return normalLogDensity(z) + Math.log(mills) - Math.log(tail);
}
