import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  csvOf,
  expectReference,
  reference,
  referenceProgram,
  refusalOf,
  resultOf,
} from '../reference-values.contract.ts';
import { contingencyMethod } from './contingency.ts';
import { equalVariancesMethod } from './equal-variances.ts';
import { kruskalWallisMethod } from './kruskal-wallis.ts';
import { mannWhitney, mannWhitneyMethod } from './mann-whitney.ts';
import { andersonDarling, lilliefors, shapiroWilk } from './normality.ts';
import { normalityMethod } from './normality-method.ts';
import { oneSampleTMethod } from './one-sample-t.ts';
import { oneWayTable, tukeyComparisons, welchAnova } from './one-way-anova.ts';
import { oneWayAnovaMethod } from './one-way-anova-method.ts';
import { pairedTMethod } from './paired-t.ts';
import { powerOf, sizeFor } from './power.ts';
import { powerMethod } from './power-method.ts';
import { oneProportionMethod, twoProportionsMethod } from './proportion-methods.ts';
import { exactBinomial, fisherExact, newcombe } from './proportions.ts';
import { mannWhitneyDistribution, ranks, signedRankDistribution } from './ranks.ts';
import type { Interval } from './test-parts.ts';
import { twoSampleTMethod } from './two-sample-t.ts';
import { bartlettTest, leveneTest } from './variances.ts';
import { wilcoxon, wilcoxonMethod } from './wilcoxon.ts';

const ends = ({ lower, upper }: Interval) => [lower, upper];
const drug1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const drug2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
const ozone = () => {
  const y = reference('ozone.data');
  const g = reference('ozone.group');
  return [1, 2, 3].map((k) => ({ name: `${k}`, values: y.filter((_, i) => g[i] === k) }));
};

describe(`tests of means against ${referenceProgram}`, () => {
  it('one sample, each alternative', () => {
    const one = resultOf(oneSampleTMethod).values;
    expectReference([one.t, one.df, one.p, ...ends(one.ci)], 'one-sample-t');
    const greater = resultOf(oneSampleTMethod, undefined, { target: 50, alternative: 'greater' }).values;
    expectReference([greater.t, greater.df, greater.p, ...ends(greater.ci)], 'one-sample-t.greater');
    const less = resultOf(oneSampleTMethod, undefined, { target: 55, alternative: 'less', confidence: 0.9 }).values;
    expectReference([less.t, less.df, less.p, ...ends(less.ci)], 'one-sample-t.less');
  });

  it('the printed figures of the NIST handbook 7.2.2.1: t = 1.782 with 9 degrees of freedom', () => {
    const { t, df } = resultOf(oneSampleTMethod).values;
    expect(t.toFixed(3)).toBe('1.782');
    expect(df).toBe(9);
  });

  it('two samples by Welch and pooled, in either layout', () => {
    const welch = resultOf(twoSampleTMethod).values;
    expectReference([welch.t, welch.df, welch.p, ...ends(welch.ci)], 'two-sample-t');
    const pooled = resultOf(twoSampleTMethod, undefined, { variances: 'equal' }).values;
    expectReference([pooled.t, pooled.df, pooled.p, ...ends(pooled.ci)], 'two-sample-t.pooled');
    const us = [18, 15, 18, 16, 17, 15, 14, 14, 14, 15];
    const japan = [24, 27, 27, 25, 31, 35, 24, 19, 28, 23];
    const stacked = csvOf({
      measurements: [...us, ...japan],
      group: [...us.map(() => 'us'), ...japan.map(() => 'japan')],
    });
    expect(resultOf(twoSampleTMethod, stacked, {}).values).toEqual(welch);
  });

  it('pairs', () => {
    const { t, df, p, ci } = resultOf(pairedTMethod).values;
    expectReference([t, df, p, ...ends(ci)], 'paired-t');
  });
});

