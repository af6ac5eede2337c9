import { binomialLower, binomialUpper } from '../distributions/binomial.ts';
import { chiSquaredUpper } from '../distributions/chi-squared.ts';
import { poissonLower, poissonUpper } from '../distributions/poisson.ts';
import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, Explanation, Method, OptionSpec, Warning } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import type { Text } from '../method/text.ts';
import { convention, problem, text, warning } from '../outcome/answer.ts';
import { optionalLabels } from './chart-options.ts';
import type { ChartValues, Price } from './chart-result.ts';
import { constantsFor } from './constants.ts';
import { defineChart, type Prepared, priceOfRules } from './define-chart.ts';
import { circuitBoards, computers, dyedCloth, juiceCans } from './examples.ts';
import { explainLimits, figure, lastStage, sizesInWords } from './explain.ts';
import { setPoint } from './individuals.ts';
import { panelTitles } from './panel-titles.ts';
import type { ChartModel, Parameters, Stage } from './run-chart.ts';

/** Counts of nonconforming items (binomial) or of nonconformities (Poisson), as a rate or as a number. */
interface AttributeKind {
  readonly id: string;
  /** Name of the parameter and of the option that gives it. */
  readonly parameter: 'p' | 'u' | 'c';
  readonly binomial: boolean;
  readonly asCount: boolean;
  /** Spread taken from the data as well as from the distribution (Laney 2002). */
  readonly laney: boolean;
}

interface Counts {
  readonly counts: Float64Array;
  readonly sizes: Float64Array;
  readonly labels: readonly string[];
  readonly stages: readonly string[] | undefined;
  readonly warnings: readonly Warning[];
}

function readCounts(kind: AttributeKind, columns: ColumnReader, options: OptionReader): Counts {
  const counted = columns.numbers('count');
  const given = kind.parameter === 'c' ? undefined : options.optionalNumber('size');
  const sized = columns.has('size') ? columns.numbers('size') : undefined;
  const sizes =
    sized?.values ?? new Float64Array(counted.values.length).fill(given ?? (kind.parameter === 'c' ? 1 : Number.NaN));
  if (!sized && given === undefined && kind.parameter !== 'c') {
    options.problems.push(
      problem(
        'size-missing',
        text(
          '应有每个样本的大小（一列，或选项 size），没有给出',
          'expected the size of each sample (a column, or the option size), found none',
        ),
        text('指定样本量列，或填写选项 size', 'Name the column of sizes, or give the option size'),
      ),
    );
  }
  let missing = 0;
  counted.values.forEach((count, k) => {
    const size = sizes[k] ?? Number.NaN;
    if (Number.isNaN(count) || (sized && Number.isNaN(size))) {
      missing++;
      return;
    }
    const cell = columns.cell(counted, k);
    if (sized && !(size > 0))
      options.problems.push(
        problem(
          'size-not-positive',
          text(
            `${columns.cell(sized, k)} 的样本量应大于 0，实为 \`${size}\``,
            `${columns.cell(sized, k)}: expected a size above 0, found \`${size}\``,
          ),
          text('改正样本量', 'Mend the size'),
          columns.cell(sized, k),
        ),
      );
    if (kind.binomial && count > size)
      options.problems.push(
        problem(
          'count-above-size',
          text(
            `${cell} 的不合格品数 \`${count}\` 大于样本量 \`${size}\``,
            `${cell}: \`${count}\` nonconforming in a sample of \`${size}\``,
          ),
          text('核对两列', 'Check both columns'),
          cell,
        ),
      );
  });
  const names = optionalLabels(columns, 'label');
  return {
    counts: counted.values,
    sizes,
    labels: names ? Array.from(counted.values, (_, k) => names[k] || String(k + 1)) : [],
    stages: optionalLabels(columns, 'stage'),
    warnings:
      missing > 0
        ? [
            warning(
              'values-missing',
              text(`有 ${missing} 行缺数，不描点`, `${missing} rows lack a figure and are not plotted`),
              text('补录', 'Enter the figures'),
            ),
          ]
        : [],
  };
}

/** σ of the plotted statistic under the distribution. */
function deviation(kind: AttributeKind, rate: number, size: number): number {
  const variance = kind.binomial ? rate * (1 - rate) : rate;
  return kind.asCount ? Math.sqrt(variance * size) : Math.sqrt(variance / size);
}

