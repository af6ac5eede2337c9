/** A result in rows: scalars by their path, lists of records as tables, lists of numbers shortened. For people; programs take --json. */
export type ResultPart =
  | { readonly kind: 'scalar'; readonly path: string; readonly text: string }
  | {
      readonly kind: 'table';
      readonly path: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Rows of the list in all. */
      readonly of: number;
    };

const mostListed = 12;

export interface Shown {
  readonly language: 'zh' | 'en';
  readonly mostRows: number;
}

export function resultParts(values: unknown, shown: Shown, path = ''): ResultPart[] {
  if (Array.isArray(values)) return listParts(values, shown, path);
  if (typeof values !== 'object' || values === null) return [{ kind: 'scalar', path, text: scalarText(values) }];
  return Object.entries(inLanguage(values, shown.language)).flatMap(([name, value]) =>
    resultParts(value, shown, path === '' ? name : `${path}.${name}`),
  );
}

/** Words that stand in both languages are shown in one. */
function inLanguage(record: object, language: 'zh' | 'en'): Readonly<Record<string, unknown>> {
  const { zh, en, ...rest } = record as Readonly<Record<string, unknown>>;
  return typeof zh === 'string' && typeof en === 'string'
    ? { ...rest, text: language === 'zh' ? zh : en }
    : { ...record };
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

function listParts(list: readonly unknown[], shown: Shown, path: string): ResultPart[] {
  if (list.every(isPlain)) {
    const words = list.slice(0, mostListed).map(scalarText).join(', ');
    const text = list.length > mostListed ? `${list.length}: ${words} …` : list.length === 0 ? '—' : words;
    return [{ kind: 'scalar', path, text }];
  }
  const isFlat = (one: unknown): boolean =>
    typeof one === 'object' && one !== null && !Array.isArray(one) && Object.values(one).every(isPlain);
  if (!list.every(isFlat)) return list.flatMap((one, k) => resultParts(one, shown, `${path}[${k + 1}]`));
  const records = list.slice(0, shown.mostRows).map((one) => inLanguage(one as object, shown.language));
  const head = [...new Set(records.flatMap((one) => Object.keys(one)))];
  const rows = records.map((one) => head.map((name) => scalarText(one[name])));
  return [{ kind: 'table', path, head, rows, of: list.length }];
}

export function scalarText(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(8)));
  if (value === null || value === undefined || value === '') return '—';
  return String(value);
}

/** Columns a screen shows for a text: Chinese signs take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const sign of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(sign) ? 2 : 1;
  return width;
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Lines of a result for the terminal. */
export function resultLines(values: unknown, language: 'zh' | 'en'): string[] {
  return resultParts(values, { language, mostRows: 20 }).flatMap((part) => {
    if (part.kind === 'scalar') return [`${padded(part.path, 28)} ${part.text}`];
    const rest = part.of - part.rows.length;
    const more =
      language === 'zh' ? `  … 另有 ${rest} 行（--json 给出全部）` : `  … ${rest} more rows (--json gives all)`;
    const widths = part.head.map((name, c) =>
      Math.max(widthOf(name), ...part.rows.map((row) => widthOf(row[c] ?? ''))),
    );
    const line = (row: readonly string[]): string =>
      `  ${row
        .map((cell, c) => padded(cell, widths[c] ?? 0))
        .join('  ')
        .trimEnd()}`;
    return [part.path, line(part.head), ...part.rows.map(line), ...(rest > 0 ? [more] : [])];
  });
}
