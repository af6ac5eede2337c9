import type { Refusal, Text } from '../codes/refusal.ts';
import { type Adjustments, adjustmentFields, readAdjustments, showChange } from './adjustment.ts';
import { type Answer, AnswerBuilder, limitRefusal, noRule, refused, ruleName } from './answer.ts';
import { type BaseTime, baseTime, complexityChoices, effectivePersons, standardChoices } from './base-time.ts';
import {
  askingOf,
  type Calculator,
  dayField,
  dayOfInput,
  jurisdictionOf,
  type RuleContext,
  scopeFields,
} from './context.ts';
import {
  atLeast,
  type Fraction,
  minus,
  one,
  roundAboveFloor,
  showFraction,
  showPercent,
  times,
  upToHalf,
} from './fraction.ts';
import { type Input, textIn } from './input.ts';
import type { RuleValue } from './pack.ts';
import { type Asking, askFor, askJoined, type Joined, type JoinedItem, joinLists, type RuleBook } from './rulebook.ts';

type Share = Extract<RuleValue, { kind: 'share' }>;

/**
 * Audit time of one management system: base time from the table, adjustments with reasons inside the limit, the floor on
 * site, surveillance and recertification. Limits are judged before rounding; a figure that rounding would push under a
 * floor goes up (domain, point 13). Example 1: 250 persons, 9 days, surveillance 3, recertification 6.
 */
export const auditTimeCalculator: Calculator = {
  name: 'audit-time',
  text: { zh: '审核时间', en: 'Audit time' },
  about: {
    zh: '按 IAF MD 5 和中国认证规则计算一个管理体系的审核人日',
    en: 'Audit days of one management system by IAF MD 5 and the Chinese rules',
  },
  input: [
    {
      name: 'standard',
      kind: 'choice',
      required: true,
      choices: standardChoices,
      text: { zh: '管理体系', en: 'management system' },
    },
    { name: 'persons', kind: 'decimal', required: true, text: { zh: '有效人数', en: 'effective persons' } },
    {
      name: 'complexity',
      kind: 'choice',
      choices: complexityChoices,
      text: { zh: '复杂程度（环境、职业健康安全）', en: 'complexity (environment, occupational health and safety)' },
    },
    {
      name: 'adjustments',
      kind: 'rows',
      most: 50,
      fields: adjustmentFields,
      text: { zh: '调整（每项须有理由）', en: 'adjustments, each with its reason' },
    },
    dayField,
    ...scopeFields,
  ],
  example: { standard: 'qms', persons: 250, day: '2026-11-25' },
  compute: computeAuditTime,
};

export function computeAuditTime(input: Input, context: RuleContext): Answer {
  const { book } = context;
  const day = dayOfInput(input);
  const standard = textIn(input, 'standard') ?? '';
  const given = textIn(input, 'persons') ?? '';
  const asking = askingOf(input, day, { standard });

  const persons = effectivePersons(given);
  const adjustments = readAdjustments(input, 'adjustments', book, asking);
  if (!persons.ok) return refused(persons.refusal, ...adjustments.refusals);
  const base = baseTime(book, asking, standard, textIn(input, 'complexity'), persons.persons);
  if (!base.ok)
    return base.refusal
      ? refused(base.refusal, ...adjustments.refusals)
      : noRule({ zh: '基础审核时间', en: 'base audit time' }, day, jurisdictionOf(input));
  const limit = askJoined(book, 'audit-time.reduction-limit', 'share', asking);
  const overLimit = limit ? checkReduction(limit, adjustments, base.base) : null;
  if (overLimit || adjustments.refusals.length > 0)
    return refused(...(overLimit ? [overLimit] : []), ...adjustments.refusals);

  const answer = new AnswerBuilder();
  personsAndBase(answer, given, base.base);
  for (const item of adjustments.list) {
    answer.line({
      id: 'adjustment',
      text: { zh: `调整：${item.zh}`, en: `Adjustment: ${item.en}` },
      value: showChange(item.share),
      rule: item.answer,
      inputs: { reason: item.reason },
      changes: adjustmentChanges,
    });
  }
  const floor = limit ? times(base.base.days, minus(one, limit.binding.value.share)) : base.base.days;
  const exact = times(base.base.days, adjustments.factor);
  const total = roundAboveFloor(exact, floor);
  initialAndLowest(answer, base.base, adjustments, exact, total, floor, limit);
  shareLines(answer, book, asking, total);
  notes(answer, book, asking);
  return answer.done();
}

