/**
 * Integration of smooth functions by Gauss-Legendre rules (DLMF 3.5.v); the nodes are computed once by Newton's iteration
 * on the Legendre polynomial and kept.
 */
export interface GaussRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, GaussRule>();

/** Nodes and weights on [-1, 1] of the rule with n points, exact for polynomials of degree 2n - 1. */
export function gaussLegendre(n: number): GaussRule {
  const known = rules.get(n);
  if (known) return known;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      let previous = 1;
      let value = x;
      for (let k = 2; k <= n; k++) {
        const next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
        previous = value;
        value = next;
      }
      slope = (n * (x * value - previous)) / (x * x - 1);
      const change = value / slope;
      x -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  const rule = { nodes, weights };
  rules.set(n, rule);
  return rule;
}

/** ∫ f over [from, to] by one rule of n points. */
export function integratePanel(f: (x: number) => number, from: number, to: number, n: number): number {
  const { nodes, weights } = gaussLegendre(n);
  const half = (to - from) / 2;
  const middle = (to + from) / 2;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += weights[i]! * f(middle + half * nodes[i]!);
  return sum * half;
}

/** ∫ f over [from, to] split into equal panels of n points each. */
export function integratePanels(f: (x: number) => number, from: number, to: number, panels: number, n: number): number {
  const width = (to - from) / panels;
  let sum = 0;
  for (let i = 0; i < panels; i++)
    sum += integratePanel(f, from + i * width, i === panels - 1 ? to : from + (i + 1) * width, n);
  return sum;
}

/**
 * The halves of a panel are better than the whole by 2^(2n) for a smooth function (4·10⁹ at n = 16); a tenth of a thousandth
 * of that is claimed, so that no panel is halved once more only to see it confirmed.
 */
const pessimism = 1e5;

/**
 * ∫ f over [from, to] for a non-negative smooth f, halving each panel until the difference of its halves from the whole
 * shows that the halves are within `tolerance` of the integral found so far.
 */
export function integrateAdaptive(
  f: (x: number) => number,
  from: number,
  to: number,
  tolerance: number,
  n = 16,
): number {
  interface Panel {
    readonly from: number;
    readonly to: number;
    readonly value: number;
    readonly depth: number;
  }
  const first = integratePanel(f, from, to, n);
  const open: Panel[] = [{ from, to, value: first, depth: 0 }];
  let done = 0;
  let pending = first;
  for (let panel = open.pop(); panel; panel = open.pop()) {
    const middle = (panel.from + panel.to) / 2;
    const left = integratePanel(f, panel.from, middle, n);
    const right = integratePanel(f, middle, panel.to, n);
    const both = left + right;
    pending += both - panel.value;
    const scale = Math.max(done + pending, both);
    // Written so that a panel without a value (NaN) ends the halving.
    if (!(Math.abs(both - panel.value) > pessimism * tolerance * scale) || panel.depth > 48) {
      done += both;
      pending -= both;
    } else {
      open.push({ from: panel.from, to: middle, value: left, depth: panel.depth + 1 });
      open.push({ from: middle, to: panel.to, value: right, depth: panel.depth + 1 });
    }
  }
  return done;
}
