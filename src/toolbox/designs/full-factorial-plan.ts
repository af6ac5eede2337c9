import { carryOut } from '../descriptive/carry-out.ts';
import { fields, number } from '../descriptive/result-schema.ts';
import type { Method, OptionSpec } from '../method/method.ts';
import { explanation, problem, text } from '../outcome/answer.ts';
import { checkFactors, type Factor, parseFactors, planRuns, usualLevels } from './factors.ts';
import { factorsOption, orderConvention, orderOptions, type Plan, planConditions, planFields } from './plan-words.ts';

export interface FullFactorialPlan extends Plan {
  readonly replicates: number;
}

const fullOptions: readonly OptionSpec[] = [
  factorsOption(
    '因子与水平，如 `温度: 150, 170; 时间: 10, 20, 30`',
    'factors and levels, such as `temperature: 150, 170; time: 10, 20, 30`',
  ),
  {
    name: 'replicates',
    text: text('重复次数', 'replicates'),
    kind: 'number',
    default: 1,
    least: 1,
    most: 20,
    integer: true,
  },
  ...orderOptions,
];

/** All combinations, the first factor changing fastest. */
export function allCombinations(levels: readonly number[]): number[][] {
  const total = levels.reduce((product, n) => product * n, 1);
  return Array.from({ length: total }, (_, r) => {
    let rest = r;
    return levels.map((n) => {
      const level = rest % n;
      rest = Math.floor(rest / n);
      return level;
    });
  });
}

export const fullFactorialMethod: Method<FullFactorialPlan> = {
  id: 'full-factorial-design',
  version: 1,
  group: 'design',
  title: text('全因子试验设计', 'Full factorial design'),
  purpose: text('列出各因子水平的全部组合，按随机次序安排。', 'Lists every combination of levels, in random order.'),
  conditions: planConditions,
  sources: ['R. A. Fisher, The Design of Experiments (1935)', 'GB/T 3358.3-2009'],
  columns: [],
  options: fullOptions,
  resultSchema: fields({ ...planFields, replicates: number('how often each combination is run') }),
  run: (input) =>
    carryOut<Factor[], FullFactorialPlan>(
      {
        columns: [],
        options: fullOptions,
        read: (_, given, { problems }) => {
          const factors = parseFactors(given.text('factors'), usualLevels, problems);
          problems.push(...checkFactors(factors, null, 1, 12));
          const few = factors.find((f) => f.levels.length < 2);
          if (few)
            problems.push(
              problem(
                'factors-unfit',
                text(
                  `因子 \`${few.name}\` 至少应有 2 个水平`,
                  `expected at least 2 levels of \`${few.name}\`, found \`${few.levels.length}\``,
                ),
                text('补充水平', 'Add a level'),
              ),
            );
          const total = factors.reduce((product, f) => product * f.levels.length, 1) * given.number('replicates');
          if (total > 4096)
            problems.push(
              problem(
                'design-too-large',
                text(
                  `全因子需要 \`${total}\` 次试验，应不超过 4096 次`,
                  `expected at most 4096 runs, found \`${total}\``,
                ),
                text('用部分因子设计', 'Use a fraction'),
              ),
            );
          return factors;
        },
        answer: (factors, given) => {
          const replicates = given.number('replicates');
          const rows = allCombinations(factors.map((f) => f.levels.length)).map((row) =>
            row.map((level, i) => factors[i]!.levels[level]!),
          );
          const table = Array.from({ length: replicates }, () => rows).flat();
          return {
            values: { factors, replicates, runs: planRuns(table, given.number('seed'), given.flag('randomise')) },
            conventions: [orderConvention(given.flag('randomise'), given.number('seed'))],
            explanations: [
              explanation(
                'runs.standard',
                'Yates',
                '标准次序中第一个因子变化最快',
                'in the standard order the first factor changes fastest',
                'F. Yates (1937)',
              ),
            ],
          };
        },
      },
      input,
    ),
  example: {
    text: text(
      '化学反应的温度、浓度、催化剂三因子两水平',
      'Temperature, concentration and catalyst of a chemical reaction, two levels each',
    ),
    source: 'G. E. P. Box, W. G. Hunter and J. S. Hunter, Statistics for Experimenters (1978), 10.2 (pilot plant)',
    options: { factors: '温度: 160, 180; 浓度: 20, 40; 催化剂: A, B' },
  },
};
