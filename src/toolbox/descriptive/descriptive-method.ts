import { studentTQuantileUpper } from '../distributions/student-t.ts';
import { deviationInterval } from '../hypothesis/variances.ts';
import type { ColumnRole, Method, OptionSpec, Warning } from '../method/method.ts';
import { convention, explanation, text, warning } from '../outcome/answer.ts';
import { carryOut } from './carry-out.ts';
import { tooFewValues } from './complaints.ts';
import { type Group, readGroups } from './present-values.ts';
import type { QuantileRule } from './quartiles.ts';
import { fields, finiteOrNull, list, number, optionalNumber, text as words } from './result-schema.ts';
import { summarise } from './summary.ts';

interface Described {
  readonly name: string;
  readonly n: number;
  readonly mean: number;
  readonly sd: number | null;
  readonly se: number | null;
  readonly meanLower: number | null;
  readonly meanUpper: number | null;
  readonly sdLower: number | null;
  readonly sdUpper: number | null;
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
  readonly autocorrelation: number | null;
}

export interface Descriptive {
  readonly samples: readonly Described[];
}

const columns: readonly ColumnRole[] = [
  {
    role: 'measurements',
    text: text('测量值（一列或多列）', 'the measurements (one column or more)'),
    kind: 'number',
    columns: [1, 50],
    unequalLengths: true,
  },
  { role: 'group', text: text('分组', 'group'), kind: 'label', columns: [1, 1], optional: true },
];
const options: readonly OptionSpec[] = [
  {
    name: 'confidence',
    text: text('置信水平', 'confidence level'),
    kind: 'number',
    default: 0.95,
    least: 0.5,
    most: 0.9999,
  },
  {
    name: 'quartiles',
    text: text('四分位数的取法', 'rule of the quartiles'),
    kind: 'choice',
    choices: [
      { value: 'six', text: text('(n + 1)p（Minitab、JMP）', '(n + 1)p (Minitab, JMP)') },
      { value: 'seven', text: text('1 + (n − 1)p（R、Excel INC）', '1 + (n − 1)p (R, Excel INC)') },
    ],
    default: 'six',
  },
];

/** What the data do not allow: a deviation of one value, a shape of three, a shape of values that are all the same. */
function undefinedFigures(groups: readonly Group[]): Warning[] {
  const named = (list: readonly Group[]): string => list.map((g) => `\`${g.name}\``).join('、');
  const few = groups.filter((g) => g.values.length < 4);
  const constant = groups.filter((g) => g.values.length >= 2 && g.values.every((value) => value === g.values[0]));
  return [
    ...(few.length > 0
      ? [
          warning(
            'values-few',
            text(
              `${named(few)} 不足 4 个值，有的统计量没有定义（标准差要 2 个，偏度 3 个，峰度 4 个）`,
              `${named(few)}: fewer than 4 values, for which some figures do not exist (a deviation takes 2, skewness 3, kurtosis 4)`,
            ),
            text('继续收集', 'Collect more'),
          ),
        ]
      : []),
    ...(constant.length > 0
      ? [
          warning(
            'constant-values',
            text(
              `${named(constant)} 的值全部相同：标准差为 0，偏度、峰度、自相关和标准差的区间没有定义`,
              `${named(constant)}: all values are the same. The deviation is 0; skewness, kurtosis, autocorrelation and the interval of the deviation do not exist`,
            ),
            text('检查量具分辨力，或数据是否被复制', 'Check the resolution of the gauge, or whether data were copied'),
          ),
        ]
      : []),
  ];
}

function describe({ name, values }: Group, rule: QuantileRule, confidence: number): Described {
  const s = summarise(values, rule);
  const half = s.n > 1 ? s.se * studentTQuantileUpper((1 - confidence) / 2, s.n - 1) : Number.NaN;
  const spread = s.n > 1 && s.sd > 0 ? deviationInterval(s.sd, s.n, confidence) : { lower: null, upper: null };
  return {
    name,
    n: s.n,
    mean: s.mean,
    sd: finiteOrNull(s.sd),
    se: finiteOrNull(s.se),
    meanLower: finiteOrNull(s.mean - half),
    meanUpper: finiteOrNull(s.mean + half),
    sdLower: spread.lower,
    sdUpper: spread.upper,
    min: s.min,
    q1: s.q1,
    median: s.median,
    q3: s.q3,
    max: s.max,
    skewness: finiteOrNull(s.skewness),
    kurtosis: finiteOrNull(s.kurtosis),
    autocorrelation: finiteOrNull(s.autocorrelation),
  };
}

