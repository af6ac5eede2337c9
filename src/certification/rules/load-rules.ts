import { parse } from 'yaml';
import { type CodeList, readCodeList } from '../codes/code-list.ts';
import { type Checked, type Refusal, refusal } from '../codes/refusal.ts';
import { type RegionTable, readRegionTable } from '../codes/region.ts';
import { type HolidayYear, readHolidayYear, workCalendar } from '../time/calendar.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import type { RuleContext } from './context.ts';
import { type DocumentNames, readDocumentNames } from './document-names.ts';
import type { Question, RulePack } from './pack.ts';
import { readPack } from './read-pack.ts';
import { readQuestions } from './read-questions.ts';
import { ruleBook } from './rulebook.ts';

/** A file of the folder `rules/`, by its path from there, such as `packs/iaf-md-5.yaml`. */
export interface RuleFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads the whole folder `rules/`, which the door has read from its disk or bundle, and joins it to what the calculators
 * need. All faults of all files at once, each with file and row.
 */
export function readRules(files: readonly RuleFile[], hash: RuleContext['hash']): Checked<RuleContext> {
  const faults: Refusal[] = [];
  const data = new Map<string, unknown>();
  // Ties between packs fall to the first by path, the same on every disk.
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    try {
      data.set(file.path, file.path.endsWith('.json') ? JSON.parse(file.text) : parse(file.text));
    } catch (error) {
      const found = error instanceof Error ? error.message : String(error);
      faults.push(fileRefusal('unreadable', file.path, found));
    }
  }
  const keep = <T>(checked: Checked<T>): T | undefined => {
    if (!checked.ok) faults.push(...checked.refusals);
    return checked.ok ? checked.parts : undefined;
  };
  const folder = (name: string) => [...data].filter(([path]) => path.startsWith(`${name}/`));
  const one = <T>(path: string, read: (value: unknown, file: string) => Checked<T>): T | undefined => {
    if (data.has(path)) return keep(read(data.get(path), `rules/${path}`));
    faults.push(fileRefusal('missing', path, ''));
    return undefined;
  };

  const questions: ReadonlyMap<string, Question> | undefined = one('questions.yaml', readQuestions);
  const packs: RulePack[] = [];
  for (const [path, value] of folder('packs')) {
    const pack = questions && keep(readPack(value, `rules/${path}`, questions));
    if (pack) packs.push(pack);
  }
  const years: HolidayYear[] = [];
  for (const [path, value] of folder('holidays')) {
    const year = keep(readHolidayYear(value, `rules/${path}`));
    if (year) years.push(year);
  }
  const catalogue: Catalogue | undefined = one('catalogue/ccc.yaml', readCatalogue);
  const industries: CodeList | undefined = one('code-lists/industries-cn.yaml', readCodeList);
  const sectors: CodeList | undefined = one('code-lists/iaf-sectors.yaml', readCodeList);
  const cccClasses: CodeList | undefined = one('code-lists/ccc-classes.yaml', readCodeList);
  const regions: RegionTable | undefined = one('code-lists/regions-cn.json', readRegionTable);
  const documents: DocumentNames | undefined = one('documents.yaml', readDocumentNames);
  if (faults.length > 0 || !questions || !documents || !catalogue || !industries || !sectors || !cccClasses || !regions)
    return { ok: false, refusals: faults };
  const book = keep(ruleBook(questions, packs));
  const calendar = keep(workCalendar(years));
  if (!book || !calendar) return { ok: false, refusals: faults };
  const lists = { industries, sectors, cccClasses, regions };
  return { ok: true, parts: { book, calendar, catalogue, lists, documents, hash } };
}

function fileRefusal(code: 'missing' | 'unreadable', path: string, found: string): Refusal {
  const file = `rules/${path}`;
  return code === 'missing'
    ? refusal(
        'rule-file-missing',
        { file },
        { zh: `缺少文件 ${file}`, en: `The file ${file} is missing` },
        { zh: '从源码恢复该文件', en: 'Restore it from the source' },
      )
    : refusal(
        'rule-file-unreadable',
        { file, found },
        { zh: `${file} 无法解析：${found}`, en: `${file} can't be read: ${found}` },
        { zh: '请改正文件的语法', en: 'Correct the syntax of the file' },
      );
}
