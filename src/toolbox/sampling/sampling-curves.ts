import type { JsonSchema, Problem } from '../method/method.ts';
import { array, integer, number, numberOrNull, object, problem, text } from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import {
  curveQualities,
  type Lots,
  outgoingQualityLimit,
  planPerformance,
  qualityAtAcceptance,
} from './operating-characteristic.ts';
import { largestSample, type Plan, planFault } from './plan.ts';

/** Characteristics of a plan and its four curves as the methods give them. */
export interface PlanCurves {
  readonly n: number;
  readonly p95: number;
  readonly p50: number;
  readonly p10: number;
  readonly aoql: number;
  readonly aoqlAt: number;
  readonly curve: readonly {
    readonly p: number;
    readonly pa: number;
    readonly aoq: number;
    readonly asn: number;
    readonly ati: number | null;
  }[];
}

export const stageSchema: JsonSchema = object({
  n: integer,
  ac: { type: ['integer', 'null'], description: 'null: the stage does not permit acceptance' },
  re: integer,
});

export const curvesSchema: Readonly<Record<string, JsonSchema>> = {
  n: { type: 'integer', description: 'items if every stage is drawn' },
  p95: { type: 'number', description: 'quality accepted with probability 0.95' },
  p50: number,
  p10: { type: 'number', description: 'quality accepted with probability 0.10' },
  aoql: number,
  aoqlAt: { type: 'number', description: 'incoming quality at which the AOQL occurs' },
  curve: array(object({ p: number, pa: number, aoq: number, asn: number, ati: numberOrNull })),
};

/** Qualities for 0.95, 0.5 and 0.1 are of the type B curve also for one lot: they are figures of the plan, not of the lot. */
export function curvesOf(plan: Plan, lots: Lots): PlanCurves {
  const process: Lots = lots.model === 'hypergeometric' ? { model: 'binomial' } : lots;
  const limit = outgoingQualityLimit(plan, lots);
  return {
    n: largestSample(plan),
    p95: qualityAtAcceptance(plan, process, 0.95),
    p50: qualityAtAcceptance(plan, process, 0.5),
    p10: qualityAtAcceptance(plan, process, 0.1),
    aoql: limit.aoql,
    aoqlAt: limit.p,
    curve: curveQualities(plan, lots).map((p) => {
      const { ati, ...row } = planPerformance(plan, lots, p);
      return { ...row, ati: ati ?? null };
    }),
  };
}

/** What is wrong with a plan and lot together, as problems. */
export function planProblems(plan: Plan, lots: Lots): Problem[] {
  const fault = planFault(plan);
  if (fault) {
    return [
      problem(
        'plan-invalid',
        text(
          `抽样方案第 ${fault.stage} 级应满足 ${fault.expected}，实为 \`${fault.found}\``,
          `stage ${fault.stage} of the plan: expected ${fault.expected}, found \`${fault.found}\``,
        ),
        text('改正 n、Ac、Re', 'Mend n, Ac or Re'),
      ),
    ];
  }
  if (lots.model === 'hypergeometric' && lots.lotSize === undefined) {
    return [
      problem(
        'lot-size-missing',
        text('超几何分布需要批量 N，没有收到', 'the hypergeometric model needs the lot size, found none'),
        text('给出 lotSize，或改用二项分布', 'Give lotSize, or use the binomial model'),
      ),
    ];
  }
  if (lots.lotSize !== undefined && largestSample(plan) > lots.lotSize) {
    return [
      problem(
        'sample-exceeds-lot',
        text(
          `样本量合计应不大于批量 ${lots.lotSize}，实为 \`${largestSample(plan)}\``,
          `expected a sample of at most the lot, ${lots.lotSize} items, found \`${largestSample(plan)}\``,
        ),
        text('全数检验，或改小方案', 'Inspect every item, or take a smaller plan'),
      ),
    ];
  }
  return [];
}

