import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectReference, reference, referenceProgram, refusalOf, resultOf } from '../reference-values.contract.ts';
import { analyseFactorialMethod } from './analyse-factorial.ts';
import { analyseSurfaceMethod } from './analyse-response-surface.ts';
import { analyseTaguchiMethod } from './analyse-taguchi.ts';
import { fractionalFactorialMethod } from './fractional-plan.ts';
import { fullFactorialMethod } from './full-factorial-plan.ts';
import { checkArray } from './orthogonality.ts';
import { plackettBurman, plackettBurmanRuns } from './plackett-burman.ts';
import { boxBehnkenMethod, centralCompositeMethod } from './response-plans.ts';
import { boxBehnken, centralComposite } from './response-surface.ts';
import { plackettBurmanMethod } from './screening-plan.ts';
import { orthogonalArrays } from './taguchi-arrays.ts';
import { taguchiDesignMethod } from './taguchi-plan.ts';
import {
  aliasGroups,
  catalogueFraction,
  catalogueRuns,
  definingRelation,
  fractionRuns,
  nameWord,
  resolution,
  wordLength,
} from './two-level-fraction.ts';

describe('orthogonal arrays', () => {
  it.each(
    orthogonalArrays.map((a) => [a.id, a] as const),
  )('%s: every column balanced, every pair of columns orthogonal', (_, array) => {
    expect(checkArray(array.rows)).toEqual({ balanced: true, orthogonal: true, offending: [] });
    array.levels.forEach((levels, c) => {
      expect(new Set(array.rows.map((row) => row[c])).size).toBe(levels);
    });
  });

  it('have the sizes that their names say, and the first rows that Taguchi prints', () => {
    const rows = (id: string) => orthogonalArrays.find((a) => a.id === id)!.rows;
    expect(orthogonalArrays.map((a) => [a.id, a.rows.length, a.levels.length])).toEqual([
      ['L4', 4, 3],
      ['L8', 8, 7],
      ['L9', 9, 4],
      ['L12', 12, 11],
      ['L16', 16, 15],
      ['L16b', 16, 5],
      ['L18', 18, 8],
      ['L25', 25, 6],
      ['L27', 27, 13],
      ['L32', 32, 31],
      ['L36', 36, 23],
      ['L36b', 36, 16],
    ]);
    expect(rows('L8').map((row) => row.join(''))).toEqual([
      '1111111',
      '1112222',
      '1221122',
      '1222211',
      '2121212',
      '2122121',
      '2211221',
      '2212112',
    ]);
    expect(rows('L9').map((row) => row.join(''))).toEqual([
      '1111',
      '1222',
      '1333',
      '2123',
      '2231',
      '2312',
      '3132',
      '3213',
      '3321',
    ]);
  });

  it('a table with one level wrong is caught: the L18 of an R package with column H against C to G', () => {
    const bad = orthogonalArrays.find((a) => a.id === 'L18')!.rows.map((row) => [...row]);
    [bad[3]![7], bad[4]![7]] = [bad[4]![7]!, bad[3]![7]!];
    const check = checkArray(bad);
    expect(check.orthogonal).toBe(false);
    expect(check.offending.every((pair) => pair.includes(8))).toBe(true);
  });

  it('the columns of an interaction carry it: within its levels, the pair of factors explains them wholly', () => {
    for (const array of orthogonalArrays) {
      const n = Math.min(array.levels.length, 7);
      for (let a = 0; a < n; a++) {
        for (let b = a + 1; b < n; b++) {
          for (const c of array.interaction(a, b)) {
            const seen = new Map<string, number>();
            for (const row of array.rows) {
              const key = `${row[a]} ${row[b]}`;
              expect(seen.get(key) ?? row[c]).toBe(row[c]);
              seen.set(key, row[c]!);
            }
          }
        }
      }
    }
  });
});

