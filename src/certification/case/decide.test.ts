import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideEntryAct, decideEntryClock } from '../entry/decide.ts';
import type { EntryEvent } from '../entry/events.ts';
import { type EntryState, foldEntry } from '../entry/state.ts';
import { context, persons, Run, scheme, setSerial } from './case-fixture.contract.ts';
import { decideOpen } from './decide.ts';
import type { CaseDecision } from './decision.ts';
import { openingsOf } from './openings.ts';
import { foldCase, type Recorded } from './state.ts';

const codes = (decision: CaseDecision) => (decision.ok ? [] : decision.refusals.map((r) => r.code));
const application = { persons: 38, standards: ['q', 'e'], name: '甲' };
const auditor = (person: string) => ({ named: [{ role: 'auditor', person, party: 'body' }] });

function upToAudit(): Run {
  const run = new Run();
  run.open();
  run.do('ann', 'application', 'done', { values: application });
  run.do('rui', 'review', 'accept');
  run.do('pan', 'team', 'done', auditor('ada'));
  return run;
}

describe('a case', () => {
  it('opens with its first step', () => {
    const run = new Run();
    expect(run.open().ok).toBe(true);
    expect(run.openSteps()).toEqual(['application']);
  });

  it('opens on an entry only for what its flow is declared for: not on another result, not on another scheme’s', () => {
    const open = (decided: object) => {
      const entry = {
        ...foldEntry('e', []),
        decided: { scheme: scheme.id, result: 'certificate', number: 'N-1', ...decided },
      };
      return codes(
        decideOpen(
          scheme,
          'case-2',
          {
            act: 'open',
            flow: 'surveillance',
            applicant: 'maker',
            body: 'body',
            round: null,
            entry: 'e',
            title: '监督',
          },
          context('pan', '2026-03-02T01:00:00.000Z'),
          { entry: entry as EntryState, roundOpen: null },
        ),
      );
    };
    expect(open({})).toEqual([]);
    expect(open({ result: 'licence' })).toEqual(['entry-other-result']);
    expect(open({ scheme: 'another' })).toEqual(['entry-other-result']);
  });

  it('says every missing and wrong field at once', () => {
    const run = new Run();
    run.open();
    const decision = run.do('ann', 'application', 'done', { values: { persons: 0, standards: ['x'], surplus: 1 } });
    expect(codes(decision)).toEqual(['field-unknown', 'value-range', 'value-choice', 'field-missing']);
  });

  it('returns for correction, marks the fields, and keeps what was given', () => {
    const run = new Run();
    run.open();
    run.do('ann', 'application', 'done', { values: application });
    run.do('rui', 'review', 'return', { remarks: [{ field: 'persons', remark: '人数与社保不符' }] });
    expect(run.openSteps()).toEqual(['application']);
    expect(run.state.steps.get('application')?.remarks).toEqual([{ field: 'persons', remark: '人数与社保不符' }]);
    expect(run.state.values['name']).toBe('甲');
    // What stood before need not be typed again.
    expect(run.do('ann', 'application', 'done', { values: { persons: 40 } }).ok).toBe(true);
    expect(run.state.values['persons']).toBe(40);
    expect(run.openSteps()).toEqual(['review']);
  });

  it('refuses the wrong role, the wrong party and the unnamed, each in its own words', () => {
    const run = new Run();
    run.open();
    run.do('ann', 'application', 'done', { values: application });
    expect(codes(run.do('pan', 'review', 'accept'))).toEqual(['role-missing']);
    expect(codes(run.do('eve', 'review', 'accept'))).toEqual(['wrong-party']);
    run.do('rui', 'review', 'accept');
    expect(codes(run.do('pan', 'team', 'done', auditor('kin')))).toEqual(['conflict']);
    expect(codes(run.do('pan', 'team', 'done', auditor('out')))).toEqual(['banned']);
    expect(codes(run.do('pan', 'team', 'done'))).toEqual(['names-missing']);
    run.do('pan', 'team', 'done', auditor('ada'));
    expect(codes(run.do('out', 'audit', 'conforms', { line: 'q', values: { days: '1.5' } }))).toEqual(['not-named']);
  });

  it('fans out over the standards and joins when all lines are done', () => {
    const run = upToAudit();
    expect(run.do('ada', 'audit', 'conforms', { line: 'q', values: { days: '1.5' } }).ok).toBe(true);
    expect(run.openSteps()).toEqual(['audit']);
    expect(codes(run.do('ada', 'audit', 'conforms', { line: 'q', values: { days: '1.5' } }))).toEqual(['line-done']);
    run.do('ada', 'audit', 'fails', { line: 'e', values: { days: '2' } });
    expect(run.state.steps.get('audit')?.outcome).toBe('fails');
    expect(codes(run.do('dan', 'decision', 'grant'))).toEqual(['requirement-unmet']);
  });

  it('lets nobody decide who evaluated, and asks for the identity again', () => {
    const run = upToAudit();
    for (const line of ['q', 'e']) run.do('ada', 'audit', 'conforms', { line, values: { days: '1' } });
    expect(codes(run.do('ada', 'decision', 'grant', {}, undefined, false))).toEqual(['identity-needed', 'same-person']);
    expect(run.do('dan', 'decision', 'grant').ok).toBe(true);
    expect(run.state.ended?.ending).toBe('granted');
  });

  it('keeps a decision closed while a finding is open, but a refusal of the case possible', () => {
    const run = upToAudit();
    run.further('ada', {
      act: 'raise-finding',
      step: 'audit',
      grade: 'major',
      clause: '8.5.1',
      text: '未按作业指导书执行',
    });
    for (const line of ['q', 'e']) run.do('ada', 'audit', 'conforms', { line, values: { days: '1' } });
    expect(codes(run.do('dan', 'decision', 'grant'))).toEqual(['open-findings']);
    const [finding] = [...run.state.findings.values()];
    expect(finding?.answerBy).toBe('2026-04-10');
    const id = finding?.finding ?? '';
    expect(
      codes(run.further('ada', { act: 'answer-finding', finding: id, cause: 'c', correction: 'k', files: [] })),
    ).toEqual(['role-missing']);
    run.further('ann', { act: 'answer-finding', finding: id, cause: '未培训', correction: '已培训', files: [] });
    run.further('ada', { act: 'settle-finding', finding: id, accepted: true, words: '现场验证' });
    expect(run.do('dan', 'decision', 'grant').ok).toBe(true);
  });

  it('asks a coded reason of a refusal and ends the case', () => {
    const run = new Run();
    run.open();
    run.do('ann', 'application', 'done', { values: application });
    expect(codes(run.do('rui', 'review', 'refuse'))).toEqual(['reason-missing']);
    expect(
      codes(run.do('rui', 'review', 'refuse', { reason: { list: 'refusal', code: 'other', words: ' ' } })),
    ).toEqual(['reason-words-missing']);
    run.do('rui', 'review', 'refuse', { reason: { list: 'refusal', code: 'incomplete', words: '' } });
    expect(run.state.ended?.ending).toBe('refused');
    expect(codes(run.do('rui', 'review', 'accept'))).toEqual(['case-ended']);
  });

  it('lets the applicant leave until the declared step is done', () => {
    const run = upToAudit();
    expect(codes(run.further('rui', { act: 'leave', exit: 'withdraw', reason: null }))).toEqual(['role-missing']);
    for (const line of ['q', 'e']) run.do('ada', 'audit', 'conforms', { line, values: { days: '1' } });
    expect(codes(run.further('ann', { act: 'leave', exit: 'withdraw', reason: null }))).toEqual(['exit-closed']);
  });

  it('tells each what is open, for whom, and why not for others', () => {
    const run = upToAudit();
    const forAda = openingsOf(scheme, run.state, context('ada', '2026-03-11T01:00:00.000Z'), {
      entry: null,
      roundOpen: null,
    });
    expect(forAda.filter((o) => o.act === 'do').map((o) => [o.on, o.line, o.bars.length])).toEqual([
      ['audit', 'q', 0],
      ['audit', 'e', 0],
    ]);
    const forEve = openingsOf(scheme, run.state, context('eve', '2026-03-11T01:00:00.000Z'), {
      entry: null,
      roundOpen: null,
    });
    expect(forEve.every((o) => o.bars.length > 0)).toBe(true);
  });

  it('says that working days cannot be counted without a holiday table', () => {
    const run = new Run();
    run.open();
    run.do('ann', 'application', 'done', { values: application });
    expect(run.state.clocks.get('acceptance')?.state).toBe('beyond-table');
  });

  it('counts a clock anew from the day on which a returned step was done again', () => {
    const run = new Run();
    run.open();
    run.do('ann', 'application', 'done', { values: application }, '2026-03-03T02:00:00.000Z');
    expect(run.state.clocks.get('acceptance')).toMatchObject({ from: '2026-03-03' });
    run.do('rui', 'review', 'return', {}, '2026-03-04T02:00:00.000Z');
    run.do('ann', 'application', 'done', { values: application }, '2026-03-20T02:00:00.000Z');
    expect(run.openSteps()).toEqual(['review']);
    expect(run.state.clocks.get('acceptance')).toMatchObject({ from: '2026-03-20' });
  });
});

