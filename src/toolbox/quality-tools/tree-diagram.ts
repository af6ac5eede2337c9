import type { Method, Outcome, Warning } from '../method/method.ts';
import {
  answered,
  array,
  boolean,
  convention,
  explanation,
  integer,
  number,
  numberOrNull,
  object,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import { type OutlineNode, outlineMarks, outlineSchema, placeOutline } from './outline.ts';

import { noAxis, requiredJson } from './structured-input.ts';

interface Means extends OutlineNode {
  readonly children?: readonly Means[];
  /** Marks from 1 to 5 of a last means. */
  readonly effect?: number;
  readonly feasibility?: number;
  readonly cost?: number;
}

interface TreeValues {
  readonly goal: string;
  readonly means: readonly {
    readonly path: string;
    readonly depth: number;
    readonly leaf: boolean;
    readonly score: number | null;
    readonly row: number;
  }[];
  readonly ranked: readonly { readonly path: string; readonly score: number }[];
}

const mark = { type: 'integer', minimum: 1, maximum: 5 } as const;

export const treeDiagram: Method<TreeValues> = {
  id: 'tree-diagram',
  version: 1,
  group: 'new-seven-tools',
  title: text('系统图（树图）', 'Tree diagram'),
  purpose: text(
    '为达到目标，一层层分解到可做的措施，哪个先做？',
    'From the goal down to what can be done: what comes first?',
  ),
  conditions: [
    {
      condition: text('上一层为目的、下一层为手段', 'each level is the means of the one above'),
      otherwise: text('从下往上读“为了……”，不通就改', 'read it upwards with “in order to”; mend what does not read'),
    },
  ],
  sources: ['Mizuno, Management for Quality Improvement: The 7 New QC Tools'],
  columns: [],
  options: [
    {
      name: 'tree',
      text: text('目标与手段', 'goal and means'),
      kind: 'json',
      schema: outlineSchema(6, { effect: mark, feasibility: mark, cost: mark }),
    },
  ],
  resultSchema: object({
    goal: string,
    means: array(object({ path: string, depth: integer, leaf: boolean, score: numberOrNull, row: number })),
    ranked: array(object({ path: string, score: number })),
  }),
  run: (input): Outcome<TreeValues> => {
    const read = requiredJson<Means>(treeDiagram, input, 'tree');
    if ('problems' in read) return refused(read.problems);
    const placed = placeOutline<Means>(read.value);
    const means = placed.map((one) => {
      const { effect, feasibility, cost } = one.node;
      const score =
        one.leaf && effect !== undefined && feasibility !== undefined ? effect * feasibility * (cost ?? 1) : null;
      return { path: one.path.join(' › '), depth: one.depth, leaf: one.leaf, score, row: one.row };
    });
    const ranked = means
      .flatMap(({ path, score }) => (score === null ? [] : [{ path, score }]))
      .sort((a, b) => b.score - a.score);
    const unmarked = means.filter((one) => one.leaf && one.score === null).length;
    const warnings: Warning[] =
      unmarked > 0
        ? [
            warning(
              'means-unmarked',
              text(`${unmarked} 个末端措施未评分`, `${unmarked} last means have no marks`),
              text('给出效果、可行性（1–5）', 'Mark effect and feasibility (1 to 5)'),
            ),
          ]
        : [];
    return answered(
      { goal: read.value.name, means, ranked },
      {
        warnings,
        conventions: [
          convention(
            'score',
            'effect × feasibility × cost (5 = cheap)',
            '得分为效果×可行性×成本（5 为最省）',
            'score is effect × feasibility × cost, 5 being cheap',
          ),
        ],
        explanations: [
          explanation(
            'ranked.score',
            'effect × feasibility × cost',
            '得分高的措施先做',
            'the highest score comes first',
            'Mizuno',
          ),
        ],
      },
    );
  },
  scenes: (values) => {
    const placed = values.means.map((one) => ({
      node: one,
      path: one.path.split(' › '),
      depth: one.depth,
      row: one.row,
      leaf: one.leaf,
    }));
    const best = new Set(values.ranked.slice(0, 3).map((one) => one.path));
    return [
      {
        title: text('系统图', 'Tree diagram'),
        x: noAxis,
        y: noAxis,
        marks: outlineMarks(placed, (one) => (best.has(one.node.path) ? 'alarm' : one.leaf ? 'data' : 'second')),
        table: {
          head: [text('手段', 'means'), text('层', 'level'), text('得分', 'score')],
          rows: values.means.map((one) => [one.path, one.depth, one.score ?? '']),
        },
      },
    ];
  },
  example: {
    text: text(
      '降低轴径超差率：冷却液恒温与预热得分最高（60）。',
      'Fewer shafts out of tolerance: constant coolant temperature and warming up score highest (60).',
    ),
    source: '教学数据',
    options: {
      tree: {
        name: '轴径超差率降到 0.5 %',
        children: [
          {
            name: '减小热变形',
            children: [
              { name: '冷却液恒温', effect: 5, feasibility: 4, cost: 3 },
              { name: '预热 30 分钟', effect: 3, feasibility: 5, cost: 4 },
            ],
          },
          {
            name: '补偿磨损',
            children: [
              { name: '在线测量自动补偿', effect: 5, feasibility: 3, cost: 2 },
              { name: '每 30 件手动修整', effect: 3, feasibility: 4, cost: 4 },
            ],
          },
        ],
      },
    },
  },
};
