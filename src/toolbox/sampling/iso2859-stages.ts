import { type CodeLetter, codeLetters, type Severity, sampleSize, singleCell } from './iso2859-single.ts';
import type { Plan, Stage } from './plan.ts';
import { singlePlan } from './plan.ts';

/**
 * Double and multiple plans of GB/T 2828.1-2012 (ISO 2859-1:1999), tables 3-A to 4-C, and of MIL-STD-105E. A cell of those
 * tables answers the single plan of the same cell, so the numbers are keyed by its acceptance number.
 *
 * The ISO figures come from memory and are marked `to be confirmed`: no copy of the tables was at hand. What speaks for
 * them: each plan's probability of acceptance lies within 0.06 of the single plan's over the whole curve (tested), and the
 * double and the multiple plan of a cell end on the same acceptance number. The MIL-STD-105E figures (public domain) were
 * held against the R package AQLSchemes 1.7-2. Multiple plans whose figures are not known are left out; the double serves.
 */
export type StagesEdition = 'iso-1999' | 'mil-std-105e';

export const stagesEditions: Record<
  StagesEdition,
  { readonly name: string; readonly confirmed: boolean; readonly source: string }
> = {
  'iso-1999': {
    name: 'GB/T 2828.1-2012 = ISO 2859-1:1999, tables 3-A to 4-C',
    confirmed: false,
    source: 'from memory, to be confirmed against the standard',
  },
  'mil-std-105e': {
    name: 'MIL-STD-105E (1989), tables III-A to IV-B',
    confirmed: true,
    source: 'public domain; held against the R package AQLSchemes 1.7-2',
  },
};

type Numbers = Readonly<Record<number, string>>;

/** Cumulative `Ac Re` of each stage by the single plan's Ac; `#` where the stage does not permit acceptance. */
const numbers: Record<StagesEdition, { readonly double: Numbers; readonly multiple: Numbers }> = {
  'iso-1999': {
    double: {
      1: '0 2, 1 2',
      2: '0 3, 3 4',
      3: '1 3, 4 5',
      5: '2 5, 6 7',
      6: '3 6, 7 8',
      7: '3 6, 9 10',
      8: '4 7, 10 11',
      10: '5 9, 12 13',
      12: '6 10, 15 16',
      14: '7 11, 18 19',
      18: '9 14, 23 24',
      21: '11 16, 26 27',
      27: '15 20, 34 35',
      30: '17 22, 37 38',
      41: '23 29, 52 53',
      44: '25 31, 56 57',
    },
    multiple: {
      1: '# 2, 0 2, 0 2, 0 2, 1 2',
      2: '# 2, 0 3, 0 3, 1 3, 3 4',
      3: '# 3, 0 3, 1 4, 2 5, 4 5',
      5: '# 4, 1 5, 2 6, 4 7, 6 7',
      7: '0 4, 1 6, 3 8, 6 9, 9 10',
      8: '0 4, 2 7, 4 9, 7 10, 10 11',
      10: '0 5, 3 8, 6 10, 9 12, 12 13',
      12: '0 6, 3 9, 7 12, 11 15, 15 16',
      14: '1 7, 4 10, 8 13, 13 17, 18 19',
      18: '1 8, 6 12, 11 17, 17 20, 23 24',
      21: '2 9, 7 14, 13 19, 20 25, 26 27',
    },
  },
  'mil-std-105e': {
    double: {
      1: '0 2, 1 2',
      2: '0 3, 3 4',
      3: '1 4, 4 5',
      5: '2 5, 6 7',
      7: '3 7, 8 9',
      8: '3 7, 11 12',
      10: '5 9, 12 13',
      12: '6 10, 15 16',
      14: '7 11, 18 19',
      18: '9 14, 23 24',
      21: '11 16, 26 27',
      27: '15 20, 34 35',
      30: '17 22, 37 38',
      41: '23 29, 52 53',
      44: '25 31, 56 57',
    },
    multiple: {
      1: '# 2, # 2, 0 2, 0 3, 1 3, 1 3, 2 3',
      2: '# 2, 0 3, 0 3, 1 4, 2 4, 3 5, 4 5',
      3: '# 3, 0 3, 1 4, 2 5, 3 6, 4 6, 6 7',
      5: '# 4, 1 5, 2 6, 3 7, 5 8, 7 9, 9 10',
      7: '0 4, 1 6, 3 8, 5 10, 7 11, 10 12, 13 14',
      8: '0 4, 2 7, 4 9, 6 11, 9 12, 12 14, 14 15',
      10: '0 5, 3 8, 6 10, 8 13, 11 15, 14 17, 18 19',
      12: '0 6, 3 9, 7 12, 10 15, 14 17, 18 20, 21 22',
      14: '1 7, 4 10, 8 13, 12 17, 17 20, 21 23, 25 26',
      18: '1 8, 6 12, 11 17, 16 22, 22 25, 27 29, 32 33',
      21: '2 9, 7 14, 13 19, 19 25, 25 29, 31 33, 37 38',
      27: '3 10, 10 17, 17 24, 24 31, 32 37, 40 43, 48 49',
      30: '4 12, 11 19, 19 27, 27 34, 36 40, 45 47, 53 54',
      41: '6 15, 16 25, 26 36, 37 46, 49 55, 61 64, 72 73',
      44: '6 16, 17 27, 29 39, 40 49, 53 58, 65 68, 77 78',
    },
  },
};

