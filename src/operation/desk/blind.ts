import type { StoredValues } from '#certification/case/events.ts';
import { isRecord } from '#certification/case/field-value.ts';
import { companyStem, simplifiedOf } from '#certification/codes/normalise.ts';
import { namedToken } from '#certification/policy/viewer.ts';
import type { Field } from '#certification/scheme/form.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';

/** Where a scheme is reviewed blindly: by which role, at which step. */
export interface BlindReview {
  readonly scheme: string;
  readonly role: string;
  readonly step: string;
}

/** Every blind review that some edition declares: a list holds cases of older ones too. */
export function blindReviews(schemes: readonly Scheme[]): readonly BlindReview[] {
  return schemes.flatMap(({ id, round }) =>
    round?.assignment?.blind === true ? [{ scheme: id, role: round.assignment.role, step: round.assignment.step }] : [],
  );
}

/** What an applicant is known by: names of every language and time, each with and without its legal form, and codes. */
export async function identityOf(world: World, applicant: Id): Promise<readonly string[]> {
  const party = await world.storage.parties.byId(applicant);
  const names = (party?.names ?? []).flatMap(({ name }) => [name, companyStem(name)]);
  const words = [...names, ...(party?.codes ?? []).map((code) => code.value)].map((word) => word.trim());
  return [...new Set(words)].filter((word) => word.length > 1).sort((a, b) => b.length - a.length);
}

/**
 * The same data without what names the applicant: its words become `＊＊` wherever they stand in a text (whatever the case,
 * the spaces, the punctuation, traditional or simplified), a file is called by its digest, and its bytes stay what they are.
 * A name that is written otherwise than it is registered (a brand, a nickname) can't be known here: the form check sees to it.
 */
export function withoutIdentity<T>(whole: T, words: readonly string[]): T {
  const patterns = words.map(patternOf);
  const of = (value: unknown): unknown => {
    if (typeof value === 'string') return maskedText(value, patterns);
    if (Array.isArray(value)) return value.map(of);
    if (typeof value !== 'object' || value === null) return value;
    const masked = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, of(inner)]));
    return isFile(value) ? { ...masked, name: blindFileName(value) } : masked;
  };
  // Strings for strings, the same names: what comes out has the shape of what went in.
  return of(whole) as T;
}

/** Whether somebody reads a case as one who reviews it blindly. */
export function isBlindTo(
  reviews: readonly BlindReview[],
  person: Id,
  { scheme, named }: { readonly scheme: string; readonly named: readonly string[] },
): boolean {
  return reviews.some((review) => review.scheme === scheme && named.includes(namedToken(review.role, person)));
}

/** The title of a case as who reviews it blindly may read it: applicants write their names into titles. */
export async function blindTitle(
  world: World,
  { title, applicant }: { readonly title: string; readonly applicant: Id | null },
): Promise<string> {
  return applicant === null ? title : withoutIdentity(title, await identityOf(world, applicant));
}

/** Values without those that name a person or a party, in the rows of a table too. */
export function withoutPeople(values: StoredValues, fields: readonly Field[]): StoredValues {
  const names = (of: readonly Field[]) =>
    new Set(of.filter((field) => field.personal || field.kind === 'party').map((field) => field.id));
  const without = (from: StoredValues, hidden: ReadonlySet<string>): StoredValues =>
    Object.fromEntries(Object.entries(from).filter(([name]) => !hidden.has(name)));
  const open = Object.entries(without(values, names(fields))).map(([name, value]) => {
    const columns = names(fields.flatMap((field) => (field.id === name && field.kind === 'rows' ? field.columns : [])));
    const isTable = columns.size > 0 && Array.isArray(value);
    return [name, isTable ? value.map((row) => (isRecord(row) ? without(row, columns) : row)) : value] as const;
  });
  return Object.fromEntries(open);
}

/** What a file is called for who reviews blindly: the beginning of its digest, and its ending. */
export function blindFileName({ digest, name }: { readonly digest: string; readonly name: string }): string {
  return `${digest.slice(0, 8)}${/\.[a-z0-9]{1,8}$/i.exec(name)?.[0].toLowerCase() ?? ''}`;
}

function isFile(value: object): value is { readonly digest: string; readonly name: string } {
  return 'digest' in value && typeof value.digest === 'string' && 'name' in value && typeof value.name === 'string';
}

const mark = '＊＊';

function patternOf(word: string): RegExp {
  const letters = [...simplifiedOf(word)].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  return new RegExp(letters.join('[^\\p{L}\\p{N}]*'), 'giu');
}

/** Found in the simplified text; masked in the text as it was written wherever both are as long. */
function maskedText(text: string, patterns: readonly RegExp[]): string {
  let masked = text;
  for (const pattern of patterns) {
    const simple = simplifiedOf(masked);
    const base = simple.length === masked.length ? masked : simple;
    let out = '';
    let from = 0;
    for (const found of simple.matchAll(pattern)) {
      out += base.slice(from, found.index) + mark;
      from = found.index + found[0].length;
    }
    if (from > 0) masked = out + base.slice(from);
  }
  return masked;
}
