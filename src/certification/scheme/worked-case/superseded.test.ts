import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayFromEpoch, epochDay, toDay } from '../../time/day.ts';
import { decisionBars, openingBars } from '../edition/edition-bars.ts';
import { parseScheme } from '../parse.ts';
import { sampleFiles } from '../sample-scheme.contract.ts';
import { readWorkedCase } from './case-file.ts';
import { lifeOf } from './superseded.ts';

const read = (superseded: string) =>
  readWorkedCase({
    name: 'case.yaml',
    text: `case: { zh: 示例, en: sample }\nkind: rare\ngiven: { day: 2026-03-02, parties: { a: {} }, superseded: ${superseded} }\nacts: [{ day: 2026-03-03 }]\n`,
  });
const given = (superseded: string) => {
  const found = read(superseded);
  if (!found.ok) throw new Error(JSON.stringify(found.diagnostics));
  return found.worked.given.superseded;
};
const parsed = parseScheme(sampleFiles());
if (!parsed.ok) throw new Error('the sample does not parse');
const { scheme } = parsed.parsed;

describe('what a worked case says of the end of its edition', () => {
  it.each([
    ['{ on: 2027-07-01 }', 'given.superseded.by'],
    ['{ by: "2", on: 2027-02-30 }', 'given.superseded.on'],
    ['{ by: "2", on: 2027-07-01, new-until: 2028-01-01 }', 'given.superseded.hold-until'],
    ['{ by: "2", on: 2027-07-01, hold-until: 2027-06-29 }', 'given.superseded.hold-until'],
    [
      '{ by: "2", on: 2027-07-01, decide-until: 2028-02-01, new-until: 2028-03-01, hold-until: 2029-01-01 }',
      'in order',
    ],
    ['{ by: "2", on: 2027-07-01, hold-until: 2028-01-01, afterwards: vanish }', 'must-withdraw'],
    ['{ by: "2", on: 2027-07-01, hold-until: 2028-01-01, remind-days: soon }', 'a number of days'],
    ['{ by: "2", on: 2027-07-01, until: 2028-01-01 }', 'until'],
  ])('tells what is wrong with %s', (text, says) => {
    const found = read(text);
    expect(found.ok).toBe(false);
    if (!found.ok) expect(JSON.stringify(found.diagnostics)).toContain(says);
  });

  it('without a window takes nothing new from the first day of the other edition on, and decides as before', () => {
    const life = lifeOf(scheme, given('{ by: "2027", on: 2027-07-01 }'));
    expect(openingBars(life, scheme, '2027-06-30')).toEqual([]);
    expect(openingBars(life, scheme, '2027-07-01')).toMatchObject([
      { code: 'edition-takes-none', params: { until: '2027-06-30', current: '2027' } },
    ]);
    expect(decisionBars(life, scheme, '2035-01-01')).toEqual([]);
  });

  it('bars openings and grants from the day after each window, and grants only by confirmed days', () => {
    const first = epochDay(toDay('2027-07-01'));
    const days = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(days, fc.integer({ min: -300, max: 1000 }), fc.boolean(), (lengths, at, confirmed) => {
        const [newUntil, decideUntil, holdUntil] = [...lengths]
          .sort((a, b) => a - b)
          .map((length) => addDays(dayFromEpoch(first), length));
        const life = lifeOf(
          scheme,
          given(
            `{ by: "2027", on: 2027-07-01, new-until: ${newUntil}, decide-until: ${decideUntil}, hold-until: ${holdUntil}, confirmed: ${confirmed} }`,
          ),
        );
        const day = addDays(dayFromEpoch(first), at);
        expect(openingBars(life, scheme, day).length).toBe(day > (newUntil ?? '') ? 1 : 0);
        expect(decisionBars(life, scheme, day).length).toBe(confirmed && day > (decideUntil ?? '') ? 1 : 0);
      }),
    );
  });
});
