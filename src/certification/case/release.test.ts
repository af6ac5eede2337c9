import { expect, test } from 'vitest';
import { opinionsOf } from './opinions.contract.ts';

test('the part of somebody released falls away, and the others go on', () => {
  const run = opinionsOf('ada', 'kin', 'out');
  expect(run.release('kin')).toMatchObject({ ok: true, events: [{ format: 2, body: { steps: ['audit'] } }] });
  expect([...(run.state.steps.get('audit')?.lines.keys() ?? [])]).toEqual(['ada', 'out']);
  run.do('ada', 'audit', 'conforms', { line: 'ada' });
  expect(run.openSteps()).toEqual(['audit']);
  run.do('out', 'audit', 'conforms', { line: 'out' });
  expect(run.openSteps()).toEqual(['decision']);
});

test('a step that waited for her alone is completed by what the others said', () => {
  const run = opinionsOf('ada', 'kin', 'out');
  run.do('ada', 'audit', 'conforms', { line: 'ada' });
  run.do('kin', 'audit', 'fails', { line: 'kin' });
  run.release('out');
  expect(run.state.steps.get('audit')).toMatchObject({ status: 'done', outcome: 'fails' });
  expect(run.openSteps()).toEqual(['decision']);
});

test('what she did stays, and she who is the only one is not released', () => {
  const done = opinionsOf('ada', 'kin');
  done.do('ada', 'audit', 'conforms', { line: 'ada' });
  expect(done.release('ada')).toMatchObject({ ok: true, events: [{ body: { steps: [] } }] });
  expect(done.state.steps.get('audit')?.lines.get('ada')?.done).toBe(true);
  const alone = opinionsOf('ada');
  expect(alone.release('ada')).toMatchObject({ ok: false, refusals: [{ code: 'only-part' }] });
});
