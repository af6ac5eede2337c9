import type { DataNote } from '#toolbox/data-entry/data-notes.ts';
import type { Problem } from '#toolbox/method/method.ts';
import { bench } from '../bench/bench.ts';
import { fileKindOf } from '../bench/encoding.ts';
import type { BookSheet } from '../bench/protocol.ts';
import { newId, type Work } from '../workspace/work.ts';
import type { Clipped } from './clipboard.ts';

/** What came of a pasted text or a dropped file. */
export type Taken =
  | { readonly kind: 'data'; readonly change: Partial<Work> }
  /** A workbook of several sheets: the user says which. */
  | { readonly kind: 'sheets'; readonly sheets: readonly BookSheet[] }
  | { readonly kind: 'analysis'; readonly file: string }
  | { readonly kind: 'problem'; readonly problem: Problem };

export async function takeText({ text, widened }: Clipped): Promise<Taken> {
  const { sheet, notes } = await bench.ask('readText', { text });
  const all = widened > 0 ? [...notes, widenedNote(widened)] : notes;
  if (sheet) return { kind: 'data', change: { data: { kind: 'sheet', sheet }, importNotes: all, assignment: null } };
  return stored(new Blob([text], { type: 'text/plain' }), '');
}

export async function takeFile(file: File): Promise<Taken> {
  const kind = await fileKindOf(file);
  const isOther = /\.(?:xls|et|numbers|ods)$/i.test(file.name) || kind === 'old-book';
  if (isOther) return { kind: 'problem', problem: oldBook(file.name) };
  if (/\.(?:xlsx|xlsm)$/i.test(file.name) || kind === 'book') return takeBook(file);
  if (/\.json$/i.test(file.name)) return { kind: 'analysis', file: await file.text() };
  if (kind === 'other') return { kind: 'problem', problem: noTable(file.name) };
  if (file.size > mostBytes) return { kind: 'problem', problem: tooLarge(file) };
  if (file.size === 0) return { kind: 'problem', problem: emptyFile(file.name) };
  const { sheet, notes } = await bench.ask('readBytes', { blob: file });
  if (sheet) return { kind: 'data', change: { data: { kind: 'sheet', sheet }, importNotes: notes, assignment: null } };
  return stored(file, file.name);
}

function widenedNote(cells: number): DataNote {
  return {
    code: 'shown-rounded',
    taken: 'read',
    more: cells - 1,
    text: {
      zh: `有 ${cells} 个单元格在表格软件里只显示了几位，已按单元格里的全部数字取用`,
      en: `the spreadsheet showed ${cells} cells with fewer digits than they hold; all their digits were taken`,
    },
    help: {
      zh: '要按显示的位数算，请先在表格软件里用 ROUND 取整',
      en: 'To compute with the digits as shown, round them in the spreadsheet first',
    },
  };
}

/** A larger file would fill the memory of a browser's tab before its end is reached. */
const mostBytes = 1_500_000_000;

/** A large table stays as it came: the bench reads it, the page shows its beginning. */
function stored(blob: Blob, name: string): Taken {
  return {
    kind: 'data',
    change: { data: { kind: 'stored', key: newId(), blob, name }, importNotes: [], assignment: null },
  };
}

async function takeBook(file: File): Promise<Taken> {
  const read = await bench.ask('readBook', { blob: file });
  if (!isSheets(read)) return { kind: 'problem', problem: read };
  const [only] = read;
  return read.length === 1 && only ? takeSheet(only) : { kind: 'sheets', sheets: read };
}

function isSheets(read: readonly BookSheet[] | Problem): read is readonly BookSheet[] {
  return Array.isArray(read);
}

export function takeSheet({ rows }: BookSheet): Taken {
  return { kind: 'data', change: { data: { kind: 'sheet', sheet: { rows } }, importNotes: [], assignment: null } };
}

function oldBook(name: string): Problem {
  return {
    code: 'file-format',
    text: {
      zh: `应为 .xlsx、.csv 或 .txt 文件，实为 \`${name}\``,
      en: `expected a file .xlsx, .csv or .txt, found \`${name}\``,
    },
    help: { zh: '在 Excel 或 WPS 里另存为 .xlsx 或 CSV', en: 'Save it as .xlsx or CSV in Excel or WPS' },
  };
}

function noTable(name: string): Problem {
  return {
    code: 'file-format',
    text: {
      zh: `应为表格文件（.xlsx、.csv 或 .txt），\`${name}\` 不是文字也不是工作簿`,
      en: `expected a table (.xlsx, .csv or .txt); \`${name}\` is neither text nor a workbook`,
    },
    help: { zh: '图片、PDF 里的数请先录成表格', en: 'Figures of a picture or PDF have to be typed into a table first' },
  };
}

function tooLarge({ name, size }: File): Problem {
  return {
    code: 'file-too-large',
    text: {
      zh: `网页里最大可读 ${mostBytes / 1e6} MB，\`${name}\` 有 ${(size / 1e6).toFixed(0)} MB`,
      en: `the page reads up to ${mostBytes / 1e6} MB, \`${name}\` has ${(size / 1e6).toFixed(0)} MB`,
    },
    help: {
      zh: '只留要用的列或时间段；更大的文件用命令行 touchstone toolbox',
      en: 'Keep the columns or days that are needed; for larger files use the command line, touchstone toolbox',
    },
  };
}

function emptyFile(name: string): Problem {
  return {
    code: 'file-empty',
    text: { zh: `文件 \`${name}\` 是空的`, en: `the file \`${name}\` is empty` },
    help: { zh: '选另一个文件', en: 'Choose another file' },
  };
}
