import { describe, expect, it } from 'vitest';
import { readTable } from '../data-entry/table-reader.ts';
import type { Method } from '../method/method.ts';
import { designMethods } from './design-methods.ts';
import { type LotsValues, lotsMethods } from './lots-method.ts';
import { planMethods } from './plan-methods.ts';
import { variablesMethods } from './variables-methods.ts';

const byId = new Map(
  [...planMethods, ...lotsMethods, ...designMethods, ...variablesMethods].map((method) => [method.id, method]),
);
const run = (id: string, options: Record<string, unknown>, csv?: string) =>
  (byId.get(id) as Method).run({ options, ...(csv === undefined ? {} : { table: readTable(csv).table }) });
const codes = (id: string, options: Record<string, unknown>, csv?: string) => {
  const outcome = run(id, options, csv);
  return outcome.ok ? outcome.result.warnings.map((one) => one.code) : outcome.problems.map((one) => one.code);
};
const lots = (rows: readonly string[], options: Record<string, unknown> = {}): LotsValues => {
  const outcome = run(
    'sampling-switching',
    { aql: 1, ...options },
    ['lot,supplier,part,lotSize,nonconforming', ...rows].join('\n'),
  );
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.result.values as LotsValues;
};

describe('lot by lot', () => {
  const counts = [0, 1, 5, 0, 4, 1, 0, 0, 3, 1, 0, 2, 0, 1, 0, 0];
  const rows = counts.flatMap((d, i) => [
    `A${i},甲,轴,2000,${d}`,
    `B${i},乙,轴,2000,0`,
    `C${i},甲,套,500,${i % 3 === 0 ? 1 : 0}`,
  ]);

  it('keeps a state for each supplier and part, and handed-in states go on where they were', () => {
    const whole = lots(rows);
    expect(whole.states.map((state) => `${state.supplier}${state.part}`)).toEqual(['甲轴', '乙轴', '甲套']);
    const first = lots(rows.slice(0, 20));
    const second = lots(rows.slice(20), { states: first.states });
    expect(second.states).toEqual(whole.states);
    expect([...first.lots, ...second.lots]).toEqual(whole.lots);
  });

  it('shows why each switch was made, and stops', () => {
    const bad = lots([0, 5, 5, 9, 9, 9, 9, 9, 0].map((d, i) => `L${i},丙,轴,2000,${d}`));
    expect(bad.lots.map((row) => row.reason)).toEqual([
      'stays',
      'stays',
      'two-of-five-not-accepted',
      'stays',
      'stays',
      'stays',
      'stays',
      'five-not-accepted-stop',
      'stopped',
    ]);
    expect(bad.lots.at(-1)).toMatchObject({ decision: 'stopped', n: 0 });
    expect(
      codes(
        'sampling-switching',
        { aql: 1 },
        ['lot,supplier,lotSize,nonconforming', ...[5, 5, 9, 9, 9, 9, 9].map((d, i) => `L${i},丙,2000,${d}`)].join('\n'),
      ),
    ).toContain('inspection-stopped');
  });

  it('leaves a double plan undecided until its second sample, and a lot shown again uncounted', () => {
    const csv = 'lot,lotSize,first,second,original\n1,2000,2,,yes\n2,2000,2,1,yes\n3,2000,0,,no';
    const outcome = (byId.get('sampling-switching') as Method).run({
      options: { aql: 1, kind: 'double' },
      table: readTable(csv).table,
      assignment: { lot: ['lot'], lotSize: ['lotSize'], nonconforming: ['first', 'second'], original: ['original'] },
    });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    const values = outcome.result.values as LotsValues;
    expect(values.lots.map((row) => row.decision)).toEqual(['undecided', 'accepted', 'accepted']);
    expect(values.lots[2]?.reason).toBe('not-original');
    expect(outcome.result.warnings.map((one) => one.code)).toEqual(
      expect.arrayContaining(['lots-undecided', 'to-be-confirmed']),
    );
  });

  it('names the cell of a lot that is none', () => {
    const outcome = run('sampling-switching', { aql: 1 }, 'lotSize,nonconforming\n1,0');
    expect(outcome.ok ? [] : outcome.problems).toMatchObject([{ code: 'lot-size-invalid', cell: 'A2' }]);
  });
});

describe('what the sampling methods refuse and warn of', () => {
  it('says what is wrong', () => {
    expect(codes('sampling-plan', { lotSize: 1000, aql: 1.2 })).toEqual(['aql-unknown']);
    expect(codes('sampling-plan', { aql: 1 })).toEqual(['lot-size-missing']);
    expect(codes('sampling-plan', { lotSize: 20, aql: 0.1 })).toEqual(['inspect-all']);
    expect(codes('sampling-plan', { lotSize: 2000, aql: 1, kind: 'double' })).toEqual(['to-be-confirmed']);
    expect(codes('sampling-plan', { lotSize: 2000, aql: 0.1, kind: 'double' })).toEqual(['other-kind']);
    expect(codes('sampling-plan', { lotSize: 2000, aql: 1, kind: 'multiple', edition: 'mil-std-105e' })).toEqual([]);
    expect(codes('sampling-curves', { stages: [{ n: 50, ac: 1, re: 4 }] })).toEqual(['plan-invalid']);
    expect(codes('sampling-curves', { model: 'hypergeometric' })).toEqual(['lot-size-missing']);
    expect(codes('sampling-curves', { lotSize: 50 })).toEqual(['sample-exceeds-lot']);
    expect(codes('sampling-design', { p1: 0.1, p2: 0.05 })).toEqual(['points-order']);
    expect(codes('dodge-romig', { lotSize: 1000, limit: 0.01, processAverage: 0.02 })).toEqual(['average-above-limit']);
    expect(codes('variables-plan', { plan: 'z1.9', lotSize: 100, aql: 1.2 })).toEqual(['aql-unknown']);
    expect(codes('variables-plan', { plan: 'given', n: 10 })).toEqual(['plan-missing']);
  });

  it('judges a lot by measurements only with the sample the plan asks for', () => {
    const csv = 'measurements\n1.0\n1.2\n1.1';
    expect(codes('variables-lot', { usl: 2, plan: 'given', n: 5, k: 1.4 }, csv)).toEqual(['sample-size']);
    expect(codes('variables-lot', { plan: 'given', k: 1.4 }, csv)).toEqual(['limits-missing']);
    expect(codes('variables-lot', { usl: 1, lsl: 2, plan: 'given', k: 1.4 }, csv)).toEqual(['limits-reversed']);
    expect(codes('variables-lot', { usl: 2, plan: 'given', k: 1.4, sigma: 'known' }, csv)).toEqual(['sigma-missing']);
    expect(codes('variables-lot', { usl: 2, plan: 'given', k: 1.4 }, 'measurements\n1\n1\n1')).toEqual([
      'constant-data',
    ]);
    const both = run('variables-lot', { usl: 1.35, lsl: 0.85, plan: 'given', k: 1.4, control: 'combined' }, csv);
    expect(both.ok && both.result.values).toMatchObject({ accepted: true });
  });
});
