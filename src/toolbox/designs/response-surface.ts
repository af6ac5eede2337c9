import { catalogueFraction, catalogueRuns, fractionRuns, resolution } from './two-level-fraction.ts';

/** Designs for second-order models, in coded units. */
export type CompositeKind = 'circumscribed' | 'face-centred' | 'inscribed';

export interface Composite {
  readonly runs: readonly (readonly number[])[];
  readonly alpha: number;
  readonly cubeRuns: number;
  readonly axialRuns: number;
  readonly centreRuns: number;
}

/** The least cube whose two-factor interactions can be told apart: a full factorial to 4 factors, resolution V from 5. */
function cubeOf(factors: number): number[][] {
  for (const runs of catalogueRuns(factors)) {
    const fraction = catalogueFraction(factors, runs)!;
    const r = resolution(fraction);
    if (r === null || r >= 5) return fractionRuns(fraction);
  }
  throw new RangeError(`expected a catalogue entry for ${factors} factors, found none`);
}

/** A central composite design (G. E. P. Box and K. B. Wilson, JRSS B 13 (1951) 1-45); rotatable unless face-centred. */
export function centralComposite(factors: number, kind: CompositeKind, centreRuns: number): Composite {
  const cube = cubeOf(factors);
  const rotatable = cube.length ** 0.25;
  const alpha = kind === 'face-centred' ? 1 : rotatable;
  const axial = Array.from({ length: 2 * factors }, (_, r) =>
    Array.from({ length: factors }, (__, i) => (i === r >> 1 ? (r % 2 === 0 ? -alpha : alpha) : 0)),
  );
  const centre = Array.from({ length: centreRuns }, () => new Array<number>(factors).fill(0));
  const shrink = kind === 'inscribed' ? 1 / alpha : 1;
  const runs = [...cube, ...axial, ...centre].map((row) => row.map((value) => value * shrink + 0));
  return { runs, alpha, cubeRuns: cube.length, axialRuns: axial.length, centreRuns };
}

/** Blocks of factors that move together in Box and Behnken's designs (Technometrics 2 (1960) 455-475). */
const behnkenBlocks: Readonly<Record<number, readonly (readonly number[])[]>> = {
  3: [
    [0, 1],
    [0, 2],
    [1, 2],
  ],
  4: [
    [0, 1],
    [2, 3],
    [0, 3],
    [1, 2],
    [0, 2],
    [1, 3],
  ],
  5: [
    [0, 1],
    [2, 3],
    [1, 4],
    [0, 2],
    [3, 4],
    [1, 2],
    [0, 3],
    [2, 4],
    [0, 4],
    [1, 3],
  ],
  6: [
    [0, 1, 3],
    [1, 2, 4],
    [2, 3, 5],
    [0, 3, 4],
    [1, 4, 5],
    [0, 2, 5],
  ],
  7: [
    [3, 4, 5],
    [0, 5, 6],
    [1, 4, 6],
    [0, 1, 3],
    [2, 3, 6],
    [0, 2, 4],
    [1, 2, 5],
  ],
};

/** Box and Behnken's three-level design for 3 to 7 factors. */
export function boxBehnken(factors: number, centreRuns: number): number[][] {
  const blocks = behnkenBlocks[factors];
  if (!blocks) throw new RangeError(`expected 3 to 7 factors, found \`${factors}\``);
  const rows = blocks.flatMap((block) =>
    Array.from({ length: 2 ** block.length }, (_, r) => {
      const row = new Array<number>(factors).fill(0);
      block.forEach((factor, i) => {
        row[factor] = (r >> i) & 1 ? 1 : -1;
      });
      return row;
    }),
  );
  return [...rows, ...Array.from({ length: centreRuns }, () => new Array<number>(factors).fill(0))];
}
