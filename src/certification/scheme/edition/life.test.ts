import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, toDay } from '../../time/day.ts';
import { parseScheme } from '../parse.ts';
import { sampleFiles } from '../sample-scheme.contract.ts';
import type { Scheme } from '../scheme.ts';
import { decideClosing, decideRecall, decideRegistration, decideTransition, type LifeDecision } from './decide-life.ts';
import { editionInForce, foldLife, type SchemeEvent, type SchemeLife, standingOn, takesNewCases } from './life.ts';
import type { Transition } from './transition.ts';

const read = parseScheme(sampleFiles());
if (!read.ok) throw new Error('the sample does not parse');
const base = read.parsed.scheme;
const edition = (
  name: string,
  from: string,
  more: { readonly to?: string; readonly supersedes?: string } = {},
): Scheme => {
  const { supersedes: _, ...rest } = base;
  const inForce = { from, ...(more.to === undefined ? {} : { to: more.to }) };
  return { ...rest, edition: name, inForce, ...(more.supersedes === undefined ? {} : { supersedes: more.supersedes }) };
};

/** The life after each decision, every one of which must be done. */
function lived(...acts: readonly ((life: SchemeLife) => LifeDecision)[]): SchemeLife {
  const events: SchemeEvent[] = [];
  for (const act of acts) {
    const decision = act(foldLife(events.map((event) => ({ event, recordedAt: '2026-01-01T00:00:00.000Z' }))));
    if (!decision.ok) throw new Error(JSON.stringify(decision.refusals));
    events.push(...decision.events);
  }
  return foldLife(events.map((event) => ({ event, recordedAt: '2026-01-01T00:00:00.000Z' })));
}
const codes = (decision: LifeDecision) => (decision.ok ? [] : decision.refusals.map((r) => r.code));
const register =
  (scheme: Scheme, today = '2026-06-01') =>
  (life: SchemeLife) =>
    decideRegistration(life, scheme, 'd', today);
const first = register(edition('2025', '2026-01-01'));
const second = register(edition('2027', '2027-07-01', { supersedes: '2025' }));
const both = lived(first, second);

describe('an edition is registered, in force, superseded, closed', () => {
  test('by its days', () => {
    const states = (name: string, days: readonly string[]) => {
      const one = both.editions.find((e) => e.edition === name);
      if (!one) throw new Error('missing');
      return days.map((day) => standingOn(one, day).state);
    };
    expect(states('2025', ['2025-12-31', '2026-01-01', '2027-06-30', '2027-07-01'])).toEqual([
      'registered',
      'in-force',
      'in-force',
      'superseded',
    ]);
    expect(states('2027', ['2027-06-30', '2027-07-01'])).toEqual(['registered', 'in-force']);
    expect(editionInForce(both, '2027-06-30')?.edition).toBe('2025');
    expect(editionInForce(both, '2027-07-01')?.edition).toBe('2027');
    expect(editionInForce(both, '2025-12-31')).toBeNull();
  });

  test.each([
    ['two on one day', edition('2026b', '2026-01-01', { supersedes: '2025' }), ['edition-dates-coincide']],
    ['without saying what it supersedes', edition('2027', '2027-01-01'), ['edition-supersedes-missing']],
    [
      'superseding what is not there',
      edition('2027', '2027-01-01', { supersedes: '2024' }),
      ['edition-unknown', 'edition-supersedes-missing'],
    ],
    ['beginning in the past', edition('2026b', '2026-05-01', { supersedes: '2025' }), ['edition-begins-past']],
    ['beginning today', edition('2026b', '2026-06-01', { supersedes: '2025' }), ['edition-begins-past']],
    ['an older text that overlaps', edition('2016', '2016-01-01', { to: '2026-01-01' }), ['edition-dates-overlap']],
    ['an older text without an end', edition('2016', '2016-01-01'), ['edition-dates-overlap']],
    ['an older text that leaves a gap', edition('2016', '2016-01-01', { to: '2025-12-30' }), ['edition-gap']],
    ['an older text that meets the next', edition('2016', '2016-01-01', { to: '2025-12-31' }), []],
  ])('%s', (_, scheme, expected) => {
    expect(codes(decideRegistration(lived(first), scheme, 'd', '2026-06-01'))).toEqual(expected);
  });

  test('a gap after an edition that ends is refused', () => {
    const ends = lived(register(edition('2025', '2026-01-01', { to: '2026-12-31' })));
    expect(codes(decideRegistration(ends, edition('2027', '2027-02-01'), 'd', '2026-06-01'))).toEqual(['edition-gap']);
    expect(codes(decideRegistration(ends, edition('2027', '2027-01-01'), 'd', '2026-06-01'))).toEqual([]);
  });

  test('recalled before its first day, and the former goes on; never after it', () => {
    expect(codes(decideRecall(both, '2027', 'withdrawn by its owner', '2027-07-01'))).toEqual(['edition-in-force']);
    expect(codes(decideRecall(both, '2027', ' ', '2027-01-01'))).toEqual(['field-missing']);
    const back = lived(first, second, (life) => decideRecall(life, '2027', 'not ready', '2027-01-01'));
    expect(editionInForce(back, '2030-01-01')?.edition).toBe('2025');
  });

  test('closed: nothing new after the day, and the day only comes nearer', () => {
    const close = (lastDay: string, life = lived(first)) =>
      decideClosing(life, { edition: '2025', lastDay, words: 'x' }, '2026-06-01');
    expect(codes(close('2026-05-31'))).toEqual(['edition-begins-past']);
    expect(codes(close('31 May'))).toEqual(['value-kind']);
    const closed = lived(first, () => close('2026-12-31'));
    expect(codes(close('2027-01-31', closed))).toEqual(['edition-closed']);
    expect(editionInForce(closed, '2026-12-31')?.edition).toBe('2025');
    expect(editionInForce(closed, '2027-01-01')).toBeNull();
  });
});

