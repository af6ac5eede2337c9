/** A small scheme, its people and a run of a case, for the engine's own tests. */
import { caseCalendar } from '../act/calendar.ts';
import type { ActContext, ActingPerson, HeldFacts, PersonFacts } from '../act/context.ts';
import type { OutcomeSpec, RoleSpec, Scheme, StepSpec } from '../scheme/scheme.ts';
import { type DoStep, decideOpen, decideStep } from './decide.ts';
import type { CaseDecision } from './decision.ts';
import type { CaseEvent } from './events.ts';
import { decideFurther, type FurtherAct } from './further-acts.ts';
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
export const scheme: Scheme = {
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
export const persons: Record<string, PersonFacts> = {
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

const counters = { serial: 0, ids: 0 };
/** The last serial given out; the next number follows it. */
export function setSerial(last: number): void {
  counters.serial = last;
}
export function context(who: string, now: string, identified = true): ActContext {
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
    serial: () => ++counters.serial,
    newId: () => `id-${++counters.ids}`,
    endedCases: () => [],
  };
}

export class Run {
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