const adjustmentChanges: Text = {
  zh: '换一个理由或比例；减少合计不得超过上限，增加不设上限',
  en: 'another reason or share; reductions stay inside the limit in all, increases have none',
};
const personsChanges: Text = {
  zh: '有效人数改变：含各班次和承包方人员，兼职按工时折算，重复性岗位的折减须有书面理由',
  en: 'other effective persons: all shifts and contractors, part-time by hours, repetitive work reduced with a written reason',
};
const lowestChanges: Text = {
  zh: '基础审核时间改变；上限取各规则中最严的一个',
  en: 'another base time; the strictest limit of the rules binds',
};
const shareChanges: Text = {
  zh: '初次审核时间改变；比例取各规则中最严的一个',
  en: 'another initial time; the strictest share of the rules binds',
};

function checkReduction(limit: Joined<Share>, adjustments: Adjustments, base: BaseTime): Refusal | null {
  const reduction = minus(one, adjustments.factor);
  if (atLeast(limit.binding.value.share, reduction)) return null;
  const most = limit.binding.value.text;
  const lowest = times(base.days, minus(one, limit.binding.value.share));
  return limitRefusal(
    'reduction-over-limit',
    limit.binding,
    most,
    showPercent(reduction),
    {
      zh: `减少合计 ${showPercent(reduction)}，超过 ${ruleName(limit.binding)} 的上限 ${most}`,
      en: `The reductions add up to ${showPercent(reduction)}; the limit of ${ruleName(limit.binding)} is ${most}`,
    },
    {
      zh: `最低为 ${showFraction(lowest)} 人日，取 ${showFraction(upToHalf(lowest))} 人日`,
      en: `The lowest time is ${showFraction(lowest)} days, rounded up to ${showFraction(upToHalf(lowest))}`,
    },
  );
}

function personsAndBase(answer: AnswerBuilder, given: string, base: BaseTime): void {
  const whole = String(base.persons);
  const text =
    given === whole
      ? { zh: `有效人数 ${whole} 人`, en: `${whole} effective persons` }
      : { zh: `有效人数 ${given} 人，进位为 ${whole} 人`, en: `${given} effective persons, rounded up to ${whole}` };
  answer.line({
    id: 'persons',
    text,
    value: whole,
    inputs: { given },
    changes: personsChanges,
    figure: ['persons', 'persons'],
  });
  const days = showFraction(base.days);
  answer.line({
    id: 'base',
    text: {
      zh: `${base.band.from} 至 ${base.band.to} 人：基础审核时间 ${days} 人日（一阶段加二阶段）`,
      en: `${base.band.from} to ${base.band.to} persons: base time ${days} days (stage 1 and stage 2)`,
    },
    value: days,
    rule: base.rule,
    inputs: { persons: base.persons },
    changes: base.changes,
    near: base.near,
    figure: ['baseDays', 'days'],
  });
}

function initialAndLowest(
  answer: AnswerBuilder,
  base: BaseTime,
  adjustments: Adjustments,
  exact: Fraction,
  total: Fraction,
  floor: Fraction,
  limit: Joined<Share> | undefined,
): void {
  const [days, shown, rounded] = [showFraction(base.days), showFraction(exact), showFraction(total)];
  const change = adjustments.list.length === 0 ? '' : `${days} × (1 ${showChange(adjustments.sum)}) = ${shown}`;
  const raised = compareRounding(exact, total, floor);
  answer.line({
    id: 'initial',
    text: {
      zh: change === '' ? `初次审核 ${rounded} 人日` : `初次审核：${change}，取 ${rounded} 人日${raised.zh}`,
      en:
        change === ''
          ? `Initial audit: ${rounded} days`
          : `Initial audit: ${change}, taken as ${rounded} days${raised.en}`,
    },
    value: rounded,
    inputs: { base: days, exact: shown },
    changes: {
      zh: '调整须有理由并在上限之内；增加不设上限',
      en: 'adjustments with a reason, inside the limit; increases have none',
    },
    certainty: base.rule.row.certainty,
    figure: ['days', 'days'],
  });
  if (!limit) return;
  const lowest = upToHalf(floor);
  answer.line({
    id: 'lowest',
    text: {
      zh: `最多减少 ${limit.binding.value.text}：不低于 ${showFraction(floor)}，取 ${showFraction(lowest)} 人日`,
      en: `At most ${limit.binding.value.text} off: not under ${showFraction(floor)}, rounded up to ${showFraction(lowest)} days`,
    },
    value: showFraction(lowest),
    rule: limit.binding,
    others: limit.others.map((other) => ({ answer: other, value: other.value.text })),
    inputs: { base: days, exact: showFraction(floor) },
    changes: lowestChanges,
    certainty: base.rule.row.certainty,
    figure: ['lowestDays', 'days'],
  });
}

