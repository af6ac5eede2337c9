import { gaussLegendre } from '../arithmetic/quadrature.ts';
import { findRoot } from '../arithmetic/root.ts';
import { chiSquaredUpper } from '../distributions/chi-squared.ts';
import { noncentralTQuantile } from '../distributions/noncentral-t.ts';
import { normalCentral, normalDensity, normalQuantile } from '../distributions/normal.ts';

/**
 * Factors k of normal tolerance limits x̄ ± k s, exact (G. J. Hahn and W. Q. Meeker, Statistical Intervals (1991), 4.6;
 * ISO 16269-6:2014, annexes). `coverage` is the share of the population that the limits hold with `confidence`.
 */
export interface ToleranceAim {
  readonly n: number;
  /** Degrees of freedom behind s; n - 1 unless s comes from several samples. */
  readonly df: number;
  readonly coverage: number;
  readonly confidence: number;
}

/** One-sided: √n k is a quantile of noncentral t with noncentrality √n z. */
export function oneSidedFactor({ n, df, coverage, confidence }: ToleranceAim): number {
  const root = Math.sqrt(n);
  return noncentralTQuantile(confidence, df, root * normalQuantile(coverage)) / root;
}

/** The r with Φ(x + r) - Φ(x - r) = coverage: how wide limits must be when the mean is off by x. */
function halfWidth(x: number, coverage: number): number {
  const gap = (r: number) => normalCentral(x + r) - normalCentral(x - r) - coverage;
  // Newton from above: the content rises with r and its slope is known.
  let r = x + normalQuantile(0.5 + coverage / 2);
  for (let i = 0; i < 60; i++) {
    const step = gap(r) / (normalDensity(x + r) + normalDensity(x - r));
    r -= step;
    if (Math.abs(step) < 1e-15 * r) break;
  }
  return r;
}

/**
 * Two-sided: the probability that x̄ ± k s holds the coverage is the mean, over the error of x̄, of the chance that s is large
 * enough; k makes it the confidence.
 */
export function twoSidedFactor(aim: ToleranceAim): number {
  const { n, df, coverage, confidence } = aim;
  const nodes = errorNodes(n, coverage);
  const short = (k: number) => {
    let total = 0;
    for (const { weight, square } of nodes) total += weight * chiSquaredUpper((df * square) / (k * k), df);
    return total - confidence;
  };
  const start = oneSidedFactor({ n, df, coverage: 0.5 + coverage / 2, confidence });
  return findRoot(short, start * 0.3, start * 1.5);
}

const panels = 6;
const points = 12;
const end = 8.5;

/** Gauss points of the error of x̄ on one side, with doubled weights φ(z) and the square of the half width there. */
function errorNodes(n: number, coverage: number): { weight: number; square: number }[] {
  const { nodes, weights } = gaussLegendre(points);
  const half = end / panels / 2;
  return Array.from({ length: panels * points }, (_, index) => {
    const z = half * (2 * Math.floor(index / points) + 1 + nodes[index % points]!);
    return {
      weight: 2 * half * weights[index % points]! * normalDensity(z),
      square: halfWidth(z / Math.sqrt(n), coverage) ** 2,
    };
  });
}
