import { refusal, type Text } from '../codes/refusal.ts';
import { type Day, daysBetween, isValidDay } from '../time/day.ts';
import { endOfPeriod } from '../time/period.ts';
import { type Answer, AnswerBuilder, type Json, noRule, refused, ruleName } from './answer.ts';
import {
  askingOf,
  type Calculator,
  dayField,
  dayOfInput,
  jurisdictionOf,
  type RuleContext,
  scopeFields,
} from './context.ts';
import { compareDecimals, readDecimal } from './decimal.ts';
import { showFraction } from './fraction.ts';
import { type Input, textIn } from './input.ts';
import { type Asking, askFor, askJoined, type RuleAnswer, type RuleBook } from './rulebook.ts';

/**
 * Flags of an audit's sign-in (example 16): the opening at the latest two hours after its start and on the same day
 * (earlier is allowed), the closing between its start and two hours after its end, the place not more than 5 km off. A flag
 * asks the auditor and the body for an explanation before anything else. Official is the national application alone; here
 * its data are imported and compared (domain, point 16).
 */
export const signInCalculator: Calculator = {
  name: 'sign-in',
  text: { zh: '审核签到', en: 'Sign-in of an audit' },
  about: {
    zh: '首末次会议签到是否异常，说明的期限',
    en: 'Whether a sign-in is flagged, and until when it is explained',
  },
  input: [
    {
      name: 'meeting',
      kind: 'choice',
      required: true,
      choices: [
        { value: 'opening', text: { zh: '首次会议', en: 'opening meeting' } },
        { value: 'closing', text: { zh: '末次会议', en: 'closing meeting' } },
      ],
      text: { zh: '会议', en: 'meeting' },
    },
    {
      name: 'start',
      kind: 'time',
      required: true,
      text: { zh: '会议开始（当地时间）', en: 'start of the meeting (local time)' },
    },
    { name: 'end', kind: 'time', text: { zh: '会议结束（末次会议）', en: 'end of the meeting (closing)' } },
    {
      name: 'signed',
      kind: 'time',
      text: { zh: '签到时间（未签到则不填）', en: 'time of the sign-in (leave out if there is none)' },
    },
    {
      name: 'distanceKm',
      kind: 'decimal',
      text: { zh: '与审核地点的距离（公里）', en: 'distance from the place, km' },
    },
    dayField,
    ...scopeFields,
  ],
  example: {
    meeting: 'opening',
    start: '2026-05-06T09:00',
    signed: '2026-05-06T10:58',
    distanceKm: 1.2,
    day: '2026-05-06',
  },
  compute: computeSignIn,
};

function computeSignIn(input: Input, context: RuleContext): Answer {
  const { book } = context;
  const day = dayOfInput(input);
  const asking = askingOf(input, day);
  const meeting = textIn(input, 'meeting') ?? 'opening';
  const start = textIn(input, 'start') ?? '';
  const end = textIn(input, 'end');
  const signed = textIn(input, 'signed');
  if (meeting === 'closing' && end === undefined)
    return refused(
      refusal(
        'no-end',
        {},
        { zh: '末次会议应给出结束时间', en: 'Expected the end of a closing meeting, found nothing' },
        { zh: '填写会议结束时间', en: 'Give its end' },
      ),
    );
  if (end !== undefined && end < start)
    return refused(
      refusal(
        'wrong-order',
        { found: end, expected: start },
        { zh: `结束 \`${end}\` 早于开始 ${start}`, en: `The end \`${end}\` lies before the start ${start}` },
        { zh: '请核对时间', en: 'Check the times' },
      ),
    );
  const latest = askJoined(
    book,
    meeting === 'opening' ? 'sign-in.opening-latest-minutes' : 'sign-in.closing-latest-minutes',
    'number',
    asking,
  );
  const distance = askJoined(book, 'sign-in.distance-km', 'number', asking);
  if (!latest || !distance) return noRule({ zh: '签到时限', en: 'limits of a sign-in' }, day, jurisdictionOf(input));

  const answer = new AnswerBuilder();
  const flags: string[] = [];
  const flag = (code: string, rule: RuleAnswer, zh: string, en: string) => {
    flags.push(code);
    answer.line({ id: code, text: { zh, en }, value: code, rule });
  };
  const minutes = Number(showFraction(latest.binding.value.number, 0));
  if (signed === undefined) flag('missing', latest.binding, '未签到', 'No sign-in');
  else {
    const late = secondsBetween(meeting === 'opening' ? start : (end ?? start), signed) > minutes * 60;
    const base = meeting === 'opening' ? { zh: '开始', en: 'its start' } : { zh: '结束', en: 'its end' };
    const limit = {
      zh: `最迟为${base.zh}后 ${minutes} 分钟`,
      en: `by ${minutes} minutes after ${base.en} at the latest`,
    };
    if (late)
      flag(
        'late',
        latest.binding,
        `签到 ${clock(signed)} 迟到（${limit.zh}）`,
        `Signed in at ${clock(signed)}, late (${limit.en})`,
      );
    else if (meeting === 'closing' && signed < start)
      flag(
        'early',
        latest.binding,
        `末次会议开始前签到（${clock(signed)}）`,
        `Signed in at ${clock(signed)}, before the closing began`,
      );
    else if (meeting === 'opening' && signed.slice(0, 10) !== start.slice(0, 10))
      dayFlag(flag, book, asking, signed, start);
    else
      answer.line({
        id: 'time',
        text: {
          zh: `签到 ${clock(signed)} 及时（${limit.zh}）`,
          en: `Signed in at ${clock(signed)}, in time (${limit.en})`,
        },
        value: 'ok',
        rule: latest.binding,
        near: nearTime(secondsBetween(meeting === 'opening' ? start : (end ?? start), signed), minutes),
      });
  }
  place(input, distance.binding, flag, answer);
  result(answer, flags, signed ?? start, book, asking, context);
  return answer.done();
}

