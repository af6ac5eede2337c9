import { companyStem, nameKey } from '../codes/normalise.ts';

/** A submission as it is held against the others: what its title is, and whose. */
export interface Submission {
  readonly case: string;
  readonly title: string;
  readonly applicant: string;
  /** Every name that the applicant has or had. */
  readonly names: readonly string[];
  /** Its unified social credit codes. */
  readonly codes: readonly string[];
}

export const likenesses = ['title-same', 'title-alike', 'applicant-same', 'code-same', 'name-alike'] as const;
export type Likeness = (typeof likenesses)[number];

export interface DuplicateProposal {
  /** The one that came in first stands first. */
  readonly cases: readonly [string, string];
  readonly because: readonly Likeness[];
}

/** From this share of common bigrams on, titles are called alike. */
const alikeFrom = 0.6;

/**
 * Submissions that may be one project: the same title (simplified or traditional, full width or half, whatever punctuation),
 * or titles alike of the same applicant, where the applicant is the same party, has the same code, or the same name but for
 * the legal form. They are proposals: a person confirms or declines each.
 */
export function proposeDuplicates(submissions: readonly Submission[]): readonly DuplicateProposal[] {
  const seen = submissions.map((s) => ({
    ...s,
    key: nameKey(s.title),
    grams: bigrams(nameKey(s.title)),
    stems: new Set(s.names.map(companyStem).filter((stem) => stem !== '')),
  }));
  const found = new Map<string, DuplicateProposal>();
  for (const group of blocksOf(seen))
    for (const [index, b] of group.entries())
      for (const a of group.slice(0, index)) {
        const pair = `${a.case} ${b.case}`;
        const because = likeness(a, b);
        if (because.length > 0 && !found.has(pair)) found.set(pair, { cases: [a.case, b.case], because });
      }
  return [...found.values()];
}

interface Seen extends Submission {
  readonly key: string;
  readonly grams: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
}

/** Only what shares a title, a party, a code or a stem is compared, so that thousands of submissions are no millions of pairs. */
function blocksOf(seen: readonly Seen[]): Iterable<readonly Seen[]> {
  const blocks = new Map<string, Seen[]>();
  for (const s of seen) {
    const keys = [
      `title ${s.key}`,
      `party ${s.applicant}`,
      ...s.codes.map((code) => `code ${code}`),
      ...[...s.stems].map((stem) => `stem ${stem}`),
    ];
    for (const key of new Set(keys)) blocks.set(key, [...(blocks.get(key) ?? []), s]);
  }
  return blocks.values();
}

function likeness(a: Seen, b: Seen): readonly Likeness[] {
  const titles: readonly Likeness[] = a.key === b.key ? ['title-same'] : isAlike(a, b) ? ['title-alike'] : [];
  if (titles.length === 0) return [];
  const whose: readonly Likeness[] =
    a.applicant === b.applicant
      ? ['applicant-same']
      : a.codes.some((code) => b.codes.includes(code))
        ? ['code-same']
        : [...a.stems].some((stem) => b.stems.has(stem))
          ? ['name-alike']
          : [];
  // Titles that are only alike say nothing by themselves: a whole trade calls its projects alike.
  return titles[0] === 'title-alike' && whose.length === 0 ? [] : [...titles, ...whose];
}

function isAlike(a: Seen, b: Seen): boolean {
  const [short, long] = a.key.length <= b.key.length ? [a, b] : [b, a];
  if (short.key.length >= 4 && long.key.includes(short.key)) return true;
  const common = [...a.grams].filter((gram) => b.grams.has(gram)).length;
  const all = a.grams.size + b.grams.size;
  return all > 0 && (2 * common) / all >= alikeFrom;
}

function bigrams(text: string): ReadonlySet<string> {
  const letters = [...text];
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`));
}
