import type { Method, OptionSpec, Outcome } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  anyMethod,
  array,
  convention,
  explanation,
  number,
  numberOrNull,
  object,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import { readRules, ruleOptions } from './chart-options.ts';
import { priceOfRules } from './define-chart.ts';
import { cusumArl } from './price/cusum-arl.ts';
import { ewmaArl } from './price/ewma-arl.ts';
import { type RuleSetId, ruleSets } from './rule-sets.ts';
import type { Rule } from './rules.ts';

export interface PriceValues {
  readonly chart: string;
  readonly arl0: number | null;
  readonly shift: number;
  readonly arl1: number | null;
  /** Run length against the shift, for the curve. */
  readonly curve: readonly { readonly shift: number; readonly arl: number | null }[];
  /** What each test of the set would cost on top of the chosen ones. */
  readonly further: readonly {
    readonly rule: string;
    readonly zh: string;
    readonly en: string;
    readonly arl0: number | null;
    readonly arl1: number | null;
  }[];
}

const options: readonly OptionSpec[] = [
  {
    name: 'chart',
    text: text('哪种控制图', 'which chart'),
    kind: 'choice',
    choices: [
      { value: 'shewhart', text: text('休哈特图加判异准则', 'Shewhart chart with tests') },
      { value: 'ewma', text: text('EWMA', 'EWMA') },
      { value: 'cusum', text: text('CUSUM', 'CUSUM') },
    ],
    default: 'shewhart',
  },
  ...ruleOptions,
  {
    name: 'limitSigma',
    text: text('控制限的 σ 倍数', 'distance of the limits in sigma'),
    kind: 'number',
    default: 3,
    least: 0.5,
    most: 6,
  },
  {
    name: 'shift',
    text: text('均值偏移（描点统计量的 σ）', 'shift of the mean, in sigma of the plotted statistic'),
    kind: 'number',
    default: 1,
    least: 0,
    most: 10,
  },
  { name: 'lambda', text: text('EWMA 的 λ', 'lambda of the EWMA'), kind: 'number', default: 0.2, least: 0.01, most: 1 },
  { name: 'k', text: text('CUSUM 的 k', 'k of the CUSUM'), kind: 'number', default: 0.5, least: 0.01, most: 3 },
  { name: 'h', text: text('CUSUM 的 h', 'h of the CUSUM'), kind: 'number', default: 5, least: 0.5, most: 20 },
];

const curveShifts = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3];

function run(input: { readonly options: Readonly<Record<string, unknown>> }): Outcome<PriceValues> {
  const read = openOptions(options, input.options);
  const rules = readRules(read);
  if (read.problems.length > 0) return refused(read.problems);
  const chart = read.choice('chart');
  const shift = read.number('shift');
  const limitSigma = read.number('limitSigma');
  const finite = (arl: number): number | null => (Number.isFinite(arl) && arl < 1e15 ? arl : null);
  const at = (delta: number): number | null => {
    if (chart === 'ewma') return finite(ewmaArl({ lambda: read.number('lambda'), limitSigma, shift: delta }));
    if (chart === 'cusum') return finite(cusumArl({ k: read.number('k'), h: read.number('h'), shift: delta }));
    return priceOfRules(rules, delta, limitSigma).arl1;
  };
  const arl0 = at(0);
  if (arl0 === null && chart === 'shewhart' && rules.length > 0) {
    return refused([
      problem(
        'price-out-of-reach',
        text('这些准则的窗口太长，无法计算平均链长', 'the windows of these tests are too long to compute run lengths'),
        text('缩短窗口或减少准则', 'Shorten the windows or choose fewer tests'),
      ),
    ]);
  }
  const arl1 = at(shift);
  return answered<PriceValues>(
    {
      chart,
      arl0,
      shift,
      arl1,
      curve: curveShifts.map((delta) => ({ shift: delta, arl: at(delta) })),
      further: chart === 'shewhart' ? further(read.choice('ruleSet'), rules, shift, limitSigma) : [],
    },
    {
      conventions: [
        convention(
          'model',
          'normal-independent-known',
          '独立正态，均值和标准差已知，偏移从第一点起',
          'independent normal points with known mean and deviation, the shift being there from the first',
        ),
      ],
      warnings:
        arl0 !== null && arl0 < 100
          ? [
              warning(
                'false-alarms-many',
                text(
                  `受控的过程平均每 ${Math.round(arl0)} 点就误报一次`,
                  `a process in control raises a false alarm every ${Math.round(arl0)} points`,
                ),
                text('减少准则；发现小偏移改用 EWMA 或 CUSUM', 'Use fewer tests; for small shifts EWMA or CUSUM'),
              ),
            ]
          : [],
      explanations: [
        explanation(
          'arl0',
          'ARL₀ = (I - Q)⁻¹ 1',
          '把各准则合成一条马尔可夫链，求首次报警前的平均点数',
          'the tests together make a Markov chain; this is its mean time to the first signal',
          'Champ and Woodall (1987), Technometrics 29(4), 393-399; Crowder (1987); Page (1954)',
        ),
      ],
    },
  );
}

