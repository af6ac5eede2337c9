import { type Checked, type Refusal, refusal, type Text } from './refusal.ts';

export type ListCertainty = 'verified' | 'secondary' | 'to-be-confirmed';

export interface CodeRow extends Text {
  /** The code above it, where the list has levels. */
  readonly parent?: string;
  readonly certainty: ListCertainty;
  /** Whatever else the row declares, as text (such as a mapping to another list). */
  readonly more: Readonly<Record<string, string>>;
}

/** A list of codes as data, with its source: `rules/code-lists/*.yaml`. */
export interface CodeList {
  readonly list: string;
  readonly text: Text;
  readonly source: string;
  readonly certainty: ListCertainty;
  readonly edition: string;
  readonly rows: ReadonlyMap<string, CodeRow>;
}

const certainties: readonly unknown[] = ['verified', 'secondary', 'to-be-confirmed'];

/** Reads a parsed list; every fault names file, row, expected and found. */
export function readCodeList(data: unknown, file: string): Checked<CodeList> {
  const faults: Refusal[] = [];
  const fault = (row: string, expected: string, found: unknown) => {
    const shown = typeof found === 'string' ? found : (JSON.stringify(found) ?? 'nothing');
    faults.push(
      refusal(
        'code-list-file',
        { file, row, expected, found: shown },
        {
          zh: `${file}：${row} 处应为 ${expected}，实为 \`${shown}\``,
          en: `${file}: at ${row} expected ${expected}, found \`${shown}\``,
        },
        { zh: '请改正该清单文件', en: 'Correct the file of the list' },
      ),
    );
  };
  const top = record(data);
  for (const key of ['list', 'source', 'edition']) if (typeof top[key] !== 'string') fault(key, 'a text', top[key]);
  const text = record(top['text']);
  if (typeof text['zh'] !== 'string' || typeof text['en'] !== 'string')
    fault('text', 'texts `zh` and `en`', top['text']);
  if (!certainties.includes(top['certainty']))
    fault('certainty', '`verified`, `secondary` or `to-be-confirmed`', top['certainty']);
  const rows = new Map<string, CodeRow>();
  for (const [code, value] of Object.entries(record(top['codes']))) {
    const { zh, en, parent, certainty = top['certainty'], ...rest } = record(value);
    if (typeof zh !== 'string' || typeof en !== 'string') fault(code, 'texts `zh` and `en`', value);
    if (!certainties.includes(certainty)) fault(code, '`verified`, `secondary` or `to-be-confirmed`', certainty);
    const more = Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, String(item)]));
    rows.set(code, {
      zh: String(zh),
      en: String(en),
      certainty: certainty as ListCertainty,
      more,
      ...(typeof parent === 'string' ? { parent } : {}),
    });
  }
  if (rows.size === 0) fault('codes', 'at least one code', top['codes']);
  for (const [code, row] of rows)
    if (row.parent !== undefined && !rows.has(row.parent)) fault(code, 'a parent of this list', row.parent);
  if (faults.length > 0) return { ok: false, refusals: faults };
  return {
    ok: true,
    parts: {
      list: String(top['list']),
      text: { zh: String(text['zh']), en: String(text['en']) },
      source: String(top['source']),
      certainty: top['certainty'] as ListCertainty,
      edition: String(top['edition']),
      rows,
    },
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
