/**
 * GB/T 2828.1-2012 (ISO 2859-1:1999): sample size code letters (table 1) and the single plans of tables 2-A (normal), 2-B
 * (tightened) and 2-C (reduced). The tables are diagonal: from one code letter to the next the row shifts one AQL to the
 * left, so each is carried as its diagonal, the column where it begins for letter A, and the few cells where the border of
 * the table bends it. Figures only, no text of the standard.
 */
export const iso2859Edition = {
  id: 'GB/T 2828.1-2012',
  equivalent: 'ISO 2859-1:1999',
  tables: '1, 2-A, 2-B, 2-C',
} as const;

export const codeLetters = [
  'A',
  'B',
  'C',
  'D',
  'E',
  'F',
  'G',
  'H',
  'J',
  'K',
  'L',
  'M',
  'N',
  'P',
  'Q',
  'R',
  'S',
] as const;
export type CodeLetter = (typeof codeLetters)[number];

export const inspectionLevels = ['S-1', 'S-2', 'S-3', 'S-4', 'I', 'II', 'III'] as const;
export type InspectionLevel = (typeof inspectionLevels)[number];

export const severities = ['normal', 'tightened', 'reduced'] as const;
export type Severity = (typeof severities)[number];

/** Acceptance quality limits: percent nonconforming or nonconformities per 100 items to 10; above 10 only the latter. */
export const aqls: readonly number[] = [
  0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1, 1.5, 2.5, 4, 6.5, 10, 15, 25, 40, 65, 100, 150, 250,
  400, 650, 1000,
];

/** Table 1: the largest lot of each row, and the letters of S-1, S-2, S-3, S-4, I, II, III. */
const lotRows: readonly (readonly [largestLot: number, letters: string])[] = [
  [8, 'AAAAAAB'],
  [15, 'AAAAABC'],
  [25, 'AABBBCD'],
  [50, 'ABBCCDE'],
  [90, 'BBCCCEF'],
  [150, 'BBCDDFG'],
  [280, 'BCDEEGH'],
  [500, 'BCDEFHJ'],
  [1200, 'CCEFGJK'],
  [3200, 'CDEGHKL'],
  [10000, 'CDFGJLM'],
  [35000, 'CDFHKMN'],
  [150000, 'DEGJLNP'],
  [500000, 'DEGJMPQ'],
  [Number.POSITIVE_INFINITY, 'DEHKNQR'],
];

interface Table {
  readonly sizes: readonly number[];
  /** Column of acceptance number 0 for letter A; one less for each following letter. */
  readonly zeroColumn: number;
  /** What follows along the diagonal: an acceptance number, `^` use the plan above, `v` use the plan below. */
  readonly diagonal: readonly (number | '^' | 'v')[];
  /** How far the diagonal reaches for letters A to E, and for F and later; beyond, the arrow points up. */
  readonly reach: readonly [toE: number, fromF: number];
  /** Cells where the table's border bends the diagonal: letter, first column, tokens. */
  readonly exceptions: readonly (readonly [
    letter: CodeLetter,
    column: number,
    tokens: readonly (number | '^' | 'v')[],
  ])[];
}

const normalSizes = [2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000];
const tables: Record<Severity, Table> = {
  normal: {
    sizes: normalSizes,
    zeroColumn: 14,
    diagonal: [0, '^', 'v', 1, 2, 3, 5, 7, 10, 14, 21, 30, 44],
    reach: [12, 10],
    exceptions: [
      ['A', 15, ['v']],
      ['R', 1, ['^']],
    ],
  },
  tightened: {
    sizes: [...normalSizes, 3150],
    zeroColumn: 15,
    diagonal: [0, 'v', 'v', 1, 2, 3, 5, 8, 12, 18, 27, 41],
    reach: [11, 9],
    exceptions: [
      ['R', 1, ['^']],
      ['S', 0, ['^', '^', 1, ...Array.from({ length: 23 }, () => '^' as const)]],
    ],
  },
  reduced: {
    sizes: [2, 2, 2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800],
    zeroColumn: 14,
    diagonal: [0, '^', 'v', 'v', 1, 2, 3, 5, 6, 8, 10, 14, 21],
    reach: [12, 10],
    exceptions: [
      ['A', 15, ['v', 'v', 1, 2, 3, 5, 7, 10, 14, 21, 30]],
      ['B', 17, [1, 2, 3, 5, 7, 10, 14, 21, 30]],
      ['Q', 2, ['^']],
      ['R', 1, ['^', '^']],
    ],
  },
};

function token(severity: Severity, row: number, column: number): number | '^' | 'v' {
  const table = tables[severity];
  const letter = codeLetters[row];
  for (const [at, first, tokens] of table.exceptions) {
    const bent = at === letter ? tokens[column - first] : undefined;
    if (bent !== undefined && column >= first) return bent;
  }
  const along = column + row - table.zeroColumn;
  if (along < 0) return 'v';
  return along > table.reach[row <= 4 ? 0 : 1] ? '^' : (table.diagonal[along] ?? '^');
}

export interface SingleCell {
  /** What stands in the cell itself: a plan, or an arrow to the first plan below or above. */
  readonly kind: 'plan' | 'down' | 'up';
  /** The plan to use once the arrow is followed; its sample size comes with it. */
  readonly letter: CodeLetter;
  readonly n: number;
  readonly ac: number;
  readonly re: number;
}

/** The sample size of a letter's single plans; undefined where the table lacks the letter. */
export function sampleSize(severity: Severity, letter: CodeLetter): number | undefined {
  return tables[severity].sizes[codeLetters.indexOf(letter)];
}

export function isAql(value: number): boolean {
  return aqls.some((aql) => aql === value);
}

/** The code letter of a lot at an inspection level. Lots of one item have no letter: undefined. Source: table 1. */
export function codeLetter(lotSize: number, level: InspectionLevel): CodeLetter | undefined {
  if (!Number.isInteger(lotSize) || lotSize < 2) return undefined;
  const row = lotRows.find(([largest]) => lotSize <= largest);
  return codeLetters.find((letter) => letter === row?.[1][inspectionLevels.indexOf(level)]);
}

/**
 * The cell of table 2-A, 2-B or 2-C, its arrow followed. Letter S exists in tightened inspection alone; undefined for an
 * AQL that is not in the table or a letter that is not.
 */
export function singleCell(severity: Severity, letter: CodeLetter, aql: number): SingleCell | undefined {
  const column = aqls.indexOf(aql);
  const table = tables[severity];
  const start = codeLetters.indexOf(letter);
  if (column < 0 || start >= table.sizes.length) return undefined;
  const first = token(severity, start, column);
  let row = start;
  let here = first;
  // An arrow never leads back: each column is one run of `v`, its plans, and one run of `^` (tested over all cells).
  while (typeof here !== 'number') {
    row += first === 'v' ? 1 : -1;
    if (row < 0 || row >= table.sizes.length) return undefined;
    here = token(severity, row, column);
  }
  const kind = typeof first === 'number' ? 'plan' : first === 'v' ? 'down' : 'up';
  return { kind, letter: codeLetters[row] ?? letter, n: table.sizes[row] ?? 0, ac: here, re: here + 1 };
}

/** The AQL one step tighter, for the switching score (9.3.3.2); undefined below the smallest. */
export function tighterAql(aql: number): number | undefined {
  return aqls[aqls.indexOf(aql) - 1];
}
