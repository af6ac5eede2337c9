/**
 * Nothing is measured beyond these sizes, and the methods multiply squares with squares (two sums of squares, a fourth
 * power): within them no such product leaves what a double holds.
 */
const least = 1e-60;
const most = 1e60;

export const reachWords = '1e-60 … 1e60';

export function isWithinReach(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || (size >= least && size <= most);
}
