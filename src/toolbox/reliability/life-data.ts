import { carryOut } from '../descriptive/carry-out.ts';
import { tooFewValues } from '../descriptive/complaints.ts';
import { fields, list, number, optionalNumber, text as words } from '../descriptive/result-schema.ts';
import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, Convention, Method, OptionSpec, Problem } from '../method/method.ts';
import { isWithinReach } from '../method/reach.ts';
import { convention, explanation, problem, text } from '../outcome/answer.ts';
import type { LifeRow } from './fit-life.ts';
import { analyseLives, type LifeData } from './life-analysis.ts';
import { probabilityPlot, survivalScene } from './life-scenes.ts';
import { readStatuses } from './life-status.ts';

const columns: readonly ColumnRole[] = [
  {
    role: 'time',
    text: text('寿命或截尾时间', 'life or censoring time'),
    kind: 'number',
    columns: [1, 1],
    whenEmpty: text('这一行不计入', 'the row is left out'),
  },
  {
    role: 'failed',
    text: text(
      '失效还是截尾（失效/截尾、F/C、1/0；不给则全部失效）',
      'failed or censored (words, F and C, 1 and 0; left out: all failed)',
    ),
    kind: 'label',
    columns: [1, 1],
    optional: true,
    whenEmpty: null,
  },
  {
    role: 'count',
    text: text('同样的台数', 'number of units alike'),
    kind: 'count',
    columns: [1, 1],
    optional: true,
    whenEmpty: text('这一行不计入', 'the row is left out'),
  },
];
const options: readonly OptionSpec[] = [
  {
    name: 'distribution',
    text: text('寿命分布', 'distribution of life'),
    kind: 'choice',
    choices: [
      { value: 'weibull', text: text('威布尔', 'Weibull') },
      { value: 'lognormal', text: text('对数正态', 'lognormal') },
      { value: 'loglogistic', text: text('对数逻辑', 'loglogistic') },
      { value: 'exponential', text: text('指数', 'exponential') },
      { value: 'best', text: text('按 AIC 最小选取', 'the least AIC') },
    ],
    default: 'weibull',
  },
  {
    name: 'confidence',
    text: text('置信水平', 'confidence level'),
    kind: 'number',
    default: 0.95,
    least: 0.5,
    most: 0.9999,
  },
  {
    name: 'times',
    text: text('求可靠度的时刻（用逗号分开）', 'times of reliability (separated by commas)'),
    kind: 'text',
  },
];
interface Lives {
  readonly rows: LifeRow[];
  readonly conventions: readonly Convention[];
}

function readLives(reader: ColumnReader, problems: Problem[]): Lives {
  const times = reader.numbers('time');
  const timed = [...times.values.keys()].filter((i) => !Number.isNaN(times.values[i]!));
  const statuses = reader.has('failed') ? readStatuses(reader, timed, problems) : null;
  const counts = reader.has('count') ? reader.numbers('count').values : null;
  const rows: LifeRow[] = [];
  times.values.forEach((time, i) => {
    if (Number.isNaN(time)) return;
    if (!(time > 0))
      problems.push(
        problem(
          'time-not-positive',
          text(
            `${reader.cell(times, i)} 的时间应大于 0，实为 \`${time}\``,
            `${reader.cell(times, i)}: expected a time above 0, found \`${time}\``,
          ),
          text('开始时就失效的件另行统计', 'Count units that failed at the start apart'),
          reader.cell(times, i),
        ),
      );
    const count = counts ? counts[i]! : 1;
    if (count > 0) rows.push({ time, failed: statuses ? statuses.failed[i] === true : true, count });
  });
  const failures = rows.filter((row) => row.failed);
  const distinct = new Set(failures.map((row) => Math.log(row.time))).size;
  if (problems.length === 0 && distinct < 2)
    problems.push(tooFewValues(text('不同的失效时间', 'different times of failure'), 2, distinct));
  return { rows, conventions: statuses?.conventions ?? [] };
}

function readTimes(said: string, problems: Problem[]): number[] {
  const parts = said.split(/[\s,，、;；]+/).filter((part) => part !== '');
  const bad = parts.find((part) => !(Number(part) > 0 && isWithinReach(Number(part))));
  if (bad !== undefined)
    problems.push(
      problem(
        'option-invalid',
        text(`时刻应为正数，实为 \`${bad}\``, `expected positive times, found \`${bad}\``),
        text('用逗号分开各数', 'Separate the numbers by commas'),
      ),
    );
  return parts.map(Number);
}

