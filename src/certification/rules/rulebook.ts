import type { Checked, Refusal, Text } from '../codes/refusal.ts';
import { addDays, type Day } from '../time/day.ts';
import type { ListItem, Question, RuleCertainty, RulePack, RuleRow, RuleValue } from './pack.ts';
import { ruleFault } from './read-fields.ts';

/** Where a rule stands: enough to find it in print. */
export interface RuleRef {
  readonly pack: string;
  readonly edition: string;
  /** The document's own name. */
  readonly title: Text;
  readonly row: string;
  readonly article: string;
  readonly certainty: RuleCertainty;
  readonly source: string;
  /** `pack@edition row`, as records keep it. */
  readonly name: string;
}

/** One pack's answer to a question, with all that the reader needs to find it in print. */
export interface RuleAnswer<V extends RuleValue = RuleValue> {
  readonly pack: string;
  readonly edition: string;
  readonly title: Text;
  readonly jurisdiction: string;
  readonly row: RuleRow;
  readonly value: V;
  readonly ref: RuleRef;
}

interface IndexedRow {
  readonly pack: RulePack;
  readonly row: RuleRow;
  readonly keys: readonly string[];
  readonly answer: RuleAnswer;
}

/** All questions and packs, indexed for asking. */
export interface RuleBook {
  readonly questions: ReadonlyMap<string, Question>;
  readonly packs: readonly RulePack[];
  readonly index: ReadonlyMap<string, readonly IndexedRow[]>;
}

/** Which packs are asked, for which day and keys. */
export interface Asking {
  readonly day: Day;
  /** Packs of `INT` are always asked; those of a country where it is named. */
  readonly jurisdiction: string;
  readonly keys?: Readonly<Record<string, string>>;
  /** Only these packs. */
  readonly packs?: readonly string[];
  /** Pack → edition that is asked whatever the day. */
  readonly editions?: Readonly<Record<string, string>>;
}

/**
 * Joins packs to a book and finds what no pack shows alone: editions whose days overlap or leave a gap, a succession that
 * names no edition, the same edition twice.
 */
export function ruleBook(questions: ReadonlyMap<string, Question>, packs: readonly RulePack[]): Checked<RuleBook> {
  const faults: Refusal[] = [];
  const byPack = new Map<string, RulePack[]>();
  for (const pack of packs) byPack.set(pack.pack, [...(byPack.get(pack.pack) ?? []), pack]);
  for (const editions of byPack.values()) checkEditions(editions, faults);
  if (faults.length > 0) return { ok: false, refusals: faults };
  const index = new Map<string, IndexedRow[]>();
  for (const pack of packs) {
    const { pack: name, edition, title, jurisdiction } = pack;
    for (const row of pack.rows) {
      const rows = index.get(row.question) ?? [];
      const { id, article, certainty, source } = row;
      const ref = { pack: name, edition, title, row: id, article, certainty, source, name: `${name}@${edition} ${id}` };
      const answer = { pack: name, edition, title, jurisdiction, row, value: row.value, ref };
      rows.push({ pack, row, keys: Object.keys(row.when), answer });
      index.set(row.question, rows);
    }
  }
  return { ok: true, parts: { questions, packs, index } };
}

function checkEditions(editions: readonly RulePack[], faults: Refusal[]): void {
  const sorted = [...editions].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  const names = new Set<string>();
  sorted.forEach((pack, index) => {
    if (names.has(pack.edition))
      faults.push(
        ruleFault(
          'rule-edition',
          pack.file,
          'edition',
          `an edition of its own (\`${pack.edition}\` stands twice)`,
          pack.edition,
        ),
      );
    names.add(pack.edition);
    const before = sorted[index - 1];
    if (pack.supersedes !== null && !editions.some((other) => other.edition === pack.supersedes)) {
      faults.push(ruleFault('rule-edition', pack.file, 'supersedes', 'a loaded edition of this pack', pack.supersedes));
    }
    if (!before) return;
    const expected = before.to === null ? null : addDays(before.to, 1);
    if (expected === null || (pack.from ?? '') < expected) {
      faults.push(
        ruleFault(
          'rule-overlap',
          pack.file,
          'from',
          `a day after the last of edition \`${before.edition}\` (${before.to ?? `it has none: give it one in ${before.file}`})`,
          pack.from,
        ),
      );
    } else if (pack.from !== null && pack.from > expected) {
      faults.push(
        ruleFault(
          'rule-gap',
          pack.file,
          'from',
          `${expected}, the day after edition \`${before.edition}\` ends`,
          pack.from,
        ),
      );
    }
  });
}

/** What every pack in force says to the question; one answer a pack, the row that fits most keys. */
export function ask(book: RuleBook, question: string, asking: Asking): readonly RuleAnswer[] {
  const answers: RuleAnswer[] = [];
  for (const { pack, row, keys, answer } of book.index.get(question) ?? []) {
    if (pack.jurisdiction !== 'INT' && pack.jurisdiction !== asking.jurisdiction) continue;
    if (asking.packs && !asking.packs.includes(pack.pack)) continue;
    const edition = asking.editions?.[pack.pack];
    if (edition !== undefined) {
      if (edition !== pack.edition) continue;
    } else if ((row.from !== null && asking.day < row.from) || (row.to !== null && asking.day > row.to)) continue;
    if (keys.some((key) => asking.keys?.[key] !== row.when[key])) continue;
    const at = answers.findIndex((other) => other.pack === pack.pack);
    if (at < 0) answers.push(answer);
    else if (keys.length > Object.keys(answers[at]?.row.when ?? {}).length) answers[at] = answer;
  }
  return answers;
}

