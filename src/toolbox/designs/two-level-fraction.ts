/**
 * Regular two-level fractions 2^(k-p). A word is a set of factors, written as a bit mask (bit i for factor i); words multiply
 * by symmetric difference. G. E. P. Box, W. G. Hunter and J. S. Hunter, Statistics for Experimenters, chapter 6.
 */
export interface Fraction {
  readonly factors: number;
  readonly runs: number;
  /** Generated factors with the product of basic factors that each is set to. */
  readonly generators: readonly { readonly factor: number; readonly word: number; readonly sign: 1 | -1 }[];
}

/**
 * Generators of least aberration for k factors in 2^b runs, as words of basic factors A, B, C …, for the factors after the
 * basic ones in turn (Box, Hunter and Hunter, table 6.22; A. Fries and W. G. Hunter, Technometrics 22 (1980) 601-608).
 */
const catalogue: Readonly<Record<string, readonly string[]>> = {
  '3/4': ['AB'],
  '4/8': ['ABC'],
  '5/8': ['AB', 'AC'],
  '6/8': ['AB', 'AC', 'BC'],
  '7/8': ['AB', 'AC', 'BC', 'ABC'],
  '5/16': ['ABCD'],
  '6/16': ['ABC', 'BCD'],
  '7/16': ['ABC', 'BCD', 'ACD'],
  '8/16': ['BCD', 'ACD', 'ABC', 'ABD'],
  '9/16': ['ABC', 'BCD', 'ACD', 'ABD', 'ABCD'],
  '10/16': ['ABC', 'BCD', 'ACD', 'ABD', 'ABCD', 'AB'],
  '11/16': ['ABC', 'BCD', 'ACD', 'ABD', 'ABCD', 'AB', 'AC'],
  '12/16': ['ABC', 'BCD', 'ACD', 'ABD', 'ABCD', 'AB', 'AC', 'AD'],
  '13/16': ['ABC', 'BCD', 'ACD', 'ABD', 'ABCD', 'AB', 'AC', 'AD', 'BC'],
  '14/16': ['ABC', 'BCD', 'ACD', 'ABD', 'ABCD', 'AB', 'AC', 'AD', 'BC', 'BD'],
  '15/16': ['ABC', 'BCD', 'ACD', 'ABD', 'ABCD', 'AB', 'AC', 'AD', 'BC', 'BD', 'CD'],
  '6/32': ['ABCDE'],
  '7/32': ['ABCD', 'ABDE'],
  '8/32': ['ABC', 'ABD', 'BCDE'],
  '9/32': ['BCDE', 'ACDE', 'ABDE', 'ABCE'],
  '10/32': ['ABCD', 'ABCE', 'ABDE', 'ACDE', 'BCDE'],
  '7/64': ['ABCDEF'],
  '8/64': ['ABCD', 'ABEF'],
  '9/64': ['ABCD', 'ACEF', 'CDEF'],
  '8/128': ['ABCDEFG'],
};

/** The least numbers of runs of the catalogue for k factors, and the full factorial. */
export function catalogueRuns(factors: number): number[] {
  const sizes = Object.keys(catalogue)
    .filter((key) => key.startsWith(`${factors}/`))
    .map((key) => Number(key.split('/')[1]));
  return [...sizes, 2 ** factors].toSorted((a, b) => a - b);
}

export function wordOf(letters: string): number {
  return [...letters].reduce((word, letter) => word ^ (1 << (letter.charCodeAt(0) - 65)), 0);
}

/** The catalogue's fraction; undefined where it has none of this size. The full factorial has no generators. */
export function catalogueFraction(factors: number, runs: number): Fraction | undefined {
  if (runs === 2 ** factors) return { factors, runs, generators: [] };
  const key = `${factors}/${runs}`;
  const words = Object.hasOwn(catalogue, key) ? catalogue[key]! : undefined;
  const basic = Math.log2(runs);
  return (
    words && {
      factors,
      runs,
      generators: words.map((letters, i) => ({ factor: basic + i, word: wordOf(letters), sign: 1 as const })),
    }
  );
}

/** The runs as ±1, the first factor changing fastest (Yates' standard order). */
export function fractionRuns({ factors, runs, generators }: Fraction): number[][] {
  const basic = Math.log2(runs);
  return Array.from({ length: runs }, (_, r) => {
    const row: number[] = Array.from({ length: factors }, (__, i) => (i < basic ? ((r >> i) & 1 ? 1 : -1) : 0));
    for (const { factor, word, sign } of generators) {
      let product: number = sign;
      for (let i = 0; i < basic; i++) if ((word >> i) & 1) product *= row[i]!;
      row[factor] = product;
    }
    return row;
  });
}

export interface SignedWord {
  readonly word: number;
  readonly sign: 1 | -1;
}

/** All words equal to the identity, from products of the generators; the empty word left out. */
export function definingRelation({ generators }: Fraction): SignedWord[] {
  const out: SignedWord[] = [];
  for (let subset = 1; subset < 2 ** generators.length; subset++) {
    let word = 0;
    let sign: 1 | -1 = 1;
    generators.forEach((g, i) => {
      if (!((subset >> i) & 1)) return;
      word ^= g.word ^ (1 << g.factor);
      sign = sign === g.sign ? 1 : -1;
    });
    out.push({ word, sign });
  }
  return out.toSorted((a, b) => wordLength(a.word) - wordLength(b.word) || a.word - b.word);
}

export function wordLength(word: number): number {
  let length = 0;
  for (let w = word; w !== 0; w &= w - 1) length++;
  return length;
}

/** Length of the shortest word; `null` for a full factorial. */
export function resolution(fraction: Fraction): number | null {
  const words = definingRelation(fraction);
  return words.length === 0 ? null : wordLength(words[0]!.word);
}

/** The effects up to `order` that cannot be told apart, one group each, led by the shortest; groups of one included. */
export function aliasGroups(fraction: Fraction, order: number): SignedWord[][] {
  const identity = definingRelation(fraction);
  const seen = new Set<number>();
  const groups: SignedWord[][] = [];
  const effects = Array.from({ length: 2 ** fraction.factors - 1 }, (_, i) => i + 1)
    .filter((word) => wordLength(word) <= order)
    .toSorted((a, b) => wordLength(a) - wordLength(b) || a - b);
  for (const effect of effects) {
    if (seen.has(effect)) continue;
    const group: SignedWord[] = [{ word: effect, sign: 1 }];
    for (const { word, sign } of identity) {
      const alias = effect ^ word;
      if (alias !== 0 && wordLength(alias) <= order) group.push({ word: alias, sign });
    }
    for (const { word } of group) seen.add(word);
    groups.push(group.toSorted((a, b) => wordLength(a.word) - wordLength(b.word) || a.word - b.word));
  }
  return groups;
}

/** A word by names of factors: single letters joined, longer names with a middle dot. */
export function nameWord(word: number, names: readonly string[]): string {
  const parts = names.filter((_, i) => (word >> i) & 1);
  return parts.join(names.every((name) => [...name].length === 1) ? '' : '·');
}
