import { type Refusal, refusal, type Text } from '../codes/refusal.ts';
import { adjustmentFields, readAdjustments } from './adjustment.ts';
import { type Answer, AnswerBuilder, limitRefusal, noRule, refused, ruleName } from './answer.ts';
import { baseTime, complexityChoices, effectivePersons, standardChoices } from './base-time.ts';
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
  fraction,
  larger,
  minus,
  one,
  plus,
  readFraction,
  roundAboveFloor,
  showFraction,
  showPercent,
  times,
  zero,
} from './fraction.ts';
import { type Input, type InputField, rowsIn, textIn, wholeIn } from './input.ts';
import type { RuleValue } from './pack.ts';
import { type Asking, askJoined, type RuleAnswer, type RuleBook } from './rulebook.ts';

type Share = Extract<RuleValue, { kind: 'share' }>;

const partFields: readonly InputField[] = [
  {
    name: 'standard',
    kind: 'choice',
    required: true,
    choices: standardChoices,
    text: { zh: '管理体系', en: 'management system' },
  },
  { name: 'days', kind: 'decimal', text: { zh: '基础审核时间（人日）', en: 'base time in days' } },
  { name: 'persons', kind: 'decimal', text: { zh: '有效人数（代替人日）', en: 'effective persons (instead of days)' } },
  { name: 'complexity', kind: 'choice', choices: complexityChoices, text: { zh: '复杂程度', en: 'complexity' } },
  {
    name: 'adjustments',
    kind: 'rows',
    most: 50,
    fields: adjustmentFields,
    text: { zh: '本体系的调整', en: 'adjustments of this system' },
  },
];

/**
 * Audit time of an integrated audit, IAF MD 11: each system's time, its own adjustments, then the reduction for
 * integration on the sum. Every pack's limits are judged on the exact figures; the sum is rounded last, never across a
 * limit (example 3: 32 days less 20 % are 25.6, shown 26, since 25.5 would be −20.3 %).
 */
export const integratedCalculator: Calculator = {
  name: 'integrated',
  text: { zh: '一体化审核时间', en: 'Integrated audit time' },
  about: {
    zh: '按 IAF MD 11 计算多个管理体系一次审核的时间',
    en: 'Time of one audit for several management systems, by IAF MD 11',
  },
  input: [
    {
      name: 'parts',
      kind: 'rows',
      required: true,
      most: 10,
      fields: partFields,
      text: { zh: '各管理体系', en: 'the systems' },
    },
    {
      name: 'integrationPercent',
      kind: 'decimal',
      required: true,
      text: { zh: '一体化减少百分比', en: 'reduction for integration, percent' },
    },
    {
      name: 'level',
      kind: 'whole',
      most: 100,
      text: { zh: '一体化程度（0–100）', en: 'level of integration (0 to 100)' },
    },
    {
      name: 'ability',
      kind: 'whole',
      most: 100,
      text: { zh: '审核组一体化审核能力（0–100）', en: 'ability of the team (0 to 100)' },
    },
    dayField,
    ...scopeFields,
  ],
  example: {
    parts: [
      { standard: 'qms', days: 9 },
      { standard: 'ems', days: 10 },
      { standard: 'ohs', days: 13 },
    ],
    integrationPercent: 20,
    day: '2026-11-25',
  },
  compute: computeIntegrated,
};

interface Part {
  readonly standard: string;
  readonly days: Fraction;
  readonly factor: Fraction;
  readonly rule: RuleAnswer | null;
}

function computeIntegrated(input: Input, context: RuleContext): Answer {
  const { book } = context;
  const day = dayOfInput(input);
  const asking = askingOf(input, day);
  const integration = times(readFraction(textIn(input, 'integrationPercent') ?? '') ?? zero, fraction(1, 100));
  const read = readParts(input, book, asking);
  if (read.faults.length > 0) return refused(...read.faults);
  const limit = askJoined(book, 'integrated.integration-limit', 'share', asking);
  if (!limit)
    return noRule(
      { zh: '一体化审核的最大减少比例', en: 'most by which an integrated audit may be reduced' },
      day,
      jurisdictionOf(input),
    );
  const faults = [
    ...limitFaults(read.parts, integration, book, asking),
    ...matrixFaults(input, integration, book, asking),
  ];
  if (faults.length > 0) return refused(...faults);

  const answer = new AnswerBuilder();
  const sum = read.parts.reduce((total, part) => plus(total, part.days), zero);
  const after = read.parts.reduce((total, part) => plus(total, times(part.days, part.factor)), zero);
  for (const part of read.parts) {
    const own = times(part.days, part.factor);
    const text =
      part.factor.num === part.factor.den
        ? showFraction(part.days)
        : `${showFraction(part.days)} × ${showPercent(part.factor)} = ${showFraction(own)}`;
    answer.line({
      id: `part-${part.standard}`,
      text: { zh: `${nameOf(part.standard).zh}：${text} 人日`, en: `${nameOf(part.standard).en}: ${text} days` },
      value: showFraction(own),
      rule: part.rule,
      figure: [`${part.standard}Days`, 'days'],
    });
  }
  answer.line({
    id: 'sum',
    text: {
      zh: `各体系合计 T = ${showFraction(after)} 人日（调整前 ${showFraction(sum)}）`,
      en: `Sum of the systems T = ${showFraction(after)} days (${showFraction(sum)} before adjustments)`,
    },
    value: showFraction(after),
    inputs: { before: showFraction(sum) },
    figure: ['sumDays', 'days'],
  });
  result(answer, read.parts, { sum, after, integration }, limit.binding, book, asking);
  return answer.done();
}

