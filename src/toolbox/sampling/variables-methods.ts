import { normalUpper } from '../distributions/normal.ts';
import { openColumns } from '../method/columns.ts';
import type { Method, MethodInput, Outcome, Problem, Warning } from '../method/method.ts';
import { type OptionReader, openOptions } from '../method/options.ts';
import {
  answered,
  anyMethod,
  array,
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
  warning,
} from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import { chosen, lotSizeOption, p1Option, p2Option, pa1Option, pa2Option, severityOption } from './sampling-options.ts';
import { findRoot } from './search.ts';
import {
  constantFromFraction,
  designVariablesPlan,
  estimatedFraction,
  type Sigma,
  type VariablesPlan,
  variablesAcceptance,
} from './variables-plan.ts';
import { z19Aqls, z19Edition, z19Letter, z19Levels, z19Plan } from './z19-plans.ts';

interface PlanPart extends VariablesPlan {
  /** Largest estimated fraction nonconforming, equal to k for one limit; used when both limits are judged together. */
  readonly m: number;
}

const sigmaOption = {
  name: 'sigma',
  text: text('过程标准差', 'standard deviation'),
  kind: 'choice',
  choices: [
    { value: 'unknown', text: text('未知（s 法）', 'unknown (s method)') },
    { value: 'known', text: text('已知（σ 法）', 'known (sigma method)') },
  ],
  default: 'unknown',
} as const;
const planOption = {
  name: 'plan',
  text: text('方案来自', 'the plan comes from'),
  kind: 'choice',
  choices: [
    { value: 'given', text: text('给出的 n 和 k（如查 GB/T 6378.1）', 'n and k given (such as from ISO 3951-1)') },
    { value: 'two-points', text: text('两点设计', 'two points') },
    { value: 'z1.9', text: text('ANSI/ASQ Z1.9 表', 'the tables of ANSI/ASQ Z1.9') },
  ],
  default: 'two-points',
} as const;
const planOptions = [
  planOption,
  sigmaOption,
  { name: 'n', text: text('样本量 n', 'sample size n'), kind: 'number', least: 2, most: 10000, integer: true },
  { name: 'k', text: text('接收常数 k', 'acceptability constant k'), kind: 'number', least: -5, most: 10 },
  p1Option,
  pa1Option,
  p2Option,
  pa2Option,
  lotSizeOption,
  {
    name: 'level',
    text: text('检验水平', 'inspection level'),
    kind: 'choice',
    choices: z19Levels.map((value) => ({ value, text: text(value, value) })),
    default: 'II',
  },
  { name: 'aql', text: text('AQL（%）', 'AQL, percent'), kind: 'number', default: 1, least: 0.1, most: 10 },
  severityOption,
] as const;

function findVariablesPlan(options: OptionReader, sampleSize?: number): PlanPart | Problem {
  const sigma: Sigma = options.choice('sigma') === 'known' ? 'known' : 'unknown';
  const source = options.choice('plan');
  if (source === 'given') {
    const n = options.optionalNumber('n') ?? sampleSize;
    const k = options.optionalNumber('k');
    if (n === undefined || k === undefined)
      return problem(
        'plan-missing',
        text('需要 n 和 k', 'n and k are needed'),
        text('给出 n、k，或改用 plan=two-points', 'Give n and k, or take plan=two-points'),
      );
    return { n, k, m: estimatedFraction(k, n, sigma) };
  }
  if (source === 'two-points') {
    const plan = designVariablesPlan(
      { p1: options.number('p1'), pa1: options.number('pa1'), p2: options.number('p2'), pa2: options.number('pa2') },
      sigma,
    );
    if (!plan)
      return problem(
        'no-plan',
        text('n ≤ 5000 内没有满足两点的方案', 'no plan up to n = 5000 meets both points'),
        text('拉开 p1 与 p2', 'Set p1 and p2 further apart'),
      );
    return { ...plan, m: estimatedFraction(plan.k, plan.n, sigma) };
  }
  const lotSize = options.optionalNumber('lotSize');
  const aql = options.number('aql');
  const letter =
    lotSize === undefined ? undefined : z19Letter(lotSize, chosen(z19Levels, options.choice('level'), 'II'));
  const cell =
    letter &&
    z19Plan(
      chosen(['normal', 'tightened', 'reduced'] as const, options.choice('severity'), 'normal'),
      sigma,
      letter,
      aql,
    );
  if (!cell)
    return problem(
      'aql-unknown',
      text(
        `需要批量和表列的 AQL（${z19Aqls.join('、')}），实为 lotSize=\`${lotSize ?? ''}\`、aql=\`${aql}\``,
        `expected a lot size and an AQL of the table (${z19Aqls.join(', ')}), found lotSize \`${lotSize ?? ''}\`, aql \`${aql}\``,
      ),
      text('改正批量或 AQL', 'Mend the lot size or the AQL'),
    );
  return { ...cell, k: constantFromFraction(cell.m, cell.n, sigma) };
}