const flagTexts: Readonly<Record<string, Text>> = {
  missing: { zh: '未签到', en: 'no sign-in' },
  late: { zh: '迟签', en: 'late' },
  early: { zh: '早签', en: 'early' },
  'other-day': { zh: '非当日', en: 'another day' },
  place: { zh: '地点偏离', en: 'place' },
};

type Flag = (code: string, rule: RuleAnswer, zh: string, en: string) => void;

function dayFlag(flag: Flag, book: RuleBook, asking: Asking, signed: string, start: string): void {
  const rule = askJoined(book, 'sign-in.same-day', 'flag', asking);
  if (rule?.binding.value.flag)
    flag(
      'other-day',
      rule.binding,
      `签到日 ${signed.slice(0, 10)} 与会议日 ${start.slice(0, 10)} 不同`,
      `Signed in on ${signed.slice(0, 10)}, the meeting was on ${start.slice(0, 10)}`,
    );
}

function place(
  input: Input,
  rule: RuleAnswer<Extract<RuleAnswer['value'], { kind: 'number' }>>,
  flag: Flag,
  answer: AnswerBuilder,
): void {
  const given = textIn(input, 'distanceKm');
  const distance = given === undefined ? undefined : readDecimal(given);
  if (!distance) return;
  const limit = showFraction(rule.value.number);
  const over = compareDecimals(distance, readDecimal(limit) ?? distance) > 0;
  if (over)
    flag(
      'place',
      rule,
      `签到地点偏离 ${given} 公里，超过 ${limit} 公里`,
      `The place is ${given} km off, more than ${limit} km`,
    );
  else
    answer.line({
      id: 'place-ok',
      text: {
        zh: `签到地点偏离 ${given} 公里（限 ${limit} 公里）`,
        en: `The place is ${given} km off (limit ${limit} km)`,
      },
      value: 'ok',
      rule,
    });
}

function result(
  answer: AnswerBuilder,
  flags: readonly string[],
  when: string,
  book: RuleBook,
  asking: Asking,
  context: RuleContext,
): void {
  const state = flags.length === 0 ? 'ok' : 'flagged';
  answer.line({
    id: 'result',
    text:
      state === 'ok'
        ? { zh: '签到正常', en: 'The sign-in is in order' }
        : {
            zh: `签到异常（${flags.map((f) => flagTexts[f]?.zh ?? f).join('、')}），须由审核员和机构说明`,
            en: `Flagged (${flags.map((f) => flagTexts[f]?.en ?? f).join(', ')}): auditor and body explain`,
          },
    value: state,
    figure: ['state', ''],
  });
  let explainBy: string | null = null;
  const rule = askFor(book, 'clock', 'clock', { ...asking, keys: { procedure: 'sign-in', step: 'explanation' } })[0];
  const from = when.slice(0, 10);
  if (flags.length > 0 && rule && isValidDay(from)) {
    const end = endOfPeriod(from, rule.value.clock.period, context.calendar);
    explainBy = end.ok ? end.last : null;
    answer.line({
      id: 'explain',
      text: {
        zh: `说明最迟 ${explainBy ?? '（节假日表不足）'}`,
        en: `Explained by ${explainBy ?? '(the holiday table ends before)'}`,
      },
      value: explainBy ?? 'beyond-table',
      rule,
      figure: ['explainBy', 'day'],
    });
  }
  const standing = askJoined(book, 'sign-in.standing', 'choice', asking);
  if (standing)
    answer.line({
      id: 'standing',
      text: standing.binding.row.note ?? { zh: ruleName(standing.binding), en: ruleName(standing.binding) },
      value: standing.binding.value.choice,
      rule: standing.binding,
    });
  answer.details({ flags, explainBy } satisfies Json);
}

function nearTime(seconds: number, minutes: number): { readonly zh: string; readonly en: string } | null {
  const left = minutes * 60 - seconds;
  return left <= 300
    ? { zh: `距时限仅 ${Math.floor(left / 60)} 分钟`, en: `Only ${Math.floor(left / 60)} minutes before the limit` }
    : null;
}

const clock = (time: string) => time.slice(11, 16);

/** Seconds from one local time to another of the same zone, `YYYY-MM-DDTHH:MM:SS`. */
export function secondsBetween(from: string, to: string): number {
  const seconds = (time: string) =>
    Number(time.slice(11, 13)) * 3600 + Number(time.slice(14, 16)) * 60 + Number(time.slice(17, 19));
  return daysBetween(from.slice(0, 10) as Day, to.slice(0, 10) as Day) * 86_400 + seconds(to) - seconds(from);
}
