import { carryOut } from '../descriptive/carry-out.ts';
import { fields, finiteOrNull, number, optionalNumber } from '../descriptive/result-schema.ts';
import type { Method, OptionSpec, Problem, Warning } from '../method/method.ts';
import { convention, explanation, problem, text, warning } from '../outcome/answer.ts';
import { clopperPearson, exactBinomial, fisherExact, newcombe, pooledZ, type TwoCounts } from './proportions.ts';
import {
  alternativeConvention,
  alternativeOption,
  confidenceOption,
  type Interval,
  intervalSchema,
  normalProbability,
  readAlternative,
} from './test-parts.ts';

export interface OneProportion {
  readonly events: number;
  readonly trials: number;
  readonly proportion: number;
  readonly target: number;
  readonly p: number;
  readonly ci: Interval;
}

const countOption = (name: string, zh: string, en: string): OptionSpec => ({
  name,
  text: text(zh, en),
  kind: 'number',
  integer: true,
  least: 0,
  most: 1e9,
});

function checkCounts(events: number, trials: number, which: string): Problem[] {
  if (Number.isNaN(events) || Number.isNaN(trials)) {
    return [
      problem(
        'counts-missing',
        text(
          `应给出事件数 events${which} 与总数 trials${which}`,
          `expected the counts events${which} and trials${which}, found none`,
        ),
        text('填写两个数', 'Fill in both numbers'),
      ),
    ];
  }
  if (trials >= 1 && events <= trials) return [];
  return [
    problem(
      'counts-invalid',
      text(
        `总数应不小于事件数且至少为 1，实为事件 \`${events}\`、总数 \`${trials}\``,
        `expected trials of at least 1 and no fewer than the events, found events \`${events}\`, trials \`${trials}\``,
      ),
      text('检查两个数是否填反', 'See whether the two were exchanged'),
    ),
  ];
}

const oneOptions: readonly OptionSpec[] = [
  countOption('events', '事件数（如不合格品数）', 'events (such as nonconforming items)'),
  countOption('trials', '总数', 'trials'),
  { name: 'target', text: text('目标比例', 'target proportion'), kind: 'number', default: 0.5, least: 0, most: 1 },
  alternativeOption,
  confidenceOption,
];
const binomialCondition = {
  condition: text('各件相互独立，概率相同', 'Items are independent, with one probability'),
  otherwise: text('先用 p 图检查稳定性', 'Check stability with a p chart first'),
};
const exactSource = 'C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404-413';

export const oneProportionMethod: Method<OneProportion> = {
  id: 'one-proportion',
  version: 1,
  group: 'test',
  title: text('单比例检验', 'One-proportion test'),
  purpose: text('不合格品率是否等于目标值？', 'Is the proportion nonconforming on target?'),
  conditions: [binomialCondition],
  sources: [exactSource],
  columns: [],
  options: oneOptions,
  resultSchema: fields({
    events: number('events'),
    trials: number('trials'),
    proportion: number('events / trials'),
    target: number('target'),
    p: number('exact p-value'),
    ci: intervalSchema,
  }),
  run: (input) =>
    carryOut<null, OneProportion>(
      {
        columns: [],
        options: oneOptions,
        read: (_, given, complaints) => {
          complaints.problems.push(...checkCounts(given.number('events'), given.number('trials'), ''));
          return null;
        },
        answer: (_, given) => {
          const [events, trials, target] = [given.number('events'), given.number('trials'), given.number('target')];
          const alternative = readAlternative(given);
          return {
            values: {
              events,
              trials,
              proportion: events / trials,
              target,
              p: exactBinomial(events, trials, target, alternative),
              ci: clopperPearson(events, trials, given.number('confidence'), alternative),
            },
            conventions: [
              alternativeConvention(alternative),
              convention(
                'two-sided-p',
                'likelihood',
                '双侧 p 值为概率不大于所见结果的各结果概率之和（同 R binom.test）',
                "the two-sided p adds all outcomes no likelier than the one seen (as R's binom.test)",
              ),
            ],
            explanations: [
              explanation(
                'p',
                'Σ P(X = k), X ~ B(n, p₀)',
                '按二项分布精确计算，不用正态近似',
                'exact by the binomial distribution, no normal approximation',
                exactSource,
              ),
              explanation(
                'ci',
                'Clopper-Pearson',
                '由贝塔分布分位数得到的精确区间，覆盖率不低于置信水平',
                'exact, from quantiles of the beta distribution; covers at least as stated',
                exactSource,
              ),
            ],
          };
        },
      },
      input,
    ),
  example: {
    text: text('200 件中 26 件不合格，是否高于 10 %？', 'Are 26 nonconforming items in 200 more than 10 %?'),
    source: 'NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.4',
    options: { events: 26, trials: 200, target: 0.1, alternative: 'greater' },
  },
};

