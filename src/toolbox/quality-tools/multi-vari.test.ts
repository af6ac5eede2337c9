import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTable } from '../data-entry/table-reader.ts';
import { randomEffects } from '../measurement-systems/random-effects.ts';
import type { OptionValues } from '../method/method.ts';
import { type MultiVariValues, multiVari } from './multi-vari-method.ts';
import { nestedComponents } from './nested-components.ts';

const golden = JSON.parse(readFileSync(new URL('./multi-vari.golden.json', import.meta.url), 'utf8')) as {
  readonly made: string;
  readonly nested: readonly number[];
  readonly nestedExact: readonly number[];
  readonly nestedSs: readonly number[];
  readonly crossed: readonly number[];
  readonly plate: readonly string[];
  readonly sample: readonly string[];
  readonly diameter: readonly number[];
  readonly gaps: {
    readonly batch: readonly string[];
    readonly cask: readonly string[];
    readonly y: readonly number[];
    readonly ss: readonly number[];
    readonly variance: readonly number[];
  };
};

const factors2 = { factor: ['a', 'b'], measurements: ['y'] };
function outcomeOf(csv: string, options: OptionValues = {}, assignment = factors2) {
  return multiVari.run({ table: readTable(csv).table, assignment, options });
}
function result(csv: string, options: OptionValues = {}, assignment = factors2): MultiVariValues {
  const outcome = outcomeOf(csv, options, assignment);
  if (!outcome.ok) throw new Error(outcome.problems.map((p) => p.text.en).join('; '));
  return outcome.result.values as MultiVariValues;
}
const csvOf = (a: readonly string[], b: readonly string[], y: readonly number[]): string =>
  `a,b,y\n${y.map((value, i) => `${a[i]},${b[i]},${value}`).join('\n')}\n`;
const codes = (outcome: ReturnType<typeof outcomeOf>): string[] =>
  outcome.ok ? outcome.result.warnings.map((w) => w.code) : outcome.problems.map((p) => p.code);
const close = (found: readonly (number | null)[], expected: readonly number[], within: number): void => {
  expect(found.length).toBe(expected.length);
  found.forEach((value, k) => {
    expect(
      Math.abs((value ?? Number.NaN) / (expected[k] ?? Number.NaN) - 1),
      `${value} for ${expected[k]}`,
    ).toBeLessThan(within);
  });
};

describe(`against ${golden.made}`, () => {
  const variances = (values: MultiVariValues): (number | null)[] => values.components.map(({ variance }) => variance);
  const pastes = result(multiVari.example.csv ?? '', {}, { factor: ['batch', 'cask'], measurements: ['strength'] });
  test('nested: casks of a paste within deliveries', () => {
    close(variances(pastes), golden.nestedExact, 1e-10);
    close(variances(pastes), golden.nested, 1e-4);
    close(
      pastes.components.map(({ ss }) => ss),
      golden.nestedSs,
      1e-10,
    );
    expect(pastes.components.map(({ source, df }) => [source, df])).toEqual([
      ['batch', 9],
      ['cask', 20],
      ['within', 30],
    ]);
    expect(pastes.largest).toBe('cask');
  });
  test('nested with gaps', () => {
    const { batch, cask, y, ss, variance } = golden.gaps;
    const values = result(csvOf(batch, cask, y));
    close(variances(values), variance, 1e-9);
    close(
      values.components.map((one) => one.ss),
      ss,
      1e-9,
    );
    expect(codes(outcomeOf(csvOf(batch, cask, y)))).toContain('cells-unequal');
  });
  test('crossed: plates and samples of penicillin', () => {
    const values = result(csvOf(golden.plate, golden.sample, golden.diameter), { layout: 'crossed' });
    close(variances(values), golden.crossed, 1e-4);
    expect(values.components.map(({ source }) => source)).toEqual(['a', 'b', 'within']);
  });
});

