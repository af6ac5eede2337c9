import { type Refusal, refusal, type Text } from '../codes/refusal.ts';
import { type ClockReading, readClock, type Stop } from '../time/clock.ts';
import type { Day } from '../time/day.ts';
import { endOfPeriod, type Period } from '../time/period.ts';
import { type Answer, AnswerBuilder, type Json, noRule, refused } from './answer.ts';
import { beforeLine } from './before-clock.ts';
import {
  askingOf,
  type Calculator,
  dayField,
  dayOfInput,
  jurisdictionOf,
  type RuleContext,
  scopeFields,
} from './context.ts';
import { dayIn, flagIn, groupIn, type Input, rowsIn, textIn, wholeIn } from './input.ts';
import type { RuleValue } from './pack.ts';
import { type Asking, askFor, type Joined, joinAnswers, listedCodes, type RuleBook } from './rulebook.ts';
import { stepText } from './step-words.ts';

type ClockRule = Extract<RuleValue, { kind: 'clock' }>;

/**
 * Time limits of a procedure, step by step, or of a plain period: calendar days, working days with the official make-up
 * days, months, with standstills (examples 7, 9, 18). Past the end of the holiday table it says so and guesses nothing.
 */
export const clockCalculator: Calculator = {
  name: 'clock',
  text: { zh: '期限计算', en: 'Time limits' },
  about: {
    zh: '按规则或给定期间计算到期日，含工作日和中止',
    en: 'Due days by rule or for a period of your own, with working days and standstills',
  },
  input: [
    { name: 'procedure', kind: 'text', listed: 'clock/procedure', text: { zh: '程序', en: 'procedure' } },
    {
      name: 'length',
      kind: 'whole',
      least: 1,
      most: 9999,
      text: { zh: '期间长度（代替程序）', en: 'length of a period (instead of a procedure)' },
    },
    {
      name: 'unit',
      kind: 'choice',
      choices: [
        { value: 'days', text: { zh: '日', en: 'days' } },
        { value: 'working-days', text: { zh: '工作日', en: 'working days' } },
        { value: 'months', text: { zh: '个月', en: 'months' } },
        { value: 'years', text: { zh: '年', en: 'years' } },
      ],
      text: { zh: '单位', en: 'unit' },
    },
    { name: 'firstDayCounts', kind: 'flag', text: { zh: '首日计入', en: 'the first day counts' } },
    { name: 'from', kind: 'day', required: true, text: { zh: '起始日', en: 'first day' } },
    { name: 'done', kind: 'map', of: 'day', text: { zh: '各步骤完成日', en: 'day on which each step was done' } },
    {
      name: 'stops',
      kind: 'rows',
      most: 100,
      fields: [
        { name: 'step', kind: 'text', text: { zh: '步骤', en: 'step' } },
        { name: 'from', kind: 'day', required: true, text: { zh: '中止日', en: 'day on which it stopped' } },
        { name: 'to', kind: 'day', text: { zh: '恢复日', en: 'day on which it went on' } },
        { name: 'reason', kind: 'text', text: { zh: '原因', en: 'reason' } },
      ],
      text: { zh: '中止（如补正）', en: 'standstills (such as a correction)' },
    },
    dayField,
    ...scopeFields,
  ],
  example: {
    procedure: 'lab-approval',
    from: '2026-03-02',
    editions: { 'lab-qualification': '2015' },
    day: '2026-03-02',
  },
  compute: computeClock,
};

interface Step {
  readonly step: string;
  readonly rule: Joined<ClockRule>;
}

function computeClock(input: Input, context: RuleContext): Answer {
  const from = dayOfInput(input, 'from');
  const asOf = dayOfInput(input);
  const procedure = textIn(input, 'procedure');
  const length = wholeIn(input, 'length');
  const stops = stopsOf(input);
  if ((procedure === undefined) === (length === undefined))
    return refused(
      simple(
        'one-of-two',
        { zh: '应给出程序或期间长度，二者之一', en: 'Expected either a procedure or a length' },
        procedure ?? '',
      ),
    );
  const backwards = stops
    .filter(({ stop }) => stop.to !== null && stop.to < stop.from)
    .map(({ stop }) =>
      simple(
        'wrong-order',
        { zh: `恢复日不得早于中止日 ${stop.from}`, en: `Expected a day not before the stop on ${stop.from}` },
        stop.to ?? '',
      ),
    );
  const answer = new AnswerBuilder();
  if (procedure === undefined) {
    if (backwards.length > 0) return refused(...backwards);
    const period: Period = {
      length: length ?? 1,
      unit: unitOf(input),
      firstDayCounts: flagIn(input, 'firstDayCounts'),
    };
    const reading = readClock({
      started: from,
      period,
      stops: stops.map(({ stop }) => stop),
      asOf,
      calendar: context.calendar,
    });
    if (reading.state === 'beyond-table') return refused(beyondTable('period', reading, period));
    clockLine(answer, { id: 'period', from, reading, period, asOf }, context);
    answer.details(detailOf('period', from, reading));
    return answer.done();
  }
  const steps = stepsOf(context.book, askingOf(input, asOf), procedure);
  if (steps.length === 0) return unknownProcedure(context.book, procedure, asOf, jurisdictionOf(input));
  const faults = [...unknownSteps(input, stops, steps), ...backwards];
  if (faults.length > 0) return refused(...faults);
  return walk(answer, steps, { input, from, asOf, stops, context });
}

