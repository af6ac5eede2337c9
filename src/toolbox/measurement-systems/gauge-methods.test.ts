import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTable } from '../data-entry/table-reader.ts';
import type { Method } from '../method/method.ts';
import { expandedMethods } from './expanded-method.ts';
import { gaugeMethods } from './gauge-methods.ts';
import { actualCapability, type GaugeValues } from './gauge-result.ts';
import { varianceInterval } from './variance-interval.ts';

interface Analysis {
  df: number[];
  ss: number[];
  variance: number[];
}
interface Golden {
  crossed: (Analysis & {
    name: string;
    csv: string;
    intervals: Record<'part' | 'grr' | 'total' | 'repeatability', [number, number]>;
    pooled: Analysis;
  })[];
  nested: Analysis & { csv: string };
  gaps: Analysis & { csv: string };
}
const golden = JSON.parse(readFileSync(new URL('./gauge.golden.json', import.meta.url), 'utf8')) as Golden;
const byId = new Map([...gaugeMethods, ...expandedMethods].map((method) => [method.id, method]));

function run(id: string, csv: string, options: Record<string, unknown> = {}): GaugeValues {
  const outcome = (byId.get(id) as Method).run({ table: readTable(csv).table, options });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.result.values as GaugeValues;
}
const row = (values: GaugeValues, source: string) => values.components.find((one) => one.source === source);
function close(found: number | null | undefined, expected: number): void {
  expect(Math.abs((found ?? Number.NaN) / expected - 1)).toBeLessThan(1e-10);
}

describe('gauge R&R', () => {
  it('prints the figures of the AIAG manual', () => {
    const { csv } = golden.crossed[0] as { csv: string };
    const range = run('gauge-range', csv);
    expect(range.grr).toBeCloseTo(26.68, 2);
    expect(range.ndc).toBe(5);
    expect(row(range, 'repeatability')?.sd).toBeCloseTo(0.20188, 4);
    expect(row(range, 'reproducibility')?.sd).toBeCloseTo(0.22963, 4);
    expect(row(range, 'grr')?.sd).toBeCloseTo(0.30575, 4);
    expect(row(range, 'part')?.sd).toBeCloseTo(1.1046, 4);
    const anova = run('gauge-crossed', csv);
    expect(row(anova, 'grr')?.sd).toBeCloseTo(0.302373, 5);
    expect(row(anova, 'part')?.sd).toBeCloseTo(1.042327, 5);
    expect(anova.pooled).toBe(true);
    expect(anova.grr).toBeCloseTo(27.86, 2);
  });

  it.each(golden.crossed)('$name: sums of squares and components to 1e-10 of the projections', ({
    csv,
    df,
    ss,
    variance,
    pooled,
    intervals,
  }) => {
    const kept = run('gauge-crossed', csv, { poolingAlpha: 1 });
    kept.anova.slice(0, 4).forEach((line, i) => {
      expect(line.df).toBe(df[i]);
      close(line.ss, ss[i] ?? 0);
    });
    ['part', 'operator', 'part*operator', 'repeatability'].forEach((source, i) => {
      if ((variance[i] ?? 0) > 0) close(row(kept, source)?.variance, variance[i] ?? 0);
      else expect(row(kept, source)?.variance).toBe(0);
    });
    const without = run('gauge-crossed', csv, { poolingAlpha: 0 });
    ['part', 'operator', 'repeatability'].forEach((source, i) => {
      close(row(without, source)?.variance, pooled.variance[i] ?? 0);
    });
    for (const [source, [low, high]] of Object.entries(intervals)) {
      close((row(kept, source)?.sdLow ?? 0) ** 2, low);
      close((row(kept, source)?.sdHigh ?? 0) ** 2, high);
    }
  });

  it('nested: components to 1e-10 of the projections', () => {
    const { csv, variance } = golden.nested;
    const values = run('gauge-nested', csv);
    close(row(values, 'operator')?.variance, variance[0] ?? 0);
    close(row(values, 'part')?.variance, variance[1] ?? 0);
    close(row(values, 'repeatability')?.variance, variance[2] ?? 0);
    // The interval of a difference of mean squares holds its estimate.
    expect(row(values, 'operator')?.sdLow ?? 1).toBeLessThan(row(values, 'operator')?.sd ?? 0);
    expect(row(values, 'grr')?.sdHigh ?? 0).toBeGreaterThan(row(values, 'grr')?.sd ?? 0);
  });

  it('expanded: equals the projections with gaps, and the crossed analysis without', () => {
    const { csv, variance, ss } = golden.gaps;
    const values = run('gauge-expanded', csv);
    ['part', 'operator', 'part*operator', 'repeatability'].forEach((source, i) => {
      close(row(values, source)?.variance, variance[i] ?? 0);
    });
    values.anova.slice(0, 4).forEach((line, i) => {
      close(line.ss, ss[i] ?? 0);
    });
    const full = golden.crossed[1] as { csv: string };
    const both = [run('gauge-expanded', full.csv), run('gauge-crossed', full.csv, { poolingAlpha: 1 })] as const;
    close(both[0].grr, both[1].grr);
  });

  it('says so when the gauge cannot tell parts apart, and refuses what means nothing', () => {
    const lines = ['part,operator,measurement'];
    for (let p = 0; p < 5; p++)
      for (const o of ['A', 'B'])
        for (const e of [-0.9, 0.7, 0.4]) lines.push(`${p},${o},${10 + e * (o === 'A' ? 1 : -1) + 0.01 * p}`);
    const method = byId.get('gauge-crossed') as Method;
    const poor = method.run({ table: readTable(lines.join('\n')).table, options: {} });
    expect(poor.ok && poor.result.warnings.map((w) => w.code)).toContain('gauge-cannot-tell-parts-apart');
    const constant = method.run({
      table: readTable('part,operator,measurement\n1,A,5\n1,A,5\n2,A,5\n2,A,5').table,
      options: {},
    });
    expect(constant.ok ? [] : constant.problems.map((p) => p.code)).toEqual(['constant-data']);
    const gap = method.run({
      table: readTable('part,operator,measurement\n1,A,5\n1,A,5.1\n2,A,5\n2,A,').table,
      options: {},
    });
    expect(gap.ok ? [] : gap.problems[0]).toMatchObject({ code: 'value-missing', cell: 'C5' });
    const uneven = method.run({
      table: readTable('part,operator,measurement\n1,A,5\n1,A,5.1\n2,A,5').table,
      options: { usl: 1, lsl: 2 },
    });
    expect(uneven.ok ? [] : uneven.problems.map((p) => p.code)).toContain('study-unbalanced');
  });

  it('gives the exact chi-squared interval for one mean square', () => {
    // 20 · 4 / qchisq(0.975, 20) and 20 · 4 / qchisq(0.025, 20), R 4.2.2.
    const { low, high } = varianceInterval([{ coefficient: 1, ms: 4, df: 20 }], 0.95);
    expect(low).toBeCloseTo(80 / 34.1696069028, 9);
    expect(high).toBeCloseTo(80 / 9.5907773922649, 9);
  });

  it('finds the capability behind a gauge', () => {
    expect(actualCapability(1.3, 50)).toBeCloseTo(1.7107, 3);
    expect(actualCapability(1.3, 80)).toBeUndefined();
  });
});
