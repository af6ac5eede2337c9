import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capabilityMethods } from '../capability-methods.ts';
import { readTable } from '../data-entry/table-reader.ts';
import type { OptionValues } from '../method/method.ts';
import { checkSchema } from '../method/options.ts';
import { proportionInterval, rateInterval } from './attribute-indices.ts';
import type { BetweenWithinValues } from './between-within-method.ts';
import type { CapabilityValues } from './capability-method.ts';
import { andersonDarlingOf, type Family, fitFamily } from './fits.ts';
import { effectiveDegrees, exactSideInterval } from './indices.ts';
import type { NonnormalValues } from './nonnormal-method.ts';
import { boxCox, johnson } from './transformations.ts';

const golden = JSON.parse(readFileSync(new URL('./capability.golden.json', import.meta.url), 'utf8')) as {
  readonly made: string;
} & Readonly<Record<string, number & readonly number[]>>;
const list = (name: string): readonly number[] => golden[name] as unknown as readonly number[];
const close = (found: number | null | undefined, expected: number | undefined, tolerance = 1e-10): void => {
  expect(Math.abs((found ?? Number.NaN) / (expected ?? Number.NaN) - 1), `${found} for ${expected}`).toBeLessThan(
    tolerance,
  );
};

function run(id: string, values: readonly (number | string)[], options: OptionValues) {
  return capabilityMethods
    .find((m) => m.id === id)!
    .run({ table: readTable(`x\n${values.join('\n')}\n`).table, options, assignment: { measurements: ['x'] } });
}
function result<T>(id: string, values: readonly number[], options: OptionValues): T {
  const outcome = run(id, values, options);
  if (!outcome.ok) throw new Error(outcome.problems.map((p) => p.text.en).join('; '));
  return outcome.result.values as T;
}
const codes = (outcome: ReturnType<typeof run>): string[] =>
  outcome.ok ? outcome.result.warnings.map((w) => w.code) : outcome.problems.map((p) => p.code);

