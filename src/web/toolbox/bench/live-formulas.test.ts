import exceljs from 'exceljs';
import { describe, expect, test } from 'vitest';
import { exampleChange } from '../method/example.ts';
import { describeMethod, evaluate } from './evaluate.ts';
import type { Calculation } from './protocol.ts';
import { writeBook } from './write-book.ts';

async function exampleOf(id: string, options: Calculation['options'] = {}): Promise<Calculation> {
  const card = await describeMethod(id);
  if (!card) throw new Error(id);
  const example = exampleChange(card, 'zh');
  const data = example.data ?? { kind: 'sheet', sheet: { rows: [] } };
  return { method: id, data, assignment: example.assignment ?? null, options: { ...example.options, ...options } };
}

async function bookOf(ask: Calculation): Promise<exceljs.Workbook> {
  const bytes = await writeBook({ ...ask, title: 't', language: 'zh', pictures: [] });
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes.buffer as ArrayBuffer);
  return book;
}

type Value = number | null;

/** A spreadsheet in small, which knows nothing of what was written beside a formula as its result. */
class Spreadsheet {
  readonly book: exceljs.Workbook;
  constructor(book: exceljs.Workbook) {
    this.book = book;
  }

  cell(sheet: string, name: string): Value {
    const value = this.book.getWorksheet(sheet)?.getCell(name.replaceAll('$', '')).value;
    if (typeof value === 'object' && value !== null && 'formula' in value) return this.formula(sheet, value.formula);
    return typeof value === 'number' ? value : null;
  }

  formula(sheet: string, formula: string): number {
    const tokens = formula.match(/'[^']+'!|\$?[A-Z]+\$?\d+|[A-Z]+(?=\()|\d+(?:\.\d+)?(?:e[-+]?\d+)?|[-+*/(),:]/g) ?? [];
    expect(tokens.join(''), formula).toBe(formula);
    let next = 0;
    const take = (): string => tokens[next++] ?? '';
    const sum = (): Value[] => {
      let left = product();
      while (tokens[next] === '+' || tokens[next] === '-') {
        const sign = take() === '+' ? 1 : -1;
        left = [one(left) + sign * one(product())];
      }
      return left;
    };
    const product = (): Value[] => {
      let left = atom();
      while (tokens[next] === '*' || tokens[next] === '/')
        left = [take() === '*' ? one(left) * one(atom()) : one(left) / one(atom())];
      return left;
    };
    const atom = (): Value[] => {
      const token = take();
      if (token === '(') {
        const inner = sum();
        take();
        return inner;
      }
      if (/^\d/.test(token)) return [Number(token)];
      if (tokens[next] === '(') {
        const given: Value[] = [];
        do {
          take();
          given.push(...sum());
        } while (tokens[next] === ',');
        take();
        return [
          call(
            token,
            given.filter((value) => value !== null),
          ),
        ];
      }
      const place = token.endsWith('!') ? token.slice(1, -2) : sheet;
      const from = token.endsWith('!') ? take() : token;
      if (tokens[next] !== ':') return [this.cell(place, from)];
      take();
      return this.range(place, from, take());
    };
    return one(sum());
  }

  range(sheet: string, from: string, to: string): Value[] {
    const page = this.book.getWorksheet(sheet);
    const [a, b] = [page?.getCell(from.replaceAll('$', '')), page?.getCell(to.replaceAll('$', ''))];
    const found: Value[] = [];
    for (let row = Number(a?.row); row <= Number(b?.row); row++)
      for (let column = Number(a?.col); column <= Number(b?.col); column++)
        found.push(this.cell(sheet, page?.getCell(row, column).address ?? ''));
    return found;
  }
}

function one([value]: readonly Value[]): number {
  if (value === null || value === undefined) throw new Error('an empty cell in a sum');
  return value;
}

function call(name: string, list: readonly number[]): number {
  const total = list.reduce((a, b) => a + b, 0);
  const mean = total / list.length;
  const variance = list.reduce((a, b) => a + (b - mean) ** 2, 0) / (list.length - 1);
  const known: Readonly<Record<string, number>> = {
    AVERAGE: mean,
    SUM: total,
    COUNT: list.length,
    MAX: Math.max(...list),
    MIN: Math.min(...list),
    VAR: variance,
    STDEV: Math.sqrt(variance),
    SQRT: Math.sqrt(list[0] ?? Number.NaN),
    ABS: Math.abs(list[0] ?? Number.NaN),
  };
  const value = known[name];
  if (value === undefined) throw new Error(`the small spreadsheet has no ${name}`);
  return value;
}

/** The figures of the sheet by their names, reckoned anew from the data and the formulas. */
function figuresOf(book: exceljs.Workbook): { name: string; value: Value; shown: unknown }[] {
  const sheet = book.getWorksheet('实时公式');
  const own = new Spreadsheet(book);
  const found: { name: string; value: Value; shown: unknown }[] = [];
  for (let row = 4; sheet?.getCell(row, 1).value; row++) {
    const { value } = sheet.getCell(row, 2);
    // The library writes no result of 0.
    const shown = typeof value === 'object' && value !== null && 'formula' in value ? (value.result ?? 0) : value;
    found.push({ name: String(sheet.getCell(row, 1).value), value: own.cell('实时公式', `B${row}`), shown });
  }
  return found;
}

