import { type Refusal, refusal } from '../codes/refusal.ts';
import { addDays, type Day, earlierDay } from '../time/day.ts';
import { type Period, validityEnd } from '../time/period.ts';
import { type Answer, AnswerBuilder, type Json, noRule, refused } from './answer.ts';
import { standardChoices } from './base-time.ts';
import {
  askingOf,
  type Calculator,
  dayField,
  dayOfInput,
  jurisdictionOf,
  type RuleContext,
  scopeFields,
} from './context.ts';
import { type Cycle, comingDue, dueDays, lastDay, textChange } from './due-days.ts';
import { dayIn, type Input, textIn, textsIn } from './input.ts';
import { readDays } from './read-days.ts';
import { type Asking, askFor, askJoined, type RuleAnswer, type RuleBook } from './rulebook.ts';

/**
 * The clock of a certificate's cycle: when the next surveillance is due by each set of rules, when one must suspend and
 * withdraw, by when recertification is done, and what holds after expiry (example 6). The earliest due day binds; the
 * others stand beside it.
 */
export const cycleCalculator: Calculator = {
  name: 'cycle',
  text: { zh: '认证周期', en: 'Cycle of a certificate' },
  about: {
    zh: '监督、暂停、撤销和再认证的期限及依据',
    en: 'Due days of surveillance, suspension, withdrawal and recertification, with their rules',
  },
  input: [
    {
      name: 'standard',
      kind: 'choice',
      required: true,
      choices: standardChoices,
      text: { zh: '管理体系', en: 'management system' },
    },
    { name: 'decision', kind: 'day', required: true, text: { zh: '认证决定日期', en: 'day of the decision' } },
    {
      name: 'issue',
      kind: 'day',
      text: { zh: '发证日期（缺省同决定日期）', en: 'day of issue (the decision, unless given)' },
    },
    {
      name: 'surveillances',
      kind: 'texts',
      text: { zh: '已完成监督审核的日期', en: 'days on which surveillances were done' },
    },
    { name: 'suspended', kind: 'day', text: { zh: '暂停起始日', en: 'first day of the suspension' } },
    {
      name: 'recertified',
      kind: 'day',
      text: { zh: '再认证完成日期', en: 'day on which recertification was completed' },
    },
    dayField,
    ...scopeFields,
  ],
  example: {
    standard: 'qms',
    decision: '2026-03-10',
    issue: '2026-03-10',
    surveillances: ['2027-02-20'],
    day: '2028-02-21',
  },
  compute: computeCycle,
};

function computeCycle(input: Input, context: RuleContext): Answer {
  const { book } = context;
  const asOf = dayOfInput(input);
  const decision = dayOfInput(input, 'decision');
  const read = readDays(textsIn(input, 'surveillances'), 'surveillances');
  const issue = dayIn(input, 'issue') ?? decision;
  const faults: Refusal[] = [...read.refusals];
  if (issue < decision) faults.push(order('issue', issue, 'decision', decision));
  for (const day of read.days) if (day < issue) faults.push(order('surveillances', day, 'issue', issue));
  const suspended = dayIn(input, 'suspended');
  if (suspended !== undefined && suspended < issue) faults.push(order('suspended', suspended, 'issue', issue));
  if (faults.length > 0) return refused(...faults);
  const cycle: Cycle = {
    issue,
    decision,
    asOf,
    done: [...read.days].sort(),
    suspended,
    recertified: dayIn(input, 'recertified'),
  };
  const asking = askingOf(input, asOf, { standard: textIn(input, 'standard') ?? '' });

  const answer = new AnswerBuilder();
  const validTo = validity(answer, cycle, book, asking);
  if (!validTo) return noRule({ zh: '证书有效期', en: 'validity of the certificate' }, asOf, jurisdictionOf(input));
  const state = surveillance(answer, cycle, validTo, book, asking);
  const after = recertification(answer, cycle, validTo, book, asking);
  answer.details({ validTo, ...state, ...after });
  return answer.done();
}

function validity(answer: AnswerBuilder, cycle: Cycle, book: RuleBook, asking: Asking): Day | undefined {
  const ends = (period: Period, anchor: string | null) =>
    validityEnd(anchor === 'issue' ? cycle.issue : cycle.decision, lengthOf(period));
  const joined = askJoined(book, 'cycle.validity', 'period', asking, (a, b) =>
    ends(a.period, a.anchor) < ends(b.period, b.anchor) ? -1 : 1,
  );
  if (!joined) return undefined;
  const { period, anchor } = joined.binding.value;
  const validTo = ends(period, anchor);
  answer.line({
    id: 'validity',
    text: {
      zh: `有效期至 ${validTo}（周年日前一日，当日仍有效）`,
      en: `Valid to ${validTo} (the anniversary less one day; that day is still valid)`,
    },
    value: validTo,
    rule: joined.binding,
    others: joined.others.map((other) => ({ answer: other, value: ends(other.value.period, other.value.anchor) })),
    inputs: { decision: cycle.decision, issue: cycle.issue },
    figure: ['validTo', 'day'],
  });
  return validTo;
}

