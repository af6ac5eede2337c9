import type { Method, MethodInput, Outcome } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  array,
  boolean,
  convention,
  explanation,
  object,
  oneOf,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import { aqls, codeLetter, inspectionLevels, isAql, severities } from './iso2859-single.ts';
import { findPlan } from './iso2859-stages.ts';
import type { Lots, SamplingModel } from './operating-characteristic.ts';
import { largestSample } from './plan.ts';
import { kinds, type PlanValues, unknownAql } from './plan-lookup.ts';
import { curveExplanations, curveScenes, curvesOf, curvesSchema, stageSchema } from './sampling-curves.ts';
import {
  aqlOption,
  chosen,
  editionOption,
  kindOption,
  levelOption,
  lotSizeOption,
  severityOption,
} from './sampling-options.ts';

function lookUp(input: MethodInput): Outcome<PlanValues> {
  const options = openOptions(samplingPlan.options, input.options);
  if (options.problems.length > 0) return refused(options.problems);
  const lotSize = options.optionalNumber('lotSize');
  const aql = options.number('aql');
  if (!isAql(aql)) return refused([unknownAql(aql, aqls)]);
  if (lotSize === undefined)
    return refused([
      problem(
        'lot-size-missing',
        text('应有批量 N，没有收到', 'expected the lot size, found none'),
        text('给出 lotSize', 'Give lotSize'),
      ),
    ]);
  const letter = codeLetter(lotSize, chosen(inspectionLevels, options.choice('level'), 'II'));
  const kind = chosen(kinds, options.choice('kind'), 'single');
  const edition = options.choice('edition') === 'mil-std-105e' ? 'mil-std-105e' : 'iso-1999';
  const found =
    letter && findPlan(chosen(severities, options.choice('severity'), 'normal'), letter, aql, kind, edition);
  if (!letter || !found)
    return refused([
      problem(
        'plan-missing',
        text('表中没有这样的方案', 'the tables have no such plan'),
        text('检查批量与 AQL', 'Check the lot size and the AQL'),
      ),
    ]);
  const model: SamplingModel = aql > 10 ? 'poisson' : 'binomial';
  const inspectAll = largestSample(found.plan) >= lotSize;
  const lots: Lots = inspectAll ? { model } : { model, lotSize };
  const warnings = [];
  if (inspectAll)
    warnings.push(
      warning(
        'inspect-all',
        text(
          `样本量 ${largestSample(found.plan)} 不小于批量 ${lotSize}：全数检验`,
          `the sample of ${largestSample(found.plan)} is no smaller than the lot of ${lotSize}: inspect every item`,
        ),
        text('逐件检验；曲线按连续批计算', 'Inspect every item; the curves are those of a long series of lots'),
      ),
    );
  if (!found.confirmed)
    warnings.push(
      warning(
        'to-be-confirmed',
        text(
          '二次、多次方案的数值待核对（出自记忆）',
          'the figures of double and multiple plans are to be confirmed (from memory)',
        ),
        text(
          '对照所购标准的表 3、表 4，或改用 edition=mil-std-105e',
          'Hold them against tables 3 and 4 of the standard, or take edition=mil-std-105e',
        ),
      ),
    );
  if (found.kind !== kind)
    warnings.push(
      warning(
        'other-kind',
        text(`此格没有所要类型的方案，用 ${found.kind}`, `the cell has no ${kind} plan; the ${found.kind} plan serves`),
        text('按所示方案检验', 'Inspect by the plan shown'),
      ),
    );
  return answered(
    {
      codeLetter: letter,
      planLetter: found.letter,
      arrow: found.arrow,
      kind: found.kind,
      stages: found.plan.stages,
      inspectAll,
      confirmed: found.confirmed,
      ...curvesOf(found.plan, lots),
    },
    {
      warnings,
      conventions: [
        convention(
          'edition',
          kind === 'single' ? 'GB/T 2828.1-2012 = ISO 2859-1:1999' : edition,
          '方案出处',
          'source of the plan',
        ),
        convention(
          'model',
          model,
          'AQL 大于 10 按不合格数（泊松），否则按不合格品（二项）',
          'above AQL 10 nonconformities (Poisson), else nonconforming items (binomial)',
        ),
        convention('aoq', 'replaced', '挑出的不合格品以合格品替换', 'items found nonconforming are replaced'),
      ],
      explanations: [
        explanation(
          'codeLetter',
          'table 1 (lot size, level)',
          '由批量和检验水平查样本量字码',
          'the sample size code letter of the lot size and level',
          'GB/T 2828.1-2012 表 1',
        ),
        explanation(
          'stages',
          `cell (${found.letter}, ${aql})`,
          '由字码和 AQL 查得；遇箭头则用箭头所指的第一个方案，样本量随之改变',
          'the cell of letter and AQL; an arrow leads to the first plan it points to, and the sample size goes with it',
          'GB/T 2828.1-2012 表 2–4',
        ),
        ...curveExplanations,
      ],
    },
  );
}

export const samplingPlan: Method<PlanValues> = {
  id: 'sampling-plan',
  version: 1,
  group: 'acceptance-sampling',
  title: text('计数抽样方案（GB/T 2828.1）', 'Attributes sampling plan (ISO 2859-1)'),
  purpose: text(
    '这批货抽几件、几件不合格就不接收？',
    'How many items of this lot are taken, and how many bad ones turn it away?',
  ),
  conditions: [
    {
      condition: text('连续的批，来自同一供方和过程', 'a series of lots of one supplier and process'),
      otherwise: text(
        '孤立批按极限质量设计方案（sampling-design，超几何分布）',
        'for an isolated lot design a plan by limiting quality (sampling-design, hypergeometric)',
      ),
    },
    {
      condition: text('样本随机抽取', 'the sample is drawn at random'),
      otherwise: text('先分层再按比例随机抽', 'stratify the lot and draw at random in proportion'),
    },
    {
      condition: text('按转移规则改变严格度', 'severity follows the switching rules'),
      otherwise: text(
        '用 sampling-switching 记录每批，自动转移',
        'keep the lots with sampling-switching, which switches by itself',
      ),
    },
  ],
  sources: ['GB/T 2828.1-2012 (ISO 2859-1:1999)', 'MIL-STD-105E (1989)'],
  columns: [],
  options: [lotSizeOption, aqlOption, levelOption, severityOption, kindOption, editionOption],
  resultSchema: object({
    codeLetter: string,
    planLetter: string,
    arrow: oneOf('plan', 'down', 'up'),
    kind: oneOf('single', 'double', 'multiple'),
    stages: array(stageSchema),
    inspectAll: boolean,
    confirmed: boolean,
    ...curvesSchema,
  }),
  run: lookUp,
  scenes: curveScenes,
  example: {
    text: text(
      '一批 1 000 件电容器，检验水平 II，AQL 1.0：抽 80 件，2 件及以下不合格则接收。',
      'A lot of 1 000 capacitors, level II, AQL 1.0: take 80, accept on 2.',
    ),
    source: 'GB/T 2828.1-2012 表 1、表 2-A',
    options: { lotSize: 1000, aql: 1, level: 'II' },
  },
};
