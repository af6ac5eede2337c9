import { readTable } from '../../src/toolbox/data-entry/table-reader.ts';
import { contingencyMethod } from '../../src/toolbox/hypothesis/contingency.ts';
import { shapiroWilk } from '../../src/toolbox/hypothesis/normality.ts';
import { powerOf } from '../../src/toolbox/hypothesis/power.ts';
import { twoSampleTMethod } from '../../src/toolbox/hypothesis/two-sample-t.ts';
import type { Method } from '../../src/toolbox/method/method.ts';
import golden from '../../src/toolbox/number-methods.golden.json' with { type: 'json' };
import { generalAnovaMethod } from '../../src/toolbox/regression/general-anova.ts';
import { multipleRegressionMethod } from '../../src/toolbox/regression/multiple-regression.ts';
import { fitLife, type LifeRow } from '../../src/toolbox/reliability/fit-life.ts';
import { kaplanMeier } from '../../src/toolbox/reliability/kaplan-meier.ts';
import { type AccuracyRow, errorRow, Worst } from './row.ts';

const values: ReadonlyMap<string, readonly (number | null)[]> = new Map(Object.entries(golden.values));

function reference(key: string): readonly number[] {
  return (values.get(key) ?? []).map((value) => value ?? Number.NaN);
}

/** The result of a method on its own example, whose expected figures R computed from the same data. */
function example<R>(method: Method<R>): R {
  const { csv, assignment, options } = method.example;
  const outcome = method.run({
    ...(csv === undefined ? {} : { table: readTable(csv).table }),
    ...(assignment === undefined ? {} : { assignment }),
    options,
  });
  if (!outcome.ok) throw new Error(`${method.id}: ${JSON.stringify(outcome.problems)}`);
  return outcome.result.values;
}

function compare(
  item: string,
  goal: number,
  pairs: readonly (readonly [readonly (number | null)[], string])[],
): AccuracyRow {
  const worst = new Worst();
  for (const [found, key] of pairs) {
    const wanted = reference(key);
    if (wanted.length !== found.length) throw new Error(`${key}: ${found.length} values against ${wanted.length}`);
    wanted.forEach((value, i) => {
      if (!Number.isNaN(value)) worst.add(found[i], value);
    });
  }
  return errorRow(item, goal, worst, golden.version, golden.command);
}

function lives(name: string): LifeRow[] {
  const flat = reference(`life.data.${name}`);
  return Array.from({ length: flat.length / 2 }, (_, i) => ({
    time: flat[2 * i] ?? Number.NaN,
    failed: flat[2 * i + 1] === 1,
    count: 1,
  }));
}

const lifeSets = ['shock', 'lung', 'ovarian', 'rivers'] as const;
const families = ['weibull', 'lognormal', 'loglogistic', 'exponential'] as const;

/** Tests, regression, analysis of variance, power and life data against R. */
export function methodRows(): AccuracyRow[] {
  const t = example(twoSampleTMethod);
  const table = example(contingencyMethod);
  const fit = example(multipleRegressionMethod);
  const anova = example(generalAnovaMethod);
  const aim = {
    test: 'two-sample-t',
    alpha: 0.05,
    alternative: 'two-sided',
    difference: 1,
    sd: 1,
    groups: 4,
    proportion: 0.1,
    target: 0.15,
  } as const;
  const parameters = new Worst();
  const likelihoods = new Worst();
  for (const name of lifeSets) {
    for (const family of families) {
      const life = fitLife(lives(name), family);
      const [location = Number.NaN, scale = Number.NaN, logLikelihood = Number.NaN] = reference(
        `life.${name}.${family}`,
      );
      parameters.add(life.location, location);
      parameters.add(life.scale, scale);
      likelihoods.add(life.logLikelihood, logLikelihood);
    }
  }
  return [
    compare('two-sample t: t, df, p, interval', 1e-10, [[[t.t, t.df, t.p, t.ci.lower, t.ci.upper], 'two-sample-t']]),
    compare('χ² of a table: χ², df, p, G', 1e-10, [[[table.chiSquared, table.df, table.p, table.g], 'table']]),
    compare(
      'Shapiro-Wilk: W and p, 3 to 272 values',
      1e-9,
      ['morley', 'three', 'five', 'eleven', 'precip', 'rivers', 'faithful', 'islands'].map((name) => {
        const { statistic, pValue } = shapiroWilk(reference(`normality.data.${name}`));
        return [[statistic, pValue, ...reference(`normality.${name}`).slice(2)], `normality.${name}`] as const;
      }),
    ),
    compare('power of the two-sample t test', 1e-10, [
      [[5, 12, 23, 40].map((n) => powerOf(n, aim)), 'power.two-sample'],
    ]),
    compare('regression: coefficients, errors, leverage, residuals, Cook', 1e-10, [
      [fit.coefficients.flatMap((c) => [c.estimate, c.se, c.t, c.p]), 'stackloss.coefficients'],
      [fit.observations.map((o) => o.leverage), 'stackloss.hat'],
      [fit.observations.map((o) => o.deleted), 'stackloss.rstudent'],
      [fit.observations.map((o) => o.cook), 'stackloss.cook'],
      [fit.coefficients.slice(1).map((c) => c.vif), 'stackloss.vif'],
    ]),
    compare('analysis of variance, several factors', 1e-10, [
      [anova.rows.map((r) => r.ssAdjusted), 'battery.adjusted'],
      [anova.rows.map((r) => r.p), 'battery.p'],
    ]),
    errorRow(
      'life data with censoring: μ, σ (four families, four sets)',
      1e-8,
      parameters,
      golden.version,
      golden.command,
    ),
    errorRow('life data with censoring: log-likelihood', 1e-10, likelihoods, golden.version, golden.command),
    compare(
      'Kaplan-Meier: survival and standard error',
      1e-10,
      (['shock', 'lung', 'ovarian'] as const).map(
        (name) =>
          [
            kaplanMeier(lives(name), 0.95).flatMap((s) => [s.time, s.atRisk, s.failures, s.survival, s.se]),
            `life.${name}.km`,
          ] as const,
      ),
    ),
  ];
}
