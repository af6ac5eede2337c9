import { describe, expect, it } from 'vitest';
import { holds } from '#certification/scheme/evaluate.ts';
import type { Entry } from '../ports/entries.ts';
import { heldFacts } from './context.ts';

const entry = (more: Partial<Entry>) =>
  ({ id: 'e', kind: 'qualification', scheme: 'cma', number: '1', scopeCodes: [], to: null, ...more }) as Entry;

describe('an entry as conditions ask about it', () => {
  it('tells why it is in its state, by list and code; free words of an import are no code', () => {
    const of = (reason: string | null) => heldFacts(entry({ status: 'withdrawn', reason }), '2026-03-02').reason;
    expect(of('withdrawal:false-commitment')).toEqual({ list: 'withdrawal', code: 'false-commitment' });
    for (const free of [null, '', '不符合要求', 'a:b:c']) expect(of(free), String(free)).toBeNull();
  });

  it('holds a condition only where the reason is the one named, and no reason of another state counts', () => {
    const asked = {
      holds: {
        who: 'applicant',
        kind: 'qualification',
        status: ['withdrawn', 'suspended'],
        reasons: [{ status: 'withdrawn', list: 'withdrawal', code: 'false-commitment' }],
      },
    } as const;
    const isHeld = (status: string, reason: string | null, to: string | null = null) => {
      const context = { held: () => [heldFacts(entry({ status, reason, to }), '2026-03-02')] };
      const situation = { values: {}, steps: new Map(), applicant: 'lab', body: 'bureau', named: [], context };
      return holds(asked, situation as unknown as Parameters<typeof holds>[1]);
    };
    expect(isHeld('withdrawn', 'withdrawal:false-commitment')).toBe(true);
    expect(isHeld('withdrawn', 'withdrawal:false-reports')).toBe(false);
    expect(isHeld('withdrawn', 'other-list:false-commitment')).toBe(false);
    expect(isHeld('withdrawn', null)).toBe(false);
    expect(isHeld('suspended', 'suspension:other')).toBe(true);
    // Its last day is over: what was suspended is expired, whatever the reason that stands beside it.
    expect(isHeld('suspended', 'withdrawal:false-commitment', '2026-03-01')).toBe(false);
  });
});
