import { type Refusal, refusal } from '../codes/refusal.ts';
import { type Day, isValidDay } from '../time/day.ts';
import { dayOf, endOfDay, isKnownZone, isValidInstant, toInstant } from '../time/instant.ts';
import { endOfPeriod, type Period } from '../time/period.ts';
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
import { flagIn, type Input, rowsIn, textIn, wholeIn } from './input.ts';
import { beyondTable, showPeriod } from './procedure-clock.ts';
import { type Asking, askFor, type JoinedItem, joinLists } from './rulebook.ts';

/**
 * Public display (公示) and the objections to it (example 22): the last day by the notice's own period, each objection
 * accepted or not with the reason. An accepted one stops the decision until it is answered. An instant counts in the
 * display's zone, so that one second after midnight there is late wherever it was sent from.
 */
export const publicDisplayCalculator: Calculator = {
  name: 'public-display',
  text: { zh: '公示与异议', en: 'Public display and objections' },
  about: {
    zh: '公示截止日，异议是否受理及理由',
    en: 'Last day of the display; which objections are accepted, and why not',
  },
  input: [
    { name: 'from', kind: 'day', required: true, text: { zh: '公示开始日', en: 'first day of the display' } },
    {
      name: 'length',
      kind: 'whole',
      least: 1,
      most: 366,
      text: { zh: '公示期（以公示通知为准）', en: 'length, as the notice declares it' },
    },
    {
      name: 'unit',
      kind: 'choice',
      choices: [
        { value: 'working-days', text: { zh: '工作日', en: 'working days' } },
        { value: 'days', text: { zh: '日', en: 'days' } },
      ],
      text: { zh: '单位', en: 'unit' },
    },
    { name: 'firstDayCounts', kind: 'flag', text: { zh: '首日计入', en: 'the first day counts' } },
    {
      name: 'zone',
      kind: 'text',
      text: { zh: '时区（缺省 Asia/Shanghai）', en: 'zone (Asia/Shanghai, unless given)' },
    },
    {
      name: 'objections',
      kind: 'rows',
      most: 1000,
      fields: [
        { name: 'id', kind: 'text', text: { zh: '编号', en: 'number' } },
        { name: 'at', kind: 'text', required: true, text: { zh: '收到日期或时刻', en: 'day or instant of receipt' } },
        { name: 'identity', kind: 'flag', text: { zh: '署真实姓名或公章', en: 'with real identity' } },
        { name: 'evidence', kind: 'flag', text: { zh: '附证明材料', en: 'with evidence' } },
        { name: 'written', kind: 'flag', text: { zh: '书面（缺省是）', en: 'in writing (yes, unless said)' } },
      ],
      text: { zh: '异议', en: 'objections' },
    },
    dayField,
    ...scopeFields,
  ],
  example: {
    from: '2026-11-02',
    length: 5,
    unit: 'working-days',
    firstDayCounts: true,
    objections: [{ at: '2026-11-06', identity: true, evidence: true }],
    day: '2026-11-09',
  },
  compute: computeDisplay,
};

