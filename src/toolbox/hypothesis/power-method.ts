import { carryOut } from '../descriptive/carry-out.ts';
import { fields, list, number, optionalNumber, text as words } from '../descriptive/result-schema.ts';
import type { Method, OptionSpec, Problem } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { convention, explanation, problem, text } from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import { mostValues, type PowerAim, type PowerTest, powerOf, sizeFor } from './power.ts';
import { alternativeConvention, alternativeOption, readAlternative } from './test-parts.ts';

export interface PowerAndSize {
  readonly test: PowerTest;
  /** Values in each group. */
  readonly n: number;
  readonly power: number;
  readonly alpha: number;
  readonly curve: readonly { readonly n: number; readonly power: number }[];
}

const tests: readonly PowerTest[] = [
  'one-sample-t',
  'two-sample-t',
  'one-proportion',
  'two-proportions',
  'one-way-anova',
];
const titles: Readonly<Record<PowerTest, { zh: string; en: string }>> = {
  'one-sample-t': text('单样本或配对 t 检验', 'one-sample or paired t'),
  'two-sample-t': text('双样本 t 检验', 'two-sample t'),
  'one-proportion': text('单比例检验', 'one proportion'),
  'two-proportions': text('双比例检验', 'two proportions'),
  'one-way-anova': text('单因素方差分析', 'one-way analysis of variance'),
};
const options: readonly OptionSpec[] = [
  {
    name: 'test',
    text: text('检验', 'test'),
    kind: 'choice',
    choices: tests.map((value) => ({ value, text: titles[value] })),
    default: 'two-sample-t',
  },
  {
    name: 'power',
    text: text('要求的功效（求样本量）', 'power wanted (to find the size)'),
    kind: 'number',
    default: 0.9,
    least: 0.01,
    most: 0.9999,
  },
  {
    name: 'n',
    text: text('每组个数（给出则求功效）', 'values in each group (given: find the power)'),
    kind: 'number',
    least: 2,
    most: mostValues,
    integer: true,
  },
  { name: 'difference', text: text('要发现的差异', 'difference to detect'), kind: 'number' },
  { name: 'sd', text: text('标准差', 'standard deviation'), kind: 'number', default: 1, least: 1e-300 },
  {
    name: 'groups',
    text: text('组数（方差分析）', 'groups (analysis of variance)'),
    kind: 'number',
    default: 3,
    least: 2,
    most: 100,
    integer: true,
  },
  { name: 'proportion', text: text('真实比例', 'true proportion'), kind: 'number', least: 0, most: 1 },
  { name: 'target', text: text('对照的比例', 'proportion compared with'), kind: 'number', least: 0, most: 1 },
  {
    name: 'alpha',
    text: text('显著性水平', 'significance level'),
    kind: 'number',
    default: 0.05,
    least: 1e-6,
    most: 0.5,
  },
  alternativeOption,
];

function missing(name: string): Problem {
  return problem(
    'option-missing',
    text(`应给出选项 \`${name}\``, `expected the option \`${name}\`, found none`),
    text('填写该数', 'Fill it in'),
  );
}

function readAim(given: OptionReader, problems: Problem[]): PowerAim {
  const test = tests.find((one) => one === given.choice('test')) ?? 'two-sample-t';
  const counts = test === 'one-proportion' || test === 'two-proportions';
  const difference = given.optionalNumber('difference');
  const proportion = given.optionalNumber('proportion');
  const target = given.optionalNumber('target');
  if (!counts && difference === undefined) problems.push(missing('difference'));
  if (counts && proportion === undefined) problems.push(missing('proportion'));
  if (counts && target === undefined) problems.push(missing('target'));
  if (difference === 0 || (counts && proportion !== undefined && proportion === target))
    problems.push(
      problem(
        'no-difference',
        text('要发现的差异应不为 0，实为 `0`', 'expected a difference to detect, found `0`'),
        text('填写有实际意义的最小差异', 'Give the least difference that matters'),
      ),
    );
  const alternative = readAlternative(given);
  const towards = counts ? (proportion ?? 0) - (target ?? 0) : (difference ?? 0);
  if (
    test !== 'one-way-anova' &&
    ((alternative === 'greater' && towards < 0) || (alternative === 'less' && towards > 0))
  )
    problems.push(
      problem(
        'wrong-direction',
        text(
          `差异 \`${towards}\` 与备择假设 \`${alternative}\` 的方向相反`,
          `the difference \`${towards}\` runs against the alternative \`${alternative}\``,
        ),
        text('改变符号或备择假设', 'Change its sign or the alternative'),
      ),
    );
  return {
    test,
    alpha: given.number('alpha'),
    alternative,
    difference: difference ?? 0,
    sd: given.number('sd'),
    groups: given.number('groups'),
    proportion: proportion ?? 0,
    target: target ?? 0,
  };
}

