import { constantsFor } from './constants.ts';
import { applyCodes, canUseCodes, levelsOf } from './rule-bitmaps.ts';
import { longestWindow } from './rule-sets.ts';
import { applyRules, type Rule } from './rules.ts';
import { meansAndRanges } from './subgroup-statistics.ts';

/**
 * Charts over millions of points: typed arrays in, typed arrays out, one pass for each step and no object for a point. The
 * formulas are those of the methods of the same name, and a test holds the two to each other. Values must all be there.
 */
export interface BulkPanel {
  readonly values: Float64Array;
  readonly cl: number;
  /** Limits at a point, from 0. */
  readonly limits: (point: number) => Limits;
  /** Rules completed at each point, one bit a rule. */
  readonly mask: Uint32Array | Uint8Array;
}

export interface Limits {
  readonly ucl: number;
  readonly lcl: number;
}

export interface BulkChart {
  readonly mean: number;
  readonly sigma: number;
  readonly panels: readonly BulkPanel[];
}

const limit: readonly Rule[] = [
  { id: 'limit', test: { kind: 'limit' }, text: { zh: '1 点超出控制限', en: '1 point beyond a control limit' } },
];

/** Sum in eight strands: the processor adds them side by side, and rounding grows with n/8 instead of n. */
export function bulkSum(values: Float64Array): number {
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
  const whole = values.length & ~7;
  for (let i = 0; i < whole; i += 8) {
    a += values[i]!;
    b += values[i + 1]!;
    c += values[i + 2]!;
    d += values[i + 3]!;
    e += values[i + 4]!;
    f += values[i + 5]!;
    g += values[i + 6]!;
    h += values[i + 7]!;
  }
  let rest = 0;
  for (let i = whole; i < values.length; i++) rest += values[i]!;
  return a + b + (c + d) + (e + f + (g + h)) + rest;
}

/** Points to a block: its distances stay in the processor's cache, and no array as long as the series is made for them. */
const blockLength = 8192;

interface BlockScratch {
  readonly z: Float64Array;
  readonly ucl: Float64Array;
  readonly lcl: Float64Array;
}

/**
 * Applies rules block by block. `fill` writes the distances (and limits, where they change) of the points [from, to) to the
 * start of the scratch. Blocks overlap by the longest window: what is marked twice is marked the same.
 */
function markInBlocks(
  values: Float64Array,
  rules: readonly Rule[],
  constant: Limits | undefined,
  fill: (scratch: BlockScratch, from: number, to: number) => void,
): Uint32Array {
  const n = values.length;
  const mask = new Uint32Array(n);
  const overlap = longestWindow(rules) + 1;
  const make = (): Float64Array => new Float64Array(blockLength + overlap);
  const scratch = {
    z: make(),
    ucl: constant ? new Float64Array(0) : make(),
    lcl: constant ? new Float64Array(0) : make(),
  };
  for (let start = 0; start < n; start += blockLength) {
    const from = Math.max(0, start - overlap);
    const to = Math.min(n, start + blockLength);
    fill(scratch, from, to);
    applyRules(
      {
        values: values.subarray(from, to),
        z: scratch.z,
        ucl: constant?.ucl ?? scratch.ucl,
        lcl: constant?.lcl ?? scratch.lcl,
      },
      rules,
      mask.subarray(from, to),
      0,
      to - from,
    );
  }
  return mask;
}

function constantPanel(
  values: Float64Array,
  cl: number,
  sigma: number,
  lines: Limits,
  rules: readonly Rule[],
): BulkPanel {
  const inverse = 1 / sigma;
  const mask = markInBlocks(values, rules, lines, ({ z }, from, to) => {
    for (let i = from; i < to; i++) z[i - from] = (values[i]! - cl) * inverse;
  });
  return { values, cl, limits: () => lines, mask };
}