function further(set: string, rules: readonly Rule[], shift: number, limitSigma: number): PriceValues['further'] {
  const all = set === 'custom' ? [] : ruleSets[set as RuleSetId].rules;
  return all
    .filter((rule) => !rules.some((chosen) => chosen.id === rule.id))
    .map((rule) => {
      const price = priceOfRules([...rules, rule], shift, limitSigma);
      return { rule: rule.id, zh: rule.text.zh, en: rule.text.en, arl0: price.arl0, arl1: price.arl1 };
    });
}

function scenes({ curve }: PriceValues): readonly Scene[] {
  const shown = curve.filter((point) => point.arl !== null);
  const x = shown.map((point) => point.shift);
  const y = shown.map((point) => point.arl ?? Number.NaN);
  return [
    {
      title: text('平均链长', 'Average run length'),
      x: { title: text('均值偏移（σ）', 'Shift of the mean (sigma)'), scale: 'linear' },
      y: { title: text('到报警的平均点数', 'Points to the signal'), scale: 'log' },
      marks: [
        { kind: 'line', tone: 'data', x, y },
        { kind: 'points', tone: 'data', x, y },
      ],
      table: {
        head: [text('偏移', 'Shift'), text('平均链长', 'Run length')],
        rows: shown.map((point) => [point.shift, point.arl ?? '']),
      },
    },
  ];
}

export const rulePrice: Method = anyMethod<PriceValues>({
  id: 'rule-price',
  version: 1,
  group: 'control-chart',
  title: text('判异准则的代价', 'What the tests cost'),
  purpose: text(
    '这组判异准则多久误报一次，多快发现偏移，再加一条会怎样？',
    'How often do these tests err, how soon do they see a shift, and what would one more cost?',
  ),
  conditions: [
    {
      condition: text('描点近似独立正态', 'plotted points about independent and normal'),
      otherwise: text('结果作相对比较用', 'Take the figures for comparison only'),
    },
  ],
  sources: [
    'Champ, C. W. and Woodall, W. H. (1987), Exact results for Shewhart control charts with supplementary runs rules, Technometrics 29(4), 393-399',
    'Crowder, S. V. (1987), Technometrics 29(4), 401-407',
    'Page, E. S. (1954), Biometrika 41, 100-115',
  ],
  columns: [],
  options,
  resultSchema: object({
    chart: string,
    arl0: numberOrNull,
    shift: number,
    arl1: numberOrNull,
    curve: array(object({ shift: number, arl: numberOrNull })),
    further: array(object({ rule: string, zh: string, en: string, arl0: numberOrNull, arl1: numberOrNull })),
  }),
  run,
  scenes,
  example: {
    text: text('Nelson 第 1、2 条，偏移 1σ', 'Tests 1 and 2 of Nelson, a shift of 1 sigma'),
    source: 'Champ and Woodall (1987)',
    options: { rules: ['1', '2'], shift: 1 },
  },
});