function computeDisplay(input: Input, context: RuleContext): Answer {
  const from = dayOfInput(input, 'from');
  const asking = askingOf(input, dayOfInput(input));
  const rule = askFor(context.book, 'clock', 'clock', {
    ...asking,
    keys: { procedure: 'public-display', step: 'display' },
  })[0];
  const length = wholeIn(input, 'length');
  const declared: Period | undefined =
    length === undefined
      ? undefined
      : {
          length,
          unit: textIn(input, 'unit') === 'days' ? 'days' : 'working-days',
          firstDayCounts: flagIn(input, 'firstDayCounts'),
        };
  const period = declared ?? rule?.value.clock.period;
  const zone = textIn(input, 'zone') ?? 'Asia/Shanghai';
  if (!period) return noRule({ zh: '公示期', en: 'period of the display' }, asking.day, jurisdictionOf(input));
  if (!isKnownZone(zone))
    return refused(
      refusal(
        'unknown-zone',
        { found: zone },
        { zh: `时区应为 IANA 名称，实为 \`${zone}\``, en: `Expected a zone of the IANA database, found \`${zone}\`` },
        { zh: '例如 Asia/Shanghai', en: 'Such as Asia/Shanghai' },
      ),
    );
  const end = endOfPeriod(from, period, context.calendar);
  if (!end.ok) return refused(beyondTable('display', { state: 'beyond-table', started: from, reason: end }, period));
  const answer = new AnswerBuilder();
  const { zh, en } = showPeriod(period);
  const closes = endOfDay(end.last, zone);
  answer.line({
    id: 'display',
    text: {
      zh: `公示自 ${from} 起 ${zh}，至 ${end.last} 止（${zone} 当日终了）`,
      en: `On display from ${from}, ${en}: until the end of ${end.last} in ${zone}`,
    },
    value: end.last,
    rule: declared ? null : rule,
    inputs: { from, closes },
    changes: {
      zh: '公示期及首日是否计入以公示通知为准',
      en: 'the notice declares the period and whether its first day counts',
    },
    figure: ['lastDay', 'day'],
  });
  const read = objections(answer, input, { from, last: end.last, zone }, context, asking);
  if (read.faults.length > 0) return refused(...read.faults);
  const stopped = read.results.some((item) => item.accepted);
  answer.line({
    id: 'decision',
    text: stopped
      ? { zh: '有受理的异议：作出答复前不得决定', en: 'An objection is accepted: no decision before it is answered' }
      : { zh: '没有受理的异议', en: 'No objection is accepted' },
    value: stopped ? 'stopped' : 'free',
    rule: askFor(context.book, 'objection.conditions', 'list', asking)[0],
    figure: ['decision', ''],
  });
  answer.details({ lastDay: end.last, objections: read.results });
  return answer.done();
}

interface ObjectionResult {
  readonly [key: string]: Json;
  readonly id: string;
  readonly accepted: boolean;
  readonly reasons: readonly string[];
}

function objections(
  answer: AnswerBuilder,
  input: Input,
  display: { readonly from: Day; readonly last: Day; readonly zone: string },
  context: RuleContext,
  asking: Asking,
): { readonly results: readonly ObjectionResult[]; readonly faults: readonly Refusal[] } {
  const conditions = joinLists(askFor(context.book, 'objection.conditions', 'list', asking), 'all-of');
  const faults: Refusal[] = [];
  const results = rowsIn(input, 'objections').flatMap((row, index): ObjectionResult[] => {
    const at = textIn(row, 'at') ?? '';
    const received = receivedOn(at, display.zone);
    if (received === undefined) {
      faults.push(
        refusal(
          'wrong-value',
          { field: `objections[${index}].at`, found: at },
          {
            zh: `objections[${index}].at：应为日期或 UTC 时刻，实为 \`${at}\``,
            en: `objections[${index}].at: expected a day or an instant in UTC, found \`${at}\``,
          },
          { zh: '例如 2026-11-06 或 2026-11-06T15:59:59.000Z', en: 'Such as 2026-11-06 or 2026-11-06T15:59:59.000Z' },
        ),
      );
      return [];
    }
    const holds: Readonly<Record<string, boolean>> = {
      written: row['written'] !== false,
      identity: flagIn(row, 'identity'),
      evidence: flagIn(row, 'evidence'),
      'in-time': received >= display.from && received <= display.last,
    };
    const missing = conditions.filter(({ item }) => holds[item.code] === false);
    const id = textIn(row, 'id') ?? String(index + 1);
    objectionLine(answer, id, received, missing, conditions);
    return [{ id, received, accepted: missing.length === 0, reasons: missing.map(({ item }) => item.code) }];
  });
  return { results, faults };
}

function objectionLine(
  answer: AnswerBuilder,
  id: string,
  received: Day,
  missing: readonly JoinedItem[],
  all: readonly JoinedItem[],
): void {
  const accepted = missing.length === 0;
  answer.line({
    id: `objection-${id}`,
    text: accepted
      ? { zh: `异议 ${id}（${received}）：受理`, en: `Objection ${id} (${received}): accepted` }
      : {
          zh: `异议 ${id}（${received}）：不予受理，不符合“${missing.map((m) => m.item.zh).join('”“')}”`,
          en: `Objection ${id} (${received}): not accepted, missing: ${missing.map((m) => m.item.en).join('; ')}`,
        },
    value: accepted ? 'accepted' : 'not-accepted',
    rule: missing[0]?.answer ?? all[0]?.answer,
  });
}

function receivedOn(at: string, zone: string): Day | undefined {
  if (isValidDay(at)) return at;
  const whole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(at) ? `${at.slice(0, -1)}.000Z` : at;
  return isValidInstant(whole) ? dayOf(toInstant(whole), zone) : undefined;
}
