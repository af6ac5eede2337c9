import { type Refusal, refusal, type Text } from '../codes/refusal.ts';
import { type Answer, AnswerBuilder, noRule, refused, ruleName } from './answer.ts';
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
  absolute,
  addDecimals,
  compareDecimals,
  type Decimal,
  multiplyDecimals,
  quotientText,
  readDecimal,
  rootOfQuotientText,
  subtractDecimals,
} from './decimal.ts';
import { type Fraction, showFraction } from './fraction.ts';
import { type Input, textIn } from './input.ts';
import { type Asking, askJoined, type RuleAnswer, type RuleBook } from './rulebook.ts';

/**
 * Scores of proficiency testing, ISO/IEC 17043 annex B and ISO 13528: z = (x − X)/σpt, z′ with √(σpt² + u²), ζ with
 * √(ux² + u²), En with √(Ux² + U²). Limits are judged on the exact decimals that were given, roots by their squares, so that
 * |z| = 2 is satisfactory and not questionable by a rounding of the machine (example 19: 2.10, questionable).
 */
export const ptCalculator: Calculator = {
  name: 'pt',
  text: { zh: '能力验证评分', en: 'Proficiency testing score' },
  about: { zh: 'z、z′、ζ 和 En 值及其评定', en: 'z, z′, zeta and En scores with their verdict' },
  input: [
    {
      name: 'score',
      kind: 'choice',
      choices: [
        { value: 'z', text: { zh: 'z 值', en: 'z' } },
        { value: 'z-prime', text: { zh: "z' 值", en: "z'" } },
        { value: 'zeta', text: { zh: 'ζ 值', en: 'zeta' } },
        { value: 'en', text: { zh: 'En 值', en: 'En' } },
      ],
      text: { zh: '评分方法（缺省 z）', en: 'score (z, unless given)' },
    },
    { name: 'result', kind: 'decimal', required: true, text: { zh: '实验室结果 x', en: "laboratory's result x" } },
    { name: 'assigned', kind: 'decimal', required: true, text: { zh: '指定值 X', en: 'assigned value X' } },
    {
      name: 'sigma',
      kind: 'decimal',
      text: { zh: '能力评定标准差 σpt', en: 'standard deviation for proficiency assessment' },
    },
    {
      name: 'resultUncertainty',
      kind: 'decimal',
      text: {
        zh: '结果的不确定度（ζ 用 u，En 用 U）',
        en: 'uncertainty of the result (standard for zeta, expanded for En)',
      },
    },
    {
      name: 'assignedUncertainty',
      kind: 'decimal',
      text: { zh: '指定值的不确定度', en: 'uncertainty of the assigned value' },
    },
    dayField,
    ...scopeFields,
  ],
  example: { result: 10.42, assigned: 10, sigma: 0.2, day: '2026-11-25' },
  compute: computePt,
};

/** Which parts make the denominator, squared and added. */
const parts: Readonly<Record<string, readonly string[]>> = {
  z: ['sigma'],
  'z-prime': ['sigma', 'assignedUncertainty'],
  zeta: ['resultUncertainty', 'assignedUncertainty'],
  en: ['resultUncertainty', 'assignedUncertainty'],
};

function computePt(input: Input, context: RuleContext): Answer {
  const score = textIn(input, 'score') ?? 'z';
  const x = readDecimal(textIn(input, 'result') ?? '');
  const assigned = readDecimal(textIn(input, 'assigned') ?? '');
  if (!x || !assigned) throw new Error('result and assigned were not checked');
  const faults: Refusal[] = [];
  let square: Decimal = { digits: 0n, scale: 0 };
  const used: Record<string, string> = {};
  for (const name of parts[score] ?? []) {
    const text = textIn(input, name);
    const value = text === undefined ? undefined : readDecimal(text);
    if (!value || value.digits < 0n || (value.digits === 0n && score === 'z')) {
      faults.push(
        refusal(
          'not-positive',
          { field: name, found: text ?? '' },
          {
            zh: `${labelOf(name).zh}应大于 0，实为 \`${text ?? ''}\``,
            en: `Expected a ${labelOf(name).en} above 0, found \`${text ?? ''}\``,
          },
          { zh: `${symbolOf(score)} 值需要此项`, en: `The ${symbolOf(score)} score needs it` },
        ),
      );
    } else {
      used[name] = text ?? '';
      square = addDecimals(square, multiplyDecimals(value, value));
    }
  }
  if (faults.length === 0 && square.digits === 0n)
    faults.push(
      refusal(
        'no-spread',
        {},
        { zh: '分母为零', en: 'The denominator is zero' },
        { zh: '请核对不确定度', en: 'Check the uncertainties' },
      ),
    );
  if (faults.length > 0) return refused(...faults);
  const limits = limitsOf(score, context.book, askingOf(input, dayOfInput(input)));
  if (!limits)
    return noRule(
      { zh: '能力验证的界限', en: 'limits of proficiency scores' },
      dayOfInput(input),
      jurisdictionOf(input),
    );

  const difference = subtractDecimals(x, assigned);
  const squared = multiplyDecimals(difference, difference);
  const value =
    score === 'z'
      ? quotientText(absolute(difference), readDecimal(used['sigma'] ?? '') ?? square, 2)
      : rootOfQuotientText(squared, square, 2);
  const signed = difference.digits < 0n && !/^0\.0+$/.test(value) ? `-${value}` : value;
  const verdict = judge(squared, square, limits);
  const answer = new AnswerBuilder();
  answer.line({
    id: 'score',
    text: { zh: `${symbolOf(score)} = ${signed}`, en: `${symbolOf(score)} = ${signed}` },
    value: signed,
    inputs: { x: textIn(input, 'result') ?? '', X: textIn(input, 'assigned') ?? '', ...used },
    figure: ['score', ''],
  });
  const { zh, en } = verdictTexts[verdict.verdict];
  answer.line({
    id: 'verdict',
    text: {
      zh: `${zh}（${verdict.rule.row.article}：${verdict.text}）`,
      en: `${en} (${verdict.rule.row.article}: ${verdict.text})`,
    },
    value: verdict.verdict,
    rule: verdict.rule,
    changes: {
      zh: `界限：${limits.map((limit) => showFraction(limit.limit)).join('、')}`,
      en: `limits: ${limits.map((limit) => showFraction(limit.limit)).join(', ')}`,
    },
    near: nearLimit(squared, square, limits),
    figure: ['verdict', ''],
  });
  return answer.done();
}

