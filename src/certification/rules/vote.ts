import { type Refusal, refusal } from '../codes/refusal.ts';
import { endOfPeriod } from '../time/period.ts';
import { type Answer, AnswerBuilder, limitRefusal, noRule, refused } from './answer.ts';
import {
  askingOf,
  type Calculator,
  dayField,
  dayOfInput,
  jurisdictionOf,
  type RuleContext,
  scopeFields,
} from './context.ts';
import { atLeast, fraction, showFraction, showPercent } from './fraction.ts';
import { dayIn, type Input, textIn, wholeIn } from './input.ts';
import { type Asking, askFor, askJoined, type RuleBook } from './rulebook.ts';

/**
 * The vote on a group standard (example 21): drafters in neither number, an abstention counts against, the denominator
 * declared (those present at a meeting, replies to a letter), the share of the declared rule; and the comment period that
 * may not be shorter than 30 days.
 */
export const voteCalculator: Calculator = {
  name: 'vote',
  text: { zh: '团体标准表决', en: 'Vote on a group standard' },
  about: {
    zh: '审查表决是否通过，征求意见期是否足够',
    en: 'Whether a review passes, and whether the comment period is long enough',
  },
  input: [
    {
      name: 'variant',
      kind: 'choice',
      choices: [
        { value: 'three-quarters', text: { zh: '四分之三', en: 'three quarters' } },
        { value: 'four-fifths', text: { zh: '五分之四', en: 'four fifths' } },
      ],
      text: { zh: '通过比例（缺省四分之三）', en: 'share that passes (three quarters, unless given)' },
    },
    {
      name: 'mode',
      kind: 'choice',
      choices: [
        { value: 'meeting', text: { zh: '会议审查', en: 'meeting' } },
        { value: 'letter', text: { zh: '函审', en: 'letter' } },
      ],
      text: { zh: '审查方式（缺省会议）', en: 'way of review (meeting, unless given)' },
    },
    {
      name: 'reviewers',
      kind: 'whole',
      least: 1,
      most: 10_000,
      required: true,
      text: { zh: '审查专家（到会或回函）', en: 'reviewers present, or replies received' },
    },
    { name: 'drafters', kind: 'whole', most: 10_000, text: { zh: '其中起草人', en: 'drafters among them' } },
    { name: 'yes', kind: 'whole', most: 10_000, required: true, text: { zh: '赞成', en: 'in favour' } },
    { name: 'no', kind: 'whole', most: 10_000, text: { zh: '反对', en: 'against' } },
    { name: 'abstain', kind: 'whole', most: 10_000, text: { zh: '弃权', en: 'abstentions' } },
    { name: 'commentFrom', kind: 'day', text: { zh: '征求意见开始', en: 'comment opened' } },
    { name: 'commentTo', kind: 'day', text: { zh: '征求意见截止', en: 'comment closed' } },
    dayField,
    ...scopeFields,
  ],
  example: {
    reviewers: 14,
    drafters: 2,
    yes: 9,
    no: 3,
    commentFrom: '2026-05-06',
    commentTo: '2026-06-05',
    day: '2026-07-01',
  },
  compute: computeVote,
};

