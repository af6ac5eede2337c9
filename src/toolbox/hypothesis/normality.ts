import { ddSubtract, ddValue } from '../arithmetic/double-double.ts';
import { decimals, momentsOf, sum } from '../arithmetic/sums.ts';
import { ascending } from '../descriptive/quartiles.ts';
import { normalLogUpper, normalLower, normalQuantile, normalUpper } from '../distributions/normal.ts';

/** A test of normality: its statistic, and its p-value by the approximation that `source` names. */
export interface NormalityTest {
  readonly statistic: number;
  readonly pValue: number;
}

/** Standardised values in rising order, centred before rounding so that large offsets cost no digits. */
export function standardised(values: ArrayLike<number>): number[] {
  const exact = decimals(ascending(values));
  const { mean, squares, count } = momentsOf(exact);
  const sd = Math.sqrt(ddValue(squares) / (count - 1));
  return exact.map((value) => ddValue(ddSubtract(value, mean)) / sd);
}

/** The same for values that were computed, not written down: they are no decimals, and two passes of doubles do. */
function standardisedDoubles(values: ArrayLike<number>): Float64Array {
  const z = Float64Array.from(values).sort();
  const mean = sum(z) / z.length;
  for (let i = 0; i < z.length; i++) z[i]! -= mean;
  const sd = Math.sqrt(sum(z.map((d) => d * d)) / (z.length - 1));
  return z.map((d) => d / sd);
}

/**
 * Anderson and Darling's A² against a normal distribution of estimated mean and deviation, for n >= 8; the p-value by
 * Stephens' polynomials in A²(1 + 0.75/n + 2.25/n²) (R. B. D'Agostino and M. A. Stephens, Goodness-of-Fit Techniques, 1986,
 * table 4.9). `statistic` is A² itself; `adjusted` the modified one.
 */
export function andersonDarling(values: ArrayLike<number>): NormalityTest & { readonly adjusted: number } {
  return andersonDarlingOf(standardised(values));
}

/** A² of transformed values, such as a search over transformations asks for a hundred times. */
export function andersonDarlingOfDoubles(values: ArrayLike<number>): NormalityTest & { readonly adjusted: number } {
  return andersonDarlingOf(standardisedDoubles(values));
}

function andersonDarlingOf(z: ArrayLike<number>): NormalityTest & { readonly adjusted: number } {
  const n = z.length;
  let total = 0;
  for (let i = 0; i < n; i++) total += (2 * i + 1) * (normalLogUpper(-z[i]!) + normalLogUpper(z[n - 1 - i]!));
  const statistic = -n - total / n;
  const adjusted = statistic * (1 + 0.75 / n + 2.25 / (n * n));
  return { statistic, adjusted, pValue: andersonDarlingProbability(adjusted) };
}

function andersonDarlingProbability(a: number): number {
  if (a < 0.2) return 1 - Math.exp(-13.436 + 101.14 * a - 223.73 * a * a);
  if (a < 0.34) return 1 - Math.exp(-8.318 + 42.796 * a - 59.938 * a * a);
  if (a < 0.6) return Math.exp(0.9177 - 4.279 * a - 1.38 * a * a);
  // Beyond 10 the polynomial would turn upwards; the p-value is below any use there.
  return a < 10 ? Math.exp(1.2937 - 5.709 * a + 0.0186 * a * a) : 3.7e-24;
}

/**
 * Lilliefors' test: Kolmogorov's distance from the normal distribution of estimated mean and deviation, for n >= 5; p-value by
 * G. E. Dallal and L. Wilkinson (American Statistician 40 (1986) 294-296), above 0.1 by Stephens' modified statistic.
 */
export function lilliefors(values: ArrayLike<number>): NormalityTest {
  const z = standardised(values);
  const n = z.length;
  let statistic = 0;
  for (let i = 0; i < n; i++) {
    const lower = normalLower(z[i]!);
    statistic = Math.max(statistic, (i + 1) / n - lower, lower - i / n);
  }
  return { statistic, pValue: lillieforsProbability(statistic, n) };
}

