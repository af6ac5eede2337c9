import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { parse } from 'yaml';
import { checkCode, type LoadedLists } from '#certification/codes/code-check.ts';
import { type CodeList, readCodeList } from '#certification/codes/code-list.ts';
import type { Checked, Refusal } from '#certification/codes/refusal.ts';
import { type RegionTable, readRegionTable } from '#certification/codes/region.ts';
import { type HolidayYear, readHolidayYear, type WorkCalendar, workCalendar } from '#certification/time/calendar.ts';
import type { Rules } from '../world.ts';

/** A file of dated data that is not what it should be: all faults at once, each with its file and place. */
export class RuleFileError extends Error {
  readonly code = 'rule-file';
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    super(refusals.map((r) => r.text.en).join('\n'));
    this.name = 'RuleFileError';
    this.refusals = refusals;
  }
}

/** The zones whose working days are those of a jurisdiction with an official holiday table. */
const jurisdictionOfZone: Readonly<Record<string, string>> = { 'Asia/Shanghai': 'CN', 'Asia/Urumqi': 'CN' };

/** The lists of codes that a code of a kind is looked up in for its name. */
const listOfKind: Readonly<Record<string, keyof Pick<LoadedLists, 'industries' | 'sectors' | 'cccClasses'>>> = {
  industry: 'industries',
  sector: 'sectors',
  'ccc-class': 'cccClasses',
};

/**
 * Reads the dated data of the house from `rules/`: official holidays and lists of codes.
 * @param calculate answers a named calculator of the rule packs.
 * @throws RuleFileError naming everything that is wrong in the files.
 */
export async function loadHouseRules(folder: string, calculate: Rules['calculate']): Promise<Rules> {
  const calendars = await loadCalendars(join(folder, 'holidays'));
  const lists = await loadLists(join(folder, 'code-lists'));
  return {
    calendar: (zone) =>
      calendars.get((Object.hasOwn(jurisdictionOfZone, zone) ? jurisdictionOfZone[zone] : undefined) ?? ''),
    code: (kind, value, day) => {
      const { result } = checkCode(kind, value, { ...lists, day });
      if (result.ok) return result;
      const text = (language: 'zh' | 'en') =>
        result.refusals.map((r) => r.text[language]).join(language === 'zh' ? '；' : '; ');
      return { ok: false, why: { zh: text('zh'), en: text('en') } };
    },
    codeName: (kind, code) => {
      if (kind === 'region') {
        const name = lists.regions.names.get(code);
        return name === undefined ? undefined : { zh: name, en: name };
      }
      const list = Object.hasOwn(listOfKind, kind) ? listOfKind[kind] : undefined;
      const row = list === undefined ? undefined : lists[list].rows.get(code);
      return row === undefined ? undefined : { zh: row.zh, en: row.en };
    },
    calculate,
  };
}

async function loadCalendars(folder: string): Promise<ReadonlyMap<string, WorkCalendar>> {
  const years = new Map<string, HolidayYear[]>();
  for (const file of await dataFiles(folder)) {
    const year = accepted(readHolidayYear(await readData(file), basename(file)));
    years.set(year.jurisdiction, [...(years.get(year.jurisdiction) ?? []), year]);
  }
  return new Map([...years].map(([jurisdiction, list]) => [jurisdiction, accepted(workCalendar(list))]));
}

async function loadLists(folder: string): Promise<Omit<LoadedLists, 'day'>> {
  const lists = new Map<string, CodeList>();
  let regions: RegionTable | null = null;
  for (const file of await dataFiles(folder)) {
    const name = basename(file);
    if (name.startsWith('regions')) regions = accepted(readRegionTable(await readData(file), name));
    else {
      const list = accepted(readCodeList(await readData(file), name));
      lists.set(list.list, list);
    }
  }
  const needed = (id: string): CodeList => {
    const found = lists.get(id);
    if (found === undefined)
      throw new Error(
        `Expected the list of codes \`${id}\` in ${folder}, found ${[...lists.keys()].join(', ') || 'none'}.`,
      );
    return found;
  };
  if (regions === null) throw new Error(`Expected a list of regions in ${folder}, found none.`);
  return {
    regions,
    industries: needed('gb-t-4754'),
    sectors: needed('iaf-sectors'),
    cccClasses: needed('ccc-classes'),
  };
}

async function dataFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names
    .filter((n) => ['.json', '.yaml', '.yml'].includes(extname(n)))
    .sort()
    .map((n) => join(folder, n));
}

async function readData(file: string): Promise<unknown> {
  // YAML is a superset of JSON, but the large JSON files are read ten times faster as what they are.
  const text = await readFile(file, 'utf8');
  return extname(file) === '.json' ? JSON.parse(text) : parse(text);
}

function accepted<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new RuleFileError(checked.refusals);
  return checked.parts;
}
