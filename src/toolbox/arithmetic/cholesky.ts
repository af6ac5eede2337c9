/** A failure of Cholesky's factorisation: the matrix is not positive definite. */
export class NotPositiveDefinite extends Error {
  readonly code = 'matrix-not-positive-definite';
}

/** The lower triangle L with L Lᵀ = A, for a symmetric positive definite A. Throws {@link NotPositiveDefinite}. */
export function cholesky(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  const lower = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let total = matrix[i]![j]!;
      for (let k = 0; k < j; k++) total -= lower[i]![k]! * lower[j]![k]!;
      if (i > j) {
        lower[i]![j] = total / lower[j]![j]!;
      } else {
        if (!(total > 1e-15 * Math.abs(matrix[j]![j]!))) {
          throw new NotPositiveDefinite(
            `expected a positive definite matrix, found \`${total}\` left on the diagonal at ${j + 1}`,
          );
        }
        lower[j]![j] = Math.sqrt(total);
      }
    }
  }
  return lower;
}

/** x with A x = b, from A's triangle. */
export function choleskySolve(lower: readonly (readonly number[])[], b: readonly number[]): number[] {
  const n = lower.length;
  const x = [...b];
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i]![k]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= lower[k]![i]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}

/** A⁻¹ from A's triangle. */
export function choleskyInverse(lower: readonly (readonly number[])[]): number[][] {
  const n = lower.length;
  return lower.map((_, j) =>
    choleskySolve(
      lower,
      Array.from({ length: n }, (__, i) => (i === j ? 1 : 0)),
    ),
  );
}