function surveillance(
  answer: AnswerBuilder,
  cycle: Cycle,
  validTo: Day,
  book: RuleBook,
  asking: Asking,
): { readonly [key: string]: Json } {
  const question = cycle.done.length === 0 ? 'cycle.first-surveillance' : 'cycle.later-surveillance';
  const { due, formerly, enough } = dueDays(cycle, validTo, book, asking);
  const [binding, ...others] = [...due].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  if (!binding || binding.day > validTo) return noFurther(answer, cycle, validTo, enough);
  const mode = book.questions.get(question)?.combine ?? 'smallest';
  const transition = askJoined(book, 'cycle.transition', 'choice', asking)?.binding;
  const coming = comingDue(cycle, binding.day, book, asking);
  answer.line({
    id: 'next-surveillance',
    text: {
      zh: `下次监督审核最迟 ${binding.day}：${binding.zh}`,
      en: `Next surveillance by ${binding.day}: ${binding.en}`,
    },
    value: binding.day,
    rule: binding.rule,
    others: [...others, ...formerly, ...coming].map((other) => ({ answer: other.rule, value: other.day })),
    ...(formerly.length > 0 ? { certainty: transition?.row.certainty ?? 'to-be-confirmed' } : {}),
    near: textChange(formerly, coming),
    inputs: { issue: cycle.issue, last: cycle.done.at(-1) ?? '', combine: mode },
    changes: { zh: '上次监督审核的日期；规则换版', en: 'the day of the last surveillance; a new edition of the rules' },
    figure: ['nextSurveillance', 'day'],
  });
  const lateRule = askJoined(book, 'cycle.late-surveillance', 'choice', asking);
  const suspendFrom = cycle.suspended ?? addDays(binding.day, 1);
  const suspension = askJoined(book, 'cycle.suspension-most', 'period', asking, (a, b) =>
    lastDay(suspendFrom, a.period) < lastDay(suspendFrom, b.period) ? -1 : 1,
  );
  const over = askJoined(book, 'cycle.suspension-over', 'choice', asking);
  if (!lateRule || !suspension || !over) return { nextSurveillance: binding.day };
  const suspendedTo = earlierDay(lastDay(suspendFrom, suspension.binding.value.period), validTo);
  answer.line({
    id: 'late',
    text: {
      zh: `自 ${addDays(binding.day, 1)} 起仍未审核：${outcomeZh[lateRule.binding.value.choice]}`,
      en: `From ${addDays(binding.day, 1)} on without an audit: ${outcomeEn[lateRule.binding.value.choice]}`,
    },
    value: addDays(binding.day, 1),
    rule: lateRule.binding,
    others: lateRule.others.map((other) => ({ answer: other, value: other.value.choice })),
    figure: ['lateFrom', 'day'],
  });
  const withdrawFrom = addDays(suspendedTo, 1);
  answer.line({
    id: 'suspension-over',
    text: {
      zh: `暂停自 ${suspendFrom} 起至多到 ${suspendedTo}；自 ${withdrawFrom} 起${outcomeZh[over.binding.value.choice]}`,
      en: `A suspension from ${suspendFrom} lasts to ${suspendedTo} at most; from ${withdrawFrom} on: ${outcomeEn[over.binding.value.choice]}`,
    },
    value: withdrawFrom,
    rule: suspension.binding,
    others: [
      ...suspension.others.map((other) => ({
        answer: other,
        value: lastDay(suspendFrom, other.value.period) as string,
      })),
      { answer: over.binding, value: over.binding.value.choice },
      ...over.others.map((other) => ({ answer: other, value: other.value.choice })),
    ],
    figure: ['withdrawFrom', 'day'],
  });
  const late = cycle.asOf > binding.day || cycle.suspended !== undefined;
  const state =
    cycle.asOf > validTo
      ? 'expired'
      : !late
        ? 'in-time'
        : cycle.asOf > suspendedTo
          ? over.binding.value.choice
          : cycle.suspended
            ? 'suspended'
            : lateRule.binding.value.choice;
  answer.line({
    id: 'state',
    text: { zh: `${cycle.asOf}：${outcomeZh[state] ?? state}`, en: `On ${cycle.asOf}: ${outcomeEn[state] ?? state}` },
    value: state,
    figure: ['state', ''],
  });
  return { nextSurveillance: binding.day, lateFrom: addDays(binding.day, 1), withdrawFrom, state };
}

