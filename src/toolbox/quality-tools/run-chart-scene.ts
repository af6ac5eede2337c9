import { text } from '../outcome/answer.ts';
import type { Mark, Scene } from '../scene/scene.ts';
import type { RunChartValues } from './run-chart-method.ts';

/** Values in order of time about their median; a run longer than chance makes is marked. */
export function runChartScene({ series, median, longestRun, findings, n }: RunChartValues): Scene {
  const x = series.map((_, i) => i + 1);
  const y = series.map(({ value }) => value);
  const long = findings.includes('long-run')
    ? series.flatMap(({ point, value }, i) =>
        point >= longestRun.from && point <= longestRun.to && value !== median ? [{ x: i + 1, y: value }] : [],
      )
    : [];
  const marks: Mark[] = [
    { kind: 'horizontal', tone: 'centre', y: median, label: text('中位数', 'median') },
    { kind: 'line', tone: 'data', x, y },
    { kind: 'points', tone: 'data', x, y },
  ];
  if (long.length > 0)
    marks.push({ kind: 'points', tone: 'alarm', x: long.map((at) => at.x), y: long.map((at) => at.y) });
  return {
    title: text('链图', 'Run chart'),
    x: {
      title: text('点（按时间先后）', 'point, in order of time'),
      scale: 'linear',
      whole: true,
      domain: [0.5, n + 0.5],
      pointLabels: series.map(({ label }) => label),
    },
    y: { title: text('数值', 'value'), scale: 'linear' },
    marks,
    table: {
      head: [text('点', 'point'), text('数值', 'value'), text('相对中位数', 'side of the median')],
      rows: series.map(({ label, value }) => [label, value, value > median ? '+' : value < median ? '−' : '0']),
    },
  };
}
