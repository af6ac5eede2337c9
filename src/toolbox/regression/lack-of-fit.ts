import { ddValue } from '../arithmetic/double-double.ts';
import { moments } from '../arithmetic/sums.ts';
import { fisherFUpper } from '../distributions/fisher-f.ts';
import type { LinearFit } from './linear-fit.ts';

/** Lack of fit against the pure error of repeated settings (Draper and Smith, Applied Regression Analysis, 2.1). */
export interface LackOfFit {
  readonly ss: number;
  readonly df: number;
  readonly ssPure: number;
  readonly dfPure: number;
  readonly f: number;
  readonly p: number;
}

/** Null where no setting was repeated, the repeats do not vary, or the model takes all degrees of freedom. */
export function lackOfFit(settings: readonly string[], y: readonly number[], fit: LinearFit): LackOfFit | null {
  const groups = new Map<string, number[]>();
  settings.forEach((setting, i) => {
    const group = groups.get(setting);
    if (group) group.push(y[i]!);
    else groups.set(setting, [y[i]!]);
  });
  const dfPure = y.length - groups.size;
  const df = fit.table.dfResidual - dfPure;
  let ssPure = 0;
  for (const group of groups.values()) if (group.length > 1) ssPure += ddValue(moments(group).squares);
  if (dfPure < 1 || df < 1 || ssPure <= 0) return null;
  const ss = Math.max(0, fit.table.ssResidual - ssPure);
  const f = ss / df / (ssPure / dfPure);
  return { ss, df, ssPure, dfPure, f, p: fisherFUpper(f, df, dfPure) };
}
