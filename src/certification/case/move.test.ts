import { describe, expect, it } from 'vitest';
import type { Scheme } from '../scheme/scheme.ts';
import { context, Run, scheme } from './case-fixture.contract.ts';
import type { CaseDecision } from './decision.ts';
import { decideMove, type MoveCase, openAfter, planOfMove } from './move.ts';

type Form = Scheme['forms'][number];
type Field = Form['fields'][number];
type Step = Scheme['flows'][number]['steps'][number];

/** The scheme of the tests as its next edition declares it. */
function next(change: {
  fields?: (fields: readonly Field[]) => readonly Field[];
  steps?: (steps: readonly Step[]) => readonly Step[];
}): Scheme {
  const { fields = (f) => f, steps = (s) => s } = change;
  return {
    ...scheme,
    edition: '2',
    forms: scheme.forms.map((form) => (form.id === 'application' ? { ...form, fields: fields(form.fields) } : form)),
    flows: scheme.flows.map((flow) => (flow.id === 'initial' ? { ...flow, steps: steps(flow.steps) } : flow)),
  };
}
const at = '2026-03-10T03:00:00.000Z';
const text = (id: string, more: object = {}): Field =>
  ({
    id,
    kind: 'text',
    most: 20,
    lines: 1,
    bilingual: false,
    required: true,
    personal: false,
    public: false,
    ...more,
  }) as Field;
const codes = (decision: CaseDecision) => (decision.ok ? [] : decision.refusals.map((r) => r.code));
const plan = (run: Run, to: Scheme, fields: MoveCase['fields'] = []) =>
  planOfMove(scheme, to, run.state, fields, context('rui', at));
const move = (run: Run, to: Scheme, more: Partial<MoveCase> = {}, who = 'rui') =>
  run.record(decideMove(scheme, to, run.state, { fields: [], words: '新标准', ...more }, context(who, at)), who, at);

const acts: readonly ((run: Run) => unknown)[] = [
  (run) => run.open(),
  (run) => run.do('ann', 'application', 'done', { values: { persons: 38, standards: ['q', 'e'], name: '甲' } }),
  (run) => run.do('rui', 'review', 'accept'),
  (run) => run.do('pan', 'team', 'done', { named: [{ role: 'auditor', person: 'ada', party: 'body' }] }),
  (run) => run.do('ada', 'audit', 'conforms', { line: 'q', values: { days: '1.0' } }),
  (run) => run.do('ada', 'audit', 'conforms', { line: 'e', values: { days: '1.0' } }),
];
function upTo(count: number): Run {
  const run = new Run();
  for (const act of acts.slice(0, count)) act(run);
  return run;
}