describe('two-level designs', () => {
  it.each(
    plackettBurmanRuns.map((n) => [n]),
  )('Plackett-Burman, %i runs: balanced and orthogonal in all its columns', (runs) => {
    const rows = plackettBurman(runs);
    expect(rows.length).toBe(runs);
    expect(rows[0]!.length).toBe(runs - 1);
    expect(checkArray(rows)).toEqual({ balanced: true, orthogonal: true, offending: [] });
  });

  it('fractions have the resolution that Box, Hunter and Hunter print', () => {
    const printed: Record<string, number> = {
      '3/4': 3,
      '4/8': 4,
      '5/8': 3,
      '6/8': 3,
      '7/8': 3,
      '5/16': 5,
      '6/16': 4,
      '7/16': 4,
      '8/16': 4,
      '9/16': 3,
      '15/16': 3,
      '6/32': 6,
      '7/32': 4,
      '8/32': 4,
      '9/32': 4,
      '10/32': 4,
      '7/64': 7,
      '8/64': 5,
      '9/64': 4,
      '8/128': 8,
    };
    for (const [key, r] of Object.entries(printed)) {
      const [factors = 0, runs = 0] = key.split('/').map(Number);
      expect(resolution(catalogueFraction(factors, runs)!), key).toBe(r);
    }
  });

  it('fractions of least aberration: counts of the shortest words as Fries and Hunter, and Chen, Sun and Wu list them', () => {
    const listed: Record<string, number> = {
      '6/16': 3,
      '7/16': 7,
      '7/32': 1,
      '8/32': 3,
      '9/32': 6,
      '10/32': 10,
      '9/16': 4,
      '10/16': 8,
      '11/16': 12,
      '12/16': 16,
      '13/16': 22,
      '14/16': 28,
      '15/16': 35,
      '8/64': 2,
      '9/64': 1,
    };
    for (const [key, shortest] of Object.entries(listed)) {
      const [factors = 0, runs = 0] = key.split('/').map(Number);
      const fraction = catalogueFraction(factors, runs)!;
      const words = definingRelation(fraction);
      expect(words.filter((w) => wordLength(w.word) === resolution(fraction)).length, key).toBe(shortest);
    }
  });

  it('every word of the defining relation is constant over the runs, and aliases are the same column', () => {
    for (let factors = 3; factors <= 10; factors++) {
      for (const runs of catalogueRuns(factors).filter((n) => n <= 32)) {
        const fraction = catalogueFraction(factors, runs)!;
        const rows = fractionRuns(fraction);
        const product = (word: number, row: readonly number[]) =>
          row.reduce((total, x, i) => ((word >> i) & 1 ? total * x : total), 1);
        for (const { word, sign } of definingRelation(fraction))
          for (const row of rows) expect(product(word, row)).toBe(sign);
        for (const [first, ...others] of aliasGroups(fraction, 2)) {
          for (const other of others)
            for (const row of rows)
              expect(product(other.word, row) * other.sign).toBe(product(first!.word, row) * first!.sign);
        }
      }
    }
  });

  it('names aliases as in Montgomery: 2^(4-1) with D = ABC has AB with CD', () => {
    const { values } = resultOf(fractionalFactorialMethod);
    expect(values.resolution).toBe(4);
    expect(values.generators).toEqual(['D = ABC']);
    expect(values.definingRelation).toEqual(['ABCD']);
    expect(values.aliases).toEqual([
      ['AB', 'CD'],
      ['AC', 'BD'],
      ['BC', 'AD'],
    ]);
    expect(nameWord(0b101, ['温度', '时间', '压力'])).toBe('温度·压力');
  });
});