function readParts(
  input: Input,
  book: RuleBook,
  asking: Asking,
): { readonly parts: readonly Part[]; readonly faults: readonly Refusal[] } {
  const parts: Part[] = [];
  const faults: Refusal[] = [];
  const rows = rowsIn(input, 'parts');
  if (rows.length < 2)
    faults.push(
      simple(
        'one-part',
        { zh: '一体化审核至少两个管理体系', en: 'An integrated audit covers at least two systems' },
        String(rows.length),
      ),
    );
  for (const row of rows) {
    const standard = textIn(row, 'standard') ?? '';
    const own: Asking = { ...asking, keys: { standard } };
    if (parts.some((part) => part.standard === standard))
      faults.push(
        simple('part-twice', { zh: `${nameOf(standard).zh}重复`, en: `${nameOf(standard).en} stands twice` }, standard),
      );
    const adjustments = readAdjustments(row, 'adjustments', book, own);
    faults.push(...adjustments.refusals);
    const given = textIn(row, 'days');
    const days = given === undefined ? undefined : readFraction(given);
    if (given !== undefined && (!days || days.num <= 0))
      faults.push(simple('days-not-positive', { zh: '人日应大于 0', en: 'Expected days above 0' }, given));
    const timed = days ? null : timeOf(row, standard, book, own);
    if (timed && !timed.ok) faults.push(timed.refusal);
    const found = days ?? (timed?.ok ? timed.days : undefined);
    if (found) parts.push({ standard, days: found, factor: adjustments.factor, rule: timed?.ok ? timed.rule : null });
  }
  return { parts, faults };
}

function timeOf(
  row: Input,
  standard: string,
  book: RuleBook,
  asking: Asking,
):
  | { readonly ok: true; readonly days: Fraction; readonly rule: RuleAnswer }
  | { readonly ok: false; readonly refusal: Refusal } {
  const given = textIn(row, 'persons');
  if (given === undefined)
    return {
      ok: false,
      refusal: simple(
        'no-time',
        {
          zh: `${nameOf(standard).zh}应给出人日或有效人数`,
          en: `Expected days or effective persons for ${nameOf(standard).en}`,
        },
        '',
      ),
    };
  const persons = effectivePersons(given);
  if (!persons.ok) return persons;
  const base = baseTime(book, asking, standard, textIn(row, 'complexity'), persons.persons);
  if (!base.ok)
    return {
      ok: false,
      refusal:
        base.refusal ??
        simple('no-rule', { zh: '没有适用的审核时间表', en: 'No table of audit time is in force' }, standard),
    };
  return { ok: true, days: base.base.days, rule: base.base.rule };
}

/** All limits of all packs, each judged on exact figures: the integration, each part, and both together for each part. */
function limitFaults(parts: readonly Part[], integration: Fraction, book: RuleBook, asking: Asking): Refusal[] {
  const faults: Refusal[] = [];
  const check = (
    code: string,
    limit: { readonly binding: RuleAnswer<Share> } | undefined,
    found: Fraction,
    what: { readonly zh: string; readonly en: string },
  ) => {
    if (!limit || atLeast(limit.binding.value.share, found)) return;
    const most = limit.binding.value.text;
    faults.push(
      limitRefusal(
        code,
        limit.binding,
        most,
        showPercent(found),
        {
          zh: `${what.zh} ${showPercent(found)}，超过 ${ruleName(limit.binding)} 的上限 ${most}`,
          en: `${what.en} ${showPercent(found)}; the limit of ${ruleName(limit.binding)} is ${most}`,
        },
        { zh: `最多减少 ${most}`, en: `Reduce by ${most} at most` },
      ),
    );
  };
  check('integration-over-limit', askJoined(book, 'integrated.integration-limit', 'share', asking), integration, {
    zh: '一体化减少',
    en: 'The reduction for integration is',
  });
  for (const part of parts) {
    const own: Asking = { ...asking, keys: { standard: part.standard } };
    check(
      'part-over-limit',
      askJoined(book, 'integrated.part-reduction-limit', 'share', own),
      minus(one, part.factor),
      { zh: `${nameOf(part.standard).zh}的减少合计`, en: `The reductions of ${nameOf(part.standard).en} add up to` },
    );
    const both = minus(one, times(part.factor, minus(one, integration)));
    check('total-over-limit', askJoined(book, 'integrated.total-reduction-limit', 'share', own), both, {
      zh: `${nameOf(part.standard).zh}两步合计减少`,
      en: `Both steps together reduce ${nameOf(part.standard).en} by`,
    });
  }
  return faults;
}