export interface TwoProportions {
  readonly proportion1: number;
  readonly proportion2: number;
  readonly difference: number;
  /** Null where all items or none are events. */
  readonly z: number | null;
  readonly p: number | null;
  readonly fisher: number;
  readonly ci: Interval;
}

const twoOptions: readonly OptionSpec[] = [
  countOption('events1', '第一组事件数', 'events of the first sample'),
  countOption('trials1', '第一组总数', 'trials of the first sample'),
  countOption('events2', '第二组事件数', 'events of the second sample'),
  countOption('trials2', '第二组总数', 'trials of the second sample'),
  alternativeOption,
  confidenceOption,
];

function warnOfSmallCounts(c: TwoCounts, warnings: Warning[]): void {
  const least = Math.min(c.events1, c.events2, c.trials1 - c.events1, c.trials2 - c.events2);
  if (least >= 5) return;
  warnings.push(
    warning(
      'small-counts',
      text(`最小计数只有 ${least}，正态近似不可靠`, `the smallest count is ${least}: the normal approximation is poor`),
      text('以 Fisher 精确检验为准', "Go by Fisher's exact test"),
    ),
  );
}

export const twoProportionsMethod: Method<TwoProportions> = {
  id: 'two-proportions',
  version: 1,
  group: 'test',
  title: text('双比例检验', 'Two-proportion test'),
  purpose: text('两批的不合格品率有无差异？', 'Do two proportions differ?'),
  conditions: [binomialCondition],
  sources: [
    'R. A. Fisher, J. Royal Statistical Society 98 (1935) 39-82',
    'R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890',
  ],
  columns: [],
  options: twoOptions,
  resultSchema: fields({
    proportion1: number('first proportion'),
    proportion2: number('second proportion'),
    difference: number('first less second'),
    z: optionalNumber('pooled z; null where the counts leave none'),
    p: optionalNumber('p-value of z'),
    fisher: number("p-value of Fisher's exact test"),
    ci: intervalSchema,
  }),
  run: (input) =>
    carryOut<null, TwoProportions>(
      {
        columns: [],
        options: twoOptions,
        read: (_, given, complaints) => {
          for (const which of ['1', '2'])
            complaints.problems.push(
              ...checkCounts(given.number(`events${which}`), given.number(`trials${which}`), which),
            );
          return null;
        },
        answer: (_, given, { warnings }) => {
          const c: TwoCounts = {
            events1: given.number('events1'),
            trials1: given.number('trials1'),
            events2: given.number('events2'),
            trials2: given.number('trials2'),
          };
          const alternative = readAlternative(given);
          const z = pooledZ(c);
          warnOfSmallCounts(c, warnings);
          const [proportion1, proportion2] = [c.events1 / c.trials1, c.events2 / c.trials2];
          return {
            values: {
              proportion1,
              proportion2,
              difference: proportion1 - proportion2,
              z: finiteOrNull(z),
              p: Number.isFinite(z) ? normalProbability(z, alternative) : null,
              fisher: fisherExact(c, alternative),
              ci: newcombe(c, given.number('confidence'), alternative),
            },
            conventions: [
              alternativeConvention(alternative),
              convention(
                'z',
                'pooled',
                'z 用合并比例，无连续性修正',
                'z with the pooled proportion, no continuity correction',
              ),
              convention(
                'interval',
                'newcombe',
                '差值的区间为 Newcombe 计分法（无连续性修正）',
                "the interval is Newcombe's score method, no continuity correction",
              ),
            ],
            explanations: [
              explanation(
                'z',
                'z = (p̂₁ − p̂₂) / √(p̂(1 − p̂)(1/n₁ + 1/n₂))',
                '两比例之差是其标准误的多少倍',
                'how many standard errors apart the proportions are',
                'ISO 11453:1996',
              ),
              explanation(
                'fisher',
                'Σ P(X = k), X ~ H(n₁ + n₂, m, n₁)',
                '在总数固定时的超几何精确概率',
                'exact hypergeometric probability with all totals fixed',
                'R. A. Fisher (1935)',
              ),
            ],
          };
        },
      },
      input,
    ),
  example: {
    text: text(
      '服阿司匹林的 11037 名医师中 104 人发生心肌梗死，服安慰剂的 11034 名中 189 人：差异是否真实？',
      'Heart attacks among physicians: 104 of 11037 on aspirin, 189 of 11034 on placebo; is the difference real?',
    ),
    source: 'Steering Committee of the Physicians’ Health Study, New England J. Medicine 321 (1989) 129-135',
    options: { events1: 104, trials1: 11037, events2: 189, trials2: 11034 },
  },
};
