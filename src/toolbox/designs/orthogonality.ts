/** Whether every level of a column occurs equally often. */
export function isBalanced(column: readonly number[]): boolean {
  const counts = new Map<number, number>();
  for (const level of column) counts.set(level, (counts.get(level) ?? 0) + 1);
  return new Set(counts.values()).size === 1;
}

/** Whether every pair of levels of two columns occurs equally often (strength 2 for this pair). */
export function areOrthogonal(a: readonly number[], b: readonly number[]): boolean {
  const counts = new Map<string, number>();
  a.forEach((level, i) => {
    const key = `${level} ${b[i]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return counts.size === new Set(a).size * new Set(b).size && new Set(counts.values()).size === 1;
}

export interface ArrayCheck {
  readonly balanced: boolean;
  readonly orthogonal: boolean;
  /** Pairs of columns, from 1, that are not orthogonal. */
  readonly offending: readonly (readonly [number, number])[];
}

/** Balance of every column and orthogonality of every pair, counted. */
export function checkArray(rows: readonly (readonly number[])[]): ArrayCheck {
  const columns = (rows[0] ?? []).map((_, j) => rows.map((row) => row[j]!));
  const offending: [number, number][] = [];
  columns.forEach((a, i) => {
    columns.slice(i + 1).forEach((b, k) => {
      if (!areOrthogonal(a, b)) offending.push([i + 1, i + k + 2]);
    });
  });
  return { balanced: columns.every(isBalanced), orthogonal: offending.length === 0, offending };
}
