import type { ColumnReader } from '../method/columns.ts';
import type { Warning } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { problem, text } from '../outcome/answer.ts';
import { optionalLabels } from './chart-options.ts';
import { constantsFor } from './constants.ts';
import { setPoint } from './individuals.ts';
import { panelTitles } from './panel-titles.ts';
import type { ChartModel, Stage } from './run-chart.ts';

/** Counts of nonconforming items (binomial) or of nonconformities (Poisson), as a rate or as a number. */
export interface AttributeKind {
  readonly id: string;
  /** Name of the parameter and of the option that gives it. */
  readonly parameter: 'p' | 'u' | 'c';
  readonly binomial: boolean;
  readonly asCount: boolean;
  /** Spread taken from the data as well as from the distribution (Laney 2002). */
  readonly laney: boolean;
}

export interface Counts {
  readonly counts: Float64Array;
  readonly sizes: Float64Array;
  readonly labels: readonly string[];
  readonly stages: readonly string[] | undefined;
  readonly warnings: readonly Warning[];
}

export function readCounts(kind: AttributeKind, columns: ColumnReader, options: OptionReader): Counts {
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
  counted.values.forEach((count, k) => {
    const size = sizes[k] ?? Number.NaN;
    if (Number.isNaN(count) || (sized && Number.isNaN(size))) return;
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
    warnings: [],
  };
}

/** σ of the plotted statistic under the distribution. */
export function deviation(kind: AttributeKind, rate: number, size: number): number {
  const variance = kind.binomial ? rate * (1 - rate) : rate;
  return kind.asCount ? Math.sqrt(variance * size) : Math.sqrt(variance / size);
}

export interface AttributeSettings {
  readonly limitSigma: number;
  /** Historical average, in the place of that of the data. */
  readonly given: number | undefined;
}

export function attributeModel(
  kind: AttributeKind,
  { counts, sizes }: Counts,
  { limitSigma, given }: AttributeSettings,
): ChartModel {
  const used = (k: number): boolean => !Number.isNaN(counts[k]!) && !Number.isNaN(sizes[k]!);
  return {
    suffices: kind.laney ? [kind.parameter, 'sigmaZ'] : [kind.parameter],
    panels: [{ name: kind.id, title: panelTitles[kind.id]!.chart, patterns: true }],
    estimate(stage, included) {
      let count = 0;
      let size = 0;
      for (let k = stage.from; k < stage.to; k++) {
        if (included[k] !== 1 || !used(k)) continue;
        count += counts[k]!;
        size += sizes[k]!;
      }
      const rate = given ?? count / size;
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
