import { gaussLegendre } from '../arithmetic/quadrature.ts';
import { gammaRatio } from '../distributions/gamma-function.ts';
import { normalDensity, normalUpper } from '../distributions/normal.ts';

/**
 * Constants of the control chart for samples of `n` from a normal distribution, computed from their definitions
 * (ISO 7870-2 annex; Montgomery, Introduction to Statistical Quality Control, appendix VI), not read from a table.
 */
export type ConstantsSource = 'exact' | 'table';

/** Ranges of more values than this are of no use; a standard deviation may have any number of degrees of freedom. */
const largestRange = 10_000;
const largestSample = 1e9;

function requireSize(n: number, largest: number): void {
  if (!(Number.isInteger(n) && n >= 2 && n <= largest)) {
    throw new RangeError(`expected a subgroup size from 2 to ${largest}, found \`${n}\``);
  }
}

/** A function of the subgroup size, remembered, for a chart asks for the same few sizes again and again. */
function remembered(largest: number, compute: (n: number) => number): (n: number) => number {
  const known = new Map<number, number>();
  return (n) => {
    let value = known.get(n);
    if (value === undefined) {
      requireSize(n, largest);
      value = compute(n);
      known.set(n, value);
    }
    return value;
  };
}

/** Step of the trapezoidal sum; for an analytic integrand that dies off on both sides its error is below 1e-16. */
const step = 1 / 8;
const reach = 78;

/** d2 = E(range of n standard normal values) = ∫ 1 - Φ(x)^n - (1 - Φ(x))^n dx (Tippett 1925). */
export const d2 = remembered(largestRange, (n) => {
  let sum = 0;
  for (let k = reach; k >= 1; k--) {
    const upper = normalUpper(k * step);
    sum += -Math.expm1(n * Math.log1p(-upper)) - upper ** n;
  }
  return 2 * step * (sum + (1 - 2 * 0.5 ** n) / 2);
});

/** d3, the standard deviation of that range, from E(R²) = ∫ r² f(r) dr with the density of the range (ISO 7870-2). */
export const d3 = remembered(largestRange, (n) => {
  const most = 20;
  const panels = 10;
  const { nodes, weights } = gaussLegendre(16);
  let second = 0;
  for (let p = 0; p < panels; p++) {
    const half = most / panels / 2;
    const middle = (2 * p + 1) * half;
    nodes.forEach((node, i) => {
      const r = middle + half * node;
      second += half * (weights[i] ?? 0) * r * r * rangeDensity(r, n);
    });
  }
  return Math.sqrt(second - d2(n) ** 2);
});

/** f(r) = n (n-1) ∫ φ(x - r/2) φ(x + r/2) [Φ(x + r/2) - Φ(x - r/2)]^(n-2) dx; the integrand is even in x. */
function rangeDensity(r: number, n: number): number {
  let sum = 0;
  for (let k = 0; k <= reach; k++) {
    const x = k * step;
    const density = normalDensity(x - r / 2) * normalDensity(x + r / 2);
    if (density === 0) break;
    // Both arguments on the same side of the middle: the difference of upper tails keeps its digits.
    const inside =
      x > r / 2 ? normalUpper(x - r / 2) - normalUpper(x + r / 2) : 1 - normalUpper(r / 2 - x) - normalUpper(x + r / 2);
    sum += (k === 0 ? 1 : 2) * density * inside ** (n - 2);
  }
  return n * (n - 1) * step * sum;
}

/** c4 = E(s) / σ = √(2/(n-1)) Γ(n/2) / Γ((n-1)/2). */
export const c4 = remembered(largestSample, (n) => Math.sqrt(2 / (n - 1)) * gammaRatio(n / 2, (n - 1) / 2));

/** c5 = √(1 - c4²), the standard deviation of s for σ = 1; by its series where 1 - c4² would lose digits. */
export const c5 = remembered(largestSample, (n) => Math.sqrt(1 - c4(n) ** 2));

/** Constants as printed tables give them: d2, d3 to 3 decimals, c4 to 4, for n up to 25; what older programs reckon with. */
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

export interface Constants {
  readonly d2: number;
  readonly d3: number;
  readonly c4: number;
  readonly c5: number;
}

const knownSizes = { exact: new Map<number, Constants>(), table: new Map<number, Constants>() };

/** The constants of a size, each computed when it is first read. */
export function constantsFor(n: number, source: ConstantsSource = 'exact'): Constants {
  let constants = knownSizes[source].get(n);
  if (!constants) {
    constants = makeConstants(n, source);
    knownSizes[source].set(n, constants);
  }
  return constants;
}

function makeConstants(n: number, source: ConstantsSource): Constants {
  const printed = source === 'table' && n <= 25;
  const digits = (value: number, decimals: number): number => (printed ? rounded(value, decimals) : value);
  return {
    get d2() {
      return digits(d2(n), 3);
    },
    get d3() {
      return digits(d3(n), 3);
    },
    get c4() {
      return digits(c4(n), 4);
    },
    get c5() {
      return printed ? Math.sqrt(1 - rounded(c4(n), 4) ** 2) : c5(n);
    },
  };
}
