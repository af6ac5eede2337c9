import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import exceljs from 'exceljs';
import { createTableReader, type ReadTable, readGrid } from '#toolbox/data-entry/table-reader.ts';
import { type Language, type Terminal, UsageError } from '../command.ts';

export interface DataFile {
  readonly file: string;
  /** The sheet of a workbook; the first unless said. */
  readonly sheet?: string;
}

/**
 * A table of a file, told by what it holds and not by its name alone: text (CSV, tabs; read piece by piece, so that ten
 * million rows never stand in memory as text), a workbook, or JSON. `-` is the standard input.
 */
export async function readDataFile({ file, sheet }: DataFile, terminal: Terminal): Promise<ReadTable> {
  const { language } = terminal;
  if (file === '-') return readBytes(await terminal.input(), file, sheet, language);
  if (!existsSync(file)) throw unreadable(language, file, `没有文件 \`${file}\`。`, `There is no file \`${file}\`.`);
  if (statSync(file).isDirectory())
    throw unreadable(language, file, `\`${file}\` 是文件夹。`, `\`${file}\` is a folder.`);
  if (/\.json$/i.test(file) || startsLikeBook(await firstBytes(file, 8)))
    return readBytes(readFileSync(file), file, sheet, language);
  return readText(file, language);
}

function unreadable(language: Language, found: string, zh: string, en: string): UsageError {
  return new UsageError(
    { zh, en },
    {
      expected: language === 'zh' ? 'CSV、制表符分隔的文本、.xlsx 或 JSON 文件' : 'a file of CSV, tabs, .xlsx or JSON',
      found,
      help: 'touchstone toolbox --help',
    },
    language,
  );
}

async function firstBytes(file: string, most: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of createReadStream(file, { end: most - 1 })) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
const isOldBook = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11;
const startsLikeBook = (bytes: Uint8Array): boolean => isZip(bytes) || isOldBook(bytes);

async function readBytes(
  bytes: Uint8Array,
  file: string,
  sheet: string | undefined,
  language: Language,
): Promise<ReadTable> {
  if (isOldBook(bytes))
    throw unreadable(
      language,
      file,
      '这是旧的 .xls 格式，请在 Excel 或 WPS 中另存为 .xlsx。',
      'This is the old .xls format: save it as .xlsx in Excel or WPS.',
    );
  if (isZip(bytes)) return readBook(bytes, file, sheet, language);
  const text = decoderFor(bytes).decode(bytes);
  if (/\.json$/i.test(file) || /^\s*[[{]/.test(text)) return readJson(text, file, language);
  refuseBinary(bytes, file, language);
  const reader = createTableReader();
  reader.push(text);
  return reader.end();
}

/** UTF-8, UTF-16 by its mark, or GB 18030, which older Chinese Excel writes. */
function decoderFor(sample: Uint8Array): TextDecoder {
  if (sample[0] === 0xff && sample[1] === 0xfe) return new TextDecoder('utf-16le');
  if (sample[0] === 0xfe && sample[1] === 0xff) return new TextDecoder('utf-16be');
  try {
    // `stream`: a sign that the sample's end cuts in two is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return new TextDecoder('utf-8');
  } catch {
    return new TextDecoder('gb18030');
  }
}

function refuseBinary(sample: Uint8Array, file: string, language: Language): void {
  const isWide = (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff);
  if (isWide || !sample.subarray(0, 8192).includes(0)) return;
  throw unreadable(
    language,
    file,
    `\`${file}\` 不是文本，也不是工作簿。`,
    `\`${file}\` is neither text nor a workbook.`,
  );
}

async function readText(file: string, language: Language): Promise<ReadTable> {
  const sample = await firstBytes(file, 1_000_000);
  refuseBinary(sample, file, language);
  const decoder = decoderFor(sample);
  const reader = createTableReader();
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 }))
    reader.push(decoder.decode(piece as Buffer, { stream: true }));
  reader.push(decoder.decode());
  return reader.end();
}