describe(`within 1e-10 of ${golden.made}`, () => {
  const x = list('x');
  const values = result<CapabilityValues>('capability', x, { lsl: 8, usl: 11.5, target: 10, subgroupSize: 4 });
  test.each(['cp', 'cpl', 'cpu', 'pp', 'ppk', 'cpm'] as const)('%s with its interval', (name) => {
    const { value, lower, upper } = values[name];
    [value, lower, upper].forEach((figure, k) => {
      close(figure, list(name)[k]);
    });
  });
  test('sigmas, ppm and normality', () => {
    close(values.sigmaWithin, golden['sigmaWithin']);
    close(values.sigmaOverall, golden['sigmaOverall']);
    [values.ppmWithin.below, values.ppmWithin.above, values.ppmOverall.below, values.ppmOverall.above].forEach(
      (ppm, k) => {
        close(ppm, list('ppm')[k]);
      },
    );
    close(values.normality?.ad, list('ad')[0]);
    close(values.normality?.p, list('ad')[1]);
  });
  test('sigma between and within taken apart, with the indices of both', () => {
    const v = result<BetweenWithinValues>('capability-between-within', list('shots'), {
      lsl: 7,
      usl: 13,
      subgroupSize: 5,
    });
    [
      v.mean,
      v.sigmaWithin,
      v.sigmaBetween,
      v.sigmaBetweenWithin,
      v.sigmaOverall,
      v.cp.value,
      v.cpk.value,
      v.ppk.value,
      v.ppmBetweenWithin.total,
    ].forEach((figure, k) => {
      close(figure, list('betweenWithin')[k]);
    });
    // One sigma for all shots would call nearly every mean out of control.
    const plain = result<CapabilityValues>('capability', list('shots'), { lsl: 7, usl: 13, subgroupSize: 5 });
    expect(plain.stability.signals.length).toBeGreaterThan(5);
    expect(v.stability.stable).toBe(true);
  });
  test('no variation between: the indices of capability, and a word', () => {
    // Means nearer to each other than their parts allow.
    const even = Array.from({ length: 60 }, (_, i) => 10 + [-0.3, -0.1, 0.1, 0.3][i % 4]! + 0.001 * Math.floor(i / 4));
    const options = { lsl: 8, usl: 12, subgroupSize: 4 };
    const v = result<BetweenWithinValues>('capability-between-within', even, options);
    expect(v.sigmaBetween).toBe(0);
    expect(v.cpk).toEqual(result<CapabilityValues>('capability', even, options).cpk);
    expect(codes(run('capability-between-within', even, options))).toContain('between-none');
    expect(codes(run('capability-between-within', even, { ...options, subgroupSize: 1 }))).toEqual(['subgroups-few']);
  });
  test('the exact interval of a one-sided index, by the noncentral t', () => {
    const [value = Number.NaN, lower, upper] = list('exact');
    const found = exactSideInterval(value, 12, 0.95);
    close(found.lower, lower);
    close(found.upper, upper);
    close(result<CapabilityValues>('capability', x.slice(0, 12), { usl: 11.5 }).ppk.lower, lower);
  });
  test.each([
    ['weibull', 'w', 'weibull'],
    ['gamma', 'w', 'gamma'],
    ['lognormal', 'w', 'lognormal'],
    ['exponential', 'w', 'exponential'],
    ['smallest-extreme-value', 'x', 'sev'],
    ['largest-extreme-value', 'x', 'lev'],
    ['logistic', 'x', 'logistic'],
  ] as const)('maximum likelihood of %s', (family, data, name) => {
    const fit = fitFamily(family as Family, list(data));
    Object.values(fit.parameters).forEach((parameter, k) => {
      close(parameter, list(name)[k], 1e-8);
    });
  });
  test('Anderson-Darling against fitted distributions', () => {
    close(andersonDarlingOf(list('w'), fitFamily('weibull', list('w'))), golden['weibullAd'], 1e-8);
    close(andersonDarlingOf(list('w'), fitFamily('gamma', list('w'))), golden['gammaAd'], 1e-8);
  });
  test('Ppk by percentiles of a Weibull', () => {
    close(
      result<NonnormalValues>('capability-nonnormal', list('w'), { lsl: 0.2, usl: 8, model: 'weibull' }).ppk.value,
      golden['weibullPpk'],
      1e-9,
    );
  });
  test('Box-Cox: lambda, its interval, and Ppk after it', () => {
    const found = boxCox(list('w'), { round: false, confidence: 0.95 });
    close(found.estimate, list('boxCox')[0], 1e-8);
    close(found.lower, list('boxCox')[1], 1e-8);
    close(found.upper, list('boxCox')[2], 1e-8);
    close(
      result<NonnormalValues>('capability-nonnormal', list('w'), { lsl: 0.2, usl: 8, model: 'box-cox', round: false })
        .ppk.value,
      golden['boxCoxPpk'],
      1e-8,
    );
  });
  test('Box-Cox: percentile points carried back, and indices by them', () => {
    const options = { lsl: 0.2, usl: 8, model: 'box-cox', round: false };
    const v = result<NonnormalValues>('capability-nonnormal', list('w'), {
      ...options,
      transformedIndices: 'percentiles',
    });
    [v.low, v.median, v.high].forEach((point, k) => {
      close(point, list('boxCoxPoints')[k], 1e-8);
    });
    [v.pp, v.ppl, v.ppu].forEach(({ value }, k) => {
      close(value, list('boxCoxByPoints')[k], 1e-8);
    });
    expect(v.ppk.value).toBe(Math.min(v.ppl.value ?? Number.NaN, v.ppu.value ?? Number.NaN));
    // The other convention has the same points and other indices.
    const other = result<NonnormalValues>('capability-nonnormal', list('w'), options);
    expect([other.low, other.median, other.high]).toEqual([v.low, v.median, v.high]);
    expect(other.ppk.value).not.toBeCloseTo(v.ppk.value ?? Number.NaN, 3);
  });
  test('exact intervals of counts', () => {
    const p = proportionInterval(7, 400, 0.95);
    const u = rateInterval(23, 12.5, 0.95);
    close(p.lower, list('binomial')[0]);
    close(p.upper, list('binomial')[1]);
    close(u.lower, list('poisson')[0]);
    close(u.upper, list('poisson')[1]);
    close(proportionInterval(0, 400, 0.95).upper, list('binomialZero')[1]);
    expect(proportionInterval(0, 400, 0.95).lower).toBe(0);
  });
});

test('breaking stress of carbon fibres: Weibull 2.7929 and 2.9437, as published', () => {
  const { example, run: go } = capabilityMethods.find((m) => m.id === 'capability-nonnormal')!;
  const outcome = go({
    table: readTable(example.csv ?? '').table,
    options: example.options,
    ...(example.assignment ? { assignment: example.assignment } : {}),
  });
  const { parameters } = (outcome.ok ? outcome.result.values : {}) as NonnormalValues;
  expect(parameters['shape']).toBeCloseTo(2.7929, 4);
  expect(parameters['scale']).toBeCloseTo(2.9437, 4);
});