describe('plans', () => {
  it('the same seed gives the same order, another seed another, and no run is lost', () => {
    const runs = (seed: number) =>
      resultOf(fullFactorialMethod, undefined, { factors: 'A: 1, 2; B: 1, 2, 3; C: x, y', seed }).values.runs;
    expect(runs(4)).toEqual(runs(4));
    expect(runs(4)).not.toEqual(runs(5));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4294967295 }), (seed) => {
        expect(new Set(runs(seed).map((r) => r.standard)).size).toBe(12);
      }),
      { numRuns: 30 },
    );
    const standard = resultOf(fullFactorialMethod, undefined, { factors: 'A; B', randomise: false }).values.runs;
    expect(standard.map((r) => r.levels.join(' '))).toEqual(['-1 -1', '+1 -1', '-1 +1', '+1 +1']);
  });

  it('central composite: rotatable axial distances of Box and Hunter, and the wanted numbers of runs', () => {
    expect([2, 3, 4, 5, 6].map((k) => centralComposite(k, 'circumscribed', 1).alpha.toFixed(3))).toEqual([
      '1.414',
      '1.682',
      '2.000',
      '2.000',
      '2.378',
    ]);
    expect([2, 3, 4, 5, 6, 7].map((k) => centralComposite(k, 'face-centred', 0).runs.length)).toEqual([
      8, 14, 24, 26, 44, 78,
    ]);
    const { values } = resultOf(centralCompositeMethod, undefined, {
      factors: '时间: 80, 90; 温度: 170, 180',
      randomise: false,
    });
    expect(values.runs.map((r) => r.levels)).toContainEqual(['77.9289321881', '175']);
  });

  it('Box-Behnken: runs as in the paper, every column and every product of two columns sums to 0', () => {
    expect([3, 4, 5, 6, 7].map((k) => boxBehnken(k, 0).length)).toEqual([12, 24, 40, 48, 56]);
    for (let k = 3; k <= 7; k++) {
      const rows = boxBehnken(k, 1);
      for (let i = 0; i < k; i++) {
        expect(rows.reduce((total, row) => total + row[i]!, 0)).toBe(0);
        for (let j = i + 1; j < k; j++) expect(rows.reduce((total, row) => total + row[i]! * row[j]!, 0)).toBe(0);
      }
      // Equal numbers of off-centre runs for each factor: the design is balanced.
      expect(
        new Set(Array.from({ length: k }, (_, i) => rows.reduce((total, row) => total + row[i]! ** 2, 0))).size,
      ).toBe(1);
    }
  });

  it('an orthogonal array keeps columns free for the interactions asked for', () => {
    const { values } = resultOf(taguchiDesignMethod, undefined, { factors: 'A; B; C; D', interactions: 'A×B; B×C' });
    expect(values.array).toBe('L8');
    const taken = [...values.columns.map((c) => c.column), ...values.interactions.flatMap((i) => [...i.columns])];
    expect(new Set(taken).size).toBe(taken.length);
    expect(values.orthogonal && values.balanced).toBe(true);
  });

  it('chooses the least array for mixed levels, and refuses what has no room', () => {
    const mixed = resultOf(taguchiDesignMethod, undefined, {
      factors: 'A: 1, 2; B: 1, 2, 3; C: 1, 2, 3; D: 1, 2, 3',
    }).values;
    expect(mixed.array).toBe('L18');
    expect(refusalOf(taguchiDesignMethod, undefined, { factors: 'A: 1, 2, 3, 4, 5, 6, 7' })).toEqual(['no-array']);
    expect(refusalOf(taguchiDesignMethod, undefined, { factors: 'A; B', interactions: 'A×C' })).toEqual([
      'interaction-unknown',
    ]);
  });

  it('refuses factors that do not fit, in words', () => {
    expect(refusalOf(fractionalFactorialMethod, undefined, { factors: 'A; B; C: 1, 2, 3' })).toEqual(['factors-unfit']);
    expect(refusalOf(fractionalFactorialMethod, undefined, { factors: 'A; B; C; D; E', runs: 12 })).toEqual([
      'no-such-fraction',
    ]);
    expect(refusalOf(boxBehnkenMethod, undefined, { factors: 'A: 1, 2; B: 2, 1; C: 1, 2' })).toEqual([
      'levels-not-numeric',
    ]);
    expect(refusalOf(plackettBurmanMethod, undefined, { factors: 'A; A; B' })).toEqual(['factor-twice']);
    expect(
      refusalOf(fullFactorialMethod, undefined, {
        factors: Array.from({ length: 12 }, (_, i) => `F${i}: 1, 2, 3`).join('; '),
      }),
    ).toEqual(['design-too-large']);
  });
});

