import exceljs from 'exceljs';
import { csvCell } from '../../export/export-register.ts';

export const listFormats = ['xlsx', 'csv'] as const;
export type ListFormat = (typeof listFormats)[number];

/** A table that is written as a workbook or as CSV. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly {
    readonly heading: string;
    readonly width: number;
    readonly isRequired?: boolean;
    readonly options?: readonly string[];
  }[];
  readonly rows: readonly (readonly string[])[];
}

export const mediaTypes: Readonly<Record<ListFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** The first sheet alone where the format holds but one. CSV begins with a byte-order mark, so that Excel and WPS read Chinese. */
export async function writeSheets(sheets: readonly Sheet[], format: ListFormat): Promise<Buffer> {
  const [first] = sheets;
  if (first === undefined) throw new Error('A list has at least one sheet.');
  if (format === 'xlsx') return writeBook(sheets);
  const lines = [first.columns.map((c) => c.heading), ...first.rows].map((row) => row.map(csvCell).join(','));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

/** Rows that may still be filled in have the choices too. */
const rowsToFill = 500;

async function writeBook(sheets: readonly Sheet[]): Promise<Buffer> {
  const book = new exceljs.Workbook();
  for (const { name, columns, rows } of sheets) {
    const sheet = book.addWorksheet(sheetName(name), { views: [{ state: 'frozen', ySplit: 1 }] });
    const head = sheet.addRow(columns.map((c) => c.heading));
    columns.forEach((column, index) => {
      const cell = head.getCell(index + 1);
      cell.font = { bold: true, ...(column.isRequired ? { color: { argb: 'FFB42318' } } : {}) };
      cell.alignment = { wrapText: true, vertical: 'middle' };
      const letter = sheet.getColumn(index + 1);
      letter.width = column.width;
      // Text, so that a long code does not become a float and a day not a number.
      letter.numFmt = '@';
      const options = column.options ?? [];
      const list = options.join(',');
      // A list of choices within the sheet ends at 255 characters; a longer one stands in the notes alone.
      if (options.length > 0 && list.length <= 250 && options.every((option) => !option.includes(',')))
        for (let row = 2; row <= rowsToFill + 1; row += 1)
          sheet.getCell(row, index + 1).dataValidation = {
            type: 'list',
            allowBlank: true,
            formulae: [`"${list.replaceAll('"', '""')}"`],
          };
    });
    for (const row of rows) sheet.addRow([...row]);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Spreadsheets take 31 signs, and none of these. */
const sheetName = (name: string) => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
