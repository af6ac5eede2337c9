import type { Worksheet } from 'exceljs';
import { cellName } from '#toolbox/data-entry/cell-name.ts';
import type { Column, DataTable, Method, MethodResult } from '#toolbox/method/method.ts';
import { flatten, type Shown } from '#toolbox/words/flatten.ts';
import { isText, type Scalar } from '#toolbox/words/value-shapes.ts';
import { explanationOf } from '../result/explanation-of.ts';
import { meaningOf } from '../words/field-meaning.ts';
import { newBook } from './book.ts';
import { prepare } from './evaluate.ts';
import { liveFormulas } from './live-formulas.ts';
import type { Asks } from './protocol.ts';
import { writeFormulas } from './write-formulas.ts';

type Language = 'zh' | 'en';

const words = {
  result: { zh: '结果', en: 'Result' },
  data: { zh: '数据', en: 'Data' },
  picture: { zh: '图', en: 'Picture' },
  table: { zh: '图表数据', en: 'Chart data' },
  name: { zh: '名称', en: 'Name' },
  value: { zh: '值', en: 'Value' },
  field: { zh: '字段', en: 'Field' },
  formula: { zh: '公式', en: 'Formula' },
  meaning: { zh: '说明', en: 'Meaning' },
  source: { zh: '来源', en: 'Source' },
  count: { zh: '个数', en: 'count' },
  mean: { zh: '均值', en: 'mean' },
  sd: { zh: '标准差', en: 'standard deviation' },
  min: { zh: '最小值', en: 'minimum' },
  max: { zh: '最大值', en: 'maximum' },
  live: { zh: '实时公式', en: 'Live formulas' },
  below: {
    zh: '以下各行是对“数据”表的公式，改数据即重算；结果表是本次分析的固定值',
    en: 'the rows below are formulas on the sheet of data and follow it; the sheet of results is as analysed',
  },
  warnings: { zh: '提醒', en: 'Warnings' },
  conventions: { zh: '约定', en: 'Conventions' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
} as const;

/** A workbook of an analysis: figures with their formulas and sources, the data as numbers under live formulas, tables, picture. */
export async function writeBook(ask: Asks['writeBook']['ask']): Promise<Uint8Array> {
  const { language, title, pictures, ...calculation } = ask;
  const { method, input } = await prepare(calculation);
  const outcome = method.run(input);
  if (!outcome.ok) throw new Error(outcome.problems.map((problem) => problem.text[language]).join('; '));
  const book = await newBook();
  // The library writes no result of 0: who opens the book reckons it.
  book.calcProperties.fullCalcOnLoad = true;
  writeResult(book.addWorksheet(words.result[language]), { method, result: outcome.result, title, language });
  if (input.table) {
    writeData(book.addWorksheet(words.data[language]), input.table, language);
    const live = liveFormulas(method, input, outcome.result.values, `'${words.data[language]}'!`);
    if (live) {
      const sheet = book.addWorksheet(words.live[language]);
      writeFormulas(sheet, live, language);
      widen(sheet);
    }
  }
  const scenes = method.scenes?.(outcome.result.values, language) ?? [];
  scenes.forEach((scene, k) => {
    const sheet = book.addWorksheet(`${words.table[language]} ${k + 1}`);
    sheet.addRow([scene.title[language]]).font = { bold: true };
    sheet.addRow(scene.table.head.map((head) => head[language])).font = { bold: true };
    for (const row of scene.table.rows) sheet.addRow([...row]);
    widen(sheet);
  });
  if (pictures.length > 0) {
    const sheet = book.addWorksheet(words.picture[language]);
    pictures.forEach((bytes, k) => {
      const { width, height } = pngSize(bytes);
      const scale = Math.min(1, 960 / width);
      const id = book.addImage({ buffer: Uint8Array.from(bytes).buffer, extension: 'png' });
      sheet.addImage(id, {
        tl: { col: 0, row: k * 30 },
        ext: { width: Math.round(width * scale), height: Math.round(height * scale) },
      });
    });
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

interface ResultSheet {
  readonly method: Method;
  readonly result: MethodResult<unknown>;
  readonly title: string;
  readonly language: Language;
}

function writeResult(sheet: Worksheet, { method, result, title, language }: ResultSheet): void {
  sheet.addRow([title]).font = { bold: true, size: 14 };
  sheet.addRow([method.title[language], `${method.id} v${method.version}`]);
  sheet.addRow([]);
  const head = sheet.addRow(
    (['name', 'value', 'field', 'formula', 'meaning', 'source'] as const).map((word) => words[word][language]),
  );
  head.font = { bold: true };
  const walk = (items: readonly Shown[], depth: number): void => {
    for (const item of items) {
      const indent = '  '.repeat(depth);
      if (item.kind === 'group') {
        sheet.addRow([`${indent}${item.name[language]}`]).font = { bold: true };
        walk(item.items, depth + 1);
      } else
        for (const row of rowsOf(item, language)) {
          const own = explanationOf(row.path, result.explanations);
          const meaning = own ? undefined : meaningOf(row.path, method.id);
          sheet.addRow([
            `${indent}${row.name}`,
            row.value,
            row.path,
            own?.formula ?? meaning?.formula[language] ?? '',
            (own ?? meaning)?.text[language] ?? '',
            own?.source ?? '',
          ]);
        }
    }
  };
  walk(flatten(result.values, method.resultSchema, method.id), 0);
  for (const [word, said] of [
    ['warnings', result.warnings],
    ['conventions', result.conventions],
  ] as const) {
    if (said.length === 0) continue;
    sheet.addRow([]);
    sheet.addRow([words[word][language]]).font = { bold: true };
    for (const one of said) sheet.addRow([one.text[language]]);
  }
  widen(sheet);
}

/** Long lists and tables stand on the sheets of chart data; here are figures, intervals and short lists. */
const mostListed = 30;

function rowsOf(
  item: Exclude<Shown, { kind: 'group' }>,
  language: Language,
): readonly { readonly name: string; readonly value: string | number | null; readonly path: string }[] {
  const name = item.name[language];
  const say = (value: Scalar | { zh: string; en: string }): string | number | null => {
    if (isText(value)) return value[language];
    return typeof value === 'boolean' ? words[value ? 'yes' : 'no'][language] : value;
  };
  switch (item.kind) {
    case 'figure':
      return [{ name, value: say(item.value), path: item.path }];
    case 'interval':
      return (['value', 'lower', 'upper'] as const).map((part) => ({
        name: part === 'value' ? name : `${name} ${part === 'lower' ? '↓' : '↑'}`,
        value: say(item[part]),
        path: `${item.path}.${part}`,
      }));
    case 'list':
      return item.items.length > mostListed
        ? []
        : [{ name, value: item.items.map((one) => String(say(one) ?? '')).join(', '), path: item.path }];
    case 'table':
      return item.rows.slice(0, mostListed).flatMap((row, r) =>
        item.columns.map((column, c) => ({
          name: `${name} ${r + 1} · ${column.name[language]}`,
          value: say(row[c] ?? null),
          path: column.path,
        })),
      );
  }
}

/** The table as it came, numbers as numbers, with live formulas under each column of numbers. */
function writeData(sheet: Worksheet, table: DataTable, language: Language): void {
  sheet.addRow(table.columns.map((column) => column.name)).font = { bold: true };
  const length = Math.max(0, ...table.columns.map((column) => column.numbers?.length ?? column.cells.length));
  for (let row = 0; row < length; row++) sheet.addRow(table.columns.map((column) => cellOf(column, row)));
  sheet.addRow([]);
  sheet.addRow([words.below[language]]).font = { italic: true };
  const formulas = { count: 'COUNT', mean: 'AVERAGE', sd: 'STDEV', min: 'MIN', max: 'MAX' } as const;
  const labelColumn = table.columns.length;
  for (const [name, call] of Object.entries(formulas) as [keyof typeof formulas, string][]) {
    const row = sheet.addRow([]);
    table.columns.forEach((column, c) => {
      const numbers = numbersOf(column);
      if (numbers.length < 2) return;
      row.getCell(c + 1).value = {
        formula: `${call}(${cellName(c, 2)}:${cellName(c, length + 1)})`,
        result: summary(name, numbers),
      };
    });
    row.getCell(labelColumn + 1).value = words[name][language];
  }
  widen(sheet);
}

function cellOf(column: Column, row: number): string | number | null {
  const number = column.numbers?.[row] ?? column.cells[row]?.number;
  if (number !== undefined && !Number.isNaN(number)) return number;
  return column.cells[row]?.raw || null;
}

function numbersOf(column: Column): readonly number[] {
  const numbers = column.numbers ? Array.from(column.numbers) : column.cells.map((cell) => cell.number ?? Number.NaN);
  return numbers.filter((number) => !Number.isNaN(number));
}

/** What the formula will give, for programs that show a sheet without computing it. */
function summary(name: 'count' | 'mean' | 'sd' | 'min' | 'max', numbers: readonly number[]): number {
  const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  switch (name) {
    case 'count':
      return numbers.length;
    case 'mean':
      return mean;
    case 'sd':
      return Math.sqrt(numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (numbers.length - 1));
    case 'min':
      return numbers.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
    case 'max':
      return numbers.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
  }
}

function widen(sheet: Worksheet): void {
  sheet.columns.forEach((column) => {
    let widest = 8;
    column.eachCell?.({ includeEmpty: false }, (cell) => {
      const text = typeof cell.value === 'string' ? cell.value : '';
      // Chinese signs are two wide.
      widest = Math.max(
        widest,
        Math.min(
          44,
          [...text].reduce((sum, sign) => sum + (sign > '⺀' ? 2 : 1), 2),
        ),
      );
    });
    column.width = widest;
  });
}

/** Width and height from a PNG's header chunk (PNG, 11.2.2). */
function pngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