describe('variances, proportions, tables', () => {
  it('F, Bartlett and Levene', () => {
    const { fTest } = resultOf(equalVariancesMethod).values;
    expectReference([fTest!.statistic, fTest!.p, ...ends(fTest!.ci)], 'f-test');
    const bartlett = bartlettTest(ozone());
    expectReference([bartlett.statistic, bartlett.p], 'bartlett');
    const levene = leveneTest(ozone());
    expectReference([levene.statistic, levene.p], 'levene');
  });

  it.each(['two-sided', 'less', 'greater'] as const)('an exact proportion and Fisher, %s', (alternative) => {
    const key = alternative === 'two-sided' ? 'two.sided' : alternative;
    const { p, ci } = resultOf(oneProportionMethod, undefined, {
      events: 26,
      trials: 200,
      target: 0.1,
      alternative,
    }).values;
    expectReference([p, ...ends(ci)], `one-proportion.${key}`);
    expectReference([fisherExact({ events1: 3, trials1: 12, events2: 12, trials2: 16 }, alternative)], `fisher.${key}`);
  });

  it('two-sided exact p-values on either side of the mode', () => {
    expectReference(
      [0, 1, 3, 7, 15, 20].map((k) => exactBinomial(k, 20, 0.3, 'two-sided')),
      'one-proportion.many',
    );
  });

  it('two proportions by z, Fisher and Newcombe', () => {
    const { z, p, fisher } = resultOf(twoProportionsMethod).values;
    expectReference([Math.abs(z!), p, fisher], 'two-proportions');
    expectReference(
      ends(newcombe({ events1: 104, trials1: 11037, events2: 189, trials2: 11034 }, 0.95, 'two-sided')),
      'newcombe',
    );
  });

  it('a table of counts', () => {
    const { chiSquared, df, p, g, cells } = resultOf(contingencyMethod).values;
    expectReference([chiSquared, df, p, g], 'table');
    expectReference(
      cells.map((c) => c.residual),
      'table.residuals',
    );
  });
});

describe('rank tests', () => {
  it('Mann-Whitney with ties, and exactly without', () => {
    const tied = resultOf(mannWhitneyMethod).values;
    expect(tied.exact).toBe(false);
    expectReference([tied.u, tied.p], 'mann-whitney');
    const data = reference('mann-whitney.data');
    const exact = mannWhitney(data.slice(0, 9), data.slice(9), 'two-sided', 0.95);
    expectReference([exact.u, exact.p, exact.shift, exact.ci.lower, exact.ci.upper], 'mann-whitney.exact');
    expectReference([mannWhitney(data.slice(0, 9), data.slice(9), 'less', 0.95).p], 'mann-whitney.less');
  });

  it('Wilcoxon exactly, one-sided, and with zeros and ties', () => {
    const darwin = resultOf(wilcoxonMethod).values;
    expectReference([darwin.v, darwin.p, darwin.pseudomedian, darwin.ci.lower, darwin.ci.upper], 'wilcoxon', 1e-4);
    expectReference([resultOf(wilcoxonMethod, undefined, { alternative: 'greater' }).values.p], 'wilcoxon.greater');
    const paired = wilcoxon(
      drug1.map((value, i) => Math.round(10 * (value - drug2[i]!)) / 10),
      0,
      'two-sided',
      0.95,
    );
    expectReference([paired.v, paired.p], 'wilcoxon.ties');
  });

  it('Kruskal-Wallis', () => {
    const groups = ozone();
    const csv = csvOf(Object.fromEntries(groups.map((g) => [`g${g.name}`, g.values])));
    const { h, p } = resultOf(kruskalWallisMethod, csv, {}).values;
    expectReference([h, p], 'kruskal-wallis');
  });

  it('ranks share the mean among ties; exact distributions add up to 1 and are symmetric', () => {
    expect([...ranks([3, 1, 3, 2]).ranks]).toEqual([3.5, 1, 3.5, 2]);
    expect(ranks([3, 1, 3, 2]).ties).toBe(6);
    // Mann and Whitney's own table for 3 against 3: P(U <= 1) = 2/20.
    expect(mannWhitneyDistribution(3, 3)[0]! + mannWhitneyDistribution(3, 3)[1]!).toBeCloseTo(0.1, 15);
    expect(signedRankDistribution(4)[0]).toBe(1 / 16);
    for (const d of [mannWhitneyDistribution(7, 12), signedRankDistribution(15)]) {
      expect(d.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 13);
      for (let i = 0; i < d.length; i++) expect(d[i]).toBeCloseTo(d[d.length - 1 - i]!, 15);
    }
  });
});