/** The surveillances of the cycle are done: recertification comes next. */
function noFurther(
  answer: AnswerBuilder,
  cycle: Cycle,
  validTo: Day,
  enough: RuleAnswer | null,
): { readonly [key: string]: Json } {
  answer.line({
    id: 'next-surveillance',
    text: {
      zh: `本周期已完成 ${cycle.done.length} 次监督审核，接下来是再认证`,
      en: `Surveillances done in this cycle: ${cycle.done.length}; recertification comes next`,
    },
    value: 'recertification',
    rule: enough,
    certainty: 'to-be-confirmed',
  });
  const state = cycle.asOf > validTo ? 'expired' : cycle.suspended ? 'suspended' : 'in-time';
  answer.line({
    id: 'state',
    text: { zh: `${cycle.asOf}：${outcomeZh[state] ?? state}`, en: `On ${cycle.asOf}: ${outcomeEn[state] ?? state}` },
    value: state,
    figure: ['state', ''],
  });
  return { nextSurveillance: null, state };
}

function recertification(
  answer: AnswerBuilder,
  cycle: Cycle,
  validTo: Day,
  book: RuleBook,
  asking: Asking,
): { readonly [key: string]: Json } {
  const rules = askJoined(book, 'cycle.after-expiry', 'choice', asking);
  if (!rules) return {};
  answer.line({
    id: 'recertification',
    text: {
      zh: `再认证须在 ${validTo} 前（含当日）现场完成`,
      en: `Recertification is completed on site by ${validTo}, the last day of validity`,
    },
    value: validTo,
    rule: rules.binding,
    figure: ['recertifyBy', 'day'],
  });
  const windows = askFor(book, 'cycle.restore-window', 'period', asking);
  const byPack: { pack: string; route: string; restoreUntil: string | null; open: boolean }[] = [];
  for (const rule of [rules.binding, ...rules.others]) {
    const window = windows.find((answer1) => answer1.pack === rule.pack);
    const until = rule.value.choice === 'restore' && window ? lastDay(validTo, window.value.period) : null;
    byPack.push({
      pack: rule.pack,
      route: rule.value.choice,
      restoreUntil: until,
      open: until !== null && cycle.asOf <= until,
    });
    answer.line({
      id: `after-expiry-${rule.pack}`,
      text: until
        ? {
            zh: `${rule.title.zh}：到期后最迟可在 ${until} 完成未完成的活动并恢复，否则至少进行第二阶段审核`,
            en: `${rule.title.en}: after expiry it may be restored until ${until} if the outstanding work is completed, otherwise at least a stage 2`,
          }
        : {
            zh: `${rule.title.zh}：到期未完成的，${outcomeZh[rule.value.choice] ?? rule.value.choice}`,
            en: `${rule.title.en}: not completed by expiry, ${outcomeEn[rule.value.choice] ?? rule.value.choice}`,
          },
      value: until ?? rule.value.choice,
      rule: window && until ? window : rule,
    });
  }
  const expired = cycle.asOf > validTo && (cycle.recertified === undefined || cycle.recertified > validTo);
  if (expired) {
    const binding = byPack[0];
    answer.line({
      id: 'route',
      text: {
        zh: `${cycle.asOf} 已过期，${outcomeZh[binding?.route ?? ''] ?? ''}`,
        en: `Expired on ${cycle.asOf}: ${outcomeEn[binding?.route ?? ''] ?? ''}`,
      },
      value: binding?.route ?? '',
      rule: rules.binding,
      others: rules.others.map((other) => ({ answer: other, value: other.value.choice })),
      figure: ['afterExpiry', ''],
    });
  }
  return { recertifyBy: validTo, expired, afterExpiry: byPack };
}

const outcomeZh: Readonly<Record<string, string>> = {
  flag: '提示',
  'must-suspend': '应当暂停',
  'must-withdraw': '应当撤销',
  'must-reduce-or-withdraw': '应当缩小范围或撤销',
  'in-time': '在期限内',
  suspended: '暂停中',
  expired: '已过期失效',
  'initial-audit': '按初次审核办理',
  restore: '可在恢复期内恢复',
  'stage-2': '至少进行第二阶段审核',
};
const outcomeEn: Readonly<Record<string, string>> = {
  flag: 'flag',
  'must-suspend': 'must suspend',
  'must-withdraw': 'must withdraw',
  'must-reduce-or-withdraw': 'must reduce the scope or withdraw',
  'in-time': 'in time',
  suspended: 'suspended',
  expired: 'expired',
  'initial-audit': 'an initial audit',
  restore: 'it may be restored within the window',
  'stage-2': 'at least a stage 2',
};

function lengthOf(
  period: Period,
): { readonly years: number } | { readonly months: number } | { readonly days: number } {
  if (period.unit === 'years') return { years: period.length };
  return period.unit === 'months' ? { months: period.length } : { days: period.length };
}

function order(field: string, found: Day, before: string, day: Day): Refusal {
  return refusal(
    'wrong-order',
    { field, found, expected: `not before ${day}` },
    {
      zh: `${field}：不得早于 ${before}（${day}），实为 \`${found}\``,
      en: `${field}: expected a day not before the ${before} (${day}), found \`${found}\``,
    },
    { zh: '请核对日期', en: 'Check the days' },
  );
}