/** As ISO 13528 prints it. */
function symbolOf(score: string): string {
  return { 'z-prime': 'z′', zeta: 'ζ', en: 'En' }[score] ?? score;
}

function labelOf(name: string): Text {
  return ptCalculator.input.find((field) => field.name === name)?.text ?? { zh: name, en: name };
}

type Verdict = 'satisfactory' | 'questionable' | 'unsatisfactory';

const verdictTexts: Readonly<Record<Verdict, { readonly zh: string; readonly en: string }>> = {
  satisfactory: { zh: '满意', en: 'satisfactory' },
  questionable: { zh: '有问题', en: 'questionable' },
  unsatisfactory: { zh: '不满意', en: 'unsatisfactory' },
};

interface Limit {
  readonly limit: Fraction;
  readonly rule: RuleAnswer;
  /** The verdict beyond the limit; `inclusive`: already at it. */
  readonly beyond: Verdict;
  readonly inclusive: boolean;
}

function limitsOf(score: string, book: RuleBook, asking: Asking): readonly Limit[] | undefined {
  const limit = (question: string, beyond: Verdict, inclusive: boolean): Limit | undefined => {
    const found = askJoined(book, question, 'number', asking);
    return found && { limit: found.binding.value.number, rule: found.binding, beyond, inclusive };
  };
  const wanted =
    score === 'en'
      ? [limit('pt.en-limit', 'unsatisfactory', false)]
      : [
          limit('pt.z-questionable-above', 'questionable', false),
          limit('pt.z-unsatisfactory-from', 'unsatisfactory', true),
        ];
  const found = wanted.filter((l) => l !== undefined);
  return found.length === wanted.length ? found : undefined;
}

/** Squares are compared: |x − X|² against limit² × denominator². */
function judge(
  squared: Decimal,
  square: Decimal,
  limits: readonly Limit[],
): { readonly verdict: Verdict; readonly rule: RuleAnswer; readonly text: string } {
  let reached: Limit | undefined;
  for (const limit of limits) {
    const compared = compareDecimals(
      timesWhole(squared, limit.limit.den ** 2),
      timesWhole(square, limit.limit.num ** 2),
    );
    if (compared > 0 || (compared === 0 && limit.inclusive)) reached = limit;
  }
  const first = limits[0];
  if (!first) throw new Error('a score has at least one limit');
  if (!reached) return { verdict: 'satisfactory', rule: first.rule, text: `≤ ${showFraction(first.limit)}` };
  return {
    verdict: reached.beyond,
    rule: reached.rule,
    text: `${reached.inclusive ? '≥' : '>'} ${showFraction(reached.limit)}`,
  };
}

/** Within 5 % of a limit, on either side. */
function nearLimit(
  squared: Decimal,
  square: Decimal,
  limits: readonly Limit[],
): { readonly zh: string; readonly en: string } | null {
  const close = limits.find(({ limit }) => {
    const s = timesWhole(squared, limit.den ** 2 * 400);
    const low = timesWhole(square, limit.num ** 2 * 361);
    const high = timesWhole(square, limit.num ** 2 * 441);
    return compareDecimals(s, low) >= 0 && compareDecimals(s, high) <= 0;
  });
  return close
    ? {
        zh: `接近界限 ${showFraction(close.limit)}（${ruleName(close.rule)}）`,
        en: `Near the limit ${showFraction(close.limit)} (${ruleName(close.rule)})`,
      }
    : null;
}

function timesWhole(value: Decimal, factor: number): Decimal {
  return { digits: value.digits * BigInt(factor), scale: value.scale };
}
