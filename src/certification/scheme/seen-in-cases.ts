import { paramIn } from '../act/refusal.ts';
import type { CodedReason } from '../case/events.ts';
import type { Scheme } from './scheme.ts';
import type { WorkedCase } from './worked-case/case-file.ts';
import { playWorkedCase } from './worked-case/run.ts';
import type { WorkedOutside } from './worked-case/world.ts';

/** What really happens in the worked cases of a scheme: what is declared and never run proves nothing. */
export interface Seen {
  /** Chinese words of the conditions that refused an act. */
  readonly conditions: ReadonlySet<string>;
  /** Codes of the reasons for which something was refused, left or ended. */
  readonly reasons: ReadonlySet<string>;
}

const isReason = (value: unknown): value is CodedReason =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';

export function seenInCases(scheme: Scheme, cases: readonly WorkedCase[], outside: WorkedOutside): Seen {
  const conditions = new Set<string>();
  const reasons = new Set<string>();
  const note = (body: object) => {
    if ('reason' in body && isReason(body.reason)) reasons.add(body.reason.code);
  };
  for (const worked of cases) {
    const played = playWorkedCase(scheme, worked, outside);
    for (const { condition } of played.refused.map(({ params }) => params))
      if (condition !== undefined) conditions.add(paramIn(condition, 'zh'));
    for (const { events } of played.cases) for (const { event } of events) note(event.body);
    for (const { events } of played.entries) for (const { event } of events) note(event.body);
  }
  return { conditions, reasons };
}
