import type { Text } from '#toolbox/method/text.ts';
import { explanationList } from './explanation-list.ts';

/** What a figure is and how it comes about, where the method itself has put no figures into a formula. */
export interface Meaning {
  readonly formula: Text;
  readonly text: Text;
}

const meanings: ReadonlyMap<string, Meaning> = new Map(
  explanationList
    .trim()
    .split('\n')
    .map((line): [string, Meaning] => {
      const [field = '', formula = '', zh = '', en = ''] = line.split('|');
      const [said = '', inEnglish = said] = formula.split(' // ');
      return [field, { formula: { zh: said, en: inEnglish }, text: { zh, en } }];
    }),
);

/** The meaning of the figure at `path`: the more of the path an entry names the better, and the method's own before all. */
export function meaningOf(path: string, method: string): Meaning | undefined {
  const parts = path.split('.');
  for (let from = 0; from < parts.length; from++) {
    const end = parts.slice(from).join('.');
    const found = meanings.get(`${method}/${end}`) ?? meanings.get(end);
    if (found) return found;
  }
  return undefined;
}
