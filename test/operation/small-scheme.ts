import type { Field } from '#certification/scheme/form.ts';
import type { OutcomeSpec, RoleSpec, Scheme, StepSpec } from '#certification/scheme/scheme.ts';

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
const field = (id: string, shape: object, more: object = {}): Field =>
  ({ id, required: true, personal: false, public: false, ...shape, ...more }) as Field;

/**
 * A small scheme of the tests' own: a form with a personal value and a file, a return for correction, a named team, findings
 * with their loop, a decision that asks for identity and opens a signed entry, a duty, and acts on the entry.
 */
export const smallScheme: Scheme = {
  id: 'small',
  edition: '1',
  kind: 'certification',
  object: 'management-system',
  inForce: { from: '2025-01-01' },
  zone: 'Asia/Shanghai',
  owner: 'owner',
  hosts: [],
  guides: [],
  organisers: [],
  basis: [],
  voluntary: true,
  outcomeWord: 'certificate',
  fee: { charged: false },
  clauses: [7],
  roles: [
    role('applicant', 'applicant'),
    role('reviewer'),
    role('planner'),
    role('auditor', 'body', { named: true, most: 2 }),
    role('decider'),
  ],
  reasonLists: [
    { id: 'refusal', codes: ['incomplete', 'other'] },
    { id: 'status', codes: ['overdue', 'wish', 'other'] },
  ],
  forms: [
    {
      id: 'application',
      fields: [
        field('persons', { kind: 'number', decimals: 0, least: 1 }),
        field('sector', { kind: 'code', list: 'sector', many: true }, { public: true }),
        field('scope-text', { kind: 'text', most: 200, lines: 2, bilingual: false }, { public: true }),
        field('contact', { kind: 'text', most: 40, lines: 1, bilingual: false }, { personal: true }),
        field('licence', { kind: 'file', types: ['pdf'], mostMegabytes: 5, many: false }, { required: false }),
      ],
      balances: [],
    },
    { id: 'report', fields: [field('days', { kind: 'number', decimals: 1 })], balances: [] },
    { id: 'advice', fields: [field('advice', { kind: 'text', most: 100, lines: 1, bilingual: false })], balances: [] },
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
          form: 'report',
          outcomes: [outcome('conforms'), outcome('fails')],
          findings: {
            grades: [{ id: 'major', blocks: true, answerWithin: { length: 1, unit: 'months', firstDayCounts: false } }],
            answeredBy: 'applicant',
            verifiedBy: 'auditor',
          },
          hidden: { from: ['decider'], until: 'recommendation' },
        }),
        step('recommendation', 'reviewer', 'audit', { form: 'advice' }),
        step('decision', 'decider', 'recommendation', {
          outcomes: [
            outcome('grant', 'end', { ending: 'granted', results: ['certificate'] }),
            outcome('refuse', 'end', { ending: 'refused', reasons: 'refusal' }),
          ],
          guards: [
            { guard: 'not-same-as', roles: ['auditor', 'reviewer'] },
            { guard: 'no-open-finding', grades: ['major'] },
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
      number: { space: 'small', pattern: '{body}{yy}Q{serial:5}R{reissue}S' },
      validity: { length: 3, unit: 'years' },
      scope: { codes: ['sector'], text: 'scope-text', standards: ['GB/T 19001-2016'] },
      acts: [
        {
          act: 'suspend',
          by: ['decider'],
          reasons: 'status',
          most: { length: 6, unit: 'months', firstDayCounts: true },
          afterwards: 'must-withdraw',
          identityAgain: false,
        },
        { act: 'restore', by: ['decider'], reasons: 'status', identityAgain: false },
        { act: 'reduce', by: ['decider'], reasons: 'status', identityAgain: false },
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
      credential: true,
    },
  ],
  texts: {
    title: { zh: '小制度', en: 'A small scheme' },
    'result.certificate': { zh: '小证书', en: 'Small certificate' },
  },
};
