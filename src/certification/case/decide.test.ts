import { describe, expect, it } from 'vitest';
import { caseCalendar } from '../act/calendar.ts';
import type { ActContext, ActingPerson, HeldFacts, PersonFacts } from '../act/context.ts';
import { decideEntryAct, decideEntryClock } from '../entry/decide.ts';
import type { EntryEvent } from '../entry/events.ts';
import { foldEntry } from '../entry/state.ts';
import type { OutcomeSpec, RoleSpec, Scheme, StepSpec } from '../scheme/scheme.ts';
import { type CaseDecision, type DoStep, decideOpen, decideStep } from './decide.ts';
import type { CaseEvent } from './events.ts';
import { decideFurther, type FurtherAct } from './further-acts.ts';
import { openingsOf } from './openings.ts';
import { foldCase, type Recorded } from './state.ts';

const role = (id: string, of: RoleSpec['of'] = 'body', more: Partial<RoleSpec> = {}): RoleSpec => ({
  id,
  of,
  named: false,
  least: 1,
  most: 5,
  ...more,
});
const outcome = (id: string, goes: OutcomeSpec['goes'] = 'on', more: Partial<OutcomeSpec> = {}): OutcomeSpec => ({
  id,
  goes,
  results: [],
  ...more,
});
const step = (id: string, by: string, after: string | null, more: Partial<StepSpec> = {}): StepSpec => ({
  id,
  work: 'act',
  by: [by],
  after: after === null ? true : { step: after, outcomes: 'any' },
  outcomes: [outcome('done')],
  names: [],
  guards: [],
  identityAgain: false,
  ...more,
});
const field = (id: string, kind: object, more: object = {}) =>
  ({
    id,
    required: true,
    personal: false,
    public: false,
    ...kind,
    ...more,
  }) as Scheme['forms'][number]['fields'][number];

/** A small scheme of the test's own that uses a return, a fan-out, findings, a named team, a decision and a duty. */
const scheme: Scheme = {
  id: 'test',
  edition: '1',
  kind: 'certification',
  object: 'management-system',
  inForce: { from: '2026-01-01' },
  zone: 'Asia/Shanghai',
  owner: 'owner',
  hosts: [],
  guides: [],
  organisers: [],
  basis: [],
  voluntary: true,
  outcomeWord: 'certificate',
  fee: { charged: false },
  clauses: [],
  roles: [
    role('applicant', 'applicant'),
    role('reviewer'),
    role('planner'),
    role('auditor', 'body', { named: true, most: 2 }),
    role('decider'),
  ],
  reasonLists: [
    { id: 'refusal', codes: ['incomplete', 'other'] },
    { id: 'status', codes: ['overdue', 'other'] },
  ],
  forms: [
    {
      id: 'application',
      fields: [
        field('persons', { kind: 'number', decimals: 0, least: 1 }),
        field('standards', { kind: 'choice', options: ['q', 'e'], many: true }),
        field('name', { kind: 'text', most: 20, lines: 1, bilingual: false }),
      ],
      balances: [],
    },
    { id: 'report', fields: [field('days', { kind: 'number', decimals: 1 })], balances: [] },
  ],
  flows: [
    {
      id: 'initial',
      openedBy: ['applicant'],
      steps: [
        step('application', 'applicant', null, { form: 'application' }),
        step('review', 'reviewer', 'application', {
          outcomes: [
            outcome('accept'),
            outcome('return', 'return', { returnTo: 'application' }),
            outcome('refuse', 'end', { ending: 'refused', reasons: 'refusal' }),
          ],
          clock: {
            id: 'acceptance',
            period: { length: 5, unit: 'working-days', firstDayCounts: false },
            from: 'application',
            stopsWhile: [],
            late: 'flag',
          },
        }),
        step('team', 'planner', 'review', {
          names: ['auditor'],
          guards: [{ guard: 'no-conflict' }, { guard: 'not-banned', who: 'named' }],
        }),
        step('audit', 'auditor', 'team', {
          each: { over: { choices: 'standards' }, join: 'all' },
          form: 'report',
          outcomes: [outcome('conforms'), outcome('fails')],
          findings: {
            grades: [{ id: 'major', blocks: true, answerWithin: { length: 1, unit: 'months', firstDayCounts: false } }],
            answeredBy: 'applicant',
            verifiedBy: 'auditor',
          },
        }),
        step('decision', 'decider', 'audit', {
          outcomes: [
            outcome('grant', 'end', { ending: 'granted', results: ['certificate'] }),
            outcome('refuse', 'end', { ending: 'refused', reasons: 'refusal' }),
          ],
          guards: [
            { guard: 'not-same-as', roles: ['auditor', 'reviewer'] },
            { guard: 'no-open-finding', grades: ['major'] },
            { guard: 'requires', condition: { step: 'audit', outcomes: ['conforms'] }, message: 'message.conforms' },
          ],
          identityAgain: true,
        }),
      ],
      exits: [{ id: 'withdraw', by: ['applicant'], until: 'audit', ending: 'withdrawn' }],
    },
    {
      id: 'surveillance',
      openedBy: ['planner'],
      onEntry: 'certificate',
      steps: [
        step('visit', 'reviewer', null, {
          outcomes: [
            outcome('maintain', 'end', { ending: 'granted', entryAct: 'confirm' }),
            outcome('suspend', 'end', { ending: 'closed', entryAct: 'suspend', reasons: 'status' }),
          ],
        }),
      ],
      exits: [],
    },
  ],
  results: [
    {
      id: 'certificate',
      kind: 'certificate',
      holder: 'applicant',
      issuer: 'body',
      number: { space: 'test', pattern: '{body}{yy}Q{serial:5}R{reissue}S' },
      validity: { length: 3, unit: 'years' },
      scope: { codes: ['standards'], standards: ['GB/T 19001-2016'] },
      acts: [
        {
          act: 'suspend',
          by: ['decider'],
          reasons: 'status',
          most: { length: 6, unit: 'months', firstDayCounts: true },
          afterwards: 'must-withdraw',
          identityAgain: false,
        },
        { act: 'withdraw', by: ['decider'], reasons: 'status', identityAgain: false },
        { act: 'cancel', by: ['applicant'], reasons: 'status', identityAgain: false },
      ],
      duties: [
        {
          id: 'surveillance',
          flow: 'surveillance',
          first: { length: 12, unit: 'months', firstDayCounts: false },
          next: { length: 12, unit: 'months', firstDayCounts: false },
          remindDays: 60,
          late: 'must-suspend',
        },
      ],
      credential: false,
    },
  ],
  texts: {},
};
const persons: Record<string, PersonFacts> = {
  ann: { id: 'ann', name: '安', party: 'maker', roles: ['applicant'], competences: [], ties: [] },
  rui: { id: 'rui', name: '芮', party: 'body', roles: ['reviewer'], competences: [], ties: [] },
  pan: { id: 'pan', name: '潘', party: 'body', roles: ['planner'], competences: [], ties: [] },
  ada: { id: 'ada', name: '阿达', party: 'body', roles: ['auditor', 'decider'], competences: [], ties: [] },
  kin: {
    id: 'kin',
    name: '金',
    party: 'body',
    roles: ['auditor'],
    competences: [],
    ties: [{ party: 'maker', kind: 'kinship' }],
  },
  out: { id: 'out', name: '欧', party: 'body', roles: ['auditor'], competences: [], ties: [] },
  dan: { id: 'dan', name: '丹', party: 'body', roles: ['decider'], competences: [], ties: [] },
  eve: { id: 'eve', name: '伊', party: 'other', roles: ['decider', 'reviewer'], competences: [], ties: [] },
};
const ban: HeldFacts = {
  id: 'ban-1',
  kind: 'ban',
  scheme: 'sanction',
  number: 'B1',
  holder: 'out',
  issuer: 'regulator',
  codes: [],
  from: '2025-01-01',
  to: '2027-01-01',
  status: 'valid',
  since: '2025-01-01',
};

