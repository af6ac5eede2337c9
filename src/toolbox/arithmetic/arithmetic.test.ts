import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cholesky, choleskyInverse, NotPositiveDefinite } from './cholesky.ts';
import { decimalValue } from './decimal.ts';
import {
  ddDivide,
  ddMultiply,
  ddSqrt,
  ddSubtract,
  ddValue,
  doubleDouble,
  twoProduct,
  twoSum,
} from './double-double.ts';
import { minimise, minimiseBetween } from './minimise.ts';
import { gaussLegendre, integrateAdaptive, integratePanel } from './quadrature.ts';
import { findRoot } from './root.ts';
import { sum } from './sums.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

const finite = fc.double({ min: -1e12, max: 1e12, noNaN: true, noDefaultInfinity: true });

describe('double-double', () => {
  it('sums and products are exact: their two parts give back the whole numbers of BigInt', () => {
    const whole = fc.bigInt({ min: -(2n ** 53n) + 1n, max: 2n ** 53n - 1n });
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const s = twoSum(Number(a), Number(b));
        expect(BigInt(s.hi) + BigInt(s.lo)).toBe(a + b);
        const p = twoProduct(Number(a), Number(b));
        expect(BigInt(p.hi) + BigInt(p.lo)).toBe(a * b);
      }),
      { seed: 1 },
    );
  });

  it('dividing and multiplying back, and squaring a root, lose nothing to 30 digits', () => {
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        fc.pre(Math.abs(a) > 1e-6 && Math.abs(b) > 1e-6);
        const back = ddMultiply(ddDivide(doubleDouble(a), doubleDouble(b)), doubleDouble(b));
        expect(Math.abs(ddValue(ddSubtract(back, doubleDouble(a))))).toBeLessThanOrEqual(1e-30 * Math.abs(a));
        const size = Math.abs(a);
        const root = ddSqrt(doubleDouble(size));
        expect(Math.abs(ddValue(ddSubtract(ddMultiply(root, root), doubleDouble(size))))).toBeLessThanOrEqual(
          1e-29 * size,
        );
      }),
      { seed: 2 },
    );
  });
});

describe('decimals', () => {
  /** |value - decimal| as an exact fraction of the decimal, by whole numbers. */
  function error(x: number): number {
    const [mantissa = '', exponent = '0'] = x.toExponential().split('e');
    const [whole = '', fraction = ''] = mantissa.split('.');
    const m = BigInt(whole + fraction);
    const e = Number(exponent) - fraction.length;
    const { hi, lo } = decimalValue(x);
    const exact = (v: number): bigint =>
      BigInt(Math.round(v * 2 ** 30)) * 2n ** 270n +
      BigInt(Math.round((v * 2 ** 30 - Math.round(v * 2 ** 30)) * 2 ** 200)) * 2n ** 70n;
    const scaled = exact(hi) + exact(lo);
    const target = e >= 0 ? m * 10n ** BigInt(e) * 2n ** 300n : (m * 2n ** 300n) / 10n ** BigInt(-e);
    return Math.abs(Number(scaled - target)) / Math.abs(Number(target) || 1);
  }

  it('a double is read as the decimal that was written', () => {
    for (const x of [0.1, 0.3, 1000000.2, 196.3052, -77.52, 123456.789, 1 / 3, 2 / 7, 0.1 + 0.2])
      expect(error(x)).toBeLessThan(1e-28);
  });

  it('never moves a value by more than half a unit of its last place', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const { hi, lo } = decimalValue(x);
        expect(hi + lo === x).toBe(true);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe('sums', () => {
  it('are the rounded true sum whatever the order', () => {
    expect(sum([1e16, 1, -1e16])).toBe(1);
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  });
});

describe('quadrature, roots and minima', () => {
  it('Gauss-Legendre nodes of 5 points are those of DLMF table 3.5.2', () => {
    const { nodes, weights } = gaussLegendre(5);
    expect(Math.max(...nodes)).toBeCloseTo(0.906179845938664, 15);
    expect(Math.max(...weights)).toBeCloseTo(0.568888888888889, 15);
  });

  it('is exact for polynomials of degree 2n - 1, and adapts to a narrow peak', () => {
    expect(integratePanel((x) => x ** 9 + x ** 8, -1, 1, 5)).toBeCloseTo(2 / 9, 15);
    expect(integrateAdaptive((x) => 1 / (1e-6 + x * x), -1, 1, 1e-14)).toBeCloseTo(2e3 * Math.atan(1e3), 8);
  });

  it('finds roots to the last place and refuses ends of one sign', () => {
    expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
    expect(findRoot((x) => Math.exp(x) - 5, -50, 50)).toBeCloseTo(Math.log(5), 14);
    expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow('expected opposite signs');
  });

  it('finds minima of one and of two variables', () => {
    expect(minimiseBetween((x) => (x - 1.7) ** 2 + 3, -10, 10).x).toBeCloseTo(1.7, 7);
    const rosenbrock = minimise(([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2, [-1.2, 1], [0.5, 0.5]);
    expect(rosenbrock.x[0]).toBeCloseTo(1, 6);
    expect(rosenbrock.x[1]).toBeCloseTo(1, 6);
  });
});

describe('symmetric matrices', () => {
  const symmetric = fc.integer({ min: 2, max: 6 }).chain((n) =>
    fc.array(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: n, maxLength: n }), {
      minLength: n,
      maxLength: n,
    }),
  );

  it('eigenvectors are orthonormal and give the matrix back', () => {
    fc.assert(
      fc.property(symmetric, (raw) => {
        const a = raw.map((row, i) => row.map((value, j) => value + raw[j]![i]!));
        const { values, vectors } = symmetricEigen(a);
        a.forEach((row, i) => {
          row.forEach((value, j) => {
            const back = values.reduce((total, v, k) => total + v * vectors[k]![i]! * vectors[k]![j]!, 0);
            expect(Math.abs(back - value)).toBeLessThanOrEqual(1e-11);
            const product = vectors[i]!.reduce((total, v, k) => total + v * vectors[j]![k]!, 0);
            expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThanOrEqual(1e-13);
          });
        });
      }),
      { numRuns: 60, seed: 9 },
    );
  });

  it('Cholesky inverts what is positive definite and refuses what is not', () => {
    fc.assert(
      fc.property(symmetric, (raw) => {
        const n = raw.length;
        const a = raw.map((_, i) =>
          raw.map((__, j) => raw[i]!.reduce((total, v, k) => total + v * raw[j]![k]!, 0) + (i === j ? 10 : 0)),
        );
        const inverse = choleskyInverse(cholesky(a));
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            const product = a[i]!.reduce((total, v, k) => total + v * inverse[k]![j]!, 0);
            expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThanOrEqual(1e-8);
          }
        }
      }),
      { numRuns: 40, seed: 10 },
    );
    expect(() =>
      cholesky([
        [1, 2],
        [2, 1],
      ]),
    ).toThrow(NotPositiveDefinite);
  });
});
