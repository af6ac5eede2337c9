import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decimals } from '../../src/toolbox/arithmetic/sums.ts';
import { summarise } from '../../src/toolbox/descriptive/summary.ts';
import { oneWayTable } from '../../src/toolbox/hypothesis/one-way-anova.ts';
import { constantPredictor, fitLinear } from '../../src/toolbox/regression/linear-fit.ts';
import { fitPolynomial } from '../../src/toolbox/regression/polynomial-fit.ts';
import lm from '../reference-values/nist-lm.json' with { type: 'json' };
import { type AccuracyRow, digits, digitsRow } from './row.ts';

export const sharedQuality = join(import.meta.dirname, '../../../shared/reference/quality');
const certified = 'NIST StRD, certified values';
const source = 'published by NIST; no program of ours';

export function readShared<T>(name: string): T | undefined {
  const path = join(sharedQuality, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}

interface Sets<T> {
  readonly datasets: readonly T[];
}
interface Univariate {
  readonly id: string;
  readonly data: readonly number[];
  readonly certified: { readonly mean: string; readonly sd_n_minus_1: string; readonly lag1_autocorrelation: string };
}
interface Anova {
  readonly id: string;
  readonly difficulty: string;
  readonly groups: readonly (readonly number[])[];
  readonly certified: { readonly F: string };
}
interface Regression {
  readonly id: string;
  readonly model: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly number[])[];
  readonly certified: { readonly coefficients: readonly { readonly estimate: string }[] };
}

const univariateGoals: Readonly<Record<string, number>> = { NumAcc3: 9, NumAcc4: 8 };
const anovaGoals: Readonly<Record<string, number>> = { lower: 13, average: 9, higher: 3 };
const regressionGoals: Readonly<Record<string, number>> = { Longley: 12.5, Norris: 12.5, Filip: 7 };

function coefficientsOf({ model, columns, rows }: Regression): (number | null)[] {
  const y = rows.map((row) => row[0] ?? Number.NaN);
  const x = columns.slice(1).map((_, j) => rows.map((row) => row[j + 1] ?? Number.NaN));
  if (model.includes('x1..x6')) {
    const predictors = [
      constantPredictor(y.length),
      ...x.map((values, j) => ({ name: `x${j + 1}`, values: decimals(values) })),
    ];
    return fitLinear({ predictors, response: decimals(y), constant: true, confidence: 0.95 }).coefficients.map(
      (c) => c.estimate,
    );
  }
  const degree = model.includes('poly10') ? 10 : model.includes('poly5') ? 5 : model.includes('x^2') ? 2 : 1;
  return fitPolynomial({ x: x[0] ?? [], y }, degree, !model.includes('no intercept'), 0.95).coefficients.map(
    (c) => c.estimate,
  );
}

/** Digits on the NIST reference data; empty where they are not beside the project. */
export function nistRows(): AccuracyRow[] {
  const univariate = readShared<Sets<Univariate>>('nist_strd_univariate.json')?.datasets ?? [];
  const anova = readShared<Sets<Anova>>('nist_strd_anova.json')?.datasets ?? [];
  const regression = readShared<Sets<Regression>>('nist_strd_linreg.json')?.datasets ?? [];
  return [
    ...univariate.map(({ id, data, certified: c }) => {
      const s = summarise(data);
      const worst = Math.min(
        digits(s.mean, Number(c.mean)),
        digits(s.sd, Number(c.sd_n_minus_1)),
        digits(s.autocorrelation, Number(c.lag1_autocorrelation)),
      );
      return digitsRow(
        `univariate ${id}: mean, sd, lag-1 autocorrelation`,
        univariateGoals[id] ?? 13,
        worst,
        certified,
        source,
      );
    }),
    ...anova.map(({ id, difficulty, groups, certified: c }) => {
      const { f } = oneWayTable(groups.map((values, i) => ({ name: `${i}`, values })));
      return digitsRow(
        `ANOVA ${id} (${difficulty}): F`,
        anovaGoals[difficulty] ?? 3,
        digits(f, Number(c.F)),
        certified,
        source,
      );
    }),
    ...regression.map((set) => {
      const estimates = coefficientsOf(set);
      const worst = Math.min(
        ...set.certified.coefficients.map((c, i) => digits(estimates[i] ?? Number.NaN, Number(c.estimate))),
      );
      const theirs = new Map(Object.entries(lm.digits)).get(set.id) ?? 0;
      const goal = regressionGoals[set.id] ?? Math.max(0, Number((theirs - 0.5).toFixed(1)));
      return digitsRow(
        `regression ${set.id}: worst coefficient (R lm: ${theirs.toFixed(1)})`,
        goal,
        worst,
        `${certified}; ${lm.version}`,
        lm.command,
      );
    }),
  ];
}
