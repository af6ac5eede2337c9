import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DoStep } from '#certification/case/decide.ts';
import type { RoleSpec, Scheme, StepSpec } from '#certification/scheme/scheme.ts';
import { type CaseAnswer, doStep, openCase } from '#operation/acts/case-acts.ts';
import { candidatesFor } from '#operation/desk/candidates.ts';
import { smallScheme } from './small-scheme.ts';
import {
  createTestWorld,
  done,
  organisation,
  refusalCodes,
  type Somebody,
  somebody,
  type TestWorld,
} from './test-world.ts';

const role = (id: string, of: RoleSpec['of']): RoleSpec => ({
  id,
  of,
  named: of === 'named-party',
  least: 1,
  most: 9,
});
const step = (id: string, by: string, after: string | null, more: Partial<StepSpec> = {}): StepSpec => ({
  id,
  work: 'act',
  by: [by],
  after: after === null ? true : { step: after, outcomes: 'any' },
  outcomes: [{ id: 'done', goes: 'on', results: [] }],
  names: [],
  guards: [],
  identityAgain: false,
  ...more,
});
const independent = { guard: 'not-same-as', roles: ['drafter'], units: true } as const;

/** One drafts, others vote: none of whom a drafter's unit employs. */
const scheme: Scheme = {
  ...smallScheme,
  id: 'drafts',
  roles: [
    role('applicant', 'applicant'),
    role('office', 'body'),
    role('drafter', 'named-party'),
    role('voter', 'named-party'),
  ],
  flows: [
    {
      id: 'initial',
      openedBy: ['applicant'],
      steps: [
        step('proposal', 'applicant', null),
        step('group', 'office', 'proposal', { names: ['drafter'] }),
        step('panel', 'office', 'group', { names: ['voter'], guards: [independent] }),
        step('ballot', 'voter', 'panel', { each: { over: { role: 'voter' }, join: 'all' }, guards: [independent] }),
      ],
      exits: [],
    },
  ],
  results: [],
};

let t: TestWorld;
let units: Record<'firm' | 'association' | 'institute' | 'university', string>;
let people: Record<'li' | 'ban' | 'drafter' | 'colleague' | 'both' | 'free', Somebody>;

beforeAll(async () => {
  t = await createTestWorld('2026-03-02T02:00:00.000Z', [scheme]);
  const unit = (name: string, code = '') => organisation(t.world, name, code);
  units = {
    firm: await unit('示例提案企业'),
    association: await unit('示例质量协会', '001'),
    institute: await unit('示例研究院'),
    university: await unit('示例大学'),
  };
  const at = (name: string, party: string, held: string) => somebody(t.world, name, party, [held]);
  people = {
    li: await at('李', units.firm, 'applicant'),
    ban: await at('办', units.association, 'office'),
    drafter: await at('草', units.institute, 'drafter'),
    colleague: await at('同', units.institute, 'voter'),
    both: await at('兼', units.university, 'voter'),
    free: await at('独', units.university, 'voter'),
  };
  await employ(people.both, units.institute);
});
afterAll(() => t.close());

async function employ(who: Somebody, party: string): Promise<void> {
  const employment = {
    id: t.world.newId(),
    person: who.person,
    party,
    roles: ['adviser'],
    from: '2020-01-01',
    to: null,
  };
  await t.world.storage.inTransaction((transaction) => t.world.storage.accounts.putEmployment(transaction, employment));
}

async function act(who: Somebody, id: string, what: string, more: Partial<DoStep> = {}) {
  const doing = { step: what, line: null, outcome: 'done', values: {}, reason: null, remarks: [], named: [], ...more };
  return doStep(t.world, { acting: await who.acting(true), case: id, do: doing });
}
const named = (as: string, who: Somebody, party = who.party) => ({ role: as, person: who.person, party });

test('no expert of a drafting unit votes, whichever of her employers she is named for, or takes up later', async () => {
  const opened = await openCase(t.world, {
    acting: await people.li.acting(),
    scheme: 'drafts',
    open: { flow: 'initial', applicant: units.firm, body: units.association, round: null, entry: null, title: '指南' },
  });
  const id = done<CaseAnswer>(opened).case;
  done(await act(people.li, id, 'proposal'));
  done(await act(people.ban, id, 'group', { named: [named('drafter', people.drafter)] }));

  const panel = (...who: Somebody[]) => act(people.ban, id, 'panel', { named: who.map((w) => named('voter', w)) });
  expect(refusalCodes(await panel(people.colleague, people.free))).toEqual(['same-unit']);
  expect(refusalCodes(await panel(people.both, people.free))).toEqual(['same-unit']);
  // Named for a unit that does not employ her at all, she is refused before anything is asked of units.
  const lie = { named: [named('voter', people.colleague, units.university)] };
  expect(refusalCodes(await act(people.ban, id, 'panel', lie))).toContain('named-wrong-party');

  const found = await candidatesFor(t.world, await people.ban.acting(), id, { step: 'panel', role: 'voter' });
  const barred = new Map(found?.map((c) => [c.person?.id, c.bars.map((bar) => bar.code)]));
  expect(barred.get(people.colleague.person)).toEqual(['same-unit']);
  expect(barred.get(people.both.person)).toEqual(['same-unit']);
  expect(barred.get(people.free.person)).toEqual([]);

  done(await panel(people.free));
  await employ(people.free, units.institute);
  const vote = await act(people.free, id, 'ballot', { line: people.free.person });
  expect(refusalCodes(vote)).toEqual(['same-unit']);
});
