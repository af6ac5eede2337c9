import { gaussLegendre } from '../../arithmetic/quadrature.ts';
import { normalDensity, normalLower } from '../../distributions/normal.ts';
import { solveLinear } from './linear-solve.ts';

export interface CusumArlInput {
  /** Reference value and decision interval in standard deviations of one plotted value. */
  readonly k: number;
  readonly h: number;
  /** Shift of the mean in the same units, from the first point on. */
  readonly shift?: number;
  /** Head start (fast initial response), in the same units as `h`. */
  readonly headStart?: number;
}

/**
 * Average run length of the upper one-sided CUSUM from its start and from zero: the integral equation of Page (1954) by
 * Gauss-Legendre nodes with an atom at zero (Vance 1986; Knoth's R package spc, `xcusum.arl(..., sided = "one")`).
 */
function oneSided(
  k: number,
  h: number,
  shift: number,
  start: number,
): { readonly fromStart: number; readonly fromZero: number } {
  const n = Math.min(200, Math.max(60, Math.ceil(12 * h)));
  const { nodes, weights } = gaussLegendre(n);
  const place = (j: number): number => (h / 2) * (1 + nodes[j]!);
  const size = n + 1;
  const a = new Float64Array(size * size);
  const b = new Float64Array(size).fill(1);
  // Unknown 0 is the run length from zero; unknown j + 1 from node j.
  for (let i = 0; i < size; i++) {
    const from = i === 0 ? 0 : place(i - 1);
    a[i * size] = -normalLower(k - from - shift);
    for (let j = 0; j < n; j++)
      a[i * size + j + 1] = -weights[j]! * (h / 2) * normalDensity(place(j) + k - from - shift);
    a[i * size + i]! += 1;
  }
  solveLinear(a, b);
  let fromStart = 1 + normalLower(k - start - shift) * b[0]!;
  for (let j = 0; j < n; j++)
    fromStart += weights[j]! * (h / 2) * normalDensity(place(j) + k - start - shift) * b[j + 1]!;
  return { fromStart, fromZero: b[0]! };
}

export function cusumArlOneSided({ k, h, shift = 0, headStart = 0 }: CusumArlInput): number {
  return oneSided(k, h, shift, headStart).fromStart;
}

/** Two-sided, by the exact composition of the two sides (Lucas and Crosier 1982, Technometrics 24(3), 199-205). */
export function cusumArl({ k, h, shift = 0, headStart = 0 }: CusumArlInput): number {
  if (!(k >= 0 && h > 0)) throw new RangeError(`expected k >= 0 and h > 0, found \`${k}\` and \`${h}\``);
  const upper = oneSided(k, h, shift, headStart);
  const lower = oneSided(k, h, -shift, headStart);
  return (
    (upper.fromStart * lower.fromZero + lower.fromStart * upper.fromZero - upper.fromZero * lower.fromZero) /
    (upper.fromZero + lower.fromZero)
  );
}