const estimate = { value: number('estimate'), lower: number('lower limit'), upper: number('upper limit') };
const nullable = (description: string) => ({ anyOf: [fields(estimate), { type: 'null' }], description });
const source = 'W. Q. Meeker and L. A. Escobar, Statistical Methods for Reliability Data (1998); IEC 61649:2008';

export const lifeDataMethod: Method<LifeData> = {
  id: 'life-data',
  version: 2,
  group: 'reliability',
  title: text('寿命数据分析', 'Life data analysis'),
  purpose: text(
    '产品能用多久，多少会在给定时间前失效？',
    'How long will products last, and how many fail before a given time?',
  ),
  conditions: [
    {
      condition: text('失效模式只有一种', 'There is one mode of failure'),
      otherwise: text(
        '按模式分开分析，其他模式的失效记为截尾',
        'Analyse each mode by itself, failures of other modes counting as censored',
      ),
    },
    {
      condition: text('截尾与失效风险无关', 'Censoring has nothing to do with the risk of failure'),
      otherwise: text('不能用；不要在快失效时撤下', 'Not to be used: do not take units off as they are about to fail'),
    },
  ],
  sources: [source],
  columns,
  options,
  resultSchema: fields({
    units: number('units'),
    failures: number('failures'),
    distribution: words('distribution of life'),
    location: number('μ of the logarithm of life'),
    scale: number('σ of the logarithm of life'),
    shape: nullable('Weibull shape β'),
    characteristicLife: nullable('Weibull scale η'),
    median: fields(estimate),
    logLikelihood: number('log-likelihood'),
    lives: list(fields({ share: number('share failed'), ...estimate }), 'B lives'),
    survival: list(fields({ time: number('time'), ...estimate }), 'reliability at the times asked for'),
    comparison: list(
      fields({
        distribution: words('distribution'),
        logLikelihood: number('log-likelihood'),
        aic: number("Akaike's criterion"),
      }),
    ),
    kaplanMeier: list(
      fields({
        time: number('time of failure'),
        atRisk: number('units at risk'),
        failures: number('failures'),
        survival: number('share surviving'),
        se: optionalNumber("Greenwood's standard error"),
        lower: number('lower limit'),
        upper: number('upper limit'),
      }),
    ),
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, given, { problems }) => ({
          lives: readLives(reader, problems),
          times: readTimes(given.text('times'), problems),
        }),
        answer: ({ lives: { rows, conventions }, times }, given, { warnings }) => ({
          values: analyseLives(rows, given.choice('distribution'), given.number('confidence'), times, warnings),
          conventions: [
            ...conventions,
            convention(
              'estimate',
              'maximum-likelihood',
              '极大似然估计，未作偏差修正',
              'maximum likelihood, not corrected for bias',
            ),
            convention(
              'intervals',
              'normal on logarithms',
              '区间按对数作正态近似（观测信息阵）',
              'intervals normal on the logarithm, from the observed information',
            ),
            convention(
              'kaplan-meier',
              'log limits',
              '产品限区间按 ln S 作正态近似',
              'limits of the product-limit estimate normal on ln S',
            ),
          ],
          explanations: [
            explanation(
              'shape',
              'β = 1/σ',
              'β 小于 1 为早期失效，等于 1 为偶然失效，大于 1 为耗损失效',
              'below 1: early failures; 1: failures by chance; above 1: wear-out',
              source,
            ),
            explanation(
              'characteristicLife',
              'η = e^μ',
              '63.2 % 失效的时间',
              'the time by which 63.2 % have failed',
              source,
            ),
            explanation(
              'lives',
              'B_p = exp(μ + σ w_p)',
              '失效比例达到 p 的时间，B10 为 10 %',
              'the time by which a share p has failed; B10 at 10 %',
              source,
            ),
          ],
        }),
      },
      input,
    ),
  scenes: (values) => [probabilityPlot(values), survivalScene(values)],
  example: {
    text: text(
      '三十八台减震器行驶里程（千米），其中十一台失效',
      'Distances of thirty-eight shock absorbers (km), eleven of which failed',
    ),
    source: 'D. D. O’Connor, Practical Reliability Engineering (1985), in Meeker and Escobar (1998), table C.2',
    csv: `time,failed\n${'6700,1 6950,0 7820,0 8790,0 9120,1 9660,0 9820,0 11310,0 11690,0 11850,0 11880,0 12140,0 12200,1 12870,0 13150,1 13330,0 13470,0 14040,0 14300,1 17520,1 17540,0 17890,0 18450,0 18960,0 18980,0 19410,0 20100,1 20100,0 20150,0 20320,0 20900,1 22700,1 23490,0 26510,1 27410,0 27490,1 27890,0 28100,0'.replaceAll(' ', '\n')}\n`,
    options: { times: '10000, 20000' },
  },
};
