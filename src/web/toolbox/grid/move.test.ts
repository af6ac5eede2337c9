import { expect, test } from 'vitest';
import { moveBy, placeOfCell, startCursor } from './move.ts';

const size = { rows: 10, columns: 3 };
const at = (row: number, column: number, editing = false) => ({
  ...startCursor(),
  at: { row, column },
  anchor: { row, column },
  editing,
});
const press = (cursor: ReturnType<typeof at>, key: string, shift = false, command = false) =>
  moveBy(cursor, { key, shift, command }, size);

test('arrows, Enter and Tab move within the grid', () => {
  expect(press(at(0, 0), 'ArrowUp')?.at).toEqual({ row: 0, column: 0 });
  expect(press(at(4, 1), 'Enter')?.at).toEqual({ row: 5, column: 1 });
  expect(press(at(4, 2), 'Tab')?.at).toEqual({ row: 5, column: 0 });
  expect(press(at(4, 0), 'Tab', true)?.at).toEqual({ row: 3, column: 2 });
  expect(press(at(4, 0), 'ArrowDown', false, true)?.at).toEqual({ row: 9, column: 0 });
});

test('with Shift a range is drawn from where it began', () => {
  const drawn = press(at(2, 1), 'ArrowDown', true);
  expect(drawn).toMatchObject({ at: { row: 3, column: 1 }, anchor: { row: 2, column: 1 } });
});

test('while a cell is edited, left and right stay inside it', () => {
  expect(press(at(2, 1, true), 'ArrowLeft')).toBeNull();
  expect(press(at(2, 1, true), 'Home')).toBeNull();
  expect(press(at(2, 1, true), 'ArrowDown')?.at.row).toBe(3);
  expect(press(at(2, 1), 'a')).toBeNull();
});

test('a cell is found by its name', () => {
  expect(placeOfCell('B7')).toEqual({ row: 6, column: 1 });
  expect(placeOfCell('AA10')).toEqual({ row: 9, column: 26 });
  expect(placeOfCell('step')).toBeNull();
});