function attributeModel(kind: AttributeKind, { counts, sizes }: Counts, limitSigma: number): ChartModel {
  const used = (k: number): boolean => !Number.isNaN(counts[k]!) && !Number.isNaN(sizes[k]!);
  return {
    panels: [{ name: kind.id, title: panelTitles[kind.id]!.chart, patterns: true }],
    estimate(stage, included) {
      let count = 0;
      let size = 0;
      for (let k = stage.from; k < stage.to; k++) {
        if (included[k] !== 1 || !used(k)) continue;
        count += counts[k]!;
        size += sizes[k]!;
      }
      const rate = count / size;
      if (!(size > 0))
        return problem(
          'points-none',
          text('没有参与计算的样本', 'no sample counts'),
          text('检查排除的点和空单元格', 'Check exclusions and empty cells'),
        );
      if (rate === 0 || (kind.binomial && rate === 1)) {
        return problem(
          'rate-degenerate',
          text(
            rate === 0 ? '全部样本的计数为 0，控制限没有宽度' : '全部产品都不合格，控制限没有宽度',
            rate === 0
              ? 'all counts are 0, limits would have no width'
              : 'every item is nonconforming, limits would have no width',
          ),
          text('加大样本量，或改用 g 图、t 图', 'Take larger samples, or use a g or t chart'),
        );
      }
      if (!kind.laney) return { [kind.parameter]: rate };
      const sigmaZ = laneySigma(kind, rate, { counts, sizes }, stage, (k) => included[k] === 1 && used(k));
      if (sigmaZ > 0) return { [kind.parameter]: rate, sigmaZ };
      return problem(
        'spread-none',
        text('标准化值没有变异，无法估计 σz', 'the standardised values have no spread, sigma of z cannot be estimated'),
        text('检查数据', 'Check the data'),
      );
    },
    draw(parameters, stage, [panel]) {
      const rate = parameters[kind.parameter] ?? Number.NaN;
      const inflation = kind.laney ? (parameters['sigmaZ'] ?? 1) : 1;
      if (!panel) return;
      for (let k = stage.from; k < stage.to; k++) {
        if (!used(k)) continue;
        const size = sizes[k]!;
        setPoint(panel, k, kind.asCount ? counts[k]! : counts[k]! / size, {
          cl: kind.asCount ? rate * size : rate,
          sigma: deviation(kind, rate, size) * inflation,
          limitSigma,
          least: 0,
          most: kind.binomial ? (kind.asCount ? size : 1) : Number.POSITIVE_INFINITY,
        });
      }
    },
  };
}

/** σz = mean moving range of the standardised values over d2(2) (Laney 2002). */
function laneySigma(
  kind: AttributeKind,
  rate: number,
  { counts, sizes }: Pick<Counts, 'counts' | 'sizes'>,
  stage: Stage,
  use: (k: number) => boolean,
): number {
  let sum = 0;
  let pairs = 0;
  let last = Number.NaN;
  for (let k = stage.from; k < stage.to; k++) {
    const z = use(k)
      ? (counts[k]! / sizes[k]! - rate) / deviation({ ...kind, asCount: false }, rate, sizes[k]!)
      : Number.NaN;
    if (!Number.isNaN(z) && !Number.isNaN(last)) {
      sum += Math.abs(z - last);
      pairs++;
    }
    last = z;
  }
  return sum / pairs / constantsFor(2).d2;
}

/** Spread beyond (or below) what the distribution gives: Σz² against χ² on the points that count. */
function judgeDispersion(kind: AttributeKind, { counts, sizes }: Counts, values: ChartValues): Warning[] {
  return values.stages.flatMap((stage) => {
    const rate = stage.parameters[kind.parameter] ?? Number.NaN;
    let sum = 0;
    let n = 0;
    for (let k = stage.from - 1; k < stage.to; k++) {
      if (Number.isNaN(counts[k]!) || Number.isNaN(sizes[k]!)) continue;
      sum += ((counts[k]! / sizes[k]! - rate) / deviation({ ...kind, asCount: false }, rate, sizes[k]!)) ** 2;
      n++;
    }
    if (n < 10) return [];
    const tail = chiSquaredUpper(sum, n - 1);
    const ratio = Math.sqrt(sum / (n - 1));
    if (tail < 0.001)
      return [
        warning(
          'overdispersion',
          text(
            `样本间的变异是分布所给的 ${ratio.toFixed(2)} 倍，控制限过窄`,
            `the samples vary ${ratio.toFixed(2)} times as much as the distribution gives: the limits are too narrow`,
          ),
          text(
            `样本量很大时改用 Laney 图（laney-${kind.binomial ? 'p' : 'u'}）；否则查找分层`,
            `Use the Laney chart (laney-${kind.binomial ? 'p' : 'u'}) with large samples; otherwise look for strata`,
          ),
        ),
      ];
    if (tail > 0.999)
      return [
        warning(
          'underdispersion',
          text(
            `样本间的变异只有分布所给的 ${ratio.toFixed(2)} 倍，控制限过宽`,
            `the samples vary only ${ratio.toFixed(2)} times as much as the distribution gives: the limits are too wide`,
          ),
          text(
            '核对数据是否被修饰，或每个样本混有不同来源',
            'Check whether data were smoothed, or samples mix several sources',
          ),
        ),
      ];
    return [];
  });
}