/** The four curves as pictures: OC, AOQ, ASN, and ATI where there is a lot. */
export function curveScenes(curves: PlanCurves): Scene[] {
  const x = curves.curve.map((row) => row.p);
  const table = {
    head: [
      text('质量 p', 'quality p'),
      text('接收概率 Pa', 'Pa'),
      text('平均检出质量 AOQ', 'AOQ'),
      text('平均样本量 ASN', 'ASN'),
      text('平均总检验数 ATI', 'ATI'),
    ],
    rows: curves.curve.map((row) => [row.p, row.pa, row.aoq, row.asn, row.ati ?? '']),
  };
  const xAxis = { title: text('批质量 p', 'incoming quality p'), scale: 'linear' } as const;
  const scene = (
    title: Scene['title'],
    yTitle: Scene['title'],
    y: readonly number[],
    marks: Scene['marks'] = [],
  ): Scene => ({
    title,
    x: xAxis,
    y: { title: yTitle, scale: 'linear' },
    marks: [{ kind: 'line', tone: 'fit', x, y }, ...marks],
    table,
  });
  const points = {
    kind: 'points',
    tone: 'data',
    x: [curves.p95, curves.p10],
    y: [0.95, 0.1],
    labels: ['p95', 'p10'],
  } as const;
  const scenes = [
    scene(
      text('操作特性曲线（OC）', 'Operating characteristic (OC)'),
      text('接收概率 Pa', 'probability of acceptance Pa'),
      curves.curve.map((row) => row.pa),
      [points],
    ),
    scene(
      text('平均检出质量曲线（AOQ）', 'Average outgoing quality (AOQ)'),
      text('平均检出质量', 'average outgoing quality'),
      curves.curve.map((row) => row.aoq),
      [{ kind: 'horizontal', tone: 'limit', y: curves.aoql, label: text('AOQL', 'AOQL') }],
    ),
    scene(
      text('平均样本量曲线（ASN）', 'Average sample number (ASN)'),
      text('平均样本量', 'average sample number'),
      curves.curve.map((row) => row.asn),
    ),
  ];
  if (curves.curve.every((row) => row.ati !== null))
    scenes.push(
      scene(
        text('平均总检验数曲线（ATI）', 'Average total inspection (ATI)'),
        text('平均总检验数', 'average total inspection'),
        curves.curve.map((row) => row.ati ?? 0),
      ),
    );
  return scenes;
}

export const curveExplanations = [
  {
    field: 'curve.pa',
    formula: 'Pa(p) = P(X <= Ac), stage by stage',
    text: text(
      '质量为 p 的批被接收的概率，各级分别累计',
      'the chance that a lot of quality p is accepted, summed over the stages',
    ),
    source: 'Schilling & Neubauer, Acceptance Sampling in Quality Control, 3rd ed., ch. 5 and 6',
  },
  {
    field: 'curve.aoq',
    formula: 'AOQ = p · Σ Pa_j (N − n_j)/N; without N: p · Pa',
    text: text(
      '不接收的批全数挑选、以合格品替换后，流出产品的平均质量',
      'the average quality that leaves when lots not accepted are screened and what is found is replaced',
    ),
    source: 'Schilling & Neubauer, ch. 14',
  },
  {
    field: 'curve.asn',
    formula: 'ASN = Σ n_j · P(decided at stage j)',
    text: text(
      '作出判定平均要检验的件数（每级检完，不中途截止）',
      'items inspected on average until the decision, each stage to its end',
    ),
    source: 'Schilling & Neubauer, ch. 6',
  },
  {
    field: 'curve.ati',
    formula: 'ATI = Σ Pa_j n_j + (1 − Pa) N',
    text: text('连同被挑选的批，平均每批检验的总件数', 'items inspected on average per lot, screened lots included'),
    source: 'Schilling & Neubauer, ch. 14',
  },
  {
    field: 'aoql',
    formula: 'AOQL = max over p of AOQ(p)',
    text: text(
      '无论来料多差，平均检出质量不会比它更差',
      'whatever comes in, what leaves is on average no worse than this',
    ),
    source: 'Dodge & Romig (1959)',
  },
];
