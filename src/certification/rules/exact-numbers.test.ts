import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absolute,
  addDecimals,
  compareDecimals,
  multiplyDecimals,
  quotientText,
  readDecimal,
  rootOfQuotientText,
  roundDecimal,
  showDecimal,
  subtractDecimals,
} from './decimal.ts';
import {
  atLeast,
  fraction,
  minus,
  nearestHalf,
  over,
  plus,
  readFraction,
  readShare,
  roundAboveFloor,
  showFraction,
  showPercent,
  times,
  upToHalf,
} from './fraction.ts';
import { sampleSize } from './sample.ts';

const decimal = (text: string) => {
  const value = readDecimal(text);
  if (!value) throw new Error(text);
  return value;
};

describe('fractions', () => {
  it('keep what floating point loses', () => {
    expect(times(fraction(8), fraction(7, 10))).toEqual(fraction(28, 5));
    expect(plus(fraction(1, 10), fraction(2, 10))).toEqual(fraction(3, 10));
    expect(over(fraction(3), fraction(-6))).toEqual(fraction(-1, 2));
    expect(readFraction('-12.25')).toEqual(fraction(-49, 4));
    expect(readFraction('1e3')).toBeUndefined();
    expect([readShare('30%'), readShare('1/3'), readShare('12.5 %'), readShare('1/0'), readShare('0.3')]).toEqual([
      fraction(3, 10),
      fraction(1, 3),
      fraction(1, 8),
      undefined,
      undefined,
    ]);
    expect(() => fraction(1, 0)).toThrow('whole numbers');
  });

  it('show at most two decimals, half up', () => {
    expect(
      [
        fraction(8, 3),
        fraction(63, 10),
        fraction(1, 8),
        fraction(-1, 3),
        fraction(9),
        fraction(15, 2),
        fraction(1, 1000),
      ].map((f) => showFraction(f)),
    ).toEqual(['2.67', '6.3', '0.13', '-0.33', '9', '7.5', '0']);
    expect(showFraction(fraction(-1, 1000))).toBe('0');
    expect(showFraction(fraction(1995, 1000), 0)).toBe('2');
    expect(showPercent(fraction(1, 3))).toBe('33.33%');
  });

  it('round to halves as the examples do', () => {
    const days = (text: string) => readFraction(text) ?? fraction(0);
    expect(['5.3', '5.2', '5.25', '5.75', '5'].map((t) => showFraction(nearestHalf(days(t))))).toEqual([
      '5.5',
      '5',
      '5.5',
      '6',
      '5',
    ]);
    expect(['6.3', '7.2', '6.5', '0.01'].map((t) => showFraction(upToHalf(days(t))))).toEqual([
      '6.5',
      '7.5',
      '6.5',
      '0.5',
    ]);
    expect(showFraction(roundAboveFloor(days('5.6'), days('5.6')))).toBe('6');
    expect(showFraction(roundAboveFloor(days('8.1'), days('6.3')))).toBe('8');
  });

  it('never round under the floor, nor further than a half day', () => {
    const share = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 70 }), share, (halves, percent) => {
        const base = fraction(halves, 2);
        const floor = times(base, fraction(7, 10));
        const exact = times(base, fraction(100 - percent, 100));
        const rounded = roundAboveFloor(exact, floor);
        expect(atLeast(rounded, floor)).toBe(true);
        expect((2 * rounded.num) % rounded.den).toBe(0);
        const off = minus(rounded, exact);
        expect(Math.abs(off.num / off.den)).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});

describe('decimals', () => {
  it('read, compute and show exactly', () => {
    expect(showDecimal(subtractDecimals(decimal('10.42'), decimal('10.00')))).toBe('0.42');
    expect(showDecimal(addDecimals(decimal('0.1'), decimal('0.2')))).toBe('0.3');
    expect(showDecimal(multiplyDecimals(decimal('-1.5'), decimal('1.5e-3')))).toBe('-0.00225');
    expect(showDecimal(decimal('1e3'))).toBe('1000');
    expect(compareDecimals(decimal('2'), decimal('2.000'))).toBe(0);
    expect(quotientText(decimal('2'), decimal('-3'), 2)).toBe('-0.67');
    expect(quotientText(decimal('-0.0001'), decimal('1'), 2)).toBe('0.00');
    expect(rootOfQuotientText(decimal('2'), decimal('1'), 6)).toBe('1.414214');
    expect(showDecimal(roundDecimal(decimal('79.5'), 0))).toBe('80');
    expect([readDecimal('1,5'), readDecimal(''), readDecimal('NaN'), readDecimal('0x1')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('agree with whole-number arithmetic', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.integer({ min: 0, max: 8 }),
        (digits, scale) => {
          const value = { digits, scale };
          expect(compareDecimals(decimal(showDecimal(value)), value)).toBe(0);
          const square = multiplyDecimals(value, value);
          const root = decimal(rootOfQuotientText(square, decimal('1'), 8));
          expect(compareDecimals(root, absolute(value))).toBe(0);
        },
      ),
    );
  });
});

describe('sample sizes', () => {
  it('are the smallest whole number not under factor × √x', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.constantFrom(fraction(1), fraction(3, 5), fraction(4, 5)),
        (x, factor) => {
          const y = BigInt(sampleSize(x, factor));
          const [n, d] = [BigInt(factor.num), BigInt(factor.den)];
          expect(y * y * d * d >= n * n * BigInt(x)).toBe(true);
          expect((y - 1n) ** 2n * d * d < n * n * BigInt(x)).toBe(true);
        },
      ),
    );
  });
});
