import { openColumns } from '../method/columns.ts';
import type { Method, MethodInput, Outcome, Problem } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  boolean,
  convention,
  explanation,
  integer,
  number,
  numberOrNull,
  object,
  problem,
  refused,
  text,
} from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import { estimatedFraction, type Sigma } from './variables-plan.ts';
import { findVariablesPlan, planOptions, pointsProblem } from './variables-source.ts';
import { planConditions, planConventions, planExplanations, planWarnings } from './variables-words.ts';
import { z19Edition } from './z19-plans.ts';

interface VariablesLotValues {
  readonly n: number;
  readonly mean: number;
  readonly s: number;
  readonly qUpper: number | null;
  readonly qLower: number | null;
  readonly k: number;
  readonly m: number;
  readonly fractionUpper: number | null;
  readonly fractionLower: number | null;
  readonly accepted: boolean;
}

function judge(input: MethodInput): Outcome<VariablesLotValues> {
  const options = openOptions(variablesLot.options, input.options);
  const columns = openColumns(variablesLot.columns, input);
  const problems: Problem[] = [...options.problems, ...columns.problems];
  if (problems.length === 0) problems.push(...pointsProblem(options));
  if (problems.length > 0) return refused(problems);
  const values = columns.numbers('measurements').values.filter((x) => !Number.isNaN(x));
  const [upper, lower] = [options.optionalNumber('usl'), options.optionalNumber('lsl')];
  const sigma: Sigma = options.choice('sigma') === 'known' ? 'known' : 'unknown';
  const plan = findVariablesPlan(options, values.length);
  if ('code' in plan) problems.push(plan);
  else if (plan.n !== values.length)
    problems.push(
      problem(
        'sample-size',
        text(
          `方案要求 ${plan.n} 个测量值，实有 \`${values.length}\` 个`,
          `the plan takes ${plan.n} measurements, found \`${values.length}\``,
        ),
        text('补测，或改用与样本量相符的方案', 'Measure the rest, or take a plan of that size'),
      ),
    );
  if (upper === undefined && lower === undefined)
    problems.push(
      problem(
        'limits-missing',
        text('需要上规范限 usl 或下规范限 lsl', 'usl or lsl is needed'),
        text('给出规范限', 'Give a specification limit'),
      ),
    );
  if (upper !== undefined && lower !== undefined && upper <= lower)
    problems.push(
      problem(
        'limits-reversed',
        text(
          `上限应大于下限，实为 usl=\`${upper}\`、lsl=\`${lower}\``,
          `expected usl above lsl, found usl \`${upper}\`, lsl \`${lower}\``,
        ),
        text('交换两者', 'Exchange them'),
      ),
    );
  const known = options.optionalNumber('knownSigma');
  if (sigma === 'known' && !(known !== undefined && known > 0))
    problems.push(
      problem(
        'sigma-missing',
        text('σ 法需要 knownSigma > 0', 'the sigma method needs knownSigma > 0'),
        text('给出过程标准差，或改用 s 法', 'Give the standard deviation, or take sigma=unknown'),
      ),
    );
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const s =
    sigma === 'known' && known !== undefined
      ? known
      : Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
  if (!(s > 0))
    problems.push(
      problem(
        'constant-data',
        text(
          '所有测量值相同，标准差为 0，不能判定',
          'all measurements are equal: the standard deviation is 0 and the lot cannot be judged',
        ),
        text('检查量具分辨力和记录', 'Check the resolution of the gauge and the record'),
      ),
    );
  if (problems.length > 0 || 'code' in plan) return refused(problems);
  const qUpper = upper === undefined ? null : (upper - mean) / s;
  const qLower = lower === undefined ? null : (mean - lower) / s;
  const fractionUpper = qUpper === null ? null : estimatedFraction(qUpper, plan.n, sigma);
  const fractionLower = qLower === null ? null : estimatedFraction(qLower, plan.n, sigma);
  const combined = qUpper !== null && qLower !== null && options.choice('control') === 'combined';
  const accepted = combined
    ? (fractionUpper ?? 0) + (fractionLower ?? 0) <= plan.m && Math.min(qUpper, qLower) >= plan.k
    : (qUpper ?? plan.k) >= plan.k && (qLower ?? plan.k) >= plan.k;
  return answered(
    { n: plan.n, mean, s, qUpper, qLower, k: plan.k, m: plan.m, fractionUpper, fractionLower, accepted },
    {
      warnings: [...columns.warnings, ...planWarnings(options)],
      conventions: [
        ...planConventions(options),
        convention(
          'control',
          combined ? 'combined' : 'separate',
          '双侧规范：分别判定，或合并判定（两侧估计不合格品率之和不大于 M）',
          'two limits: each by itself, or both together (the estimated fractions add up to at most M)',
        ),
      ],
      explanations: [
        explanation(
          'qUpper',
          'Q_U = (U − x̄)/s',
          '均值离上限有几个标准差',
          'standard deviations from the mean to the upper limit',
          'GB/T 6378.1',
        ),
        explanation(
          'qLower',
          'Q_L = (x̄ − L)/s',
          '均值离下限有几个标准差',
          'standard deviations from the lower limit to the mean',
          'GB/T 6378.1',
        ),
        ...planExplanations.slice(0, 2),
      ],
    },
  );
}