/** Xbar over R, or over S, of equal subgroups laid one after another. */
export function bulkXbar(
  values: Float64Array,
  size: number,
  rules: readonly Rule[],
  spread: 'r' | 's' = 'r',
): BulkChart {
  const { mean: means, range } = meansAndRanges(values, size);
  const spreads = spread === 'r' ? range : deviations(values, means, size);
  const c = constantsFor(size);
  const [centre, deviation] = spread === 'r' ? [c.d2, c.d3] : [c.c4, c.c5];
  const mean = bulkSum(means) / means.length;
  const sigma = bulkSum(spreads) / spreads.length / centre;
  const half = (3 * sigma) / Math.sqrt(size);
  return {
    mean,
    sigma,
    panels: [
      constantPanel(means, mean, sigma / Math.sqrt(size), { ucl: mean + half, lcl: mean - half }, rules),
      constantPanel(
        spreads,
        centre * sigma,
        deviation * sigma,
        { ucl: (centre + 3 * deviation) * sigma, lcl: Math.max(0, (centre - 3 * deviation) * sigma) },
        limit,
      ),
    ],
  };
}

function deviations(values: Float64Array, means: Float64Array, size: number): Float64Array {
  const sd = new Float64Array(means.length);
  for (let k = 0, i = 0; k < sd.length; k++) {
    let squares = 0;
    for (const end = i + size; i < end; i++) squares += (values[i]! - means[k]!) ** 2;
    sd[k] = Math.sqrt(squares / (size - 1));
  }
  return sd;
}

/** Single values over moving ranges of two. The first moving range is NaN. */
export function bulkIndividuals(values: Float64Array, rules: readonly Rule[]): BulkChart {
  const n = values.length;
  const ranges = new Float64Array(n);
  ranges[0] = Number.NaN;
  for (let i = 1; i < n; i++) ranges[i] = Math.abs(values[i]! - values[i - 1]!);
  const c = constantsFor(2);
  const mean = bulkSum(values) / n;
  const sigma = bulkSum(ranges.subarray(1)) / (n - 1) / c.d2;
  return {
    mean,
    sigma,
    panels: [
      constantPanel(values, mean, sigma, { ucl: mean + 3 * sigma, lcl: mean - 3 * sigma }, rules),
      constantPanel(
        ranges,
        c.d2 * sigma,
        c.d3 * sigma,
        { ucl: (c.d2 + 3 * c.d3) * sigma, lcl: Math.max(0, (c.d2 - 3 * c.d3) * sigma) },
        limit,
      ),
    ],
  };
}

/** μ and σ of single values, mean and mean moving range over d2, in one pass of four strands. */
function individualsEstimate(values: Float64Array): { readonly mean: number; readonly sigma: number } {
  const n = values.length;
  let [a, b, c, d] = [0, 0, 0, 0];
  let [ra, rb, rc, rd] = [0, 0, 0, 0];
  let last = values[0]!;
  const whole = n & ~3;
  for (let i = 0; i < whole; i += 4) {
    const v = values[i]!;
    const w = values[i + 1]!;
    const x = values[i + 2]!;
    const y = values[i + 3]!;
    a += v;
    b += w;
    c += x;
    d += y;
    ra += Math.abs(v - last);
    rb += Math.abs(w - v);
    rc += Math.abs(x - w);
    rd += Math.abs(y - x);
    last = y;
  }
  for (let i = whole; i < n; i++) {
    const v = values[i]!;
    a += v;
    ra += Math.abs(v - last);
    last = v;
  }
  return { mean: (a + b + (c + d)) / n, sigma: (ra + rb + (rc + rd)) / (n - 1) / constantsFor(2).d2 };
}