test('nested components agree with those of fitting constants, whatever the gaps', () => {
  const rows = fc.array(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(1), fc.integer({ min: -50, max: 50 })), {
    minLength: 30,
    maxLength: 60,
  });
  fc.assert(
    fc.property(rows, (data) => {
      const y = data.map(([, , , value]) => value);
      const paths = [1, 2, 3].map((depth) => data.map((row) => row.slice(0, depth).join('/')));
      const other = randomEffects(
        y,
        paths.map((levels, k) => ({ name: `${k}`, levels, fixed: false })),
      );
      fc.pre(other !== undefined);
      const found = nestedComponents(y, paths);
      other?.terms.forEach(({ df, ss, variance }, k) => {
        expect(found[k]?.df).toBe(df);
        expect(found[k]?.ss).toBeCloseTo(ss, 6);
        if (variance === null) expect(found[k]?.variance).toBeNull();
        else expect(found[k]?.variance).toBeCloseTo(variance, 6);
      });
      expect(found.at(-1)?.ss).toBeCloseTo(other?.error.ss ?? Number.NaN, 6);
    }),
    { numRuns: 60 },
  );
});

describe('layouts', () => {
  // Places differ in each piece alike; pieces and days do not.
  const rows = Array.from({ length: 36 }, (_, i) => {
    const [day, piece, place] = [Math.floor(i / 12), Math.floor(i / 4) % 3, i % 4];
    return `d${day},p${piece},${place},${10 + place * 0.5 + ((i * 7) % 5) * 0.01}`;
  });
  const three = { factor: ['day', 'piece', 'place'], measurements: ['y'] };
  const csv = `day,piece,place,y\n${rows.join('\n')}\n`;
  test('without repetition the innermost factor is what varies within', () => {
    const values = result(csv, {}, three);
    expect(values.components.map(({ source, df }) => [source, df])).toEqual([
      ['day', 2],
      ['piece', 6],
      ['place', 27],
    ]);
    expect(values.largest).toBe('place');
    expect(values.components.reduce((sum, one) => sum + (one.contribution ?? 0), 0)).toBeCloseTo(100, 10);
    expect(values.cells.map(({ levels }) => levels.join('')).slice(0, 5)).toEqual([
      'd0p00',
      'd0p01',
      'd0p02',
      'd0p03',
      'd0p10',
    ]);
  });
  test('three crossed factors and their interactions', () => {
    const values = result(csv, { layout: 'crossed' }, three);
    expect(values.components.map(({ source }) => source)).toEqual([
      'day',
      'piece',
      'place',
      'day*piece',
      'day*place',
      'piece*place',
      'within',
    ]);
    expect(values.largest).toBe('place');
  });
  test('pieces numbered through the days are nested: crossing them is told to be impossible', () => {
    const numbered = `a,b,y\n${Array.from({ length: 24 }, (_, i) => `d${Math.floor(i / 6)},p${Math.floor(i / 2)},${(i * 37) % 11}`).join('\n')}\n`;
    expect(codes(outcomeOf(numbered, { layout: 'crossed' }))).toContain('component-inseparable');
    expect(codes(outcomeOf(numbered))).not.toContain('component-inseparable');
  });
  test('one level outside, one value throughout, too many cells: refused in words', () => {
    expect(codes(outcomeOf('a,b,y\n1,1,5\n1,2,6\n1,3,7\n1,4,5\n'))).toEqual(['one-level']);
    expect(codes(outcomeOf('a,b,y\n1,1,5\n1,2,5\n2,3,5\n2,4,5\n'))).toEqual(['constant-values']);
    expect(codes(outcomeOf('a,b,y\n1,1,5\n2,2,6\n3,3,7\n4,4,5\n'))).toEqual(['no-error-df']);
    const many = Array.from({ length: 4000 }, (_, i) => `${i % 40},${Math.floor(i / 40)},${(i * 37) % 101}`);
    expect(codes(outcomeOf(`a,b,y\n${many.join('\n')}\n`, { layout: 'crossed' }))).toEqual(['levels-many']);
    expect(codes(outcomeOf(`a,b,y\n${many.join('\n')}\n`))).not.toContain('levels-many');
  });
  test('a negative component is said and counts as 0', () => {
    const flat = Array.from({ length: 24 }, (_, i) => `d${Math.floor(i / 6)},p${Math.floor(i / 2)},${i % 2}`);
    const outcome = outcomeOf(`a,b,y\n${flat.join('\n')}\n`);
    expect(codes(outcome)).toContain('component-negative');
    expect(outcome.ok && (outcome.result.values as MultiVariValues).components[0]?.variance).toBe(0);
  });
});
