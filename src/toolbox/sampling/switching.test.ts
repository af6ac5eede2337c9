import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CodeLetter, type Severity, singleCell } from './iso2859-single.ts';
import { singlePlan } from './plan.ts';
import { applyLot, judgeLot, resumeAfterStop, type SwitchingState, scoreGain, switchingStart } from './switching.ts';

const path = '../shared/reference/quality/iso2859_1_single.json';
interface Step {
  state: 'N' | 'T' | 'R';
  n: number;
  ac: number;
  accepted: boolean;
  score_after?: number;
  next_state: 'N' | 'T' | 'R';
  discontinue?: boolean;
}
const severityOf: Record<Step['state'], Severity> = { N: 'normal', T: 'tightened', R: 'reduced' };

function step(state: SwitchingState, letter: CodeLetter, aql: number, d: number) {
  const cell = singleCell(state.severity, letter, aql);
  if (!cell) throw new Error('no cell');
  const judgement = judgeLot(singlePlan(cell.n, cell.ac), [d]);
  if (!judgement) throw new Error('undecided');
  const gain = scoreGain('single', letter, aql, cell.ac, judgement);
  return {
    cell,
    judgement,
    ...applyLot(state, {
      accepted: judgement.accepted,
      original: true,
      scoreGain: gain,
      steady: true,
      reducedDesired: true,
    }),
  };
}

const lot = (accepted: boolean, more: Partial<Parameters<typeof applyLot>[1]> = {}) => ({
  accepted,
  original: true,
  scoreGain: accepted ? 3 : 0,
  steady: true,
  reducedDesired: true,
  ...more,
});

describe('switching rules', () => {
  it.skipIf(!existsSync(path))(
    'walks the six worked sequences of the reference (skipped where ../shared is absent)',
    () => {
      const { switching } = JSON.parse(readFileSync(path, 'utf8')) as {
        switching: {
          worked_sequences: {
            sequences: { letter: CodeLetter; aql: number; nonconforming: number[]; expected: Step[] }[];
          };
        };
      };
      for (const { letter, aql, nonconforming, expected } of switching.worked_sequences.sequences) {
        let state = switchingStart;
        for (const [i, want] of expected.entries()) {
          expect(state.severity).toBe(severityOf[want.state]);
          const got = step(state, letter, aql, nonconforming[i] ?? 0);
          expect([got.cell.n, got.cell.ac, got.judgement.accepted]).toEqual([want.n, want.ac, want.accepted]);
          if (want.score_after !== undefined) expect(got.score).toBe(want.score_after);
          expect(got.state.severity).toBe(severityOf[want.next_state]);
          if (want.discontinue !== undefined) expect(got.state.stopped).toBe(want.discontinue);
          state = got.state;
        }
      }
    },
  );

  it('stops after the fifth lot not accepted on tightened inspection and resumes tightened', () => {
    let state: SwitchingState = { ...switchingStart, severity: 'tightened' };
    for (const accepted of [false, true, false, true, true, false, false]) state = applyLot(state, lot(accepted)).state;
    expect(state.stopped).toBe(false);
    state = applyLot(state, lot(false)).state;
    expect(state).toMatchObject({ stopped: true, severity: 'tightened' });
    expect(applyLot(state, lot(true)).reason).toBe('stopped');
    expect(resumeAfterStop(state)).toMatchObject({ stopped: false, severity: 'tightened', notAccepted: 0 });
  });

  it('never relaxes without steady production or the authority, and ignores lots shown again', () => {
    let state = switchingStart;
    for (let i = 0; i < 20; i++) state = applyLot(state, lot(true, { reducedDesired: false })).state;
    expect(state).toMatchObject({ severity: 'normal', score: 60 });
    expect(applyLot(state, lot(false, { original: false })).state).toBe(state);
    expect(applyLot(state, lot(true)).state.severity).toBe('reduced');
    expect(applyLot({ ...switchingStart, severity: 'reduced' }, lot(true, { steady: false })).reason).toBe(
      'production-irregular',
    );
  });

  it('decides double plans by stage, and scores only the first sample', () => {
    const plan = {
      stages: [
        { n: 50, ac: 0, re: 3 },
        { n: 50, ac: 3, re: 4 },
      ],
    };
    expect(judgeLot(plan, [1])).toBeUndefined();
    expect(judgeLot(plan, [1, 2])).toMatchObject({ accepted: true, stage: 2, taken: 100 });
    expect(judgeLot(plan, [3])).toMatchObject({ accepted: false, stage: 1, taken: 50 });
    expect(scoreGain('double', 'J', 1, 2, { accepted: true, stage: 2, found: 3, taken: 100 })).toBe(0);
    expect(scoreGain('double', 'J', 1, 2, { accepted: true, stage: 1, found: 0, taken: 50 })).toBe(3);
    expect(scoreGain('multiple', 'K', 1, 3, { accepted: true, stage: 3, found: 1, taken: 96 })).toBe(3);
  });

  it('keeps its own invariants for any history', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ accepted: fc.boolean(), steady: fc.boolean() }), { maxLength: 60 }), (lots) => {
        let state = switchingStart;
        for (const { accepted, steady } of lots) {
          const next = applyLot(state, lot(accepted, { steady })).state;
          // Nothing leads from tightened to reduced or back without passing normal.
          if (state.severity === 'tightened') expect(next.severity).not.toBe('reduced');
          if (state.severity === 'reduced') expect(next.severity).not.toBe('tightened');
          expect(next.recent.length).toBeLessThanOrEqual(5);
          expect(next.notAccepted).toBeLessThanOrEqual(5);
          state = next;
        }
      }),
    );
  });
});
