/**
 * An exact fraction of whole numbers. Limits such as "not under a third" or "at most 30 %" are judged before rounding, and
 * 8 × 0.7 must then be just 5.6, which floating point can't promise. Parts stay far below 2^53: days have halves, shares
 * at most four decimals.
 */
export interface Fraction {
  readonly num: number;
  readonly den: number;
}

export const zero: Fraction = { num: 0, den: 1 };
export const one: Fraction = { num: 1, den: 1 };

export function fraction(num: number, den = 1): Fraction {
  if (!Number.isSafeInteger(num) || !Number.isSafeInteger(den) || den === 0)
    throw new RangeError(`expected whole numbers, found ${num}/${den}`);
  const divisor = greatestDivisor(Math.abs(num), Math.abs(den)) * (den < 0 ? -1 : 1);
  return { num: num / divisor, den: den / divisor };
}

function greatestDivisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return x || 1;
}

export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.num * b.den + b.num * a.den, a.den * b.den);
export const minus = (a: Fraction, b: Fraction): Fraction => fraction(a.num * b.den - b.num * a.den, a.den * b.den);
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.num * b.num, a.den * b.den);
export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.num * b.den, a.den * b.num);

/** Negative, zero or positive. */
export const compareFractions = (a: Fraction, b: Fraction): number => a.num * b.den - b.num * a.den;
export const atLeast = (a: Fraction, b: Fraction): boolean => compareFractions(a, b) >= 0;
export const larger = (a: Fraction, b: Fraction): Fraction => (compareFractions(a, b) >= 0 ? a : b);

/** A fraction from a number or decimal text of at most four decimals (`9`, `2.5`, `-12.25`); undefined for anything else. */
export function readFraction(value: string | number): Fraction | undefined {
  const found = /^([+-]?)(\d{1,9})(?:\.(\d{1,4}))?$/.exec(String(value).trim());
  if (!found) return undefined;
  const decimals = found[3] ?? '';
  const num = Number(`${found[2]}${decimals}`) * (found[1] === '-' ? -1 : 1);
  return fraction(num, 10 ** decimals.length);
}

/** A share as rules write it: `30%`, `12.5 %`, `1/3`; undefined for anything else. */
export function readShare(text: string): Fraction | undefined {
  const quotient = /^(\d{1,4})\/(\d{1,4})$/.exec(text.trim());
  if (quotient) return Number(quotient[2]) === 0 ? undefined : fraction(Number(quotient[1]), Number(quotient[2]));
  const percent = /^(\d{1,4}(?:\.\d{1,2})?)\s*%$/.exec(text.trim());
  const value = percent ? readFraction(percent[1] ?? '') : undefined;
  return value ? times(value, fraction(1, 100)) : undefined;
}

const half = fraction(1, 2);

/** To the nearest half, exact quarters upwards: 5.3 → 5.5, 5.2 → 5, 5.25 → 5.5. */
export function nearestHalf(value: Fraction): Fraction {
  return times(fraction(Math.floor((4 * value.num + value.den) / (2 * value.den))), half);
}

/** Up to the next half: 6.3 → 6.5; a half stays. */
export function upToHalf(value: Fraction): Fraction {
  return times(fraction(Math.ceil((2 * value.num) / value.den)), half);
}

/** To the nearest half day, but never under the floor: a figure that rounding would push below it goes up instead. */
export function roundAboveFloor(value: Fraction, floor: Fraction): Fraction {
  const nearest = nearestHalf(value);
  return atLeast(nearest, floor) ? nearest : upToHalf(larger(value, floor));
}

/** As a decimal, half up at so many decimals, zeros at the end left out: 8/3 → `2.67`. */
export function showFraction(value: Fraction, decimals = 2): string {
  // Most figures are whole or half days; they need no scaling, and a calculator shows many.
  if (value.den === 1) return String(value.num);
  if (value.den === 2 && decimals > 0) return String(value.num / 2);
  const scale = 10 ** decimals;
  let scaled = Math.floor((2 * Math.abs(value.num) * scale + value.den) / (2 * value.den));
  let places = decimals;
  while (places > 0 && scaled % 10 === 0) {
    scaled /= 10;
    places--;
  }
  const sign = value.num < 0 && scaled > 0 ? '-' : '';
  if (places === 0) return `${sign}${scaled}`;
  const divisor = 10 ** places;
  const rest = scaled % divisor;
  return `${sign}${(scaled - rest) / divisor}.${String(rest).padStart(places, '0')}`;
}

/** A share in percent: 1/3 → `33.33%`. */
export function showPercent(value: Fraction, decimals = 2): string {
  return `${showFraction(times(value, fraction(100)), decimals)}%`;
}
