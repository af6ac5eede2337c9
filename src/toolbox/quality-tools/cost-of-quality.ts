import { openColumns } from '../method/columns.ts';
import type { Method, MethodInput, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  array,
  convention,
  explanation,
  number,
  numberOrNull,
  object,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import { type ParetoBar, paretoBars } from './pareto.ts';

const kinds = ['prevention', 'appraisal', 'internal', 'external'] as const;
type Kind = (typeof kinds)[number];
const words: Readonly<Record<Kind, readonly string[]>> = {
  prevention: ['prevention', 'p', '预防', '预防成本'],
  appraisal: ['appraisal', 'a', '鉴定', '鉴定成本'],
  internal: ['internal', 'if', '内部', '内部损失', '内部失败', '内部故障'],
  external: ['external', 'ef', '外部', '外部损失', '外部失败', '外部故障'],
};
const kindTexts = {
  prevention: text('预防', 'prevention'),
  appraisal: text('鉴定', 'appraisal'),
  internal: text('内部损失', 'internal failure'),
  external: text('外部损失', 'external failure'),
};

type Sums = Record<Kind, number>;
interface PeriodRow extends Sums {
  readonly period: string;
  readonly total: number;
  readonly percentOfSales: number | null;
}

interface CostValues extends Sums {
  readonly total: number;
  readonly failurePercent: number;
  readonly percentOfSales: number | null;
  readonly periods: readonly PeriodRow[];
  readonly failures: readonly ParetoBar[];
}

const zero = (): Sums => ({ prevention: 0, appraisal: 0, internal: 0, external: 0 });
const sum = (sums: Sums) => kinds.reduce((total, kind) => total + sums[kind], 0);
const sumsSchema = { prevention: number, appraisal: number, internal: number, external: number };

export const costOfQuality: Method<CostValues> = {
  id: 'cost-of-quality',
  version: 1,
  group: 'improvement',
  title: text('质量成本（预防、鉴定、损失）', 'Cost of quality (prevention, appraisal, failure)'),
  purpose: text('钱花在预防上，还是赔在损失上？', 'Is money spent on prevention or lost in failure?'),
  conditions: [
    {
      condition: text('各期口径一致', 'the same accounts in every period'),
      otherwise: text('先统一科目再比较', 'agree on the accounts before comparing'),
    },
  ],
  sources: ['Feigenbaum, Total Quality Control', 'BS 6143-2; GB/T 13339（质量成本管理导则，待核对）'],
  columns: [
    {
      role: 'kind',
      text: text('类别（预防/鉴定/内部/外部）', 'kind (prevention, appraisal, internal, external)'),
      kind: 'label',
      columns: [1, 1],
    },
    {
      role: 'amount',
      text: text('金额', 'amount'),
      kind: 'number',
      columns: [1, 1],
      whenEmpty: text('这一行不计入', 'the row is left out'),
    },
    { role: 'item', text: text('科目', 'item'), kind: 'label', columns: [1, 1], optional: true },
    { role: 'period', text: text('期', 'period'), kind: 'label', columns: [1, 1], optional: true },
    {
      role: 'sales',
      text: text('当期销售额', 'sales of the period'),
      kind: 'number',
      columns: [1, 1],
      optional: true,
      whenEmpty: null,
    },
  ],
  options: [],
  resultSchema: object({
    ...sumsSchema,
    total: number,
    failurePercent: number,
    percentOfSales: numberOrNull,
    periods: array(object({ ...sumsSchema, period: string, total: number, percentOfSales: numberOrNull })),
    failures: array(
      object({ category: string, value: number, percent: number, cumulative: number, vital: { type: 'boolean' } }),
    ),
  }),
  run: (input: MethodInput): Outcome<CostValues> => {
    const options = openOptions(costOfQuality.options, input.options);
    const columns = openColumns(costOfQuality.columns, input);
    const problems: Problem[] = [...options.problems, ...columns.problems];
    const kindColumn = columns.labels('kind');
    const amounts = columns.numbers('amount').values;
    const items = columns.has('item') ? columns.labels('item').values : [];
    const periodOf = columns.has('period') ? columns.labels('period').values : [];
    const salesOf = columns.has('sales') ? columns.numbers('sales').values : undefined;
    const byPeriod = new Map<string, Sums>();
    const sales = new Map<string, number>();
    const failures = new Map<string, number>();
    for (const [i, word] of kindColumn.values.entries()) {
      const amount = amounts[i] ?? Number.NaN;
      if (Number.isNaN(amount)) continue;
      const kind = kinds.find((one) => words[one].includes(word.toLowerCase()));
      if (!kind) {
        const cell = columns.cell(kindColumn, i);
        if (problems.length < 5)
          problems.push(
            problem(
              'kind-unknown',
              text(
                `${cell} 应为 预防、鉴定、内部 或 外部，实为 \`${word}\``,
                `${cell}: expected prevention, appraisal, internal or external, found \`${word}\``,
              ),
              text('改正类别', 'Mend the kind'),
              cell,
            ),
          );
        continue;
      }
      const period = periodOf[i] ?? '';
      const sums = byPeriod.get(period) ?? zero();
      sums[kind] += amount;
      byPeriod.set(period, sums);
      const sold = salesOf?.[i];
      if (sold !== undefined && !Number.isNaN(sold)) sales.set(period, sold);
      if (kind === 'internal' || kind === 'external')
        failures.set(items[i] ?? kind, (failures.get(items[i] ?? kind) ?? 0) + amount);
    }
    if (problems.length === 0 && byPeriod.size === 0)
      problems.push(
        problem('nothing-counted', text('没有金额', 'there are no amounts'), text('给出金额', 'Give amounts')),
      );
    if (problems.length > 0) return refused(problems);
    const periods = [...byPeriod].map(
      ([period, sums]): PeriodRow => ({
        period,
        ...sums,
        total: sum(sums),
        percentOfSales: (sales.get(period) ?? 0) > 0 ? (100 * sum(sums)) / (sales.get(period) ?? 1) : null,
      }),
    );
    const all = periods.reduce(
      (sums, row) => ({
        prevention: sums.prevention + row.prevention,
        appraisal: sums.appraisal + row.appraisal,
        internal: sums.internal + row.internal,
        external: sums.external + row.external,
      }),
      zero(),
    );
    const total = sum(all);
    const sold = periods.every((row) => sales.has(row.period))
      ? periods.reduce((s, row) => s + (sales.get(row.period) ?? 0), 0)
      : 0;
    const failurePercent = total > 0 ? (100 * (all.internal + all.external)) / total : 0;
    const warnings: Warning[] = [...columns.warnings];
    if (failurePercent > 70)
      warnings.push(
        warning(
          'failure-large',
          text(
            `损失占 ${failurePercent.toFixed(0)} %：预防投入不足`,
            `failure makes up ${failurePercent.toFixed(0)} %: too little prevention`,
          ),
          text('把损失排列图的前几项立项改进', 'Start projects on the first bars of the failures'),
        ),
      );
    const without = salesOf ? periods.filter((row) => row.percentOfSales === null).map((row) => row.period) : [];
    if (without.length > 0)
      warnings.push(
        warning(
          'sales-missing',
          text(
            `这些时期没有大于 0 的销售额，不算占销售额的百分比：${without.join('、') || '（全部）'}`,
            `no sales above 0 in ${without.join(', ') || 'the data'}: no percentage of sales there`,
          ),
          text('补上当期销售额', 'Enter the sales of the period'),
        ),
      );
    if (all.prevention === 0)
      warnings.push(
        warning(
          'prevention-missing',
          text('没有预防成本：可能漏记', 'no prevention cost: it may not have been recorded'),
          text('培训、策划、供方评审、FMEA 的工时都算', 'Count training, planning, supplier reviews, FMEA hours'),
        ),
      );
    return answered(
      {
        ...all,
        total,
        failurePercent,
        percentOfSales: sold > 0 ? (100 * total) / sold : null,
        periods,
        failures:
          failures.size > 0 && [...failures.values()].some((x) => x > 0)
            ? paretoBars(failures, 0.8, 10, '其他 other').bars
            : [],
      },
      {
        warnings,
        conventions: [convention('model', 'PAF', '预防—鉴定—损失模型', 'prevention, appraisal, failure')],
        explanations: [
          explanation(
            'failurePercent',
            '(internal + external)/total',
            '损失占质量成本的百分比',
            'share of failure',
            'Feigenbaum',
          ),
          explanation(
            'percentOfSales',
            'total/sales',
            '质量成本占销售额的百分比',
            'cost of quality in percent of sales',
            'BS 6143-2',
          ),
        ],
      },
    );
  },
  scenes: (values, language) => {
    const periods = values.periods.map((row) => row.period || '合计');
    const tallest = Math.max(0, ...values.periods.flatMap((row) => kinds.map((kind) => row[kind])));
    return [
      {
        title: text('质量成本构成', 'Cost of quality by kind'),
        x: { title: text('期', 'period'), scale: 'category', categories: periods },
        y: { title: text('金额', 'amount'), scale: 'linear' },
        marks: [
          ...kinds.map(
            (kind, k) =>
              ({
                kind: 'bars',
                tone: (['fit', 'data', 'limit', 'alarm'] as const)[k] ?? 'data',
                x: values.periods.map((_, i) => i + (k - 1.5) * 0.2),
                y: values.periods.map((row) => row[kind]),
                width: 0.18,
              }) as const,
          ),
          ...kinds.map(
            (kind, k) =>
              ({
                kind: 'text',
                tone: 'muted',
                x: (k - 1.5) * 0.2,
                y: (values.periods[0]?.[kind] ?? 0) + 0.025 * tallest,
                text: kindTexts[kind][language],
                anchor: 'middle',
              }) as const,
          ),
        ],
        table: {
          head: [
            text('期', 'period'),
            ...kinds.map((kind) => kindTexts[kind]),
            text('合计', 'total'),
            text('占销售 %', '% of sales'),
          ],
          rows: values.periods.map((row) => [
            row.period,
            ...kinds.map((kind) => row[kind]),
            row.total,
            row.percentOfSales ?? '',
          ]),
        },
      },
    ];
  },
  example: {
    text: text(
      '两个季度：预防由 4 万增到 9 万，损失由 56 万降到 31 万。',
      'Two quarters: prevention from 4 to 9, failure from 56 down to 31 (10 000 yuan).',
    ),
    source: '教学数据',
    csv: 'period,kind,item,amount,sales\nQ1,预防,培训,4,1200\nQ1,鉴定,检验,18,1200\nQ1,内部,报废,30,1200\nQ1,内部,返工,12,1200\nQ1,外部,索赔,14,1200\nQ2,预防,培训与FMEA,9,1250\nQ2,鉴定,检验,17,1250\nQ2,内部,报废,17,1250\nQ2,内部,返工,8,1250\nQ2,外部,索赔,6,1250',
    options: {},
  },
};
