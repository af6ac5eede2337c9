import { text } from '../outcome/answer.ts';
import type { Mark, Scene, Tone } from '../scene/scene.ts';
import { type GaugeValues, sourceText } from './gauge-result.ts';
import { levelsOf } from './study-data.ts';

const tones: readonly Tone[] = ['data', 'second', 'fit', 'centre', 'muted'];

/** Components of variation, ranges and means by operator, and the part × operator picture. */
export function gaugeScenes(values: GaugeValues, language: 'zh' | 'en'): Scene[] {
  const scenes = [componentsScene(values, language)];
  if (values.cells.length > 0) scenes.push(cellScene(values, 'range'), cellScene(values, 'mean'));
  return scenes;
}

function componentsScene(values: GaugeValues, language: 'zh' | 'en'): Scene {
  const rows = values.components.filter((row) =>
    ['grr', 'repeatability', 'reproducibility', 'part'].includes(row.source),
  );
  const x = rows.map((_, i) => i);
  return {
    title: text('变差分量', 'Components of variation'),
    x: {
      title: text('来源', 'source'),
      scale: 'category',
      categories: rows.map((row) => sourceText(row.source)[language]),
    },
    y: {
      title: text('贡献率（左）、研究变异（右）%', '% contribution (left), % study variation (right)'),
      scale: 'linear',
      domain: [0, 100],
    },
    marks: [
      { kind: 'bars', tone: 'data', x: x.map((i) => i - 0.2), y: rows.map((row) => row.contribution), width: 0.35 },
      { kind: 'bars', tone: 'second', x: x.map((i) => i + 0.2), y: rows.map((row) => row.studyPercent), width: 0.35 },
    ],
    table: {
      head: [
        text('来源', 'source'),
        text('方差', 'variance'),
        text('贡献率 %', '% contribution'),
        text('标准差', 'SD'),
        text('研究变异 %', '% study variation'),
        text('公差 %', '% tolerance'),
      ],
      rows: values.components.map((row) => [
        sourceText(row.source)[language],
        row.variance,
        row.contribution,
        row.sd,
        row.studyPercent,
        row.tolerancePercent ?? '',
      ]),
    },
  };
}

function cellScene(values: GaugeValues, figure: 'range' | 'mean'): Scene {
  const operators = levelsOf(values.cells.map((cell) => cell.operator));
  const parts = levelsOf(values.cells.map((cell) => cell.part));
  const marks: Mark[] = operators.flatMap((operator, i): Mark[] => {
    const cells = values.cells.filter((cell) => cell.operator === operator);
    const x = cells.map((cell) => parts.indexOf(cell.part));
    const y = cells.map((cell) => cell[figure]);
    const tone = tones[i % tones.length] ?? 'data';
    return [
      { kind: 'line', tone, x, y, label: text(operator, operator) },
      { kind: 'points', tone, x, y },
    ];
  });
  const average = values.cells.reduce((sum, cell) => sum + cell[figure], 0) / values.cells.length;
  return {
    title:
      figure === 'range'
        ? text('极差图（按评价人）', 'Ranges by operator')
        : text('零件×评价人均值图', 'Means of part × operator'),
    x: { title: text('零件', 'part'), scale: 'category', categories: parts },
    y: { title: figure === 'range' ? text('极差', 'range') : text('均值', 'mean'), scale: 'linear' },
    marks: [...marks, { kind: 'horizontal', tone: 'centre', y: average, label: text('平均', 'average') }],
    table: {
      head: [text('零件', 'part'), text('评价人', 'operator'), text('均值', 'mean'), text('极差', 'range')],
      rows: values.cells.map((cell) => [cell.part, cell.operator, cell.mean, cell.range]),
    },
  };
}
