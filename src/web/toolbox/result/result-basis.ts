import { createContext } from 'react';
import type { Text } from '#toolbox/method/text.ts';
import { fieldName } from '#toolbox/words/field-names.ts';
import { isRecord } from '#toolbox/words/value-shapes.ts';
import { asChartValues } from './control-chart-values.ts';
import { numeral } from './numerals.ts';

/** What every figure of a result rests on: the method with its sources, and how many data went into it. */
export interface ResultBasis {
  readonly method: string;
  readonly sources: readonly string[];
  readonly counts: readonly { readonly name: Text; readonly shown: string }[];
  /** On paper nothing is tapped, and a button in the heading of a table is left out on its second page. */
  readonly printed: boolean;
}

export const Basis = createContext<ResultBasis>({ method: '', sources: [], counts: [], printed: false });

/** Fields that say how many data a result was computed from, in the order in which they are said. */
const countFields = [
  ...['n', 'subgroups', 'samples', 'inspected', 'units', 'parts', 'operators', 'appraisers', 'trials', 'replicates'],
] as const;

export function countsOf(values: unknown, method: string): ResultBasis['counts'] {
  const chart = asChartValues(values);
  if (chart) {
    const counted = chart.stages.at(-1)?.counted ?? chart.points;
    const sizes = Array.from(chart.sizes);
    const [least, most] = [Math.min(...sizes.slice(0, 1000)), Math.max(...sizes.slice(0, 1000))];
    return [
      { name: { zh: '参与计算的点', en: 'points that count' }, shown: `${counted} / ${chart.points}` },
      ...(most > 1
        ? [{ name: { zh: '每点 n', en: 'n of a point' }, shown: least === most ? `${most}` : `${least}–${most}` }]
        : []),
    ];
  }
  if (!isRecord(values)) return [];
  return countFields.flatMap((field) => {
    const value = values[field];
    return typeof value === 'number' ? [{ name: fieldName(field, method), shown: numeral(value) }] : [];
  });
}
