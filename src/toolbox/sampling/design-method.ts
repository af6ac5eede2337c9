import type { Method, MethodInput, Outcome } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import { answered, array, convention, explanation, number, object, problem, refused, text } from '../outcome/answer.ts';
import { type DesignValues, lotMissing, models, noPlan } from './design-problems.ts';
import type { Lots } from './operating-characteristic.ts';
import { planPerformance } from './operating-characteristic.ts';
import { designSinglePlan } from './plan-design.ts';
import { curveExplanations, curveScenes, curvesOf, curvesSchema, stageSchema } from './sampling-curves.ts';
import { chosen, lotSizeOption, modelOption, p1Option, p2Option, pa1Option, pa2Option } from './sampling-options.ts';

function design(input: MethodInput): Outcome<DesignValues> {
  const options = openOptions(samplingDesign.options, input.options);
  if (options.problems.length > 0) return refused(options.problems);
  const points = {
    p1: options.number('p1'),
    pa1: options.number('pa1'),
    p2: options.number('p2'),
    pa2: options.number('pa2'),
  };
  if (!(points.p1 < points.p2 && points.pa1 > points.pa2)) {
    return refused([
      problem(
        'points-order',
        text(
          `应有 p1 < p2 且 Pa1 > Pa2，实为 p1=\`${points.p1}\`、p2=\`${points.p2}\`、Pa1=\`${points.pa1}\`、Pa2=\`${points.pa2}\``,
          `expected p1 < p2 and pa1 > pa2, found p1 \`${points.p1}\`, p2 \`${points.p2}\`, pa1 \`${points.pa1}\`, pa2 \`${points.pa2}\``,
        ),
        text('交换两点', 'Exchange the points'),
      ),
    ]);
  }
  const model = chosen(models, options.choice('model'), 'binomial');
  const lotSize = options.optionalNumber('lotSize');
  if (model === 'hypergeometric' && lotSize === undefined) return refused([lotMissing]);
  const lots: Lots = lotSize === undefined ? { model } : { model, lotSize };
  const plan = designSinglePlan(points, lots);
  if (!plan) return refused([noPlan]);
  const lot = lotSize ?? 1;
  const at = (p: number, round: (x: number) => number) =>
    planPerformance(plan, lots, model === 'hypergeometric' ? round(p * lot) / lot : p).pa;
  return answered(
    {
      stages: plan.stages,
      ...curvesOf(plan, lots),
      pa1: at(points.p1, (x) => Math.floor(x + 1e-9)),
      pa2: at(points.p2, (x) => Math.ceil(x - 1e-9)),
    },
    {
      conventions: [
        convention('model', model, '所用分布', 'the distribution used'),
        convention(
          'search',
          'least-c-least-n',
          '先取最小的接收数，再取最小的样本量',
          'the least acceptance number, then the least sample size',
        ),
        convention(
          'lot-points',
          'floor-ceil',
          '孤立批：p1·N 向下取整，p2·N 向上取整',
          'one lot: p1·N rounded down, p2·N rounded up',
        ),
      ],
      explanations: [
        explanation(
          'stages',
          'least c and n with Pa(p1) >= 1 − α and Pa(p2) <= β',
          '满足两点的最小方案',
          'the smallest plan through both points',
          'Guenther, JQT 1 (1969) 105',
        ),
        ...curveExplanations,
      ],
    },
  );
}

export const samplingDesign: Method<DesignValues> = {
  id: 'sampling-design',
  version: 1,
  group: 'acceptance-sampling',
  title: text('由两点设计一次抽样方案', 'Single plan from two points'),
  purpose: text(
    '好批几乎都要收、坏批几乎都要拒，最少抽几件？',
    'Good lots shall nearly all pass and bad lots nearly all fail: what is the least sample?',
  ),
  conditions: [
    {
      condition: text(
        '批质量以不合格品率或单位不合格数表示',
        'quality is a fraction nonconforming or nonconformities per item',
      ),
      otherwise: text(
        '计量特性用 variables-plan，样本更小',
        'for measured characteristics use variables-plan, which needs fewer items',
      ),
    },
  ],
  sources: ['Guenther, Journal of Quality Technology 1 (1969) 105–109'],
  columns: [],
  options: [p1Option, pa1Option, p2Option, pa2Option, modelOption, lotSizeOption],
  resultSchema: object({ stages: array(stageSchema), pa1: number, pa2: number, ...curvesSchema }),
  run: design,
  scenes: curveScenes,
  example: {
    text: text(
      '1 % 的批 95 % 接收，6 % 的批至多 10 % 接收：n=110，Ac=3。',
      '95 % of lots at 1 % and at most 10 % of lots at 6 %: n = 110, Ac = 3.',
    ),
    source: '两点取自 Montgomery, Introduction to Statistical Quality Control, ch. 15 (图算 n=89, c=2)',
    options: { p1: 0.01, pa1: 0.95, p2: 0.06, pa2: 0.1 },
  },
};