describe('an entry', () => {
  function granted() {
    setSerial(10285);
    const run = upToAudit();
    for (const line of ['q', 'e']) run.do('ada', 'audit', 'conforms', { line, values: { days: '1' } });
    const decision = run.do('dan', 'decision', 'grant');
    if (!decision.ok) throw new Error(codes(decision).join());
    const [opened] = decision.opened;
    if (!opened) throw new Error('no entry');
    return opened;
  }
  const record = (events: EntryEvent[], now: string): Recorded<EntryEvent>[] =>
    events.map((event, index) => ({
      event,
      version: index + 1,
      recordedAt: now,
      actor: { kind: 'system', name: 'test' },
    }));
  const issued: EntryEvent = {
    type: 'EntryIssued',
    format: 2,
    body: { issuedOn: '2026-03-10', credential: null, keyId: null, status: null },
  };

  it('takes number, validity, scope, duties and responsible persons from its case (domain, example 6)', () => {
    const { event } = granted();
    expect(event.body).toMatchObject({
      number: '03426Q10286R0S',
      from: '2026-03-10',
      to: '2029-03-09',
      scope: { codes: ['q', 'e'], standards: ['GB/T 19001-2016'] },
    });
    expect(event.body.duties).toEqual([
      {
        duty: 'surveillance',
        flow: 'surveillance',
        due: '2027-03-10',
        remindFrom: '2027-01-09',
        late: 'must-suspend',
        basis: '',
      },
    ]);
    expect(event.body.responsible.map((r) => r.person)).toEqual(expect.arrayContaining(['rui', 'pan', 'ada', 'dan']));
  });

  it('falls due by the clock, must be suspended, then withdrawn (domain, example 6)', () => {
    const { event, id } = granted();
    const events: EntryEvent[] = [
      event,
      issued,
      {
        type: 'DutyMet',
        format: 1,
        body: {
          duty: 'surveillance',
          on: '2027-02-20',
          case: 'c2',
          duties: [
            {
              duty: 'surveillance',
              flow: 'surveillance',
              due: '2028-02-20',
              remindFrom: '2027-12-22',
              late: 'must-suspend',
              basis: '',
            },
          ],
        },
      },
    ];
    const at = () => foldEntry(id, record(events, ''));
    expect(decideEntryClock(at(), '2028-02-20')).toEqual([]);
    const missed = decideEntryClock(at(), '2028-02-21');
    expect(missed).toMatchObject([{ type: 'DutyMissed', body: { consequence: 'must-suspend', due: '2028-02-20' } }]);
    events.push(...missed);
    expect(decideEntryClock(at(), '2028-02-22')).toEqual([]);
    const suspended = decideEntryAct(
      scheme,
      at(),
      { act: 'suspend', reason: { list: 'status', code: 'overdue', words: '' } },
      context('dan', '2028-02-21T01:00:00.000Z'),
    );
    expect(suspended).toMatchObject({ ok: true, events: [{ body: { from: '2028-02-21', until: '2028-08-20' } }] });
    if (suspended.ok) events.push(...suspended.events);
    expect(at().status).toBe('suspended');
    expect(decideEntryClock(at(), '2028-08-20')).toEqual([]);
    expect(decideEntryClock(at(), '2028-08-21')).toMatchObject([
      { body: { duty: 'suspension', consequence: 'must-withdraw' } },
    ]);
    expect(decideEntryClock(at(), '2029-03-10')).toMatchObject([
      { type: 'EntryExpired', body: { lastDay: '2029-03-09' } },
    ]);
  });

  it('is refused acts that its status, its reasons or the actor do not allow', () => {
    const { event, id } = granted();
    const state = foldEntry(
      id,
      record(
        [
          event,
          issued,
          {
            type: 'EntryEnded',
            format: 1,
            body: { on: '2026-05-01', status: 'withdrawn', reason: { list: 'status', code: 'overdue', words: '' } },
          },
        ],
        '',
      ),
    );
    const again = decideEntryAct(
      scheme,
      state,
      { act: 'withdraw', reason: null },
      context('eve', '2026-06-01T01:00:00.000Z'),
    );
    expect(again.ok ? [] : again.refusals.map((r) => r.code)).toEqual([
      'wrong-party',
      'entry-status',
      'reason-missing',
    ]);
  });
});

