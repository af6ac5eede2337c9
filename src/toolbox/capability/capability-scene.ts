import { normalDensity } from '../distributions/normal.ts';
import type { Mark, Scene } from '../scene/scene.ts';
import type { CapabilityValues, Histogram } from './capability-method.ts';

/** The histogram against its specification limits, with the curves that the indices suppose. */
export function capabilityScenes(values: CapabilityValues, language: 'zh' | 'en'): readonly Scene[] {
  const curve = (sigma: number) => (x: number) => normalDensity((x - values.mean) / sigma) / sigma;
  return [
    histogramScene({
      histogram: values.histogram,
      count: values.n,
      lsl: values.lsl,
      usl: values.usl,
      target: values.target,
      curves: [
        { density: curve(values.sigmaWithin), tone: 'fit', label: { zh: '组内', en: 'within' } },
        { density: curve(values.sigmaOverall), tone: 'second', label: { zh: '总体', en: 'overall' } },
      ],
      language,
      reach: [values.mean - 4 * values.sigmaOverall, values.mean + 4 * values.sigmaOverall],
    }),
  ];
}

export interface HistogramScene {
  readonly language: 'zh' | 'en';
  readonly histogram: Histogram;
  readonly count: number;
  readonly lsl: number | null;
  readonly usl: number | null;
  readonly target: number | null;
  readonly curves: readonly {
    readonly density: (x: number) => number;
    readonly tone: 'fit' | 'second';
    readonly label: { readonly zh: string; readonly en: string };
  }[];
  readonly reach: readonly [number, number];
}

export function histogramScene({ language, histogram, count, lsl, usl, target, curves, reach }: HistogramScene): Scene {
  const { start, width, counts } = histogram;
  const x = counts.map((_, k) => start + (k + 0.5) * width);
  const marks: Mark[] = [{ kind: 'bars', tone: 'data', x, y: counts, width }];
  const end = start + counts.length * width;
  const from = Math.min(start, reach[0], lsl ?? start);
  const to = Math.max(end, reach[1], usl ?? end);
  const grid = Array.from({ length: 241 }, (_, k) => from + ((to - from) * k) / 240);
  for (const { density, tone, label } of curves) {
    const y = grid.map((point) => density(point) * count * width);
    marks.push({ kind: 'line', tone, x: grid, y });
    const top = y.reduce((best, value, k) => (value > (y[best] ?? 0) || Number.isNaN(y[best]) ? k : best), 0);
    const wanted = Math.min(240, top + (tone === 'fit' ? 22 : 34));
    // Beyond the range of a fitted curve it has no height: its name stands at its top then.
    const place = Number.isFinite(y[wanted]) ? wanted : top;
    if (!Number.isFinite(y[place])) continue;
    marks.push({
      kind: 'text',
      tone,
      x: grid[place]!,
      y: y[place]!,
      text: label[language],
      anchor: 'start',
    });
  }
  if (lsl !== null)
    marks.push({ kind: 'vertical', tone: 'specification', x: lsl, label: { zh: `LSL ${lsl}`, en: `LSL ${lsl}` } });
  if (usl !== null)
    marks.push({ kind: 'vertical', tone: 'specification', x: usl, label: { zh: `USL ${usl}`, en: `USL ${usl}` } });
  if (target !== null)
    marks.push({ kind: 'vertical', tone: 'muted', x: target, label: { zh: `目标 ${target}`, en: `Target ${target}` } });
  return {
    title: { zh: '过程能力', en: 'Process capability' },
    x: {
      title: { zh: '测量值', en: 'Measurement' },
      scale: 'linear',
      domain: [from - (to - from) * 0.03, to + (to - from) * 0.03],
    },
    y: { title: { zh: '频数', en: 'Count' }, scale: 'linear', whole: true },
    marks,
    table: {
      head: [
        { zh: '自', en: 'From' },
        { zh: '至', en: 'To' },
        { zh: '频数', en: 'Count' },
      ],
      rows: counts.map((n, k) => [start + k * width, start + (k + 1) * width, n]),
    },
  };
}
