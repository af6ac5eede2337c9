import { openColumns } from '../method/columns.ts';
import type { Method, MethodInput, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  array,
  convention,
  explanation,
  integer,
  number,
  numberOrNull,
  object,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';

interface Stratum {
  readonly stratum: string;
  readonly n: number;
  readonly mean: number;
  readonly sd: number | null;
  readonly min: number;
  readonly max: number;
}

interface StratificationValues {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly strata: readonly Stratum[];
  /** Share of the sum of squares that lies between the strata, percent. */
  readonly betweenPercent: number;
  readonly points: readonly { readonly stratum: string; readonly value: number }[];
}

function describe(stratum: string, values: readonly number[]): Stratum {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  return {
    stratum,
    n,
    mean,
    sd: n > 1 ? Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1)) : null,
    min: Math.min(...values),
    max: Math.max(...values),
  };
}

export const stratification: Method<StratificationValues> = {
  id: 'stratification',
  version: 1,
  group: 'seven-tools',
  title: text('分层法', 'Stratification'),
  purpose: text('差别出在哪台设备、哪个班、哪批料？', 'Which machine, shift or batch makes the difference?'),
  conditions: [
    {
      condition: text('收集时记下了人、机、料、法、环', 'who, what machine, what material was recorded'),
      otherwise: text('从现在起在检查表上加这些栏', 'add these columns to the check sheet from now on'),
    },
  ],
  sources: ['Ishikawa, Guide to Quality Control'],
  columns: [
    { role: 'stratum', text: text('层（设备、班次……）', 'stratum (machine, shift …)'), kind: 'label', columns: [1, 3] },
    { role: 'measurements', text: text('测量值', 'measurements'), kind: 'number', columns: [1, 1] },
  ],
  options: [],
  resultSchema: object({
    n: integer,
    mean: number,
    sd: number,
    strata: array(object({ stratum: string, n: integer, mean: number, sd: numberOrNull, min: number, max: number })),
    betweenPercent: number,
    points: array(object({ stratum: string, value: number })),
  }),
  run: (input: MethodInput): Outcome<StratificationValues> => {
    const options = openOptions(stratification.options, input.options);
    const columns = openColumns(stratification.columns, input);
    const problems: Problem[] = [...options.problems, ...columns.problems];
    const labels = columns.allLabels('stratum');
    const measured = columns.numbers('measurements').values;
    const points = [...measured.keys()]
      .filter((i) => !Number.isNaN(measured[i]))
      .map((i) => ({ stratum: labels.map((column) => column.values[i] ?? '').join(' · '), value: measured[i] ?? 0 }));
    const names = [...new Set(points.map((point) => point.stratum))];
    if (problems.length === 0 && points.length < 2)
      problems.push(
        problem(
          'values-few',
          text(`至少要 2 个数据，实为 \`${points.length}\``, `expected two values or more, found \`${points.length}\``),
          text('继续收集', 'Collect more'),
        ),
      );
    if (problems.length === 0 && names.length < 2)
      problems.push(
        problem(
          'one-stratum',
          text('只有一层，无从比较', 'there is only one stratum'),
          text('换一个分层因素', 'Stratify by something else'),
        ),
      );
    if (problems.length > 0) return refused(problems);
    const all = describe(
      '',
      points.map((point) => point.value),
    );
    const strata = names.map((name) =>
      describe(
        name,
        points.filter((point) => point.stratum === name).map((point) => point.value),
      ),
    );
    const total = points.reduce((sum, point) => sum + (point.value - all.mean) ** 2, 0);
    const between = strata.reduce((sum, one) => sum + one.n * (one.mean - all.mean) ** 2, 0);
    const warnings: Warning[] = [...columns.warnings];
    const small = strata.filter((one) => one.n < 5);
    if (small.length > 0)
      warnings.push(
        warning(
          'strata-small',
          text(
            `这些层不足 5 个数据：${small.map((one) => one.stratum).join('、')}`,
            `fewer than five values in ${small.map((one) => one.stratum).join(', ')}`,
          ),
          text('合并或再收集', 'Merge them or collect more'),
        ),
      );
    return answered(
      {
        n: points.length,
        mean: all.mean,
        sd: all.sd ?? 0,
        strata,
        betweenPercent: total > 0 ? (100 * between) / total : 0,
        points,
      },
      {
        warnings,
        conventions: [convention('sd', 'n − 1', '各层标准差', 'standard deviation of each stratum')],
        explanations: [
          explanation(
            'betweenPercent',
            '100 Σ n_i (x̄_i − x̿)² / Σ (x − x̿)²',
            '层间差别占全部变差的百分比；是否显著用 one-way-anova',
            'share of the variation between strata; for its significance use one-way-anova',
            'Fisher',
          ),
        ],
      },
    );
  },
  scenes: (values) => {
    const names = values.strata.map((one) => one.stratum);
    return [
      {
        title: text('分层图', 'Values by stratum'),
        x: { title: text('层', 'stratum'), scale: 'category', categories: names },
        y: { title: text('测量值', 'value'), scale: 'linear' },
        marks: [
          {
            kind: 'points',
            tone: 'data',
            x: values.points.map((point) => names.indexOf(point.stratum)),
            y: values.points.map((point) => point.value),
          },
          {
            kind: 'line',
            tone: 'centre',
            x: names.map((_, i) => i),
            y: values.strata.map((one) => one.mean),
            label: text('均值', 'means'),
          },
          { kind: 'horizontal', tone: 'muted', y: values.mean, label: text('总均值', 'overall mean') },
        ],
        table: {
          head: [
            text('层', 'stratum'),
            text('n', 'n'),
            text('均值', 'mean'),
            text('标准差', 'SD'),
            text('最小', 'min'),
            text('最大', 'max'),
          ],
          rows: values.strata.map((one) => [one.stratum, one.n, one.mean, one.sd ?? '', one.min, one.max]),
        },
      },
    ];
  },
  example: {
    text: text(
      '两台设备的直径分开看：差别全在 2 号机。',
      'Diameters of two machines side by side: the difference is machine 2.',
    ),
    source: '教学数据',
    csv: `stratum,measurements\n${[
      ['1 号机', [10.01, 10.02, 10.0, 9.99, 10.01, 10.02, 10.0, 10.01]],
      ['2 号机', [10.05, 10.07, 10.06, 10.04, 10.06, 10.08, 10.05, 10.07]],
    ]
      .flatMap(([name, list]) => (list as number[]).map((x) => `${name},${x}`))
      .join('\n')}`,
    options: {},
  },
};

