import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, Method, OptionSpec } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { convention, problem, text, warning } from '../outcome/answer.ts';
import { type ConstantsSource, constantsFor } from './constants.ts';
import { defineChart, type Prepared } from './define-chart.ts';
import { explainLimits, figure } from './explain.ts';
import {
  type Individuals,
  individualsOptions,
  individualsRole,
  prepareIndividuals,
  readIndividuals,
  setPoint,
} from './individuals.ts';
import { panelTitles } from './panel-titles.ts';
import type { ChartModel } from './run-chart.ts';

const partRole: ColumnRole = { role: 'part', text: text('零件号', 'part'), kind: 'label', columns: [1, 1] };
const targetRole: ColumnRole = {
  role: 'target',
  text: text('名义值（目标）', 'nominal value (target)'),
  kind: 'number',
  columns: [1, 1],
  optional: true,
};

/** Short runs of three parts off one lathe (diameters in mm), made up for teaching in the manner of Farnum (1992). */
const latheParts = `order,part,nominal,diameter
${[
  ['A', 20, [20.012, 19.995, 20.004, 20.009, 19.991]],
  ['B', 35, [35.008, 34.996, 35.013, 35.001]],
  ['A', 20, [20.006, 19.998, 20.011, 20.002]],
  ['C', 50, [50.011, 49.993, 50.004, 50.016, 49.999, 50.006]],
  ['B', 35, [34.992, 35.004, 35.009, 35.0]],
]
  .flatMap(([part, nominal, list]) => (list as readonly number[]).map((x) => `${part},${nominal},${x}`))
  .map((row, k) => `${k + 1},${row}`)
  .join('\n')}
`;

interface Runs extends Individuals {
  readonly parts: readonly string[];
}

function readRuns(columns: ColumnReader, options: OptionReader): Runs {
  const data = readIndividuals(columns, options);
  return { ...data, parts: columns.labels('part').values };
}

/** Deviations from nominal; without a column of nominal values the mean of each part stands for it. */
function deviations(
  columns: ColumnReader,
  runs: Runs,
  options: OptionReader,
): { readonly data: Individuals; readonly targets: string } {
  const means = meanByPart(runs);
  const given = columns.has('target') ? columns.numbers('target') : undefined;
  const values = runs.values.map((value, k) => {
    const target = given ? (given.values[k] ?? Number.NaN) : (means.get(runs.parts[k] ?? '') ?? Number.NaN);
    if (given && Number.isNaN(target) && !Number.isNaN(value)) {
      const cell = columns.cell(given, k);
      options.problems.push(
        problem(
          'target-missing',
          text(`${cell} 没有名义值`, `${cell}: no nominal value`),
          text('补上名义值', 'Enter the nominal value'),
          cell,
        ),
      );
    }
    return value - target;
  });
  const noTarget = given
    ? []
    : [
        warning(
          'target-from-data',
          text('没有名义值列，用各零件的均值代替', 'no column of nominal values: the mean of each part stands for it'),
          text('指定名义值列，才能看出对目标的偏离', 'Name the column of nominal values to see offsets from target'),
        ),
      ];
  return {
    data: { ...runs, values, warnings: [...runs.warnings, ...noTarget, ...unequalSpread(runs, values)] },
    targets: given ? 'nominal' : 'part-mean',
  };
}

function byPart(parts: readonly string[], values: Float64Array): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  parts.forEach((part, k) => {
    const value = values[k]!;
    if (Number.isNaN(value)) return;
    const list = groups.get(part);
    if (list) list.push(value);
    else groups.set(part, [value]);
  });
  return groups;
}

function meanByPart(runs: Runs): Map<string, number> {
  return new Map(
    [...byPart(runs.parts, runs.values)].map(([part, list]) => [part, list.reduce((a, b) => a + b, 0) / list.length]),
  );
}

/** DNOM supposes one spread for all parts; a ratio beyond 2 (1.3 in Farnum for enough data) is said. */
function unequalSpread(runs: Runs, values: Float64Array): Prepared['warnings'] {
  const spreads = [...byPart(runs.parts, values)].flatMap(([part, list]) => {
    if (list.length < 5) return [];
    const mean = list.reduce((a, b) => a + b, 0) / list.length;
    return [{ part, sd: Math.sqrt(list.reduce((a, b) => a + (b - mean) ** 2, 0) / (list.length - 1)) }];
  });
  spreads.sort((a, b) => a.sd - b.sd);
  const least = spreads[0];
  const most = spreads.at(-1);
  if (!least || !most || most.sd <= 2 * least.sd) return [];
  return [
    warning(
      'spread-differs',
      text(
        `零件 \`${most.part}\` 的标准差 ${figure(most.sd)} 是 \`${least.part}\` ${figure(least.sd)} 的两倍以上`,
        `the deviation of part \`${most.part}\` (${figure(most.sd)}) is more than twice that of \`${least.part}\` (${figure(least.sd)})`,
      ),
      text('改用 z-mr', 'Use z-mr'),
    ),
  ];
}

