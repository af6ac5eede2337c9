import { expect, test } from 'vitest';
import { opinionsOf, scheme } from '#certification/case/opinions.contract.ts';
import { projectCase } from './case.ts';

const auditTasks = (run: ReturnType<typeof opinionsOf>) =>
  (projectCase(scheme, 'case-1', run.events, null).tasks ?? [])
    .filter(({ step }) => step === 'audit')
    .map(({ line, state, outcome }) => [line, state, outcome]);

test('the task of somebody released is dropped, and those of the others stay', () => {
  const run = opinionsOf('ada', 'kin', 'out');
  run.do('ada', 'audit', 'conforms', { line: 'ada' });
  run.release('kin');
  expect(auditTasks(run)).toEqual([
    ['ada', 'done', 'conforms'],
    ['kin', 'dropped', null],
    ['out', 'open', null],
  ]);
  run.release('out');
  expect(auditTasks(run).map(([line, state]) => [line, state])).toEqual([
    ['ada', 'done'],
    ['kin', 'dropped'],
    ['out', 'dropped'],
  ]);
});