/** The chance of a false alarm is taken from the distribution itself, since it is discrete and skewed. */
function attributePrice(
  kind: AttributeKind,
  model: ChartModel,
  data: Counts,
  options: OptionReader,
  fixed: Parameters,
): Prepared['price'] {
  if (kind.laney) return undefined;
  return (rules, shift): Price | null => {
    const onlyLimits = rules.every((rule) => rule.test.kind === 'limit');
    const stage = { name: '', from: 0, to: data.counts.length };
    const estimated = model.estimate(stage, new Uint8Array(data.counts.length).fill(1));
    if (!onlyLimits || 'code' in estimated) return priceOfRules(rules, shift, options.number('limitSigma'));
    const rate = { ...estimated, ...fixed }[kind.parameter] ?? Number.NaN;
    const used = data.sizes.filter((n) => n > 0);
    const size = used.reduce((a, b) => a + b, 0) / used.length;
    const n = kind.binomial ? Math.round(size) : size;
    const half = options.number('limitSigma') * deviation({ ...kind, asCount: true }, rate, n);
    const chance = (r: number): number => chanceOutside(kind, n, r, { ucl: rate * n + half, lcl: rate * n - half });
    const shifted = rate + (shift * deviation({ ...kind, asCount: true }, rate, n)) / n;
    const arl1 = kind.binomial && shifted > 1 ? null : 1 / chance(shifted);
    const arl0 = 1 / chance(rate);
    return { arl0: Number.isFinite(arl0) ? arl0 : null, shift, arl1 };
  };
}

function chanceOutside(
  kind: AttributeKind,
  n: number,
  rate: number,
  { ucl, lcl }: { readonly ucl: number; readonly lcl: number },
): number {
  const above = Math.floor(ucl);
  const below = Math.ceil(lcl) - 1;
  const upper = kind.binomial ? (above >= n ? 0 : binomialUpper(above, n, rate)) : poissonUpper(above, n * rate);
  const lower = below < 0 ? 0 : kind.binomial ? binomialLower(below, n, rate) : poissonLower(below, n * rate);
  return upper + lower;
}

function smallCounts(kind: AttributeKind, values: ChartValues): Warning[] {
  const stage = lastStage(values);
  const rate = stage?.parameters[kind.parameter] ?? Number.NaN;
  const least = values.sizes.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const expected = rate * (Number.isFinite(least) ? least : 1);
  if (!(expected < 1)) return [];
  return [
    warning(
      'counts-small',
      text(
        `平均每个样本的计数只有 ${figure(expected)}，正态近似的控制限不可靠`,
        `a sample has ${figure(expected)} on average: limits by the normal approximation are not reliable`,
      ),
      text(
        '加大样本，使平均计数达 5 以上；罕见事件改用 g 图或 t 图',
        'Take samples with 5 or more on average; for rare events use a g or t chart',
      ),
    ),
  ];
}

