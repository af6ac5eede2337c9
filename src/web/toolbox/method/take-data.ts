import type { Problem } from '#toolbox/method/method.ts';
import { bench } from '../bench/bench.ts';
import type { BookSheet } from '../bench/protocol.ts';
import { newId, type Work } from '../workspace/work.ts';

/** What came of a pasted text or a dropped file. */
export type Taken =
  | { readonly kind: 'data'; readonly change: Partial<Work> }
  /** A workbook of several sheets: the user says which. */
  | { readonly kind: 'sheets'; readonly sheets: readonly BookSheet[] }
  | { readonly kind: 'analysis'; readonly file: string }
  | { readonly kind: 'problem'; readonly problem: Problem };

export async function takeText(text: string): Promise<Taken> {
  const { sheet, notes } = await bench.ask('readText', { text });
  if (sheet) return { kind: 'data', change: { data: { kind: 'sheet', sheet }, importNotes: notes, assignment: null } };
  return stored(new Blob([text], { type: 'text/plain' }), '');
}

export async function takeFile(file: File): Promise<Taken> {
  if (/\.(?:xlsx|xlsm)$/i.test(file.name)) return takeBook(file);
  if (/\.(?:xls|et|numbers|ods)$/i.test(file.name)) return { kind: 'problem', problem: oldBook(file.name) };
  if (/\.json$/i.test(file.name)) return { kind: 'analysis', file: await file.text() };
  if (file.size === 0) return { kind: 'problem', problem: emptyFile(file.name) };
  const { sheet, notes } = await bench.ask('readBytes', { blob: file });
  if (sheet) return { kind: 'data', change: { data: { kind: 'sheet', sheet }, importNotes: notes, assignment: null } };
  return stored(file, file.name);
}

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

function emptyFile(name: string): Problem {
  return {
    code: 'file-empty',
    text: { zh: `文件 \`${name}\` 是空的`, en: `the file \`${name}\` is empty` },
    help: { zh: '选另一个文件', en: 'Choose another file' },
  };
}
