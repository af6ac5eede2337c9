import { describe, expect, test } from 'vitest';
import { readTable } from '../data-entry/table-reader.ts';
import { openColumns } from './columns.ts';
import type { ColumnRole, DataTable } from './method.ts';
import { checkSchema, openOptions } from './options.ts';

const role = (
  name: string,
  kind: ColumnRole['kind'],
  columns: readonly [number, number] = [1, 1],
  optional = false,
): ColumnRole => ({ role: name, kind, columns, optional, text: { zh: name, en: name } });
const open = (roles: readonly ColumnRole[], csv: string, assignment?: Record<string, string[]>) =>
  openColumns(roles, { table: readTable(csv).table, options: {}, ...(assignment ? { assignment } : {}) });

describe('columns', () => {
  test('are found by assignment, by name, and by place', () => {
    const roles = [role('count', 'count'), role('size', 'number')];
    expect(open(roles, 'n,d\n50,3\n60,4\n', { count: ['d'], size: ['n'] }).numbers('count').name).toBe('d');
    expect(open(roles, 'size,count\n50,3\n60,4\n').numbers('count').name).toBe('count');
    const placed = open(roles, 'd,n\n3,50\n4,60\n');
    expect([placed.numbers('count').name, placed.numbers('size').name]).toEqual(['d', 'n']);
  });
  test('of words are passed over where numbers are wanted', () => {
    expect(
      open([role('measurements', 'number', [1, 25])], 'lot,x1,x2\nA,1,2\nB,3,4\n')
        .allNumbers('measurements')
        .map((c) => c.name),
    ).toEqual(['x1', 'x2']);
  });
  test('that number the rows are not measured, and what was chosen is said', () => {
    const reader = open([role('measurements', 'number', [1, 25])], 'sample,x1,x2\n1,10,11\n2,12,10\n3,11,12\n');
    expect(reader.allNumbers('measurements').map((c) => c.name)).toEqual(['x1', 'x2']);
    expect(reader.warnings.map((w) => w.text.en)).toEqual([
      'no columns were named for "measurements"; `x1`, `x2` were used',
    ]);
    expect(open([role('measurements', 'number')], 'x\n1\n2\n3\n').allNumbers('measurements').length).toBe(1);
  });
  test('that nobody assigned and that may be missing are missing', () => {
    expect(open([role('x', 'number'), role('stage', 'label', [1, 1], true)], 'x,y\n1,2\n2,3\n').has('stage')).toBe(
      false,
    );
  });
  test('unknown ones and unknown roles are named with what there is', () => {
    const reader = open([role('x', 'number')], 'a\n1\n', { x: ['b'], y: ['a'] });
    expect(reader.problems.map((p) => p.code)).toEqual(['role-unknown', 'column-unknown', 'columns-count']);
    expect(reader.problems[1]?.text.zh).toBe('找不到列 `b`，表中有 `a`');
  });
  test('no table at all is said', () =>
    expect(openColumns([role('x', 'number')], { options: {} }).problems[0]?.code).toBe('table-missing'));
  test('words among numbers are problems with their cell, five of them and then how many more', () => {
    const reader = open(
      [role('x', 'number')],
      `x\n${Array.from({ length: 30 }, (_, k) => (k % 4 === 3 ? '坏' : k)).join('\n')}\n`,
    );
    reader.numbers('x');
    expect(reader.problems.map((p) => p.cell)).toEqual(['A5', 'A9', 'A13', 'A17', 'A21']);
    expect(reader.problems[4]?.text.zh).toContain('另有 2 处');
  });
  test('empty cells and signs for "no value" are missing', () => {
    expect([...open([role('x', 'number')], 'x\n1\n/\n\n缺\n2\n').numbers('x').values]).toEqual([
      1,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      2,
    ]);
  });
  test('merged labels are filled down, and said', () => {
    const reader = open([role('g', 'label'), role('x', 'number')], 'g\tx\nA\t1\n\t2\nB\t3\n\t4\n');
    expect(reader.labels('g').values).toEqual(['A', 'A', 'B', 'B']);
    expect(reader.warnings[0]?.text.en).toContain('2 blank cells of the column `g` (from A3)');
  });
  test('a column of numbers serves as labels, merged or not', () => {
    expect(open([role('g', 'label'), role('x', 'number')], 'g\tx\n1\t1\n\t2\n2\t3\n').labels('g').values).toEqual([
      '1',
      '1',
      '2',
    ]);
  });
});

