import type { LoadedLists } from '../codes/code-check.ts';
import type { Text } from '../codes/refusal.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import type { Day } from '../time/day.ts';
import type { Answer } from './answer.ts';
import type { Catalogue } from './catalogue.ts';
import type { DocumentNames } from './document-names.ts';
import { dayIn, groupIn, type Input, type InputField, textIn, textsIn } from './input.ts';
import type { Asking, RuleBook } from './rulebook.ts';

/** Everything that a calculator may look at. The room reads no clock, file or chance: all of it comes in. */
export interface RuleContext {
  readonly book: RuleBook;
  readonly calendar: WorkCalendar;
  readonly catalogue: Catalogue;
  readonly lists: Omit<LoadedLists, 'day'>;
  /** English names of the documents that schemes and packs cite. */
  readonly documents: DocumentNames;
  /** SHA-256 of a text's UTF-8 bytes as lower-case hex; draws need it. */
  readonly hash: (text: string) => string;
}

/** A calculator: what it asks, and the answer that explains itself. Command line, API and pages walk one list of them. */
export interface Calculator {
  /** The word of the command line and the path of the API; stays. */
  readonly name: string;
  readonly text: Text;
  readonly about: Text;
  readonly input: readonly InputField[];
  /** An input that works, for the page, the documentation and the tests. */
  readonly example: unknown;
  readonly compute: (input: Input, context: RuleContext) => Answer;
}

export const dayField: InputField = {
  name: 'day',
  kind: 'day',
  required: true,
  text: { zh: '适用日期', en: 'day for which the rules are asked' },
};

export const scopeFields: readonly InputField[] = [
  {
    name: 'jurisdiction',
    kind: 'text',
    text: { zh: '适用地区（CN 或 INT）', en: 'jurisdiction (CN, or INT for international rules alone)' },
  },
  { name: 'packs', kind: 'texts', text: { zh: '只用这些规则包', en: 'only these rule packs' } },
  {
    name: 'editions',
    kind: 'map',
    of: 'text',
    text: { zh: '指定版本（规则包 → 版本）', en: 'edition by rule pack, whatever the day' },
  },
];

/** Which rules to ask: China's and the international ones unless the input says otherwise. */
export function askingOf(input: Input, day: Day, keys?: Readonly<Record<string, string>>): Asking {
  const packs = textsIn(input, 'packs');
  const editions = groupIn(input, 'editions');
  return {
    day,
    jurisdiction: jurisdictionOf(input),
    ...(keys ? { keys } : {}),
    ...(packs.length > 0 ? { packs } : {}),
    ...(editions
      ? { editions: Object.fromEntries(Object.entries(editions).map(([pack, edition]) => [pack, String(edition)])) }
      : {}),
  };
}

export function jurisdictionOf(input: Input): string {
  return textIn(input, 'jurisdiction') ?? 'CN';
}

/** The `day` that a calculator demanded; `readInput` has seen to it. */
export function dayOfInput(input: Input, name = 'day'): Day {
  const day = dayIn(input, name);
  if (day === undefined) throw new Error(`the field \`${name}\` was not checked`);
  return day;
}
