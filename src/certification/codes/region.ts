import { badCharacter, type CodeKind, notInList, wrongLength } from './code-fault.ts';
import { type Checked, type Refusal, refusal } from './refusal.ts';

export const regionKind: CodeKind = {
  id: 'region',
  text: { zh: '行政区划代码', en: 'code of an administrative division (GB/T 2260)' },
  sample: '310115',
};

/**
 * Codes of administrative divisions as several dated lists tell them. Between two lists nothing is known but that the
 * change came in between, so answers carry intervals and no invented days.
 */
export interface RegionTable {
  readonly source: string;
  /** Days of the lists, ascending. */
  readonly lists: readonly string[];
  readonly names: ReadonlyMap<string, string>;
  /** Code → first list that holds it; codes of the first list are left out. */
  readonly firstSeen: ReadonlyMap<string, string>;
  /** Code → name and last list that holds it, for codes no longer in use. */
  readonly former: ReadonlyMap<string, readonly [name: string, lastSeen: string]>;
  /** Code → former name and last list with that name. */
  readonly renamed: ReadonlyMap<string, readonly [name: string, lastSeen: string]>;
}

export interface RegionParts {
  readonly code: string;
  readonly name: string;
  /** Names from the province down: `上海市`, `浦东新区`. */
  readonly path: readonly string[];
  readonly level: 'province' | 'city' | 'county';
  /**
   * On the day asked: `current`; `former` (in a list before the day, in none since); `not-yet` (no list up to the day holds
   * it); `between-lists` (it came or went between two lists and the day lies between them).
   */
  readonly state: 'current' | 'former' | 'not-yet' | 'between-lists';
  /** Last list without it and first list with it, or last with and first without, where that matters. */
  readonly change: { readonly after: string; readonly by: string } | null;
}

/** Reads the parsed file `rules/code-lists/regions-*.json`. */
export function readRegionTable(data: unknown, file: string): Checked<RegionTable> {
  const top = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  const faults: Refusal[] = [];
  const map = <V>(key: string, fits: (value: unknown) => value is V): Map<string, V> => {
    const kept = new Map<string, V>();
    const rows = top[key];
    for (const [code, value] of Object.entries(typeof rows === 'object' && rows !== null ? rows : {})) {
      if (/^\d{6}$/.test(code) && fits(value)) kept.set(code, value);
      else faults.push(fileFault(file, `${key}.${code}`, JSON.stringify(value)));
    }
    return kept;
  };
  const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';
  const isPair = (value: unknown): value is readonly [string, string] =>
    Array.isArray(value) && value.length === 2 && value.every(isName);
  const lists = Array.isArray(top['lists']) ? top['lists'].filter(isName) : [];
  if (lists.length === 0 || typeof top['source'] !== 'string')
    faults.push(fileFault(file, 'lists', JSON.stringify(top['lists'] ?? null)));
  const parts: RegionTable = {
    source: String(top['source']),
    lists,
    names: map('regions', isName),
    firstSeen: map('firstSeen', isName),
    former: map('former', isPair),
    renamed: map('renamed', isPair),
  };
  return faults.length > 0 ? { ok: false, refusals: faults } : { ok: true, parts };
}

/** Checks a region code as of a day (`YYYY-MM-DD`); a former code is a right answer with its state, not a refusal. */
export function checkRegion(code: string, table: RegionTable, day: string): Checked<RegionParts> {
  if ([...code].length !== 6) return { ok: false, refusals: [wrongLength(regionKind, code, 6)] };
  const wrong = [...code].findIndex((character) => !/^[0-9]$/.test(character));
  if (wrong >= 0)
    return { ok: false, refusals: [badCharacter(regionKind, code, wrong + 1, { zh: '数字', en: 'a digit' })] };
  const former = table.former.get(code);
  const name = nameOn(code, table, day) ?? former?.[0];
  if (name === undefined) {
    return {
      ok: false,
      refusals: [
        notInList(regionKind, code, {
          zh: `截至 ${table.lists.at(-1)} 的行政区划代码表`,
          en: `the lists of administrative divisions up to ${table.lists.at(-1)}`,
        }),
      ],
    };
  }
  const level = code.endsWith('0000') ? 'province' : code.endsWith('00') ? 'city' : 'county';
  const above = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`]
    .filter((c) => c < code)
    .map((c) => nameOn(c, table, day) ?? table.former.get(c)?.[0]);
  const path = [...above.filter((n) => n !== undefined), name];
  return { ok: true, parts: { code, name, path, level, ...stateOn(code, table, day) } };
}

function stateOn(code: string, table: RegionTable, day: string): Pick<RegionParts, 'state' | 'change'> {
  const lastSeen = table.former.get(code)?.[1];
  if (lastSeen !== undefined) {
    const by = table.lists[table.lists.indexOf(lastSeen) + 1] ?? lastSeen;
    return {
      state: day <= lastSeen ? 'current' : day < by ? 'between-lists' : 'former',
      change: { after: lastSeen, by },
    };
  }
  const firstSeen = table.firstSeen.get(code);
  if (firstSeen !== undefined) {
    const after = table.lists[table.lists.indexOf(firstSeen) - 1] ?? firstSeen;
    return {
      state: day >= firstSeen ? 'current' : day > after ? 'between-lists' : 'not-yet',
      change: { after, by: firstSeen },
    };
  }
  return { state: 'current', change: null };
}

function nameOn(code: string, table: RegionTable, day: string): string | undefined {
  const renamed = table.renamed.get(code);
  return renamed && day <= renamed[1] ? renamed[0] : table.names.get(code);
}

function fileFault(file: string, row: string, found: string): Refusal {
  return refusal(
    'region-file',
    { file, row, found },
    {
      zh: `${file}：${row} 应为六位代码及名称，实为 \`${found}\``,
      en: `${file}: at ${row} expected a code of six digits and a name, found \`${found}\``,
    },
    { zh: '请改正该清单文件', en: 'Correct the file of the list' },
  );
}