export type PlanKind = 'single' | 'double' | 'multiple';

export interface FoundPlan {
  readonly plan: Plan;
  /** What was given: where the table has no double or multiple plan in the cell, the single or the double serves. */
  readonly kind: PlanKind;
  readonly letter: CodeLetter;
  /** The single plan of the same cell. */
  readonly single: { readonly n: number; readonly ac: number; readonly re: number };
  readonly arrow: 'plan' | 'down' | 'up';
  readonly confirmed: boolean;
}

function stagesOf(text: string, n: number): Stage[] {
  return text.split(',').map((part) => {
    const [ac = '', re = ''] = part.trim().split(' ');
    return { n, ac: ac === '#' ? null : Number(ac), re: Number(re) };
  });
}

/** The smallest letter that has a double or a multiple plan; below it the tables send to the single or the double. */
const firstLetter: Record<'double' | 'multiple', Record<Severity, CodeLetter>> = {
  double: { normal: 'B', tightened: 'B', reduced: 'D' },
  multiple: { normal: 'D', tightened: 'D', reduced: 'F' },
};

/** The stage's size: the single size one letter before for a double plan, three letters before for a multiple. */
function stageSize(severity: Severity, letter: CodeLetter, kind: 'double' | 'multiple'): number | undefined {
  const row = codeLetters.indexOf(letter);
  if (row < codeLetters.indexOf(firstLetter[kind][severity])) return undefined;
  return sampleSize(severity, codeLetters[row - (kind === 'double' ? 1 : 3)] ?? 'A');
}

/**
 * The plan of a cell: single, double or multiple. Undefined for a letter or AQL that is not in the tables. Acceptance
 * number 0 has no double or multiple plan: the single serves (the tables' mark for it).
 */
export function findPlan(
  severity: Severity,
  letter: CodeLetter,
  aql: number,
  kind: PlanKind,
  edition: StagesEdition,
): FoundPlan | undefined {
  const cell = singleCell(severity, letter, aql);
  if (!cell) return undefined;
  const single = { n: cell.n, ac: cell.ac, re: cell.re };
  const base = { letter: cell.letter, single, arrow: cell.kind };
  // MIL-STD-105E's reduced tables leave a gap between Ac and Re, which this form of a plan can't carry: the single serves.
  const order: readonly PlanKind[] =
    edition === 'mil-std-105e' && severity === 'reduced' ? [] : kind === 'multiple' ? ['multiple', 'double'] : [kind];
  for (const wanted of order) {
    if (wanted === 'single') break;
    const text = numbers[edition][wanted][cell.ac];
    const n = stageSize(severity, cell.letter, wanted);
    if (text !== undefined && n !== undefined)
      return {
        ...base,
        kind: wanted,
        plan: { stages: stagesOf(text, n) },
        confirmed: stagesEditions[edition].confirmed,
      };
  }
  return { ...base, kind: 'single', plan: singlePlan(cell.n, cell.ac), confirmed: true };
}
