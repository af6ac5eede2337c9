import type { Method, MethodInput, Outcome } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  anyMethod,
  array,
  boolean,
  convention,
  explanation,
  integer,
  object,
  oneOf,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import { aqls, codeLetter, inspectionLevels, isAql, severities } from './iso2859-single.ts';
import { findPlan, type PlanKind } from './iso2859-stages.ts';
import type { Lots, SamplingModel } from './operating-characteristic.ts';
import { largestSample, type Plan, type Stage } from './plan.ts';
import {
  curveExplanations,
  curveScenes,
  curvesOf,
  curvesSchema,
  type PlanCurves,
  planProblems,
  stageSchema,
} from './sampling-curves.ts';
import {
  aqlOption,
  chosen,
  editionOption,
  kindOption,
  levelOption,
  lotSizeOption,
  modelOption,
  severityOption,
} from './sampling-options.ts';

export interface PlanValues extends PlanCurves {
  readonly codeLetter: string;
  /** Letter of the plan used; another than `codeLetter` where an arrow led away. */
  readonly planLetter: string;
  readonly arrow: string;
  readonly kind: string;
  readonly stages: readonly Stage[];
  readonly inspectAll: boolean;
  readonly confirmed: boolean;
}

const kinds: readonly PlanKind[] = ['single', 'double', 'multiple'];
const models: readonly SamplingModel[] = ['binomial', 'poisson', 'hypergeometric'];

export function unknownAql(aql: number, list: readonly number[]) {
  return problem(
    'aql-unknown',
    text(
      `AQL 应为标准所列的优先值（${list.join('、')}），实为 \`${aql}\``,
      `expected one of the standard's preferred AQLs (${list.join(', ')}), found \`${aql}\``,
    ),
    text('改用最接近且更严的 AQL', 'Take the nearest tighter AQL'),
  );
}

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

const samplingPlan: Method<PlanValues> = {
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

const samplingCurves: Method<CurveValues> = {
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

export const planMethods = [anyMethod(samplingPlan), anyMethod(samplingCurves)] as const;
