import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../data-entry/table-reader.ts';
import { proficiencyMethods } from './proficiency-methods.ts';
import { algorithmA, exactFactor, homogeneity } from './robust.ts';

const golden = JSON.parse(readFileSync(new URL('./robust.golden.json', import.meta.url), 'utf8')) as {
  sets: { x: number[]; hubers: [number, number] }[];
  y: number[];
  sw: [number];
  ss: [number];
};

describe('algorithm A', () => {
  it('equals MASS::hubers of R with the exact factor, to 1e-10', () => {
    for (const { x, hubers } of golden.sets) {
      const { mean, sd } = algorithmA(x, exactFactor);
      expect(Math.abs(mean / hubers[0] - 1)).toBeLessThan(1e-10);
      expect(Math.abs(sd / hubers[1] - 1)).toBeLessThan(1e-10);
    }
  });

  it('moves with shift and scale, and resists one wild result', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 8, maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        (xs, scale) => {
          const plain = algorithmA(xs.map((x) => x / 7));
          const moved = algorithmA(xs.map((x) => 5 + (scale * x) / 7));
          expect(moved.mean).toBeCloseTo(5 + scale * plain.mean, 6);
          expect(moved.sd).toBeCloseTo(scale * plain.sd, 6);
        },
      ),
      { numRuns: 60 },
    );
    const base = [10.1, 9.9, 10, 10.2, 9.8, 10.1, 9.9, 10];
    expect(Math.abs(algorithmA([...base, 1e6]).mean - 10)).toBeLessThan(0.1);
  });
});

describe('proficiency testing', () => {
  it('takes s_w and s_s as aov of R does', () => {
    const rows = Array.from({ length: 10 }, (_, i) => golden.y.slice(2 * i, 2 * i + 2));
    const found = homogeneity(rows);
    expect(found.sw).toBeCloseTo(golden.sw[0], 12);
    expect(found.ss).toBeCloseTo(golden.ss[0], 12);
  });

  it('scores by z, z′, ζ and En as defined', () => {
    const method = proficiencyMethods[0];
    const outcome = method.run({
      table: readTable('lab,result,u\nA,10.5,0.1\nB,9.1,0.2\nC,10.0,').table,
      options: { xpt: 10, uxpt: 0.05, sigmaPt: 0.25 },
    });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    const values = outcome.result.values as { labs: Record<string, unknown>[] };
    const [a, b, c] = values.labs;
    expect(a).toMatchObject({ z: 2, signal: 'satisfactory' });
    expect(a?.zeta).toBeCloseTo(0.5 / Math.sqrt(0.0125), 12);
    expect(a?.en).toBeCloseTo(0.5 / (2 * Math.sqrt(0.0125)), 12);
    expect(a?.zPrime).toBeCloseTo(0.5 / Math.sqrt(0.0625 + 0.0025), 12);
    expect(b).toMatchObject({ signal: 'unsatisfactory', enSignal: 'unsatisfactory' });
    expect(c).toMatchObject({ zeta: null, en: null });
    const few = method.run({ table: readTable('result\n1\n2').table, options: {} });
    expect(few.ok ? [] : few.problems.map((p) => p.code)).toEqual(['labs-few']);
  });
});