describe('normality', () => {
  it.each(['morley', 'three', 'five', 'eleven', 'precip', 'rivers', 'faithful', 'islands'])('%s', (name) => {
    const data = reference(`normality.data.${name}`);
    const shapiro = shapiroWilk(data);
    const [w, p, a2, d] = reference(`normality.${name}`);
    expect(Math.abs(shapiro.statistic - w!)).toBeLessThanOrEqual(1e-13);
    expect(Math.abs(shapiro.pValue / p! - 1)).toBeLessThanOrEqual(1e-9);
    // R's scale() rounds each value before the logarithms of far tails are taken.
    expect(Math.abs(andersonDarling(data).statistic - a2!)).toBeLessThanOrEqual(1e-11 * Math.max(1, a2!));
    expect(Math.abs(lilliefors(data).statistic - d!)).toBeLessThanOrEqual(1e-13);
  });

  it("Stephens' table 4.7: the adjusted A² of 0.752 is the 5 % point and 1.035 the 1 % point", () => {
    // A sample whose adjusted statistic is searched for would be a fit to itself; the formula is checked at the table's points
    // through samples that bracket them.
    const p = (skew: number) =>
      andersonDarling(Array.from({ length: 40 }, (_, i) => Math.exp(skew * Math.sin(i * 12.9898) * 2)));
    for (const skew of [0.2, 0.3, 0.4, 0.5, 0.6]) {
      const { adjusted, pValue } = p(skew);
      if (adjusted > 0.76) expect(pValue).toBeLessThan(0.05);
      if (adjusted < 0.745) expect(pValue).toBeGreaterThan(0.05);
      if (adjusted > 1.045) expect(pValue).toBeLessThan(0.01);
    }
  });

  it('says nothing that a handful of values cannot bear', () => {
    const { values, warnings } = resultOf(normalityMethod, 'm\n1.2\n3.4\n2.9\n3.1\n', {});
    expect(values.andersonDarling).toBeNull();
    expect(values.lilliefors).toBeNull();
    expect(warnings.map((w) => w.code)).toContain('small-sample');
  });
});

describe('analysis of variance', () => {
  it('table, Welch and Tukey on unequal groups', () => {
    const groups = ozone();
    const table = oneWayTable(groups);
    expectReference([table.ssBetween, table.ssWithin, table.f, table.p], 'one-way');
    const welch = welchAnova(groups);
    expectReference([welch.f, welch.df1, welch.df2, welch.p], 'welch');
    const pairs = tukeyComparisons(groups, table, 0.95);
    expectReference(
      pairs.map((c) => c.difference),
      'tukey',
    );
    // R's own qtukey is good to 7 digits.
    expectReference([...pairs.map((c) => c.lower), ...pairs.map((c) => c.upper)], 'tukey.limits', 1e-6);
  });

  it('warns of unequal spread and of groups that are not normal', () => {
    const csv = csvOf({ a: [1, 2, 3, 2, 1, 2, 3, 2], b: [10, 90, 20, 80, 5, 99, 50, 60] });
    expect(resultOf(oneWayAnovaMethod, csv, {}).warnings.map((w) => w.code)).toContain('unequal-variances');
  });
});

