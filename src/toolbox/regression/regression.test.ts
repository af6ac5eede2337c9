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
import { generalAnovaMethod } from './general-anova.ts';
import type { Coefficient, FitTable, Observation } from './linear-fit.ts';
import { multipleRegressionMethod } from './multiple-regression.ts';
import { simpleRegressionMethod } from './simple-regression.ts';

interface Fitted {
  readonly coefficients: readonly Coefficient[];
  readonly table: FitTable;
  readonly observations: readonly Observation[];
}

/** Everything that R's summary, confint, hatvalues, rstandard, rstudent and cooks.distance say of a fit. */
function expectFit(key: string, { coefficients, table, observations }: Fitted): void {
  expectReference(
    coefficients.flatMap((c) => [c.estimate, c.se, c.t, c.p]),
    `${key}.coefficients`,
  );
  expectReference(
    coefficients.flatMap((c) => [c.lower, c.upper]),
    `${key}.limits`,
  );
  expectReference([table.s, table.rSquared, table.rSquaredAdjusted, table.f, table.p], `${key}.table`);
  expectReference([table.rSquaredPredicted], `${key}.press`);
  expectReference(
    observations.map((o) => o.leverage),
    `${key}.hat`,
  );
  expectReference(
    observations.map((o) => o.standardised),
    `${key}.rstandard`,
  );
  expectReference(
    observations.map((o) => o.deleted),
    `${key}.rstudent`,
  );
  expectReference(
    observations.map((o) => o.cook),
    `${key}.cook`,
  );
}

const cars = () => csvOf({ x: reference('cars.speed'), y: reference('cars.dist') });

describe(`regression against ${referenceProgram}`, () => {
  it('several predictors with all diagnostics (stackloss)', () => {
    const { values } = resultOf(multipleRegressionMethod);
    expectFit('stackloss', values);
    expectReference(
      values.coefficients.slice(1).map((c) => c.vif),
      'stackloss.vif',
    );
    expectReference([values.durbinWatson], 'stackloss.durbin');
    expectReference(
      values.sequential.map((s) => s.ss),
      'stackloss.sequential',
    );
  });

  it('a line with bands and lack of fit (cars)', () => {
    const { values } = resultOf(simpleRegressionMethod, cars(), { at: '3; 21.5' });
    expectFit('cars', values);
    // R lists the predictions column by column.
    const of = (pick: (p: (typeof values.predictions)[number]) => number | null) => values.predictions.map(pick);
    expectReference([...of((p) => p.fitted), ...of((p) => p.meanLower), ...of((p) => p.meanUpper)], 'cars.mean');
    expectReference([...of((p) => p.fitted), ...of((p) => p.singleLower), ...of((p) => p.singleUpper)], 'cars.single');
    expectReference([values.lackOfFit!.f, values.lackOfFit!.p], 'cars.lack', 1e-9);
  });

  it('a parabola', () => {
    expectFit('cars2', resultOf(simpleRegressionMethod, cars(), { degree: 2 }).values);
  });

  it('warns of an outlier, of a curve that a line misses and of extrapolation', () => {
    const x = Array.from({ length: 30 }, (_, i) => i);
    const y = x.map((value, i) => value + Math.sin(7 * i) + (i === 20 ? 40 : 0));
    const codes = resultOf(simpleRegressionMethod, csvOf({ x, y }), { at: '1e6' }).warnings.map((w) => w.code);
    expect(codes).toContain('outliers');
    expect(codes).toContain('extrapolation');
    const bent = csvOf({
      x: x.flatMap((value) => [value, value]),
      y: x.flatMap((value, i) => [value ** 2 + Math.sin(i), value ** 2 - Math.cos(i)]),
    });
    expect(resultOf(simpleRegressionMethod, bent, {}).warnings.map((w) => w.code)).toContain('lack-of-fit');
  });

  it('leaves out a predictor that others determine, and says so', () => {
    const a = [1, 2, 3, 4, 5, 6, 7, 8.5];
    const b = [2, 1, 4, 3, 6, 5, 9, 7];
    const csv = csvOf({ y: [3, 4, 8, 7, 12, 10, 15, 14.5], a, b, total: a.map((value, i) => value + b[i]!) });
    const { values, warnings } = resultOf(multipleRegressionMethod, csv, {}, { y: ['y'], x: ['a', 'b', 'total'] });
    expect(values.coefficients[3]!.estimate).toBeNull();
    expect(warnings.map((w) => w.code)).toContain('dependent-terms');
  });

  it('refuses a constant predictor, too few rows and words for numbers', () => {
    expect(refusalOf(simpleRegressionMethod, 'x,y\n1,2\n1,3\n1,4\n')).toEqual(['constant-values']);
    expect(refusalOf(simpleRegressionMethod, 'x,y\n1,2\n2,3\n')).toEqual(['too-few-values']);
    expect(refusalOf(simpleRegressionMethod, 'x,y\n1,2\n2,3\n3,5\n', { at: '甲' })).toEqual(['option-invalid']);
  });
});

