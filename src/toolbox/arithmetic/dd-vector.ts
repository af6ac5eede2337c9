import type { DoubleDouble } from './double-double.ts';

/**
 * A vector in double-double as two arrays, and the two inner loops of least squares on it. The arithmetic of
 * double-double.ts is written out here once more, without objects: it runs some ten times as fast.
 */
export interface DdVector {
  readonly hi: Float64Array;
  readonly lo: Float64Array;
}

const splitter = 134217729;

export function ddVector(values: readonly DoubleDouble[]): DdVector {
  const hi = new Float64Array(values.length);
  const lo = new Float64Array(values.length);
  values.forEach((value, i) => {
    hi[i] = value.hi;
    lo[i] = value.lo;
  });
  return { hi, lo };
}

/** Σ a b over the rows from `from` on. */
export function ddDot(a: DdVector, b: DdVector, from: number): DoubleDouble {
  let sh = 0;
  let sl = 0;
  for (let i = from; i < a.hi.length; i++) {
    const x = a.hi[i]!;
    const y = b.hi[i]!;
    const p = x * y;
    let t = splitter * x;
    const xh = t - (t - x);
    const xl = x - xh;
    t = splitter * y;
    const yh = t - (t - y);
    const yl = y - yh;
    const pl = xl * yl - (p - xh * yh - xl * yh - xh * yl) + (x * b.lo[i]! + a.lo[i]! * y);
    const s = sh + p;
    const bb = s - sh;
    sl += sh - (s - bb) + (p - bb) + pl;
    sh = s + sl;
    sl -= sh - s;
  }
  return { hi: sh, lo: sl };
}

/** a += factor v, over the rows from `from` on. */
export function ddAddMultiple(a: DdVector, v: DdVector, factor: DoubleDouble, from: number): void {
  const f = factor.hi;
  const g = factor.lo;
  let t = splitter * f;
  const fh = t - (t - f);
  const fl = f - fh;
  for (let i = from; i < a.hi.length; i++) {
    const y = v.hi[i]!;
    const p = f * y;
    t = splitter * y;
    const yh = t - (t - y);
    const yl = y - yh;
    const pl = fl * yl - (p - fh * yh - fl * yh - fh * yl) + (f * v.lo[i]! + g * y);
    const x = a.hi[i]!;
    const s = x + p;
    const bb = s - x;
    const e = x - (s - bb) + (p - bb) + (a.lo[i]! + pl);
    const h = s + e;
    a.hi[i] = h;
    a.lo[i] = e - (h - s);
  }
}

export function ddAt(a: DdVector, i: number): DoubleDouble {
  return { hi: a.hi[i]!, lo: a.lo[i]! };
}

export function ddSet(a: DdVector, i: number, value: DoubleDouble): void {
  a.hi[i] = value.hi;
  a.lo[i] = value.lo;
}

/** Rows from `from` on set to 0. */
export function ddClear(a: DdVector, from: number): void {
  a.hi.fill(0, from);
  a.lo.fill(0, from);
}

export function ddCopy(a: DdVector): DdVector {
  return { hi: a.hi.slice(), lo: a.lo.slice() };
}