function pointsProblem(options: OptionReader): Problem[] {
  if (options.choice('plan') !== 'two-points') return [];
  const [p1, p2, pa1, pa2] = [options.number('p1'), options.number('p2'), options.number('pa1'), options.number('pa2')];
  if (p1 > 0 && p1 < p2 && pa1 > pa2 && pa1 < 1 && pa2 > 0 && p2 < 1) return [];
  return [
    problem(
      'points-order',
      text(
        `应有 0 < p1 < p2 < 1、1 > Pa1 > Pa2 > 0，实为 p1=\`${p1}\`、p2=\`${p2}\`、Pa1=\`${pa1}\`、Pa2=\`${pa2}\``,
        `expected 0 < p1 < p2 < 1 and 1 > pa1 > pa2 > 0, found \`${p1}\`, \`${p2}\`, \`${pa1}\`, \`${pa2}\``,
      ),
      text('改正两点', 'Mend the points'),
    ),
  ];
}

interface VariablesPlanValues {
  readonly n: number;
  readonly k: number;
  readonly m: number;
  readonly p95: number;
  readonly p10: number;
  readonly curve: readonly { readonly p: number; readonly pa: number }[];
}

/** The quality accepted with probability pa, found on the scale of the normal deviate, where the curve is nearly straight. */
function quality(plan: VariablesPlan, sigma: Sigma, pa: number): number {
  return normalUpper(findRoot((z) => variablesAcceptance(plan, sigma, normalUpper(z)) - pa, -7, 7));
}

function designRun(input: MethodInput): Outcome<VariablesPlanValues> {
  const options = openOptions(variablesPlan.options, input.options);
  const problems = [...options.problems, ...(options.problems.length === 0 ? pointsProblem(options) : [])];
  if (problems.length > 0) return refused(problems);
  const sigma: Sigma = options.choice('sigma') === 'known' ? 'known' : 'unknown';
  const plan = findVariablesPlan(options);
  if ('code' in plan) return refused([plan]);
  const end = Math.min(0.999, quality(plan, sigma, 0.005));
  const curve = Array.from({ length: 41 }, (_, i) => (end * (i + 0.001)) / 40).map((p) => ({
    p,
    pa: variablesAcceptance(plan, sigma, p),
  }));
  return answered(
    { ...plan, p95: quality(plan, sigma, 0.95), p10: quality(plan, sigma, 0.1), curve },
    { conventions: planConventions(options), warnings: planWarnings(options), explanations: planExplanations },
  );
}

function planConventions(options: OptionReader) {
  const source = options.choice('plan');
  return [
    convention('plan', source, '方案的来历', 'where the plan comes from'),
    convention(
      'sigma',
      options.choice('sigma'),
      's 法用非中心 t 精确计算',
      'the s method is computed exactly with the noncentral t',
    ),
    ...(source === 'z1.9' ? [convention('edition', z19Edition.id, z19Edition.source, z19Edition.source)] : []),
  ];
}

function planWarnings(options: OptionReader): Warning[] {
  return options.choice('plan') === 'z1.9'
    ? [
        warning(
          'to-be-confirmed',
          text(
            'Z1.9 的数值取自 R 包 AQLSchemes，待核对；GB/T 6378.1 现行版的 n、k 与之不同',
            'the figures of Z1.9 come from the R package AQLSchemes and are to be confirmed; the current GB/T 6378.1 has other n and k',
          ),
          text(
            '合同指明 GB/T 6378.1 时，查该标准并用 plan=given 给出 n、k',
            'Where a contract names GB/T 6378.1, look n and k up there and give them with plan=given',
          ),
        ),
      ]
    : [];
}