export const dnom: Method = defineChart({
  id: 'dnom',
  title: text('偏离名义值控制图（短程）DNOM', 'Deviation from nominal chart (short run)'),
  purpose: text(
    '一台设备轮流生产多种零件、每种数量少，过程是否稳定？',
    'Is a process stable that makes small runs of several parts in turn?',
  ),
  conditions: [
    {
      condition: text('各零件的标准差相近', 'the parts have about the same spread'),
      otherwise: text('改用 z-mr', 'Use z-mr'),
    },
  ],
  sources: [
    'Farnum, N. R. (1992), Control charts for short runs, Journal of Quality Technology 24(3), 138-144',
    'Montgomery, Introduction to Statistical Quality Control, section 10.1',
  ],
  columns: [individualsRole, partRole, targetRole],
  options: individualsOptions,
  example: {
    text: text('一台车床轮流车三种轴的直径（示例数据）', 'Diameters of three shafts off one lathe (teaching data)'),
    source: 'teaching data in the manner of Farnum (1992)',
    csv: latheParts,
    assignment: { measurements: ['diameter'], part: ['part'], target: ['nominal'], label: ['order'] },
    options: {},
  },
  prepare: (columns, options) => {
    const { data, targets } = deviations(columns, readRuns(columns, options), options);
    const prepared = prepareIndividuals(options, data, ['dnom', 'mr']);
    return (
      prepared && {
        ...prepared,
        conventions: [
          ...prepared.conventions,
          convention(
            'target',
            targets,
            targets === 'nominal' ? '减去名义值' : '减去各零件的均值',
            targets === 'nominal' ? 'less the nominal value' : 'less the mean of the part',
          ),
        ],
      }
    );
  },
});

const spreadOption: OptionSpec = {
  name: 'sigmaBy',
  text: text('σ 怎样取', 'how sigma is taken'),
  kind: 'choice',
  choices: [
    { value: 'part', text: text('每种零件各一个', 'one for each part') },
    { value: 'pooled', text: text('所有零件合用一个', 'one for all parts') },
    {
      value: 'relative',
      text: text('与均值成比例（变异系数相同）', 'in proportion to the mean (one coefficient of variation)'),
    },
  ],
  default: 'part',
};

/** Mean moving range within runs of one part over d2, for each part, pooled, or relative to the part's mean. */
function sigmas(
  runs: Runs,
  by: string,
  means: ReadonlyMap<string, number>,
  constants: ConstantsSource,
): Map<string, number> {
  const sums = new Map<string, { sum: number; n: number }>();
  for (let k = 1; k < runs.values.length; k++) {
    const part = runs.parts[k] ?? '';
    const range = Math.abs(runs.values[k]! - runs.values[k - 1]!);
    if (part !== runs.parts[k - 1] || Number.isNaN(range)) continue;
    const key = by === 'part' ? part : '';
    const entry = sums.get(key) ?? { sum: 0, n: 0 };
    entry.sum += by === 'relative' ? range / (means.get(part) ?? Number.NaN) : range;
    entry.n++;
    sums.set(key, entry);
  }
  const { d2 } = constantsFor(2, constants);
  return new Map(
    [...new Set(runs.parts)].map((part) => {
      const entry = sums.get(by === 'part' ? part : '');
      const sigma = entry ? entry.sum / entry.n / d2 : Number.NaN;
      return [part, by === 'relative' ? sigma * (means.get(part) ?? Number.NaN) : sigma];
    }),
  );
}

/** z against ±L; moving ranges of z within a run of one part, its first point having none. */
function zModel(z: Float64Array, parts: readonly string[], limitSigma: number, constants: ConstantsSource): ChartModel {
  const c = constantsFor(2, constants);
  return {
    panels: [
      { name: 'z', title: panelTitles['z']!.chart, patterns: true },
      { name: 'mr-z', title: panelTitles['mr-z']!.chart, patterns: false },
    ],
    estimate: () => ({ mean: 0, sigma: 1 }),
    draw(_, stage, [main, spread]) {
      if (!main || !spread) return;
      for (let i = stage.from; i < stage.to; i++) {
        setPoint(main, i, z[i]!, { cl: 0, sigma: 1, limitSigma });
        if (i > stage.from && parts[i] === parts[i - 1])
          setPoint(spread, i, Math.abs(z[i]! - z[i - 1]!), { cl: c.d2, sigma: c.d3, limitSigma, least: 0 });
      }
    },
  };
}

