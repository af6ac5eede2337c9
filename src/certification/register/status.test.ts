import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, toDay } from '../time/day.ts';
import type { RegisterChange } from './change.ts';
import { statusOn } from './status.ts';

function change(more: Partial<RegisterChange> & Pick<RegisterChange, 'status' | 'latest'>): RegisterChange {
  return {
    ordinal: 1,
    earliest: more.latest,
    known: more.latest,
    knownUntil: null,
    recordedAt: `${more.known ?? more.latest}T08:00:00.000Z`,
    what: 'status-changed',
    to: null,
    reason: null,
    ...more,
  };
}

const now = { known: null, sourceSeen: null };

describe('an entry of the house', () => {
  // Example 6 of the domain: issued 2026-03-10 for three years, suspended and restored in between.
  const changes = [
    change({ status: 'decided', latest: '2026-03-10', what: 'decided', to: '2029-03-09' }),
    change({ status: 'valid', latest: '2026-03-10', what: 'issued', ordinal: 2, to: '2029-03-09' }),
    change({ status: 'suspended', latest: '2028-02-21', what: 'suspended', to: '2029-03-09' }),
    change({ status: 'valid', latest: '2028-05-04', what: 'restored', to: '2029-03-09' }),
  ];

  test.each([
    ['2026-03-09', { kind: 'not-yet', from: '2026-03-10' }],
    ['2026-03-10', { kind: 'status', status: 'valid', until: '2028-02-20' }],
    ['2028-02-20', { kind: 'status', status: 'valid' }],
    ['2028-02-21', { kind: 'status', status: 'suspended', until: '2028-05-03' }],
    ['2028-05-04', { kind: 'status', status: 'valid', until: '2029-03-09' }],
    ['2029-03-09', { kind: 'status', status: 'valid', isDerived: false }],
    [
      '2029-03-10',
      { kind: 'status', status: 'expired', isDerived: true, since: { earliest: '2029-03-10', latest: '2029-03-10' } },
    ],
  ])('at the end of %s', (day, expected) => {
    expect(statusOn(changes, { day, ...now })).toMatchObject(expected);
  });

  test('as known on an earlier day, the later suspension is not there', () => {
    expect(statusOn(changes, { day: '2028-03-01', known: '2028-02-20', sourceSeen: null })).toMatchObject({
      status: 'valid',
      isReconstructed: false,
    });
  });

  test('a smaller scope does not begin the status anew', () => {
    const reduced = [
      ...changes,
      change({ status: 'valid', latest: '2028-08-01', what: 'scope-reduced', to: '2029-03-09' }),
    ];
    expect(statusOn(reduced, { day: '2028-09-01', ...now })).toMatchObject({ since: { latest: '2028-05-04' } });
  });
});

describe('an imported entry', () => {
  // Snapshots of 1 January, 1 February (withdrawn by then), both taken in on 5 March.
  const changes = [
    change({
      status: 'valid',
      earliest: null,
      latest: '2026-01-01',
      what: 'seen',
      recordedAt: '2026-03-05T00:00:00.000Z',
    }),
    change({
      status: 'withdrawn',
      earliest: '2026-01-02',
      latest: '2026-02-01',
      recordedAt: '2026-03-05T00:00:00.000Z',
    }),
  ];

  test('inside the interval: last seen on a, changed by b', () => {
    expect(statusOn(changes, { day: '2026-01-15', known: null, sourceSeen: '2026-02-01' })).toMatchObject({
      kind: 'between',
      seen: { status: 'valid', on: '2026-01-01' },
      changed: { status: 'withdrawn', by: '2026-02-01' },
    });
  });

  test.each([
    ['2025-12-31', { kind: 'between', seen: { status: null, on: null } }],
    ['2026-01-01', { kind: 'status', status: 'valid' }],
    ['2026-02-01', { kind: 'status', status: 'withdrawn' }],
    ['2026-02-20', { kind: 'status', status: 'withdrawn', lastSeen: '2026-02-01' }],
  ])('on %s', (day, expected) => {
    expect(statusOn(changes, { day, known: null, sourceSeen: '2026-02-01' })).toMatchObject(expected);
  });

  test("`known` means the source's knowledge, and says that it is reconstructed", () => {
    const answer = statusOn(changes, { day: '2026-01-15', known: '2026-01-20', sourceSeen: '2026-01-01' });
    expect(answer).toMatchObject({ kind: 'status', status: 'valid', isReconstructed: true, lastSeen: '2026-01-01' });
  });

  test('a missing row is not seen since, never withdrawn; it may come back', () => {
    const gone = [
      change({ status: 'valid', earliest: null, latest: '2026-01-01', what: 'seen' }),
      change({ status: 'valid', earliest: '2026-01-02', latest: '2026-02-01', what: 'not-seen' }),
    ];
    expect(statusOn(gone, { day: '2026-02-10', known: null, sourceSeen: '2026-03-01' })).toMatchObject({
      status: 'valid',
      notSeenSince: '2026-01-01',
    });
    const back = [
      ...gone,
      change({ status: 'valid', earliest: '2026-02-02', latest: '2026-03-01', what: 'seen-again' }),
    ];
    expect(statusOn(back, { day: '2026-03-01', known: null, sourceSeen: '2026-03-01' }).notSeenSince).toBeNull();
  });

  test('a correction takes the old fact back from the day it is known', () => {
    const corrected = [
      change({ status: 'withdrawn', latest: '2026-02-01', known: '2026-02-01', knownUntil: '2026-03-01' }),
      change({ status: 'valid', latest: '2026-02-01', known: '2026-03-01', what: 'corrected', ordinal: 2 }),
    ];
    const day = '2026-02-15';
    expect(statusOn(corrected, { day, known: '2026-02-20', sourceSeen: null })).toMatchObject({ status: 'withdrawn' });
    expect(statusOn(corrected, { day, known: '2026-03-01', sourceSeen: null })).toMatchObject({ status: 'valid' });
    expect(statusOn(corrected, { day, ...now })).toMatchObject({ status: 'valid' });
  });
});

test('INVARIANT: what became known later never alters the answer as known before', () => {
  const day = fc.integer({ min: 0, max: 400 }).map((n) => addDays(toDay('2026-01-01'), n));
  const anyChange = fc
    .record({
      latest: day,
      before: fc.option(fc.nat(60)),
      known: day,
      status: fc.constantFrom('valid', 'suspended', 'withdrawn'),
      ordinal: fc.nat(9),
    })
    .map(({ latest, before, ...rest }) =>
      change({ latest, earliest: before === null ? null : addDays(latest, -before), ...rest }),
    );
  fc.assert(
    fc.property(
      fc.array(anyChange, { maxLength: 8 }),
      fc.array(anyChange, { maxLength: 4 }),
      day,
      day,
      (old, later, on, known) => {
        const before = old.filter((c) => c.known <= known);
        const after = later.filter((c) => c.known > known);
        const question = { day: on, known, sourceSeen: null };
        expect(statusOn([...before, ...after], question)).toEqual(statusOn(before, question));
      },
    ),
  );
});
