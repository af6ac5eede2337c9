import type { Checked, Text } from '../codes/refusal.ts';
import { certainties, type Question, type RuleCertainty, type RulePack, type RuleRow } from './pack.ts';
import { type FaultList, faultList, list, readOpenDay, readText, record } from './read-fields.ts';
import { readValue } from './read-value.ts';

const packWords = [
  'pack',
  'edition',
  'title',
  'jurisdiction',
  'from',
  'to',
  'supersedes',
  'source',
  'certainty',
  'rows',
];
const rowWords = ['id', 'question', 'when', 'value', 'from', 'to', 'article', 'source', 'certainty', 'note'];

/** Reads one parsed rule pack; every fault names file and row. Rows that contradict each other are faults too. */
export function readPack(data: unknown, file: string, questions: ReadonlyMap<string, Question>): Checked<RulePack> {
  const found = faultList(file);
  const top = record(data);
  for (const key of ['pack', 'edition', 'jurisdiction'])
    if (typeof top[key] !== 'string' || top[key] === '') found.add(key, 'a text', top[key]);
  for (const key of Object.keys(top)) if (!packWords.includes(key)) found.add(key, packWords.join(', '), key);
  if (typeof top['jurisdiction'] === 'string' && !/^(INT|[A-Z]{2})$/.test(top['jurisdiction']))
    found.add('jurisdiction', '`INT` or a country of two letters', top['jurisdiction']);
  const title = readText(top['title']);
  if (!title) found.add('title', 'texts `zh` and `en`', top['title']);
  const source = readSource(top['source']);
  if (!source) found.add('source', 'a text, or texts `zh` and `en`', top['source']);
  const from = readOpenDay(top['from']);
  const to = readOpenDay(top['to']);
  if (from === undefined) found.add('from', 'a day or nothing', top['from']);
  if (to === undefined) found.add('to', 'a day or nothing', top['to']);
  if (from && to && from > to) found.add('to', `a day not before ${from}`, to);
  const certainty = readCertainty(top['certainty'], 'certainty', found);

  const rows: RuleRow[] = [];
  const ids = new Set<string>();
  list(top['rows']).forEach((item, index) => {
    const row = readRow(
      record(item),
      index,
      { certainty, source: source?.en ?? '', from: from ?? null, to: to ?? null },
      questions,
      found,
    );
    if (!row) return;
    if (ids.has(row.id)) found.add(row.id, 'an id of its own for each row', row.id);
    ids.add(row.id);
    rows.push(row);
  });
  if (list(top['rows']).length === 0) found.add('rows', 'at least one row', top['rows']);
  findContradictions(rows, found);
  if (found.faults.length > 0 || !title || !source) return { ok: false, refusals: found.faults };
  return {
    ok: true,
    parts: {
      pack: String(top['pack']),
      edition: String(top['edition']),
      title,
      jurisdiction: String(top['jurisdiction']),
      from: from ?? null,
      to: to ?? null,
      supersedes: typeof top['supersedes'] === 'string' ? top['supersedes'] : null,
      source,
      rows,
      file,
    },
  };
}

interface PackDefaults extends Pick<RuleRow, 'certainty' | 'source' | 'from' | 'to'> {}

function readRow(
  row: Readonly<Record<string, unknown>>,
  index: number,
  pack: PackDefaults,
  questions: ReadonlyMap<string, Question>,
  found: FaultList,
): RuleRow | undefined {
  const id = typeof row['id'] === 'string' ? row['id'] : `rows[${index}]`;
  if (typeof row['id'] !== 'string') found.add(id, 'an `id`', row['id']);
  for (const key of Object.keys(row)) if (!rowWords.includes(key)) found.add(`${id}.${key}`, rowWords.join(', '), key);
  const question = questions.get(String(row['question']));
  if (!question) {
    found.add(`${id}.question`, 'a question of rules/questions.yaml', row['question']);
    return undefined;
  }
  const when: Record<string, string> = {};
  for (const [key, code] of Object.entries(record(row['when']))) {
    const allowed = question.keys.get(key);
    if (!allowed)
      found.add(`${id}.when.${key}`, `a key of ${question.id}: ${[...question.keys.keys()].join(', ') || 'none'}`, key);
    else if (!allowed.includes(String(code))) found.add(`${id}.when.${key}`, `one of ${allowed.join(', ')}`, code);
    when[key] = String(code);
  }
  const from = row['from'] === undefined ? pack.from : readOpenDay(row['from']);
  const to = row['to'] === undefined ? pack.to : readOpenDay(row['to']);
  if (from === undefined || to === undefined) found.add(`${id}.from`, 'days', `${row['from']} … ${row['to']}`);
  if (from && pack.from && from < pack.from) found.add(`${id}.from`, `a day not before the pack's ${pack.from}`, from);
  if (to && pack.to && to > pack.to) found.add(`${id}.to`, `a day not after the pack's ${pack.to}`, to);
  if (typeof row['article'] !== 'string') found.add(`${id}.article`, 'the article or clause as a text', row['article']);
  const note = row['note'] === undefined ? null : readText(row['note']);
  if (note === undefined) found.add(`${id}.note`, 'texts `zh` and `en`', row['note']);
  const certainty =
    row['certainty'] === undefined ? pack.certainty : readCertainty(row['certainty'], `${id}.certainty`, found);
  const value = readValue(question, row['value'], `${id}.value`, found);
  if (!value) return undefined;
  const source = typeof row['source'] === 'string' ? row['source'] : pack.source;
  return {
    id,
    question: question.id,
    when,
    value,
    from: from ?? null,
    to: to ?? null,
    article: String(row['article']),
    source,
    certainty,
    note: note ?? null,
  };
}

/** One text serves both languages, as the name of a Chinese order does. */
function readSource(value: unknown): Text | undefined {
  if (typeof value === 'string') return value === '' ? undefined : { zh: value, en: value };
  return readText(value);
}

function readCertainty(value: unknown, at: string, found: FaultList): RuleCertainty {
  const known = certainties.find((c) => c === value);
  if (!known) found.add(at, certainties.join(', '), value);
  return known ?? 'to-be-confirmed';
}

/** Two rows of a pack that answer the same question for the same keys on a common day with different values. */
function findContradictions(rows: readonly RuleRow[], found: FaultList): void {
  const groups = new Map<string, RuleRow[]>();
  for (const row of rows) {
    const key = `${row.question} ${JSON.stringify(Object.entries(row.when).sort())}`;
    const group = groups.get(key) ?? [];
    for (const other of group) {
      if (!overlap(row, other)) continue;
      const same = JSON.stringify(row.value) === JSON.stringify(other.value);
      found.add(
        row.id,
        same
          ? `one row only, \`${other.id}\` says the same`
          : `no contradiction with row \`${other.id}\` on the same days`,
        row.question,
      );
    }
    group.push(row);
    groups.set(key, group);
  }
}

function overlap(a: RuleRow, b: RuleRow): boolean {
  return (a.from ?? '') <= (b.to ?? '9999-12-31') && (b.from ?? '') <= (a.to ?? '9999-12-31');
}
