import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeTo, type History, redo, startHistory, undo } from './history.ts';
import { keepHistory, leavesNoTrace, restoreHistory } from './kept-history.ts';
import { type Sheet, setCell } from './sheet.ts';
import { newWork, type Work } from './work.ts';

const withCell = (work: Work, row: number, text: string): Work => ({
  ...work,
  data: {
    kind: 'sheet',
    sheet: setCell(work.data.kind === 'sheet' ? work.data.sheet : { rows: [] }, { row, column: 0 }, text),
  },
});
const change = (history: History<Work>, next: Work): History<Work> => changeTo(history, next, '', 0);
/** As the browser's database gives it back. */
const reload = (history: History<Work>, at = 'now'): History<Work> =>
  restoreHistory({ ...history.present, changedAt: at }, structuredClone(keepHistory(history, at)));

describe('the history of a kept work', () => {
  test('comes back as it was, whatever was changed, taken back and done again', () => {
    const step = fc.oneof(fc.constant('undo' as const), fc.constant('redo' as const), fc.string(), fc.nat(20));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let history = startHistory(newWork('id', 'i-mr'));
        for (const one of steps)
          if (one === 'undo') history = undo(history);
          else if (one === 'redo') history = redo(history);
          else if (typeof one === 'string') history = change(history, { ...history.present, title: one });
          else history = change(history, withCell(history.present, one, `${one}`));
        const again = reload(history);
        expect(again.present).toEqual(history.present);
        expect(again.past).toEqual(history.past);
        expect(again.future).toEqual(history.future);
      }),
    );
  });

  test('is cut at its far end where it would be too large; the state itself never is', () => {
    const sheet: Sheet = { rows: Array.from({ length: 20_000 }, (_, k) => [`${k / 7}`, 'x'.repeat(40)]) };
    let history = startHistory<Work>({ ...newWork('id', 'i-mr'), data: { kind: 'sheet', sheet } });
    for (let k = 0; k < 30; k++) history = change(history, withCell(history.present, k, 'other'));
    const again = reload(history);
    expect(again.present).toEqual(history.present);
    expect(again.past.length).toBeGreaterThan(0);
    expect(again.past.length).toBeLessThan(30);
    expect(again.past).toEqual(history.past.slice(-again.past.length));
    // Of one large sheet under many options nothing is repeated.
    let options = startHistory<Work>(history.present);
    for (let k = 0; k < 30; k++) options = change(options, { ...options.present, options: { sigmas: k } });
    expect(reload(options).past).toEqual(options.past);
  });

  test('a file whose content is the present one is not kept twice, and a larger one ends what can be taken back', () => {
    const file = (key: string, size: number): Work['data'] => {
      return { kind: 'stored', key, blob: new Blob(['1'.repeat(size)]), name: key };
    };
    const start: Work = { ...newWork('id', 'i-mr'), data: file('a', 9_000_000) };
    let history = change(startHistory(start), { ...start, title: 'named', data: file('a', 9_000_000) });
    expect(keepHistory(history, '').past[0]?.data).toBeNull();
    expect(reload(history).past[0]?.data).toEqual(history.present.data);
    history = change(history, { ...start, data: file('b', 100) });
    history = change(history, { ...start, data: file('c', 100) });
    expect(keepHistory(history, '').past.map((one) => one.data?.kind === 'stored' && one.data.key)).toEqual(['b']);
  });

  test('belongs to one state: a work that was kept without it has none', () => {
    const history = change(startHistory(newWork('id', 'i-mr')), withCell(newWork('id', 'i-mr'), 0, '1'));
    const kept = keepHistory(history, '2026-01-01');
    expect(restoreHistory({ ...history.present, changedAt: '2026-01-02' }, kept).past).toEqual([]);
    expect(restoreHistory({ ...history.present, changedAt: '2026-01-01' }, kept).past).toHaveLength(1);
  });

  test('a work that was never more than blank leaves no trace, one that was cleared does', () => {
    const blank = newWork('id', 'i-mr');
    const typed = change(startHistory(blank), withCell(blank, 0, '1'));
    expect(leavesNoTrace(change(startHistory(blank), { ...blank }))).toBe(true);
    expect(leavesNoTrace(undo(typed))).toBe(true);
    expect(leavesNoTrace(typed)).toBe(false);
    expect(leavesNoTrace(change(typed, blank))).toBe(false);
  });
});
