import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../data-entry/table-reader.ts';
import {
  csvOf,
  expectReference,
  reference,
  referenceProgram,
  refusalOf,
  resultOf,
} from '../reference-values.contract.ts';
import { fitLife, type LifeRow, lifeQuantile, NoMaximum } from './fit-life.ts';
import { kaplanMeier } from './kaplan-meier.ts';
import { lifeDataMethod } from './life-data.ts';
import type { LifeFamily } from './location-scale.ts';

function rowsOf(name: string): LifeRow[] {
  const flat = reference(`life.data.${name}`);
  return Array.from({ length: flat.length / 2 }, (_, i) => ({
    time: flat[2 * i]!,
    failed: flat[2 * i + 1] === 1,
    count: 1,
  }));
}

describe(`life data against ${referenceProgram}`, () => {
  const cases = ['shock', 'lung', 'ovarian', 'rivers'].flatMap((name) =>
    (['weibull', 'lognormal', 'loglogistic', 'exponential'] as const).map((family) => [name, family] as const),
  );

  it.each(cases)('%s, %s: parameters to 1e-8, log-likelihood to 1e-10', (name, family) => {
    const fit = fitLife(rowsOf(name), family);
    const [location, scale, logLikelihood, mm, ms, ss] = reference(`life.${name}.${family}`);
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.location / location! - 1)).toBeLessThanOrEqual(1e-8);
    expect(Math.abs(fit.scale / scale! - 1)).toBeLessThanOrEqual(1e-8);
    expect(Math.abs(fit.logLikelihood / logLikelihood! - 1)).toBeLessThanOrEqual(1e-10);
    expect(Math.abs(fit.covariance[0][0] / mm! - 1)).toBeLessThanOrEqual(1e-6);
    if (family !== 'exponential') {
      expect(Math.abs(fit.covariance[1][1] / ss! - 1)).toBeLessThanOrEqual(1e-6);
      expect(Math.abs(fit.covariance[0][1] - ms!)).toBeLessThanOrEqual(1e-6 * Math.sqrt(mm! * ss!));
    }
  });

  it('the product-limit estimate', () => {
    for (const name of ['shock', 'lung', 'ovarian']) {
      const steps = kaplanMeier(rowsOf(name), 0.95);
      expectReference(
        steps.flatMap((s) => [s.time, s.atRisk, s.failures, s.survival, s.se]),
        `life.${name}.km`,
      );
    }
  });

  it('B lives with limits on the logarithm', () => {
    const fit = fitLife(rowsOf('shock'), 'weibull');
    const lives = [0.01, 0.1, 0.5].map((p) => lifeQuantile(fit, p, 0.95));
    expectReference(
      [...lives.map((l) => l.value), ...lives.map((l) => l.lower), ...lives.map((l) => l.upper)],
      'life.shock.quantiles',
      1e-7,
    );
  });

  it("the printed Weibull fit of Meeker and Escobar's shock absorbers: β = 3.16, η = 27719", () => {
    const { shape, characteristicLife } = resultOf(lifeDataMethod).values;
    expect(shape!.value.toFixed(2)).toBe('3.16');
    expect(characteristicLife!.value.toFixed(0)).toBe('27719');
  });
});

describe('the method', () => {
  it('counts units alike as if they stood in rows of their own', () => {
    const one = resultOf(lifeDataMethod, 'time,failed,count\n10,1,2\n20,1,1\n30,0,3\n', {}).values;
    const many = resultOf(lifeDataMethod, 'time,failed\n10,1\n10,1\n20,1\n30,0\n30,0\n30,0\n', {}).values;
    expect(one.shape!.value).toBeCloseTo(many.shape!.value, 12);
    expect(one.kaplanMeier).toEqual(many.kaplanMeier);
  });

  it('warns of few failures and of a better distribution; chooses it when asked', () => {
    const { warnings } = resultOf(lifeDataMethod, 'time,failed\n10,1\n25,1\n30,0\n', {});
    expect(warnings.map((w) => w.code)).toContain('few-failures');
    const csv = csvOf({ time: reference('life.data.rivers').filter((_, i) => i % 2 === 0) });
    expect(resultOf(lifeDataMethod, csv, {}).warnings.map((w) => w.code)).toContain('other-distribution');
    const best = resultOf(lifeDataMethod, csv, { distribution: 'best' }).values;
    expect(Math.min(...best.comparison.map((c) => c.aic))).toBe(
      best.comparison.find((c) => c.distribution === best.distribution)!.aic,
    );
  });

  it('refuses a time of 0, a mark that is neither 1 nor 0, and data without two failures', () => {
    expect(refusalOf(lifeDataMethod, 'time,failed\n0,1\n5,1\n')).toEqual(['time-not-positive']);
    expect(refusalOf(lifeDataMethod, 'time,failed\n3,2\n5,1\n7,1\n')).toEqual(['censoring-mark']);
    expect(refusalOf(lifeDataMethod, 'time,failed\n3,0\n5,1\n7,0\n')).toEqual(['too-few-values']);
    // Times whose logarithms are one number: nothing can be fitted to them.
    expect(refusalOf(lifeDataMethod, 'time,failed\n1e15,1\n1000000000000001,1\n1e15,1\n')).toEqual(['too-few-values']);
    expect(() => fitLife([{ time: 5, failed: false, count: 3 }], 'weibull')).toThrow(NoMaximum);
  });
});

