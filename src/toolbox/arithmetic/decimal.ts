import {
  type DoubleDouble,
  ddDivide,
  ddMultiply,
  doubleDouble,
  productError,
  twoProduct,
  twoSum,
} from './double-double.ts';

/**
 * A measured value is the decimal number that somebody wrote down, not the double next to it: 0.1 means one tenth. Reading
 * doubles back as the shortest decimal that gives them and calculating with that in double-double makes sums of squares and
 * regressions exact to the last digit even where the doubles alone would have lost it (NIST StRD NumAcc4, SmLs09, Filip).
 */
const powersOfTen: readonly number[] = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/** The decimal number that a finite double stands for, as a double-double (relative error below 1e-30). */
export function decimalValue(x: number): DoubleDouble {
  if (Number.isInteger(x) && Math.abs(x) <= Number.MAX_SAFE_INTEGER) return { hi: x, lo: 0 };
  // At the ends of the doubles the powers of ten would overflow or the low part vanish.
  if (!(Math.abs(x) < 1e280 && Math.abs(x) > 1e-280)) return { hi: x, lo: 0 };
  const text = String(x);
  const exponentAt = text.indexOf('e');
  const mantissa = exponentAt < 0 ? text : text.slice(0, exponentAt);
  const dot = mantissa.indexOf('.');
  const fraction = dot < 0 ? 0 : mantissa.length - dot - 1;
  const exponent = (exponentAt < 0 ? 0 : Number(text.slice(exponentAt + 1))) - fraction;
  if (exponent < 0 && exponent >= -22 && Math.abs(x) < 9e15 / powersOfTen[-exponent]!)
    return besideDouble(x, powersOfTen[-exponent]!);
  return scaled(digits(mantissa.replace('.', '')), exponent);
}

/** x = m / ten for a whole number m that is exact in a double: m is the rounded product, and the rest follows exactly. */
function besideDouble(x: number, ten: number): DoubleDouble {
  const product = x * ten;
  const whole = Math.round(product);
  const rest = whole - product - productError(x, ten, product);
  return { hi: x, lo: rest / ten };
}

/** A whole number of up to 17 digits and a sign, exactly. */
function digits(text: string): DoubleDouble {
  const negative = text.startsWith('-');
  const plain = negative ? text.slice(1) : text;
  const split = Math.max(0, plain.length - 9);
  const high = Number(plain.slice(0, split) || '0');
  const low = Number(plain.slice(split));
  const top = twoProduct(high, 1e9);
  const sum = twoSum(top.hi, low);
  const lo = sum.lo + top.lo;
  return negative ? { hi: -sum.hi, lo: -lo } : { hi: sum.hi, lo };
}

function scaled(value: DoubleDouble, exponent: number): DoubleDouble {
  let left = Math.abs(exponent);
  let result = value;
  while (left > 0) {
    const step = Math.min(left, 22);
    const power = doubleDouble(powersOfTen[step]!);
    result = exponent < 0 ? ddDivide(result, power) : ddMultiply(result, power);
    left -= step;
  }
  return result;
}
