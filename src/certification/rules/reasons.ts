import { refusal, type Text } from '../codes/refusal.ts';
import type { Day } from '../time/day.ts';
import { endOfPeriod } from '../time/period.ts';
import { type Answer, AnswerBuilder, type Json, noRule, refused } from './answer.ts';
import {
  askingOf,
  type Calculator,
  dayField,
  dayOfInput,
  jurisdictionOf,
  type RuleContext,
  scopeFields,
} from './context.ts';
import { dayIn, type Input, textIn } from './input.ts';
import type { ListItem } from './pack.ts';
import { showPeriod } from './procedure-clock.ts';
import { askFor, joinLists, type RuleAnswer } from './rulebook.ts';

/** Reasons for suspending, withdrawing or cancelling a certificate, each with its term, and the due day where a day is given. */
export const reasonsCalculator: Calculator = {
  name: 'reasons',
  text: { zh: '暂停、撤销、注销情形', en: 'Reasons for suspension, withdrawal and cancellation' },
  about: { zh: '法定情形及处理期限', en: 'Reasons with their terms' },
  input: [
    {
      name: 'entry',
      kind: 'choice',
      required: true,
      choices: [
        { value: 'qms-certificate', text: { zh: '质量管理体系认证证书', en: 'quality management certificate' } },
        { value: 'ccc-certificate', text: { zh: '强制性产品认证证书', en: 'CCC certificate' } },
      ],
      text: { zh: '证书', en: 'certificate' },
    },
    {
      name: 'act',
      kind: 'choice',
      required: true,
      choices: [
        { value: 'suspend', text: { zh: '暂停', en: 'suspend' } },
        { value: 'withdraw', text: { zh: '撤销', en: 'withdraw' } },
        { value: 'cancel', text: { zh: '注销', en: 'cancel' } },
      ],
      text: { zh: '处理', en: 'act' },
    },
    { name: 'reason', kind: 'text', listed: 'entry.reasons', text: { zh: '情形', en: 'reason' } },
    {
      name: 'from',
      kind: 'day',
      text: { zh: '核实之日（或要求纠正之日）', en: 'day of verification (or of the request to correct)' },
    },
    dayField,
    ...scopeFields,
  ],
  example: {
    entry: 'qms-certificate',
    act: 'withdraw',
    reason: 'refuses-supervision',
    from: '2026-05-06',
    day: '2026-05-06',
  },
  compute: computeReasons,
};

function computeReasons(input: Input, context: RuleContext): Answer {
  const day = dayOfInput(input);
  const keys = { entry: textIn(input, 'entry') ?? '', act: textIn(input, 'act') ?? '' };
  const all = joinLists(askFor(context.book, 'entry.reasons', 'list', askingOf(input, day, keys)), 'all-of');
  if (all.length === 0) return noRule(nameOfAct(keys), day, jurisdictionOf(input));
  const wanted = textIn(input, 'reason');
  const chosen = wanted === undefined ? all : all.filter(({ item }) => item.code === wanted);
  if (chosen.length === 0) {
    const codes = all.map(({ item }) => item.code).join(', ');
    const named = all.map(({ item }) => `${item.zh}（${item.code}）`).join('；');
    return refused(
      refusal(
        'unknown-reason',
        { found: wanted ?? '', expected: codes },
        { zh: `情形应为：${named}，实为 \`${wanted}\``, en: `Expected a reason (${codes}), found \`${wanted}\`` },
        { zh: '请选择法定情形', en: 'Choose one of the reasons of the rule' },
      ),
    );
  }
  const answer = new AnswerBuilder();
  const details: Json[] = [];
  for (const { item, answer: rule } of chosen)
    details.push(reasonLine(answer, item, rule, dayIn(input, 'from'), context));
  answer.details(details);
  return answer.done();
}

/** What was asked, in words: there may be no reasons of one act among the loaded rules. */
function nameOfAct({ entry, act }: { readonly entry: string; readonly act: string }): Text {
  const word = (field: string, code: string) =>
    reasonsCalculator.input
      .flatMap((f) => (f.name === field && f.kind === 'choice' ? f.choices : []))
      .find((choice) => choice.value === code)?.text ?? { zh: code, en: code };
  const [what, how] = [word('entry', entry), word('act', act)];
  return { zh: `${what.zh}的${how.zh}情形`, en: `reasons to ${how.en} a ${what.en}` };
}

function reasonLine(
  answer: AnswerBuilder,
  item: ListItem,
  rule: RuleAnswer,
  from: Day | undefined,
  context: RuleContext,
): Json {
  const end = item.period && from ? endOfPeriod(from, item.period, context.calendar) : undefined;
  const due = end?.ok ? end.last : null;
  const term = item.period ? showPeriod(item.period) : null;
  const beyond = end && !end.ok;
  const mostZh = item.more['most-zh'] ?? item.more['most'];
  answer.line({
    id: item.code,
    text: {
      zh: `${item.zh}${term ? `：${item.more['from'] === 'request' ? '自要求纠正之日起' : '核实后'} ${term.zh}` : ''}${due ? `，最迟 ${due}` : ''}${beyond ? '（节假日表不足，到期日未定）' : ''}${mostZh ? `（${mostZh}）` : ''}`,
      en: `${item.en}${term ? `: within ${term.en} ${item.more['from'] === 'request' ? 'of the request' : 'of verification'}` : ''}${due ? `, by ${due}` : ''}${beyond ? ' (the holiday table ends before)' : ''}${item.more['most'] ? ` (${item.more['most']})` : ''}`,
    },
    value: due ?? item.code,
    rule,
    ...(due ? { figure: [`${item.code}.due`, 'day'] as const } : {}),
  });
  return { code: item.code, term: term?.en ?? null, due };
}