function explainAttribute(kind: AttributeKind, values: ChartValues, options: OptionReader): Explanation[] {
  const stage = lastStage(values);
  const rate = stage?.parameters[kind.parameter];
  const l = figure(options.number('limitSigma'));
  const symbol = { p: 'p̄', u: 'ū', c: 'c̄' }[kind.parameter];
  const root = kind.binomial ? `√(${symbol}(1-${symbol})/n)` : kind.parameter === 'c' ? `√${symbol}` : `√(${symbol}/n)`;
  const spread = kind.asCount && kind.binomial ? `√(n${symbol}(1-${symbol}))` : root;
  const centre = kind.asCount && kind.binomial ? `n${symbol}` : symbol;
  const inflation = kind.laney ? ' σz' : '';
  const sigmaZ = stage?.parameters['sigmaZ'];
  const extra = sigmaZ === undefined ? '' : `，σz = ${figure(sigmaZ)}`;
  return explainLimits(values, {
    panel: kind.id,
    formula: {
      ucl: `${centre} + ${l}${inflation} ${spread}`,
      cl: centre,
      lcl: `max(0, ${centre} - ${l}${inflation} ${spread})`,
    },
    zh: `样本量 ${sizesInWords(values)}，由 ${stage?.counted} 个样本估计：${symbol} = ${figure(rate)}${extra}`,
    en: `sample size ${sizesInWords(values)}, from ${stage?.counted} samples: ${symbol} = ${figure(rate)}${extra.replace('，', ', ')}`,
    source: kind.laney
      ? 'Laney, D. B. (2002), Quality Engineering 14(4), 531-537'
      : 'GB/T 17989.2-2020 (ISO 7870-2:2013); Montgomery, Introduction to Statistical Quality Control, chapter 7',
  });
}

function attributeChart(
  kind: AttributeKind,
  words: {
    readonly title: Text;
    readonly purpose: Text;
    readonly counts: Text;
    readonly sizes: Text;
    readonly example: Method['example'];
  },
): Method {
  const columns: ColumnRole[] = [{ role: 'count', text: words.counts, kind: 'count', columns: [1, 1] }];
  const options: OptionSpec[] = [];
  if (kind.parameter !== 'c') {
    columns.push({ role: 'size', text: words.sizes, kind: 'number', columns: [1, 1], optional: true });
    options.push({
      name: 'size',
      text: text('各样本相同的样本量', 'sample size, if the same for all'),
      kind: 'number',
      least: 1e-9,
    });
  }
  options.push({
    name: kind.parameter,
    text: text('给定的平均值（历史值）', 'given average (historical)'),
    kind: 'number',
    least: 0,
    ...(kind.binomial ? { most: 1 } : {}),
  });
  return defineChart({
    id: kind.id,
    title: words.title,
    purpose: words.purpose,
    conditions: kind.binomial
      ? [
          {
            condition: text(
              '每件产品独立地合格或不合格，概率在样本内不变',
              'each item conforms or not independently, with one chance within a sample',
            ),
            otherwise: text('样本间变异过大时用 Laney p′ 图', 'Use the Laney p′ chart where samples vary more'),
          },
        ]
      : [
          {
            condition: text('不合格独立、零散地出现', 'nonconformities come one by one and independently'),
            otherwise: text('成簇出现时用 Laney u′ 图', 'Use the Laney u′ chart where they cluster'),
          },
        ],
    sources: kind.laney
      ? ['Laney, D. B. (2002), Improved control charts for attributes, Quality Engineering 14(4), 531-537']
      : ['GB/T 17989.2-2020 (ISO 7870-2:2013)', 'Montgomery, Introduction to Statistical Quality Control, chapter 7'],
    columns,
    options,
    example: words.example,
    prepare: (reader, optionReader) => {
      const data = readCounts(kind, reader, optionReader);
      const given = optionReader.optionalNumber(kind.parameter);
      if (given === 0)
        optionReader.problems.push(
          problem(
            'rate-zero',
            text('给定的平均值应大于 0', 'expected a given average above 0'),
            text('改正该值', 'Mend the value'),
          ),
        );
      if (optionReader.problems.length > 0) return undefined;
      const fixed: Parameters = given === undefined ? {} : { [kind.parameter]: given };
      const model = attributeModel(kind, data, optionReader.number('limitSigma'));
      const price = attributePrice(kind, model, data, optionReader, fixed);
      return {
        model,
        points: data.counts.length,
        labels: data.labels,
        sizes: Array.from(data.sizes),
        stages: data.stages,
        fixed: kind.laney ? {} : fixed,
        conventions: [
          convention(
            'limits',
            kind.laney ? 'laney' : 'normal-approximation',
            kind.laney ? '分布的标准差乘以 σz（移动极差/1.128）' : '正态近似，下限不低于 0',
            kind.laney
              ? 'deviation of the distribution times sigma of z (moving ranges over 1.128)'
              : 'normal approximation, lower limit not below 0',
          ),
          convention('average', 'weighted', '平均值 = 总计数 / 总样本量', 'average = total count over total size'),
        ],
        warnings: data.warnings,
        ...(price ? { price } : {}),
        explain: (values) => explainAttribute(kind, values, optionReader),
        judge: (values) => [...(kind.laney ? [] : judgeDispersion(kind, data, values)), ...smallCounts(kind, values)],
      };
    },
  });
}