interface CheckSheetValues {
  readonly total: number;
  readonly rows: readonly { readonly item: string; readonly counts: readonly number[]; readonly total: number }[];
  readonly groups: readonly string[];
  readonly groupTotals: readonly number[];
}

export const checkSheet: Method<CheckSheetValues> = {
  id: 'check-sheet',
  version: 1,
  group: 'seven-tools',
  title: text('检查表', 'Check sheet'),
  purpose: text('现场一笔一画地记：什么问题、什么时候、多少次', 'Tally marks on the floor: what, when, how often'),
  conditions: [
    {
      condition: text('项目事先定好、互不重叠', 'items are agreed beforehand and do not overlap'),
      otherwise: text('先试记一天再定项目', 'try for a day, then settle the items'),
    },
  ],
  sources: ['Ishikawa, Guide to Quality Control'],
  columns: [
    { role: 'item', text: text('项目', 'item'), kind: 'label', columns: [1, 1] },
    {
      role: 'group',
      text: text('日期、班次或部位', 'day, shift or place'),
      kind: 'label',
      columns: [1, 1],
      optional: true,
    },
    {
      role: 'count',
      text: text('次数', 'count'),
      kind: 'count',
      columns: [1, 1],
      optional: true,
      whenEmpty: text('按 0 次计', 'counted as 0'),
    },
  ],
  options: [],
  resultSchema: object({
    total: integer,
    rows: array(object({ item: string, counts: array(integer), total: integer })),
    groups: array(string),
    groupTotals: array(integer),
  }),
  run: (input: MethodInput): Outcome<CheckSheetValues> => {
    const options = openOptions(checkSheet.options, input.options);
    const columns = openColumns(checkSheet.columns, input);
    const problems: Problem[] = [...options.problems, ...columns.problems];
    const items = columns.labels('item').values;
    const groupOf = columns.has('group') ? columns.labels('group').values : items.map(() => '合计 all');
    const counted = columns.has('count') ? columns.numbers('count').values : undefined;
    const names = [...new Set(items.filter((item) => item !== ''))];
    if (problems.length === 0 && (names.length === 0 || (counted && !counted.some((count) => count > 0))))
      problems.push(
        problem(
          'nothing-counted',
          text('没有可计的项目', 'there is nothing to count'),
          text('每发生一次记一行', 'Write a row for each occurrence'),
        ),
      );
    if (problems.length > 0) return refused(problems);
    const groups = [...new Set(groupOf)];
    const rows = names.map((item) => {
      const counts = groups.map((group) =>
        items.reduce(
          (sum, one, i) => sum + (one === item && groupOf[i] === group ? (counted ? counted[i] || 0 : 1) : 0),
          0,
        ),
      );
      return { item, counts, total: counts.reduce((a, b) => a + b, 0) };
    });
    const groupTotals = groups.map((_, j) => rows.reduce((sum, row) => sum + (row.counts[j] ?? 0), 0));
    return answered(
      { total: groupTotals.reduce((a, b) => a + b, 0), rows, groups, groupTotals },
      {
        warnings: columns.warnings,
        conventions: [
          convention(
            'count',
            counted ? 'column' : 'rows',
            '按次数列，或每行一次',
            'by the column of counts, or one for each row',
          ),
        ],
        explanations: [
          explanation(
            'rows.total',
            'Σ over groups',
            '各项目合计，可直接转成排列图',
            'totals of items, ready for a Pareto chart',
            'Ishikawa',
          ),
        ],
      },
    );
  },
  scenes: (values, language) => [
    {
      title: text('检查表', 'Check sheet'),
      x: { title: text('日期、班次或部位', 'day, shift or place'), scale: 'category', categories: values.groups },
      y: { title: text('项目', 'item'), scale: 'category', categories: values.rows.map((row) => row.item).reverse() },
      marks: values.rows.flatMap((row, i) =>
        row.counts.map(
          (count, j) =>
            ({
              kind: 'box',
              tone: count > 0 ? 'data' : 'muted',
              x: j,
              y: values.rows.length - 1 - i,
              width: 0.9,
              height: 0.8,
              text: count > 0 ? tally(count, language) : '',
            }) as const,
        ),
      ),
      table: {
        head: [text('项目', 'item'), ...values.groups.map((group) => text(group, group)), text('合计', 'total')],
        rows: values.rows.map((row) => [row.item, ...row.counts, row.total]),
      },
    },
  ],
  example: {
    text: text(
      '三天的外观检查：划伤每天都有，周三毛刺突增。',
      'Three days of visual inspection: scratches daily, burrs on Wednesday.',
    ),
    source: '教学数据',
    csv: 'item,group,count\n划伤,周一,7\n划伤,周二,6\n划伤,周三,8\n毛刺,周一,2\n毛刺,周二,1\n毛刺,周三,9\n色差,周一,1\n色差,周二,2\n色差,周三,1',
    options: {},
  },
};

/** Strokes as the shop floor writes them: a whole 正 for five where one writes so, else five strokes, the number behind for the rest. */
function tally(count: number, language: 'zh' | 'en'): string {
  const fives = Math.min(4, Math.floor(count / 5));
  const strokes = language === 'zh' ? '正'.repeat(fives) : Array.from({ length: fives }, () => '||||/').join(' ');
  return `${strokes} ${count}`.trim();
}
