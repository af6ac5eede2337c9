import { fisherFUpper } from '../distributions/fisher-f.ts';
import type { Study } from './study-data.ts';
import type { MeanSquareTerm } from './variance-interval.ts';

export interface AnovaRow {
  readonly source: 'part' | 'operator' | 'part*operator' | 'part(operator)' | 'repeatability' | 'total';
  readonly df: number;
  readonly ss: number;
  readonly ms: number | null;
  readonly f: number | null;
  readonly p: number | null;
}

/** A variance component as a combination of mean squares, so that its interval can be found. */
export interface Component {
  readonly variance: number;
  /** Before a negative estimate was set to 0. */
  readonly estimate: number;
  readonly terms: readonly MeanSquareTerm[];
}

export interface GaugeVariances {
  readonly anova: readonly AnovaRow[];
  readonly pooled: boolean;
  readonly repeatability: Component;
  readonly operator: Component;
  /** Undefined where the interaction is pooled or the study is nested or has one operator. */
  readonly interaction?: Component;
  readonly part: Component;
  readonly reproducibility: Component;
  readonly grr: Component;
  readonly total: Component;
}

export function component(terms: readonly MeanSquareTerm[]): Component {
  const estimate = terms.reduce((sum, term) => sum + term.coefficient * term.ms, 0);
  return { variance: Math.max(0, estimate), estimate, terms };
}

/** A sum of components, of which negative ones count as 0; its terms are those of the untruncated sum. */
export function sumOf(...components: readonly Component[]): Component {
  const terms: MeanSquareTerm[] = [];
  for (const term of components.flatMap((one) => one.terms)) {
    const at = terms.findIndex((other) => other.ms === term.ms && other.df === term.df);
    const known = terms[at];
    if (known) terms[at] = { ...known, coefficient: known.coefficient + term.coefficient };
    else terms.push(term);
  }
  const exact = terms.map((term) => (Math.abs(term.coefficient) < 1e-15 ? { ...term, coefficient: 0 } : term));
  return {
    variance: components.reduce((sum, one) => sum + one.variance, 0),
    estimate: components.reduce((sum, one) => sum + one.estimate, 0),
    terms: exact,
  };
}

