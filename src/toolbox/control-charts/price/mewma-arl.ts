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
  // The kernel is as wide as λ: a small λ takes more nodes to be seen whole.
  const n = Math.max(40, Math.ceil((3 * radius) / lambda));
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
  // Far out the run length is longer than a double can tell from the equation's rounding: longer than any that is asked for.
  const excess = (limit: number): number => {
    const found = mewmaArl({ lambda, limit, variables });
    return found > 0 && found < 1e12 ? Math.log(found / arl) : Math.log(1e12 / arl);
  };
  return findRoot(excess, 0.5, 30 + 6 * variables, 1e-9);
}

export interface ShiftedMewma extends MewmaArlInput {
  /** Length of the shift of the mean in standard deviations: √(δ' Σ⁻¹ δ), Σ that of a plotted vector. */
  readonly shift: number;
}

/**
 * Average run length of a MEWMA under a shift that is there from the first point. Along the shift z is a chain of its own,
 * and across it only its length matters, so that the equation has two dimensions (Rigdon 1995, A double-integral equation,
 * J. Statist. Comput. Simul. 52; Runger and Prabhu 1996, JASA 91, 1701-1706). Agrees with R package spc, `mewma.arl`.
 */
export function mewmaShiftArl({ lambda, limit, variables, shift }: ShiftedMewma): number {
  if (shift === 0) return mewmaArl({ lambda, limit, variables });
  const radius = Math.sqrt((limit * lambda) / (2 - lambda));
  // The kernel is normal with deviation λ: nodes are so dense that it is seen whole.
  const dense = (1.5 * radius) / lambda;
  const along = gaussLegendre(Math.ceil(2 * dense) + 8);
  const across = gaussLegendre(Math.ceil(dense) + 8);
  const m = along.nodes.length;
  const n = across.nodes.length;
  // The disc in angles, so that its edge is smooth: across R sin θ, along within ±R cos θ.
  const angles = Float64Array.from(across.nodes, (u) => (Math.PI / 4) * (1 + u));
  const rest = angles.map((angle) => radius * Math.sin(angle));
  const half = angles.map((angle) => radius * Math.cos(angle));
  const kept = ((1 - lambda) / lambda) ** 2;
  const acrossDensity = (to: number, from: number): number =>
    (noncentralChiSquaredDensity((to / lambda) ** 2, variables - 1, kept * from * from) * 2 * to) / lambda ** 2;
  const alongDensity = (to: number, from: number): number =>
    Math.exp(-0.5 * ((to - (1 - lambda) * from) / lambda - shift) ** 2) / (lambda * Math.sqrt(2 * Math.PI));
  /** Weight of node (i, k) as seen from a place. */
  const weightTo = (i: number, k: number, a: number, acrossTo: readonly number[] | Float64Array): number =>
    along.weights[i]! *
    half[k]! *
    alongDensity(half[k]! * along.nodes[i]!, a) *
    across.weights[k]! *
    (Math.PI / 4) *
    half[k]! *
    acrossTo[k]!;
  const size = m * n;
  const matrix = new Float64Array(size * size);
  for (let l = 0; l < n; l++) {
    const acrossTo = rest.map((to) => acrossDensity(to, rest[l]!));
    for (let j = 0; j < m; j++) {
      const row = (l * m + j) * size;
      const a = half[l]! * along.nodes[j]!;
      for (let k = 0; k < n; k++) for (let i = 0; i < m; i++) matrix[row + k * m + i] = -weightTo(i, k, a, acrossTo);
      matrix[row + l * m + j]! += 1;
    }
  }
  const lengths = solveLinear(matrix, new Float64Array(size).fill(1));
  const fromCentre = rest.map((to) => acrossDensity(to, 0));
  let arl = 1;
  for (let k = 0; k < n; k++) for (let i = 0; i < m; i++) arl += weightTo(i, k, 0, fromCentre) * lengths[k * m + i]!;
  return arl;
}
