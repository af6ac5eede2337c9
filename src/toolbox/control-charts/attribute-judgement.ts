import { binomialLower, binomialUpper } from '../distributions/binomial.ts';
import { chiSquaredUpper } from '../distributions/chi-squared.ts';
import { poissonLower, poissonUpper } from '../distributions/poisson.ts';
import type { Explanation, Warning } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { text, warning } from '../outcome/answer.ts';
import { type AttributeKind, type Counts, deviation } from './attribute-model.ts';
import type { ChartValues, Price } from './chart-result.ts';
import { type Prepared, priceOfRules } from './define-chart.ts';
import { explainLimits, figure, lastStage, sizesInWords } from './explain.ts';
import type { ChartModel, Parameters } from './run-chart.ts';

/** Spread beyond (or below) what the distribution gives: Σz² against χ² on the points that count. */
export function judgeDispersion(kind: AttributeKind, { counts, sizes }: Counts, values: ChartValues): Warning[] {
  return values.stages.flatMap((stage) => {
    const rate = stage.parameters[kind.parameter] ?? Number.NaN;
    let sum = 0;
    let n = 0;
    for (let k = stage.from - 1; k < stage.to; k++) {
      if (Number.isNaN(counts[k]!) || Number.isNaN(sizes[k]!)) continue;
      if (!(rate > 0) || (kind.binomial && rate >= 1)) return [];
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
export function attributePrice(
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
    // So many that the distribution is normal to all digits, and its own sums would never end.
    if (!(rate * n < 1e8)) return priceOfRules(rules, shift, options.number('limitSigma'));
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

export function smallCounts(kind: AttributeKind, values: ChartValues): Warning[] {
  const stage = lastStage(values);
  const rate = stage?.parameters[kind.parameter] ?? Number.NaN;
  const least = values.sizes.reduce((a, b) => (b > 0 ? Math.min(a, b) : a), Number.POSITIVE_INFINITY);
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

export function explainAttribute(kind: AttributeKind, values: ChartValues, options: OptionReader): Explanation[] {
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
