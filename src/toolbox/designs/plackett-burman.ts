/**
 * Plackett and Burman's two-level screening designs (Biometrika 33 (1946) 305-325): a first row turned cyclically, and a
 * last row of low levels; 16 and 32 runs from Sylvester's doubling, as their rows of a regular fraction are.
 */
const firstRows: Readonly<Record<number, string>> = {
  8: '+++-+--',
  12: '++-+++---+-',
  20: '++--++++-+-+----++-',
  24: '+++++-+-++--++--+-+----',
  36: '-+-+++---+++++-+++--+----+-+-++--+-',
};

export const plackettBurmanRuns: readonly number[] = [8, 12, 16, 20, 24, 32, 36, 40, 48];

/** The design of n runs in n - 1 columns as ±1. */
export function plackettBurman(runs: number): number[][] {
  const row = Object.hasOwn(firstRows, runs) ? firstRows[runs] : undefined;
  if (row) {
    const signs = [...row].map((sign) => (sign === '+' ? 1 : -1));
    const size = signs.length;
    const turned = Array.from({ length: size }, (_, r) => signs.map((__, c) => signs[(c - r + size) % size]!));
    return [...turned, signs.map(() => -1)];
  }
  if (runs === 4)
    return [
      [1, -1, -1],
      [-1, 1, -1],
      [-1, -1, 1],
      [1, 1, 1],
    ];
  return doubled(plackettBurman(runs / 2));
}

/** [H, H; H, -H] of the Hadamard matrix H = (1 | design), without its first column. */
function doubled(half: readonly (readonly number[])[]): number[][] {
  const top = half.map((row) => [...row, 1, ...row]);
  const bottom = half.map((row) => [...row, -1, ...row.map((value) => -value)]);
  return [...top, ...bottom];
}
