import type { CellValue, Workbook, Worksheet } from 'exceljs';
import type { Problem } from '#toolbox/method/method.ts';
import type { BookSheet } from './protocol.ts';

/** A workbook whose parts unzip to more than this is refused: a few megabytes can hold gigabytes of nothing. */
const mostUnzipped = 1_000_000_000;
/** A sheet of more cells goes better as CSV, which is read piece by piece. */
const mostBookCells = 2_000_000;

/** The spreadsheet library, fetched when a workbook is first read or written. */
export async function newBook(): Promise<Workbook> {
  const { default: exceljs } = await import('exceljs');
  return new exceljs.Workbook();
}

/** All sheets of an .xlsx file that hold something, or why it can't be read. */
export async function readBook(blob: Blob): Promise<readonly BookSheet[] | Problem> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const unzipped = unzippedSize(bytes);
  if (unzipped === null) return notABook;
  if (unzipped > mostUnzipped) return tooLarge(unzipped);
  const book = await newBook();
  try {
    await book.xlsx.load(bytes.buffer);
  } catch {
    return notABook;
  }
  const sheets: BookSheet[] = [];
  for (const sheet of book.worksheets) {
    if (sheet.actualRowCount * sheet.actualColumnCount > mostBookCells)
      return tooManyCells(sheet.name, sheet.actualRowCount * sheet.actualColumnCount);
    const rows = rowsOf(sheet);
    if (rows.length > 0) sheets.push({ name: sheet.name, rows });
  }
  return sheets.length > 0 ? sheets : emptyBook;
}

function rowsOf(sheet: Worksheet): string[][] {
  const rows: string[][] = [];
  sheet.eachRow({ includeEmpty: true }, (row) => {
    rows.push(
      Array.from({ length: row.cellCount }, (_, i) => {
        const cell = row.getCell(i + 1);
        // Merged cells have their text in the first; repeated it would be counted as often.
        return cell.isMerged && cell.master !== cell ? '' : textOf(cell.value);
      }),
    );
  });
  while (rows.length > 0 && rows.at(-1)?.every((cell) => cell === '')) rows.pop();
  return rows;
}

/** What a cell shows, numbers with all their digits. */
export function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
  if (value instanceof Date) return dateText(value);
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('error' in value) return value.error;
  if ('text' in value) return typeof value.text === 'string' ? value.text : textOf(value.text as CellValue);
  if ('result' in value) return textOf(value.result as CellValue);
  return '';
}

/** A day as a day; with its time where it has one. Spreadsheets know no zone, the library gives their clock as UTC. */
function dateText(date: Date): string {
  const text = date.toISOString();
  return text.slice(11, 19) === '00:00:00' ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}

const directoryEnd = 0x06054b50;
const directoryEntry = 0x02014b50;

/** The size of all parts of a zip file by its directory (PKWARE APPNOTE 4.3.12, 4.3.16); null where it is none. */
export function unzippedSize(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 66_000 && view.getUint32(end, true) !== directoryEnd) end--;
  if (end < 0 || view.getUint32(end, true) !== directoryEnd) return null;
  let at = view.getUint32(end + 16, true);
  let size = 0;
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== directoryEntry) return null;
    size += view.getUint32(at + 24, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return size;
}

const notABook: Problem = {
  code: 'book-unreadable',
  text: {
    zh: '应为 .xlsx 工作簿，打不开这个文件',
    en: 'expected a workbook (.xlsx), this file can’t be read as one',
  },
  help: {
    zh: '旧格式 .xls、.et 请先在 Excel 或 WPS 里另存为 .xlsx 或 CSV；有密码的先去掉密码',
    en: 'Save .xls or .et as .xlsx or CSV in Excel or WPS first; remove a password',
  },
};

const emptyBook: Problem = {
  code: 'book-empty',
  text: { zh: '工作簿里没有数据', en: 'the workbook holds no data' },
  help: { zh: '选另一个文件', en: 'Choose another file' },
};

function tooLarge(size: number): Problem {
  return {
    code: 'book-too-large',
    text: {
      zh: `工作簿解开后应不超过 1 GB，实为 \`${(size / 1e9).toFixed(1)} GB\``,
      en: `expected a workbook of at most 1 GB unzipped, found \`${(size / 1e9).toFixed(1)} GB\``,
    },
    help: { zh: '另存为 CSV 再打开，CSV 没有这个限制', en: 'Save it as CSV, which has no such limit' },
  };
}

function tooManyCells(name: string, cells: number): Problem {
  return {
    code: 'book-too-many-cells',
    text: {
      zh: `工作表 \`${name}\` 应不超过 ${mostBookCells} 个单元格，实为 \`${cells}\``,
      en: `sheet \`${name}\`: expected at most ${mostBookCells} cells, found \`${cells}\``,
    },
    help: { zh: '把该表另存为 CSV 再打开', en: 'Save this sheet as CSV and open that' },
  };
}