test('degrees of freedom of ranges are near those that Duncan tabled (Quality Control and Industrial Statistics, table D3)', () => {
  const fives = (k: number) => effectiveDegrees({ kind: 'rbar', sizes: new Array<number>(k).fill(5) });
  expect(fives(1)).toBeCloseTo(3.83, 1);
  expect(fives(10)).toBeCloseTo(36.5, 0);
  expect(fives(20)).toBeCloseTo(72.7, 0);
});

describe('refused or said in words', () => {
  const some = [10.1, 9.8, 10.4, 9.9, 10.2, 10.0, 9.7, 10.3];
  test('limits missing, reversed, target outside', () => {
    expect(codes(run('capability', some, {}))).toEqual(['specification-missing']);
    expect(codes(run('capability', some, { lsl: 11, usl: 9 }))).toEqual(['specification-reversed']);
    expect(codes(run('capability', some, { lsl: 9, usl: 9 }))).toEqual(['specification-reversed']);
    expect(codes(run('capability', some, { lsl: 9, usl: 11, target: 12 }))).toEqual(['target-outside']);
  });
  test('too few values, constant values, values copied in pairs', () => {
    expect(codes(run('capability', [1, 2, 3], { lsl: 0 }))).toEqual(['data-few']);
    expect(codes(run('capability', [5, 5, 5, 5, 5], { lsl: 0 }))).toEqual(['data-constant']);
    expect(codes(run('capability', [5, 5, 6, 6, 7, 7], { lsl: 0, subgroupSize: 2 }))).toEqual(['spread-within-none']);
  });
  test('nor does one whose means are steady while its spread is not', () => {
    // Five values a subgroup about one mean; three subgroups of twenty-five are eight times as wide.
    const wide = Array.from({ length: 125 }, (_, k) => 10 + ((k % 5) - 2) * (Math.floor(k / 5) % 9 === 4 ? 0.8 : 0.1));
    const even = wide.map((_, k) => 10 + ((k % 5) - 2) * (0.1 + 0.01 * (Math.floor(k / 5) % 3)));
    const specification = { lsl: 5, usl: 15, subgroupSize: 5 };
    expect(codes(run('capability', wide, specification))).toContain('spread-unstable');
    expect(codes(run('capability', wide, specification))).not.toContain('process-unstable');
    expect(codes(run('capability', even, specification))).not.toContain('spread-unstable');
    const jump = Array.from({ length: 60 }, (_, k) => 10 + (k % 2) * 0.1 + (k === 30 ? 0.9 : 0) - (k === 31 ? 0.9 : 0));
    expect(codes(run('capability', jump, { lsl: 5, usl: 15 }))).toContain('spread-unstable');
  });
  test('an unstable process gets no Cpk without a word', () => {
    const drift = Array.from({ length: 60 }, (_, k) => 10 + k * 0.05 + ((k * 7) % 5) * 0.02);
    expect(codes(run('capability', drift, { lsl: 5, usl: 20 }))).toEqual(
      expect.arrayContaining(['process-unstable', 'drift-between']),
    );
  });
  test('a gauge that cannot tell parts apart gets none either', () => {
    expect(codes(run('capability', some, { lsl: 9, usl: 11, ndc: 2 }))).toContain('gauge-incapable');
    expect(
      codes(
        run(
          'capability',
          Array.from({ length: 40 }, (_, k) => (k * 7) % 3),
          { lsl: -3, usl: 5 },
        ),
      ),
    ).toContain('gauge-coarse');
  });
  test('skewed data, mean outside, values below zero for a Weibull', () => {
    expect(codes(run('capability', list('w'), { usl: 9 }))).toContain('not-normal');
    expect(codes(run('capability', some, { lsl: 11 }))).toContain('mean-outside');
    expect(codes(run('capability-nonnormal', [...list('w'), -1], { usl: 9, model: 'weibull' }))).toEqual([
      'model-unfit',
    ]);
  });
});

test('the best fit says why, and a normal sample stays normal', () => {
  const normal = result<NonnormalValues>('capability-nonnormal', list('x'), { lsl: 8, usl: 11.5 });
  expect(normal.model).toBe('normal');
  expect(normal.candidates.filter((c) => c.chosen).map((c) => c.name)).toEqual(['normal']);
  const skewed = result<NonnormalValues>('capability-nonnormal', list('w'), { usl: 9 });
  expect(skewed.model).not.toBe('normal');
  for (const c of skewed.candidates) expect(c.zh.length).toBeGreaterThan(0);
});

test('Johnson carries skewed data over to about normal', () => {
  const found = johnson(list('w'));
  expect(found?.name).toMatch(/^johnson-s[bul]$/);
  expect(found?.pValue).toBeGreaterThan(0.3);
});

