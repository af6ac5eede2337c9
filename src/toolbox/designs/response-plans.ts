import { carryOut } from '../descriptive/carry-out.ts';
import { fields, list, number } from '../descriptive/result-schema.ts';
import type { Method, OptionSpec, Problem } from '../method/method.ts';
import { convention, explanation, text } from '../outcome/answer.ts';
import { checkFactors, type Factor, numericLevels, parseFactors, planRuns } from './factors.ts';
import { factorsOption, orderConvention, orderOptions, type Plan, planConditions, planFields } from './plan-words.ts';
import { boxBehnken, type CompositeKind, centralComposite } from './response-surface.ts';

interface Ranged {
  readonly factors: readonly Factor[];
  readonly ranges: readonly (readonly [number, number])[];
}

/** A coded level in the factor's own units, without the noise of the last binary digits. */
function uncoded(coded: number, [low, high]: readonly [number, number]): string {
  return String(Number(((low + high) / 2 + (coded * (high - low)) / 2).toPrecision(12)));
}

function tableOf(rows: readonly (readonly number[])[], ranges: Ranged['ranges']): string[][] {
  return rows.map((row) => row.map((coded, i) => uncoded(coded, ranges[i]!)));
}

function readRanged(saidFactors: string, least: number, most: number, problems: Problem[]): Ranged {
  const factors = parseFactors(saidFactors, ['-1', '1'], problems);
  problems.push(...checkFactors(factors, 2, least, most));
  return { factors, ranges: factors.map((f) => numericLevels(f, problems)) };
}

export interface CompositePlan extends Plan {
  readonly alpha: number;
  readonly cubeRuns: number;
  readonly axialRuns: number;
  readonly centreRuns: number;
  /** Coded levels in the standard order. */
  readonly coded: readonly (readonly number[])[];
}

const compositeOptions: readonly OptionSpec[] = [
  factorsOption(
    '数值因子的低、高水平，如 `温度: 150, 170; 时间: 10, 20`',
    'low and high of numeric factors, such as `temperature: 150, 170; time: 10, 20`',
  ),
  {
    name: 'kind',
    text: text('轴点位置', 'axial points'),
    kind: 'choice',
    choices: [
      {
        value: 'circumscribed',
        text: text('外切（可旋转，超出水平范围）', 'circumscribed (rotatable, beyond the levels)'),
      },
      { value: 'inscribed', text: text('内接（可旋转，在水平范围内）', 'inscribed (rotatable, within the levels)') },
      { value: 'face-centred', text: text('面心（只用三水平）', 'face-centred (three levels only)') },
    ],
    default: 'circumscribed',
  },
  {
    name: 'centre',
    text: text('中心点数', 'centre runs'),
    kind: 'number',
    default: 5,
    least: 1,
    most: 20,
    integer: true,
  },
  ...orderOptions,
];
const surfaceConditions = [
  ...planConditions,
  {
    condition: text('已接近最优区域', 'The best region is near'),
    otherwise: text('先做两水平试验与最速上升', 'Do two-level experiments and steepest ascent first'),
  },
];