function checkParts(runs: Runs, spread: ReadonlyMap<string, number>, options: OptionReader): void {
  for (const [part, sigma] of spread) {
    if (sigma > 0) continue;
    options.problems.push(
      problem(
        'part-without-spread',
        text(
          `零件 \`${part}\` 没有相邻两值可算移动极差，或全部相同`,
          `part \`${part}\` has no two neighbouring values that differ`,
        ),
        text('把该零件的点去掉，或用 sigmaBy=pooled', 'Leave the part out, or use sigmaBy=pooled'),
      ),
    );
  }
  if (runs.parts.some((part) => part === ''))
    options.problems.push(
      problem('part-missing', text('有的行没有零件号', 'some rows name no part'), text('补上零件号', 'Enter the part')),
    );
}

export const zMr: Method = defineChart({
  id: 'z-mr',
  title: text('Z-移动极差控制图（短程）', 'Z-MR chart (short run)'),
  purpose: text(
    '各零件的均值和散布都不同时，过程是否稳定？',
    'Is a process stable whose parts differ in mean and spread?',
  ),
  conditions: [
    {
      condition: text('每种零件有几次相邻的测量', 'each part is measured several times in a row'),
      otherwise: text('用 sigmaBy=pooled 或 relative', 'Use sigmaBy=pooled or relative'),
    },
  ],
  sources: [
    'Farnum, N. R. (1992), Journal of Quality Technology 24(3), 138-144',
    'Bothe, D. R. (1989), A powerful new control chart for job shops, ASQC Quality Congress Transactions 43, 265-270',
  ],
  columns: [individualsRole, partRole],
  options: [spreadOption, individualsOptions.find((spec) => spec.name === 'constants')!],
  example: {
    text: text('同一车床数据，逐件标准化', 'The same lathe, each value standardised'),
    source: 'teaching data in the manner of Farnum (1992)',
    csv: latheParts,
    assignment: { measurements: ['diameter'], part: ['part'], label: ['order'] },
    options: {},
  },
  prepare: (columns, options) => {
    const runs = readRuns(columns, options);
    const constants = options.choice('constants') as ConstantsSource;
    const means = meanByPart(runs);
    const by = options.choice('sigmaBy');
    if (by === 'relative' && [...means.values()].some((mean) => mean <= 0))
      options.problems.push(
        problem(
          'mean-not-positive',
          text(
            '有的零件均值不大于 0，σ 不能与均值成比例',
            'a part has a mean of 0 or less, sigma cannot be in proportion to it',
          ),
          text('改用 sigmaBy=part', 'Use sigmaBy=part'),
        ),
      );
    const spread = sigmas(runs, by, means, constants);
    checkParts(runs, spread, options);
    if (options.problems.length > 0) return undefined;
    const z = runs.values.map(
      (value, k) =>
        (value - (means.get(runs.parts[k] ?? '') ?? Number.NaN)) / (spread.get(runs.parts[k] ?? '') ?? Number.NaN),
    );
    const limitSigma = options.number('limitSigma');
    return {
      model: zModel(z, runs.parts, limitSigma, constants),
      points: z.length,
      labels: runs.labels,
      sizes: [1],
      stages: runs.stages,
      fixed: {},
      conventions: [
        convention('sigma', by, `σ：${by}，移动极差/d2`, `sigma: ${by}, moving ranges over d2`),
        convention('mean', 'part', '减去各零件自己的均值', 'less the mean of the part'),
        convention('movingRange', 'within-run', '移动极差不跨零件', 'moving ranges do not cross parts'),
      ],
      warnings: runs.warnings,
      explain: (values) =>
        explainLimits(values, {
          panel: 'z',
          formula: { ucl: `+${figure(limitSigma)}`, cl: '0', lcl: `-${figure(limitSigma)}` },
          zh: 'z = (x - 零件均值)/零件 σ',
          en: 'z = (x - mean of the part)/sigma of the part',
          source: 'Farnum (1992), Journal of Quality Technology 24(3), 138-144',
        }),
    };
  },
});
