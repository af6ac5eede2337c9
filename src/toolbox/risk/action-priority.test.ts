import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actionPriority } from './action-priority.ts';

const path = '../shared/reference/quality/fmea_ap_2019.json';

describe('action priority', () => {
  it.skipIf(!existsSync(path))('equals all 1 000 cells of the reference (skipped where ../shared is absent)', () => {
    const { flat, counts } = JSON.parse(readFileSync(path, 'utf8')) as { flat: string; counts: Record<string, number> };
    const found = { H: 0, M: 0, L: 0 };
    for (let i = 0; i < 1000; i++) {
      const [s, o, d] = [Math.floor(i / 100) + 1, (Math.floor(i / 10) % 10) + 1, (i % 10) + 1];
      const ap = actionPriority(s, o, d) ?? 'L';
      expect(`${s} ${o} ${d} ${ap}`).toBe(`${s} ${o} ${d} ${flat[i]}`);
      found[ap] += 1;
    }
    expect(found).toEqual(counts);
  });

  // The cells that public tables get wrong.
  it('has H at 4–6, 8–10, 5–6 and not H for every severity of 9', () => {
    expect(actionPriority(5, 9, 5)).toBe('H');
    expect(actionPriority(9, 1, 10)).toBe('L');
    expect(actionPriority(9, 4, 1)).toBe('M');
    expect(actionPriority(10, 2, 5)).toBe('M');
  });

  it('never falls when a rating rises', () => {
    const order = { L: 0, M: 1, H: 2 };
    const at = (s: number, o: number, d: number) => order[actionPriority(s, o, d) ?? 'L'];
    for (let s = 1; s <= 10; s++)
      for (let o = 1; o <= 10; o++)
        for (let d = 1; d <= 10; d++) {
          expect(at(Math.min(10, s + 1), o, d)).toBeGreaterThanOrEqual(at(s, o, d));
          expect(at(s, Math.min(10, o + 1), d)).toBeGreaterThanOrEqual(at(s, o, d));
          expect(at(s, o, Math.min(10, d + 1))).toBeGreaterThanOrEqual(at(s, o, d));
        }
  });

  it('refuses ratings outside 1 to 10', () => {
    expect(actionPriority(0, 5, 5)).toBeUndefined();
    expect(actionPriority(5, 5.5, 5)).toBeUndefined();
    expect(actionPriority(5, 5, 11)).toBeUndefined();
  });
});
