import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignReviewers } from './assignment.ts';
import { rankCases } from './ranking.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const names = (prefix: string, n: number) => Array.from({ length: n }, (_, i) => `${prefix}${i}`);

describe('assignment of reviewers', () => {
  it('gives every case its reviewers, never an excluded one, loads within one of each other without exclusions', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 3, max: 12 }),
        fc.integer({ min: 1, max: 3 }),
        fc.string(),
        (cases, reviewers, perCase, seed) => {
          const result = assignReviewers({
            cases: names('c', cases),
            reviewers: names('r', reviewers),
            perCase,
            excluded: [],
            seed,
            digest,
          });
          if (!result.ok) return false;
          const loads = names('r', reviewers).map((r) => result.pairs.filter((p) => p.person === r).length);
          const pairs = new Set(result.pairs.map((p) => `${p.case} ${p.person}`));
          return pairs.size === cases * perCase && Math.max(...loads) - Math.min(...loads) <= 1;
        },
      ),
      { numRuns: 60 },
    );
  });

  it('levels 60 reviewers over 400 submissions with recusals, and anybody can replay it', () => {
    const cases = names('c', 400);
    const reviewers = names('r', 60);
    const excluded = cases.flatMap((kase, i) => [
      { case: kase, person: `r${i % 60}`, why: 'organisation' },
      { case: kase, person: `r${(i * 7 + 3) % 60}`, why: 'kinship' },
    ]);
    const ask = { cases, reviewers, perCase: 3, excluded, seed: '2026-11-25 上证指数 3456.78', digest };
    const result = assignReviewers(ask);
    if (!result.ok) throw new Error('too few');
    const loads = reviewers.map((r) => result.pairs.filter((p) => p.person === r).length);
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
    for (const e of excluded) expect(result.pairs.some((p) => p.case === e.case && p.person === e.person)).toBe(false);
    expect(assignReviewers(ask)).toEqual(result);
    const turned = assignReviewers({ ...ask, cases: [...cases].reverse(), reviewers: [...reviewers].reverse() });
    if (!turned.ok) throw new Error('too few');
    expect(new Set(turned.pairs.map((p) => `${p.case} ${p.person}`))).toEqual(
      new Set(result.pairs.map((p) => `${p.case} ${p.person}`)),
    );
    expect(assignReviewers({ ...ask, seed: 'another' })).not.toEqual(result);
  });

  it('names the cases for which too few may review', () => {
    const result = assignReviewers({
      cases: ['a', 'b'],
      reviewers: ['x', 'y'],
      perCase: 2,
      excluded: [{ case: 'b', person: 'x', why: 'kinship' }],
      seed: 's',
      digest,
    });
    expect(result).toEqual({ ok: false, short: [{ case: 'b', found: 1 }] });
  });
});

describe('ranking', () => {
  const score = (kase: string, mean: string | null) => ({
    case: kase,
    scores: [],
    trimmed: false,
    mean,
    spread: '0',
    ties: [],
  });
  it('shares ranks, skips the next, and lets no tie pass a quota', () => {
    const rows = rankCases(
      [score('a', '90.00'), score('b', '95.50'), score('c', '90.00'), score('d', '80.00'), score('e', null)],
      [
        { id: 'first', most: 2 },
        { id: 'second', most: 2 },
      ],
    );
    expect(rows.map((r) => [r.case, r.rank, r.grade])).toEqual([
      ['b', 1, 'first'],
      ['a', 2, 'second'],
      ['c', 2, 'second'],
      ['d', 4, 'second'],
    ]);
  });
});
