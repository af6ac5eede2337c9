import { Readable } from 'node:stream';
import exceljs from 'exceljs';
import { UnreadableCell } from '#certification/mapping/apply.ts';
import type { FileFormat } from '#certification/mapping/mapping.ts';
import { FileFault } from './file-fault.ts';
import { byHeading, checkHeadings, type NumberedRow } from './table-rows.ts';
import { type Merge, surveyArchive } from './workbook-archive.ts';

const mostZipped = 268_435_456;
/** Of a sheet. */
const mostColumns = 16_384;

/**
 * Rows of one sheet (the first, unless named). A formula counts as its stored result; one without a result, or with an error,
 * is a cell that can't be read, and its row says so. A joined area of cells has its value in each of them, as a person reads
 * it: over all its cells among the rows of data, downwards only among the headings.
 */
export async function* readWorkbookRows(
  file: Readable,
  format: Extract<FileFormat, { kind: 'xlsx' }>,
  needs: readonly string[],
): AsyncGenerator<NumberedRow> {
  const bytes = await gather(file);
  const merges = await surveyArchive(bytes);
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
      yield* sheetRows(sheet, format.headerRow, needs, merges.get(pathOf(reader, name)) ?? []);
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

/** Where in the archive the sheet with this name lies: the workbook names it by a relation. */
function pathOf(reader: unknown, name: string): string {
  const { model, workbookRels } = reader as {
    readonly model?: { readonly sheets?: readonly { readonly name: string; readonly rId: string }[] };
    readonly workbookRels?: readonly { readonly Id: string; readonly Target: string }[];
  };
  const relation = model?.sheets?.find((sheet) => sheet.name === name)?.rId;
  const target = workbookRels?.find((rel) => rel.Id === relation)?.Target ?? 'worksheets/sheet1.xml';
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

async function* sheetRows(
  sheet: AsyncIterable<exceljs.Row>,
  headerRow: number,
  needs: readonly string[],
  merges: readonly Merge[],
): AsyncGenerator<NumberedRow> {
  const joined = new JoinedCells(merges);
  let headings: string[] | null = null;
  for await (const row of sheet) {
    if (row.number < headerRow && merges.length === 0) continue;
    const own = Array.from({ length: row.cellCount }, (_, i) => cellValue(row.getCell(i + 1)));
    const cells = joined.fill(row.number, own, headings?.length ?? null);
    if (row.number < headerRow) continue;
    if (headings === null) {
      headings = cells.map((cell) => String(cell).trim());
      checkHeadings(headings, needs, row.number);
      // A row without anything of its own is the lower part of the one above, whose cells reach down into it.
    } else if (own.some((cell) => cell !== '')) yield { row: row.number, source: byHeading(headings, cells) };
  }
  if (headings === null)
    throw new FileFault('no-rows', { zh: `第 ${headerRow} 行为表头`, en: `headings in row ${headerRow}` }, '—');
}

type Cell = string | UnreadableCell;

/** Gives the cells of joined areas the value of their first one, row by row. */
class JoinedCells {
  /** Those that are still to come, the lowest last. */
  readonly #coming: Merge[];
  #open: { readonly merge: Merge; readonly value: Cell }[] = [];

  constructor(merges: readonly Merge[]) {
    this.#coming = [...merges].sort((a, b) => b.top - a.top);
  }

  /** @param width of the table; null above and among the headings, where areas reach downwards only. */
  fill(row: number, own: readonly Cell[], width: number | null): readonly Cell[] {
    this.#open = this.#open.filter(({ merge }) => merge.bottom >= row);
    for (let next = this.#coming.at(-1); next !== undefined && next.top <= row; next = this.#coming.at(-1)) {
      this.#coming.pop();
      if (next.bottom >= row) this.#open.push({ merge: next, value: own[next.left - 1] ?? '' });
    }
    if (this.#open.length === 0) return own;
    if (this.#open.length > mostColumns)
      throw new FileFault(
        'format',
        { zh: '互不重叠的合并区域', en: 'merged areas that do not overlap' },
        `${this.#open.length}`,
        row,
      );
    const cells = [...own];
    for (const { merge, value } of this.#open)
      for (let column = merge.left; column <= (width === null ? merge.left : Math.min(width, merge.right)); column++)
        if ((cells[column - 1] ?? '') === '') cells[column - 1] = value;
    return Array.from(cells, (cell) => cell ?? '');
  }
}

/** The text of a cell as a person reads it: days as days, numbers without a float's noise, rich text joined. */
function cellValue(cell: exceljs.Cell): Cell {
  const { value } = cell;
  if (typeof value !== 'object' || value === null || value instanceof Date) return plainText(value);
  if ('richText' in value) return value.richText.map((r) => r.text).join('');
  if ('formula' in value || 'sharedFormula' in value) return resultOf(cell, value as exceljs.CellFormulaValue);
  if ('error' in value) return new UnreadableCell(String(value.error));
  return 'text' in value ? plainText(value.text as exceljs.CellValue) : '';
}

function resultOf(cell: exceljs.Cell, { formula, result }: exceljs.CellFormulaValue): Cell {
  // The reader makes a number of whatever stands there: of `#REF!` and of nothing it is none.
  const isError = typeof result === 'object' && result !== null && 'error' in result;
  if (result === undefined || isError || Number.isNaN(result)) return new UnreadableCell(`=${formula ?? ''}`);
  return plainText(typeof result === 'number' && isDayFormat(cell.numFmt) ? dayOfSerial(result) : result);
}

const isDayFormat = (format: string | undefined) =>
  /[dmy]/i.test((format ?? '').replace(/\[[^\]]*\]|"[^"]*"|\\./g, '')) && format !== 'General';

/** Spreadsheets count days from the end of 1899. */
const dayOfSerial = (serial: number) => new Date(Math.round((serial - 25_569) * 86_400_000));

function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) {
    const iso = value.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
  }
  return '';
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
