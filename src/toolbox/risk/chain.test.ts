import { describe, expect, it } from 'vitest';
import { changeImpacts, checkChain, type RiskChain } from './chain.ts';
import { shaftChain } from './risk-example.ts';

const codes = (chain: RiskChain) => checkChain(chain).map((one) => `${one.code} ${one.id}`);
const withLimit = (usl: number): RiskChain => ({
  ...shaftChain,
  characteristics: shaftChain.characteristics.map((row) => (row.id === 'C1' ? { ...row, usl } : row)),
});

describe('the chain PFMEA → control plan → control chart', () => {
  it('follows a changed characteristic to every place where it matters', () => {
    const [impact, ...rest] = changeImpacts(shaftChain, withLimit(20.01));
    expect(rest).toEqual([]);
    expect(impact).toMatchObject({
      characteristic: 'C1',
      change: 'changed',
      fields: ['usl: 20.015 → 20.01'],
      failures: ['F1', 'F2'],
      controls: ['P1'],
      charts: ['X1'],
    });
    expect(impact?.todo.length).toBe(3);
  });

  it('finds the chart whose limits are outdated', () => {
    expect(codes(shaftChain)).not.toContain('chart-outdated X1');
    expect(codes(withLimit(20.01))).toContain('chart-outdated X1');
  });

  it('finds broken links, uncontrolled risks, and missing reactions', () => {
    const [first, second] = shaftChain.controls;
    const broken: RiskChain = {
      ...shaftChain,
      controls: [
        { ...first!, failures: ['F1', 'F9'], reaction: ' ', grrTolerance: 40 },
        { ...second!, characteristic: 'C9' },
      ],
      charts: [{ id: 'X1', control: 'P7', characteristic: 'C1', method: 'xbar-r' }],
    };
    expect(codes(broken)).toEqual(
      expect.arrayContaining([
        'link-broken P1',
        'link-broken P2',
        'link-broken X1',
        'control-missing F2',
        'reaction-missing P1',
        'gauge-poor P1',
      ]),
    );
    expect(codes({ ...shaftChain, controls: [], charts: [] })).toContain('special-uncontrolled C1');
    expect(codes({ ...shaftChain, failures: [...shaftChain.failures, shaftChain.failures[0]!] })).toContain(
      'id-repeated F1',
    );
  });

  it('asks for an action where the priority is high, and doubts a severity that fell', () => {
    const rows = shaftChain.failures.map((row) =>
      row.id === 'F2' ? { ...row, o: 8, after: { s: 4, o: 2, d: 2 } } : row,
    );
    expect(codes({ ...shaftChain, failures: rows })).toEqual(
      expect.arrayContaining(['action-missing F2', 'severity-lowered F2']),
    );
  });

  it('says what is to be done with what hangs on a removed characteristic', () => {
    const without: RiskChain = {
      ...shaftChain,
      characteristics: shaftChain.characteristics.filter((row) => row.id !== 'C2'),
    };
    expect(changeImpacts(shaftChain, without)[0]).toMatchObject({
      characteristic: 'C2',
      change: 'removed',
      failures: ['F3'],
      controls: ['P2'],
    });
    expect(changeImpacts(without, shaftChain)[0]).toMatchObject({ change: 'added' });
    expect(changeImpacts(shaftChain, shaftChain)).toEqual([]);
  });
});
