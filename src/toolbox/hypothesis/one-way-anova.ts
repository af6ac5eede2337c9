import {
  type DoubleDouble,
  ddAdd,
  ddDivide,
  ddMultiply,
  ddSubtract,
  ddValue,
  doubleDouble,
} from '../arithmetic/double-double.ts';
import { moments } from '../arithmetic/sums.ts';
import type { Group } from '../descriptive/present-values.ts';
import { fisherFUpper } from '../distributions/fisher-f.ts';
import { studentizedRangeQuantileUpper, studentizedRangeUpper } from '../distributions/studentized-range.ts';

/** The table of a one-way analysis of variance. */
export interface OneWayTable {
  readonly ssBetween: number;
  readonly ssWithin: number;
  readonly ssTotal: number;
  readonly dfBetween: number;
  readonly dfWithin: number;
  readonly msBetween: number;
  readonly msWithin: number;
  readonly f: number;
  readonly p: number;
  /** Residual standard deviation, √msWithin. */
  readonly sd: number;
  readonly rSquared: number;
}

/** Sums of squares in double-double of the decimals written down: NIST SmLs07 to SmLs09 keep all their digits. */
export function oneWayTable(groups: readonly Group[]): OneWayTable {
  const grand = moments(groups.flatMap((g) => g.values));
  let between: DoubleDouble = doubleDouble(0);
  let within: DoubleDouble = doubleDouble(0);
  for (const { values } of groups) {
    const m = moments(values);
    const d = ddSubtract(m.mean, grand.mean);
    between = ddAdd(between, ddMultiply(doubleDouble(m.count), ddMultiply(d, d)));
    within = ddAdd(within, m.squares);
  }
  const dfBetween = groups.length - 1;
  const dfWithin = grand.count - groups.length;
  const msBetween = ddDivide(between, doubleDouble(dfBetween));
  const msWithin = ddDivide(within, doubleDouble(dfWithin));
  const f = ddValue(ddDivide(msBetween, msWithin));
  return {
    ssBetween: ddValue(between),
    ssWithin: ddValue(within),
    ssTotal: ddValue(grand.squares),
    dfBetween,
    dfWithin,
    msBetween: ddValue(msBetween),
    msWithin: ddValue(msWithin),
    f,
    p: fisherFUpper(f, dfBetween, dfWithin),
    sd: Math.sqrt(ddValue(msWithin)),
    rSquared: ddValue(ddDivide(between, grand.squares)),
  };
}

/** Welch's test of equal means without equal variances (Biometrika 38 (1951) 330-336). */
export function welchAnova(groups: readonly Group[]): {
  readonly f: number;
  readonly df1: number;
  readonly df2: number;
  readonly p: number;
} {
  const parts = groups.map((g) => {
    const m = moments(g.values);
    return { n: m.count, mean: ddValue(m.mean), weight: (m.count * (m.count - 1)) / ddValue(m.squares) };
  });
  const k = parts.length;
  const weight = parts.reduce((total, g) => total + g.weight, 0);
  const mean = parts.reduce((total, g) => total + g.weight * g.mean, 0) / weight;
  const spread = parts.reduce((total, g) => total + (1 - g.weight / weight) ** 2 / (g.n - 1), 0) / (k * k - 1);
  const f =
    parts.reduce((total, g) => total + g.weight * (g.mean - mean) ** 2, 0) / (k - 1) / (1 + 2 * (k - 2) * spread);
  const df2 = 1 / (3 * spread);
  return { f, df1: k - 1, df2, p: fisherFUpper(f, k - 1, df2) };
}

export interface PairComparison {
  readonly first: string;
  readonly second: string;
  /** First mean less second. */
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
  readonly p: number;
}

/** Tukey's comparison of all pairs, with Kramer's standard error for unequal sizes, as R's TukeyHSD (first less second). */
export function tukeyComparisons(groups: readonly Group[], table: OneWayTable, confidence: number): PairComparison[] {
  const k = groups.length;
  const parts = groups.map((g) => ({ name: g.name, n: g.values.length, mean: moments(g.values).mean }));
  const quantile = studentizedRangeQuantileUpper(1 - confidence, k, table.dfWithin);
  return parts.flatMap((a, i) =>
    parts.slice(i + 1).map((b) => {
      const difference = ddValue(ddSubtract(a.mean, b.mean));
      const se = Math.sqrt((table.msWithin / 2) * (1 / a.n + 1 / b.n));
      const p = studentizedRangeUpper(Math.abs(difference) / se, k, table.dfWithin);
      return {
        first: a.name,
        second: b.name,
        difference,
        lower: difference - quantile * se,
        upper: difference + quantile * se,
        p,
      };
    }),
  );
}
