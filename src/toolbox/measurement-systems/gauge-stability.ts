import { d2, d3 } from '../control-charts/constants.ts';
import { openColumns } from '../method/columns.ts';
import type { Method, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  array,
  boolean,
  convention,
  explanation,
  integer,
  number,
  numberOrNull,
  object,
  problem,
  refused,
  text,
  warning,
} from '../outcome/answer.ts';
import { confidenceOption, measurementColumn, noSpread, runScene } from './master-readings.ts';
import { fitLine, meanAndDeviation } from './single-gauge.ts';

interface StabilityValues {
  readonly subgroups: number;
  readonly size: number;
  readonly centre: number;
  readonly ucl: number;
  readonly lcl: number;
  readonly rBar: number;
  readonly rUcl: number;
  readonly sigma: number;
  /** Drift per subgroup and its test. */
  readonly drift: number;
  readonly driftP: number | null;
  readonly stable: boolean;
  readonly out: readonly number[];
  readonly means: readonly number[];
  readonly ranges: readonly number[];
}

export const stability: Method<StabilityValues> = {
  id: 'gauge-stability',
  version: 1,
  group: 'measurement-system',
  title: text('稳定性分析', 'Stability study'),
  purpose: text('同一标准件隔天再测，量具有没有漂？', 'The same master measured day after day: does the gauge drift?'),
  conditions: [
    {
      condition: text(
        '每隔一定时间测同一标准件 2–10 次，至少 10 组',
        'the same master, 2 to 10 measurements at intervals, ten subgroups or more',
      ),
      otherwise: text('单值用 I-MR 图', 'for single values use the I-MR chart'),
    },
  ],
  sources: ['AIAG, Measurement Systems Analysis, 4th ed. (2010), ch. III B', 'ISO 7870-2'],
  columns: [
    { role: 'subgroup', text: text('日期或组号', 'date or subgroup'), kind: 'label', columns: [1, 1] },
    measurementColumn,
  ],
  options: [confidenceOption],
  resultSchema: object({
    subgroups: integer,
    size: integer,
    centre: number,
    ucl: number,
    lcl: number,
    rBar: number,
    rUcl: number,
    sigma: number,
    drift: number,
    driftP: numberOrNull,
    stable: boolean,
    out: array(integer),
    means: array(number),
    ranges: array(number),
  }),
  run: (input): Outcome<StabilityValues> => {
    const options = openOptions(stability.options, input.options);
    const columns = openColumns(stability.columns, input);
    const problems: Problem[] = [...options.problems, ...columns.problems];
    const groups = new Map<string, number[]>();
    const measured = columns.numbers('measurement').values;
    for (const [i, label] of columns.labels('subgroup').values.entries()) {
      const x = measured[i] ?? Number.NaN;
      if (!Number.isNaN(x)) groups.set(label, [...(groups.get(label) ?? []), x]);
    }
    const rows = [...groups.values()];
    const size = rows[0]?.length ?? 0;
    const odd = [...groups].find(([, values]) => values.length !== size);
    if (problems.length === 0) {
      if (rows.length < 3)
        problems.push(
          problem(
            'subgroups-few',
            text(`至少要 3 组，实为 \`${rows.length}\``, `expected three subgroups or more, found \`${rows.length}\``),
            text('隔天再测', 'Measure again on other days'),
          ),
        );
      else if (odd)
        problems.push(
          problem(
            'subgroups-unequal',
            text(
              `每组应有 ${size} 个测量值，组 \`${odd[0]}\` 有 \`${odd[1].length}\` 个`,
              `expected ${size} measurements in each subgroup, \`${odd[0]}\` has \`${odd[1].length}\``,
            ),
            text('补齐', 'Complete it'),
          ),
        );
      else if (size < 2 || size > 10)
        problems.push(
          problem(
            'subgroup-size',
            text(`每组应测 2–10 次，实为 \`${size}\``, `expected 2 to 10 measurements a subgroup, found \`${size}\``),
            text('单值用 I-MR 图', 'For single values use the I-MR chart'),
          ),
        );
    }
    if (problems.length > 0) return refused(problems);
    const means = rows.map((values) => meanAndDeviation(values).mean);
    const ranges = rows.map((values) => Math.max(...values) - Math.min(...values));
    const rBar = ranges.reduce((a, b) => a + b, 0) / ranges.length;
    if (!(rBar > 0)) return refused([noSpread()]);
    const centre = means.reduce((a, b) => a + b, 0) / means.length;
    const sigma = rBar / d2(size);
    const half = (3 * sigma) / Math.sqrt(size);
    const rUcl = rBar + 3 * sigma * d3(size);
    const fit = fitLine(
      means.map((_, i) => i + 1),
      means,
    );
    const out = means.flatMap((mean, i) => (Math.abs(mean - centre) > half || (ranges[i] ?? 0) > rUcl ? [i + 1] : []));
    const driftP = fit.s > 0 ? fit.slopeP : null;
    const drifting = driftP !== null && driftP < 1 - options.number('confidence');
    const warnings: Warning[] = [...columns.warnings];
    if (out.length > 0)
      warnings.push(
        warning(
          'out-of-control',
          text(`第 ${out.join('、')} 组出界`, `subgroups ${out.join(', ')} lie outside the limits`),
          text('查当天的量具、环境、操作', 'Look at gauge, surroundings and handling on those days'),
        ),
      );
    if (drifting)
      warnings.push(
        warning(
          'drift',
          text(
            `有漂移：每组 ${fit.slope.toPrecision(3)}（p = ${driftP?.toPrecision(3)}）`,
            `it drifts by ${fit.slope.toPrecision(3)} a subgroup (p = ${driftP?.toPrecision(3)})`,
          ),
          text('缩短校准间隔，查磨损', 'Calibrate more often and look for wear'),
        ),
      );
    return answered(
      {
        subgroups: rows.length,
        size,
        centre,
        ucl: centre + half,
        lcl: centre - half,
        rBar,
        rUcl,
        sigma,
        drift: fit.slope,
        driftP,
        stable: out.length === 0 && !drifting,
        out,
        means,
        ranges,
      },
      {
        warnings,
        conventions: [
          convention(
            'sigma',
            'R̄/d2',
            '组内标准差由平均极差除以精确的 d2',
            'sigma from the average range over the exact d2',
          ),
          convention(
            'rules',
            'limits and linear drift',
            '判出界点，并检验直线漂移',
            'points beyond the limits, and a test for linear drift',
          ),
        ],
        explanations: [
          explanation('ucl', 'x̿ + 3 R̄/(d2 √n)', '均值图上控制限', 'upper limit of the means', 'ISO 7870-2'),
          explanation('rUcl', 'R̄ (1 + 3 d3/d2)', '极差图上控制限', 'upper limit of the ranges', 'ISO 7870-2'),
          explanation(
            'drift',
            'least squares slope of the means',
            '均值随组号的直线斜率',
            'slope of the means over the subgroups',
            'AIAG MSA 4th ed.',
          ),
        ],
      },
    );
  },
  scenes: (values) => [
    runScene(
      {
        series: values.means,
        lines: [
          { y: values.centre, tone: 'centre', zh: '中心线', en: 'centre' },
          { y: values.ucl, tone: 'limit', zh: '上控制限', en: 'UCL' },
          { y: values.lcl, tone: 'limit', zh: '下控制限', en: 'LCL' },
        ],
      },
      text('稳定性：均值图', 'Stability: means'),
    ),
    runScene(
      {
        series: values.ranges,
        lines: [
          { y: values.rBar, tone: 'centre', zh: '平均极差', en: 'average range' },
          { y: values.rUcl, tone: 'limit', zh: '上控制限', en: 'UCL' },
        ],
      },
      text('稳定性：极差图', 'Stability: ranges'),
    ),
  ],
  example: {
    text: text(
      '标准件每周测 5 次，共 12 周：都在界内，没有漂移。',
      'A master measured five times a week for twelve weeks: within limits, no drift.',
    ),
    source: '教学数据',
    csv: [
      'subgroup,measurement',
      ...[
        [6.01, 5.99, 6.02, 6.0, 5.98],
        [6.0, 6.03, 5.99, 6.01, 6.0],
        [5.98, 6.01, 6.02, 5.99, 6.0],
        [6.02, 6.0, 5.97, 6.01, 6.01],
        [6.0, 5.99, 6.03, 6.0, 6.02],
        [5.99, 6.01, 6.0, 5.98, 6.01],
        [6.01, 6.02, 6.0, 6.03, 5.99],
        [6.0, 5.98, 6.01, 6.0, 6.02],
        [6.02, 6.01, 5.99, 6.0, 5.98],
        [5.99, 6.0, 6.02, 6.01, 6.03],
        [6.0, 6.01, 5.98, 6.02, 6.0],
        [6.01, 5.99, 6.0, 6.02, 6.01],
      ].flatMap((values, i) => values.map((x) => `第${i + 1}周,${x}`)),
    ].join('\n'),
    options: {},
  },
};
