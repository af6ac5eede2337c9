import { readNumberText } from '#toolbox/data-entry/number-text.ts';

/** What a clipboard holds as text, with the digits that a spreadsheet holds and does not show. */
export interface Clipped {
  readonly text: string;
  /** Cells whose shown number was rounded by its format, and that were taken whole. */
  readonly widened: number;
}

/**
 * A paste from Excel, WPS or LibreOffice: the text as shown, which is rounded by the cells' formats, with the full numbers where
 * the clipboard's HTML gives them (`x:num` of Excel and WPS, `sdval` of LibreOffice); the HTML alone where there is no text.
 */
export function clipped(data: Pick<DataTransfer, 'getData'>): Clipped {
  const text = data.getData('text/plain');
  const html = data.getData('text/html');
  const rows = /<table/i.test(html) ? tableOf(html) : [];
  if (rows.length === 0) return { text, widened: 0 };
  if (text.trim() === '') return { text: joined(rows.map((row) => row.map((cell) => cell.shown))), widened: 0 };
  return withFullNumbers(text, rows);
}

/** The clipboard after a tap on the button: with its HTML where the browser gives it. */
export async function readClipboard(): Promise<Clipped> {
  const parts = new Map<string, string>();
  for (const item of await navigator.clipboard.read())
    for (const type of ['text/plain', 'text/html'])
      if (item.types.includes(type)) parts.set(type, await (await item.getType(type)).text());
  return clipped({ getData: (type) => parts.get(type) ?? '' });
}

interface HtmlCell {
  readonly shown: string;
  readonly held: string | null;
}

/** The cells of the first table by their places; what a merged cell covers is empty, as in the text. */
function tableOf(html: string): HtmlCell[][] {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  const rows: HtmlCell[][] = [];
  [...(table?.rows ?? [])].forEach((row, r) => {
    let c = 0;
    for (const cell of row.cells) {
      while (rows[r]?.[c]) c++;
      const one = {
        shown: (cell.textContent ?? '').replace(/[\t\r\n]+/g, ' ').trim(),
        held: cell.getAttribute('x:num') || cell.getAttribute('sdval'),
      };
      for (let down = 0; down < Math.min(cell.rowSpan, 10_000); down++)
        for (let across = 0; across < Math.min(cell.colSpan, 1000); across++) {
          rows[r + down] ??= [];
          (rows[r + down] as HtmlCell[])[c + across] = down + across === 0 ? one : { shown: '', held: null };
        }
      c += cell.colSpan;
    }
  });
  return rows;
}

/** The text with each number that its cell holds more exactly; left alone where text and table do not fit together. */
function withFullNumbers(text: string, rows: readonly (readonly HtmlCell[])[]): Clipped {
  if (text.includes('"')) return { text, widened: 0 };
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (lines.length !== rows.length) return { text, widened: 0 };
  let widened = 0;
  const full = lines.map((line, r) =>
    line.split('\t').map((shown, c) => {
      const held = rows[r]?.[c]?.held ?? null;
      if (held === null || !isRounded(shown, held)) return shown;
      widened++;
      return held;
    }),
  );
  return { text: widened > 0 ? joined(full) : text, widened };
}

/** Whether `shown` is the plain number `held` cut to fewer places; a date, a share or an amount of money is shown otherwise. */
function isRounded(shown: string, held: string): boolean {
  const read = readNumberText(shown.trim());
  const number = Number(held);
  if (!read.ok || read.notes.some((note) => note !== 'thousands') || !Number.isFinite(number)) return false;
  const places = /\.(\d+)$/.exec(shown.trim())?.[1]?.length ?? 0;
  return read.value !== number && Math.abs(read.value - number) <= 0.5000001 * 10 ** -places;
}

function joined(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.join('\t')).join('\n');
}
