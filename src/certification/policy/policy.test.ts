import { describe, expect, test } from 'vitest';
import { emptyCase, stepOf } from '../case/state.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { accepts } from './filter.ts';
import { hiddenParts } from './hidden.ts';
import { caseFilter, entryFilter, may, mayOnCase, policyTable, roundFilter, taskFilter } from './policy.ts';
import { desksOf, publicViewer, tokensOf, type Viewer } from './viewer.ts';

const viewer = (more: Partial<Viewer>): Viewer => ({
  ...publicViewer,
  kind: 'person',
  account: 'a',
  person: 'p',
  party: 'body',
  ...more,
});
const row = {
  scheme: 's',
  applicant: 'maker',
  body: 'body',
  named: ['auditor:ada', 'lab:house-of-tests'],
  openedBy: 'ann',
  recused: ['kin'],
};

describe('who reads a case', () => {
  test.each([
    ['the planner at its body', { roles: ['planner'], bodySchemes: ['s'] }, true],
    ['a planner of the body in another scheme', { roles: ['planner'], bodySchemes: ['t'] }, false],
    ['a planner of another body', { roles: ['planner'], party: 'other', bodySchemes: ['s'] }, false],
    ['the applicant', { roles: ['applicant'], party: 'maker', applicantSchemes: ['s'] }, true],
    ['another applicant', { roles: ['applicant'], party: 'else', applicantSchemes: ['s'] }, false],
    ['the auditor named in it', { roles: ['auditor'], person: 'ada' }, true],
    ['an auditor who is not named', { roles: ['auditor'], person: 'bob' }, false],
    ['a person of the laboratory named in it', { roles: ['lab'], party: 'house-of-tests' }, true],
    ['the recused, though at the desk', { roles: ['planner'], person: 'kin', bodySchemes: ['s'] }, false],
    ['the operator', { isAdministrator: true }, false],
    ['the public', { kind: 'public' as const, person: '', party: '' }, false],
    ['a token for imports alone', { roles: ['planner'], bodySchemes: ['s'], scopes: ['import' as const] }, false],
  ])('%s', (_, more, expected) => {
    expect(mayOnCase('case.read', viewer(more), row)).toBe(expected);
    expect(accepts(caseFilter('case.list', viewer(more)), row)).toBe(expected);
  });

  test('an empty id is nobody: no viewer without a party matches a row without one', () => {
    const stray = { ...row, applicant: '', body: '', openedBy: '', named: [':'] };
    expect(
      mayOnCase(
        'case.read',
        viewer({ party: '', person: '', roles: [''], bodySchemes: ['s'], applicantSchemes: ['s'] }),
        { ...stray, named: [] },
      ),
    ).toBe(false);
  });
});

test('desks follow from the roles that nobody names', () => {
  const roles = (list: [string, Scheme['roles'][number]['of'], boolean][]) =>
    list.map(([id, of, named]) => ({ id, of, named, least: 1, most: 1 }));
  const schemes = [
    {
      id: 's',
      roles: roles([
        ['planner', 'body', false],
        ['auditor', 'body', true],
        ['applicant', 'applicant', false],
      ]),
    },
    {
      id: 't',
      roles: roles([
        ['secretary', 'owner', false],
        ['applicant', 'applicant', false],
      ]),
    },
  ];
  expect(desksOf(['planner', 'applicant'], schemes)).toEqual({ bodySchemes: ['s'], applicantSchemes: ['s', 't'] });
  expect(desksOf(['auditor'], schemes)).toEqual({ bodySchemes: [], applicantSchemes: [] });
});

test('what waits is found by role, person, party or desk; what was done by the doer', () => {
  const me = viewer({ roles: ['auditor'], person: 'ada', party: 'body' });
  for (const token of ['auditor', 'auditor:ada', 'auditor:body', 'auditor@body']) expect(tokensOf(me)).toContain(token);
  expect(accepts(taskFilter('task.list', me), { roles: ['auditor:bob', 'auditor@other'] })).toBe(false);
  expect(accepts(taskFilter('task.list', me), { roles: ['auditor@body'] })).toBe(true);
  expect(accepts(taskFilter('task.done', me), { doneBy: 'ada' })).toBe(true);
  expect(accepts(taskFilter('task.list', publicViewer), { roles: [''] })).toBe(false);
});

