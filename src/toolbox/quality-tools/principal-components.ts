/** Eigenvalues (descending) and unit eigenvectors (as columns `vectors[i][k]`) of a symmetric matrix, by cyclic Jacobi rotations. */
export interface Eigen {
  readonly values: readonly number[];
  readonly vectors: readonly (readonly number[])[];
}

/**
 * Source: Golub and Van Loan, Matrix Computations, 4th edition, 8.5. Small eigenvalues are as exact as large ones, and each
 * eigenvector's largest entry is made positive so that the sign does not depend on the order of rotations.
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_x, j) => (i === j ? 1 : 0)));
  const get = (m: readonly Float64Array[], i: number, j: number) => m[i]?.[j] ?? 0;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) off += get(a, i, j) ** 2;
    if (off < 1e-300) break;
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => get(a, j, j) - get(a, i, i));
  const columns = order.map((k) => {
    const column = v.map((row) => row[k] ?? 0);
    const largest = column.reduce((best, x) => (Math.abs(x) > Math.abs(best) + 1e-12 ? x : best), 0);
    return largest < 0 ? column.map((x) => -x) : column;
  });
  return {
    values: order.map((k) => get(a, k, k)),
    vectors: Array.from({ length: n }, (_, i) => columns.map((column) => column[i] ?? 0)),
  };
}

function rotate(a: readonly Float64Array[], v: readonly Float64Array[], p: number, q: number): void {
  const apq = a[p]?.[q] ?? 0;
  if (apq === 0) return;
  const theta = ((a[q]?.[q] ?? 0) - (a[p]?.[p] ?? 0)) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const turn = (row: Float64Array, i: number, j: number) => {
    const [x, y] = [row[i] ?? 0, row[j] ?? 0];
    row[i] = c * x - s * y;
    row[j] = s * x + c * y;
  };
  for (const row of a) turn(row, p, q);
  const [rp, rq] = [a[p], a[q]];
  if (rp && rq) {
    for (let k = 0; k < rp.length; k++) {
      const [x, y] = [rp[k] ?? 0, rq[k] ?? 0];
      rp[k] = c * x - s * y;
      rq[k] = s * x + c * y;
    }
  }
  for (const row of v) turn(row, p, q);
}

/** Means, standard deviations (n − 1) and standardized columns of a table `rows[i][j]`. */
export function standardize(rows: readonly (readonly number[])[]): {
  readonly means: number[];
  readonly sds: number[];
  readonly z: number[][];
} {
  const n = rows.length;
  const width = rows[0]?.length ?? 0;
  const means = Array.from({ length: width }, (_, j) => rows.reduce((sum, row) => sum + (row[j] ?? 0), 0) / n);
  const sds = means.map((mean, j) =>
    Math.sqrt(rows.reduce((sum, row) => sum + ((row[j] ?? 0) - mean) ** 2, 0) / (n - 1)),
  );
  return { means, sds, z: rows.map((row) => row.map((x, j) => (x - (means[j] ?? 0)) / (sds[j] ?? 1))) };
}

export function correlationMatrix(z: readonly (readonly number[])[]): number[][] {
  const width = z[0]?.length ?? 0;
  return Array.from({ length: width }, (_, i) =>
    Array.from({ length: width }, (_x, j) =>
      i === j ? 1 : z.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0) / (z.length - 1),
    ),
  );
}