/** EWMA of single values with exact limits, which stop changing once the past no longer shows. */
export function bulkEwma(values: Float64Array, lambda: number, limitSigma = 3): BulkChart {
  const n = values.length;
  const { mean, sigma } = individualsEstimate(values);
  const z = new Float64Array(n);
  const mask = new Uint8Array(n);
  const rest = 1 - lambda;
  /** Half the width of the limits, point by point until it stops changing. */
  const halves: number[] = [];
  let last = mean;
  let variance = 0;
  let half = 0;
  let steady = false;
  for (let i = 0; i < n; i++) {
    last = lambda * values[i]! + rest * last;
    z[i] = last;
    if (!steady) {
      const next = rest * rest * variance + (lambda * sigma) ** 2;
      // Once the variance is a fixed point of its recursion it stays one, and no root is drawn any more.
      steady = next === variance;
      variance = next;
      half = limitSigma * Math.sqrt(variance);
      halves.push(half);
    }
    if (last > mean + half || last < mean - half) mask[i] = 1;
  }
  const limitsAt = (point: number): Limits => {
    const width = halves[Math.min(point, halves.length - 1)] ?? 0;
    return { ucl: mean + width, lcl: mean - width };
  };
  return { mean, sigma, panels: [{ values: z, cl: mean, limits: limitsAt, mask }] };
}

/** Tabular CUSUM of single values in standard deviations, both sides. */
export function bulkCusum(values: Float64Array, k = 0.5, h = 5): BulkChart {
  const n = values.length;
  const { mean, sigma } = individualsEstimate(values);
  const inverse = 1 / sigma;
  const upper = new Float64Array(n);
  const lower = new Float64Array(n);
  const maskUpper = new Uint8Array(n);
  const maskLower = new Uint8Array(n);
  let up = 0;
  let down = 0;
  for (let i = 0; i < n; i++) {
    const z = (values[i]! - mean) * inverse;
    // max(0, t) as (t + |t|) / 2, which is exact: a branch here would be guessed wrong every other time.
    const rise = z - k + up;
    const fall = -z - k + down;
    up = 0.5 * (rise + Math.abs(rise));
    down = 0.5 * (fall + Math.abs(fall));
    upper[i] = up;
    lower[i] = -down;
    if (up > h) maskUpper[i] = 1;
    if (down > h) maskLower[i] = 1;
  }
  return {
    mean,
    sigma,
    panels: [
      { values: upper, cl: 0, limits: () => ({ ucl: h, lcl: Number.NEGATIVE_INFINITY }), mask: maskUpper },
      { values: lower, cl: 0, limits: () => ({ ucl: Number.POSITIVE_INFINITY, lcl: -h }), mask: maskLower },
    ],
  };
}

/** p chart of samples of any size; `sigma` of the answer is √(p(1-p)), that of one item. */
export function bulkProportions(counts: Float64Array, sizes: Float64Array, rules: readonly Rule[]): BulkChart {
  const n = counts.length;
  const p = bulkSum(counts) / bulkSum(sizes);
  const sigma = Math.sqrt(p * (1 - p));
  const values = new Float64Array(n);
  const limitsOf = (size: number): Limits & { readonly deviation: number } => {
    const deviation = sigma / Math.sqrt(size);
    return { deviation, ucl: Math.min(1, p + 3 * deviation), lcl: Math.max(0, p - 3 * deviation) };
  };
  const tabled = tableOfSizes(sizes);
  const inverse = new Float64Array(tabled.length);
  const upper = new Float64Array(tabled.length);
  const lower = new Float64Array(tabled.length);
  for (const [size, seen] of tabled.entries()) {
    if (seen === 0) continue;
    const { deviation, ucl, lcl } = limitsOf(size);
    inverse[size] = 1 / deviation;
    upper[size] = ucl;
    lower[size] = lcl;
  }
  const fromTable = ({ z, ucl, lcl }: BlockScratch, from: number, to: number): void => {
    for (let i = from, k = 0; i < to; i++, k++) {
      const size = sizes[i]! | 0;
      const value = counts[i]! / size;
      values[i] = value;
      ucl[k] = upper[size]!;
      lcl[k] = lower[size]!;
      z[k] = (value - p) * inverse[size]!;
    }
  };
  const oneByOne = ({ z, ucl, lcl }: BlockScratch, from: number, to: number): void => {
    for (let i = from, k = 0; i < to; i++, k++) {
      const limits = limitsOf(sizes[i]!);
      const value = counts[i]! / sizes[i]!;
      values[i] = value;
      ucl[k] = limits.ucl;
      lcl[k] = limits.lcl;
      z[k] = (value - p) / limits.deviation;
    }
  };
  const coded =
    tabled.length > 0 && rules.length >= 3 && canUseCodes(rules) ? tableOfCodes(counts, sizes, tabled) : undefined;
  if (coded) {
    const [, second = Number.POSITIVE_INFINITY, third = Number.POSITIVE_INFINITY] = levelsOf(rules);
    for (const [size, seen] of tabled.entries()) {
      if (seen === 0) continue;
      for (let count = 0; count <= size; count++) {
        const value = count / size;
        const z = (value - p) * inverse[size]!;
        coded.codes[coded.starts[size]! + count] =
          +(z > 0) |
          (+(z < 0) << 1) |
          (+(Math.abs(z) > second) << 2) |
          (+(Math.abs(z) > third) << 3) |
          (+(value > upper[size]! || value < lower[size]!) << 4);
      }
    }
  }
  const mask = coded
    ? markCodedInBlocks({ counts, sizes, values, coded, rules })
    : markInBlocks(values, rules, undefined, tabled.length > 0 ? fromTable : oneByOne);
  return { mean: p, sigma, panels: [{ values, cl: p, limits: (point) => limitsOf(sizes[point]!), mask }] };
}