/** Steps named in `done` and `stops` that the procedure does not have. */
function unknownSteps(input: Input, stops: readonly StepStop[], steps: readonly Step[]): Refusal[] {
  const known = steps.map(({ step }) => step);
  const named = [
    ...Object.keys(groupIn(input, 'done') ?? {}),
    ...stops.flatMap((stop) => (stop.step === undefined ? [] : [stop.step])),
  ];
  const shown = known.join(', ');
  return named
    .filter((step) => !known.includes(step))
    .map((step) => simple('unknown-step', { zh: `步骤应为 ${shown} 之一`, en: `Expected a step (${shown})` }, step));
}

function unitOf(input: Input): Period['unit'] {
  const unit = textIn(input, 'unit');
  return unit === 'working-days' || unit === 'months' || unit === 'years' ? unit : 'days';
}

interface StepStop {
  readonly step: string | undefined;
  readonly stop: Stop;
}

function stopsOf(input: Input): readonly StepStop[] {
  return rowsIn(input, 'stops').flatMap((row) => {
    const from = dayIn(row, 'from');
    return from === undefined
      ? []
      : [
          {
            step: textIn(row, 'step'),
            stop: { from, to: dayIn(row, 'to') ?? null, reason: textIn(row, 'reason') ?? 'standstill' },
          },
        ];
  });
}

/** The steps of a procedure in their order; where several packs limit the same step, the question's own rule joins them. */
function stepsOf(book: RuleBook, asking: Asking, procedure: string): readonly Step[] {
  const steps = book.questions.get('clock')?.keys.get('step') ?? [];
  const found = steps.flatMap((step): Step[] => {
    const answers = askFor(book, 'clock', 'clock', { ...asking, keys: { procedure, step } });
    const rule = joinAnswers(book, 'clock', answers, (a, b) => daysAbout(a.clock.period) - daysAbout(b.clock.period));
    return rule ? [{ step, rule }] : [];
  });
  return found.sort((a, b) => a.rule.binding.value.clock.order - b.rule.binding.value.clock.order);
}

/** For comparing limits of different units; only their order matters. */
function daysAbout(period: Period): number {
  const days = { days: 1, 'working-days': 1.45, months: 30.4, years: 365.2 }[period.unit];
  return period.length * days;
}

interface Walk {
  readonly input: Input;
  readonly from: Day;
  readonly asOf: Day;
  readonly stops: readonly StepStop[];
  readonly context: RuleContext;
}

/** Each step starts when the one before was done, or, as a forecast, on the last day that it had. */
function walk(answer: AnswerBuilder, steps: readonly Step[], { input, from, asOf, stops, context }: Walk): Answer {
  const done = groupIn(input, 'done');
  const details: Json[] = [];
  let start = from;
  /** The step before, where it is not done yet: what follows it is a forecast, and late with nothing. */
  let awaits: string | null = null;
  for (const { step, rule } of steps) {
    const { clock } = rule.binding.value;
    const own = stops.filter((stop) => stop.step === undefined || stop.step === step).map((stop) => stop.stop);
    if (clock.stops !== null) {
      details.push(stopRule(answer, step, rule, stops, context));
      continue;
    }
    const doneDay = done ? dayIn(done, step) : undefined;
    if (clock.bound === 'before') {
      details.push(beforeLine(answer, { step, rule, day: from, asOf: doneDay ?? asOf, done: doneDay }));
      continue;
    }
    const started = clock.from === 'start' ? from : start;
    const reading = readClock({
      started,
      period: clock.period,
      stops: own,
      asOf: doneDay ?? asOf,
      calendar: context.calendar,
    });
    if (reading.state === 'beyond-table') return refused(beyondTable(step, reading, clock.period));
    clockLine(
      answer,
      { id: step, from: started, reading, period: clock.period, asOf: doneDay ?? asOf, rule, done: doneDay, awaits },
      context,
    );
    details.push(detailOf(step, started, reading));
    awaits = doneDay === undefined ? step : null;
    start = doneDay ?? reading.due ?? reading.dueWithoutStops;
  }
  answer.details(details);
  return answer.done();
}

