import { expect, test } from 'vitest';
import { describeMethod, evaluate } from '../bench/evaluate.ts';
import { type Sheet, setCell } from '../workspace/sheet.ts';
import { newWork } from '../workspace/work.ts';
import { columnsToFill, entryColumns, entryTemplate, lastEntries, nextEntry, usedWords } from './entry-columns.ts';

async function begin(method: string, perRow?: number) {
  const card = await describeMethod(method);
  if (!card) throw new Error(method);
  const work = { ...newWork('w', method), ...entryTemplate(card, 'zh', perRow) };
  const evaluation = await evaluate({ ...work }, 'zh');
  const { data } = work;
  if (data.kind !== 'sheet') throw new Error('a template is a sheet');
  return { columns: entryColumns(card, evaluation, data.sheet), sheet: data.sheet };
}

test('subgroups are entered row by row, as many values as were said', async () => {
  const { columns, sheet } = await begin('xbar-r', 3);
  expect(columns.map((column) => column.name)).toEqual(['x1', 'x2', 'x3']);
  let entered: Sheet = sheet;
  for (const value of ['1', '2', '3', '4']) {
    const next = nextEntry(entered, columns, 1);
    if (next) entered = setCell(entered, next.place, value);
  }
  expect(entered.rows).toEqual([['x1', 'x2', 'x3'], ['1', '2', '3'], ['4']]);
  expect(lastEntries(entered, columns, 1, 2).map((entry) => entry.text)).toEqual(['4', '3']);
});

test.each([
  ['i-mr', ['number']],
  ['p', ['number', 'number']],
  ['pareto', ['label']],
  ['gauge-type1', ['number']],
  ['sampling-switching', ['number', 'number']],
])('%s asks for its columns', async (method, kinds) => {
  const { columns } = await begin(method);
  expect(columns.map((column) => column.kind)).toEqual(kinds);
});

test('where runs or parts were laid out, only what is read off is asked for', async () => {
  const card = await describeMethod('analyse-factorial');
  if (!card) throw new Error('no such method');
  const sheet: Sheet = {
    heading: true,
    rows: [
      ['run', 'A', 'B', 'y'],
      ['1', '-1', '1'],
      ['2', '1', '1'],
    ],
  };
  const assignment = { y: ['y'], factor: ['A', 'B'] };
  const work = { ...newWork('w', card.id), data: { kind: 'sheet', sheet }, assignment } as const;
  const all = entryColumns(card, await evaluate(work, 'zh'), sheet);
  const columns = columnsToFill(card, sheet, all, 1);
  expect(columns.map((column) => column.name)).toEqual(['y']);
  expect(nextEntry(sheet, columns, 1)?.place).toEqual({ row: 1, column: 3 });
  const filled = { ...sheet, rows: sheet.rows.map((row, r) => (r === 0 ? row : [...row, '5'])) };
  expect(columnsToFill(card, filled, all, 1)).toEqual(all);
});

test('words that were used are offered again', () => {
  expect(usedWords({ rows: [['项目'], ['划伤'], ['毛刺'], ['划伤']] }, 0, 1)).toEqual(['划伤', '毛刺']);
});
