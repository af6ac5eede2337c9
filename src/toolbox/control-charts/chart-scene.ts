import type { Text } from '../method/text.ts';
import type { Mark, Scene } from '../scene/scene.ts';
import type { ChartValues, PanelValues } from './chart-result.ts';
import { panelTitles } from './panel-titles.ts';

const subgroup = { zh: '子组', en: 'Subgroup' };
const sample = { zh: '样本', en: 'Sample' };

/** What a point of the chart stands for, where it is more than one value. */
const pointWords: Readonly<Record<string, Text>> = {
  'xbar-r': subgroup,
  'xbar-s': subgroup,
  'i-mr-rs': subgroup,
  p: sample,
  np: sample,
  c: sample,
  u: sample,
  'laney-p': sample,
  'laney-u': sample,
};

/** One scene for each panel, and one for the two sides of a CUSUM. */
export function chartScenes(values: ChartValues): readonly Scene[] {
  const panels = values.panels.map((panel) => panelScene(values, [panel]));
  const [upper, lower] = values.panels;
  if (values.chart === 'cusum' && upper && lower) return [panelScene(values, [upper, lower])];
  return panels;
}

function panelScene(values: ChartValues, panels: readonly PanelValues[]): Scene {
  const names = panels.map((panel) => panel.name);
  const title = panelTitles[names[0] ?? '']?.chart ?? { zh: names[0] ?? '', en: names[0] ?? '' };
  const axis = panelTitles[names[0] ?? '']?.axis ?? title;
  const x = Float64Array.from({ length: values.points }, (_, i) => i + 1);
  const marks: Mark[] = [];
  for (const panel of panels) marks.push(...limitMarks(values, panel, x));
  for (const [k, panel] of panels.entries()) {
    const tone = k === 0 ? 'data' : 'second';
    const y = numbers(panel.values);
    // No line from stage to stage: nothing was measured between them.
    for (const { from, to } of values.stages)
      marks.push({ kind: 'line', tone, x: x.subarray(from - 1, to), y: y.subarray(from - 1, to) });
    if (values.points <= 400) marks.push({ kind: 'points', tone, x, y });
  }
  for (const panel of panels) marks.push(...signalMarks(values, panel));
  for (const stage of values.stages) {
    if (stage.name !== '')
      marks.push({ kind: 'vertical', tone: 'muted', x: stage.from - 0.5, label: { zh: stage.name, en: stage.name } });
  }
  const excluded = values.excluded.map((e) => e.point);
  if (excluded.length > 0) {
    marks.push({
      kind: 'points',
      tone: 'muted',
      x: excluded,
      y: excluded.map((point) => panels[0]?.values[point - 1] ?? Number.NaN),
    });
  }
  if (values.specification && panels[0]?.name === values.panels[0]?.name) {
    const { lsl, usl } = values.specification;
    if (lsl !== null)
      marks.push({ kind: 'horizontal', tone: 'specification', y: lsl, label: { zh: '规格下限 LSL', en: 'LSL' } });
    if (usl !== null)
      marks.push({ kind: 'horizontal', tone: 'specification', y: usl, label: { zh: '规格上限 USL', en: 'USL' } });
  }
  return {
    title,
    x: {
      title: pointWords[values.chart] ?? { zh: '点', en: 'Point' },
      scale: 'linear',
      domain: [0.5, values.points + 0.5],
      ...(values.labels.length > 0 ? { pointLabels: values.labels } : {}),
    },
    y: { title: axis, scale: 'linear' },
    marks,
    table: tableOf(values, panels),
  };
}

const numbers = (list: readonly (number | null)[]): Float64Array =>
  Float64Array.from(list, (value) => value ?? Number.NaN);