/** A step that makes another's clock stand (correction): its own limit applies to each standstill. */
function stopRule(
  answer: AnswerBuilder,
  step: string,
  rule: Joined<ClockRule>,
  stops: readonly StepStop[],
  context: RuleContext,
): Json {
  const { clock } = rule.binding.value;
  const target = clock.stops ?? '';
  const limits = stops
    .filter((stop) => stop.step === target)
    .map(({ stop }) => {
      const end = endOfPeriod(stop.from, clock.period, context.calendar);
      return {
        from: stop.from,
        to: stop.to,
        due: end.ok ? end.last : null,
        late: end.ok && stop.to !== null && stop.to > end.last,
      };
    });
  const shown = limits.map((limit) => `${limit.from} → ${limit.due ?? '?'}${limit.late ? ' !' : ''}`).join('; ');
  answer.line({
    id: step,
    text: {
      zh: `${stepText(step).zh}：至多 ${showPeriod(clock.period).zh}，期间${stepText(target).zh}的时钟停止${shown === '' ? '' : `（${shown}）`}`,
      en: `${stepText(step).en}: ${showPeriod(clock.period).en} at most, while the clock of the ${stepText(target).en} stands${shown === '' ? '' : ` (${shown})`}`,
    },
    value: limits[0]?.due ?? showPeriod(clock.period).en,
    rule: rule.binding,
  });
  return { step, stops: target, limits };
}

interface ClockLine {
  readonly id: string;
  readonly from: Day;
  readonly reading: Exclude<ClockReading, { state: 'beyond-table' }>;
  readonly period: Period;
  readonly asOf: Day;
  readonly rule?: Joined<ClockRule>;
  readonly done?: Day | undefined;
  readonly awaits?: string | null;
}

function clockLine(answer: AnswerBuilder, line: ClockLine, context: RuleContext): void {
  const { id, from, reading, period, rule } = line;
  const { zh, en } = showPeriod(period);
  const value = reading.due ?? reading.dueWithoutStops;
  const least = rule?.binding.value.clock.bound === 'least';
  const standstills = reading.standstills.filter((s) => s.days > 0);
  const stoppedZh = standstills.map((s) => `${s.from} 起停 ${s.days} 日`).join('、');
  const stoppedEn = standstills.map((s) => `stood ${s.days} days from ${s.from}`).join(', ');
  const awaits = line.awaits ? stepText(line.awaits) : null;
  const start = awaits
    ? { zh: `如${awaits.zh}于 ${from} 完成，自该日起`, en: `from ${from}, if the ${awaits.en} ends that day` }
    : { zh: `自 ${from} 起`, en: `from ${from}` };
  const state = stateOf(line, value, least);
  const uncounted = rule !== undefined && !rule.binding.value.clock.counts;
  const note = rule?.binding.row.note;
  answer.line({
    id,
    text: {
      zh: `${stepText(id).zh}：${start.zh} ${zh}，${least ? '不早于' : '最迟'} ${value}${stoppedZh ? `（${stoppedZh}）` : ''}${state.zh}${uncounted ? '；不计入审批期限' : ''}${note ? `。${note.zh}` : ''}`,
      en: `${stepText(id).en}: ${en} ${start.en}, ${least ? 'not before' : 'by'} ${value}${stoppedEn ? ` (${stoppedEn})` : ''}${state.en}${uncounted ? '; not counted in the limit' : ''}${note ? `. ${note.en}` : ''}`,
    },
    value,
    rule: rule?.binding,
    others: (rule?.others ?? []).map((other) => ({ answer: other, value: showPeriod(other.value.clock.period).en })),
    inputs: {
      from,
      period: en,
      table: period.unit === 'working-days' ? `${context.calendar.first} … ${context.calendar.last}` : '',
    },
    changes: { zh: '中止顺延；首日是否计入', en: 'a standstill moves it on; whether the first day counts' },
    figure: [`${id}.due`, 'day'],
  });
}

