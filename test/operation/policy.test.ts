import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accepts } from '#certification/policy/filter.ts';
import {
  type CaseAction,
  caseFilter,
  entryFilter,
  policyTable,
  roundFilter,
  taskFilter,
} from '#certification/policy/policy.ts';
import { publicViewer, scopes, type Viewer } from '#certification/policy/viewer.ts';
import type { CaseSummary } from '#operation/ports/cases.ts';
import type { Task } from '#operation/ports/tasks.ts';
import { createTestWorld, type TestWorld } from './test-world.ts';

/** Few ids, so that rows and viewers meet often. */
const uuid = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const someParty = fc.constantFrom(uuid(1), uuid(2), uuid(3));
const somePerson = fc.constantFrom(uuid(4), uuid(5), uuid(6));
const someRole = fc.constantFrom('applicant', 'planner', 'auditor', 'laboratory', 'reviewer');
const someScheme = fc.constantFrom('a', 'b');
const token = fc.tuple(someRole, fc.oneof(someParty, somePerson)).map(([role, id]) => `${role}:${id}`);
const desk = fc.tuple(someRole, someParty).map(([role, id]) => `${role}@${id}`);

const anyViewer: fc.Arbitrary<Viewer> = fc.record({
  kind: fc.constantFrom('person', 'public', 'system'),
  account: fc.constant(uuid(9)),
  person: fc.oneof(somePerson, fc.constant('')),
  party: fc.oneof(someParty, fc.constant('')),
  roles: fc.uniqueArray(someRole, { maxLength: 3 }),
  isAdministrator: fc.boolean(),
  scopes: fc.option(fc.uniqueArray(fc.constantFrom(...scopes))),
  bodySchemes: fc.uniqueArray(someScheme),
  applicantSchemes: fc.uniqueArray(someScheme),
});

const anyCase = fc.record({
  scheme: someScheme,
  applicant: someParty,
  body: someParty,
  named: fc.uniqueArray(token, { maxLength: 3 }),
  openedBy: fc.option(somePerson),
  recused: fc.uniqueArray(somePerson, { maxLength: 2 }),
});

const anyTask = fc.record({
  roles: fc.uniqueArray(fc.oneof(someRole, token, desk), { minLength: 1, maxLength: 4 }),
  doneBy: fc.option(somePerson, { freq: 1 }),
});

let t: TestWorld;
beforeAll(async () => {
  t = await createTestWorld();
});
afterAll(() => t.close());

function summary(
  id: string,
  row: { scheme: string; applicant: string; body: string; named: string[]; openedBy: string | null; recused: string[] },
): CaseSummary {
  const at = '2026-03-10T00:00:00.000Z';
  return {
    id,
    edition: '1',
    flow: 'initial',
    round: null,
    entry: null,
    title: '',
    state: 'open',
    ending: null,
    zone: 'UTC',
    openedAt: at,
    endedAt: null,
    openSteps: [],
    nextDue: null,
    persons: [],
    parties: [],
    labels: {},
    version: 1,
    changedAt: at,
    ...row,
  };
}

function taskRow(step: string, row: { roles: string[]; doneBy: string | null }): Task {
  const at = '2026-03-10T00:00:00.000Z';
  const state = row.doneBy === null ? 'open' : 'done';
  return {
    kind: 'case',
    subject: uuid(8),
    step,
    line: '',
    opening: 1,
    scheme: 'a',
    flow: 'initial',
    title: '',
    applicant: null,
    body: null,
    party: null,
    person: null,
    openedAt: at,
    due: null,
    state,
    doneAt: state === 'done' ? at : null,
    outcome: null,
    ...row,
  };
}

describe('INVARIANT: the predicate of the policy and its filter in the database give the same answer', () => {
  test('for every action on cases, every relation and scope', async () => {
    const actions = Object.entries(policyTable).flatMap(([action, row]) =>
      row.of === 'case' ? [action as CaseAction] : [],
    );
    const rows = fc.sample(anyCase, { numRuns: 60, seed: 7 }).map((row) => summary(t.world.newId(), row));
    await t.world.storage.inTransaction((transaction) => t.world.storage.projections.put(transaction, { cases: rows }));
    let seen = 0;
    for (const viewer of fc.sample(anyViewer, { numRuns: 60, seed: 11 })) {
      for (const action of actions) {
        const filter = caseFilter(action, viewer);
        const page = await t.world.storage.cases.list(filter, 'opened', { limit: 500 });
        const expected = rows.filter((row) => accepts(filter, row)).map((row) => row.id);
        expect(page.rows.map((r) => r.id).sort(), JSON.stringify({ action, viewer })).toEqual(expected.sort());
        expect((await t.world.storage.cases.count(filter, 1000)).count).toBe(expected.length);
        seen += expected.length;
      }
    }
    // Otherwise the test would hold of a policy that lets nobody see anything.
    expect(seen).toBeGreaterThan(1000);
  });

  test('for work lists', async () => {
    const rows = fc.sample(anyTask, { numRuns: 120, seed: 3 }).map((row, index) => taskRow(`step-${index}`, row));
    await t.world.storage.inTransaction((transaction) => t.world.storage.projections.put(transaction, { tasks: rows }));
    let seen = 0;
    for (const viewer of fc.sample(anyViewer, { numRuns: 80, seed: 5 })) {
      const waiting = taskFilter('task.list', viewer);
      const open = await t.world.storage.tasks.open(waiting, { limit: 500 });
      const expected = rows.filter((row) => row.state === 'open' && accepts(waiting, row)).map((row) => row.step);
      expect(open.rows.map((r) => r.step).sort()).toEqual(expected.sort());
      const mine = taskFilter('task.done', viewer);
      const done = await t.world.storage.tasks.done(mine, { limit: 500 });
      expect(done.rows.map((r) => r.step).sort()).toEqual(
        rows
          .filter((row) => row.state === 'done' && accepts(mine, row))
          .map((row) => row.step)
          .sort(),
      );
      seen += expected.length;
    }
    expect(seen).toBeGreaterThan(100);
  });

  test('rounds and entries: the public sees what is public, and nothing of a desk', () => {
    expect(accepts(roundFilter('round.read', publicViewer), { scheme: 'a', body: uuid(1) })).toBe(true);
    expect(accepts(roundFilter('round.desk', publicViewer), { scheme: 'a', body: uuid(1) })).toBe(false);
    expect(accepts(entryFilter('entry.act', publicViewer), { issuer: uuid(1), holder: uuid(2) })).toBe(false);
  });
});