const planExplanations = [
  explanation(
    'k',
    'accept when Q = (U − x̄)/s >= k',
    '质量统计量不小于 k 即接收',
    'the lot is accepted when the quality statistic is at least k',
    'GB/T 6378.1 (ISO 3951-1); Z1.9',
  ),
  explanation(
    'm',
    'M = estimated fraction beyond the limit at Q = k',
    '与 k 等价的最大估计不合格品率，双侧规范合并判定时用',
    'the estimated fraction equal to k; used when both limits are judged together',
    'Lieberman & Resnikoff, JASA 50 (1955)',
  ),
  explanation(
    'curve.pa',
    'Pa = P(t’(n−1; z_p √n) >= k √n)',
    '正态数据、单侧规范下的接收概率',
    'probability of acceptance for normal data and one limit',
    'Schilling & Neubauer, 3rd ed., ch. 10',
  ),
];

const planConditions = [
  {
    condition: text('特性服从正态分布', 'the characteristic is normally distributed'),
    otherwise: text(
      '先做正态性检验；不正态则变换，或用计数方案 sampling-plan',
      'test for normality first; else transform, or use an attributes plan',
    ),
  },
  {
    condition: text('过程稳定', 'the process is stable'),
    otherwise: text('先用控制图查明异常', 'find the causes with a control chart first'),
  },
];

const variablesPlan: Method<VariablesPlanValues> = {
  id: 'variables-plan',
  version: 1,
  group: 'acceptance-sampling',
  title: text('计量抽样方案（k 法）', 'Variables sampling plan (k method)'),
  purpose: text(
    '测量值比“合格/不合格”信息多，能少抽几件？',
    'Measured values say more than pass or fail: how few items are enough?',
  ),
  conditions: planConditions,
  sources: ['GB/T 6378.1-2008 (ISO 3951-1:2005), the method', z19Edition.id, 'Schilling & Neubauer, 3rd ed., ch. 10'],
  columns: [],
  options: planOptions,
  resultSchema: object({
    n: integer,
    k: number,
    m: number,
    p95: number,
    p10: number,
    curve: array(object({ p: number, pa: number })),
  }),
  run: designRun,
  scenes: (values) => [
    {
      title: text('操作特性曲线（OC）', 'Operating characteristic (OC)'),
      x: { title: text('批质量 p', 'incoming quality p'), scale: 'linear' },
      y: { title: text('接收概率 Pa', 'probability of acceptance Pa'), scale: 'linear', domain: [0, 1] },
      marks: [
        { kind: 'line', tone: 'fit', x: values.curve.map((row) => row.p), y: values.curve.map((row) => row.pa) },
        { kind: 'points', tone: 'data', x: [values.p95, values.p10], y: [0.95, 0.1], labels: ['p95', 'p10'] },
      ],
      table: {
        head: [text('质量 p', 'quality p'), text('接收概率 Pa', 'Pa')],
        rows: values.curve.map((row) => [row.p, row.pa]),
      },
    },
  ],
  example: {
    text: text(
      '1 % 的批 95 % 接收、6 % 的批 10 % 接收：σ 未知时 42 件（计数方案要 110 件）。',
      '95 % of lots at 1 % and 10 % of lots at 6 %: 42 items with sigma unknown (attributes: 110).',
    ),
    source: 'scipy 逐个 n 搜索的结果相同',
    options: { plan: 'two-points', p1: 0.01, pa1: 0.95, p2: 0.06, pa2: 0.1 },
  },
};

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

function lotScene(values: VariablesLotValues): Scene[] {
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
      x: { title: text('规范限', 'limit'), scale: 'category', categories: ['上限 upper', '下限 lower'] },
      y: { title: text('Q', 'Q'), scale: 'linear' },
      marks: [
        {
          kind: 'bars',
          tone: values.accepted ? 'data' : 'alarm',
          x: bars.map((bar) => bar.at),
          y: bars.map((bar) => bar.q),
          width: 0.5,
        },
        { kind: 'horizontal', tone: 'limit', y: values.k, label: text('k', 'k') },
      ],
      table: { head: [text('量', 'figure'), text('值', 'value')], rows },
    },
  ];
}

const variablesLot: Method<VariablesLotValues> = {
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

export const variablesMethods = [anyMethod(variablesPlan), anyMethod(variablesLot)] as const;