const transition: Transition = {
  from: '2025',
  to: '2027',
  fromName: { zh: '旧', en: 'old' },
  toName: { zh: '新', en: 'new' },
  newUntil: '2028-06-30',
  decideUntil: '2029-06-30',
  holdUntil: '2030-06-30',
  remindDays: 180,
  afterwards: 'must-withdraw',
  flows: [],
  basis: { document: 'x', certainty: 'secondary' },
};

describe('a transition', () => {
  const declare = (more: Partial<Transition>, today = '2026-06-01', words = '') =>
    decideTransition(both, { transition: { ...transition, ...more }, words }, null, today);

  test('lets new cases be opened under the old edition to the last day of the window, and no day longer', () => {
    const open = lived(first, second, () => declare({}));
    const old = open.editions.find((e) => e.edition === '2025');
    if (!old) throw new Error('missing');
    expect(['2027-06-30', '2027-07-01', '2028-06-30', '2028-07-01'].map((d) => takesNewCases(old, d))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(standingOn(old, '2030-06-30').state).toBe('superseded');
    expect(standingOn(old, '2030-07-01').state).toBe('closed');
    expect(editionInForce(open, '2027-07-01')?.edition).toBe('2027');
  });

  test.each([
    ['days that run backwards', { newUntil: '2027-06-29' }, ['transition-order']],
    ['decisions after the end', { decideUntil: '2031-01-01' }, ['transition-order']],
    ['an unknown edition', { to: '2028' }, ['edition-unknown']],
    ['backwards between editions', { from: '2027', to: '2025' }, ['transition-order']],
    ['a day that is none', { holdUntil: '2030-02-30' }, ['value-kind']],
  ])('%s is refused', (_, more, expected) => {
    expect([...new Set(codes(declare(more)))]).toEqual(expected);
  });

  test('a window that is over is refused, and so is another one after it', () => {
    expect(codes(declare({}, '2030-06-30'))).toEqual(['transition-over']);
    const declared = lived(first, second, () => declare({}));
    const again = { transition: { ...transition, holdUntil: '2040-01-01' }, words: 'prolonged' };
    expect(codes(decideTransition(declared, again, null, '2030-07-01'))).toEqual(['transition-over']);
    expect(codes(decideTransition(declared, { ...again, words: '' }, null, '2029-01-01'))).toEqual(['field-missing']);
    expect(codes(decideTransition(declared, again, null, '2029-01-01'))).toEqual([]);
  });
});

test('on every day at most one edition is in force, whatever is registered in whatever order', () => {
  const days = fc.integer({ min: -400, max: 1200 }).map((n) => addDays(toDay('2026-06-01'), n));
  fc.assert(
    fc.property(
      fc.array(fc.record({ from: days, length: fc.option(fc.integer({ min: 0, max: 400 })) }), { maxLength: 6 }),
      days,
      (given, day) => {
        const events: SchemeEvent[] = [];
        const now = () => foldLife(events.map((event) => ({ event, recordedAt: '' })));
        for (const [index, { from, length }] of given.entries()) {
          const before = now().editions.findLast((e) => e.from < from)?.edition;
          const more = {
            ...(length === null ? {} : { to: addDays(from, length) }),
            ...(before === undefined ? {} : { supersedes: before }),
          };
          const decision = decideRegistration(now(), edition(String(index), from, more), 'd', '2026-06-01');
          if (decision.ok) events.push(...decision.events);
        }
        expect(now().editions.filter((e) => standingOn(e, day).state === 'in-force').length).toBeLessThanOrEqual(1);
      },
    ),
  );
});
