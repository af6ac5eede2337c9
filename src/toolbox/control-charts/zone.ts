import type { Method, OptionSpec, Warning } from '../method/method.ts';
import { convention, problem, text } from '../outcome/answer.ts';
import type { Price } from './chart-result.ts';
import { defineChart } from './define-chart.ts';
import { pistonRings } from './examples.ts';
import { explainLimits, figure, lastStage } from './explain.ts';
import { panelTitles } from './panel-titles.ts';
import { zoneArl } from './price/zone-arl.ts';
import type { ChartModel } from './run-chart.ts';
import { subgroupRoles } from './subgroups.ts';
import { readWeighted, type WeightedInput, weightedOptions } from './weighted-input.ts';

interface ZoneScores {
  readonly weights: readonly [number, number, number, number];
  readonly limit: number;
  readonly restart: boolean;
}

const weightOption = (name: string, zh: string, en: string, value: number): OptionSpec => ({
  name,
  text: text(zh, en),
  kind: 'number',
  default: value,
  least: 0,
  most: 1000,
  integer: true,
});

/**
 * The cumulative score of the points since the centre line was last crossed, above it as a positive number, below it as a
 * negative one: each point scores by the zone in which it lies.
 */
function zoneModel(input: WeightedInput, scores: ZoneScores): ChartModel {
  const starts = new Int32Array(input.means.length);
  return {
    suffices: ['mean', 'sigma'],
    panels: [{ name: 'zone', title: panelTitles['zone']!.chart, patterns: false }],
    estimate: (stage, counts) => input.estimate(stage, counts),
    patternStart: (_, point) => starts[point],
    draw(parameters, stage, [panel]) {
      const { mean = Number.NaN, sigma = Number.NaN } = parameters;
      if (!panel) return;
      let score = 0;
      let side = 0;
      let start = stage.from;
      for (let i = stage.from; i < stage.to; i++) {
        const n = input.sizes[i]!;
        if (n === 0) {
          // Nothing was measured: the chain of scores ends.
          score = 0;
          side = 0;
          continue;
        }
        const z = ((input.means[i]! - mean) * Math.sqrt(n)) / sigma;
        const next = Math.sign(z) || side || 1;
        if (next !== side || (scores.restart && score >= scores.limit)) {
          score = 0;
          start = i;
        }
        side = next;
        score += scores.weights[zoneOf(Math.abs(z))]!;
        starts[i] = start;
        panel.values[i] = side * score;
        panel.cl[i] = 0;
        panel.ucl[i] = scores.limit;
        panel.lcl[i] = -scores.limit;
        panel.sigma[i] = scores.limit / 3;
      }
    },
  };
}

/** A value on a boundary lies in the inner zone. */
function zoneOf(z: number): 0 | 1 | 2 | 3 {
  return z <= 1 ? 0 : z <= 2 ? 1 : z <= 3 ? 2 : 3;
}

