import { type Refusal, type RefusalParam, refuse } from '../act/refusal.ts';
import type { Condition } from '../scheme/condition.ts';
import { joined } from '../scheme/edition/value-words.ts';
import { compareValues, holds, isInState, type Situation, sumDecimals, valueAt } from '../scheme/evaluate.ts';
import type { Guard } from '../scheme/guard.ts';
import type { OutcomeSpec, PeriodSpec } from '../scheme/scheme.ts';
import { textOf } from '../scheme/text-of.ts';
import { isGiven, isRecord } from './field-value.ts';
import { labelOf } from './form.ts';
import type { GuardOf, GuardQuestion } from './guard-question.ts';
import {
  checkBans,
  checkCompetent,
  checkConflicts,
  checkEntitled,
  checkNotSame,
  checkRegistered,
} from './person-guards.ts';
import { checkQuorum, checkScore, checkVotes } from './vote-guards.ts';

/** Guards on persons hold for every outcome; the others only for outcomes that take the case on or grant. */
const personal: ReadonlySet<Guard['guard']> = new Set([
  'not-same-as',
  'no-conflict',
  'competent',
  'registered',
  'not-banned',
]);

export function isForwarding(outcome: OutcomeSpec): boolean {
  return outcome.goes === 'on' || (outcome.goes === 'end' && outcome.ending === 'granted');
}

/** Every guard of the step that does not hold, in the order of its declaration. */
export function checkGuards(question: GuardQuestion): Refusal[] {
  const forwarding = isForwarding(question.outcome);
  return question.step.guards
    .filter(({ guard, outcomes }) => outcomes?.includes(question.outcome.id) ?? (forwarding || personal.has(guard)))
    .flatMap((guard) => checkGuard(guard, question).map((r) => withBasis(r, guard)));
}

function withBasis(refusal: Refusal, guard: Guard): Refusal {
  return {
    ...refusal,
    ...(guard.basis === undefined ? {} : { basis: guard.basis }),
    ...(guard.message === undefined ? {} : { message: guard.message }),
  };
}

function checkGuard(guard: Guard, q: GuardQuestion): Refusal[] {
  const { situation, state, scheme } = q;
  switch (guard.guard) {
    case 'not-same-as':
      return checkNotSame(guard, q);
    case 'no-conflict':
      return checkConflicts(q);
    case 'competent':
      return checkCompetent(guard, q);
    case 'registered':
      return checkRegistered(guard, q);
    case 'not-banned':
      return checkBans(guard, q);
    case 'entitled':
      return checkEntitled(guard, q);
    case 'present': {
      const absent = guard.fields.filter((field) => !isGiven(valueAt(situation.values, field)));
      return absent.length === 0
        ? []
        : [refuse('fields-absent', { fields: absent.map((f) => labelOf(scheme, f)).join('、') })];
    }
    case 'order':
      return checkOrder(guard, q);
    case 'least-time':
    case 'most-time':
      return checkTime(guard, q);
    case 'no-open-finding': {
      const open = [...state.findings.values()].filter(
        (f) => f.state !== 'closed' && (guard.grades?.includes(f.grade) ?? true),
      );
      return open.length === 0
        ? []
        : [
            refuse('open-findings', {
              count: String(open.length),
              list: joined(
                open.map((f) => {
                  const grade = textOf(scheme, `grade.${f.grade}`);
                  return { zh: `${grade.zh} ${f.clause}`, en: `${grade.en} ${f.clause}` };
                }),
                { zh: '；', en: '; ' },
              ),
            }),
          ];
    }
    case 'quorum':
      return checkQuorum(guard, q);
    case 'vote-share':
      return checkVotes(guard, q);
    case 'score':
      return checkScore(guard, q);
    case 'rank-within-quota': {
      const rank = valueAt(situation.values, 'rank');
      const quota = scheme.round?.quotas.find((x) => x.id === guard.quota)?.most;
      return quota === undefined || (typeof rank === 'number' && rank <= quota)
        ? []
        : [refuse('beyond-quota', { rank: String(rank ?? '—'), quota: String(quota) })];
    }
    case 'no-history':
      return checkHistory(guard, q);
    case 'accumulated': {
      const rows = valueAt(situation.values, guard.field);
      const found = sumDecimals(
        Array.isArray(rows) ? rows.map((row) => (isRecord(row) ? row[guard.column] : undefined)) : [],
      );
      return (compareValues(found, String(guard.least)) ?? -1) >= 0
        ? []
        : [
            refuse(
              'accumulated-below',
              { label: labelOf(scheme, guard.column), found, least: String(guard.least) },
              { field: guard.field },
            ),
          ];
    }
    case 'requires':
      return guard.rows === undefined
        ? holds(guard.condition, situation)
          ? []
          : [refuse('requirement-unmet', { condition: textOf(scheme, guard.message) })]
        : rowsUnmet(guard.condition, guard.rows, situation).map((row) => {
            const says = scheme.texts[guard.message] ?? { zh: guard.message, en: guard.message };
            const condition = { zh: `${says.zh}（第 ${row} 行）`, en: `${says.en} (row ${row})` };
            return refuse('requirement-unmet', { condition }, { field: `${guard.rows}.${row - 1}` });
          });
  }
}

