import { carryOut } from '../descriptive/carry-out.ts';
import { fields, flag, number } from '../descriptive/result-schema.ts';
import type { Method, OptionSpec } from '../method/method.ts';
import { explanation, problem, text, warning } from '../outcome/answer.ts';
import { checkFactors, type Factor, levelsOf, parseFactors, planRuns, usualLevels } from './factors.ts';
import { checkArray } from './orthogonality.ts';
import { plackettBurman, plackettBurmanRuns } from './plackett-burman.ts';
import { factorsOption, orderConvention, orderOptions, type Plan, planConditions, planFields } from './plan-words.ts';

export interface ScreeningPlan extends Plan {
  readonly columns: number;
  readonly orthogonal: boolean;
  readonly balanced: boolean;
}

const screeningOptions: readonly OptionSpec[] = [
  factorsOption('两水平因子', 'two-level factors'),
  {
    name: 'runs',
    text: text('试验次数（不给则取最小者）', 'runs (left out: the least)'),
    kind: 'number',
    least: 8,
    most: 48,
    integer: true,
  },
  ...orderOptions,
];

export const plackettBurmanMethod: Method<ScreeningPlan> = {
  id: 'plackett-burman-design',
  version: 1,
  group: 'design',
  title: text('Plackett-Burman 筛选设计', 'Plackett-Burman screening design'),
  purpose: text(
    '用最少的试验从许多因子中找出重要的几个。',
    'Finds the few important factors among many in the fewest runs.',
  ),
  conditions: [
    ...planConditions,
    {
      condition: text('交互作用比主效应小', 'Interactions are smaller than main effects'),
      otherwise: text('用分辨度 IV 的部分因子设计', 'Use a fraction of resolution IV'),
    },
  ],
  sources: ['R. L. Plackett and J. P. Burman, Biometrika 33 (1946) 305-325'],
  columns: [],
  options: screeningOptions,
  resultSchema: fields({
    ...planFields,
    columns: number('columns of the whole design'),
    orthogonal: flag('every pair of columns orthogonal, counted'),
    balanced: flag('every column balanced, counted'),
  }),
  run: (input) =>
    carryOut<{ factors: Factor[]; runs: number }, ScreeningPlan>(
      {
        columns: [],
        options: screeningOptions,
        read: (_, given, { problems }) => {
          const factors = parseFactors(given.text('factors'), usualLevels, problems);
          problems.push(...checkFactors(factors, 2, 2, 47));
          const fitting = plackettBurmanRuns.filter((n) => n > factors.length);
          const runs = given.optionalNumber('runs') ?? fitting[0] ?? 48;
          if (!fitting.includes(runs) && problems.length === 0)
            problems.push(
              problem(
                'no-such-design',
                text(
                  `试验次数应为 ${fitting.join('、')} 之一，实为 \`${runs}\``,
                  `expected one of ${fitting.join(', ')} runs, found \`${runs}\``,
                ),
                text('改用其中之一', 'Take one of these'),
              ),
            );
          return { factors, runs };
        },
        answer: ({ factors, runs }, given, { warnings }) => {
          const rows = plackettBurman(runs);
          const { orthogonal, balanced } = checkArray(rows);
          if (!Number.isInteger(Math.log2(runs)))
            warnings.push(
              warning(
                'partial-aliases',
                text(
                  '每个两因子交互作用与许多主效应部分混杂',
                  'every two-factor interaction is partly mixed with many main effects',
                ),
                text('筛出因子后再做因子试验确认', 'Confirm the factors found by a factorial experiment'),
              ),
            );
          return {
            values: {
              factors,
              runs: planRuns(levelsOf(rows, factors), given.number('seed'), given.flag('randomise')),
              columns: runs - 1,
              orthogonal,
              balanced,
            },
            conventions: [orderConvention(given.flag('randomise'), given.number('seed'))],
            explanations: [
              explanation(
                'orthogonal',
                'n(i, j) = N/4',
                '任意两列的四种组合次数相等，由程序逐对数出',
                'all four pairs of levels of any two columns occur equally often, counted pair by pair',
                'Plackett and Burman (1946)',
              ),
            ],
          };
        },
      },
      input,
    ),
  example: {
    text: text(
      '铸件疲劳寿命的七个因子，十二次试验',
      'Seven factors of the fatigue life of repaired castings, twelve runs',
    ),
    source: 'G. B. Hunter, F. S. Hodi and T. W. Eager, Metallurgical Transactions A 13 (1982) 389-398 (the factors)',
    options: { factors: '初始组织; 晶粒尺寸; 热等静压; 热处理; 抛光; 喷丸; 酸洗', runs: 12 },
  },
};