describe('any walk through a case', () => {
  const people = Object.keys(persons);
  const move = fc.record({ who: fc.constantFrom(...people), pick: fc.nat(50), result: fc.nat(3), good: fc.boolean() });

  it('keeps what it promises: openings agree with acts, refusals store nothing, replay gives the same state', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
        const run = new Run();
        run.open();
        for (const { who, pick, result, good } of moves) {
          const openings = openingsOf(scheme, run.state, context(who, '2026-03-11T01:00:00.000Z'), {
            entry: null,
            roundOpen: null,
          }).filter((o) => o.act === 'do');
          const opening = openings[pick % Math.max(openings.length, 1)];
          if (!opening) break;
          const outcome = opening.outcomes[result % opening.outcomes.length];
          if (!outcome) continue;
          const before = run.events.length;
          const values =
            opening.on === 'application' && good ? application : opening.on === 'audit' ? { days: '1' } : {};
          const decision = run.do(who, opening.on, outcome.id, {
            line: opening.line,
            values,
            ...(opening.on === 'team' ? auditor('ada') : {}),
            reason: { list: 'refusal', code: 'incomplete', words: '' },
          });
          // What was told to be barred is refused; what was told to be open and is filled in well is accepted.
          if (opening.bars.length + outcome.bars.length > 0) expect(decision.ok).toBe(false);
          else if (good || opening.on !== 'application') expect(codes(decision)).toEqual([]);
          if (!decision.ok) expect(run.events.length).toBe(before);
        }
        expect(foldCase('case-1', run.events)).toEqual(run.state);
        expect(run.state.version).toBe(run.events.length);
        if (run.state.ended)
          expect(
            openingsOf(scheme, run.state, context('dan', '2026-03-11T01:00:00.000Z'), { entry: null, roundOpen: null }),
          ).toEqual([]);
        // A step is never open and done at once, and a granted case was decided by nobody who evaluated.
        const decider = run.state.acted.find((a) => a.step === 'decision')?.person;
        if (run.state.ended?.ending === 'granted') expect(['ada', 'rui']).not.toContain(decider);
      }),
      { numRuns: 300 },
    );
  });
});