/** Rows, counted from 1, in which the condition does not hold; a row's own columns stand before the fields of the case. */
function rowsUnmet(condition: Condition, field: string, situation: Situation): readonly number[] {
  const rows = valueAt(situation.values, field);
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row, index) => {
    const values = isRecord(row) ? { ...situation.values, ...row } : situation.values;
    return holds(condition, { ...situation, values }) ? [] : [index + 1];
  });
}

function checkOrder(guard: GuardOf<'order'>, q: GuardQuestion): Refusal[] {
  const days = guard.fields
    .map((field) => ({ field, day: valueAt(q.situation.values, field) }))
    .filter((x): x is { field: string; day: string } => typeof x.day === 'string' && x.day !== '');
  return days.slice(1).flatMap((later, index) => {
    const earlier = days[index];
    return earlier && later.day < earlier.day
      ? [
          refuse(
            'dates-disordered',
            {
              later: labelOf(q.scheme, later.field),
              laterDay: later.day,
              earlier: labelOf(q.scheme, earlier.field),
              earlierDay: earlier.day,
            },
            { field: later.field },
          ),
        ]
      : [];
  });
}

function checkTime(guard: GuardOf<'least-time'> | GuardOf<'most-time'>, q: GuardQuestion): Refusal[] {
  const { calendar } = q.situation.context;
  const doneAt = q.state.steps.get(guard.from)?.doneAt;
  if (!doneAt) return [];
  const end = calendar.endOf(calendar.dayOf(doneAt), guard.period, 0);
  if ('tableEnds' in end) return [refuse('beyond-holiday-table', { tableEnds: end.tableEnds })];
  const params = { from: textOf(q.scheme, `step.${guard.from}`), period: periodText(guard.period), day: end.day };
  if (guard.guard === 'least-time') return calendar.today >= end.day ? [] : [refuse('too-soon', params)];
  return calendar.today <= end.day ? [] : [refuse('too-late', params)];
}

const unitWords = {
  days: { zh: '日', en: 'days' },
  'working-days': { zh: '个工作日', en: 'working days' },
  months: { zh: '个月', en: 'months' },
  years: { zh: '年', en: 'years' },
} as const;

export function periodText({ length, unit }: Pick<PeriodSpec, 'length' | 'unit'>): RefusalParam {
  return { zh: `${length} ${unitWords[unit].zh}`, en: `${length} ${unitWords[unit].en}` };
}

function checkHistory(guard: GuardOf<'no-history'>, q: GuardQuestion): Refusal[] {
  const { context, applicant } = q.situation;
  return context
    .held(applicant, guard.kind, guard.scheme)
    .filter((e) => isInState(e, guard.statuses, guard.reasons))
    .flatMap((entry) => {
      const end = context.calendar.endOf(entry.since, guard.within, 0);
      if ('tableEnds' in end || context.calendar.today >= end.day) return [];
      return [
        refuse('history-bars', {
          day: entry.since,
          what: `${entry.number} ${entry.status}`,
          period: periodText(guard.within),
          earliest: end.day,
        }),
      ];
    });
}