describe('a case is moved to another edition', () => {
  it('of the same text: nothing is lost or lacking, and it stands where it stood, at every point of its run', () => {
    for (let count = 1; count <= acts.length; count++) {
      const run = upTo(count);
      const open = run.openSteps();
      expect(plan(run, next({}))).toMatchObject({ bars: [], lost: [], lacking: [], returnsTo: null });
      expect(codes(move(run, next({})))).toEqual([]);
      expect(run.openSteps(), `after ${count}`).toEqual(open);
      expect(run.state.opened?.edition).toBe('2');
    }
  });

  it('its history keeps the former edition, and a clock that runs keeps its day', () => {
    const run = upTo(2);
    const due = run.state.clocks.get('acceptance');
    move(run, next({}));
    expect(run.state.clocks.get('acceptance')).toEqual(due);
    expect(run.events.at(-1)?.event).toMatchObject({
      type: 'CaseMoved',
      body: { from: '1', to: '2', words: '新标准' },
    });
  });

  it('says what its forms lack, and goes back to where that is given; what was filled in stays', () => {
    const run = upTo(6);
    const to = next({ fields: (f) => [...f, text('phone')] });
    const told = plan(run, to);
    expect(told).toMatchObject({ bars: [], returnsTo: 'application' });
    expect(told.lacking.map((l) => [l.step, l.refusals.map((r) => [r.code, r.field])])).toEqual([
      ['application', [['field-missing', 'phone']]],
    ]);
    move(run, to);
    expect(run.openSteps()).toEqual(['application']);
    expect(run.state.values).toMatchObject({ persons: 38, name: '甲' });
  });

  it('a value that the edition refuses counts as lacking; one that the former would refuse too does not', () => {
    const most = (n: number) =>
      next({ fields: (f) => f.map((one) => (one.id === 'persons' ? ({ ...one, most: n } as Field) : one)) });
    expect(plan(upTo(3), most(37)).returnsTo).toBe('application');
    expect(plan(upTo(3), most(38)).returnsTo).toBeNull();
    // Before the form is handed in there is nothing to send back.
    expect(plan(upTo(1), next({ fields: (f) => [...f, text('phone')] })).returnsTo).toBeNull();
  });

  it('a field under another name is mapped by whoever moves it, into an empty one of the same kind; else it is let go', () => {
    const to = next({ fields: (f) => f.map((one) => (one.id === 'name' ? text('title') : one)) });
    const run = upTo(3);
    expect(plan(run, to).lost).toMatchObject([{ field: 'name', goesTo: null, mayGoTo: [{ field: 'title' }] }]);
    expect(plan(run, to).returnsTo).toBe('application');
    const fields = [{ from: 'name', to: 'title' }];
    expect(plan(run, to, fields)).toMatchObject({ returnsTo: null, lacking: [] });
    for (const wrong of ['persons', 'nowhere'])
      expect(codes(move(run, to, { fields: [{ from: 'name', to: wrong }] }))).toContain('move-field');
    expect(codes(move(run, to, { fields: [{ from: 'persons', to: 'title' }] }))).toContain('field-unknown');
    move(run, to, { fields });
    expect(run.state.values).toMatchObject({ title: '甲' });
    expect(run.state.values).not.toHaveProperty('name');
    expect(run.state.steps.get('application')?.values).toMatchObject({ title: '甲' });
  });

  it('a step that is new opens, and what comes behind it waits for it', () => {
    const training: Step = {
      ...(scheme.flows[0]?.steps[0] as Step),
      id: 'training',
      by: ['planner'],
      after: { step: 'review', outcomes: 'any' },
    };
    delete (training as { form?: string }).form;
    const to = next({
      steps: (steps) =>
        steps.flatMap((s) =>
          s.id === 'team' ? [training, { ...s, after: { step: 'training', outcomes: 'any' as const } }] : [s],
        ),
    });
    const run = upTo(3);
    expect(run.openSteps()).toEqual(['team']);
    move(run, to);
    expect(run.openSteps()).toEqual(['training']);
  });

  it('is refused where it has no place: its flow or its step is gone, done in another way, or a finding is open', () => {
    const without = next({ steps: (s) => s.filter((one) => one.id !== 'audit') });
    expect(codes(move(upTo(4), without))).toContain('move-step-gone');
    const whole = next({
      steps: (s) => s.map((one) => (one.id === 'audit' ? { ...one, each: undefined as never } : one)),
    });
    expect(codes(move(upTo(4), whole))).toContain('move-step-gone');
    const noFindings = next({
      steps: (s) => s.map((one) => (one.id === 'audit' ? { ...one, findings: undefined as never } : one)),
    });
    const found = upTo(4);
    found.further('ada', { act: 'raise-finding', step: 'audit', grade: 'major', clause: '7', text: 'x' });
    expect(codes(move(found, noFindings))).toContain('move-finding-gone');
    expect(codes(move(upTo(4), { ...next({}), flows: [] }))).toEqual(['move-flow-gone']);
  });

  it('is refused where nothing could be done any more', () => {
    const to = next({
      steps: (steps) =>
        steps.map((s) => (s.id === 'team' ? { ...s, after: { step: 'review', outcomes: ['accepted'] } } : s)),
    });
    expect(codes(move(upTo(3), to))).toEqual(['move-stuck']);
  });

  it('is done by the body alone, with a reason, while the case runs', () => {
    const run = upTo(3);
    expect(codes(move(run, next({}), {}, 'ann'))).toEqual(['role-missing']);
    expect(codes(move(run, next({}), { words: ' ' }))).toEqual(['field-missing']);
    const ended = upTo(2);
    ended.further('ann', { act: 'leave', exit: 'withdraw', reason: null });
    expect(codes(move(ended, next({})))).toEqual(['case-ended']);
  });

  it('INVARIANT: what the plan says will be open is open afterwards', () => {
    const editions = [
      next({}),
      next({ fields: (f) => [...f, text('phone')] }),
      next({ fields: (f) => [...f, text('phone', { required: false })] }),
      next({ fields: (f) => f.filter((one) => one.id !== 'name') }),
    ];
    for (const to of editions)
      for (let count = 1; count <= acts.length; count++) {
        const run = upTo(count);
        const { effects } = plan(run, to);
        if (effects === null) throw new Error('not planned');
        const said = openAfter(run.state, effects);
        move(run, to);
        expect([...run.openSteps()].sort()).toEqual([...said].sort());
      }
  });
});
