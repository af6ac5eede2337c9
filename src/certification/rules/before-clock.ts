import { addDays, addMonths, type Day, daysBetween } from '../time/day.ts';
import type { Period } from '../time/period.ts';
import type { AnswerBuilder, Json } from './answer.ts';
import type { RuleValue } from './pack.ts';
import type { Joined } from './rulebook.ts';
import { stepText } from './step-words.ts';

/** A step that comes before the day that was given: an application for renewal before the last day of validity. */
export function beforeLine(
  answer: AnswerBuilder,
  at: {
    readonly step: string;
    readonly rule: Joined<Extract<RuleValue, { kind: 'clock' }>>;
    readonly day: Day;
    readonly asOf: Day;
    readonly done: Day | undefined;
  },
): Json {
  const { step, rule, day, asOf, done } = at;
  const { zh, en } = stepText(step);
  const { period } = rule.binding.value.clock;
  const latest = dayBefore(day, period);
  const length = showLength(period);
  const late = asOf > latest ? daysBetween(latest, asOf) : 0;
  const state =
    late > 0
      ? { zh: `${asOf} 已逾期 ${late} 日`, en: `${late} days late on ${asOf}` }
      : { zh: `${asOf} 未逾期`, en: `in time on ${asOf}` };
  const note = rule.binding.row.note;
  answer.line({
    id: step,
    text: {
      zh: `${zh}：${day} 届满前 ${length.zh}，最迟 ${latest} 提出；${done ? `${done} 提出，` : ''}${state.zh}${note ? `。${note.zh}` : ''}`,
      en: `${en}: ${length.en} before ${day}, by ${latest}; ${done ? `done ${done}, ` : ''}${state.en}${note ? `. ${note.en}` : ''}`,
    },
    value: latest,
    rule: rule.binding,
    others: rule.others.map((other) => ({ answer: other, value: showLength(other.value.clock.period).en })),
    inputs: { validTo: day, period: length.en },
    changes: { zh: '有效期届满日改变', en: 'another last day of validity' },
    figure: [`${step}.due`, 'day'],
  });
  return { step, before: day, due: latest, late };
}

/** Counted back from the day: months and years to the day of the same number, clamped to the month's end. */
function dayBefore(day: Day, { length, unit }: Period): Day {
  if (unit === 'months' || unit === 'years') return addMonths(day, -length * (unit === 'years' ? 12 : 1));
  return addDays(day, -length);
}

function showLength({ length, unit }: Period): { readonly zh: string; readonly en: string } {
  const zh = { days: '日', 'working-days': '个工作日', months: '个月', years: '年' }[unit];
  return { zh: `${length} ${zh}`, en: `${length} ${unit}` };
}
