import { gaussLegendre } from '../../arithmetic/quadrature.ts';
import { normalDensity } from '../../distributions/normal.ts';
import { solveLinear } from './linear-solve.ts';

export interface EwmaArlInput {
  readonly lambda: number;
  /** Distance of the limits in asymptotic standard deviations of the EWMA. */
  readonly limitSigma: number;
  /** Shift of the mean in standard deviations of one plotted value, from the first point on. */
  readonly shift?: number;
}

/**
 * Average run length of a two-sided EWMA with its asymptotic limits, started at the centre: the integral equation of
 * Crowder (1987), Technometrics 29(4), 401-407, by Gauss-Legendre nodes (Nyström). Agrees with R package spc,
 * `xewma.arl(..., sided = "two", limits = "fix")`.
 */
export function ewmaArl({ lambda, limitSigma, shift = 0 }: EwmaArlInput): number {
  if (!(lambda > 0 && lambda <= 1)) throw new RangeError(`expected 0 < lambda <= 1, found \`${lambda}\``);
  if (!(limitSigma > 0)) throw new RangeError(`expected limitSigma > 0, found \`${limitSigma}\``);
  const limit = limitSigma * Math.sqrt(lambda / (2 - lambda));
  // The kernel is a normal density of width λ: as many nodes as it takes to see it.
  const n = Math.min(400, Math.max(60, Math.ceil((12 * limit) / lambda)));
  const { nodes, weights } = gaussLegendre(n);
  const kernel = (to: number, from: number): number =>
    normalDensity((to - (1 - lambda) * from) / lambda - shift) / lambda;
  const a = new Float64Array(n * n);
  const b = new Float64Array(n).fill(1);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++)
      a[i * n + j] = (i === j ? 1 : 0) - weights[j]! * limit * kernel(limit * nodes[j]!, limit * nodes[i]!);
  }
  solveLinear(a, b);
  let arl = 1;
  for (let j = 0; j < n; j++) arl += weights[j]! * limit * kernel(limit * nodes[j]!, 0) * b[j]!;
  return arl;
}
