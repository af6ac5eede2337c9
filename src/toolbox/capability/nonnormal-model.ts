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
  readonly points: readonly [low: number | null, median: number | null, high: number | null];
  readonly indices: { readonly pp: Index; readonly ppl: Index; readonly ppu: Index };
  readonly ppm: Nonconforming;
  readonly density: ((x: number) => number) | undefined;
}

export interface Context {
  readonly values: Float64Array;
  readonly specification: Specification;
  readonly confidence: number;
  readonly round: boolean;
}

function plain(value: number | null): Index {
  return { value: value === null || !Number.isFinite(value) ? null : value, lower: null, upper: null };
}

/** Indices by percentiles: distances from the median in units of the distance to the 0.135 % points (ISO 22514-2). */
function byPercentiles(
  [low, median, high]: readonly [number, number, number],
  { lsl, usl }: Specification,
): Model['indices'] {
  return {
    pp: plain(lsl === undefined || usl === undefined ? null : (usl - lsl) / (high - low)),
    ppl: plain(lsl === undefined ? null : (median - lsl) / (median - low)),
    ppu: plain(usl === undefined ? null : (usl - median) / (high - median)),
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
  return {
    name: transformation.name,
    parameters: transformation.parameters,
    points: [null, null, null],
    indices: { pp: widthIndex(input), ppl: transformation.rises ? low : high, ppu: transformation.rises ? high : low },
    ppm: { below, above, total: (below ?? 0) + (above ?? 0) },
    density: (x) => {
      const step = 1e-6 * (Math.abs(x) + 1e-6);
      const slope = Math.abs(transformation.apply(x + step) - transformation.apply(x - step)) / (2 * step);
      const density = (normalDensity((transformation.apply(x) - mean) / sd) / sd) * slope;
      return Number.isFinite(density) ? density : 0;
    },
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
    indices: byPercentiles(points, specification),
    ppm: observed(values, specification),
    density: undefined,
  };
}