describe('what must always hold', () => {
  const row = fc.record({
    time: fc.integer({ min: 1, max: 100000 }),
    failed: fc.boolean(),
    count: fc.integer({ min: 1, max: 5 }),
  });
  const data = fc
    .array(row, { minLength: 5, maxLength: 40 })
    .filter((rows) => new Set(rows.filter((r) => r.failed).map((r) => r.time)).size > 2);
  const family = fc.constantFrom<LifeFamily>('weibull', 'lognormal', 'loglogistic', 'exponential');

  it('a unit of time changes the location by its logarithm and nothing else', () => {
    fc.assert(
      fc.property(data, family, (rows, name) => {
        const a = fitLife(rows, name);
        const b = fitLife(
          rows.map((r) => ({ ...r, time: r.time * 8 })),
          name,
        );
        expect(a.converged && b.converged).toBe(true);
        expect(b.scale / a.scale).toBeCloseTo(1, 9);
        expect(b.location - a.location).toBeCloseTo(Math.log(8), 8);
      }),
      { numRuns: 80, seed: 12 },
    );
  });

  it('no neighbour of the estimate is likelier', () => {
    fc.assert(
      fc.property(data, (rows) => {
        const fit = fitLife(rows, 'weibull');
        const likelihood = (shape: number, scale: number) =>
          rows.reduce((total, { time, failed, count }) => {
            const t = (time / scale) ** shape;
            return total + count * ((failed ? Math.log(shape / time) + Math.log(t) : 0) - t);
          }, 0);
        const [shape, scale] = [1 / fit.scale, Math.exp(fit.location)];
        const top = likelihood(shape, scale);
        expect(Math.abs(top - fit.logLikelihood)).toBeLessThanOrEqual(1e-9 * Math.abs(top));
        for (const [a, b] of [
          [1.01, 1],
          [0.99, 1],
          [1, 1.01],
          [1, 0.99],
        ] as const)
          expect(likelihood(shape * a, scale * b)).toBeLessThanOrEqual(top);
      }),
      { numRuns: 60, seed: 13 },
    );
  });
});

describe('what became of units, in the words that people bring', () => {
  const shock = lifeDataMethod.example.csv ?? '';
  const told = (heading: string, failed: string, censored: string): string =>
    shock.replace('time,failed', `time,${heading}`).replace(/,1$/gm, `,${failed}`).replace(/,0$/gm, `,${censored}`);
  const roles = (heading: string) => ({ time: ['time'], failed: [heading] });
  const digits = resultOf(lifeDataMethod).values;
  it.each([
    ['状态', '失效', '截尾'],
    ['status', 'F', 'S'],
    ['status', 'Failed', 'censored'],
    ['status', 'F', 'C'],
    ['状态', '故障', '未失效'],
    ['状态', '１', '０'],
    ['failed', '1.0', '0.0'],
    ['是否失效', '是', '否'],
    ['是否截尾', '否', '是'],
    ['censored', 'no', 'Yes'],
    ['failed', 'TRUE', 'FALSE'],
    ['failed', 'T', 'F'],
    ['censored', 'F', 'T'],
    ['event', 'y', 'n'],
    ['状态（1失效、0截尾）', '1', '0'],
    ['status (failed = 1; censored = 0)', '1', '0'],
  ])('%s: %s and %s', (heading, failed, censored) => {
    const { values, conventions } = resultOf(lifeDataMethod, told(heading, failed, censored), {}, roles(heading));
    expect(values.failures).toBe(11);
    expect(values.shape).toEqual(digits.shape);
    const said = conventions.find(({ name }) => name === 'status');
    expect(said?.text.en).toContain(`failed \`${failed}\` × 11; censored \`${censored}\` × 27`);
  });
  it.each([
    ['yes and no under a heading that asks nothing', '状态', '是', '否'],
    ['T and F likewise', 'status', 'T', 'F'],
    ['1 and 0 under a heading that asks whether it was censored', 'censored', '1', '0'],
    ['or names both and does not say which is 1', '失效或截尾', '1', '0'],
    ['C and S without F', 'status', 'C', 'S'],
    ['a word that says nothing', 'status', 'F', 'left'],
    ['another number', 'failed', '1', '2'],
    ['nothing', 'failed', '1', ''],
  ])('refused with its cell: %s', (_, heading, failed, censored) => {
    const outcome = lifeDataMethod.run({
      table: readTable(told(heading, failed, censored)).table,
      assignment: roles(heading),
      options: {},
    });
    const problems = outcome.ok ? [] : outcome.problems;
    expect(problems.map(({ code }) => code)).toContain('censoring-mark');
    expect(problems.find(({ code }) => code === 'censoring-mark')?.cell).toMatch(/^B\d+$/);
    // One word is complained of once, not in each of its cells.
    expect(problems.length).toBeLessThanOrEqual(2);
  });
  it('the word of a row without a time says nothing', () => {
    const csv = 'time,failed\n10,失效\n20,失效\n,待定\n30,截尾\n';
    expect(resultOf(lifeDataMethod, csv, {}).values.failures).toBe(2);
  });
});
