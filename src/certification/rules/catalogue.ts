import type { Checked, Text } from '../codes/refusal.ts';
import type { Day } from '../time/day.ts';
import { certainties, type RuleCertainty } from './pack.ts';
import { faultList, list, readOpenDay, readText, record } from './read-fields.ts';

export const catalogueModes = ['third-party', 'self-declaration-a', 'self-declaration-b'] as const;
export type CatalogueMode = (typeof catalogueModes)[number];

/** One kind of the compulsory catalogue, with the days from and to which it is compulsory. */
export interface CatalogueItem {
  /** Four digits: class and kind; empty where the kind's code was not read. */
  readonly code: string;
  readonly text: Text;
  readonly names: readonly string[];
  /** First screen only: the text of the line decides. */
  readonly hs: readonly string[];
  readonly mode: CatalogueMode;
  readonly modeCertainty: RuleCertainty;
  readonly from: Day | null;
  readonly to: Day | null;
  /** From when applications were taken, where it differs. */
  readonly applyFrom: Day | null;
  readonly source: string;
  readonly certainty: RuleCertainty;
}

export interface Catalogue {
  readonly edition: string;
  readonly title: Text;
  readonly source: string;
  readonly certainty: RuleCertainty;
  /** First day of which the edition speaks; about earlier days nothing is known. */
  readonly from: Day;
  /** Classes of which every kind is loaded; about all others nothing is known. */
  readonly completeClasses: readonly string[];
  readonly items: readonly CatalogueItem[];
}

/** Reads the parsed `rules/catalogue/ccc.yaml`. */
export function readCatalogue(data: unknown, file: string): Checked<Catalogue> {
  const found = faultList(file);
  const top = record(data);
  for (const key of ['edition', 'source']) if (typeof top[key] !== 'string') found.add(key, 'a text', top[key]);
  const title = readText(top['title']);
  if (!title) found.add('title', 'texts `zh` and `en`', top['title']);
  const first = readOpenDay(top['from']);
  if (!first) found.add('from', 'the first day of which the edition speaks', top['from']);
  const own = certainties.find((c) => c === top['certainty']);
  if (!own) found.add('certainty', certainties.join(', '), top['certainty']);
  const items: CatalogueItem[] = [];
  list(top['items']).forEach((value, index) => {
    const row = record(value);
    const at = typeof row['code'] === 'string' ? row['code'] : `items[${index}]`;
    if (row['code'] !== undefined && !/^\d{4}$/.test(String(row['code'])))
      found.add(at, 'a `code` of four digits, or none', row['code']);
    const text = readText(value);
    if (!text) found.add(at, 'texts `zh` and `en`', value);
    const mode = catalogueModes.find((m) => m === (row['mode'] ?? 'third-party'));
    if (!mode) found.add(`${at}.mode`, catalogueModes.join(', '), row['mode']);
    const certainty = certainties.find((c) => c === (row['certainty'] ?? top['certainty']));
    const modeCertainty = certainties.find((c) => c === (row['modeCertainty'] ?? 'to-be-confirmed'));
    if (!certainty || !modeCertainty)
      found.add(`${at}.certainty`, certainties.join(', '), row['certainty'] ?? row['modeCertainty']);
    const days = ['from', 'to', 'applyFrom'].map((key) => readOpenDay(row[key]));
    if (days.includes(undefined)) found.add(`${at}.from`, 'days', `${row['from']} … ${row['to']}`);
    const [from = null, to = null, applyFrom = null] = days;
    if (from && to && from > to) found.add(`${at}.to`, `a day not before ${from}`, to);
    for (const other of items) {
      if (
        other.code === (row['code'] ?? '') &&
        (other.from ?? '') <= (to ?? '9999') &&
        (from ?? '') <= (other.to ?? '9999') &&
        other.text.zh === text?.zh
      )
        found.add(at, 'no two rows of one product for the same days', row['code']);
    }
    if (!text || !mode || !certainty || !modeCertainty) return;
    items.push({
      code: typeof row['code'] === 'string' ? row['code'] : '',
      text,
      names: [text.zh, text.en, ...list(row['names']).map(String)],
      hs: list(row['hs']).map(String),
      mode,
      modeCertainty,
      from,
      to,
      applyFrom,
      source: typeof row['source'] === 'string' ? row['source'] : String(top['source']),
      certainty,
    });
  });
  if (items.length === 0 && found.faults.length === 0) found.add('items', 'at least one product', top['items']);
  if (found.faults.length > 0 || !title || !first || !own) return { ok: false, refusals: found.faults };
  return {
    ok: true,
    parts: {
      edition: String(top['edition']),
      title,
      certainty: own,
      from: first,
      source: String(top['source']),
      completeClasses: list(top['completeClasses']).map(String),
      items,
    },
  };
}