function curveOf(n: number, aim: PowerAim): { n: number; power: number }[] {
  const sizes = new Set(Array.from({ length: 30 }, (_, i) => Math.max(2, Math.round((n * (i + 1)) / 15))));
  return [...sizes].map((size) => ({ n: size, power: powerOf(size, aim) }));
}

function curveScene(values: PowerAndSize): Scene {
  return {
    title: text('功效曲线', 'Power curve'),
    x: { title: text('每组个数', 'values in each group'), scale: 'linear', whole: true },
    y: { title: text('功效', 'power'), scale: 'linear', domain: [0, 1] },
    marks: [
      { kind: 'line', tone: 'fit', x: values.curve.map((c) => c.n), y: values.curve.map((c) => c.power) },
      { kind: 'points', tone: 'alarm', x: [values.n], y: [values.power] },
    ],
    table: { head: [text('每组个数', 'n'), text('功效', 'power')], rows: values.curve.map((c) => [c.n, c.power]) },
  };
}

export const powerMethod: Method<PowerAndSize> = {
  id: 'power-and-sample-size',
  version: 1,
  group: 'test',
  title: text('功效与样本量', 'Power and sample size'),
  purpose: text('要多少数据才能发现这样大的差异？', 'How many values does it take to see a difference of this size?'),
  conditions: [
    {
      condition: text('标准差或比例有可靠的预估', 'The deviation or proportion is known beforehand'),
      otherwise: text('先做小样本试测，并取其置信上限', 'Take a small sample first and use its upper limit'),
    },
  ],
  sources: [
    'J. Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd ed.',
    'J. L. Fleiss, Statistical Methods for Rates and Proportions',
  ],
  columns: [],
  options,
  resultSchema: fields({
    test: words('test'),
    n: number('values in each group'),
    power: number('power'),
    alpha: number('significance level'),
    curve: list(fields({ n: number('values in each group'), power: optionalNumber('power') })),
  }),
  run: (input) =>
    carryOut<PowerAim, PowerAndSize>(
      {
        columns: [],
        options,
        read: (_, given, { problems }) => readAim(given, problems),
        answer: (aim, given, { problems }) => {
          const n = given.optionalNumber('n') ?? sizeFor(given.number('power'), aim);
          if (n === null)
            problems.push(
              problem(
                'size-too-large',
                text(`每组超过 ${mostValues} 个才够`, `more than ${mostValues} values in each group would be needed`),
                text(
                  '差异太小：重新考虑有实际意义的最小差异',
                  'The difference is too small: think again which one matters',
                ),
              ),
            );
          const size = n ?? 2;
          return {
            values: { test: aim.test, n: size, power: powerOf(size, aim), alpha: aim.alpha, curve: curveOf(size, aim) },
            conventions: [
              alternativeConvention(aim.alternative),
              convention(
                'two-sided',
                'both tails',
                '双侧检验的功效计入两侧',
                'the power of a two-sided test counts both tails',
              ),
              convention(
                'anova',
                'two extreme means',
                '方差分析按最不利的均值排列：两个相差 difference，其余居中',
                'analysis of variance: two means apart by the difference, all others midway',
              ),
            ],
            explanations: [
              explanation(
                'power',
                'P(|T(ν, δ)| > t), δ = (Δ/σ)√(n/2)',
                '真有这样大的差异时，检验会发现它的概率',
                'the chance that the test sees a difference that is really there',
                'J. Cohen (1988)',
              ),
            ],
          };
        },
      },
      input,
    ),
  scenes: (values) => [curveScene(values)],
  example: {
    text: text(
      '两组相差一个标准差，显著性水平 5 %，功效 90 %，每组要多少个？',
      'Two groups one standard deviation apart, 5 % level, 90 % power: how many in each?',
    ),
    source: 'R stats::power.t.test, its help page',
    options: { test: 'two-sample-t', difference: 1, sd: 1, power: 0.9 },
  },
};
