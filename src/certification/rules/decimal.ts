/**
 * An exact decimal of any size: `digits` × 10^−`scale`. Scores are judged at sharp limits (|z| ≤ 2, 79.5 < 80), and the
 * figure that the laboratory wrote must be judged, not its nearest binary neighbour.
 */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Reads `10.42`, `-3`, `1.5e-3`; undefined for anything else or more than 60 digits. */
export function readDecimal(value: string | number): Decimal | undefined {
  const found = /^([+-]?)(\d{1,40})(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,2}))?$/.exec(String(value).trim());
  if (!found) return undefined;
  const fractionDigits = found[3] ?? '';
  const digits = BigInt(`${found[1] === '-' ? '-' : ''}${found[2]}${fractionDigits}`);
  const scale = fractionDigits.length - Number(found[4] ?? '0');
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale), scale];
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { digits: x - y, scale };
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { digits: x + y, scale };
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** −1, 0 or 1. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function absolute(a: Decimal): Decimal {
  return a.digits < 0n ? { digits: -a.digits, scale: a.scale } : a;
}

/** a / b to so many decimals, half away from zero, trailing zeros kept: a score is reported with its decimals. */
export function quotientText(a: Decimal, b: Decimal, decimals: number): string {
  const [x, y] = aligned(a, b);
  const negative = x < 0n !== y < 0n && x !== 0n;
  const [n, d] = [x < 0n ? -x : x, y < 0n ? -y : y];
  const scaled = (2n * n * 10n ** BigInt(decimals) + d) / (2n * d);
  return withPoint(scaled, decimals, negative);
}

/** √(a / b) to so many decimals, half away from zero; for scores whose denominator is a root. */
export function rootOfQuotientText(a: Decimal, b: Decimal, decimals: number): string {
  const [n, d] = aligned(a, b);
  const factor = 100n ** BigInt(decimals + 1);
  const root = integerRoot((n * factor) / d);
  return withPoint((root + 5n) / 10n, decimals, false);
}

/** Half up to so many decimals. */
export function roundDecimal(a: Decimal, decimals: number): Decimal {
  const text = quotientText(a, { digits: 1n, scale: 0 }, decimals);
  return readDecimal(text) ?? a;
}

export function showDecimal(a: Decimal): string {
  const negative = a.digits < 0n;
  const text = withPoint(negative ? -a.digits : a.digits, a.scale, negative);
  return a.scale > 0 ? text.replace(/\.?0+$/, '') : text;
}

function withPoint(scaled: bigint, decimals: number, negative: boolean): string {
  const digits = String(scaled).padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return negative && scaled !== 0n ? `-${text}` : text;
}

/** Largest whole number whose square is not above n (Newton). */
function integerRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}