/** What the level of integration and the ability of the team allow, where both are given. */
function matrixFaults(input: Input, integration: Fraction, book: RuleBook, asking: Asking): Refusal[] {
  const [level, ability] = [wholeIn(input, 'level'), wholeIn(input, 'ability')];
  const rule = askJoined(book, 'integrated.grants', 'grants', asking, () => 0);
  if (!rule || level === undefined || ability === undefined) return [];
  let allowed = zero;
  for (const grant of rule.binding.value.grants)
    if (level >= (grant.needs['level'] ?? 0) && ability >= (grant.needs['ability'] ?? 0))
      allowed = larger(allowed, grant.share);
  if (atLeast(allowed, integration)) return [];
  return [
    limitRefusal(
      'matrix-over-limit',
      rule.binding,
      showPercent(allowed),
      showPercent(integration),
      {
        zh: `一体化程度 ${level}、审核组能力 ${ability} 只允许减少 ${showPercent(allowed)}，实为 ${showPercent(integration)}（${ruleName(rule.binding)}）`,
        en: `A level of ${level} and an ability of ${ability} allow ${showPercent(allowed)}, found ${showPercent(integration)} (${ruleName(rule.binding)})`,
      },
      {
        zh: '该矩阵待核实；请对照 MD 11 附录的图',
        en: 'This matrix is to be confirmed: compare the figure in the annex of MD 11',
      },
    ),
  ];
}

function result(
  answer: AnswerBuilder,
  parts: readonly Part[],
  figures: { readonly sum: Fraction; readonly after: Fraction; readonly integration: Fraction },
  limit: RuleAnswer<Share>,
  book: RuleBook,
  asking: Asking,
): void {
  const { sum, after, integration } = figures;
  const exact = times(after, minus(one, integration));
  // The floor that rounding may not cross: no part under its total limit, the sum not under the integration's limit of T.
  let floor = times(after, minus(one, limit.value.share));
  let byParts = zero;
  let binding: RuleAnswer<Share> | null = null;
  for (const part of parts) {
    const total = askJoined(book, 'integrated.total-reduction-limit', 'share', {
      ...asking,
      keys: { standard: part.standard },
    });
    byParts = plus(byParts, times(part.days, minus(one, total?.binding.value.share ?? one)));
    if (total && (!binding || !atLeast(total.binding.value.share, binding.value.share))) binding = total.binding;
  }
  floor = larger(floor, byParts);
  const rounded = roundAboveFloor(exact, floor);
  const change = minus(one, fraction(exact.num * sum.den, exact.den * sum.num));
  const nearest = Math.round((2 * exact.num) / exact.den) / 2;
  const raised = nearest < rounded.num / rounded.den;
  answer.line({
    id: 'integrated',
    text: {
      zh: `一体化减少 ${showPercent(integration)}（上限 ${limit.value.text}）：${showFraction(after)} → ${showFraction(exact)}，取 ${showFraction(rounded)} 人日${raised ? `（${nearest} 会超过上限，故进位）` : ''}`,
      en: `Reduced by ${showPercent(integration)} for integration (limit ${limit.value.text}): ${showFraction(after)} → ${showFraction(exact)}, taken as ${showFraction(rounded)} days${raised ? ` (${nearest} would cross the limit)` : ''}`,
    },
    value: showFraction(rounded),
    rule: limit,
    inputs: { exact: showFraction(exact), sum: showFraction(after) },
    changes: {
      zh: '取决于一体化程度和审核组能力',
      en: 'depends on the level of integration and the ability of the team',
    },
    figure: ['days', 'days'],
  });
  answer.line({
    id: 'total-reduction',
    text: {
      zh: `较各体系单独审核合计减少 ${showPercent(change)}`,
      en: `Less than the separate audits by ${showPercent(change)} in all`,
    },
    value: showPercent(change),
    rule: binding,
    inputs: { sum: showFraction(sum), exact: showFraction(exact) },
    figure: ['totalReduction', ''],
  });
}

/** A standard as people call it. */
function nameOf(standard: string): Text {
  return standardChoices.find((choice) => choice.value === standard)?.text ?? { zh: standard, en: standard };
}

function simple(code: string, text: { readonly zh: string; readonly en: string }, found: string): Refusal {
  return refusal(
    code,
    { found },
    { zh: `${text.zh}，实为 \`${found}\``, en: `${text.en}, found \`${found}\`` },
    { zh: '请改正该项', en: 'Correct this field' },
  );
}