test('everybody reads entries; only issuer and holder act on them', () => {
  expect(accepts(entryFilter('entry.read', publicViewer), {})).toBe(true);
  expect(accepts(entryFilter('entry.act', viewer({ party: 'body' })), { issuer: 'body', holder: 'maker' })).toBe(true);
  expect(accepts(entryFilter('entry.act', viewer({ party: 'else' })), { issuer: 'body', holder: 'maker' })).toBe(false);
  expect(accepts(roundFilter('round.desk', publicViewer), { scheme: 's', body: '' })).toBe(false);
});

test('acts of the house', () => {
  expect(may('register.import', viewer({ roles: ['registrar'] }))).toBe(true);
  expect(may('register.import', viewer({ roles: ['registrar'], scopes: ['read'] }))).toBe(false);
  expect(may('admin.accounts', viewer({}))).toBe(false);
  expect(may('admin.accounts', viewer({ isAdministrator: true }))).toBe(true);
  expect(may('verdict.ask', publicViewer)).toBe(true);
  // A complaint may be anybody's who is signed in; the scheme says who opens what.
  expect(may('case.open', publicViewer)).toBe(false);
  expect(may('case.open', viewer({}))).toBe(true);
  expect(may('case.open', viewer({ scopes: ['read'] }))).toBe(false);
  expect(may('round.open', publicViewer)).toBe(false);
});

test('every row of the table says in both languages what it opens', () => {
  for (const entry of Object.values(policyTable)) expect(entry.says.zh !== '' && entry.says.en !== '').toBe(true);
});

describe('hidden parts', () => {
  const scheme = {
    roles: [],
    flows: [
      {
        id: 'initial',
        steps: [
          { id: 'advice', hidden: { from: ['decider'], until: 'decision' } },
          { id: 'score', each: { over: { role: 'expert' }, join: 'all' } },
          { id: 'decision' },
        ],
      },
    ],
    round: { assignment: { role: 'expert', step: 'score', perCase: 2, recuse: [], blind: true } },
  } as unknown as Scheme;
  const state = emptyCase('c');
  state.opened = { flow: 'initial' } as typeof state.opened;
  state.named = [{ role: 'expert', person: 'ada', party: 'x' }];

  test('a wall stands until the step that it names is done', () => {
    const decider = viewer({ roles: ['decider', 'advisor'] });
    expect([...hiddenParts(scheme, state, decider).steps]).toEqual(['advice']);
    stepOf(state, 'decision').status = 'done';
    expect([...hiddenParts(scheme, state, decider).steps]).toEqual([]);
    stepOf(state, 'decision').status = 'open';
  });

  test('an expert sees neither whose case it is nor what the others gave', () => {
    expect(hiddenParts(scheme, state, viewer({ person: 'ada', roles: ['expert'] }))).toMatchObject({
      applicant: true,
      othersLines: new Set(['score']),
    });
    expect(hiddenParts(scheme, state, viewer({ person: 'sec', roles: ['secretary'] }))).toMatchObject({
      applicant: false,
      othersLines: new Set(),
    });
  });

  test('an applicant learns neither who reviews nor what they give', () => {
    const named = { ...state, opened: { flow: 'initial', applicant: 'maker' } as typeof state.opened };
    const steps = {
      ...scheme,
      flows: [
        {
          id: 'initial',
          steps: [
            { id: 'score', by: ['expert'] },
            { id: 'decision', by: ['secretary'] },
          ],
        },
      ],
    };
    const found = hiddenParts(steps as unknown as Scheme, named, viewer({ party: 'maker', roles: ['applicant'] }));
    expect([...found.roles]).toEqual(['expert']);
    expect([...found.steps]).toEqual(['score']);
  });
});
