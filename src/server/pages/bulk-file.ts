import { createHash } from 'node:crypto';
import exceljs from 'exceljs';
import type { BulkLine } from '#certification/register/bulk.ts';
import { bulkReasons } from '#certification/register/bulk.ts';
import { type BulkAnswer, mostLines, readBulkLines } from '#operation/verify/bulk-check.ts';
import type { CodeNamer } from '#operation/verify/code-names.ts';
import { canonicalBytes } from '#proof/canonical.ts';
import { bulkWhy } from './bulk-page.ts';
import type { Language } from './layout.ts';
import { nameIn } from './words.ts';

/** The dated receipt of a bulk check: every line with its verdict, and a digest over the whole. */
export function bulkReceipt(
  answer: BulkAnswer,
  language: Language,
): { readonly bytes: Buffer; readonly digest: string } {
  const rows = answer.rows.map((row) => ({
    line: row.line,
    number: row.asked.number.normalize('NFC'),
    name: row.asked.name?.normalize('NFC') ?? null,
    codes: row.asked.codes.map((c) => c.normalize('NFC')),
    verdict: row.reason,
    why: bulkWhy(row, language).normalize('NFC'),
    entry: row.found?.dossier.entry.id ?? null,
    registeredName: row.found ? nameIn(row.found.dossier.entry.holderNames, language).normalize('NFC') : null,
  }));
  const body = {
    kind: 'touchstone-bulk-check',
    version: 1,
    askedAt: answer.askedAt,
    day: answer.day,
    known: answer.known,
    counts: answer.counts,
    coverage: JSON.parse(JSON.stringify(answer.coverage)) as unknown,
    rows,
  };
  const digest = createHash('sha256').update(canonicalBytes(body)).digest('hex');
  return { bytes: Buffer.from(JSON.stringify({ ...body, digest: `sha256:${digest}` }, null, 2)), digest };
}

const heads = {
  zh: ['行', '编号', '名称（所查）', '结论', '登记名称', '理由', '核验时间', '状态日期'],
  en: ['Line', 'Number', 'Name asked', 'Verdict', 'Registered name', 'Reason', 'Checked at', 'Status on'],
} as const;

function table(answer: BulkAnswer, language: Language, codes?: CodeNamer): (string | number)[][] {
  return answer.rows.map((row) => [
    row.line,
    row.asked.number,
    row.asked.name ?? '',
    bulkReasons[row.reason][language],
    row.found ? nameIn(row.found.dossier.entry.holderNames, language) : '',
    bulkWhy(row, language, codes),
    answer.askedAt,
    answer.day,
  ]);
}

/** CSV with a byte-order mark, so that Excel and WPS read the Chinese; a cell that would be a formula is quoted as text. */
export function bulkCsv(answer: BulkAnswer, language: Language, codes?: CodeNamer): string {
  const cell = (value: string | number) => {
    const text = String(value);
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${[heads[language], ...table(answer, language, codes)].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A workbook with numbers kept as text, so that a long certificate number does not become a float. */
export async function bulkWorkbook(answer: BulkAnswer, language: Language, codes?: CodeNamer): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet(language === 'zh' ? '批量核验' : 'Bulk check', {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.addRow([...heads[language]]).font = { bold: true };
  for (const row of table(answer, language, codes)) sheet.addRow(row).getCell(2).numFmt = '@';
  [6, 26, 26, 14, 30, 60, 26, 12].forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  return Buffer.from(await book.xlsx.writeBuffer());
}

export type ReadLines =
  | { readonly ok: true; readonly lines: readonly BulkLine[] }
  | { readonly ok: false; readonly why: { readonly zh: string; readonly en: string } };

/** Lines of an uploaded list: text as pasted, or the first three columns of a workbook's first sheet. */
export async function readBulkFile(name: string, bytes: Uint8Array): Promise<ReadLines> {
  if (!/\.xlsx$/i.test(name)) return limited(readBulkLines(decode(bytes)));
  try {
    const book = new exceljs.Workbook();
    await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
    const lines: BulkLine[] = [];
    book.worksheets[0]?.eachRow((row) => {
      const text = (n: number) => row.getCell(n).text.trim();
      if (text(1) !== '')
        lines.push({
          number: text(1),
          name: text(2) === '' ? null : text(2),
          codes: text(3)
            .split(/[\s/、,，|]+/)
            .filter((c) => c !== ''),
        });
    });
    return limited(lines);
  } catch {
    return {
      ok: false,
      why: {
        zh: `应为 Excel 工作簿（.xlsx），\`${name}\` 无法读取。请另存为 .xlsx 或 .csv。`,
        en: `Expected an Excel workbook (.xlsx); \`${name}\` cannot be read. Save it as .xlsx or .csv.`,
      },
    };
  }
}

export function limited(lines: readonly BulkLine[]): ReadLines {
  if (lines.length === 0)
    return {
      ok: false,
      why: { zh: '没有找到编号。请每行写一个编号。', en: 'No number was found. Write one number a line.' },
    };
  if (lines.length > mostLines)
    return {
      ok: false,
      why: {
        zh: `最多 ${mostLines} 行，实有 ${lines.length} 行。请分批核验。`,
        en: `At most ${mostLines} lines; found ${lines.length}. Check them in parts.`,
      },
    };
  return { ok: true, lines };
}

/** UTF-8, else GB18030: what Excel in China saves as CSV. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