describe('analysis of variance of several factors', () => {
  it('balanced: all types of squares agree with R', () => {
    const { values } = resultOf(generalAnovaMethod);
    expectReference([...values.rows.map((r) => r.ssAdjusted)], 'battery.adjusted');
    expectReference([...values.rows.map((r) => r.p)], 'battery.p');
    expectReference([...values.rows.map((r) => r.ssSequential), values.ssResidual], 'battery.sequential');
    expect(values.balanced).toBe(true);
  });

  it('unbalanced: adjusted squares as drop1 with sum contrasts, sequential ones as anova', () => {
    const rows = generalAnovaMethod.example.csv!.trim().split('\n');
    const dropped = new Set([1, 2, 14, 25, 30, 36]);
    const csv = `${rows.filter((_, i) => !dropped.has(i)).join('\n')}\n`;
    const { values } = resultOf(generalAnovaMethod, csv, {}, generalAnovaMethod.example.assignment);
    expectReference([...values.rows.map((r) => r.ssAdjusted)], 'battery.unbalanced.adjusted');
    expectReference([...values.rows.map((r) => r.p)], 'battery.unbalanced.p');
    expectReference([...values.rows.map((r) => r.ssSequential), values.ssResidual], 'battery.unbalanced.sequential');
    expect(values.balanced).toBe(false);
  });

  it('the printed table of Montgomery 5.5: F of 7.91, 28.97 and 3.56', () => {
    expect(resultOf(generalAnovaMethod).values.rows.map((r) => r.f!.toFixed(2))).toEqual(['7.91', '28.97', '3.56']);
  });

  it('says where combinations have no data', () => {
    const csv = 'y,a,b\n1,p,u\n2,p,u\n3,p,v\n5,q,u\n4,q,u\n6,p,v\n';
    const { warnings } = resultOf(generalAnovaMethod, csv, {}, { y: ['y'], factor: ['a', 'b'] });
    expect(warnings.map((w) => w.code)).toContain('empty-cells');
  });
});

describe('what must always hold', () => {
  it('residuals are orthogonal to the predictors and leverages add up to the coefficients', () => {
    const value = fc.integer({ min: -500, max: 500 });
    const rows = fc
      .array(fc.tuple(value, value, value), { minLength: 8, maxLength: 25 })
      .filter(
        (list) =>
          new Set(list.map((r) => r[0])).size > 3 &&
          new Set(list.map((r) => r[1])).size > 3 &&
          new Set(list.map((r) => r[2])).size > 3,
      );
    fc.assert(
      fc.property(rows, (list) => {
        const [y, a, b] = [0, 1, 2].map((k) => list.map((r) => r[k as 0 | 1 | 2]));
        const { values } = resultOf(
          multipleRegressionMethod,
          csvOf({ y: y!, a: a!, b: b! }),
          {},
          { y: ['y'], x: ['a', 'b'] },
        );
        const dot = (x: readonly number[]) =>
          values.observations.reduce((total, o, i) => total + o.residual * x[i]!, 0);
        for (const x of [a!.map(() => 1), a!, b!]) expect(Math.abs(dot(x))).toBeLessThanOrEqual(1e-7);
        const rank = values.coefficients.filter((c) => c.estimate !== null).length;
        expect(values.observations.reduce((total, o) => total + o.leverage, 0)).toBeCloseTo(rank, 9);
      }),
      { numRuns: 40, seed: 8 },
    );
  });
});
