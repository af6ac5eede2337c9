import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnLetters } from './cell-name.ts';
import { readNumberText } from './number-text.ts';
import { createTableReader, readGrid, readTable } from './table-reader.ts';

const numbers = (text: string, column = 0) => readTable(text).table.columns[column]?.cells.map((c) => c.number);
const codes = (text: string) => readTable(text).notes.map((n) => `${n.code}@${n.cell ?? ''}`);

test('column letters run on as in every spreadsheet', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

describe('a number as people write it', () => {
  const cases: readonly [string, '.' | ',', number | string][] = [
    ['12.5', '.', 12.5],
    ['１２．５', '.', 12.5],
    ['12,5', '.', 12.5],
    ['12,5', ',', 12.5],
    ['1,234', '.', 1234],
    ['1,234', ',', 1.234],
    ['0,123', '.', 0.123],
    ['1,234.5', '.', 1234.5],
    ['1.234,5', '.', 1234.5],
    ["1'234.5", '.', 1234.5],
    ['1 234,5', ',', 1234.5],
    ['12.5mm', '.', 12.5],
    ['12.5 毫米', '.', 12.5],
    ['25℃', '.', 25],
    ['12.5%', '.', 12.5],
    ['¥1,200.00', '.', 1200],
    ['(3.2)', '.', -3.2],
    ['−3.2', '.', -3.2],
    ['1e-3', '.', 0.001],
    ['', '.', 'empty'],
    ['　', '.', 'empty'],
    ['NaN', '.', 'not-finite'],
    ['1e999', '.', 'not-finite'],
    ['#DIV/0!', '.', 'spreadsheet-error'],
    ['/', '.', 'placeholder'],
    ['缺', '.', 'placeholder'],
    ['<0.01', '.', 'censored'],
    ['1O.5', '.', 'look-alike'],
    ['l2', '.', 'look-alike'],
    ['2024-01-02', '.', 'text'],
    ['3:15', '.', 'text'],
    ['1,23,4', '.', 'text'],
    ['1.2.3', '.', 'text'],
    ['合格', '.', 'text'],
  ];
  test.each(cases)('`%s` under decimal %s is %s', (raw, decimal, expected) => {
    const reading = readNumberText(raw, decimal);
    expect(reading.ok ? reading.value : reading.why).toBe(expected);
  });
});

describe('a table', () => {
  test('of Excel, tabs and a heading', () => {
    const { table, notes, delimiter } = readTable('批次\t直径\r\nA\t10.1\r\nB\t10.3\r\n');
    expect(delimiter).toBe('\t');
    expect(table.columns.map((c) => c.name)).toEqual(['批次', '直径']);
    expect(table.firstRow).toBe(2);
    expect(table.columns[1]?.cells).toEqual([
      { raw: '10.1', number: 10.1 },
      { raw: '10.3', number: 10.3 },
    ]);
    expect(notes).toEqual([]);
  });

  test('of semicolons and decimal commas', () => {
    expect(numbers('a;b\n1,5;2\n2,25;3\n')).toEqual([1.5, 2.25]);
  });

  test('of one column with decimal commas is not split at them', () => {
    expect(numbers('长度\n1,5\n2,3\n')).toEqual([1.5, 2.3]);
  });

  test('with quotes, a comma, a quote and a line break inside a cell', () => {
    const { table } = readTable('name,x\n"A, ""1""\nsecond",3\nB,4\n');
    expect(table.columns[0]?.cells[0]?.raw).toBe('A, "1"\nsecond');
    expect(table.columns[1]?.cells.map((c) => c.number)).toEqual([3, 4]);
  });

  test('inches written after a number open no quotation', () => {
    expect(readTable('size\tx\n5"\t1\n6"\t2\n').table.columns[1]?.cells.map((c) => c.number)).toEqual([1, 2]);
  });

  test('a quote that never closes loses no line and is said', () => {
    const { table, notes } = readTable('a,b\n"x,1\ny,2\n');
    expect(table.columns[0]?.cells.length).toBe(2);
    expect(notes.map((n) => n.code)).toContain('stray-quote');
  });

  test('names each odd cell by its place in the sheet', () => {
    expect(codes('x\ty\n1\t2mm\n１\t3mm\n坏\t4mm\n2\t5\n')).toEqual(['full-width@A3', 'text@A4', 'unit@B2']);
    const note = readTable('x\n1\n坏\n坏\n3\n4\n').notes[0];
    expect(note?.text.zh).toBe('A3：此处应为数值，实为 `坏`（本列另有 1 处同样情况）');
  });

  test('a title above the heading is no data, and rows keep their numbers', () => {
    const { table, notes } = readTable('车间日报表\t\t\n班次\tx\ty\n早\t1\t2\n\t\t\n晚\t3\t4\n');
    expect(table.firstRow).toBe(3);
    expect(table.columns.map((c) => c.cells.length)).toEqual([3, 3, 3]);
    expect(notes.map((n) => `${n.code}@${n.cell}`)).toEqual(['title-row@A1', 'blank-row@A4']);
  });

  test('without a heading names columns by letters', () => {
    const { table, notes } = readTable('1\t2\n3\t4\n');
    expect(table.columns.map((c) => c.name)).toEqual(['A', 'B']);
    expect(table.firstRow).toBe(1);
    expect(notes.map((n) => n.code)).toEqual(['no-heading']);
  });

  test('repeated headings and empty columns are said', () => {
    const { table, notes } = readTable('x,x,,z\n1,2,3,\n4,5,6,\n');
    expect(table.columns.map((c) => c.name)).toEqual(['x', 'x (2)', 'C', 'z']);
    expect(notes.map((n) => n.code)).toEqual(['repeated-heading', 'unnamed-column', 'empty-column']);
  });

  test('millimetres and centimetres in one column do not meet', () => {
    const { table, notes } = readTable('L\n12mm\n13mm\n1.2cm\n');
    expect(table.columns[0]?.cells.map((c) => c.number)).toEqual([12, 13, undefined]);
    expect(notes.map((n) => n.code)).toContain('mixed-units');
  });

  test('nothing pasted is said', () => {
    expect(codes('')).toEqual(['nothing@']);
    expect(codes(' \n ')).toEqual(['nothing@']);
  });

  test('a grid from another reader', () => {
    expect(
      readGrid([
        ['a', 'b'],
        ['1', '２'],
      ]).table.columns[1]?.cells[0],
    ).toEqual({ raw: '２', number: 2 });
  });

  test('a large table keeps its numbers without a cell object each, cells on demand', () => {
    const reader = createTableReader();
    reader.push('x,y\n');
    for (let i = 0; i < 250; i++) reader.push(`${'1.50,2\n'.repeat(999)}abc,3\n`);
    const { table, notes } = reader.end();
    const [x, y] = table.columns;
    expect(y?.numbers?.length).toBe(250_000);
    expect(x?.numbers?.[0]).toBe(1.5);
    expect(Number.isNaN(x?.numbers?.[999])).toBe(true);
    expect(x?.cells[999]).toEqual({ raw: 'abc' });
    expect(notes.find((n) => n.code === 'text')?.more).toBe(249);
  });

  test('the same text in any pieces gives the same table', () => {
    const text = 'name,"x"\n"a,\n""b""",1.5\r\nc,"2,5"\nd,７\n';
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        const reader = createTableReader({ delimiter: ',' });
        for (let i = 1; i < at.length; i++) reader.push(text.slice(at[i - 1], at[i]));
        expect(reader.end()).toEqual(readTable(text, { delimiter: ',' }));
      }),
    );
  });

  test('numbers written plainly come back to the digit, whatever the delimiter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()), {
          minLength: 2,
          maxLength: 20,
        }),
        fc.constantFrom('\t', ';', ','),
        (rows, d) => {
          const { table } = readTable(`x${d}y\n${rows.map(([a, b]) => `${a}${d}${b}`).join('\n')}`);
          expect(table.columns[0]?.cells.map((c) => c.number)).toEqual(rows.map(([a]) => a + 0));
          expect(table.columns[1]?.cells.map((c) => c.number)).toEqual(rows.map(([, b]) => b));
        },
      ),
    );
  });
});
