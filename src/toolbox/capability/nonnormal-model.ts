import { normalDensity } from '../distributions/normal.ts';
import { type Nonconforming, observed } from './capability-method.ts';
import { type Fit, fitFamily } from './fits.ts';
import { type Index, sideIndex, widthIndex } from './indices.ts';
import type { Specification } from './specification.ts';
import type { Transformation } from './transformations.ts';

/** What a model gives: indices, tails and the curve. */
export interface Model {
  readonly name: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** 0.135 %, 50 % and 99.865 % points in the user's unit; null where the model has none. */
  readonly points: readonly [low: number | null, median: number | null, high: number | null];
  /** How the points come about, in the order of `points`, for those who ask. */
  readonly pointFormulas: readonly [low: string, median: string, high: string];
  readonly indicesBy: IndicesBy;
  readonly indexFormulas: Readonly<Record<'pp' | 'ppl' | 'ppu' | 'ppk', string>>;
  readonly indices: { readonly pp: Index; readonly ppl: Index; readonly ppu: Index };
  readonly ppm: Nonconforming;
  readonly density: ((x: number) => number) | undefined;
}

/** Indices from the percentile points, or from a normal on the transformed scale. */
export type IndicesBy = 'percentiles' | 'transformed-normal';

export interface Context {
  /** How the indices of a transformation are taken; those of a distribution come from its percentile points. */
  readonly transformedIndices: IndicesBy;
  readonly values: Float64Array;
  readonly specification: Specification;
  readonly confidence: number;
  readonly round: boolean;
}

function plain(value: number | null): Index {
  return { value: value === null || !Number.isFinite(value) ? null : value, lower: null, upper: null };
}

/** Indices by percentiles: distances from the median in units of the distance to the 0.135 % points (ISO 22514-2). */
function byPercentiles(points: Model['points'], { lsl, usl }: Specification): Model['indices'] {
  const [low, median, high] = points.map((point) => point ?? Number.NaN) as [number, number, number];
  return {
    pp: plain(lsl === undefined || usl === undefined ? null : (usl - lsl) / (high - low)),
    ppl: plain(lsl === undefined ? null : (median - lsl) / (median - low)),
    ppu: plain(usl === undefined ? null : (usl - median) / (high - median)),
  };
}

const percentileFormulas: Model['indexFormulas'] = {
  pp: '(USL − LSL)/(x99.865 − x0.135)',
  ppl: '(x50 − LSL)/(x50 − x0.135)',
  ppu: '(USL − x50)/(x99.865 − x50)',
  ppk: 'min(Ppl, Ppu)',
};

/** Limits with a star are the transformed ones; a transformation that turns the order round exchanges their sides. */
function transformedFormulas(rises: boolean): Model['indexFormulas'] {
  return {
    pp: rises ? '(USL* − LSL*)/(6 s_y)' : '(LSL* − USL*)/(6 s_y)',
    ppl: rises ? '(ȳ − LSL*)/(3 s_y)' : '(LSL* − ȳ)/(3 s_y)',
    ppu: rises ? '(USL* − ȳ)/(3 s_y)' : '(ȳ − USL*)/(3 s_y)',
    ppk: 'min(Ppl, Ppu)',
  };
}

const tail = 0.001349898031630095;

export function modelOfFit(fit: Fit, { specification }: Context): Model {
  const points = [fit.quantile(tail), fit.quantile(0.5), fit.quantileUpper(tail)] as const;
  const { lsl, usl } = specification;
  const below = lsl === undefined ? null : 1e6 * fit.lower(lsl);
  const above = usl === undefined ? null : 1e6 * fit.upper(usl);
  return {
    name: fit.family,
    parameters: fit.parameters,
    points,
    pointFormulas: ['F⁻¹(0.00135)', 'F⁻¹(0.5)', 'F⁻¹(0.99865)'],
    indicesBy: 'percentiles',
    indexFormulas: percentileFormulas,
    indices: byPercentiles(points, specification),
    ppm: { below, above, total: (below ?? 0) + (above ?? 0) },
    density: fit.density,
  };
}

