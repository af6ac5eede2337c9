import { decimalValue } from '../arithmetic/decimal.ts';
import {
  type DoubleDouble,
  ddDivide,
  ddMultiply,
  ddNegate,
  ddSubtract,
  doubleDouble,
} from '../arithmetic/double-double.ts';
import { decimals, extent } from '../arithmetic/sums.ts';
import { symmetricEigen } from '../arithmetic/symmetric-eigen.ts';
import { finiteOrNull } from '../descriptive/result-schema.ts';
import { fisherFUpper } from '../distributions/fisher-f.ts';
import type { Warning } from '../method/method.ts';
import { text, warning } from '../outcome/answer.ts';
import { type LackOfFit, lackOfFit } from '../regression/lack-of-fit.ts';
import {
  type Coefficient,
  constantPredictor,
  type FitTable,
  fitLinear,
  type LinearFit,
} from '../regression/linear-fit.ts';
import { fitWarnings } from '../regression/regression-words.ts';

export interface SurfaceBlock {
  readonly block: 'linear' | 'square' | 'interaction';
  readonly df: number;
  readonly ss: number;
  readonly f: number | null;
  readonly p: number | null;
}

export interface SurfaceAnalysis {
  readonly coefficients: readonly Coefficient[];
  readonly table: FitTable;
  readonly blocks: readonly SurfaceBlock[];
  readonly lackOfFit: LackOfFit | null;
  readonly stationary: {
    readonly kind: 'maximum' | 'minimum' | 'saddle';
    readonly response: number;
    readonly point: readonly { readonly factor: string; readonly coded: number; readonly value: number }[];
    readonly inside: boolean;
  } | null;
  readonly eigenvalues: readonly number[];
  readonly coding: readonly { readonly factor: string; readonly centre: number; readonly half: number }[];
  readonly observations: LinearFit['observations'];
}

/** Factors in their own units, by column, with the response. */
export interface Surface {
  readonly names: readonly string[];
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
}

/** Each factor moved and scaled so that its range is -1 … 1. */
function code(x: readonly number[]): { coded: DoubleDouble[]; centre: number; half: number } {
  const [least, most] = extent(x);
  const centre = ddDivide(twoOf(least, most, 1), doubleDouble(2));
  const half = ddDivide(twoOf(least, most, -1), doubleDouble(2));
  return {
    coded: x.map((value) => ddDivide(ddSubtract(decimalValue(value), centre), half)),
    centre: centre.hi,
    half: half.hi,
  };
}

function twoOf(least: number, most: number, sign: 1 | -1): DoubleDouble {
  const low = decimalValue(least);
  return ddSubtract(decimalValue(most), sign === 1 ? ddNegate(low) : low);
}

/** x = -B⁻¹b/2 by the eigenvectors of B (Box and Wilson's canonical analysis); null for a surface flat in some direction. */
function canonical(
  linear: readonly number[],
  matrix: readonly (readonly number[])[],
): { point: number[] | null; eigenvalues: readonly number[] } {
  const { values, vectors } = symmetricEigen(matrix);
  const largest = Math.max(...values.map(Math.abs));
  if (values.some((value) => Math.abs(value) < 1e-10 * largest) || largest === 0)
    return { point: null, eigenvalues: values };
  const point = linear.map(() => 0);
  vectors.forEach((vector, k) => {
    const along = vector.reduce((total, v, i) => total + v * linear[i]!, 0) / (-2 * values[k]!);
    vector.forEach((v, i) => {
      point[i]! += v * along;
    });
  });
  return { point, eigenvalues: values };
}