const cans = {
  text: text('冷冻橙汁罐的不合格数，每次抽 50 罐', 'Nonconforming juice cans, samples of 50'),
  source: 'Montgomery, Introduction to Statistical Quality Control, table 7.1',
  csv: juiceCans,
  assignment: { count: ['nonconforming'], size: ['size'], label: ['sample'] },
  options: {},
};
const nonconforming = text('不合格品数', 'number of nonconforming items');
const inspected = text('样本量', 'sample size');
const nonconformities = text('不合格数', 'number of nonconformities');
const units = text('检验单位数', 'inspection units');

export const pChart: Method = attributeChart(
  { id: 'p', parameter: 'p', binomial: true, asCount: false, laney: false },
  {
    title: text('不合格品率控制图 p', 'p chart'),
    purpose: text(
      '样本量可变时，不合格品率是否稳定？',
      'Is the proportion nonconforming stable, with samples of any size?',
    ),
    counts: nonconforming,
    sizes: inspected,
    example: cans,
  },
);

export const npChart: Method = attributeChart(
  { id: 'np', parameter: 'p', binomial: true, asCount: true, laney: false },
  {
    title: text('不合格品数控制图 np', 'np chart'),
    purpose: text(
      '样本量相同时，不合格品数是否稳定？',
      'Is the number nonconforming stable, with samples of one size?',
    ),
    counts: nonconforming,
    sizes: inspected,
    example: cans,
  },
);

export const cChart: Method = attributeChart(
  { id: 'c', parameter: 'c', binomial: false, asCount: true, laney: false },
  {
    title: text('不合格数控制图 c', 'c chart'),
    purpose: text(
      '检验单位相同时，不合格数是否稳定？',
      'Is the number of nonconformities stable, with equal inspection units?',
    ),
    counts: nonconformities,
    sizes: units,
    example: {
      text: text('每 100 块印刷电路板的不合格数', 'Nonconformities in 100 printed circuit boards'),
      source: 'Montgomery, Introduction to Statistical Quality Control, table 7.7',
      csv: circuitBoards,
      assignment: { count: ['nonconformities'], label: ['sample'] },
      options: {},
    },
  },
);

export const uChart: Method = attributeChart(
  { id: 'u', parameter: 'u', binomial: false, asCount: false, laney: false },
  {
    title: text('单位不合格数控制图 u', 'u chart'),
    purpose: text(
      '检验单位数可变时，单位不合格数是否稳定？',
      'Are nonconformities per unit stable, with any number of units?',
    ),
    counts: nonconformities,
    sizes: units,
    example: {
      text: text(
        '染色布每 50 m² 的不合格数，每卷检验单位数不同',
        'Nonconformities in dyed cloth per 50 m², rolls of different size',
      ),
      source: 'Montgomery, Introduction to Statistical Quality Control, table 7.11',
      csv: dyedCloth,
      assignment: { count: ['nonconformities'], size: ['units'], label: ['roll'] },
      options: {},
    },
  },
);

export const laneyP: Method = attributeChart(
  { id: 'laney-p', parameter: 'p', binomial: true, asCount: false, laney: true },
  {
    title: text('Laney p′ 控制图', 'Laney p′ chart'),
    purpose: text(
      '样本量很大、样本间变异超过二项分布时，不合格品率是否稳定？',
      'Is the proportion stable where large samples vary more than the binomial gives?',
    ),
    counts: nonconforming,
    sizes: inspected,
    example: cans,
  },
);

export const laneyU: Method = attributeChart(
  { id: 'laney-u', parameter: 'u', binomial: false, asCount: false, laney: true },
  {
    title: text('Laney u′ 控制图', 'Laney u′ chart'),
    purpose: text(
      '样本很大、样本间变异超过泊松分布时，单位不合格数是否稳定？',
      'Are nonconformities per unit stable where large samples vary more than the Poisson gives?',
    ),
    counts: nonconformities,
    sizes: units,
    example: {
      text: text('20 组计算机，每组 5 台的不合格数', 'Nonconformities of 20 samples of 5 computers'),
      source: 'Montgomery, Introduction to Statistical Quality Control, 4th edition, table 7.10',
      csv: computers,
      assignment: { count: ['nonconformities'], size: ['size'], label: ['sample'] },
      options: {},
    },
  },
);