describe('power and sample size', () => {
  const aim = {
    test: 'two-sample-t',
    alpha: 0.05,
    alternative: 'two-sided',
    difference: 1,
    sd: 1,
    groups: 4,
    proportion: 0.1,
    target: 0.15,
  } as const;
  it('agrees with power.t.test, power.prop.test and power.anova.test', () => {
    expectReference(
      [5, 12, 23, 40].map((n) => powerOf(n, aim)),
      'power.two-sample',
    );
    expectReference(
      [5, 12, 23, 40].map((n) => powerOf(n, { ...aim, test: 'one-sample-t', difference: 0.5, alternative: 'greater' })),
      'power.one-sample',
    );
    expectReference(
      [50, 200, 500].map((n) => powerOf(n, { ...aim, test: 'two-proportions' })),
      'power.proportions',
    );
    expectReference(
      [5, 10, 20].map((n) => powerOf(n, { ...aim, test: 'one-way-anova', difference: 1 })),
      'power.anova',
      // R's noncentral F (algorithm AS 226) is good to 9 digits; ours is held to mpmath in distributions.test.ts.
      1e-8,
    );
    expectReference([sizeFor(0.9, aim)], 'size.two-sample');
  });

  it('finds a size whose power is enough and one less is not', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        fc.double({ min: 0.3, max: 0.99, noNaN: true }),
        (difference, power) => {
          const n = sizeFor(power, { ...aim, difference })!;
          expect(powerOf(n, { ...aim, difference })).toBeGreaterThanOrEqual(power);
          if (n > 2) expect(powerOf(n - 1, { ...aim, difference })).toBeLessThan(power);
        },
      ),
      { numRuns: 20, seed: 3 },
    );
  });

  it('refuses a difference of 0 and one against the alternative', () => {
    expect(refusalOf(powerMethod, undefined, { difference: 0 })).toEqual(['no-difference']);
    expect(refusalOf(powerMethod, undefined, { difference: -1, alternative: 'greater' })).toEqual(['wrong-direction']);
    expect(refusalOf(powerMethod, undefined, { test: 'one-proportion' })).toEqual(['option-missing', 'option-missing']);
  });
});

describe('refusals', () => {
  it('names constant data, too few values and wrong groups', () => {
    expect(refusalOf(oneSampleTMethod, 'm\n5\n5\n5\n')).toEqual(['constant-values']);
    expect(refusalOf(oneSampleTMethod, 'm\n5\n')).toEqual(['too-few-values']);
    expect(
      refusalOf(twoSampleTMethod, 'm,g\n1,a\n2,b\n3,c\n4,a\n5,b\n6,c\n', {}, { measurements: ['m'], group: ['g'] }),
    ).toEqual(['group-count']);
    expect(refusalOf(oneSampleTMethod, 'm\n5\n甲\n6\n')).toEqual(['not-a-number']);
    expect(refusalOf(oneProportionMethod, undefined, { events: 5, trials: 3 })).toEqual(['counts-invalid']);
    expect(refusalOf(contingencyMethod, 'a,b\n1,0\n2,0\n')).toEqual(['empty-category']);
  });
});

describe('what must always hold', () => {
  const sample = fc
    .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 30 })
    .filter((list) => new Set(list).size > 2);
  it('shifting and scaling the data changes no p-value of a t test or rank test', () => {
    fc.assert(
      fc.property(sample, sample, fc.integer({ min: 1, max: 1000 }), (a, b, shift) => {
        const moved = (list: readonly number[]) => list.map((value) => 4 * value + 4 * shift);
        const p = (x: readonly number[], y: readonly number[]) =>
          resultOf(twoSampleTMethod, csvOf({ x, y }), {}).values.p;
        expect(Math.abs(p(a, b) / p(moved(a), moved(b)) - 1)).toBeLessThanOrEqual(1e-10);
        expect(mannWhitney(a, b, 'two-sided', 0.9).p).toBeCloseTo(
          mannWhitney(moved(a), moved(b), 'two-sided', 0.9).p,
          12,
        );
      }),
      { numRuns: 40, seed: 4 },
    );
  });
});
