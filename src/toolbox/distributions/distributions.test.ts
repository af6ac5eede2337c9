import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaLower } from './beta.ts';
import { distributionsByName } from './by-name.ts';
import golden from './distributions.golden.json' with { type: 'json' };
import { fisherFUpper } from './fisher-f.ts';
import { studentTDensity, studentTLower } from './student-t.ts';
import { studentizedRangeLower, studentizedRangeQuantile } from './studentized-range.ts';

const parameters = (list: readonly (number | null)[]) => list.map((value) => value ?? Number.POSITIVE_INFINITY);
const goalOf = (name: string) => (name === 'studentizedRange' ? 1e-10 : 1e-12);
const named = (name: string) => {
  const found = distributionsByName.get(name);
  if (!found) throw new Error(`the gold file names \`${name}\`, which is no distribution of ours`);
  return found;
};

it('of no number no probability comes, and it comes at once', () => {
  expect(studentTLower(Number.NaN, 10)).toBeNaN();
  expect(fisherFUpper(Number.NaN, 3, 10)).toBeNaN();
  expect(betaLower(Number.NaN, 2, 3)).toBeNaN();
});

it('studentized range of two means: √2 |t|, down to quantiles far below a unit of the last place of 1', () => {
  for (const df of [3, 103.5, 1e5])
    for (const p of [1e-8, 1e-41, 1e-178, 1e-235]) {
      const expected = (p * Math.SQRT2) / (2 * studentTDensity(0, df));
      expect(Math.abs(studentizedRangeQuantile(p, 2, df) / expected - 1), `${p} (${df})`).toBeLessThan(1e-10);
      expect(Math.abs(studentizedRangeLower(expected, 2, df) / p - 1), `${p} (${df})`).toBeLessThan(1e-10);
    }
});

describe(`distributions against ${golden.version}`, () => {
  const names = [...new Set(golden.cases.map((c) => c.name))];

  it('has gold values for every distribution, some 350 and more', () => {
    expect(names.toSorted()).toEqual([...distributionsByName.keys()].toSorted());
    expect(golden.cases.length * 2 + golden.quantiles.length).toBeGreaterThan(350);
  });

  it.each(names)('%s: both tails to the goal where they are at least 1e-300', (name) => {
    const { lower, upper } = named(name);
    for (const c of golden.cases.filter((one) => one.name === name)) {
      const params = parameters(c.params);
      for (const [tail, value, gold] of [
        ['lower', lower(c.x, ...params), Number(c.lower)],
        ['upper', upper(c.x, ...params), Number(c.upper)],
      ] as const) {
        if (gold < 1e-300) continue;
        const error = Math.abs(value - gold) / gold;
        expect(
          error,
          `${name} ${tail} tail at ${c.x} (${params}): expected ${gold}, found ${value}`,
        ).toBeLessThanOrEqual(goalOf(name));
      }
    }
  });

  it.each([...new Set(golden.quantiles.map((c) => c.name))])('%s: quantiles to the goal', (name) => {
    const { quantile, quantileUpper } = named(name);
    for (const c of golden.quantiles.filter((one) => one.name === name)) {
      const value = (c.tail === 'lower' ? quantile : quantileUpper)(c.p, ...parameters(c.params));
      const gold = Number(c.x);
      expect(
        Math.abs((value - gold) / gold),
        `${name} ${c.tail} ${c.p} (${c.params}): expected ${gold}, found ${value}`,
      ).toBeLessThanOrEqual(goalOf(name));
    }
  });
});

const shape = fc.double({ min: 0.05, max: 500, noNaN: true });
const probability = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });

describe('what must always hold', () => {
  it('a quantile brings back its probability', () => {
    const continuous = ['chiSquared', 'gamma', 'studentT', 'beta', 'fisherF'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...continuous), probability, shape, shape, (name, p, a, b) => {
        const d = named(name);
        const params = name === 'chiSquared' || name === 'studentT' ? [a] : [a, b];
        const x = d.quantile(p, ...params);
        // Beyond the doubles' range, and where 1 - x is no longer a double, there is nothing to bring back.
        fc.pre(Number.isFinite(x) && Math.abs(x) > 1e-280 && !(name === 'beta' && x > 0.999));
        const back = d.lower(x, ...params);
        expect(Math.abs(back - p)).toBeLessThanOrEqual(1e-11 * p);
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('the two tails add up to 1', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...distributionsByName.keys()),
        fc.double({ min: 0, max: 30, noNaN: true }),
        (name, x) => {
          const params = {
            binomial: [30, 0.3],
            hypergeometric: [60, 20, 30],
            poisson: [4],
            noncentralF: [3, 9, 2],
            normal: [],
          }[name] ??
            {
              studentizedRange: [4, 9],
              beta: [2, 3],
              gamma: [3, 2],
              fisherF: [3, 8],
              noncentralT: [7, 1.5],
              noncentralChiSquared: [4, 3],
            }[name] ?? [6];
          const d = named(name);
          const at = name === 'beta' ? x / 30 : x;
          expect(Math.abs(d.lower(at, ...params) + d.upper(at, ...params) - 1)).toBeLessThanOrEqual(1e-11);
        },
      ),
      { numRuns: 150, seed: 6 },
    );
  });

  it('a parameter outside its domain is refused with what was expected and found', () => {
    expect(() => named('chiSquared').lower(1, -2)).toThrow('expected the degrees of freedom > 0, found `-2`');
    expect(() => named('studentT').quantile(1.5, 3)).toThrow('expected a probability between 0 and 1, found `1.5`');
    expect(() => named('studentizedRange').lower(3, 1, 9)).toThrow('expected at least 2 groups, found `1`');
  });
});