function lillieforsProbability(k: number, n: number): number {
  const size = Math.min(n, 100);
  const d = n > 100 ? k * (n / 100) ** 0.49 : k;
  const root = Math.sqrt(size + 2.78019);
  const p = Math.exp(
    -7.01256 * d * d * (size + 2.78019) + 2.99587 * d * root - 0.122119 + 0.974598 / Math.sqrt(size) + 1.67997 / size,
  );
  if (p <= 0.1) return p;
  const kk = (Math.sqrt(n) - 0.01 + 0.85 / Math.sqrt(n)) * k;
  if (kk <= 0.302) return 1;
  const polynomial = (c: readonly number[]) => c.reduceRight((total, one) => one + kk * total, 0);
  if (kk <= 0.5) return polynomial([2.76773, -19.828315, 80.709644, -138.55152, 81.218052]);
  if (kk <= 0.9) return polynomial([-4.901232, 40.662806, -97.490286, 94.029866, -32.355711]);
  if (kk <= 1.31) return polynomial([6.198765, -19.558097, 23.186922, -12.234627, 2.423045]);
  return 0;
}

/**
 * Shapiro and Wilk's W for 3 <= n <= 5000, coefficients and p-value by P. Royston (Applied Statistics 44 (1995) 547-551,
 * algorithm AS R94), as R's shapiro.test has it.
 */
export function shapiroWilk(values: ArrayLike<number>): NormalityTest {
  const z = standardised(values);
  const n = z.length;
  const a = shapiroCoefficients(n);
  const sum = z.reduce((total, value, i) => total + value * a[i]!, 0);
  const statistic = Math.min(1, (sum * sum) / (n - 1));
  return { statistic, pValue: shapiroProbability(statistic, n) };
}

function shapiroCoefficients(n: number): number[] {
  if (n === 3) return [-Math.SQRT1_2, 0, Math.SQRT1_2];
  const m = Array.from({ length: n }, (_, i) => normalQuantile((i + 1 - 0.375) / (n + 0.25)));
  const squares = m.reduce((total, value) => total + value * value, 0);
  const u = 1 / Math.sqrt(n);
  const root = Math.sqrt(squares);
  const last = m[n - 1]! / root + u * (0.221157 + u * (-0.147981 + u * (-2.07119 + u * (4.434685 - u * 2.706056))));
  const a = [...m];
  if (n <= 5) {
    const scale = Math.sqrt((squares - 2 * m[n - 1]! ** 2) / (1 - 2 * last ** 2));
    a.forEach((value, i) => {
      a[i] = value / scale;
    });
  } else {
    const next = m[n - 2]! / root + u * (0.042981 + u * (-0.293762 + u * (-1.752461 + u * (5.682633 - u * 3.582633))));
    const scale = Math.sqrt((squares - 2 * m[n - 1]! ** 2 - 2 * m[n - 2]! ** 2) / (1 - 2 * last ** 2 - 2 * next ** 2));
    a.forEach((value, i) => {
      a[i] = value / scale;
    });
    a[n - 2] = next;
    a[1] = -next;
  }
  a[n - 1] = last;
  a[0] = -last;
  return a;
}

function shapiroProbability(w: number, n: number): number {
  const y = Math.log1p(-w);
  if (n === 3) {
    const p = (6 / Math.PI) * (Math.asin(Math.sqrt(w)) - Math.asin(Math.sqrt(0.75)));
    return Math.max(0, p);
  }
  if (n <= 11) {
    const gamma = -2.273 + 0.459 * n;
    if (y >= gamma) return 1e-99;
    const mean = 0.544 + n * (-0.39978 + n * (0.025054 - n * 0.0006714));
    const sd = Math.exp(1.3822 + n * (-0.77857 + n * (0.062767 - n * 0.0020322)));
    return normalUpper((-Math.log(gamma - y) - mean) / sd);
  }
  const x = Math.log(n);
  const mean = -1.5861 + x * (-0.31082 + x * (-0.083751 + x * 0.0038915));
  const sd = Math.exp(-0.4803 + x * (-0.082676 + x * 0.0030302));
  return normalUpper((y - mean) / sd);
}