/** Most that a tabled sample may hold. */
const largestTabled = 4096;

/**
 * Which sizes occur, so that roots and limits are reckoned once for each; empty where one is too large, or no whole number,
 * to be an index.
 */
function tableOfSizes(sizes: Float64Array): Uint8Array {
  const seen = new Uint8Array(largestTabled);
  for (let i = 0; i < sizes.length; i++) {
    const size = sizes[i]! | 0;
    if (size !== sizes[i] || size < 1 || size >= largestTabled) return new Uint8Array(0);
    seen[size] = 1;
  }
  return seen;
}

/** A byte for each count of each size that occurs: bytes of size n begin at `starts[n]`. */
interface CodeTable {
  readonly starts: Int32Array;
  readonly codes: Uint8Array;
}

/** Bytes that a table of codes may take: it shall stay in the processor's cache. */
const largestCodeTable = 1 << 19;

/** Undefined where the table would be too large, or a count is no whole number from 0 to its size. */
function tableOfCodes(counts: Float64Array, sizes: Float64Array, tabled: Uint8Array): CodeTable | undefined {
  const starts = new Int32Array(tabled.length);
  let length = 0;
  for (const [size, seen] of tabled.entries()) {
    starts[size] = length;
    if (seen === 1) length += size + 1;
  }
  if (length > largestCodeTable) return undefined;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]! | 0;
    if (count !== counts[i] || count < 0 || count > sizes[i]!) return undefined;
  }
  return { starts, codes: new Uint8Array(length) };
}

interface CodedSamples {
  readonly counts: Float64Array;
  readonly sizes: Float64Array;
  readonly values: Float64Array;
  readonly coded: CodeTable;
  readonly rules: readonly Rule[];
}

/** As `markInBlocks`, but what the tests ask of a point is looked up. */
function markCodedInBlocks({ counts, sizes, values, coded: { starts, codes }, rules }: CodedSamples): Uint32Array {
  const n = values.length;
  const mask = new Uint32Array(n);
  const overlap = longestWindow(rules) + 1;
  const scratch = new Uint8Array((blockLength + overlap + 35) & ~31);
  for (let start = 0; start < n; start += blockLength) {
    const from = Math.max(0, start - overlap);
    const to = Math.min(n, start + blockLength);
    for (let i = from, k = 0; i < to; i++, k++) {
      const size = sizes[i]! | 0;
      const count = counts[i]! | 0;
      values[i] = count / size;
      scratch[k] = codes[starts[size]! + count]!;
    }
    applyCodes({ values: values.subarray(from, to), codes: scratch }, rules, mask.subarray(from, to), to - from);
  }
  return mask;
}
