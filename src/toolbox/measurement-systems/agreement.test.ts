import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cohenKappa, fleissKappa, kendallConcordance, kendallTau, midranks, proportionInterval } from './agreement.ts';
import { biasTest, fitLine, lineBand, typeOne } from './single-gauge.ts';

const golden = JSON.parse(readFileSync(new URL('./agreement.golden.json', import.meta.url), 'utf8')) as Record<
  string,
  number[]
>;
const get = (name: string) => golden[name] ?? [];

function close(found: number | null | undefined, expected: number | undefined, within = 1e-10): void {
  expect(Math.abs((found ?? Number.NaN) - (expected ?? Number.NaN))).toBeLessThan(
    within * Math.max(1e-300, Math.abs(expected ?? 0)) + 1e-15,
  );
}

describe('agreement', () => {
  it('equals psych::cohen.kappa, friedman.test, cor.test and binom.test of R', () => {
    const words = (name: string) => get(name).map(String);
    const kappa = cohenKappa(words('a'), words('b'), 0.95);
    close(kappa.kappa, get('cohen')[0]);
    close(kappa.se, get('cohen')[1]);
    const w = kendallConcordance([get('a'), get('b'), get('c')]);
    close(w.w, get('w')[0]);
    close(w.chiSquared, get('w')[1]);
    close(w.p, get('w')[2]);
    const tau = kendallTau(get('a'), get('truth'));
    close(tau.tau, get('tau')[0]);
    close(tau.z, get('tau')[1]);
    close(tau.p, get('tau')[2]);
    const { low, high } = proportionInterval(18, 20, 0.95);
    close(low, get('clopper')[0]);
    close(high, get('clopper')[1]);
  });

  // Fleiss (1971): 14 raters, 10 subjects, 5 categories; kappa 0.210.
  it('gives the published kappa of 14 raters and 10 subjects', () => {
    const counts = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ];
    const kappa = fleissKappa(counts, ['1', '2', '3', '4', '5']);
    expect(kappa.overall.kappa).toBeCloseTo(0.21, 3);
    // Fleiss, Nee and Landis (1979) for these data: 0.0170 for the whole, √(2/(N n (n − 1))) for one category.
    expect(kappa.overall.se0).toBeCloseTo(0.017, 3);
    expect(kappa.categories[0]?.se0).toBeCloseTo(Math.sqrt(2 / (10 * 14 * 13)), 12);
  });

  // Cohen's kappa of the proposals in every textbook: 20, 5, 10, 15 of 50: 0.40.
  it('gives 0.4 for the table 20, 5, 10, 15', () => {
    const pairs = [
      ...Array(20).fill('yy'),
      ...Array(5).fill('yn'),
      ...Array(10).fill('ny'),
      ...Array(15).fill('nn'),
    ] as string[];
    expect(
      cohenKappa(
        pairs.map((p) => p[0] ?? ''),
        pairs.map((p) => p[1] ?? ''),
        0.95,
      ).kappa,
    ).toBeCloseTo(0.4, 12);
  });

  it('leaves undefined what is undefined', () => {
    expect(cohenKappa(['a', 'a'], ['a', 'a'], 0.95).kappa).toBeNull();
    expect(fleissKappa([[2], [2]], ['a']).overall.kappa).toBeNull();
    expect(kendallTau([1, 1, 1], [1, 2, 3]).tau).toBeNull();
    expect(
      kendallConcordance([
        [1, 1],
        [2, 2],
      ]).w,
    ).toBeNull();
    expect(
      kendallConcordance([
        [1, 2, 3],
        [1, 2, 3],
      ]).w,
    ).toBe(1);
    expect(midranks([3, 1, 3, 2])).toEqual([3.5, 1, 3.5, 2]);
  });
});

describe('a single gauge', () => {
  it('equals t.test and lm of R', () => {
    const t = biasTest([5.8, 5.7, 5.9, 5.9, 6.0, 6.1, 6.0, 6.1, 6.4, 6.3, 6.0, 6.1, 6.2, 5.6, 6.0], 6, 0.95);
    [t.bias, t.t, t.p, t.low, t.high].forEach((value, i) => {
      close(value, get('bias')[i], 1e-9);
    });
    const line = fitLine(get('x'), get('y'));
    // R's coefficient matrix runs by columns: estimates, errors, t, p.
    [
      line.intercept,
      line.slope,
      line.interceptSe,
      line.slopeSe,
      line.interceptT,
      line.slopeT,
      line.interceptP,
      line.slopeP,
      line.s,
      line.rSquared,
    ].forEach((value, i) => {
      close(value, get('line')[i]);
    });
    const band = lineBand(line, 3, 0.95);
    [band.fit, band.low, band.high].forEach((value, i) => {
      close(value, get('band')[i]);
    });
  });

  it('computes Cg and Cgk by their definition', () => {
    const test = { ...biasTest([9.9, 10.1, 10, 10.2, 9.8], 10, 0.95), s: 0.05, bias: 0.02 };
    const indices = typeOne(test, 2, 20, 6);
    // 0.2 · 2 / (6 · 0.05), (0.1 · 2 − 0.02) / (3 · 0.05)
    expect(indices.cg).toBeCloseTo(4 / 3, 13);
    expect(indices.cgk).toBeCloseTo(1.2, 13);
    expect(indices.repeatabilityPercent).toBeCloseTo(15, 12);
    expect(indices.totalPercent).toBeCloseTo(50 / 3, 12);
  });
});
