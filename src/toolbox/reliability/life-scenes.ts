import { text } from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import { plottingPositions } from './kaplan-meier.ts';
import type { LifeData } from './life-analysis.ts';
import { standardLives } from './location-scale.ts';

/** Failures against the quantiles of the fitted distribution, where its line should run through them. */
export function probabilityPlot(values: LifeData): Scene {
  const d = standardLives[values.distribution];
  const points = plottingPositions(values.kaplanMeier).filter((p) => p.share < 1);
  const ends = [0.01, 0.99].map((p) => d.quantile(p));
  return {
    title: text('寿命概率图', 'Probability plot of life'),
    x: { title: text('时间', 'time'), scale: 'log' },
    y: { title: text('标准化分位数', 'standard quantile'), scale: 'linear' },
    marks: [
      { kind: 'line', tone: 'fit', x: ends.map((z) => Math.exp(values.location + values.scale * z)), y: ends },
      { kind: 'points', tone: 'data', x: points.map((p) => p.time), y: points.map((p) => d.quantile(p.share)) },
    ],
    table: {
      head: [text('时间', 'time'), text('累积失效比例', 'share failed')],
      rows: points.map((p) => [p.time, p.share]),
    },
    aspect: 1.4,
  };
}

/** The product-limit steps and the fitted curve. */
export function survivalScene(values: LifeData): Scene {
  const steps = values.kaplanMeier;
  const last = steps.at(-1)?.time ?? 1;
  const d = standardLives[values.distribution];
  const times = Array.from({ length: 80 }, (_, i) => (last * (i + 1)) / 80);
  return {
    title: text('可靠度曲线', 'Reliability over time'),
    x: { title: text('时间', 'time'), scale: 'linear' },
    y: { title: text('可靠度', 'reliability'), scale: 'linear', domain: [0, 1] },
    marks: [
      {
        kind: 'line',
        tone: 'fit',
        x: times,
        y: times.map((t) => Math.exp(d.logSurvival((Math.log(t) - values.location) / values.scale))),
      },
      {
        kind: 'line',
        tone: 'data',
        step: true,
        x: [0, ...steps.map((s) => s.time)],
        y: [1, ...steps.map((s) => s.survival)],
      },
    ],
    table: {
      head: [
        text('时间', 'time'),
        text('在试数', 'at risk'),
        text('失效数', 'failures'),
        text('可靠度', 'reliability'),
      ],
      rows: steps.map((s) => [s.time, s.atRisk, s.failures, s.survival]),
    },
  };
}
