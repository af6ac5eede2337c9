import { Readable } from 'node:stream';
import { UnreadableCell } from '#certification/mapping/apply.ts';
import type { FileFormat } from '#certification/mapping/mapping.ts';
import {
  type ListColumn,
  type ListRow,
  type ListSpec,
  readHeadings,
  readListRow,
} from '#certification/round/list-columns.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { FileFault } from '../../import/file-fault.ts';
import { readCsvRows } from '../../import/read-csv.ts';
import { readWorkbookRows } from '../../import/read-workbook.ts';
import type { NumberedRow } from '../../import/table-rows.ts';

/** Of a file, and of the list in it: a unit forwards some dozens, and a whole round's lists are merged from many. */
export const mostListBytes = 5_000_000;
export const mostListRows = 2_000;

/** A list as its file says it. */
export interface ReadList {
  readonly rows: readonly ListRow[];
  /** Cells that the file itself can't say: a formula without a result. */
  readonly unreadable: readonly { readonly row: number; readonly column: ListColumn | null; readonly found: string }[];
  /** Headings that are none of the list's columns; they are passed over. */
  readonly unknown: readonly string[];
}

/**
 * Reads a list: an xlsx workbook (its first sheet), or CSV in UTF-8 or GB 18030, parted by comma, semicolon or tab.
 * @throws FileFault when it is neither, has no rows, or lacks the columns that say whose each row is.
 */
export async function readList(scheme: Scheme, list: ListSpec, bytes: Buffer): Promise<ReadList> {
  if (bytes.length === 0) throw new FileFault('no-rows', { zh: '表头与数据行', en: 'headings and rows of data' }, '0');
  const rows = rowsOf(bytes);
  const taken: ListRow[] = [];
  const unreadable: ReadList['unreadable'][number][] = [];
  let columns: readonly (ListColumn | null)[] | null = null;
  let headings: readonly string[] = [];
  let unknown: readonly string[] = [];
  for await (const { row, source } of rows) {
    if (columns === null) {
      headings = Object.keys(source);
      const read = readHeadings(
        scheme,
        list,
        headings.map((heading) => asWritten(heading, headings)),
      );
      checkList(read, headings, row);
      ({ columns, unknown } = read);
    }
    const cells = headings.map((heading) => source[heading]);
    if (cells.every((cell) => cell === '' || cell === undefined)) continue;
    if (taken.length >= mostListRows)
      throw new FileFault(
        'too-large',
        { zh: `不超过 ${mostListRows} 行`, en: `at most ${mostListRows} rows` },
        `> ${mostListRows}`,
        row,
      );
    cells.forEach((cell, index) => {
      if (cell instanceof UnreadableCell) unreadable.push({ row, column: columns?.[index] ?? null, found: cell.found });
    });
    taken.push(
      readListRow(
        scheme,
        columns,
        row,
        cells.map((cell) => (typeof cell === 'string' ? cell : '')),
      ),
    );
  }
  if (taken.length === 0) throw new FileFault('no-rows', { zh: '至少一行数据', en: 'at least one row of data' }, '0');
  return { rows: taken, unreadable, unknown };
}

/** A heading that stood twice got its place behind it when the row was read; the list has to hear that it stood twice. */
function asWritten(heading: string, headings: readonly string[]): string {
  const [, stem = ''] = /^(.*) \(\d+\)$/.exec(heading) ?? [];
  return headings.includes(stem) ? stem : heading;
}

function checkList(read: ReturnType<typeof readHeadings>, headings: readonly string[], row: number): void {
  const names = (columns: readonly ListColumn[], language: 'zh' | 'en') => columns.map((c) => c.text[language]);
  const { missing, twice } = read;
  if (missing.length > 0)
    throw new FileFault(
      'headers',
      { zh: `列 ${names(missing, 'zh').join('、')}`, en: `the columns ${names(missing, 'en').join(', ')}` },
      headings.slice(0, 40).join(', ') || '—',
      row - 1,
    );
  if (twice.length > 0)
    throw new FileFault(
      'headers',
      {
        zh: `列 ${names(twice, 'zh').join('、')} 只出现一次`,
        en: `the columns ${names(twice, 'en').join(', ')} once each`,
      },
      headings.join(', '),
      row - 1,
    );
}

function rowsOf(bytes: Buffer): AsyncGenerator<NumberedRow> {
  const file = Readable.from([bytes]);
  const other = otherFormat(bytes);
  if (other !== null) throw new FileFault('format', { zh: 'xlsx 工作簿或 CSV', en: 'an xlsx workbook or CSV' }, other);
  if (bytes.subarray(0, 2).toString('latin1') === 'PK')
    return readWorkbookRows(file, { kind: 'xlsx', sheet: null, headerRow: 1 }, []);
  return readCsvRows(file, csvFormat(bytes), []);
}

/** What people choose by mistake, by its first bytes: no heading of theirs would say anything to them. */
const otherFormats = [
  { begins: '%PDF', name: 'PDF' },
  { begins: '\xd0\xcf\x11\xe0', name: 'xls (Excel 97–2003)' },
  { begins: '\x89PNG', name: 'PNG' },
  { begins: '\xff\xd8\xff', name: 'JPEG' },
] as const;

function otherFormat(bytes: Buffer): string | null {
  const begins = bytes.subarray(0, 4).toString('latin1');
  return otherFormats.find((format) => begins.startsWith(format.begins))?.name ?? null;
}

/** What a spreadsheet wrote: its encoding by trying, its separator by what the first line holds most of. */
function csvFormat(bytes: Buffer): Extract<FileFormat, { kind: 'csv' }> {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : isUtf8(bytes) ? 'utf-8' : 'gb18030';
  const first = new TextDecoder(encoding).decode(bytes.subarray(0, 4096)).split(/\r?\n/)[0] ?? '';
  const counts = [',', '\t', ';'].map((sign) => ({ sign, count: first.split(sign).length }));
  const [most] = counts.sort((a, b) => b.count - a.count);
  return { kind: 'csv', separator: most?.sign ?? ',', encoding, headerRow: 1 };
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
