import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** Words of which an invented world is made, and the schemes that its certificates are of: data beside the demonstration's. */
const vocabularyShape = z.strictObject({
  schemes: z.array(z.strictObject({ scheme: z.string(), share: z.int().positive() })).min(1),
  /** The scheme under which its bodies are approved. */
  approvals: z.string(),
  regions: z.array(z.tuple([z.string(), z.string()])).min(1),
  signs: z.string().min(16),
  trades: z.array(z.string()).min(1),
  forms: z.array(z.string()).min(1),
  activities: z.array(z.string()).min(1),
  codes: z.array(z.string()).min(1),
});

export type Vocabulary = z.infer<typeof vocabularyShape>;

export async function readVocabulary(file: string): Promise<Vocabulary> {
  return vocabularyShape.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** Spreads neighbouring numbers far apart, so that the n-th of everything looks drawn and is the same in every run (finaliser of MurmurHash3). */
export function spread(n: number, salt = 0): number {
  let mixed = Math.imul((n ^ (n / 2 ** 32)) + salt * 0x9e3779b1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

export function pick<T>(list: ArrayLike<T>, n: number, salt: number): T {
  const found = list[spread(n, salt) % list.length];
  if (found === undefined) throw new RangeError('Expected a list that holds something.');
  return found;
}

/** What the n-th organisation is called, and where it sits. No two are called the same: three signs tell their number. */
export function organisationOf(words: Vocabulary, n: number): { readonly name: string; readonly region: string } {
  const { signs, trades, forms, regions } = words;
  const [place, region] = pick(regions, n, 1);
  // Digits of n in the base of the signs: different numbers have different brands.
  const base = signs.length;
  let brand = '';
  for (let rest = n; brand.length < 2 || rest > 0; rest = Math.floor(rest / base)) brand += signs[rest % base];
  return { name: `${place}${brand}${pick(trades, n, 2)}${pick(forms, n, 3)}`, region };
}

/** What the n-th certificate covers, in words. */
export const scopeOf = (words: Vocabulary, n: number): string =>
  `${pick(words.trades, n, 4)}${pick(words.activities, n, 5)}`;
