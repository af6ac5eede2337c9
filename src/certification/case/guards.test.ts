import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { context, persons as fixed, Run, scheme } from './case-fixture.contract.ts';
import { situationOf } from './decide.ts';
import type { NamedParty } from './events.ts';
import type { GuardQuestion } from './guard-question.ts';
import { checkGuards } from './guards.ts';

describe('the guard against judging the work of one’s own unit', () => {
  const units = ['maker', 'body', 'other'] as const;
  const somebody = fc.record({ id: fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5'), unit: fc.constantFrom(...units) });
  const people = fc.uniqueArray(somebody, { selector: (p) => p.id, maxLength: 5 });

  const asked = (drafters: readonly NamedParty[], voters: readonly NamedParty[], withUnits: boolean) => {
    const run = new Run();
    run.open();
    const state = { ...run.state, named: drafters };
    const [step] = scheme.flows[0]?.steps ?? [];
    const [outcome] = step?.outcomes ?? [];
    if (!step || !outcome) throw new Error('the scheme of the tests has no step');
    const act = context('pan', '2026-03-10T02:00:00.000Z');
    const person = (id: string) => ({ ...fixed['pan'], id, name: id, party: at(id, [...drafters, ...voters]) });
    const world = { ...act, person: (id: string) => ({ ...person(id), roles: [], competences: [], ties: [] }) };
    const guard = { guard: 'not-same-as', roles: ['auditor'], ...(withUnits ? { units: true as const } : {}) } as const;
    const question: GuardQuestion = {
      scheme,
      state,
      step: { ...step, names: ['reviewer'], guards: [guard] },
      outcome,
      naming: voters,
      situation: situationOf(state, {}, voters, world),
    };
    return checkGuards(question);
  };
  const at = (id: string, all: readonly NamedParty[]) => all.find((n) => n.person === id)?.party ?? '';
  const named = (role: string, all: readonly { readonly id: string; readonly unit: string }[]): NamedParty[] =>
    all.map(({ id, unit }) => ({ role, person: id, party: unit }));

  it('lets through exactly those who drafted nothing and whom no drafting unit employs', () => {
    fc.assert(
      fc.property(people, people, (everybody, drafting) => {
        // One employer each: who drafts works where she drafts.
        const unitOf = new Map<string, string>([...everybody, ...drafting].map((p) => [p.id, p.unit]));
        const of = (p: { readonly id: string }) => ({ id: p.id, unit: unitOf.get(p.id) ?? '' });
        const drafters = drafting.map(of);
        for (const voter of everybody.map(of)) {
          const codes = asked(named('auditor', drafters), named('reviewer', [voter]), true).map((r) => r.code);
          const drafted = drafters.some((d) => d.id === voter.id);
          const employed = drafters.some((d) => d.unit === voter.unit);
          expect(codes).toEqual(drafted ? ['same-person'] : employed ? ['same-unit'] : []);
        }
      }),
    );
  });

  it('looks at units only where the scheme asks for it, and names the person, her unit and the role', () => {
    const drafters = named('auditor', [{ id: 'p1', unit: 'other' }]);
    const voters = named('reviewer', [{ id: 'p2', unit: 'other' }]);
    expect(asked(drafters, voters, false)).toEqual([]);
    expect(asked(drafters, voters, true)).toMatchObject([
      { code: 'same-unit', params: { who: 'p2', unit: { zh: 'other', en: 'other' } } },
    ]);
  });

  it('bars the people of a unit that was named without a person', () => {
    const drafters: NamedParty[] = [{ role: 'auditor', person: null, party: 'maker' }];
    expect(asked(drafters, named('reviewer', [{ id: 'p2', unit: 'maker' }]), true).map((r) => r.code)).toEqual([
      'same-unit',
    ]);
  });
});
