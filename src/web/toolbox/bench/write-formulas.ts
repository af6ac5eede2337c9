import type { Worksheet } from 'exceljs';
import { cellName, columnLetters } from '#toolbox/data-entry/cell-name.ts';
import type { LiveFormulas } from './live-figures.ts';

type Language = 'zh' | 'en';

const words = {
  note: {
    zh: '各值是对“数据”表的公式，改数据即重算；系数和规格限是本次分析用的数',
    en: 'the values are formulas on the sheet of data and follow it; constants and specification limits are those of this analysis',
  },
  name: { zh: '名称', en: 'Name' },
  value: { zh: '值', en: 'Value' },
  formula: { zh: '公式', en: 'Formula' },
  row: { zh: '子组或点', en: 'Subgroup or point' },
} as const;

/** Figures from this row on, their values in column B; the columns behind them begin at E. */
const firstRow = 4;
const firstColumn = 4;

/** A sheet of live formulas: figures with their symbols, and beside them what they are reckoned from, row by row. */
export function writeFormulas(sheet: Worksheet, { figures, columns }: LiveFormulas, language: Language): void {
  sheet.getCell('A1').value = words.note[language];
  sheet.getCell('A1').font = { italic: true };
  const length = Math.max(0, ...columns.map(({ cells }) => cells.length));
  const places = new Map<string, string>([
    ...figures.map((figure, k): [string, string] => [figure.key, `$B$${firstRow + k}`]),
    ...columns.map((column, k): [string, string] => {
      const letters = columnLetters(firstColumn + 1 + k);
      return [column.key, `$${letters}$${firstRow}:$${letters}$${firstRow + length - 1}`];
    }),
  ]);
  const filled = (formula: string): string =>
    formula.replaceAll(/\{([^}]+)\}/g, (_, key: string) => places.get(key) ?? '#REF!');
  const head = sheet.getRow(firstRow - 1);
  head.font = { bold: true };
  head.getCell(1).value = words.name[language];
  head.getCell(2).value = words.value[language];
  head.getCell(3).value = words.formula[language];
  figures.forEach((figure, k) => {
    const row = sheet.getRow(firstRow + k);
    row.getCell(1).value = figure.name[language];
    row.getCell(2).value =
      figure.formula === undefined ? figure.value : { formula: filled(figure.formula), result: figure.value };
    row.getCell(3).value = figure.said;
  });
  if (columns.length === 0) return;
  head.getCell(firstColumn + 1).value = words.row[language];
  for (let k = 0; k < length; k++) sheet.getCell(cellName(firstColumn, firstRow + k)).value = k + 1;
  columns.forEach((column, c) => {
    head.getCell(firstColumn + 2 + c).value = column.name[language];
    column.cells.forEach((cell, k) => {
      if (cell)
        sheet.getCell(cellName(firstColumn + 1 + c, firstRow + k)).value = {
          formula: filled(cell.formula),
          result: cell.value,
        };
    });
  });
}
