import { normalCentral, normalUpper } from './normal.ts';

/** erf(x) = 2 (Φ(x√2) - 1/2). */
export function erf(x: number): number {
  return 2 * normalCentral(x * Math.SQRT2);
}

/** erfc(x) = 2 P(Z > x√2). */
export function erfc(x: number): number {
  return 2 * normalUpper(x * Math.SQRT2);
}