export const centralCompositeMethod: Method<CompositePlan> = {
  id: 'central-composite-design',
  version: 1,
  group: 'design',
  title: text('中心复合设计', 'Central composite design'),
  purpose: text('为二次响应曲面安排试验，以寻找最优点。', 'Plans a second-order response surface, to find an optimum.'),
  conditions: surfaceConditions,
  sources: [
    'G. E. P. Box and K. B. Wilson, J. Royal Statistical Society B 13 (1951) 1-45',
    'G. E. P. Box and J. S. Hunter, Annals of Mathematical Statistics 28 (1957) 195-241',
  ],
  columns: [],
  options: compositeOptions,
  resultSchema: fields({
    ...planFields,
    alpha: number('distance of the axial points, coded'),
    cubeRuns: number('factorial runs'),
    axialRuns: number('axial runs'),
    centreRuns: number('centre runs'),
    coded: list(list(number('coded level')), 'coded levels in the standard order'),
  }),
  run: (input) =>
    carryOut<Ranged, CompositePlan>(
      {
        columns: [],
        options: compositeOptions,
        read: (_, given, { problems }) => readRanged(given.text('factors'), 2, 8, problems),
        answer: ({ factors, ranges }, given) => {
          const chosen = given.choice('kind');
          const kind: CompositeKind = chosen === 'face-centred' || chosen === 'inscribed' ? chosen : 'circumscribed';
          const { runs, ...sizes } = centralComposite(factors.length, kind, given.number('centre'));
          return {
            values: {
              factors,
              runs: planRuns(tableOf(runs, ranges), given.number('seed'), given.flag('randomise')),
              ...sizes,
              coded: runs,
            },
            conventions: [
              orderConvention(given.flag('randomise'), given.number('seed')),
              convention(
                'alpha',
                kind === 'face-centred' ? '1' : 'rotatable',
                '轴距：可旋转时为立方点数的四次方根',
                'axial distance: the fourth root of the cube runs where rotatable',
              ),
            ],
            explanations: [
              explanation(
                'alpha',
                'α = F^(1/4)',
                '预测方差只与到中心的距离有关',
                'the variance of prediction depends on the distance from the centre only',
                'Box and Hunter (1957)',
              ),
            ],
          };
        },
      },
      input,
    ),
  example: {
    text: text(
      '化学过程的反应时间与温度，五个中心点',
      'Reaction time and temperature of a chemical process, five centre runs',
    ),
    source: 'D. C. Montgomery, Design and Analysis of Experiments, example 11.2',
    options: { factors: '时间: 80, 90; 温度: 170, 180' },
  },
};

export interface BehnkenPlan extends Plan {
  readonly centreRuns: number;
  readonly coded: readonly (readonly number[])[];
}

const behnkenOptions: readonly OptionSpec[] = [
  factorsOption('数值因子的低、高水平（3 至 7 个）', 'low and high of numeric factors (3 to 7)'),
  {
    name: 'centre',
    text: text('中心点数', 'centre runs'),
    kind: 'number',
    default: 3,
    least: 1,
    most: 20,
    integer: true,
  },
  ...orderOptions,
];

export const boxBehnkenMethod: Method<BehnkenPlan> = {
  id: 'box-behnken-design',
  version: 1,
  group: 'design',
  title: text('Box-Behnken 设计', 'Box-Behnken design'),
  purpose: text(
    '用三水平、不含极端组合的试验拟合二次响应曲面。',
    'Plans a second-order surface in three levels, without extreme combinations.',
  ),
  conditions: surfaceConditions,
  sources: ['G. E. P. Box and D. W. Behnken, Technometrics 2 (1960) 455-475'],
  columns: [],
  options: behnkenOptions,
  resultSchema: fields({
    ...planFields,
    centreRuns: number('centre runs'),
    coded: list(list(number('coded level')), 'coded levels in the standard order'),
  }),
  run: (input) =>
    carryOut<Ranged, BehnkenPlan>(
      {
        columns: [],
        options: behnkenOptions,
        read: (_, given, { problems }) => readRanged(given.text('factors'), 3, 7, problems),
        answer: ({ factors, ranges }, given) => {
          const coded = boxBehnken(factors.length, given.number('centre'));
          return {
            values: {
              factors,
              runs: planRuns(tableOf(coded, ranges), given.number('seed'), given.flag('randomise')),
              centreRuns: given.number('centre'),
              coded,
            },
            conventions: [orderConvention(given.flag('randomise'), given.number('seed'))],
            explanations: [
              explanation(
                'coded',
                '±1 in blocks, 0 elsewhere',
                '每次只有两三个因子离开中心',
                'only two or three factors leave the centre at a time',
                'Box and Behnken (1960)',
              ),
            ],
          };
        },
      },
      input,
    ),
  example: {
    text: text('三因子的响应曲面试验', 'A response surface in three factors'),
    source: 'NIST/SEMATECH e-Handbook of Statistical Methods, 5.3.3.6.2',
    options: { factors: '温度: 150, 170; 时间: 10, 20; 压力: 1, 3' },
  },
};
