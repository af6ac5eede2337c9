import type { Method, MethodInput, Outcome } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import { answered, array, convention, integer, object, refused, text } from '../outcome/answer.ts';
import type { Lots } from './operating-characteristic.ts';
import type { Plan, Stage } from './plan.ts';
import { models } from './plan-lookup.ts';
import {
  curveExplanations,
  curveScenes,
  curvesOf,
  curvesSchema,
  type PlanCurves,
  planProblems,
  stageSchema,
} from './sampling-curves.ts';
import { chosen, lotSizeOption, modelOption } from './sampling-options.ts';

interface CurveValues extends PlanCurves {
  readonly stages: readonly Stage[];
}

function readStages(value: unknown): Plan {
  const list = Array.isArray(value) ? (value as readonly Partial<Stage>[]) : [];
  return {
    stages: list.map((stage) => ({ n: stage.n ?? 0, ac: stage.ac ?? null, re: stage.re ?? (stage.ac ?? 0) + 1 })),
  };
}

function evaluate(input: MethodInput): Outcome<CurveValues> {
  const options = openOptions(samplingCurves.options, input.options);
  if (options.problems.length > 0) return refused(options.problems);
  const model = chosen(models, options.choice('model'), 'binomial');
  const lotSize = options.optionalNumber('lotSize');
  const lots: Lots = lotSize === undefined ? { model } : { model, lotSize };
  const plan = readStages(options.json('stages'));
  const problems = planProblems(plan, lots);
  if (problems.length > 0) return refused(problems);
  return answered(
    { stages: plan.stages, ...curvesOf(plan, lots) },
    {
      conventions: [
        convention('model', model, '所用分布', 'the distribution used'),
        convention('aoq', 'replaced', '挑出的不合格品以合格品替换', 'items found nonconforming are replaced'),
        convention('asn', 'uncurtailed', '每级检完', 'each stage is inspected to its end'),
      ],
      explanations: curveExplanations,
    },
  );
}

export const samplingCurves: Method<CurveValues> = {
  id: 'sampling-curves',
  version: 1,
  group: 'acceptance-sampling',
  title: text('抽样方案的特性曲线', 'Curves of a sampling plan'),
  purpose: text(
    '手上的抽样方案会放过什么、冤枉什么、要检多少？',
    'What does a given plan let through, what does it turn away, and what does it cost?',
  ),
  conditions: [
    {
      condition: text('方案各级的 Ac、Re 为累计数', 'Ac and Re of the stages are cumulative'),
      otherwise: text('先换算成累计数', 'add them up first'),
    },
  ],
  sources: ['Schilling & Neubauer, Acceptance Sampling in Quality Control, 3rd ed.'],
  columns: [],
  options: [
    {
      name: 'stages',
      text: text('各级样本量、接收数、拒收数', 'size, acceptance and rejection number of each stage'),
      kind: 'json',
      schema: {
        type: 'array',
        items: {
          type: 'object',
          properties: { n: integer, ac: { type: ['integer', 'null'] }, re: integer },
          required: ['n'],
          additionalProperties: false,
        },
      },
      default: [{ n: 80, ac: 2, re: 3 }],
    },
    modelOption,
    lotSizeOption,
  ],
  resultSchema: object({ stages: array(stageSchema), ...curvesSchema }),
  run: evaluate,
  scenes: curveScenes,
  example: {
    text: text(
      '二次方案 n=50+50，0/3、3/4，批量 1 000：p=1 % 时接收概率 0.975，平均只检 69 件。',
      'A double plan 50 + 50, 0/3 and 3/4, lots of 1 000: at 1 % it accepts 97.5 % of the lots and inspects 69 items on average.',
    ),
    source: 'MIL-STD-105E III-A, letter J',
    options: {
      stages: [
        { n: 50, ac: 0, re: 3 },
        { n: 50, ac: 3, re: 4 },
      ],
      model: 'binomial',
      lotSize: 1000,
    },
  },
};
