import { expect, test } from 'vitest';
import { loadAllMethods } from '#toolbox/methods.ts';
import { isRecord } from '#toolbox/words/value-shapes.ts';
import { evaluate } from '../bench/evaluate.ts';
import { wordsIn } from '../words/language.tsx';
import { experimentOf } from './carry-on.tsx';

test('every design leads to an analysis that takes its runs once the response is filled in', async () => {
  const designs = (await loadAllMethods()).filter((method) => method.group === 'design' && method.columns.length === 0);
  expect(designs.length).toBe(6);
  for (const design of designs) {
    const outcome = design.run({ options: design.example.options });
    if (!outcome.ok || !isRecord(outcome.result.values)) throw new Error(design.id);
    const work = experimentOf(design.id, outcome.result.values, wordsIn('zh'));
    if (work?.data.kind !== 'sheet') throw new Error(design.id);
    const { rows } = work.data.sheet;
    // A response that is no sum of the factors, so that something is left to estimate errors from.
    const filled = rows.map((row, r) => (r === 0 ? row : [...row.slice(0, -1), String(10 + ((r * r * 7) % 11) / 3)]));
    const answer = await evaluate({ ...work, data: { kind: 'sheet', sheet: { heading: true, rows: filled } } }, 'zh');
    expect(answer.outcome?.ok, `${design.id}: ${JSON.stringify(answer.outcome).slice(0, 300)}`).toBe(true);
  }
});