function computeVote(input: Input, context: RuleContext): Answer {
  const { book } = context;
  const day = dayOfInput(input);
  const asking = askingOf(input, day);
  const mode = textIn(input, 'mode') ?? 'meeting';
  const share = askJoined(book, 'vote.share', 'share', {
    ...asking,
    keys: { variant: textIn(input, 'variant') ?? 'three-quarters' },
  });
  const excluded = askJoined(book, 'vote.drafters-excluded', 'flag', asking);
  const denominator = askJoined(book, 'vote.denominator', 'choice', { ...asking, keys: { mode } });
  const against = askJoined(book, 'vote.abstention-counts-against', 'flag', asking);
  if (!share || !excluded || !denominator || !against)
    return noRule({ zh: '通过所需的赞成比例', en: 'share in favour that passes' }, day, jurisdictionOf(input));

  const reviewers = wholeIn(input, 'reviewers') ?? 0;
  const drafters = wholeIn(input, 'drafters') ?? 0;
  const [yes, no, abstain] = [wholeIn(input, 'yes') ?? 0, wholeIn(input, 'no') ?? 0, wholeIn(input, 'abstain') ?? 0];
  const entitled = excluded.binding.value.flag ? reviewers - drafters : reviewers;
  const faults: Refusal[] = [];
  if (entitled < 1)
    faults.push(
      simple(
        'nobody-entitled',
        { zh: '除起草人外没有表决人', en: 'Nobody but drafters is left to vote' },
        String(entitled),
      ),
    );
  if (yes + no + abstain > entitled)
    faults.push(
      simple(
        'too-many-votes',
        { zh: `表决权 ${entitled} 票，实收`, en: `${entitled} may vote, found` },
        String(yes + no + abstain),
      ),
    );
  const experts = askJoined(book, 'vote.experts-least', 'number', asking);
  if (experts && entitled < experts.binding.value.number.num) {
    const least = showFraction(experts.binding.value.number);
    faults.push(
      limitRefusal(
        'too-few-experts',
        experts.binding,
        least,
        String(entitled),
        {
          zh: `审查专家至少 ${least} 名，实为 \`${entitled}\``,
          en: `Expected at least ${least} experts, found \`${entitled}\``,
        },
        { zh: '增加专家', en: 'Invite more experts' },
      ),
    );
  }
  faults.push(...commentFaults(input, context, asking));
  if (faults.length > 0) return refused(...faults);

  const base = against.binding.value.flag ? entitled : entitled - abstain;
  const reached = fraction(yes, Math.max(1, base));
  const passed = base > 0 && atLeast(reached, share.binding.value.share);
  const answer = new AnswerBuilder();
  answer.line({
    id: 'entitled',
    text: {
      zh: `${reviewers} 名${mode === 'letter' ? '回函' : '到会'}专家，起草人 ${drafters} 名不表决、不计入：${entitled} 票`,
      en: `${reviewers} ${mode === 'letter' ? 'replies' : 'present'}, ${drafters} drafters in neither number: ${entitled} votes`,
    },
    value: String(entitled),
    rule: excluded.binding,
    figure: ['entitled', 'votes'],
  });
  answer.line({
    id: 'denominator',
    text: {
      zh: `分母为${denominator.binding.value.choice === 'replies' ? '回函数' : '到会有表决权者'}，弃权${against.binding.value.flag ? '计入分母' : '不计入分母'}：${base}`,
      en: `Denominator: ${denominator.binding.value.choice === 'replies' ? 'replies' : 'those present who may vote'}, an abstention ${against.binding.value.flag ? 'counts against' : 'is left out'}: ${base}`,
    },
    value: String(base),
    rule: denominator.binding,
    figure: ['denominator', 'votes'],
  });
  const needed = Math.ceil((base * share.binding.value.share.num) / share.binding.value.share.den);
  answer.line({
    id: 'vote',
    text: {
      zh: `赞成 ${yes}/${base} = ${showPercent(reached, 1)}，需 ${share.binding.value.text}（${needed} 票）：${passed ? '通过' : '未通过'}`,
      en: `In favour ${yes} of ${base} = ${showPercent(reached, 1)}, ${share.binding.value.text} needed (${needed} votes): ${passed ? 'passed' : 'failed'}`,
    },
    value: passed ? 'passed' : 'failed',
    rule: share.binding,
    inputs: { yes, no, abstain },
    near: yes === needed || yes === needed - 1 ? { zh: '一票之差', en: 'One vote decides' } : null,
    figure: ['outcome', ''],
  });
  answer.line({
    id: 'share',
    text: { zh: `赞成比例 ${showPercent(reached, 1)}`, en: `Share in favour ${showPercent(reached, 1)}` },
    value: showPercent(reached, 1),
    figure: ['share', ''],
  });
  return answer.done();
}

function commentFaults(input: Input, context: RuleContext, asking: Asking): Refusal[] {
  const [from, to] = [dayIn(input, 'commentFrom'), dayIn(input, 'commentTo')];
  const rule = commentRule(context.book, asking);
  if (from === undefined || to === undefined || !rule) return [];
  const end = endOfPeriod(from, rule.value.clock.period, context.calendar);
  if (!end.ok || to >= end.last) return [];
  return [
    limitRefusal(
      'comment-too-short',
      rule,
      end.last,
      to,
      {
        zh: `征求意见自 ${from} 起不少于 ${rule.value.clock.period.length} 日，截止不得早于 ${end.last}，实为 \`${to}\``,
        en: `Comment opened ${from} runs for at least ${rule.value.clock.period.length} days: it closes on ${end.last} at the earliest, found \`${to}\``,
      },
      { zh: '延长截止日期', en: 'Close it later' },
    ),
  ];
}

function commentRule(book: RuleBook, asking: Asking) {
  return askFor(book, 'clock', 'clock', { ...asking, keys: { procedure: 'group-standard', step: 'comment' } })[0];
}

function simple(code: string, text: { readonly zh: string; readonly en: string }, found: string): Refusal {
  return refusal(
    code,
    { found },
    { zh: `${text.zh} \`${found}\``, en: `${text.en} \`${found}\`` },
    { zh: '请核对票数', en: 'Check the counts' },
  );
}
