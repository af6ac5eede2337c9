import { Readable } from 'node:stream';
import exceljs from 'exceljs';
import type { FileFormat } from '#certification/mapping/mapping.ts';
import { FileFault } from './file-fault.ts';
import { byHeading, checkHeadings, type NumberedRow } from './table-rows.ts';

/** An archive may be small and unzip without end; what its directory admits to may not exceed this. */
const mostUnzipped = 1_073_741_824;
const mostZipped = 268_435_456;

/**
 * Rows of one sheet (the first, unless named). A formula counts as its stored result; one without a result, or with an
 * error, is an empty cell whose text says so. A merged cell has its value in its first cell only, as spreadsheets store it.
 */
export async function* readWorkbookRows(
  file: Readable,
  format: Extract<FileFormat, { kind: 'xlsx' }>,
  needs: readonly string[],
): AsyncGenerator<NumberedRow> {
  const bytes = await gather(file);
  refuseBombs(bytes);
  const reader = new exceljs.stream.xlsx.WorkbookReader(Readable.from(bytes), {
    sharedStrings: 'cache',
    styles: 'cache',
    worksheets: 'emit',
    hyperlinks: 'ignore',
    entries: 'emit',
  });
  const seen: string[] = [];
  try {
    for await (const sheet of reader) {
      const name = (sheet as unknown as { name?: string }).name ?? '';
      seen.push(name);
      if (format.sheet !== null && name !== format.sheet) continue;
      yield* sheetRows(sheet, format.headerRow, needs);
      return;
    }
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw new FileFault(
      'format',
      { zh: 'xlsx 工作簿', en: 'an xlsx workbook' },
      error instanceof Error ? error.message : String(error),
      null,
      error,
    );
  }
  throw new FileFault(
    'sheet',
    { zh: `工作表“${format.sheet ?? ''}”`, en: `a sheet “${format.sheet ?? ''}”` },
    seen.join(', ') || '—',
  );
}

async function* sheetRows(
  sheet: AsyncIterable<exceljs.Row>,
  headerRow: number,
  needs: readonly string[],
): AsyncGenerator<NumberedRow> {
  let headings: string[] | null = null;
  for await (const row of sheet) {
    if (row.number < headerRow) continue;
    const cells = Array.from({ length: row.cellCount }, (_, i) => cellText(row.getCell(i + 1).value));
    if (headings === null) {
      headings = cells.map((c) => c.trim());
      checkHeadings(headings, needs, row.number);
    } else if (cells.some((c) => c !== '')) yield { row: row.number, source: byHeading(headings, cells) };
  }
  if (headings === null)
    throw new FileFault('no-rows', { zh: `第 ${headerRow} 行为表头`, en: `headings in row ${headerRow}` }, '—');
}

/** The text of a cell as a person reads it: days as days, numbers without a float's noise, rich text joined. */
function cellText(value: exceljs.CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) {
    const iso = value.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
  }
  if ('richText' in value) return value.richText.map((r) => r.text).join('');
  if ('result' in value) return cellText(value.result as exceljs.CellValue);
  if ('text' in value) return cellText(value.text as exceljs.CellValue);
  return 'error' in value ? String(value.error) : '';
}

async function gather(file: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of file as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostZipped)
      throw new FileFault(
        'too-large',
        {
          zh: 'xlsx 不超过 256 MB（更大请用 CSV 或 JSON lines）',
          en: 'an xlsx of at most 256 MB (use CSV or JSON lines for more)',
        },
        `> ${size}`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Adds up the sizes that the archive's own directory gives, before anything is unzipped. */
function refuseBombs(bytes: Buffer): void {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length)
    throw new FileFault(
      'format',
      { zh: 'xlsx 工作簿（zip）', en: 'an xlsx workbook (zip)' },
      bytes.subarray(0, 8).toString('hex'),
    );
  let at = bytes.readUInt32LE(end + 16);
  let total = 0;
  for (let n = bytes.readUInt16LE(end + 10); n > 0 && at + 46 <= bytes.length; n -= 1) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) break;
    total += bytes.readUInt32LE(at + 24);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (total > mostUnzipped)
    throw new FileFault(
      'too-large',
      { zh: '解压后不超过 1 GB', en: 'at most 1 GB when unzipped' },
      `${(total / 1_073_741_824).toFixed(1)} GB`,
    );
}