export const zoneChart: Method = defineChart({
  id: 'zone',
  title: text('区域控制图', 'Zone chart'),
  purpose: text(
    '不想记判异准则：每个点按所在区域计分，累计到 8 分就报警',
    'No tests to remember: each point scores by its zone, and a sum of 8 is a signal.',
  ),
  conditions: [
    {
      condition: text('数据独立、近似正态', 'independent data, about normal'),
      otherwise: text('自相关时放宽取样间隔', 'Sample less often where values hang together'),
    },
    {
      condition: text('均值与 σ 已由 20 个以上的点求得', 'mean and sigma come from 20 points or more'),
      otherwise: text('先积累数据', 'Collect more first'),
    },
  ],
  sources: [
    'Jaehn, A. H. (1987), Improving QC efficiency with zone control charts, ASQC Chemical and Process Industries News 4, 1-2',
    'Davis, R. B., Homer, A. and Woodall, W. H. (1990), Journal of Quality Technology 22(4), 296-301',
  ],
  columns: subgroupRoles,
  limitRuleOnly: true,
  ownLimits: true,
  onlyRule: {
    id: 'limit',
    test: { kind: 'limit', reached: true },
    text: text('累计得分达到界限', 'the cumulative score reaches its limit'),
  },
  options: [
    weightOption('weight1', '1σ 以内的得分', 'score within 1 sigma', 0),
    weightOption('weight2', '1σ 至 2σ 的得分', 'score from 1 to 2 sigma', 2),
    weightOption('weight3', '2σ 至 3σ 的得分', 'score from 2 to 3 sigma', 4),
    weightOption('weight4', '3σ 以外的得分', 'score beyond 3 sigma', 8),
    {
      name: 'scoreLimit',
      text: text('报警的累计得分', 'cumulative score that signals'),
      kind: 'number',
      default: 8,
      least: 1,
      most: 1000,
      integer: true,
    },
    {
      name: 'restart',
      text: text('报警之后从 0 重新累计', 'begin again from 0 after a signal'),
      kind: 'flag',
      default: false,
    },
    ...weightedOptions,
  ],
  example: {
    text: text('活塞环内径，25 组，每组 5 件', 'Piston rings, 25 subgroups of 5'),
    source: 'Montgomery, Introduction to Statistical Quality Control, table 6.3',
    csv: pistonRings,
    assignment: { measurements: ['x1', 'x2', 'x3', 'x4', 'x5'] },
    options: {},
  },
  prepare: (columns, options) => {
    const input = readWeighted(columns, options);
    const weights = [1, 2, 3, 4].map((k) => options.number(`weight${k}`)) as unknown as ZoneScores['weights'];
    const limit = options.number('scoreLimit');
    if (weights.some((weight, k) => k > 0 && weight < weights[k - 1]!) || weights[3] < limit)
      options.problems.push(
        problem(
          'weights-order',
          text(
            `得分应由内向外不减，3σ 以外的得分应达到报警界限，实为 ${weights.join('、')}，界限 \`${limit}\``,
            `expected scores that do not fall outwards and a score beyond 3 sigma that signals by itself, found ${weights.join(', ')} with the limit \`${limit}\``,
          ),
          text('常用 0、2、4、8，界限 8', 'Usual are 0, 2, 4, 8 with the limit 8'),
        ),
      );
    if (!input || options.problems.length > 0) return undefined;
    const scores: ZoneScores = { weights, limit, restart: options.flag('restart') };
    return {
      model: zoneModel(input, scores),
      points: input.means.length,
      labels: input.subgroups.labels,
      sizes: Array.from(input.sizes),
      stages: input.subgroups.stages,
      fixed: input.fixed,
      conventions: [
        ...input.conventions,
        convention('weights', weights.join(', '), '各区得分，由内向外', 'scores of the zones from the inside out'),
        convention(
          'crossing',
          'restart',
          '越过中心线则从 0 重新累计；恰在中心线上的点算在前一点那一侧',
          'crossing the centre line begins again from 0; a point on it counts to the side of the one before',
        ),
        convention('boundary', 'inner', '恰在界线上的点算内侧的区', 'a point on a boundary lies in the inner zone'),
        convention(
          'afterSignal',
          scores.restart ? 'restart' : 'continue',
          scores.restart ? '报警之后从 0 重新累计' : '报警之后继续累计，直到越过中心线（同 Minitab 的默认）',
          scores.restart
            ? 'after a signal the sum begins again from 0'
            : 'after a signal the sum goes on until the centre line is crossed (as Minitab has it unless told)',
        ),
      ],
      warnings: input.subgroups.warnings as readonly Warning[],
      price: (_, shift): Price => ({
        arl0: zoneArl({ weights, limit }),
        shift,
        arl1: zoneArl({ weights, limit, shift }),
      }),
      explain: (values) => {
        const { mean, sigma } = lastStage(values)?.parameters ?? {};
        return explainLimits(values, {
          panel: 'zone',
          formula: { ucl: 'Σ 得分 score', cl: '0', lcl: '-Σ 得分 score' },
          zh: `得分 ${weights.join('、')}，μ = ${figure(mean)}，σ = ${figure(sigma)}；中心线以下记为负`,
          en: `scores ${weights.join(', ')}, mu = ${figure(mean)}, sigma = ${figure(sigma)}; below the centre line they are negative`,
          source: 'Jaehn (1987)',
        });
      },
    };
  },
});