/** Constant limits as straight lines over their stage with their value; changing ones as steps. */
function limitMarks(values: ChartValues, panel: PanelValues, x: Float64Array): Mark[] {
  const marks: Mark[] = [];
  const digits = significantDigits(panel);
  values.stages.forEach((stage, s) => {
    const limits = stage.limits[panel.name];
    if (!limits) return;
    const last = s === values.stages.length - 1;
    for (const line of ['ucl', 'cl', 'lcl'] as const) {
      const value = limits[line];
      if (value === null) continue;
      const tone = line === 'cl' ? 'centre' : 'limit';
      const name = lineName(values.chart, line);
      const words = name === '' ? '' : `${name} ${format(value, digits)}`;
      const label = last && words !== '' ? { zh: words, en: words } : undefined;
      if (limits.constant)
        marks.push({
          kind: 'horizontal',
          tone,
          y: value,
          from: stage.from - 0.5,
          to: stage.to + 0.5,
          ...(label ? { label } : {}),
        });
      else {
        const from = stage.from - 1;
        const steps = panel[line].slice(from, stage.to);
        marks.push({
          kind: 'line',
          tone,
          x: x.slice(from, stage.to),
          y: numbers(steps),
          step: true,
          ...(label ? { label } : {}),
        });
      }
    }
  });
  return marks;
}

function lineName(chart: string, line: 'ucl' | 'cl' | 'lcl'): string {
  if (chart === 'cusum' && line === 'cl') return '';
  return line.toUpperCase();
}

/** Digits after the point, so that the distance between the limits has four figures. */
function significantDigits(panel: PanelValues): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const list of [panel.ucl, panel.lcl, panel.cl]) {
    for (const value of list) {
      if (value === null) continue;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  const width = most - least;
  if (!(width > 0)) return 4;
  return Math.max(0, Math.min(10, 3 - Math.floor(Math.log10(width))));
}

function format(value: number, digits: number): string {
  return (Number.isInteger(value) ? String(value) : value.toFixed(digits)).replace('-', '−');
}

/** Points that signal, drawn last and never thinned out; the number beside each is its rule. */
function signalMarks(values: ChartValues, panel: PanelValues): Mark[] {
  const at = new Map<number, string[]>();
  for (const signal of values.signals) {
    if (signal.panel !== panel.name) continue;
    const rules = at.get(signal.point) ?? [];
    rules.push(signal.rule.replace(/^.*-/, '').replace('limit', '1'));
    at.set(signal.point, rules);
  }
  if (at.size === 0) return [];
  const points = [...at.keys()];
  return [
    {
      kind: 'points',
      tone: 'alarm',
      x: points,
      y: points.map((point) => panel.values[point - 1] ?? Number.NaN),
      ...(points.length <= 200 ? { labels: points.map((point) => (at.get(point) ?? []).join(',')) } : {}),
    },
  ];
}

/** Rows of the table behind the chart; beyond this many only the points that signal, which the heading says. */
const tableRows = 2000;

function tableOf(values: ChartValues, panels: readonly PanelValues[]): Scene['table'] {
  const signals = new Map<number, string[]>();
  for (const signal of values.signals) {
    if (!panels.some((panel) => panel.name === signal.panel)) continue;
    signals.set(signal.point, [...(signals.get(signal.point) ?? []), signal.rule]);
  }
  const all = values.points <= tableRows;
  const points = all ? Array.from({ length: values.points }, (_, i) => i + 1) : [...signals.keys()].slice(0, tableRows);
  const show = (value: number | null | undefined): number | string => value ?? '';
  return {
    head: [
      all ? { zh: '点', en: 'Point' } : { zh: '失控点', en: 'Signalling point' },
      ...panels.flatMap(() => [
        { zh: '值', en: 'Value' },
        { zh: 'LCL', en: 'LCL' },
        { zh: 'CL', en: 'CL' },
        { zh: 'UCL', en: 'UCL' },
      ]),
      { zh: '判异', en: 'Tests' },
    ],
    rows: points.map((point) => [
      values.labels[point - 1] ?? String(point),
      ...panels.flatMap((panel) => [
        show(panel.values[point - 1]),
        show(panel.lcl[point - 1]),
        show(panel.cl[point - 1]),
        show(panel.ucl[point - 1]),
      ]),
      (signals.get(point) ?? []).join(', '),
    ]),
  };
}
