import { describe, expect, it } from 'vitest';
import { summarise } from '../descriptive/summary.ts';
import { oneWayTable } from '../hypothesis/one-way-anova.ts';
import { digits, sharedQuality } from '../reference-values.contract.ts';
import { constantPredictor, fitLinear } from '../regression/linear-fit.ts';
import { fitPolynomial } from '../regression/polynomial-fit.ts';
import { decimals } from './sums.ts';

interface Univariate {
  readonly id: string;
  readonly data: readonly number[];
  readonly certified: { readonly mean: string; readonly sd_n_minus_1: string; readonly lag1_autocorrelation: string };
}
interface Anova {
  readonly id: string;
  readonly groups: readonly (readonly number[])[];
  readonly certified: {
    readonly F: string;
    readonly ss_between: string;
    readonly ss_within: string;
    readonly residual_sd: string;
  };
}
interface Regression {
  readonly id: string;
  readonly model: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly number[])[];
  readonly certified: {
    readonly coefficients: readonly { readonly estimate: string; readonly se: string }[];
    readonly residual_sd: string;
    readonly r_squared: string;
  };
}

function sets<T>(name: string): readonly T[] | undefined {
  const file = sharedQuality(name);
  return file === undefined ? undefined : (file as { datasets: readonly T[] }).datasets;
}

const univariate = sets<Univariate>('nist_strd_univariate.json');
const anova = sets<Anova>('nist_strd_anova.json');
const regression = sets<Regression>('nist_strd_linreg.json');
const absent = 'the NIST reference data are not beside the project';

describe.skipIf(!univariate)(`NIST StRD univariate summaries${univariate ? '' : ` (skipped: ${absent})`}`, () => {
  it.each(
    (univariate ?? []).map((s) => [s.id, s] as const),
  )('%s: mean, deviation and lag-1 autocorrelation to 14 digits and more', (_, { data, certified }) => {
    const s = summarise(data);
    expect(digits(s.mean, Number(certified.mean))).toBeGreaterThanOrEqual(14);
    expect(digits(s.sd, Number(certified.sd_n_minus_1))).toBeGreaterThanOrEqual(14);
    expect(digits(s.autocorrelation, Number(certified.lag1_autocorrelation))).toBeGreaterThanOrEqual(14);
  });
});

describe.skipIf(!anova)(`NIST StRD one-way analysis of variance${anova ? '' : ` (skipped: ${absent})`}`, () => {
  it.each(
    (anova ?? []).map((s) => [s.id, s] as const),
  )('%s: F and sums of squares to 13 digits and more, of every difficulty', (_, { groups, certified }) => {
    const table = oneWayTable(groups.map((values, i) => ({ name: `${i}`, values })));
    expect(digits(table.f, Number(certified.F))).toBeGreaterThanOrEqual(13);
    expect(digits(table.ssBetween, Number(certified.ss_between))).toBeGreaterThanOrEqual(13);
    expect(digits(table.ssWithin, Number(certified.ss_within))).toBeGreaterThanOrEqual(13);
    expect(digits(table.sd, Number(certified.residual_sd))).toBeGreaterThanOrEqual(13);
  });
});

function fitOf({ model, columns, rows }: Regression) {
  const y = rows.map((row) => row[0]!);
  const x = columns.slice(1).map((_, j) => rows.map((row) => row[j + 1]!));
  if (model.includes('x1..x6')) {
    const predictors = x.map((values, j) => ({ name: `x${j + 1}`, values: decimals(values) }));
    return fitLinear({
      predictors: [constantPredictor(y.length), ...predictors],
      response: decimals(y),
      constant: true,
      confidence: 0.95,
    });
  }
  const degree = model.includes('poly10') ? 10 : model.includes('poly5') ? 5 : model.includes('x^2') ? 2 : 1;
  return fitPolynomial({ x: x[0]!, y }, degree, !model.includes('no intercept'), 0.95);
}

describe.skipIf(!regression)(`NIST StRD linear regression${regression ? '' : ` (skipped: ${absent})`}`, () => {
  it.each(
    (regression ?? []).map((s) => [s.id, s] as const),
  )('%s: every coefficient, its error and the residual deviation to 13.5 digits and more', (_, set) => {
    const { coefficients, table } = fitOf(set);
    set.certified.coefficients.forEach((certified, i) => {
      expect(digits(coefficients[i]!.estimate!, Number(certified.estimate))).toBeGreaterThanOrEqual(13.5);
      if (Number(certified.se) !== 0)
        expect(digits(coefficients[i]!.se!, Number(certified.se))).toBeGreaterThanOrEqual(13.5);
    });
    expect(digits(table.s!, Number(set.certified.residual_sd))).toBeGreaterThanOrEqual(13.5);
    expect(digits(table.rSquared, Number(set.certified.r_squared))).toBeGreaterThanOrEqual(13.5);
  });
});
