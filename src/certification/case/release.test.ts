import { expect, test } from 'vitest';
import { opinionsOf, scheme } from './opinions.contract.ts';

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

/** The scheme with one of its steps changed. */
const withStep = (id: string, change: object): typeof scheme => ({
  ...scheme,
  flows: scheme.flows.map((flow) => ({
    ...flow,
    steps: flow.steps.map((step) => (step.id === id ? { ...step, ...change } : step)),
  })),
});

test.each([
  { guard: 'quorum', role: 'auditor', of: [2, 3] },
  { guard: 'vote-share', step: 'audit', of: [2, 3], denominator: 'all' },
  { guard: 'score', step: 'audit', field: 'points', least: 60 },
])('nobody is sent away before a count: $guard', (guard) => {
  const counted = withStep('decision', { guards: [guard] });
  const run = opinionsOf('ada', 'kin', 'out');
  run.do('ada', 'audit', 'conforms', { line: 'ada' });
  expect(run.release('kin', counted)).toMatchObject({ ok: false, refusals: [{ code: 'counted-part' }] });
  expect(run.release('ada', counted)).toMatchObject({ ok: true });
});

test('a release does not end the case in the place of whoever goes', () => {
  const [good, bad] = scheme.flows[0]?.steps.find((step) => step.id === 'audit')?.outcomes ?? [];
  const ending = withStep('audit', { outcomes: [good, { ...bad, goes: 'end', ending: 'refused' }] });
  const run = opinionsOf('ada', 'kin');
  run.do('ada', 'audit', 'fails', { line: 'ada' });
  expect(run.release('kin', ending)).toMatchObject({ ok: false, refusals: [{ code: 'only-part' }] });
});