function lotScene(values: VariablesLotValues, language: 'zh' | 'en'): Scene[] {
  const sides = language === 'zh' ? ['上限', '下限'] : ['upper', 'lower'];
  const rows = [
    ['x̄', values.mean],
    ['s', values.s],
    ['Q_U', values.qUpper ?? ''],
    ['Q_L', values.qLower ?? ''],
    ['k', values.k],
  ] as const;
  const bars = [values.qUpper, values.qLower].flatMap((q, i) => (q === null ? [] : [{ at: i, q }]));
  return [
    {
      title: text(
        values.accepted ? '质量统计量：接收' : '质量统计量：不接收',
        values.accepted ? 'Quality statistics: accepted' : 'Quality statistics: not accepted',
      ),
      x: {
        title: text('规范限', 'limit'),
        scale: 'category',
        categories: bars.map((bar) => sides[bar.at] ?? ''),
      },
      y: { title: text('Q', 'Q'), scale: 'linear' },
      marks: [
        {
          kind: 'bars',
          tone: values.accepted ? 'data' : 'alarm',
          x: bars.map((_, i) => i),
          y: bars.map((bar) => bar.q),
          width: 0.5,
        },
        { kind: 'horizontal', tone: 'limit', y: values.k, label: text('k', 'k') },
      ],
      table: { head: [text('量', 'figure'), text('值', 'value')], rows },
    },
  ];
}

export const variablesLot: Method<VariablesLotValues> = {
  id: 'variables-lot',
  version: 1,
  group: 'acceptance-sampling',
  title: text('计量抽样判定一批', 'Judge a lot by variables'),
  purpose: text('由测得的样本值判定这批接收与否', 'Is this lot accepted by its measured sample?'),
  conditions: planConditions,
  sources: ['GB/T 6378.1-2008 (ISO 3951-1:2005), the method', z19Edition.id],
  columns: [{ role: 'measurements', text: text('测量值', 'measurements'), kind: 'number', columns: [1, 1] }],
  options: [
    { name: 'usl', text: text('上规范限 U', 'upper specification limit U'), kind: 'number' },
    { name: 'lsl', text: text('下规范限 L', 'lower specification limit L'), kind: 'number' },
    { name: 'knownSigma', text: text('已知的过程标准差', 'known standard deviation'), kind: 'number', least: 0 },
    {
      name: 'control',
      text: text('双侧规范', 'two limits'),
      kind: 'choice',
      choices: [
        { value: 'separate', text: text('分别判定', 'each by itself') },
        { value: 'combined', text: text('合并判定', 'both together') },
      ],
      default: 'combined',
    },
    ...planOptions,
  ],
  resultSchema: object({
    n: integer,
    mean: number,
    s: number,
    qUpper: numberOrNull,
    qLower: numberOrNull,
    k: number,
    m: number,
    fractionUpper: numberOrNull,
    fractionLower: numberOrNull,
    accepted: boolean,
  }),
  run: judge,
  scenes: lotScene,
  example: {
    text: text(
      '器件最高工作温度规定 60 ℃，样本 13 件，k=1.405：Q=1.617，接收。',
      'Highest working temperature 60 °C, 13 items, k = 1.405: Q = 1.617, accepted.',
    ),
    source: 'ISO 3951-1:2005 教学示例（数值）',
    csv: `measurements\n${[53, 57, 49, 58, 59, 54, 58, 56, 50, 50, 55, 54, 57].join('\n')}`,
    options: { usl: 60, plan: 'given', n: 13, k: 1.405 },
  },
};