async function readBook(
  bytes: Uint8Array,
  file: string,
  wanted: string | undefined,
  language: Language,
): Promise<ReadTable> {
  const book = new exceljs.Workbook();
  try {
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
  } catch {
    throw unreadable(
      language,
      file,
      `\`${file}\` 打不开：不是完好的 .xlsx 工作簿。`,
      `\`${file}\` does not open: it is no sound .xlsx workbook.`,
    );
  }
  const names = book.worksheets.map((one) => one.name);
  const sheet = wanted === undefined ? book.worksheets[0] : book.worksheets.find((one) => one.name === wanted);
  if (!sheet)
    throw new UsageError(
      { zh: `工作簿里没有工作表 \`${wanted ?? ''}\`。`, en: `The workbook has no sheet \`${wanted ?? ''}\`.` },
      { expected: names.join(', ') || '—', found: wanted ?? '—', help: '--sheet NAME' },
      language,
    );
  const grid: string[][] = [];
  for (let r = 1; r <= sheet.rowCount; r++) {
    const row = sheet.getRow(r);
    grid.push(Array.from({ length: row.cellCount }, (_, c) => cellText(row.getCell(c + 1))));
  }
  return readGrid(grid);
}

/** A merged cell has its text once, in its first cell: a measured value is not measured twice for being merged. */
function cellText(cell: exceljs.Cell): string {
  if (cell.isMerged && cell.master.address !== cell.address) return '';
  return valueText(cell.value, cell.text);
}

function valueText(value: exceljs.CellValue, shown: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '');
  if (typeof value === 'object' && 'error' in value) return String(value.error);
  if (typeof value === 'object' && ('formula' in value || 'sharedFormula' in value))
    return value.result === undefined ? '' : valueText(value.result, shown);
  return shown;
}

function readJson(text: string, file: string, language: Language): ReadTable {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw unreadable(language, why, `\`${file}\` 不是完整的 JSON。`, `\`${file}\` is not whole JSON.`);
  }
  if (isRecord(data) && isRecord(data['analysis']))
    throw unreadable(
      language,
      file,
      `\`${file}\` 是工具箱存的分析，方法和数据都在里面：用 touchstone toolbox open 打开。`,
      `\`${file}\` is an analysis of the toolbox, with its method and its data: touchstone toolbox open runs it.`,
    );
  const grid = gridOf(data);
  if (grid) return readGrid(grid, { heading: true });
  throw unreadable(
    language,
    file,
    'JSON 应为行的列表 [{"列名": 值, …}]、列的对象 {"列名": [值, …]} 或表格 [["列名", …], [值, …]]，单元格为数、文字或 null。',
    'JSON is expected as rows [{"name": value, …}], columns {"name": [value, …]} or a grid [["name", …], [value, …]] whose cells are numbers, words or null.',
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Heading and rows of text; undefined where a cell is a list or an object, or nothing is a table. */
function gridOf(data: unknown): string[][] | undefined {
  if (isRecord(data)) {
    const columns = Object.entries(data);
    if (columns.length === 0 || !columns.every(([, cells]) => Array.isArray(cells))) return undefined;
    const lists = columns.map(([, cells]) => cells as readonly unknown[]);
    const length = Math.max(0, ...lists.map((cells) => cells.length));
    const rows = Array.from({ length }, (_, row) => lists.map((cells) => cells[row]));
    return wordsOf([columns.map(([name]) => name), ...rows]);
  }
  if (!Array.isArray(data) || data.length === 0) return undefined;
  const rows: readonly unknown[] = data;
  if (rows.every((row) => Array.isArray(row))) return wordsOf(rows as readonly (readonly unknown[])[]);
  if (!rows.every(isRecord)) return undefined;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return wordsOf([names, ...rows.map((row) => names.map((name) => row[name]))]);
}

function wordsOf(rows: readonly (readonly unknown[])[]): string[][] | undefined {
  if (rows.some((row) => row.some((cell) => typeof cell === 'object' && cell !== null))) return undefined;
  return rows.map((row) => row.map((cell) => (cell === undefined || cell === null ? '' : String(cell))));
}
