import { openColumns } from '../method/columns.ts';
import type { Method, MethodInput, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  array,
  boolean,
  convention,
  explanation,
  integer,
  number,
  object,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';

export interface ParetoBar {
  readonly category: string;
  readonly value: number;
  readonly percent: number;
  readonly cumulative: number;
  readonly vital: boolean;
}

export interface ParetoValues {
  readonly total: number;
  readonly bars: readonly ParetoBar[];
  /** How many categories make up the share asked for. */
  readonly vitalFew: number;
  readonly merged: number;
}

/** Categories from the largest down; those beyond `most` bars are merged into one that stands last. */
export function paretoBars(
  sums: ReadonlyMap<string, number>,
  share: number,
  most: number,
  other: string,
): Omit<ParetoValues, never> {
  const sorted = [...sums].filter(([, value]) => value > 0).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const total = sorted.reduce((sum, [, value]) => sum + value, 0);
  const kept = sorted.length > most ? sorted.slice(0, most - 1) : sorted;
  const rest = sorted.slice(kept.length);
  const rows = rest.length > 0 ? [...kept, [other, rest.reduce((sum, [, value]) => sum + value, 0)] as const] : kept;
  let running = 0;
  let vitalFew = 0;
  const bars = rows.map(([category, value]) => {
    const vital = running < share * total && category !== other;
    if (vital) vitalFew++;
    running += value;
    return { category, value, percent: (100 * value) / total, cumulative: (100 * running) / total, vital };
  });
  return { total, bars, vitalFew, merged: rest.length };
}

function run(input: MethodInput): Outcome<ParetoValues> {
  const options = openOptions(pareto.options, input.options);
  const columns = openColumns(pareto.columns, input);
  const problems: Problem[] = [...options.problems, ...columns.problems];
  const categories = columns.labels('category').values;
  const weights = columns.has('value') ? columns.numbers('value') : undefined;
  const sums = new Map<string, number>();
  for (const [i, category] of categories.entries()) {
    const value = weights ? (weights.values[i] ?? Number.NaN) : 1;
    if (category === '' || Number.isNaN(value)) continue;
    if (value < 0) {
      const cell = weights ? columns.cell(weights, i) : '';
      problems.push(
        problem(
          'negative',
          text(`${cell} 应不小于 0，实为 \`${value}\``, `${cell}: expected 0 or more, found \`${value}\``),
          text('退货等负数单列，不进排列图', 'Keep credits apart; a Pareto chart has no negative bars'),
          cell,
        ),
      );
    }
    sums.set(category, (sums.get(category) ?? 0) + value);
  }
  if (problems.length === 0 && ![...sums.values()].some((value) => value > 0))
    problems.push(
      problem(
        'nothing-counted',
        text('没有可计的类别', 'there is nothing to count'),
        text('给出类别，或类别与数量', 'Give categories, or categories and amounts'),
      ),
    );
  if (problems.length > 0) return refused(problems);
  const share = options.number('share');
  const values = paretoBars(sums, share / 100, options.number('most'), '其他 other');
  const warnings: Warning[] = [...columns.warnings];
  const last = values.bars.at(-1);
  if (values.merged > 0 && last && last.percent > (values.bars[0]?.percent ?? 0))
    warnings.push(
      warning(
        'other-largest',
        text('“其他”比第一项还大：分类太细', '“other” exceeds the first bar: the categories are too fine'),
        text('合并相近类别，或按现象重新分类', 'Merge what is alike, or classify anew'),
      ),
    );
  if (values.total < 30 && !weights)
    warnings.push(
      warning(
        'few-counts',
        text(`合计只有 ${values.total} 件，次序靠不住`, `only ${values.total} counts: the order is not reliable`),
        text('收集 50 件以上', 'Collect 50 or more'),
      ),
    );
  if (values.vitalFew > values.bars.length / 2 && values.bars.length > 3)
    warnings.push(
      warning(
        'flat',
        text('各类差不多高，没有“关键的少数”', 'the bars are nearly level: there is no vital few'),
        text('换一种分层：按工序、班次、设备，或按金额', 'Stratify another way: by step, shift, machine, or by money'),
      ),
    );
  return answered(values, {
    warnings,
    conventions: [
      convention(
        'vital',
        `${share} %`,
        '从大到小累计到此为“关键的少数”（跨过界线的一项也算）',
        'categories from the largest down until this share is reached, the one that crosses it included',
      ),
      convention(
        'value',
        weights ? 'weighted' : 'counted',
        '按数量列求和，或每行计 1',
        'sums of a column, or 1 for each row',
      ),
    ],
    explanations: [
      explanation(
        'bars.cumulative',
        'Σ of this and all larger / total',
        '累计百分比',
        'cumulative percent',
        'Juran, Quality Control Handbook',
      ),
      explanation(
        'vitalFew',
        'least k with cumulative share >= the share asked for',
        '先治这几项',
        'treat these first',
        'Juran',
      ),
    ],
  });
}

function scenes(values: ParetoValues): Scene[] {
  const x = values.bars.map((_, i) => i);
  return [
    {
      title: text('排列图', 'Pareto chart'),
      x: { title: text('类别', 'category'), scale: 'category', categories: values.bars.map((bar) => bar.category) },
      y: { title: text('数量', 'amount'), scale: 'linear', domain: [0, values.total] },
      marks: [
        { kind: 'bars', tone: 'data', x, y: values.bars.map((bar) => bar.value), width: 0.9 },
        {
          kind: 'line',
          tone: 'fit',
          x,
          y: values.bars.map((bar) => (bar.cumulative / 100) * values.total),
          label: text('累计', 'cumulative'),
        },
        {
          kind: 'points',
          tone: 'fit',
          x,
          y: values.bars.map((bar) => (bar.cumulative / 100) * values.total),
          labels: values.bars.map((bar) => `${bar.cumulative.toFixed(1)} %`),
        },
        { kind: 'horizontal', tone: 'limit', y: 0.8 * values.total, label: text('80 %', '80 %') },
      ],
      table: {
        head: [text('类别', 'category'), text('数量', 'amount'), text('%', '%'), text('累计 %', 'cumulative %')],
        rows: values.bars.map((bar) => [bar.category, bar.value, bar.percent, bar.cumulative]),
      },
    },
  ];
}

export const pareto: Method<ParetoValues> = {
  id: 'pareto',
  version: 1,
  group: 'seven-tools',
  title: text('排列图（帕累托图）', 'Pareto chart'),
  purpose: text('问题那么多，先治哪几个？', 'So many problems: which few come first?'),
  conditions: [
    {
      condition: text('同一口径、同一时期的数据', 'data of one definition and period'),
      otherwise: text('分开作图再比较', 'draw them apart and compare'),
    },
    {
      condition: text('过程稳定', 'the process is stable'),
      otherwise: text('先用控制图排除偶发的异常', 'take out special causes with a control chart first'),
    },
  ],
  sources: ['Juran, Quality Control Handbook', 'GB/T 19000 系列常用工具'],
  columns: [
    { role: 'category', text: text('类别', 'category'), kind: 'label', columns: [1, 1] },
    {
      role: 'value',
      text: text('数量或金额', 'count or cost'),
      kind: 'number',
      columns: [1, 1],
      optional: true,
      whenEmpty: text('这一行不计入', 'the row is left out'),
    },
  ],
  options: [
    {
      name: 'share',
      text: text('关键的少数所占百分比', 'share of the vital few, percent'),
      kind: 'number',
      default: 80,
      least: 1,
      most: 100,
    },
    {
      name: 'most',
      text: text('最多画几条', 'bars at most'),
      kind: 'number',
      default: 10,
      least: 2,
      most: 50,
      integer: true,
    },
  ],
  resultSchema: object({
    total: number,
    bars: array(object({ category: string, value: number, percent: number, cumulative: number, vital: boolean })),
    vitalFew: integer,
    merged: integer,
  }),
  run,
  scenes,
  example: {
    text: text(
      '一个月 250 件不合格：划伤、尺寸、毛刺三类占 82 %。',
      '250 rejects in a month: scratches, size and burrs make up 82 %.',
    ),
    source: '教学数据',
    csv: 'category,value\n划伤,105\n尺寸超差,62\n毛刺,38\n变形,18\n色差,12\n漏孔,9\n包装破损,6',
    options: {},
  },
};
