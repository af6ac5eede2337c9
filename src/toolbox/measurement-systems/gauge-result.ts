import type { JsonSchema, Warning } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import type { Text } from '../method/text.ts';
import {
  array,
  boolean,
  integer,
  number,
  numberOrNull,
  object,
  oneOf,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import type { AnovaRow, Component } from './crossed-anova.ts';
import type { Study } from './study-data.ts';
import { varianceInterval } from './variance-interval.ts';

export interface GaugeRow {
  readonly source: string;
  readonly variance: number;
  /** Percent of the total variance. */
  readonly contribution: number;
  readonly sd: number;
  /** Bounds of the standard deviation; null where the method gives none. */
  readonly sdLow: number | null;
  readonly sdHigh: number | null;
  /** Study variation: the multiple of the standard deviation. */
  readonly study: number;
  /** Percent of the total study variation. */
  readonly studyPercent: number;
  readonly tolerancePercent: number | null;
  readonly processPercent: number | null;
}

export interface GaugeCell {
  readonly part: string;
  readonly operator: string;
  readonly mean: number;
  readonly range: number;
}

export interface GaugeValues {
  /** Percent study variation of the gauge: the figure that customers ask for. */
  readonly grr: number;
  readonly grrContribution: number;
  readonly grrTolerance: number | null;
  /** Number of distinct categories, truncated; null where the gauge shows no variation at all. */
  readonly ndc: number | null;
  readonly ndcExact: number | null;
  readonly verdict: 'acceptable' | 'conditional' | 'unacceptable';
  readonly pooled: boolean | null;
  readonly parts: number;
  readonly operators: number;
  readonly trials: number;
  readonly anova: readonly AnovaRow[];
  readonly components: readonly GaugeRow[];
  readonly cells: readonly GaugeCell[];
}

export const anovaSchema = object({
  source: string,
  df: number,
  ss: number,
  ms: numberOrNull,
  f: numberOrNull,
  p: numberOrNull,
});
export const gaugeSchema: JsonSchema = object({
  grr: number,
  grrContribution: number,
  grrTolerance: numberOrNull,
  ndc: { type: ['integer', 'null'] },
  ndcExact: numberOrNull,
  verdict: oneOf('acceptable', 'conditional', 'unacceptable'),
  pooled: { type: ['boolean', 'null'] },
  parts: integer,
  operators: integer,
  trials: integer,
  anova: array(anovaSchema),
  components: array(
    object({
      source: string,
      variance: number,
      contribution: number,
      sd: number,
      sdLow: numberOrNull,
      sdHigh: numberOrNull,
      study: number,
      studyPercent: number,
      tolerancePercent: numberOrNull,
      processPercent: numberOrNull,
    }),
  ),
  cells: array(object({ part: string, operator: string, mean: number, range: number })),
});
export const pooledSchema = boolean;

export interface GaugeScale {
  /** Multiple of the standard deviation that makes the study variation: 6, or 5.15 in older books. */
  readonly multiplier: number;
  /** Tolerance width, or twice the distance from the mean to the one limit; undefined where there is none. */
  readonly tolerance?: number;
  readonly processSd?: number;
  readonly ndcFactor: number;
  readonly confidence: number;
}

export function readScale(options: OptionReader, mean: number): GaugeScale {
  const [usl, lsl] = [options.optionalNumber('usl'), options.optionalNumber('lsl')];
  const tolerance =
    options.optionalNumber('tolerance') ??
    (usl !== undefined && lsl !== undefined
      ? usl - lsl
      : usl !== undefined
        ? 2 * (usl - mean)
        : lsl !== undefined
          ? 2 * (mean - lsl)
          : undefined);
  const processSd = options.optionalNumber('processSd');
  return {
    multiplier: options.number('multiplier'),
    ndcFactor: options.choice('ndcRule') === 'sqrt2' ? Math.SQRT2 : 1.41,
    confidence: options.number('confidence'),
    ...(tolerance === undefined ? {} : { tolerance }),
    ...(processSd === undefined ? {} : { processSd }),
  };
}

export function gaugeRow(
  source: string,
  part: Component,
  total: number,
  scale: GaugeScale,
  withInterval = true,
): GaugeRow {
  const sd = Math.sqrt(part.variance);
  const terms = part.terms.filter((term) => term.coefficient !== 0);
  const interval =
    withInterval && terms.length > 0 && terms.every((term) => term.df > 0)
      ? varianceInterval(terms, scale.confidence)
      : undefined;
  return {
    source,
    variance: part.variance,
    contribution: total > 0 ? (100 * part.variance) / total : 0,
    sd,
    sdLow: interval ? Math.sqrt(interval.low) : null,
    sdHigh: interval ? Math.sqrt(interval.high) : null,
    study: scale.multiplier * sd,
    studyPercent: total > 0 ? 100 * Math.sqrt(part.variance / total) : 0,
    tolerancePercent: scale.tolerance === undefined ? null : (100 * scale.multiplier * sd) / scale.tolerance,
    processPercent: scale.processSd === undefined ? null : (100 * sd) / scale.processSd,
  };
}

export interface GaugeSummary {
  readonly rows: readonly GaugeRow[];
  readonly anova: readonly AnovaRow[];
  readonly pooled: boolean | null;
  readonly scale: GaugeScale;
  readonly size: { readonly parts: number; readonly operators: number; readonly trials: number };
  readonly cells: readonly GaugeCell[];
}

/** The figures that a customer asks for, from the rows `grr` and `part`. */
export function summarize({ rows, anova, pooled, scale, size, cells }: GaugeSummary): GaugeValues {
  const grr = rows.find((row) => row.source === 'grr');
  const part = rows.find((row) => row.source === 'part');
  const ndcExact = grr && part && grr.sd > 0 ? (scale.ndcFactor * part.sd) / grr.sd : null;
  const percent = grr?.studyPercent ?? 0;
  return {
    grr: percent,
    grrContribution: grr?.contribution ?? 0,
    grrTolerance: grr?.tolerancePercent ?? null,
    ndc: ndcExact === null ? null : Math.floor(ndcExact + 1e-12),
    ndcExact,
    verdict:
      percent > 30 || (ndcExact !== null && ndcExact < 2)
        ? 'unacceptable'
        : percent < 10 && (ndcExact === null || ndcExact >= 5)
          ? 'acceptable'
          : 'conditional',
    pooled,
    ...size,
    anova,
    components: rows,
    cells,
  };
}

export function cellsOf(study: Study): GaugeCell[] {
  return study.values.flatMap((row, i) =>
    row.map((values, j) => ({
      part: study.parts[i] ?? '',
      operator: study.operators[j] ?? '',
      mean: values.reduce((a, b) => a + b, 0) / values.length,
      range: Math.max(...values) - Math.min(...values),
    })),
  );
}

const sourceTexts: Record<string, Text> = {
  grr: text('测量系统（GRR）', 'gauge R&R'),
  repeatability: text('重复性（EV）', 'repeatability'),
  reproducibility: text('再现性（AV）', 'reproducibility'),
  operator: text('评价人', 'operator'),
  'part*operator': text('零件×评价人', 'part × operator'),
  part: text('零件间（PV）', 'part to part'),
  total: text('总变差（TV）', 'total'),
};

export function sourceText(source: string): Text {
  return sourceTexts[source] ?? text(source, source);
}

/**
 * A gauge that cannot tell parts apart is said so, wherever its figures are used: capability computed from what it measures
 * describes the gauge, not the process.
 */
export function gaugeWarnings(values: GaugeValues, negative: readonly string[]): Warning[] {
  const warnings: Warning[] = [];
  const blind = values.ndc !== null && values.ndc < 2;
  if (blind) warnings.push(cannotTellPartsApart(values.ndc ?? 0));
  else if (values.ndc !== null && values.ndc < 5) {
    warnings.push(
      warning(
        'ndc-low',
        text(`可分辨类别数 ndc = ${values.ndc}，应不小于 5`, `${values.ndc} distinct categories, expected 5 or more`),
        text(
          '改进量具，或确认零件取自过程的全部变差范围',
          'Improve the gauge, or make sure that the parts span the whole variation of the process',
        ),
      ),
    );
  }
  if (values.grr > 30)
    warnings.push(
      warning(
        'grr-high',
        text(
          `GRR 占总变差 ${values.grr.toFixed(1)} %，超过 30 %`,
          `gauge R&R is ${values.grr.toFixed(1)} % of the study variation, above 30 %`,
        ),
        text(
          '看重复性与再现性哪个大：前者修量具与夹具，后者统一操作方法',
          'See which is larger: repeatability asks for the gauge and fixture, reproducibility for one way of working',
        ),
      ),
    );
  if (negative.length > 0)
    warnings.push(
      warning(
        'negative-component',
        text(
          `方差分量为负，取 0：${negative.join('、')}`,
          `a variance component was negative and is taken as 0: ${negative.join(', ')}`,
        ),
        text(
          '通常说明该来源可忽略；样本少时增加零件或评价人',
          'It is usually negligible; with few data take more parts or operators',
        ),
      ),
    );
  const trials = values.parts * values.operators * values.trials;
  if (values.parts < 5 || trials < 30)
    warnings.push(
      warning(
        'study-small',
        text(
          `试验只有 ${values.parts} 件、共 ${trials} 个数据，区间会很宽`,
          `only ${values.parts} parts and ${trials} measurements: the intervals are wide`,
        ),
        text('推荐 10 件 × 3 人 × 3 次', '10 parts × 3 operators × 3 trials is usual'),
      ),
    );
  if (values.components.some((row) => row.source === 'repeatability' && row.variance === 0)) {
    warnings.push(
      warning(
        'resolution',
        text(
          '重复测量完全相同：量具分辨力可能不足',
          'repeated measurements are all equal: the resolution of the gauge may be too coarse',
        ),
        text(
          '分辨力应不大于公差或过程变差的十分之一',
          'Its resolution should be a tenth of the tolerance or of the process variation',
        ),
      ),
    );
  }
  return warnings;
}

/** The word that capability figures must carry when the gauge behind them has fewer than two categories. */
export function cannotTellPartsApart(ndc: number): Warning {
  return warning(
    'gauge-cannot-tell-parts-apart',
    text(
      `量具分不出零件（ndc = ${ndc}）：用它的数据算的能力指数没有意义`,
      `the gauge cannot tell parts apart (ndc = ${ndc}): capability computed from its data means nothing`,
    ),
    text('先改进或更换量具，再算 Cp、Cpk', 'Improve or replace the gauge before computing Cp and Cpk'),
  );
}

/**
 * Capability that the process itself would show with a perfect gauge: 1/Cp² = 1/Cp_observed² − (%GRR of tolerance/100)² at
 * the same multiple. Undefined when the gauge alone uses up the observed spread. Source: AIAG MSA 4th edition, chapter I B.
 */
export function actualCapability(observedCp: number, grrTolerancePercent: number): number | undefined {
  const rest = 1 / observedCp ** 2 - (grrTolerancePercent / 100) ** 2;
  return rest > 0 ? 1 / Math.sqrt(rest) : undefined;
}
