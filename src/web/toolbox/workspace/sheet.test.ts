import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTextAsSheet } from '../bench/read-data.ts';
import { changeTo, redo, startHistory, undo } from './history.ts';
import {
  cellAt,
  clearRange,
  copyRange,
  headedSheet,
  insertRow,
  nextPlace,
  removeColumns,
  removeRows,
  type Sheet,
  setBlock,
  setCell,
  widthOf,
} from './sheet.ts';

const sheet: Sheet = {
  rows: [
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ],
};

describe('a sheet', () => {
  test('grows where it is written and leaves no trace where it is cleared', () => {
    const grown = setCell(sheet, { row: 4, column: 3 }, 'x');
    expect(grown.rows).toEqual([['a', 'b'], ['1', '2'], ['3', '4'], [], ['', '', '', 'x']]);
    expect(setCell(grown, { row: 4, column: 3 }, '').rows).toEqual(sheet.rows);
    expect(widthOf(grown)).toBe(4);
  });

  test('takes a block, clears a range in any direction, inserts and removes', () => {
    expect(setBlock(sheet, { row: 2, column: 1 }, [['8', '9'], ['7']]).rows).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '8', '9'],
      ['', '7'],
    ]);
    expect(clearRange(sheet, { from: { row: 2, column: 1 }, to: { row: 1, column: 0 } }).rows).toEqual([['a', 'b']]);
    expect(insertRow(sheet, 1).rows[1]).toEqual([]);
    expect(removeRows(sheet, 1, 1).rows).toEqual([
      ['a', 'b'],
      ['3', '4'],
    ]);
    expect(removeColumns(sheet, 0, 0).rows).toEqual([['b'], ['2'], ['4']]);
  });

  test('what is copied is pasted back as it was, whatever stands in the cells', () => {
    const cell = fc.string({ maxLength: 8 }).map((text) => text.replace(/[\r\ufeff]/g, ' ').trim());
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 2, maxLength: 5 }), (rows) => {
        // A heading, so that the separator is found whatever the cells hold.
        const whole: Sheet = { rows: [['h1', 'h2', 'h3', 'h4'], ...rows, ['9', '9', '9', '9']] };
        const to = { row: whole.rows.length - 1, column: 3 };
        const copied = copyRange(whole, { from: { row: 0, column: 0 }, to });
        const read = readTextAsSheet(copied).sheet;
        for (let row = 0; row <= to.row; row++)
          for (let column = 0; column <= to.column; column++)
            expect(cellAt(read ?? { rows: [] }, { row, column })).toBe(cellAt(whole, { row, column }));
      }),
    );
  });

  test('values entered one at a time go through the columns row by row', () => {
    let entered = headedSheet(['x1', 'x2']);
    for (const value of ['1', '2', '3']) entered = setCell(entered, nextPlace(entered, [0, 1], 1), value);
    expect(entered.rows).toEqual([['x1', 'x2'], ['1', '2'], ['3']]);
    expect(nextPlace(entered, [0, 1], 1)).toEqual({ row: 2, column: 1 });
    expect(nextPlace(headedSheet(['part', 'x']), [1], 1)).toEqual({ row: 1, column: 1 });
  });
});

describe('the history of a work', () => {
  test('typing on in one place is one step; a pause, another place or a step of its own begins a new one', () => {
    let history = startHistory('');
    history = changeTo(history, '1', 'cell:A1', 0);
    history = changeTo(history, '12', 'cell:A1', 300);
    history = changeTo(history, '123', 'cell:A1', 5000);
    history = changeTo(history, '123|4', 'cell:A2', 5100);
    history = changeTo(history, 'cleared', '', 5200);
    history = changeTo(history, 'pasted', '', 5300);
    const seen: string[] = [];
    for (; history.past.length > 0; history = undo(history)) seen.push(history.present);
    expect(seen).toEqual(['pasted', 'cleared', '123|4', '123', '12']);
    expect(history.present).toBe('');
  });

  test('undo and redo are each other’s inverse, and a change forgets what was taken back', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 30 }), fc.nat(40), (states, steps) => {
        let history = startHistory('start');
        states.forEach((state, k) => {
          history = changeTo(history, `${k}${state}`, '', k);
        });
        const last = history.present;
        for (let k = 0; k < steps; k++) history = undo(history);
        for (let k = 0; k < steps; k++) history = redo(history);
        expect(history.present).toBe(last);
        expect(changeTo(undo(history), 'other', '', 99).future).toEqual([]);
      }),
    );
  });
});
