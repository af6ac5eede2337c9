import { expect, test } from 'vitest';
import { capabilityMany, type ManyValues } from '#toolbox/capability/many-method.ts';
import { isRecord } from '#toolbox/words/value-shapes.ts';
import { evaluate } from '../bench/evaluate.ts';
import { newWork, type Work } from '../workspace/work.ts';
import { studyFrom } from './open-study.ts';

const rows = (capabilityMany.example.csv ?? '')
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const many: Work = { ...newWork('one', 'capability-many'), data: { kind: 'sheet', sheet: { rows } } };

test('each characteristic of a table opens as its own study with the figures that the table shows', async () => {
  const { outcome } = await evaluate(many, 'zh');
  if (!outcome?.ok) throw new Error(JSON.stringify(outcome));
  const { characteristics } = outcome.values as ManyValues;
  expect(characteristics.length).toBe(6);
  for (const row of characteristics) {
    const work = studyFrom(row, many);
    if (!work) throw new Error(row.characteristic);
    expect(work.title).toBe(row.characteristic);
    const own = await evaluate(work, 'zh');
    const values = own.outcome?.ok && isRecord(own.outcome.values) ? own.outcome.values : {};
    expect(values).toMatchObject({ n: row.n, mean: row.mean, lsl: row.lsl, usl: row.usl, ppk: { value: row.ppk } });
  }
});

test('rows of limits are found whatever their column is called', async () => {
  const renamed = rows.map((cells, k) => (k === 0 ? ['项目', ...cells.slice(1)] : cells));
  const { outcome } = await evaluate({ ...many, data: { kind: 'sheet', sheet: { rows: renamed } } }, 'zh');
  expect(outcome?.ok && (outcome.values as ManyValues).judged).toBe(6);
});

test('options of all go with it, those of the table do not', () => {
  const options = { subgroupSize: 5, confidence: 0.9, wanted: 1.67, limits: [{ characteristic: 'top', usl: 13 }] };
  const work = studyFrom({ characteristic: 'top', lsl: null, usl: 13, target: null }, { ...many, options });
  expect(work?.options).toEqual({ subgroupSize: 5, confidence: 0.9, usl: 13 });
});

test('nothing opens from a stored file or a column without its heading', () => {
  const stored = { kind: 'stored', key: 'k', blob: new Blob([]), name: 'big.csv' } as const;
  expect(studyFrom({ characteristic: 'top' }, { ...many, data: stored })).toBeNull();
  expect(studyFrom({ characteristic: 'width' }, many)).toBeNull();
});
