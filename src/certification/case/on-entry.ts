import { setDuties } from '../entry/decide.ts';
import type { EntryEvent } from '../entry/events.ts';
import type { EntryState } from '../entry/state.ts';
import type { Situation } from '../scheme/evaluate.ts';
import { valueAt } from '../scheme/evaluate.ts';
import type { OutcomeSpec, Scheme } from '../scheme/scheme.ts';
import type { CodedReason, StoredValues } from './events.ts';
import { type OpenedEntry, scopeFrom } from './results.ts';
import type { CaseState } from './state.ts';

/** What an entry of another is told when a new one succeeds it. */
export function succeededEvent(opened: OpenedEntry, situation: Situation): EntryEvent {
  return {
    type: 'EntrySucceeded',
    format: 1,
    body: { on: situation.context.calendar.today, by: opened.id, number: opened.event.body.number },
  };
}

/** The day on which what a duty asks was done: that of the audit, where the scheme says so, not that of the decision. */
function dayMet(outcome: OutcomeSpec, values: StoredValues, today: string): string {
  const given = outcome.metOn === undefined ? undefined : valueAt(values, outcome.metOn);
  // A day that is not given, or not past yet, meets nothing before the decision does.
  return typeof given === 'string' && given !== '' && given < today ? given : today;
}

/** What an outcome does to the entry that the case is about: a surveillance passed meets its duty and sets the next. */
export function entryEventsOf(
  scheme: Scheme,
  state: CaseState,
  joint: OutcomeSpec,
  given: CodedReason | null,
  situation: Situation,
  entry: EntryState,
): readonly EntryEvent[] {
  const { context } = situation;
  const on = context.calendar.today;
  const result = scheme.results.find((r) => r.id === entry.decided?.result);
  const reason = given ?? { list: 'step', code: joint.id, words: '' };
  const flow = state.opened?.flow;
  const metOn = dayMet(joint, situation.values, on);
  const met: EntryEvent[] = entry.duties
    .filter((d) => d.flow === flow)
    .slice(0, 1)
    .map((d) => ({
      type: 'DutyMet',
      format: 1,
      body: {
        duty: d.duty,
        on: metOn,
        case: state.id,
        duties: result ? setDuties(result, metOn, 'next', context, d.duty) : [],
      },
    }));
  switch (joint.entryAct) {
    case 'confirm':
    case 'renew':
      return met;
    case 'suspend': {
      const spec = result?.acts.find((a) => a.act === 'suspend');
      const end = spec?.most === undefined ? null : context.calendar.endOf(on, spec.most, 0);
      return [
        {
          type: 'EntrySuspended',
          format: 1,
          body: {
            from: on,
            until: end !== null && 'day' in end ? end.day : null,
            afterwards: spec?.afterwards ?? null,
            codes: null,
            reason,
          },
        },
      ];
    }
    case 'restore':
      return [...met, { type: 'EntryRestored', format: 1, body: { on, reason, duties: [] } }];
    case 'reduce':
    case 'extend':
      return result
        ? [
            ...met,
            {
              type: 'EntryScopeChanged',
              format: 1,
              body: {
                on,
                direction: joint.entryAct === 'reduce' ? 'reduced' : 'extended',
                scope: scopeFrom(result, situation.values),
                reason,
              },
            },
          ]
        : [];
    case 'withdraw':
    case 'cancel':
      return [
        {
          type: 'EntryEnded',
          format: 1,
          body: { on, status: joint.entryAct === 'withdraw' ? 'withdrawn' : 'cancelled', reason },
        },
      ];
    default:
      return [];
  }
}
