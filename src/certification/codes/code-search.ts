import type { LoadedLists } from './code-check.ts';
import { normaliseSearch } from './normalise.ts';
import { checkRegion } from './region.ts';

/** A code that fits what was asked, with its name; a division's name begins with those above it. */
export interface FoundCode {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
}

/** Lists that can be searched by name; of the other kinds a code can only be checked. */
export const searchableLists = ['region', 'industry', 'sector'] as const;
export type SearchableList = (typeof searchableLists)[number];

export function isSearchable(list: string): list is SearchableList {
  return (searchableLists as readonly string[]).includes(list);
}

/**
 * Codes of a list by the beginning of the code or any part of the name, the nearest first: the code itself, codes and
 * names that begin with the text, names that hold it, names that hold its characters in order (`上海浦东` finds
 * 上海市 浦东新区). Widths, case and traditional characters make no difference. An empty text lists from the beginning.
 *
 * @param count at most so many are returned
 */
export function searchCodes(
  list: SearchableList,
  text: string,
  lists: LoadedLists,
  count: number,
): readonly FoundCode[] {
  const asked = normaliseSearch(text);
  const ranked = [...rowsOf(list, lists)]
    .map((row) => ({ row, rank: rankOf(row, asked) }))
    .filter(({ rank }) => rank !== null);
  return ranked
    .sort((a, b) => Number(a.rank) - Number(b.rank))
    .slice(0, count)
    .map(({ row: { code, name } }) => ({ code, name }));
}

interface Row extends FoundCode {
  /** The name without those above it. */
  readonly own: string;
}

function rankOf({ code, name, own }: Row, asked: string): number | null {
  const lower = code.toLowerCase();
  if (asked === lower) return 0;
  if (lower.startsWith(asked)) return 1;
  const names = [normaliseSearch(name.zh), normaliseSearch(name.en)];
  if ([normaliseSearch(own), ...names].some((text) => text.startsWith(asked))) return 2;
  if (names.some((text) => text.includes(asked))) return 3;
  if (asked.length < 2 || !holdsInOrder(names[0] ?? '', asked)) return null;
  return endsInOwnName(asked, normaliseSearch(own)) ? 4 : 5;
}

/** `上海浦东` ends in the beginning of 浦东新区; in `上海浦` 黄浦区 holds the last character only somewhere. */
function endsInOwnName(asked: string, own: string): boolean {
  return [...asked].some((_, from) => from > 0 && own.startsWith(asked.slice(from)));
}

function holdsInOrder(text: string, characters: string): boolean {
  let from = 0;
  for (const character of characters) {
    const at = text.indexOf(character, from);
    if (at < 0) return false;
    from = at + character.length;
  }
  return true;
}

function rowsOf(list: SearchableList, lists: LoadedLists): Iterable<Row> {
  if (list === 'region') return regionsOf(lists);
  const { rows } = list === 'industry' ? lists.industries : lists.sectors;
  return [...rows].map(([code, { zh, en }]) => ({ code, name: { zh, en }, own: zh }));
}

/** Divisions in use on the day; the lists name them in Chinese only. */
function* regionsOf({ regions, day }: LoadedLists): Iterable<Row> {
  for (const code of regions.names.keys()) {
    const checked = checkRegion(code, regions, day);
    if (!checked.ok || checked.parts.state === 'former' || checked.parts.state === 'not-yet') continue;
    const name = checked.parts.path.join(' ');
    yield { code, name: { zh: name, en: name }, own: checked.parts.name };
  }
}
