import { expect, it } from 'vitest';
import { benchRules, holds } from './rules-bench.ts';

it('the rules’ part of the bench runs at a small size; the assignment and the worked cases hold their seconds', async () => {
  const measured = await benchRules({ answers: 2_000, cases: 500 });
  expect(measured.map((m) => m.unit)).toEqual(['/s', 's', 's', 's']);
  for (const m of measured) expect(m.found).toBeGreaterThan(0);
  // The rates are for the whole size on a quiet machine; these three hold at any.
  for (const m of measured.filter((one) => one.unit === 's')) expect(holds(m), `${m.name}: ${m.found}`).toBe(true);
});
