import { context, scheme as plain, Run } from './case-fixture.contract.ts';
import { decideStep } from './decide.ts';
import { decideFurther } from './further-acts.ts';

const now = '2026-03-10T02:00:00.000Z';
const [initial, ...others] = plain.flows;
if (!initial) throw new Error('the scheme of the tests has no flow');

/** Each auditor named gives an opinion: the step has a line for each of them. */
export const scheme: typeof plain = {
  ...plain,
  roles: plain.roles.map((role) => (role.id === 'auditor' ? { ...role, most: 9 } : role)),
  flows: [
    {
      ...initial,
      steps: initial.steps.map((step) => {
        if (step.id === 'team') return { ...step, guards: [] };
        if (step.id !== 'audit') return step;
        const { form, findings, ...rest } = step;
        return { ...rest, each: { over: { role: 'auditor' }, join: 'all' as const } };
      }),
    },
    ...others,
  ],
};
const auditor = (person: string) => ({ role: 'auditor', person, party: 'body' });

export class Opinions extends Run {
  override do(who: string, step: string, outcome: string, more: object = {}) {
    const act = { act: 'do', step, line: null, outcome, values: {}, reason: null, remarks: [], named: [], ...more };
    return this.record(
      decideStep(scheme, this.state, act as Parameters<typeof decideStep>[2], context(who, now), {
        entry: null,
        roundOpen: null,
      }),
      who,
      now,
    );
  }
  release(person: string, under: typeof plain = scheme) {
    const act = { act: 'release' as const, ...auditor(person), words: '病假' };
    return this.record(decideFurther(under, this.state, act, context('pan', now)), 'pan', now);
  }
}

/** A case in which these auditors are asked for their opinions. */
export function opinionsOf(...people: string[]): Opinions {
  const run = new Opinions();
  run.open(now);
  run.do('ann', 'application', 'done', { values: { persons: 38, standards: ['q', 'e'], name: '甲' } });
  run.do('rui', 'review', 'accept');
  run.do('pan', 'team', 'done', { named: people.map(auditor) });
  if (run.openSteps().join() !== 'audit') throw new Error(`the audit is not open: ${run.openSteps().join()}`);
  return run;
}
