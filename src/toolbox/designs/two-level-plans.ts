import { type Answer, type Complaints, carryOut } from '../descriptive/carry-out.ts';
import { fields, flag, list, number, optionalNumber, text as words } from '../descriptive/result-schema.ts';
import type { Method, OptionSpec } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { convention, explanation, problem, text, warning } from '../outcome/answer.ts';
import { checkFactors, type Factor, parseFactors, planRuns } from './factors.ts';
import { checkArray } from './orthogonality.ts';
import { plackettBurman, plackettBurmanRuns } from './plackett-burman.ts';
import { factorsOption, orderConvention, orderOptions, type Plan, planConditions, planFields } from './plan-words.ts';
import {
  aliasGroups,
  catalogueFraction,
  catalogueRuns,
  definingRelation,
  fractionRuns,
  nameWord,
  resolution,
  type SignedWord,
} from './two-level-fraction.ts';

const usual = ['-1', '+1'];

function said(rows: readonly (readonly number[])[], factors: readonly Factor[]): string[][] {
  return rows.map((row) => factors.map((f, i) => f.levels[row[i]! > 0 ? 1 : 0]!));
}

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
          const factors = parseFactors(given.text('factors'), usual, problems);
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

export interface FractionPlan extends Plan {
  /** Null for a full factorial. */
  readonly resolution: number | null;
  readonly generators: readonly string[];
  readonly definingRelation: readonly string[];
  /** Effects up to two factors (three at resolution V) that cannot be told apart. */
  readonly aliases: readonly (readonly string[])[];
}

const fractionOptions: readonly OptionSpec[] = [
  factorsOption(
    '两水平因子，如 `温度: 150, 170; 时间: 10, 20; 压力`',
    'two-level factors, such as `temperature: 150, 170; time: 10, 20; pressure`',
  ),
  {
    name: 'runs',
    text: text(
      '试验次数（2 的幂；不给则取分辨度 IV 以上的最小者）',
      'runs (a power of 2; left out: the least of resolution IV)',
    ),
    kind: 'number',
    least: 4,
    most: 512,
    integer: true,
  },
  ...orderOptions,
];

function chooseRuns(factors: number): number {
  const fit = catalogueRuns(factors).find((runs) => {
    const r = resolution(catalogueFraction(factors, runs)!);
    return r === null || r >= 4;
  });
  return fit ?? catalogueRuns(factors)[0]!;
}

function fractionAnswer(
  factors: readonly Factor[],
  runs: number,
  given: OptionReader,
  { warnings }: Complaints,
): Answer<FractionPlan> {
  const fraction = catalogueFraction(factors.length, runs)!;
  const names = factors.map((f) => f.name);
  const sign = ({ word, sign: s }: SignedWord) => `${s < 0 ? '−' : ''}${nameWord(word, names)}`;
  const r = resolution(fraction);
  if (r === 3)
    warnings.push(
      warning(
        'resolution-three',
        text(
          '分辨度 III：主效应与两因子交互作用混杂',
          'resolution III: main effects are mixed with two-factor interactions',
        ),
        text(
          '只作筛选；再做折叠（全部水平反号）可分开主效应',
          'Use it for screening only; folding over (all signs reversed) sets the main effects free',
        ),
      ),
    );
  return {
    values: {
      factors,
      runs: planRuns(said(fractionRuns(fraction), factors), given.number('seed'), given.flag('randomise')),
      resolution: r,
      generators: fraction.generators.map((g) => `${names[g.factor]} = ${nameWord(g.word, names)}`),
      definingRelation: definingRelation(fraction).map(sign),
      aliases: aliasGroups(fraction, r !== null && r >= 5 ? 3 : 2)
        .filter((group) => group.length > 1)
        .map((group) => group.map(sign)),
    },
    conventions: [
      orderConvention(given.flag('randomise'), given.number('seed')),
      convention('generators', 'least aberration', '生成元取最小低阶混杂', 'generators of least aberration'),
    ],
    explanations: [
      explanation(
        'definingRelation',
        'I = …',
        '等于恒等元的各字；最短的字长为分辨度',
        'the words equal to the identity; the shortest gives the resolution',
        'Box, Hunter and Hunter (1978), chapter 12',
      ),
      explanation(
        'aliases',
        'E · I',
        '同一组中的效应不能区分',
        'effects of one group cannot be told apart',
        'Box, Hunter and Hunter (1978), chapter 12',
      ),
    ],
  };
}

export const fractionalFactorialMethod: Method<FractionPlan> = {
  id: 'fractional-factorial-design',
  version: 1,
  group: 'design',
  title: text('部分因子试验设计', 'Fractional factorial design'),
  purpose: text(
    '用较少的试验估计许多两水平因子的效应，并列出混杂关系。',
    'Estimates many two-level factors in few runs, and lists what is mixed with what.',
  ),
  conditions: [
    ...planConditions,
    {
      condition: text('高阶交互作用可忽略', 'Interactions of high order are negligible'),
      otherwise: text('取分辨度更高的设计', 'Take a design of higher resolution'),
    },
  ],
  sources: [
    'G. E. P. Box and J. S. Hunter, Technometrics 3 (1961) 311-351',
    'A. Fries and W. G. Hunter, Technometrics 22 (1980) 601-608',
  ],
  columns: [],
  options: fractionOptions,
  resultSchema: fields({
    ...planFields,
    resolution: optionalNumber('resolution; null for a full factorial'),
    generators: list(words('generator')),
    definingRelation: list(words('word equal to the identity')),
    aliases: list(list(words('effect')), 'groups of effects that cannot be told apart'),
  }),
  run: (input) =>
    carryOut<{ factors: Factor[]; runs: number }, FractionPlan>(
      {
        columns: [],
        options: fractionOptions,
        read: (_, given, { problems }) => {
          const factors = parseFactors(given.text('factors'), usual, problems);
          problems.push(...checkFactors(factors, 2, 3, 15));
          if (problems.length > 0) return { factors, runs: 0 };
          const runs = given.optionalNumber('runs') ?? chooseRuns(factors.length);
          if (!catalogueFraction(factors.length, runs))
            problems.push(
              problem(
                'no-such-fraction',
                text(
                  `${factors.length} 个因子的试验次数应为 ${catalogueRuns(factors.length).join('、')} 之一，实为 \`${runs}\``,
                  `expected one of ${catalogueRuns(factors.length).join(', ')} runs for ${factors.length} factors, found \`${runs}\``,
                ),
                text('改用其中之一', 'Take one of these'),
              ),
            );
          return { factors, runs };
        },
        answer: ({ factors, runs }, given, complaints) => fractionAnswer(factors, runs, given, complaints),
      },
      input,
    ),
  example: {
    text: text(
      '过滤速率试验：温度、压力、浓度、搅拌四因子八次',
      'Filtration rate: temperature, pressure, concentration and stirring in eight runs',
    ),
    source: 'D. C. Montgomery, Design and Analysis of Experiments, example 8.1',
    options: { factors: 'A; B; C; D', runs: 8 },
  },
};

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
          const factors = parseFactors(given.text('factors'), usual, problems);
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
              runs: planRuns(said(rows, factors), given.number('seed'), given.flag('randomise')),
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