/** Says when the floor, not the nearest half, made the figure. */
function compareRounding(
  exact: Fraction,
  total: Fraction,
  floor: Fraction,
): { readonly zh: string; readonly en: string } {
  const up = times(minus(total, exact), { num: 4, den: 1 });
  if (up.num / up.den <= 1) return { zh: '', en: '' };
  return {
    zh: `（就近取整会低于下限 ${showFraction(floor)}，故进位）`,
    en: ` (the nearest half would lie under the limit ${showFraction(floor)}, so it goes up)`,
  };
}

const shareLineTexts = [
  {
    id: 'on-site',
    question: 'audit-time.on-site-share',
    figure: 'onSiteDays',
    zh: '现场审核不少于',
    en: 'On site at least',
  },
  {
    id: 'surveillance',
    question: 'audit-time.surveillance-share',
    figure: 'surveillanceDays',
    zh: '每年监督审核不少于',
    en: 'Surveillance of a year at least',
  },
  {
    id: 'recertification',
    question: 'audit-time.recertification-share',
    figure: 'recertificationDays',
    zh: '再认证审核不少于',
    en: 'Recertification at least',
  },
] as const;

/** Floors that are shares of the initial time: rounded up, both figures shown. */
function shareLines(answer: AnswerBuilder, book: RuleBook, asking: Asking, total: Fraction): void {
  for (const { id, question, figure, zh, en } of shareLineTexts) {
    const joined = askJoined(book, question, 'share', asking);
    if (!joined) continue;
    const { share } = joined.binding.value;
    const exact = times(total, share);
    const days = showFraction(upToHalf(exact));
    const shown = showFraction(exact);
    const rounded =
      shown === days
        ? { zh: `${days} 人日`, en: `${days} days` }
        : { zh: `${shown}，进位取 ${days} 人日`, en: `${shown}, rounded up to ${days} days` };
    const part = joined.binding.value.text;
    answer.line({
      id,
      text: {
        zh: `${zh} ${showFraction(total)} 的 ${part}：${rounded.zh}`,
        en: `${en} ${part} of ${showFraction(total)}: ${rounded.en}`,
      },
      value: days,
      rule: joined.binding,
      others: joined.others.map((other) => ({ answer: other, value: other.value.text })),
      inputs: { days: showFraction(total), exact: shown },
      changes: shareChanges,
      figure: [figure, 'days'],
    });
  }
}

function notes(answer: AnswerBuilder, book: RuleBook, asking: Asking): void {
  const hours = askJoined(book, 'audit-time.day-hours', 'number', asking);
  if (hours) {
    const value = showFraction(hours.binding.value.number);
    answer.line({
      id: 'day',
      text: {
        zh: `一个人日 ${value} 小时；延长每日时间不减少人日`,
        en: `A day has ${value} hours; longer days do not reduce the days`,
      },
      value,
      rule: hours.binding,
    });
  }
  const left = joinLists(askFor(book, 'audit-time.not-counted', 'list', asking), 'all-of');
  if (!left[0]) return;
  let shown = notCounted.get(left);
  if (!shown) {
    const [zh, en] = [left.map((l) => l.item.zh).join('、'), left.map((l) => l.item.en).join(', ')];
    shown = {
      text: { zh: `不计入审核时间：${zh}`, en: `Not counted: ${en}` },
      value: left.map((l) => l.item.code).join(' '),
    };
    notCounted.set(left, shown);
  }
  answer.line({ id: 'not-counted', text: shown.text, value: shown.value, rule: left[0].answer });
}

/** The words of a joined list, made once: they are the same on every answer. */
const notCounted = new WeakMap<readonly JoinedItem[], { readonly text: Text; readonly value: string }>();