export const descriptiveMethod: Method<Descriptive> = {
  id: 'descriptive-statistics',
  version: 1,
  group: 'test',
  title: text('描述统计', 'Descriptive statistics'),
  purpose: text('这些数据的中心、波动与形状如何？', 'What are the centre, spread and shape of these data?'),
  conditions: [
    {
      condition: text('置信区间要求数据独立、近似正态', 'The intervals ask for independent, near normal data'),
      otherwise: text(
        '只看数值本身，并画控制图与直方图',
        'Read the figures alone, and draw a control chart and a histogram',
      ),
    },
  ],
  sources: [
    'R. J. Hyndman and Y. Fan, American Statistician 50 (1996) 361-365',
    'D. N. Joanes and C. A. Gill, The Statistician 47 (1998) 183-189',
  ],
  columns,
  options,
  resultSchema: fields({
    samples: list(
      fields({
        name: words('column or group'),
        n: number('number of values'),
        mean: number('mean'),
        sd: optionalNumber('standard deviation with n - 1'),
        se: optionalNumber('standard error of the mean'),
        meanLower: optionalNumber('lower limit of the mean'),
        meanUpper: optionalNumber('upper limit of the mean'),
        sdLower: optionalNumber('lower limit of the standard deviation'),
        sdUpper: optionalNumber('upper limit of the standard deviation'),
        min: number('least value'),
        q1: number('first quartile'),
        median: number('median'),
        q3: number('third quartile'),
        max: number('greatest value'),
        skewness: optionalNumber('adjusted skewness'),
        kurtosis: optionalNumber('adjusted excess kurtosis'),
        autocorrelation: optionalNumber('lag-1 autocorrelation in the order of the data'),
      }),
    ),
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, _, complaints) => {
          const groups = readGroups(reader, 'measurements', 'group', complaints).filter((g) => g.values.length > 0);
          if (groups.length === 0) complaints.problems.push(tooFewValues(text('测量值', 'the measurements'), 1, 0));
          return groups;
        },
        answer: (groups, given, { warnings }) => {
          warnings.push(...undefinedFigures(groups));
          const rule: QuantileRule = given.choice('quartiles') === 'seven' ? 'seven' : 'six';
          return {
            values: { samples: groups.map((g) => describe(g, rule, given.number('confidence'))) },
            conventions: [
              convention(
                'quartiles',
                rule === 'six' ? '(n + 1)p' : '1 + (n - 1)p',
                '四分位数的位置',
                'where the quartiles stand among the ordered values',
              ),
              convention(
                'shape',
                'G1, G2',
                '偏度与峰度按样本量修正（同 Excel、Minitab）',
                'skewness and kurtosis adjusted for sample size (as Excel and Minitab)',
              ),
              convention(
                'arithmetic',
                'decimal',
                '数值按所写的十进制数、以双倍精度求和',
                'values are taken as the decimals written and summed in double-double',
              ),
            ],
            explanations: [
              explanation(
                'samples.sd',
                's = √(Σ(xᵢ − x̄)² / (n − 1))',
                '样本标准差',
                'the standard deviation of the sample',
                'ISO 3534-1:2006, 1.17',
              ),
              explanation(
                'samples.meanLower',
                'x̄ − t(1 − α/2; n − 1) s/√n',
                '均值的置信下限',
                'lower confidence limit of the mean',
                'ISO 2602:1980',
              ),
              explanation(
                'samples.sdLower',
                's √((n − 1)/χ²(1 − α/2; n − 1))',
                '标准差的置信下限',
                'lower confidence limit of the standard deviation',
                'ISO 2854:1976',
              ),
            ],
          };
        },
      },
      input,
    ),
  example: {
    text: text('二十次光速测量（减去 299 000 km/s）', 'Twenty measurements of the speed of light, less 299 000 km/s'),
    source: 'A. A. Michelson (1879); R data set morley, experiment 1',
    csv: 'measurements\n850\n740\n900\n1070\n930\n850\n950\n980\n980\n880\n1000\n980\n930\n650\n760\n810\n1000\n1000\n960\n960\n',
    options: {},
  },
};