const near = (value: Value, expected: unknown, what: string): void =>
  expect(Math.abs((value ?? Number.NaN) - Number(expected)), what).toBeLessThanOrEqual(
    1e-9 * Math.abs(Number(expected)) + 1e-15,
  );

describe('live formulas of the workbook', () => {
  const cases: readonly (readonly [string, Calculation['options']])[] = [
    ['xbar-r', {}],
    ['xbar-r', { constants: 'table', limitSigma: 2 }],
    ['xbar-s', {}],
    ['i-mr', {}],
    ['i-mr', { constants: 'table', limitSigma: 2.5 }],
    ['p', {}],
    ['np', {}],
    ['c', {}],
  ];
  test.each(cases)('%s %o: centre and limits are those of the method', async (id, options) => {
    const ask = await exampleOf(id, options);
    const figures = figuresOf(await bookOf(ask));
    const { outcome } = await evaluate(ask, 'zh');
    if (!outcome?.ok) throw new Error(id);
    const { limits } = outcome.values as { limits: Record<string, { ucl: number; cl: number; lcl: number }> };
    const lines = Object.values(limits).flatMap(({ ucl, cl, lcl }) => [ucl, cl, lcl]);
    const own = figures.filter(({ name }) => ['上控制限', '中心线', '下控制限'].includes(name));
    expect(own).toHaveLength(lines.length);
    own.forEach(({ value, name }, k) => {
      near(value, lines[k], `${id} ${name}`);
    });
    // What a program shows that does not compute is what one that does would show.
    for (const { name, value, shown } of figures) near(value, shown, name);
  });

  test('u: the limits follow the size of each sample', async () => {
    const ask = await exampleOf('u');
    const book = await bookOf(ask);
    const { outcome } = await evaluate(ask, 'zh');
    if (!outcome?.ok) throw new Error('u');
    const { panels } = outcome.values as { panels: { ucl: number[]; cl: number[]; lcl: number[] }[] };
    const own = new Spreadsheet(book);
    panels[0]?.ucl.forEach((ucl, k) => {
      near(own.cell('实时公式', `I${4 + k}`), ucl, `ucl ${k}`);
      near(own.cell('实时公式', `K${4 + k}`), panels[0]?.lcl[k], `lcl ${k}`);
    });
  });

  test.each([
    [{}],
    [{ sigmaMethod: 'rbar' }],
    [{ sigmaMethod: 'sbar', constants: 'table' }],
    [{ unbias: false }],
    [{ usl: undefined }],
    [{ lsl: undefined }],
  ])('capability %o: the indices are those of the method', async (options) => {
    const ask = await exampleOf('capability', options);
    const figures = figuresOf(await bookOf(ask));
    const { outcome } = await evaluate(ask, 'zh');
    if (!outcome?.ok) throw new Error('capability');
    const values = outcome.values as Readonly<Record<string, { value: number | null }>>;
    for (const name of ['Cp', 'Cpk', 'Pp', 'Ppk']) {
      const expected = values[name.toLowerCase()]?.value ?? null;
      const found = figures.find((figure) => figure.name === name);
      if (expected === null) expect(found, name).toBeUndefined();
      else near(found?.value ?? null, expected, name);
    }
    for (const { name, value, shown } of figures) near(value, shown, name);
  });

  test('a changed value moves the limits as a new analysis would', async () => {
    const ask = await exampleOf('xbar-r');
    const book = await bookOf(ask);
    const data = book.getWorksheet('数据');
    if (data) data.getCell('B3').value = 74.2;
    const rows = ask.data.kind === 'sheet' ? ask.data.sheet.rows.map((row) => [...row]) : [];
    const changed = rows[2];
    if (changed) changed[1] = '74.2';
    const { outcome } = await evaluate({ ...ask, data: { kind: 'sheet', sheet: { rows } } }, 'zh');
    if (!outcome?.ok) throw new Error('xbar-r');
    const { limits } = outcome.values as { limits: { xbar: { ucl: number } } };
    near(figuresOf(book).find(({ name }) => name === '上控制限')?.value ?? null, limits.xbar.ucl, 'ucl');
  });

  test('where the method reckons otherwise there is no sheet of formulas', async () => {
    const without = async (ask: Calculation) =>
      expect((await bookOf(ask)).worksheets.map((sheet) => sheet.name)).not.toContain('实时公式');
    await without(await exampleOf('xbar-r', { exclude: [{ point: 3, reason: '换刀' }] }));
    await without(await exampleOf('xbar-r', { mean: 74, sigma: 0.01 }));
    await without(await exampleOf('i-mr', { sigmaMethod: 'mr-median' }));
    await without(await exampleOf('pareto'));
  });
});
