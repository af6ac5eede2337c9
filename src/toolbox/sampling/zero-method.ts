import type { Method, MethodInput, OptionSpec, Outcome } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import { answered, array, convention, explanation, number, object, refused, text, warning } from '../outcome/answer.ts';
import { lotMissing, noPlan } from './design-problems.ts';
import { aqls, codeLetter, inspectionLevels, isAql, singleCell } from './iso2859-single.ts';
import type { Lots } from './operating-characteristic.ts';
import { qualityAtAcceptance } from './operating-characteristic.ts';
import { type Stage, singlePlan } from './plan.ts';
import { zeroAcceptancePlan } from './plan-design.ts';
import { unknownAql } from './plan-lookup.ts';
import {
  curveExplanations,
  curveScenes,
  curvesOf,
  curvesSchema,
  type PlanCurves,
  stageSchema,
} from './sampling-curves.ts';
import { chosen, levelOption, lotSizeOption, p2Option, pa2Option } from './sampling-options.ts';

interface ZeroValues extends PlanCurves {
  readonly stages: readonly Stage[];
  readonly limitingQuality: number;
  readonly pa: number;
  readonly replaces: { readonly n: number; readonly ac: number } | null;
}

/** Limiting quality: as given, or that of the AQL plan to be replaced (its quality at Pa = 0.10). */
function designZero(input: MethodInput): Outcome<ZeroValues> {
  const options = openOptions(samplingZero.options, input.options);
  if (options.problems.length > 0) return refused(options.problems);
  const lotSize = options.optionalNumber('lotSize');
  if (lotSize === undefined) return refused([lotMissing]);
  const aql = options.optionalNumber('aql');
  const risk = options.number('pa2');
  let replaces: { n: number; ac: number } | null = null;
  let quality = options.number('p2');
  if (aql !== undefined) {
    const letter = codeLetter(lotSize, chosen(inspectionLevels, options.choice('level'), 'II'));
    const cell = isAql(aql) && aql <= 10 && letter ? singleCell('normal', letter, aql) : undefined;
    if (!cell)
      return refused([
        unknownAql(
          aql,
          aqls.filter((one) => one <= 10),
        ),
      ]);
    replaces = { n: cell.n, ac: cell.ac };
    quality = qualityAtAcceptance(singlePlan(cell.n, cell.ac), { model: 'binomial' }, 0.1);
  }
  const lots: Lots = { model: 'hypergeometric', lotSize };
  const zero = quality > 0 ? zeroAcceptancePlan(quality, risk, lots) : undefined;
  if (!zero) return refused([noPlan]);
  const warnings =
    (zero.plan.stages[0]?.n ?? 0) >= lotSize
      ? [
          warning(
            'inspect-all',
            text('样本即全批', 'the sample is the whole lot'),
            text('全数检验', 'Inspect every item'),
          ),
        ]
      : [
          warning(
            'producer-risk',
            text(
              `质量为 ${(qualityAtAcceptance(zero.plan, { model: 'binomial' }, 0.95) * 100).toFixed(3)} % 的批已有 5 % 被退`,
              `lots of ${(qualityAtAcceptance(zero.plan, { model: 'binomial' }, 0.95) * 100).toFixed(3)} % are turned away in 5 % of cases`,
            ),
            text('供方的质量要比 AQL 好得多', 'The supplier must be much better than the AQL'),
          ),
        ];
  return answered(
    { stages: zero.plan.stages, limitingQuality: quality, pa: zero.pa, replaces, ...curvesOf(zero.plan, lots) },
    {
      warnings,
      conventions: [
        convention('model', 'hypergeometric', '按有限批精确计算', 'exact for a finite lot'),
        convention(
          'limiting-quality',
          aql === undefined ? 'given' : 'p10-of-aql-plan',
          '极限质量的来历',
          'where the limiting quality comes from',
        ),
      ],
      explanations: [
        explanation(
          'stages',
          'least n with P(0 found | LQ) <= β',
          '一件不合格也不接收的最小样本',
          'the least sample that finds none of a lot at the limiting quality with probability β at most',
          'Squeglia, Zero Acceptance Number Sampling Plans, 5th ed.',
        ),
        ...curveExplanations,
      ],
    },
  );
}

const aqlReplaced: OptionSpec = {
  name: 'aql',
  text: text(
    '所替代方案的 AQL（给出则由它定极限质量）',
    'AQL of the plan replaced (if given it sets the limiting quality)',
  ),
  kind: 'number',
  least: 0.01,
  most: 10,
};

export const samplingZero: Method<ZeroValues> = {
  id: 'sampling-zero',
  version: 1,
  group: 'acceptance-sampling',
  title: text('零接收数抽样方案（c = 0）', 'Zero acceptance plan (c = 0)'),
  purpose: text(
    '客户要求“见一件不合格就退批”，抽几件？',
    'The customer wants no bad item in the sample: how many are taken?',
  ),
  conditions: [
    {
      condition: text('供方的不合格品率远低于极限质量', 'the supplier is far better than the limiting quality'),
      otherwise: text(
        '先改进过程，否则好批也常被退',
        'improve the process first, or good lots are turned away as well',
      ),
    },
  ],
  sources: ['Squeglia, Zero Acceptance Number Sampling Plans, 5th ed.', 'GB/T 2828.1-2012'],
  columns: [],
  options: [lotSizeOption, { ...p2Option, default: 0.05 }, { ...pa2Option, default: 0.1 }, aqlReplaced, levelOption],
  resultSchema: object({
    stages: array(stageSchema),
    limitingQuality: number,
    pa: number,
    replaces: { type: ['object', 'null'], properties: { n: number, ac: number }, required: ['n', 'ac'] },
    ...curvesSchema,
  }),
  run: designZero,
  scenes: curveScenes,
  example: {
    text: text(
      '批量 200，5 % 不合格的批至多 10 % 漏过：抽 41 件，0 收 1 退。',
      'A lot of 200 with 5 % bad shall slip through in 10 % of cases at most: take 41, accept on 0.',
    ),
    source: '超几何分布，C(190,41)/C(200,41) = 0.095',
    options: { lotSize: 200, p2: 0.05, pa2: 0.1 },
  },
};