describe(`analysis of experiments against ${referenceProgram}`, () => {
  it('a saturated factorial: effects, and Lenth as he defines it', () => {
    const { values, warnings } = resultOf(analyseFactorialMethod);
    expect(values.effects.map((e) => e.term).slice(0, 6)).toEqual(['A', 'B', 'C', 'D', 'A×B', 'A×C']);
    expectReference(
      values.effects.map((e) => e.effect),
      'filtration.effects',
    );
    expectReference([values.lenth!.pse, ...values.effects.map((e) => e.p)], 'filtration.lenth');
    expect(warnings.map((w) => w.code)).toContain('saturated');
  });

  it('a factorial with residual degrees of freedom', () => {
    const { values } = resultOf(analyseFactorialMethod, undefined, { order: 2 });
    const halves = values.effects.flatMap((e) => [e.coefficient, e.se! / 2, e.t, e.p]);
    const constant = [values.constant, values.table.s! / 4];
    expectReference(
      [...constant, constant[0]! / constant[1]!, reference('filtration.two')[3]!, ...halves],
      'filtration.two',
    );
  });

  it('names what a fraction mixes, and judges curvature by centre runs', () => {
    const csv = 'y,A,B,C\n10,-1,-1,1\n14,1,-1,-1\n11,-1,1,-1\n19,1,1,1\n20,0,0,0\n21,0,0,0\n20.5,0,0,0\n';
    const { values, warnings } = resultOf(analyseFactorialMethod, csv, {}, { y: ['y'], factor: ['A', 'B', 'C'] });
    expect(values.aliases).toContainEqual({ term: 'A×B', same: 'C' });
    expect(values.curvature!.difference).toBeCloseTo(7, 12);
    expect(warnings.map((w) => w.code)).toContain('curvature');
    expect(refusalOf(analyseFactorialMethod, 'y,A\n1,1\n2,2\n3,4\n', {}, { y: ['y'], factor: ['A'] })).toEqual([
      'not-two-levels',
    ]);
  });

  it('a response surface: coefficients, stationary point, curvature and lack of fit', () => {
    const { values } = resultOf(analyseSurfaceMethod);
    expectReference(
      values.coefficients.flatMap((c) => [c.estimate, c.se, c.t, c.p]),
      'yield.coefficients',
      1e-8,
    );
    const [x, y] = values.stationary!.point;
    expectReference([x!.coded, y!.coded, x!.value, y!.value, values.stationary!.response], 'yield.stationary', 1e-8);
    expectReference(values.eigenvalues, 'yield.eigen', 1e-8);
    expectReference([values.lackOfFit!.f, values.lackOfFit!.p], 'yield.lack', 1e-8);
    expect(values.stationary!.kind).toBe('maximum');
  });

  it("an orthogonal array: ratios as Byrne and Taguchi's, level means and squares", () => {
    const { values } = resultOf(analyseTaguchiMethod);
    expectReference(
      values.runs.map((r) => r.ratio),
      'connector.ratio',
    );
    expectReference(
      values.levels.map((l) => l.ratio),
      'connector.levels',
    );
    const three = resultOf(
      analyseTaguchiMethod,
      undefined,
      { characteristic: 'larger' },
      { ...analyseTaguchiMethod.example.assignment, factor: ['A', 'B', 'C'] },
    ).values;
    expectReference([...three.anova.map((r) => r.ssSequential), three.ssResidual], 'connector.anova');
    expect(values.runs.map((r) => r.ratio.toFixed(3))).toEqual([
      '24.025',
      '25.522',
      '25.335',
      '25.904',
      '26.908',
      '25.326',
      '25.711',
      '24.832',
      '26.152',
    ]);
  });

  it('refuses ratios that the data do not have', () => {
    expect(
      refusalOf(
        analyseTaguchiMethod,
        'A,y\n1,0\n1,2\n2,3\n2,4\n',
        { characteristic: 'larger' },
        { y: ['y'], factor: ['A'] },
      ),
    ).toEqual(['ratio-undefined']);
    expect(
      refusalOf(
        analyseTaguchiMethod,
        'A,y\n1,1\n1,2\n2,3\n2,4\n',
        { characteristic: 'nominal' },
        { y: ['y'], factor: ['A'] },
      ),
    ).toContain('too-few-values');
  });
});
