import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyCase } from '../case/state.ts';
import type { Scheme, StepSpec } from '../scheme/scheme.ts';
import type { RoundContext } from './decision.ts';
import { checkDrawn } from './drawn-objects.ts';
import { foldRound } from './state.ts';

const step = (id: string, work: string, more: object = {}) => ({ id, work, ...more }) as StepSpec;
const steps = [
  step('draw', 'draw', { calculation: { excused: 'excused' } }),
  step('collect', 'collect'),
  step('close', 'notice'),
];
const scheme = { round: { steps }, texts: {} } as unknown as Scheme;
const [, collect, close] = steps as [StepSpec, StepSpec, StepSpec];

function check(
  at: StepSpec,
  drawn: readonly string[] | null,
  cases: readonly string[],
  excused: readonly string[] = [],
) {
  const states = cases.map((id) => ({
    ...emptyCase(id),
    opened: { applicant: `party-${id}`, title: '' },
    ended: at === close && id.startsWith('done') ? { ending: 'granted', at: '', reason: null } : null,
  }));
  const context = { cases: states, calledAs: (party: string) => [party, party.slice(6)] } as unknown as RoundContext;
  const values = { excused: excused.map((id) => ({ id })) };
  return checkDrawn(scheme, { ...foldRound('r', []), drawn }, at, values, context);
}

describe('a round that drew its objects', () => {
  const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));

  it('ends its collecting exactly when each object has a case or a reason, and excuses nothing else', () => {
    fc.assert(
      fc.property(ids, ids, ids, (drawn, cases, excused) => {
        const found = check(collect, drawn, cases, excused);
        const missing = drawn.filter((id) => !cases.includes(id) && !excused.includes(id));
        const strange = excused.filter((id) => !drawn.includes(id));
        expect(found.filter((r) => r.code === 'object-not-drawn').map((r) => r.params['title'])).toEqual(strange);
        const without = found.filter((r) => r.code === 'drawn-without-case');
        expect(without.map((r) => r.params['list'])).toEqual(
          missing.length === 0 ? [] : [{ zh: missing.join('、'), en: missing.join(', ') }],
        );
      }),
    );
  });

  it('knows an object by its name as the list writes it, whatever the width and the suffix', () => {
    expect(check(collect, ['ＡＢ'], ['AB'])).toEqual([]);
  });

  it('is not closed while a case has no outcome, and asks nothing where nothing was drawn', () => {
    expect(check(close, ['done-1', 'x'], ['done-1', 'x'])).toMatchObject([
      { code: 'drawn-without-outcome', params: { count: '1' } },
    ]);
    expect(check(close, ['done-1'], ['done-1'])).toEqual([]);
    for (const at of steps) expect(check(at, null, ['x'], ['y'])).toEqual([]);
  });
});
