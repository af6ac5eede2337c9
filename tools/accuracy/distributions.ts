import { distributionsByName } from '../../src/toolbox/distributions/by-name.ts';
import golden from '../../src/toolbox/distributions/distributions.golden.json' with { type: 'json' };
import { oneSidedFactor, twoSidedFactor } from '../../src/toolbox/tolerance/normal-factors.ts';
import tolerance from '../../src/toolbox/tolerance/tolerance.golden.json' with { type: 'json' };
import { type AccuracyRow, errorRow, Worst } from './row.ts';

const least = 1e-300;
const parameters = (list: readonly (number | null)[]) => list.map((value) => value ?? Number.POSITIVE_INFINITY);

/** Tails and quantiles of every distribution against mpmath; tolerance factors, which are quantiles too. */
export function distributionRows(): AccuracyRow[] {
  const rows = [...distributionsByName].flatMap(([name, d]) => {
    const goal = name === 'studentizedRange' ? 1e-10 : 1e-12;
    const tails = new Worst();
    for (const c of golden.cases.filter((one) => one.name === name)) {
      const params = parameters(c.params);
      if (Number(c.lower) >= least) tails.add(d.lower(c.x, ...params), Number(c.lower));
      if (Number(c.upper) >= least) tails.add(d.upper(c.x, ...params), Number(c.upper));
    }
    const quantiles = new Worst();
    for (const c of golden.quantiles.filter((one) => one.name === name)) {
      quantiles.add((c.tail === 'lower' ? d.quantile : d.quantileUpper)(c.p, ...parameters(c.params)), Number(c.x));
    }
    const one = errorRow(`${name}: both tails`, goal, tails, golden.version, golden.command);
    return quantiles.count === 0
      ? [one]
      : [one, errorRow(`${name}: quantiles`, goal, quantiles, golden.version, golden.command)];
  });
  const factors = new Worst();
  for (const c of tolerance.cases) {
    const aim = { n: c.n, df: c.n - 1, coverage: c.coverage, confidence: c.confidence };
    factors.add(twoSidedFactor(aim), Number(c.twoSided));
    factors.add(oneSidedFactor(aim), Number(c.oneSided));
  }
  return [...rows, errorRow('normal tolerance factors', 1e-12, factors, tolerance.version, tolerance.command)];
}