export interface Squares {
  readonly part: number;
  readonly operator: number;
  readonly interaction: number;
  readonly error: number;
  readonly total: number;
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Sums of squares of a balanced crossed study, each from deviations (two passes), so that a large common offset is harmless. */
export function crossedSquares(study: Study): Squares {
  const [p, o, r] = [study.parts.length, study.operators.length, study.replicates];
  const all = study.values.flat(2);
  const grand = mean(all);
  const cell = study.values.map((row) => row.map((values) => mean(values.map((x) => x - grand))));
  const partMean = cell.map((row) => mean(row));
  const operatorMean = Array.from({ length: o }, (_, j) => mean(cell.map((row) => row[j] ?? 0)));
  let error = 0;
  let total = 0;
  let interaction = 0;
  study.values.forEach((row, i) => {
    row.forEach((values, j) => {
      const centre = cell[i]?.[j] ?? 0;
      interaction += (centre - (partMean[i] ?? 0) - (operatorMean[j] ?? 0)) ** 2;
      for (const x of values) {
        error += (x - grand - centre) ** 2;
        total += (x - grand) ** 2;
      }
    });
  });
  const squares = (values: readonly number[]) => values.reduce((sum, x) => sum + x * x, 0);
  return {
    part: o * r * squares(partMean),
    operator: p * r * squares(operatorMean),
    interaction: r * interaction,
    error,
    total,
  };
}

function row(
  source: AnovaRow['source'],
  df: number,
  ss: number,
  denominator?: { readonly ms: number; readonly df: number },
): AnovaRow & { readonly ms: number } {
  const ms = ss / df;
  if (!denominator || !(denominator.ms > 0)) return { source, df, ss, ms, f: null, p: null };
  const f = ms / denominator.ms;
  return { source, df, ss, ms, f, p: fisherFUpper(f, df, denominator.df) };
}

/**
 * Analysis of variance of a crossed study, part and operator random. The interaction is pooled with repeatability when its
 * p exceeds `poolingAlpha` (AIAG MSA 4th edition: 0.25; Minitab 0.05; 0 always pools, 1 never).
 */
export function crossedVariances(study: Study, poolingAlpha: number): GaugeVariances {
  const [p, o, r] = [study.parts.length, study.operators.length, study.replicates];
  const ss = crossedSquares(study);
  const errorDf = p * o * (r - 1);
  const total: AnovaRow = { source: 'total', df: p * o * r - 1, ss: ss.total, ms: null, f: null, p: null };
  if (o === 1) return oneOperator(study, ss, total);
  const error = row('repeatability', errorDf, ss.error);
  const interaction = row('part*operator', (p - 1) * (o - 1), ss.interaction, error);
  if (interaction.p === null || interaction.p <= poolingAlpha) {
    const rows = [
      row('part', p - 1, ss.part, interaction),
      row('operator', o - 1, ss.operator, interaction),
      interaction,
      error,
    ] as const;
    const [mp, mo, mi, me] = rows.map(({ ms, df }) => ({ ms, df })) as [MS, MS, MS, MS];
    const repeatability = component([{ ...me, coefficient: 1 }]);
    const both = component([
      { ...mi, coefficient: 1 / r },
      { ...me, coefficient: -1 / r },
    ]);
    const operator = component([
      { ...mo, coefficient: 1 / (p * r) },
      { ...mi, coefficient: -1 / (p * r) },
    ]);
    const part = component([
      { ...mp, coefficient: 1 / (o * r) },
      { ...mi, coefficient: -1 / (o * r) },
    ]);
    return assemble([...rows, total], false, { repeatability, operator, interaction: both, part });
  }
  const pooled = row('repeatability', errorDf + interaction.df, ss.error + ss.interaction);
  const rows = [row('part', p - 1, ss.part, pooled), row('operator', o - 1, ss.operator, pooled), pooled] as const;
  const [mp, mo, me] = rows.map(({ ms, df }) => ({ ms, df })) as [MS, MS, MS];
  return assemble([rows[0], rows[1], interaction, pooled, total], true, {
    repeatability: component([{ ...me, coefficient: 1 }]),
    operator: component([
      { ...mo, coefficient: 1 / (p * r) },
      { ...me, coefficient: -1 / (p * r) },
    ]),
    part: component([
      { ...mp, coefficient: 1 / (o * r) },
      { ...me, coefficient: -1 / (o * r) },
    ]),
  });
}

interface MS {
  readonly ms: number;
  readonly df: number;
}

/** One operator, or an automatic gauge: parts against repeatability, no reproducibility. */
function oneOperator(study: Study, ss: Squares, total: AnovaRow): GaugeVariances {
  const r = study.replicates;
  const error = row('repeatability', study.parts.length * (r - 1), ss.error);
  const part = row('part', study.parts.length - 1, ss.part, error);
  return assemble([part, error, total], false, {
    repeatability: component([{ ms: error.ms, df: error.df, coefficient: 1 }]),
    operator: component([]),
    part: component([
      { ms: part.ms, df: part.df, coefficient: 1 / r },
      { ms: error.ms, df: error.df, coefficient: -1 / r },
    ]),
  });
}

/** Analysis of variance of a nested study (destructive tests): parts within operators, both random. */
export function nestedVariances(study: Study): GaugeVariances {
  const [p, o, r] = [study.parts.length, study.operators.length, study.replicates];
  const ss = crossedSquares(study);
  const error = row('repeatability', p * o * (r - 1), ss.error);
  // In the balanced layout, parts within operators take up what a crossed analysis calls parts and interaction.
  const part = row('part(operator)', o * (p - 1), ss.part + ss.interaction, error);
  const operator = row('operator', o - 1, ss.operator, part);
  return assemble(
    [operator, part, error, { source: 'total', df: p * o * r - 1, ss: ss.total, ms: null, f: null, p: null }],
    false,
    {
      repeatability: component([{ ms: error.ms, df: error.df, coefficient: 1 }]),
      operator: component([
        { ms: operator.ms, df: operator.df, coefficient: 1 / (p * r) },
        { ms: part.ms, df: part.df, coefficient: -1 / (p * r) },
      ]),
      part: component([
        { ms: part.ms, df: part.df, coefficient: 1 / r },
        { ms: error.ms, df: error.df, coefficient: -1 / r },
      ]),
    },
  );
}

interface Parts {
  readonly repeatability: Component;
  readonly operator: Component;
  readonly interaction?: Component;
  readonly part: Component;
}

function assemble(anova: readonly AnovaRow[], pooled: boolean, parts: Parts): GaugeVariances {
  const reproducibility = parts.interaction ? sumOf(parts.operator, parts.interaction) : parts.operator;
  const grr = sumOf(parts.repeatability, reproducibility);
  return { anova, pooled, ...parts, reproducibility, grr, total: sumOf(grr, parts.part) };
}