/** Normal indices on the transformed scale, limits carried over; a limit outside the domain can never be passed. */
export function modelOfTransformation(transformation: Transformation, context: Context): Model {
  const { values, specification, confidence } = context;
  const y = Float64Array.from(values, transformation.apply);
  const fit = fitFamily('normal', y);
  const { mean = Number.NaN, sd = Number.NaN } = fit.parameters;
  const carried = (limit: number | undefined): number | undefined => {
    const to = limit === undefined ? Number.NaN : transformation.apply(limit);
    return Number.isFinite(to) ? to : undefined;
  };
  const [a, b] = [carried(specification.lsl), carried(specification.usl)];
  const there: Specification = transformation.rises
    ? { lsl: a, usl: b, target: undefined }
    : { lsl: b, usl: a, target: undefined };
  const input = { specification: there, mean, sigma: sd, count: y.length, degrees: y.length - 1, confidence };
  const [low, high] = [sideIndex('lower', input), sideIndex('upper', input)];
  const chance = (limit: number | undefined, isLower: boolean): number | null => {
    if (limit === undefined) return null;
    const to = transformation.apply(limit);
    if (!Number.isFinite(to)) return 0;
    return 1e6 * (isLower === transformation.rises ? fit.lower(to) : fit.upper(to));
  };
  const [below, above] = [chance(specification.lsl, true), chance(specification.usl, false)];
  const { points, pointFormulas } = pointsOfTransformation(transformation, mean, sd);
  return {
    name: transformation.name,
    parameters: transformation.parameters,
    points,
    pointFormulas,
    indicesBy: context.transformedIndices,
    indexFormulas:
      context.transformedIndices === 'percentiles' ? percentileFormulas : transformedFormulas(transformation.rises),
    indices:
      context.transformedIndices === 'percentiles'
        ? byPercentiles(points, specification)
        : { pp: widthIndex(input), ppl: transformation.rises ? low : high, ppu: transformation.rises ? high : low },
    ppm: { below, above, total: (below ?? 0) + (above ?? 0) },
    density: (x) => {
      const step = 1e-6 * (Math.abs(x) + 1e-6);
      const slope = Math.abs(transformation.apply(x + step) - transformation.apply(x - step)) / (2 * step);
      const density = (normalDensity((transformation.apply(x) - mean) / sd) / sd) * slope;
      return Number.isFinite(density) ? density : 0;
    },
  };
}

/**
 * The 0.135 %, 50 % and 99.865 % points lie at ȳ ∓ 3s and ȳ of the transformed scale, and are carried back. Where the
 * normal there reaches past what values can become (y ≤ 0 of a power), no value of the user's unit answers to it.
 */
function pointsOfTransformation(
  transformation: Transformation,
  mean: number,
  sd: number,
): Pick<Model, 'points' | 'pointFormulas'> {
  const steps = transformation.rises ? ([-3, 0, 3] as const) : ([3, 0, -3] as const);
  const back = (k: number): number | null => {
    const x = transformation.invert(mean + k * sd);
    return Number.isFinite(x) ? x : null;
  };
  const formula = (k: number): string => {
    const y = Number((mean + k * sd).toPrecision(6));
    return `y⁻¹(${k === 0 ? 'ȳ' : k < 0 ? 'ȳ − 3 s_y' : 'ȳ + 3 s_y'}) = y⁻¹(${y}), y = ${transformation.formula}`;
  };
  return {
    points: [back(steps[0]), back(steps[1]), back(steps[2])],
    pointFormulas: [formula(steps[0]), formula(steps[1]), formula(steps[2])],
  };
}

export function modelOfPercentiles({ values, specification }: Context): Model {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const at = (p: number): number => {
    const position = Math.min(n - 1, Math.max(0, p * (n + 1) - 1));
    const k = Math.floor(position);
    return sorted[k]! + (position - k) * (sorted[Math.min(n - 1, k + 1)]! - sorted[k]!);
  };
  const points = [at(tail), at(0.5), at(1 - tail)] as const;
  return {
    name: 'empirical',
    parameters: {},
    points,
    pointFormulas: ['x₍₀.₀₀₁₃₅₍ₙ₊₁₎₎', 'x₍₀.₅₍ₙ₊₁₎₎', 'x₍₀.₉₉₈₆₅₍ₙ₊₁₎₎'],
    indicesBy: 'percentiles',
    indexFormulas: percentileFormulas,
    indices: byPercentiles(points, specification),
    ppm: observed(values, specification),
    density: undefined,
  };
}