/** The full second-order model, its blocks of variance and its canonical analysis. */
export function analyseSurface(surface: Surface, warnings: Warning[]): SurfaceAnalysis {
  const { names, y } = surface;
  const codes = surface.x.map(code);
  const single = names.map((name, i) => ({ name, values: codes[i]!.coded }));
  const times = (a: readonly DoubleDouble[], b: readonly DoubleDouble[]) =>
    a.map((value, i) => ddMultiply(value, b[i]!));
  const squares = single.map(({ name, values }) => ({ name: `${name}²`, values: times(values, values) }));
  const pairs = single.flatMap((a, i) =>
    single.slice(i + 1).map((b) => ({ name: `${a.name}×${b.name}`, values: times(a.values, b.values) })),
  );
  const fit = fitLinear({
    predictors: [constantPredictor(y.length), ...single, ...squares, ...pairs],
    response: decimals(y),
    constant: true,
    confidence: 0.95,
  });
  warnings.push(...fitWarnings(fit, null));
  const k = names.length;
  const at = (i: number) => fit.coefficients[i]?.estimate ?? 0;
  const linear = names.map((_, i) => at(1 + i));
  const matrix = names.map((_, i) =>
    names.map((__, j) => (i === j ? at(1 + k + i) : at(1 + 2 * k + pairIndex(Math.min(i, j), Math.max(i, j), k)) / 2)),
  );
  const { point, eigenvalues } = canonical(linear, matrix);
  const lack = lackOfFit(
    y.map((_, i) => surface.x.map((column) => column[i]).join(' ')),
    y,
    fit,
  );
  if (lack && lack.p < 0.05)
    warnings.push(
      warning(
        'lack-of-fit',
        text(
          `二次模型失拟（p = ${lack.p.toPrecision(3)}）`,
          `the second-order model does not fit (lack of fit p = ${lack.p.toPrecision(3)})`,
        ),
        text('缩小范围，或变换 y', 'Narrow the region, or transform y'),
      ),
    );
  const stationary = point && {
    kind: eigenvalues.every((v) => v < 0)
      ? ('maximum' as const)
      : eigenvalues.every((v) => v > 0)
        ? ('minimum' as const)
        : ('saddle' as const),
    response: at(0) + point.reduce((total, x, i) => total + (x * linear[i]!) / 2, 0),
    point: point.map((coded, i) => ({ factor: names[i]!, coded, value: codes[i]!.centre + coded * codes[i]!.half })),
    inside: point.every((coded) => Math.abs(coded) <= 1),
  };
  if (stationary && !stationary.inside)
    warnings.push(
      warning(
        'optimum-outside',
        text('驻点在试验范围之外', 'the stationary point lies outside the region tried'),
        text(
          '沿最陡方向移动试验范围，不要直接采用',
          'Move the region along the steepest path; do not use the point as it stands',
        ),
      ),
    );
  return {
    coefficients: fit.coefficients,
    table: fit.table,
    blocks: [
      block('linear', fit, 1, k),
      block('square', fit, 1 + k, k),
      block('interaction', fit, 1 + 2 * k, pairs.length),
    ],
    lackOfFit: lack,
    stationary,
    eigenvalues,
    coding: names.map((factor, i) => ({ factor, centre: codes[i]!.centre, half: codes[i]!.half })),
    observations: fit.observations,
  };
}

/** Place of the pair (i, j), i < j, in the list of all pairs. */
export function pairIndex(i: number, j: number, k: number): number {
  return (i * (2 * k - i - 1)) / 2 + (j - i - 1);
}

function block(name: SurfaceBlock['block'], fit: LinearFit, from: number, size: number): SurfaceBlock {
  const places = Array.from({ length: size }, (_, i) => from + i).filter(
    (place) => !fit.squares.aliased.includes(place),
  );
  const ss = places.reduce((total, place) => total + fit.squares.sequentialSquares[place]!, 0);
  const { s, dfResidual } = fit.table;
  const f = s === null ? Number.NaN : ss / places.length / (s * s);
  return {
    block: name,
    df: places.length,
    ss,
    f: finiteOrNull(f),
    p: Number.isFinite(f) ? fisherFUpper(f, places.length, dfResidual) : null,
  };
}