let serial = 0;
let ids = 0;
function context(who: string, now: string, identified = true): ActContext {
  const p = persons[who];
  const actor: ActingPerson = p
    ? { kind: 'person', person: p.id, party: p.party, roles: p.roles, identified }
    : { kind: 'system', person: '', party: '', roles: [], identified };
  return {
    now,
    calendar: caseCalendar(now, 'Asia/Shanghai', undefined),
    actor,
    party: (id) =>
      ['maker', 'body', 'other'].includes(id)
        ? { id, name: { zh: id, en: id }, code: id === 'body' ? '034' : '999' }
        : undefined,
    person: (id) => persons[id],
    held: (holder, kind) => (holder === 'out' && kind === 'ban' ? [ban] : []),
    entry: () => undefined,
    code: () => ({ ok: true }),
    calculate: () => ({ ok: false, why: { zh: '', en: '' } }),
    serial: () => ++serial,
    newId: () => `id-${++ids}`,
    endedCases: () => [],
  };
}

class Run {
  events: Recorded<CaseEvent>[] = [];
  decisions: CaseDecision[] = [];
  get state() {
    return foldCase('case-1', this.events);
  }
  record(decision: CaseDecision, who: string, now: string): CaseDecision {
    if (decision.ok) {
      for (const event of decision.events) {
        const actor = persons[who]
          ? ({
              kind: 'person',
              account: who,
              person: who,
              party: persons[who]?.party ?? '',
              role: (persons[who]?.roles ?? [])[0] ?? '',
            } as const)
          : ({ kind: 'system', name: 'clock' } as const);
        this.events.push({ event, version: this.events.length + 1, recordedAt: now, actor });
      }
    }
    return decision;
  }
  open(now = '2026-03-02T01:00:00.000Z') {
    return this.record(
      decideOpen(
        scheme,
        'case-1',
        { act: 'open', flow: 'initial', applicant: 'maker', body: 'body', round: null, entry: null, title: '甲' },
        context('ann', now),
        { entry: null, roundOpen: null },
      ),
      'ann',
      now,
    );
  }
  do(
    who: string,
    stepId: string,
    result: string,
    more: Partial<DoStep> = {},
    now = '2026-03-10T02:00:00.000Z',
    identified = true,
  ) {
    const act: DoStep = {
      act: 'do',
      step: stepId,
      line: null,
      outcome: result,
      values: {},
      reason: null,
      remarks: [],
      named: [],
      ...more,
    };
    return this.record(
      decideStep(scheme, this.state, act, context(who, now, identified), { entry: null, roundOpen: null }),
      who,
      now,
    );
  }
  further(who: string, act: FurtherAct, now = '2026-03-10T02:00:00.000Z') {
    return this.record(decideFurther(scheme, this.state, act, context(who, now)), who, now);
  }
  openSteps() {
    return [...this.state.steps].filter(([, s]) => s.status === 'open').map(([id]) => id);
  }
}

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
});

describe('an entry', () => {
  function granted() {
    serial = 10285;
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
    format: 1,
    body: { issuedOn: '2026-03-10', credential: null, keyId: null },
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