/** The answers of one kind of value; a book is checked, so that a question's rows all have its kind. */
export function askFor<K extends RuleValue['kind']>(
  book: RuleBook,
  question: string,
  kind: K,
  asking: Asking,
): readonly RuleAnswer<Extract<RuleValue, { kind: K }>>[] {
  const fits = (answer: RuleAnswer): answer is RuleAnswer<Extract<RuleValue, { kind: K }>> =>
    answer.value.kind === kind;
  return ask(book, question, asking).filter(fits);
}

/** Several answers joined: the one that binds, and the others beside it. */
export interface Joined<V extends RuleValue> {
  readonly binding: RuleAnswer<V>;
  readonly others: readonly RuleAnswer<V>[];
}

/**
 * Joins the answers as the question declares: the largest or smallest (by `compare`; shares and numbers compare by
 * themselves, periods only once an anchor has made days of them), the strictest of ordered outcomes, `all-of` flags (one
 * false is enough), the newest. Undefined when no pack answers, or when the question keeps its answers apart (`each`).
 */
export function joinAnswers<V extends RuleValue>(
  book: RuleBook,
  question: string,
  answers: readonly RuleAnswer<V>[],
  compare?: (a: V, b: V) => number,
): Joined<V> | undefined {
  const declared = book.questions.get(question);
  const [first, ...rest] = answers;
  if (!declared || !first) return undefined;
  if (answers.length === 1) return { binding: first, others: [] };
  const measure = compare ?? ((a: V, b: V) => measured(a, declared.options) - measured(b, declared.options));
  const better = (a: RuleAnswer<V>, b: RuleAnswer<V>): boolean => {
    switch (declared.combine) {
      case 'largest':
      case 'ordered':
        return measure(a.value, b.value) > 0;
      case 'smallest':
      case 'all-of':
        return measure(a.value, b.value) < 0;
      default:
        return (a.row.from ?? '') > (b.row.from ?? '');
    }
  };
  if (declared.combine === 'each') return undefined;
  const binding = rest.reduce((best, answer) => (better(answer, best) ? answer : best), first);
  return { binding, others: answers.filter((answer) => answer !== binding) };
}

/** A figure for what compares by itself; the place in the options for a choice. */
function measured(value: RuleValue, options: readonly string[]): number {
  switch (value.kind) {
    case 'share':
      return value.share.num / value.share.den;
    case 'number':
      return value.number.num / value.number.den;
    case 'flag':
      return value.flag ? 1 : 0;
    case 'choice':
      return options.indexOf(value.choice);
    default:
      throw new Error(`answers of the kind ${value.kind} need a comparison of their own`);
  }
}

/** Asks and joins in one step. */
export function askJoined<K extends RuleValue['kind']>(
  book: RuleBook,
  question: string,
  kind: K,
  asking: Asking,
  compare?: (a: Extract<RuleValue, { kind: K }>, b: Extract<RuleValue, { kind: K }>) => number,
): Joined<Extract<RuleValue, { kind: K }>> | undefined {
  return joinAnswers(book, question, askFor(book, question, kind, asking), compare);
}

type ListAnswer = RuleAnswer<Extract<RuleValue, { kind: 'list' }>>;

export interface JoinedItem {
  readonly item: ListItem;
  readonly answer: RuleAnswer;
}

/** All items that any pack asks for (`all-of`), or only those that every pack names (`intersection`), by code. */
export function joinLists(answers: readonly ListAnswer[], mode: 'all-of' | 'intersection'): readonly JoinedItem[] {
  const [first] = answers;
  const kept = first && joinedLists.get(first);
  if (kept && kept.mode === mode && sameAnswers(kept.answers, answers)) return kept.items;
  const joined = new Map<string, JoinedItem & { count: number }>();
  for (const answer of answers) {
    for (const item of answer.value.items) {
      const before = joined.get(item.code);
      if (before) before.count++;
      else joined.set(item.code, { item, answer, count: 1 });
    }
  }
  const items = [...joined.values()].filter((entry) => mode === 'all-of' || entry.count === answers.length);
  if (first) joinedLists.set(first, { mode, answers, items });
  return items;
}

/** The last join by its first answer: a book's answers are the same objects on every asking, and never change. */
const joinedLists = new WeakMap<
  ListAnswer,
  { readonly mode: string; readonly answers: readonly ListAnswer[]; readonly items: readonly JoinedItem[] }
>();

function sameAnswers(a: readonly ListAnswer[], b: readonly ListAnswer[]): boolean {
  return a.length === b.length && a.every((answer, index) => answer === b[index]);
}

/**
 * What a form offers for a field: the items that any edition of any pack lists under a question, the first wording of each;
 * with `question/key`, the codes of that key which some row answers; with `questions`, every question.
 */
export function listedCodes(book: RuleBook, listed: string): readonly (Text & { readonly code: string })[] {
  if (listed === 'questions') return [...book.questions.values()].map(({ id, text }) => ({ code: id, ...text }));
  const [question = '', key] = listed.split('/');
  const rows = book.index.get(question) ?? [];
  const words = book.questions.get(question)?.words;
  const codes = new Map<string, Text & { readonly code: string }>();
  for (const { row, answer } of rows) {
    const code = key === undefined ? undefined : row.when[key];
    if (code !== undefined) codes.set(code, { code, ...(words?.get(code) ?? { zh: code, en: code }) });
    else if (key === undefined && answer.value.kind === 'list')
      for (const { code: item, zh, en } of answer.value.items)
        if (!codes.has(item)) codes.set(item, { code: item, zh, en });
  }
  return [...codes.values()];
}
