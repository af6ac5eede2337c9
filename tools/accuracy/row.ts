/** One line of the table of accuracy. */
export interface AccuracyRow {
  readonly item: string;
  readonly goal: string;
  /** What was reached, or why it was not measured. */
  readonly reached: string;
  readonly met: boolean | null;
  /** The foreign program and version that made the expected values. */
  readonly program: string;
  readonly command: string;
}

/** The largest relative error of a set of values against a foreign program's; values that should be 0 count absolutely. */
export class Worst {
  error = 0;
  count = 0;

  add(found: number | null | undefined, expected: number): void {
    const difference = Math.abs((found ?? Number.NaN) - expected);
    this.take(expected === 0 ? difference : difference / Math.abs(expected));
  }

  addAbsolute(found: number | null | undefined, expected: number): void {
    this.take(Math.abs((found ?? Number.NaN) - expected));
  }

  private take(error: number): void {
    this.count += 1;
    if (Number.isNaN(error) || error > this.error) this.error = Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
  }
}

/** The row of a worst error against a goal. Zero is written as the unit of the last place. */
export function errorRow(
  item: string,
  goal: number,
  worst: Worst,
  program: string,
  command: string,
  kind = 'relative',
): AccuracyRow {
  const reached = worst.error === 0 ? '0 (every digit)' : worst.error.toExponential(1);
  return {
    item: `${item} (${worst.count} values)`,
    goal: `≤ ${goal.toExponential(0)} ${kind}`,
    reached,
    met: worst.count > 0 && worst.error <= goal,
    program,
    command,
  };
}

export function digitsRow(item: string, goal: number, reached: number, program: string, command: string): AccuracyRow {
  return {
    item,
    goal: `≥ ${goal} digits`,
    reached: `${reached.toFixed(1)} digits`,
    met: reached >= goal,
    program,
    command,
  };
}

export function exactRow(item: string, cells: number, wrong: number, program: string, command: string): AccuracyRow {
  return {
    item: `${item} (${cells} cells)`,
    goal: 'exact',
    reached: wrong === 0 ? 'exact' : `${wrong} wrong`,
    met: cells > 0 && wrong === 0,
    program,
    command,
  };
}

/** Correct significant digits (the log relative error of NIST), at most 15.9. */
export function digits(value: number, certified: number): number {
  if (value === certified) return 15.9;
  return Math.min(15.9, -Math.log10(Math.abs(value - certified) / (certified === 0 ? 1 : Math.abs(certified))));
}
