import { chiSquaredQuantile } from '../distributions/chi-squared.ts';
import { fisherFQuantile } from '../distributions/fisher-f.ts';

/** One mean square of a linear combination that is a variance, such as (MS_P − MS_PO)/(o r). */
export interface MeanSquareTerm {
  readonly coefficient: number;
  readonly ms: number;
  readonly df: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Two-sided interval for a variance that is a linear combination of independent mean squares, by the modified large sample
 * method. One term: the exact chi-squared interval. Sums: Graybill and Wang (1980). With subtracted terms: Ting, Burdick,
 * Graybill, Jeyaratnam and Lu (1990). Negative bounds become 0: a variance is not negative.
 * Source: Burdick, Borror and Montgomery, Journal of Quality Technology 35 (2003) 342-354.
 */
export function varianceInterval(terms: readonly MeanSquareTerm[], confidence: number): Interval {
  const used = terms.filter((term) => term.coefficient !== 0);
  const tail = (1 - confidence) / 2;
  const estimate = used.reduce((sum, term) => sum + term.coefficient * term.ms, 0);
  const parts = used.map((term) => ({
    size: Math.abs(term.coefficient) * term.ms,
    positive: term.coefficient > 0,
    df: term.df,
    g: 1 - term.df / chiSquaredQuantile(1 - tail, term.df),
    h: term.df / chiSquaredQuantile(tail, term.df) - 1,
  }));
  const lower = spread(parts, tail, 'low');
  const upper = spread(parts, tail, 'high');
  return {
    low: Math.max(0, estimate - Math.sqrt(Math.max(0, lower))),
    high: Math.max(0, estimate + Math.sqrt(Math.max(0, upper))),
  };
}

interface Part {
  readonly size: number;
  readonly positive: boolean;
  readonly df: number;
  readonly g: number;
  readonly h: number;
}

function spread(parts: readonly Part[], tail: number, side: 'low' | 'high'): number {
  const plus = parts.filter((part) => part.positive);
  const minus = parts.filter((part) => !part.positive);
  // The lower bound fears large positive and small negative mean squares, the upper the contrary.
  const own = (part: Part) => (part.positive === (side === 'low') ? part.g : part.h);
  let sum = 0;
  for (const part of parts) sum += (own(part) * part.size) ** 2;
  for (const q of plus) for (const r of minus) sum += crossed(q, r, tail, side) * q.size * r.size;
  if (minus.length > 0) {
    const same = side === 'low' ? plus : minus;
    for (const [i, q] of same.entries())
      for (const t of same.slice(i + 1)) sum += paired(q, t, tail, same.length) * q.size * t.size;
  }
  return sum;
}

/** G_qr of the lower and H_qr of the upper bound. */
function crossed(q: Part, r: Part, tail: number, side: 'low' | 'high'): number {
  const f = fisherFQuantile(side === 'low' ? 1 - tail : tail, q.df, r.df);
  const own = side === 'low' ? q.g : q.h;
  const other = side === 'low' ? r.h : r.g;
  return ((f - 1) ** 2 - own ** 2 * f ** 2 - other ** 2) / f;
}

/** G*_qt and H*_ru: pairs of the same sign, only where terms of both signs occur. */
function paired(q: Part, t: Part, tail: number, count: number): number {
  const total = q.df + t.df;
  const g = 1 - total / chiSquaredQuantile(1 - tail, total);
  return ((g ** 2 * total ** 2) / (q.df * t.df) - (q.g ** 2 * q.df) / t.df - (t.g ** 2 * t.df) / q.df) / (count - 1);
}