test('a transformation carried back gives the value that it came from, Johnson’s and those of Box and Cox alike', () => {
  const w = list('w');
  const mirrored = w.map((x) => 12 - x);
  const found = [
    johnson(w),
    johnson(mirrored),
    boxCox(w, { round: false, confidence: 0.95 }),
    boxCox(
      w.map((x) => 1 / x),
      { round: true, confidence: 0.95 },
    ),
  ];
  for (const one of found) {
    if (!one) throw new Error('no transformation');
    for (const x of [0.3, 1, 2.5]) {
      const y = one.apply(x);
      if (Number.isFinite(y)) close(one.invert(y), x, 1e-9);
    }
  }
});

describe('percentile points after a transformation', () => {
  const falling = list('w').map((x) => (x + 0.5) ** -2);
  test('stay in order where the transformation turns it round', () => {
    const v = result<NonnormalValues>('capability-nonnormal', falling, {
      usl: 8,
      model: 'box-cox',
      round: false,
    });
    expect(v.parameters['lambda']).toBeLessThan(0);
    expect(v.low ?? Number.NaN).toBeLessThan(v.median ?? Number.NaN);
    expect(v.median ?? Number.NaN).toBeLessThan(v.high ?? Number.POSITIVE_INFINITY);
  });
  test('hold the shares of the model: 0.135 % lies below the lower and above the upper', () => {
    for (const model of ['box-cox', 'johnson']) {
      const v = result<NonnormalValues>('capability-nonnormal', list('w'), { lsl: 0.2, usl: 8, model, round: false });
      const held = result<NonnormalValues>('capability-nonnormal', list('w'), {
        model,
        round: false,
        lsl: v.low ?? Number.NaN,
        usl: v.high ?? Number.NaN,
      });
      close(held.ppmOverall.below, 1349.898031630095, 1e-9);
      close(held.ppmOverall.above, 1349.898031630095, 1e-9);
      close(held.pp.value, 1, 1e-9);
    }
  });
  test('are said to be missing where the normal reaches past the transformation', () => {
    // The square root, to which lambda is rounded: its mean less three deviations is negative, and no root is.
    const options = { lsl: 0, usl: 8, model: 'box-cox', transformedIndices: 'percentiles' };
    const outcome = run('capability-nonnormal', list('w'), options);
    expect(outcome.ok && (outcome.result.values as NonnormalValues).low).toBeNull();
    expect(codes(outcome)).toContain('point-unreachable');
    expect(codes(outcome)).not.toContain('limit-unreachable');
  });
  test('explain themselves with their figures', () => {
    const outcome = run('capability-nonnormal', list('w'), { lsl: 0.2, usl: 8, model: 'johnson' });
    if (!outcome.ok) throw new Error('refused');
    const fields = outcome.result.explanations.map((e) => e.field);
    expect(fields).toEqual(['low', 'median', 'high', 'pp.value', 'ppl.value', 'ppu.value', 'ppk.value']);
    expect(outcome.result.explanations[0]?.formula).toMatch(/ȳ − 3 s_y.*= -?\d+\.\d+$/);
  });
});

test('each example keeps the field contract', () => {
  for (const m of capabilityMethods) {
    const outcome = m.run({
      table: readTable(m.example.csv ?? '').table,
      options: m.example.options,
      ...(m.example.assignment ? { assignment: m.example.assignment } : {}),
    });
    expect(
      outcome.ok
        ? checkSchema(JSON.parse(JSON.stringify(outcome.result.values)), m.resultSchema, '')
        : outcome.problems,
      m.id,
    ).toBeUndefined();
  }
});

test('a change of unit changes no index', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1, max: 9, noNaN: true }), { minLength: 10, maxLength: 40 }),
      fc.constantFrom(2, 16, 0.25),
      (data, factor) => {
        const one = run('capability', data, { lsl: 0, usl: 10 });
        const other = run(
          'capability',
          data.map((v) => v * factor),
          { lsl: 0, usl: 10 * factor },
        );
        if (!one.ok || !other.ok) return;
        const [a, b] = [one.result.values as CapabilityValues, other.result.values as CapabilityValues];
        expect(b.ppk.value).toBeCloseTo(a.ppk.value ?? Number.NaN, 8);
        expect(b.cpk.value).toBeCloseTo(a.cpk.value ?? Number.NaN, 8);
        expect(b.cpk.value ?? 0).toBeLessThanOrEqual((b.cp.value ?? 0) + 1e-9);
      },
    ),
    { numRuns: 50 },
  );
});
