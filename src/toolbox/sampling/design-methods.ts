import type { Method, MethodInput, OptionSpec, Outcome } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  anyMethod,
  array,
  convention,
  explanation,
  number,
  numberOrNull,
  object,
  problem,
  refused,
  text,
  warning,
} from '../outcome/answer.ts';
import { aqls, codeLetter, inspectionLevels, isAql, singleCell } from './iso2859-single.ts';
import type { Lots, SamplingModel } from './operating-characteristic.ts';
import { planPerformance, qualityAtAcceptance } from './operating-characteristic.ts';
import { type Stage, singlePlan } from './plan.ts';
import { designSinglePlan, dodgeRomigPlan, zeroAcceptancePlan } from './plan-design.ts';
import { unknownAql } from './plan-methods.ts';
import {
  curveExplanations,
  curveScenes,
  curvesOf,
  curvesSchema,
  type PlanCurves,
  stageSchema,
} from './sampling-curves.ts';
import {
  chosen,
  levelOption,
  lotSizeOption,
  modelOption,
  p1Option,
  p2Option,
  pa1Option,
  pa2Option,
} from './sampling-options.ts';

interface DesignValues extends PlanCurves {
  readonly stages: readonly Stage[];
  readonly pa1: number;
  readonly pa2: number;
}

const models: readonly SamplingModel[] = ['binomial', 'poisson', 'hypergeometric'];
const noPlan = problem(
  'no-plan',
  text('在允许的样本量内没有满足要求的方案', 'no plan within the sample sizes allowed meets this'),
  text('放宽 p2 或风险，或全数检验', 'Allow a larger p2 or larger risks, or inspect every item'),
);
const lotMissing = problem(
  'lot-size-missing',
  text('需要批量 N，没有收到', 'the lot size is needed, found none'),
  text('给出 lotSize', 'Give lotSize'),
);

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

const samplingDesign: Method<DesignValues> = {
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

const samplingZero: Method<ZeroValues> = {
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

interface RectifyingValues extends PlanCurves {
  readonly stages: readonly Stage[];
  readonly ati: number;
  readonly consumerRisk: number | null;
}

function designRectifying(input: MethodInput): Outcome<RectifyingValues> {
  const options = openOptions(dodgeRomig.options, input.options);
  if (options.problems.length > 0) return refused(options.problems);
  const lotSize = options.optionalNumber('lotSize');
  if (lotSize === undefined) return refused([lotMissing]);
  const kind = options.choice('kind') === 'aoql' ? 'aoql' : 'ltpd';
  const limit = options.number('limit');
  const processAverage = options.number('processAverage');
  if (!(processAverage < limit))
    return refused([
      problem(
        'average-above-limit',
        text(
          `过程平均应小于界限 ${limit}，实为 \`${processAverage}\``,
          `expected a process average below the limit of ${limit}, found \`${processAverage}\``,
        ),
        text('过程不够好：全数挑选并改进', 'The process is not good enough: screen every lot and improve it'),
      ),
    ]);
  const found = dodgeRomigPlan({ kind, limit, processAverage, lotSize, consumerRisk: options.number('pa2') });
  if (!found) return refused([noPlan]);
  const lots: Lots = { model: 'binomial', lotSize };
  return answered(
    {
      stages: found.plan.stages,
      ati: found.ati,
      consumerRisk: found.consumerRisk ?? null,
      ...curvesOf(found.plan, lots),
    },
    {
      conventions: [
        convention(
          'plan',
          'computed',
          '按道奇-罗米格的原则计算，不查其印表；印表按批量分档、n 取整到 5，可差几件',
          'computed by Dodge and Romig’s principle, not read from their tables, which serve ranges of lots and round n to 5',
        ),
        convention('kind', kind, '所守的界限', 'the limit that is kept'),
      ],
      explanations: [
        explanation(
          'stages',
          'least ATI at the process average that keeps the limit',
          '守住界限的方案中平均总检验数最小的一个',
          'of the plans that keep the limit the one with the least average total inspection',
          'Dodge & Romig, Sampling Inspection Tables, 2nd ed. (1959)',
        ),
        ...curveExplanations,
      ],
    },
  );
}

const dodgeRomig: Method<RectifyingValues> = {
  id: 'dodge-romig',
  version: 1,
  group: 'acceptance-sampling',
  title: text('道奇-罗米格挑选型方案', 'Dodge–Romig rectifying plan'),
  purpose: text(
    '退批一律挑选，怎样抽样总检验量最小？',
    'Lots turned away are screened: which plan inspects least in all?',
  ),
  conditions: [
    {
      condition: text('不接收的批全数挑选并替换', 'lots not accepted are screened and mended'),
      otherwise: text(
        '不挑选时用 sampling-plan 或 sampling-design',
        'without screening use sampling-plan or sampling-design',
      ),
    },
    {
      condition: text('知道过程平均', 'the process average is known'),
      otherwise: text('用最近十批以上的平均', 'take the average of the last ten lots or more'),
    },
  ],
  sources: ['Dodge & Romig, Sampling Inspection Tables, 2nd ed. (1959)'],
  columns: [],
  options: [
    { ...lotSizeOption, most: 100_000 },
    {
      name: 'kind',
      text: text('界限', 'limit kept'),
      kind: 'choice',
      choices: [
        { value: 'ltpd', text: text('LTPD（单批保护）', 'LTPD (protection of the lot)') },
        { value: 'aoql', text: text('AOQL（平均保护）', 'AOQL (protection on average)') },
      ],
      default: 'aoql',
    },
    {
      name: 'limit',
      text: text('LTPD 或 AOQL（比例）', 'LTPD or AOQL (fraction)'),
      kind: 'number',
      default: 0.03,
      least: 0.0001,
      most: 0.5,
    },
    {
      name: 'processAverage',
      text: text('过程平均不合格品率', 'process average (fraction)'),
      kind: 'number',
      default: 0.01,
      least: 0,
      most: 0.5,
    },
    { ...pa2Option, default: 0.1 },
  ],
  resultSchema: object({ stages: array(stageSchema), ati: number, consumerRisk: numberOrNull, ...curvesSchema }),
  run: designRectifying,
  scenes: curveScenes,
  example: {
    text: text(
      '批量 5 000，AOQL 3 %，过程平均 1 %：n≈64，Ac=3（印表为 65，3）。',
      'Lots of 5 000, AOQL 3 %, process average 1 %: n about 64, Ac = 3 (the printed table: 65, 3).',
    ),
    source: 'Dodge & Romig (1959), AOQL 3 %',
    options: { lotSize: 5000, kind: 'aoql', limit: 0.03, processAverage: 0.01 },
  },
};

export const designMethods = [anyMethod(samplingDesign), anyMethod(samplingZero), anyMethod(dodgeRomig)] as const;
