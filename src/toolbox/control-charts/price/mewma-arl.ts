import { gaussLegendre } from '../../arithmetic/quadrature.ts';
import { findRoot } from '../../arithmetic/root.ts';
import { noncentralChiSquaredDensity } from '../../distributions/noncentral-chi-squared.ts';
import { solveLinear } from './linear-solve.ts';

export interface MewmaArlInput {
  readonly lambda: number;
  /** Limit of T² = (2 - λ)/λ · z' Σ⁻¹ z, its covariance being the asymptotic one. */
  readonly limit: number;
  readonly variables: number;
}

/**
 * Average run length in control of a MEWMA: its squared length is a Markov chain, so that the equation has one dimension
 * (Rigdon 1995, J. Statist. Comput. Simul. 52, 351-365). Nodes are taken on the length, not on its square, which keeps the
 * density smooth at zero. Agrees with R package spc, `mewma.arl`.
 */
export function mewmaArl({ lambda, limit, variables }: MewmaArlInput): number {
  const radius = Math.sqrt((limit * lambda) / (2 - lambda));
  const n = 40;
  const { nodes, weights } = gaussLegendre(n);
  const kept = ((1 - lambda) / lambda) ** 2;
  const place = (j: number): number => (radius / 2) * (1 + nodes[j]!);
  const density = (to: number, from: number): number =>
    (noncentralChiSquaredDensity((to / lambda) ** 2, variables, kept * from * from) * 2 * to) / lambda ** 2;
  const a = new Float64Array(n * n);
  const b = new Float64Array(n).fill(1);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++)
      a[i * n + j] = (i === j ? 1 : 0) - weights[j]! * (radius / 2) * density(place(j), place(i));
  }
  solveLinear(a, b);
  let arl = 1;
  for (let j = 0; j < n; j++) arl += weights[j]! * (radius / 2) * density(place(j), 0) * b[j]!;
  return arl;
}

/** The limit that gives a wanted average run length in control. */
export function mewmaLimit({
  lambda,
  variables,
  arl,
}: {
  readonly lambda: number;
  readonly variables: number;
  readonly arl: number;
}): number {
  return findRoot((limit) => Math.log(mewmaArl({ lambda, limit, variables }) / arl), 0.5, 30 + 6 * variables, 1e-9);
}
