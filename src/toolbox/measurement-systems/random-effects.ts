/**
 * Variance components of any layout of random factors, balanced or not, by the method of fitting constants (Henderson's
 * method 3, 1953): sums of squares are sequential, their expectations follow from the projections, and the equations are
 * solved from the last term up. On balanced data it equals the textbook analysis of variance.
 */
export interface RandomTerm {
  readonly name: string;
  /** Level of each row. */
  readonly levels: readonly string[];
  /** Fixed terms are taken out of the sums of squares but have no variance component. */
  readonly fixed: boolean;
}

export interface TermResult {
  readonly name: string;
  readonly fixed: boolean;
  readonly df: number;
  readonly ss: number;
  /** Variance component before truncation; null for a fixed term or one that earlier terms take up wholly. */
  readonly variance: number | null;
}

export interface RandomEffects {
  readonly terms: readonly TermResult[];
  readonly error: { readonly df: number; readonly ss: number; readonly variance: number };
  readonly totalSs: number;
}

/** Columns of a level below this share of their length count as spanned by those before. */
const rankTolerance = 1e-8;

/** Terms in their order, fixed ones first; `values` as many as each term's levels. Undefined when no error degrees are left. */
export function randomEffects(values: readonly number[], terms: readonly RandomTerm[]): RandomEffects | undefined {
  const n = values.length;
  const grand = values.reduce((a, b) => a + b, 0) / n;
  const y = Float64Array.from(values, (x) => x - grand);
  const basis: Float64Array[] = [new Float64Array(n).fill(1 / Math.sqrt(n))];
  const indicators = terms.map((term) => indicatorColumns(term.levels));
  const blocks: { from: number; to: number }[] = [];
  for (const columns of indicators) {
    const from = basis.length;
    for (const column of columns) extend(basis, column);
    blocks.push({ from, to: basis.length });
  }
  const errorDf = n - basis.length;
  if (errorDf < 1) return undefined;
  const ss = blocks.map(({ from, to }) => basis.slice(from, to).reduce((sum, q) => sum + dot(q, y) ** 2, 0));
  const residual = Float64Array.from(y);
  for (const q of basis) subtract(residual, q, dot(q, residual));
  const errorSs = dot(residual, residual);
  const errorVariance = errorSs / errorDf;
  const variances = solve(terms, blocks, ss, basis, indicators, errorVariance);
  return {
    terms: terms.map((term, i) => ({
      name: term.name,
      fixed: term.fixed,
      df: (blocks[i]?.to ?? 0) - (blocks[i]?.from ?? 0),
      ss: ss[i] ?? 0,
      variance: variances[i] ?? null,
    })),
    error: { df: errorDf, ss: errorSs, variance: errorVariance },
    totalSs: dot(y, y),
  };
}

function solve(
  terms: readonly RandomTerm[],
  blocks: readonly { from: number; to: number }[],
  ss: readonly number[],
  basis: readonly Float64Array[],
  indicators: readonly Float64Array[][],
  errorVariance: number,
): (number | null)[] {
  const variances: (number | null)[] = terms.map(() => null);
  for (let j = terms.length - 1; j >= 0; j--) {
    const block = blocks[j] ?? { from: 0, to: 0 };
    if (terms[j]?.fixed || block.to === block.from) continue;
    const own = basis.slice(block.from, block.to);
    // E(SS_j) = Σ_k σ²_k tr(Z_k' Q_j Q_j' Z_k) + σ² df_j over the terms k from j on.
    const share = (k: number) =>
      (indicators[k] ?? []).reduce((sum, z) => sum + own.reduce((inner, q) => inner + dot(q, z) ** 2, 0), 0);
    let rest = (ss[j] ?? 0) - own.length * errorVariance;
    for (let k = j + 1; k < terms.length; k++) rest -= (variances[k] ?? 0) * (terms[k]?.fixed ? 0 : share(k));
    variances[j] = rest / share(j);
  }
  return variances;
}

function indicatorColumns(levels: readonly string[]): Float64Array[] {
  const columns = new Map<string, Float64Array>();
  for (const [row, level] of levels.entries()) {
    const column = columns.get(level) ?? new Float64Array(levels.length);
    column[row] = 1;
    columns.set(level, column);
  }
  return [...columns.values()];
}

/** Adds what of `column` is not yet spanned, orthogonalized twice (Gram-Schmidt with one repetition is as good as Householder). */
function extend(basis: Float64Array[], column: Float64Array): void {
  const rest = Float64Array.from(column);
  const before = Math.sqrt(dot(rest, rest));
  for (let pass = 0; pass < 2; pass++) for (const q of basis) subtract(rest, q, dot(q, rest));
  const size = Math.sqrt(dot(rest, rest));
  if (size > rankTolerance * before) basis.push(rest.map((x) => x / size));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function subtract(target: Float64Array, q: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) - factor * (q[i] ?? 0);
}