/** How it stands on the day asked: a least time is waited for and never late, a forecast has not begun. */
function stateOf({ reading, asOf, done, awaits }: ClockLine, value: Day, least: boolean): Text {
  if (awaits) return { zh: '', en: '' };
  const on = done ? { zh: `；${done} 完成，`, en: `; done ${done}, ` } : { zh: '；', en: '; ' };
  if (least)
    return asOf >= value
      ? { zh: `${on.zh}${asOf} 已满`, en: `${on.en}reached on ${asOf}` }
      : { zh: `${on.zh}${asOf} 未满`, en: `${on.en}not reached on ${asOf}` };
  if (reading.due === null)
    return {
      zh: `${on.zh}${asOf} 中止中，尚余 ${reading.left} 日`,
      en: `${on.en}on ${asOf} standing still, ${reading.left} days left`,
    };
  return reading.late > 0
    ? { zh: `${on.zh}${asOf} 逾期 ${reading.late} 日`, en: `${on.en}on ${asOf} ${reading.late} days late` }
    : {
        zh: `${on.zh}${asOf} 已用 ${reading.used} 日，尚余 ${reading.left} 日`,
        en: `${on.en}on ${asOf} ${reading.used} used, ${reading.left} left`,
      };
}

function detailOf(step: string, from: Day, reading: Exclude<ClockReading, { state: 'beyond-table' }>): Json {
  return {
    step,
    from,
    due: reading.due,
    state: reading.state,
    used: reading.used,
    left: reading.left,
    late: reading.late,
    counted: reading.counted,
    standstills: reading.standstills.map((s) => ({
      from: s.from,
      to: s.to,
      reason: s.reason,
      days: s.days,
      ignored: s.ignored,
    })),
  };
}

/** `45 个工作日` / `45 working days`. */
export function showPeriod(period: Period): { readonly zh: string; readonly en: string } {
  const zh = { days: '日', 'working-days': '个工作日', months: '个月', years: '年' }[period.unit];
  const en = { days: 'days', 'working-days': 'working days', months: 'months', years: 'years' }[period.unit];
  const first = period.firstDayCounts;
  return {
    zh: `${period.length} ${zh}（首日${first ? '计入' : '不计'}）`,
    en: `${period.length} ${en} (first day ${first ? 'counted' : 'not counted'})`,
  };
}

/** The refusal of a clock that would run past the loaded holidays. */
export function beyondTable(
  step: string,
  reading: Extract<ClockReading, { state: 'beyond-table' }>,
  period: Period,
): Refusal {
  const { reason } = reading;
  const ends =
    reason.code === 'table-ends' ? reason.tableEnds : reason.code === 'table-begins' ? reason.tableBegins : '';
  const begins = reason.code === 'table-begins';
  return refusal(
    reason.code,
    { step, table: ends, from: reading.started, period: showPeriod(period).en },
    {
      zh: begins
        ? `节假日表自 ${ends} 起，${reading.started} 起的工作日无法计算`
        : `节假日表到 ${ends} 为止，自 ${reading.started} 起 ${showPeriod(period).zh}的到期日尚不能确定`,
      en: begins
        ? `The holiday table begins on ${ends}: working days from ${reading.started} can't be counted`
        : `The holiday table ends on ${ends}: the due day of ${showPeriod(period).en} from ${reading.started} is not known yet`,
    },
    {
      zh: '国务院办公厅公布下一年放假通知后加载该年度表',
      en: "Load the next year's table when the State Council's office has published its notice",
    },
  );
}

function procedureWords(book: RuleBook, procedure: string): Text {
  return book.questions.get('clock')?.words.get(procedure) ?? { zh: procedure, en: procedure };
}

function unknownProcedure(book: RuleBook, procedure: string, day: string, jurisdiction: string): Answer {
  const known = listedCodes(book, 'clock/procedure').map(({ code }) => code);
  if (known.includes(procedure)) return noRule(procedureWords(book, procedure), day, jurisdiction);
  return refused(
    simple(
      'unknown-procedure',
      { zh: `程序应为：${known.join('、')}`, en: `Expected a procedure: ${known.join(', ')}` },
      procedure,
    ),
  );
}

function simple(code: string, text: { readonly zh: string; readonly en: string }, found: string): Refusal {
  return refusal(
    code,
    { found },
    { zh: `${text.zh}，实为 \`${found}\``, en: `${text.en}, found \`${found}\`` },
    { zh: '请改正该项', en: 'Correct this field' },
  );
}