describe('options', () => {
  const specs = [
    { name: 'size', text: { zh: '大小', en: 'size' }, kind: 'number', least: 2, most: 9, integer: true, default: 5 },
    { name: 'lsl', text: { zh: '下限', en: 'lower' }, kind: 'number' },
    {
      name: 'way',
      text: { zh: '方式', en: 'way' },
      kind: 'choice',
      choices: [
        { value: 'a', text: { zh: '甲', en: 'a' } },
        { value: 'b', text: { zh: '乙', en: 'b' } },
      ],
      default: 'a',
    },
    {
      name: 'rules',
      text: { zh: '准则', en: 'rules' },
      kind: 'choices',
      choices: ['1', '2', '3'].map((value) => ({ value, text: { zh: value, en: value } })),
      default: ['1'],
    },
    { name: 'flag', text: { zh: '旗', en: 'flag' }, kind: 'flag', default: false },
    {
      name: 'list',
      text: { zh: '表', en: 'list' },
      kind: 'json',
      schema: {
        type: 'array',
        items: {
          type: 'object',
          required: ['point'],
          additionalProperties: false,
          properties: { point: { type: 'integer', minimum: 1 } },
        },
      },
    },
  ] as const;
  test('are the same from a command line and from JSON', () => {
    const texts = openOptions(specs, {
      size: '4',
      lsl: '1e-3',
      way: 'b',
      rules: '1,3',
      flag: 'true',
      list: '[{"point":2}]',
    });
    const typed = openOptions(specs, {
      size: 4,
      lsl: 0.001,
      way: 'b',
      rules: ['1', '3'],
      flag: true,
      list: [{ point: 2 }],
    });
    for (const reader of [texts, typed]) {
      expect(reader.problems).toEqual([]);
      expect([
        reader.number('size'),
        reader.optionalNumber('lsl'),
        reader.choice('way'),
        reader.choices('rules'),
        reader.flag('flag'),
        reader.json('list'),
      ]).toEqual([4, 0.001, 'b', ['1', '3'], true, [{ point: 2 }]]);
    }
  });
  test('left out take their default, or stay out', () => {
    const reader = openOptions(specs, { lsl: '' });
    expect([reader.number('size'), reader.optionalNumber('lsl'), reader.choice('way'), reader.flag('flag')]).toEqual([
      5,
      undefined,
      'a',
      false,
    ]);
  });
  test('that are wrong are all named at once, with what was expected and found', () => {
    const { problems } = openOptions(specs, {
      size: 2.5,
      lsl: '很小',
      way: 'c',
      rules: '1,9',
      flag: 'maybe',
      list: '[{"point":0}]',
      colour: 1,
    });
    expect(problems.map((p) => p.text.en)).toEqual([
      'there is no option `colour`; the options are size, lsl, way, rules, flag, list',
      'option size (size): expected integer 2 … 9, found `2.5`',
      'option lsl (lower): expected -∞ … ∞, found `很小`',
      'option way (way): expected a | b, found `c`',
      'option rules (rules): expected 1, 2, 3, found `1,9`',
      'option flag (flag): expected true | false, found `maybe`',
      'option list[0].point (list): expected >= 1, found `0`',
    ]);
  });
  test('a method that reads what it did not declare is a mistake', () =>
    expect(() => openOptions(specs, {}).number('other')).toThrow(/does not declare/));
  test('a schema finds the first fault by its path', () => {
    expect(
      checkSchema(
        { a: [1, 'x'] },
        { type: 'object', properties: { a: { type: 'array', items: { type: 'number' } } } },
        '',
      ),
    ).toEqual({ path: '.a[1]', expected: 'number', found: 'x' });
    expect(checkSchema(null, { anyOf: [{ type: 'null' }, { type: 'number' }] }, '')).toBeUndefined();
  });
});

test('values that nobody measures, whose fourth powers no double holds, are refused with their cell, and so are counts that nobody counted', () => {
  const roles = [{ role: 'x', text: { zh: '值', en: 'value' }, kind: 'number', columns: [1, 1] }] as const;
  const counted = [{ ...roles[0], kind: 'count' }] as const;
  const table = (list: readonly number[], large: boolean): DataTable => ({
    firstRow: 2,
    columns: [
      large
        ? { name: 'x', cells: [], numbers: Float64Array.from(list) }
        : { name: 'x', cells: list.map((number) => ({ raw: String(number), number })) },
    ],
  });
  for (const large of [false, true]) {
    const wide = openColumns(roles, { table: table([0, 1e60, -1e61, 1e-61], large), options: {} });
    wide.numbers('x');
    expect(wide.problems.map(({ code, cell }) => [code, cell])).toEqual([
      ['out-of-reach', 'A4'],
      ['out-of-reach', 'A5'],
    ]);
    const counts = openColumns(counted, { table: table([3, 1e300], large), options: {} });
    counts.numbers('x');
    expect(counts.problems.map(({ code, cell }) => [code, cell])).toEqual([['not-a-count', 'A3']]);
  }
});
