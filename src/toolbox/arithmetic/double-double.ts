/**
 * Error-free transformations and double-double arithmetic: a number is the unevaluated sum of two doubles, `hi + lo`, with
 * some 32 significant digits. Source: T. J. Dekker, Numerische Mathematik 18 (1971) 224-242; D. E. Knuth, TAOCP 2, 4.2.2.
 * Used only where a difference of nearly equal products decides the answer; results are rounded back to double.
 */
export interface DoubleDouble {
  readonly hi: number;
  readonly lo: number;
}

/** 2^27 + 1, which splits a double of 53 bits into two halves of 26. */
const splitter = 134217729;

/** Beyond this, splitting would overflow; such values only occur where the low part no longer matters. */
const splitLimit = 6.69692879491417e299;

/** `a + b` exactly, as the rounded sum and its rounding error. */
export function twoSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  const bb = hi - a;
  return { hi, lo: a - (hi - bb) + (b - bb) };
}

/** The rounding error of the product `a * b` whose rounded value is `product`. */
export function productError(a: number, b: number, product: number): number {
  if (!Number.isFinite(product) || Math.abs(a) > splitLimit || Math.abs(b) > splitLimit) return 0;
  let t = splitter * a;
  const ah = t - (t - a);
  const al = a - ah;
  t = splitter * b;
  const bh = t - (t - b);
  const bl = b - bh;
  return al * bl - (product - ah * bh - al * bh - ah * bl);
}

/** `a * b` exactly (barring underflow), as the rounded product and its rounding error. */
export function twoProduct(a: number, b: number): DoubleDouble {
  const hi = a * b;
  return { hi, lo: productError(a, b, hi) };
}

/** The double-double of a double. */
export function doubleDouble(a: number): DoubleDouble {
  return { hi: a, lo: 0 };
}

function quickSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  return { hi, lo: b - (hi - a) };
}

export function ddAdd(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const s = twoSum(a.hi, b.hi);
  const t = twoSum(a.lo, b.lo);
  const u = quickSum(s.hi, s.lo + t.hi);
  return quickSum(u.hi, u.lo + t.lo);
}

export function ddNegate(a: DoubleDouble): DoubleDouble {
  return { hi: -a.hi, lo: -a.lo };
}

export function ddSubtract(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  return ddAdd(a, ddNegate(b));
}

export function ddMultiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const p = twoProduct(a.hi, b.hi);
  return quickSum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

export function ddDivide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const q1 = a.hi / b.hi;
  if (!Number.isFinite(q1)) return { hi: q1, lo: 0 };
  let r = ddSubtract(a, ddMultiply(b, doubleDouble(q1)));
  const q2 = r.hi / b.hi;
  r = ddSubtract(r, ddMultiply(b, doubleDouble(q2)));
  const q = quickSum(q1, q2);
  return ddAdd(q, doubleDouble(r.hi / b.hi));
}

export function ddSqrt(a: DoubleDouble): DoubleDouble {
  if (a.hi <= 0) return { hi: a.hi === 0 ? 0 : Number.NaN, lo: 0 };
  const s = Math.sqrt(a.hi);
  const r = ddSubtract(a, twoProduct(s, s));
  return quickSum(s, r.hi / (2 * s));
}

/** The nearest double. */
export function ddValue(a: DoubleDouble): number {
  return a.hi + a.lo;
}
