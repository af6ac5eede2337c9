import type { Explanation } from '../method/method.ts';
import type { ChartValues, PanelLimits } from './chart-result.ts';

/** A figure as people read it: seven significant digits, no trailing zeros. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined) return '-';
  return String(Number(value.toPrecision(7)));
}

interface LimitWords {
  readonly panel: string;
  readonly formula: Readonly<Record<'ucl' | 'cl' | 'lcl', string>>;
  readonly zh: string;
  readonly en: string;
  readonly source: string;
}

/** Explains the three lines of a panel with the figures put in. */
export function explainLimits(values: ChartValues, words: LimitWords): Explanation[] {
  const limits: PanelLimits | undefined = values.limits[words.panel];
  if (!limits) return [];
  const notice = limits.constant
    ? { zh: '', en: '' }
    : {
        zh: '（限随点变化，此为最后一点）',
        en: ' (the limits change from point to point; these are of the last)',
      };
  return (['ucl', 'cl', 'lcl'] as const).flatMap((line) => {
    const value = limits[line];
    if (value === null) return [];
    return [
      {
        field: `limits.${words.panel}.${line}`,
        formula: `${words.formula[line]} = ${figure(value)}`,
        text: { zh: `${words.zh}${notice.zh}`, en: `${words.en}${notice.en}` },
        source: words.source,
      },
    ];
  });
}

export function lastStage(values: ChartValues): ChartValues['stages'][number] | undefined {
  return values.stages.at(-1);
}

export function sizesInWords(values: ChartValues): string {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const n of values.sizes) {
    if (n === 0) continue;
    if (n < least) least = n;
    if (n > most) most = n;
  }
  return least === most ? String(least) : `${least}–${most}`;
}
