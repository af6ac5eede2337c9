import { type Answer, type Complaints, carryOut } from '../descriptive/carry-out.ts';
import { fields, list, optionalNumber, text as words } from '../descriptive/result-schema.ts';
import type { Method, OptionSpec } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { convention, explanation, problem, text, warning } from '../outcome/answer.ts';
import { checkFactors, type Factor, levelsOf, parseFactors, planRuns, usualLevels } from './factors.ts';
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
      runs: planRuns(levelsOf(fractionRuns(fraction), factors), given.number('seed'), given.flag('randomise')),
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
          const factors = parseFactors(given.text('factors'), usualLevels, problems);
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
