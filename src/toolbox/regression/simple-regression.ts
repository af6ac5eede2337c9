import { extent } from '../arithmetic/sums.ts';
import { carryOut } from '../descriptive/carry-out.ts';
import { constantValues, tooFewValues } from '../descriptive/complaints.ts';
import { normalPlot } from '../descriptive/normal-plot.ts';
import { fields, list, number, optionalFields, optionalNumber } from '../descriptive/result-schema.ts';
import { judgeNormality, type NormalityFigures } from '../hypothesis/samples.ts';
import { normalitySchema } from '../hypothesis/test-parts.ts';
import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, Method, OptionSpec, Problem, Warning } from '../method/method.ts';
import { explanation, problem, text, warning } from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import { type LackOfFit, lackOfFit } from './lack-of-fit.ts';
import { type Coefficient, durbinWatson, type FitTable, type Observation } from './linear-fit.ts';
import { fitPolynomial, type Points, type Prediction, predict } from './polynomial-fit.ts';
import {
  coefficientSchema,
  fitConventions,
  fitExplanations,
  fitTableSchema,
  fitWarnings,
  lackOfFitFields,
  observationSchema,
  residualScene,
} from './regression-words.ts';

export interface SimpleRegression {
  readonly n: number;
  readonly degree: number;
  readonly coefficients: readonly Coefficient[];
  readonly table: FitTable;
  /** Pearson's r; null for a curve or without a constant. */
  readonly correlation: number | null;
  readonly durbinWatson: number;
  /** Where some x occur more than once. */
  readonly lackOfFit: LackOfFit | null;
  readonly normality: NormalityFigures | null;
  readonly predictions: readonly Prediction[];
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly observations: readonly Observation[];
  readonly curve: readonly Prediction[];
}

const columns: readonly ColumnRole[] = [
  {
    role: 'x',
    text: text('自变量 x', 'predictor x'),
    kind: 'number',
    columns: [1, 1],
    whenEmpty: text('这一行不计入', 'the row is left out'),
  },
  {
    role: 'y',
    text: text('响应 y', 'response y'),
    kind: 'number',
    columns: [1, 1],
    whenEmpty: text('这一行不计入', 'the row is left out'),
  },
];
const options: readonly OptionSpec[] = [
  {
    name: 'degree',
    text: text('多项式次数', 'degree of the polynomial'),
    kind: 'number',
    default: 1,
    least: 1,
    most: 10,
    integer: true,
  },
  { name: 'constant', text: text('含常数项', 'with a constant'), kind: 'flag', default: true },
  {
    name: 'confidence',
    text: text('置信水平', 'confidence level'),
    kind: 'number',
    default: 0.95,
    least: 0.5,
    most: 0.9999,
  },
  {
    name: 'at',
    text: text('预测点（用逗号分开的 x）', 'where to predict (x values, separated by commas)'),
    kind: 'text',
  },
];

function readPoints(reader: ColumnReader, least: number, problems: Problem[]): Points {
  const xs = reader.numbers('x').values;
  const ys = reader.numbers('y').values;
  const rows = Array.from(xs.keys()).filter(
    (row) => Number.isFinite(xs[row]!) && Number.isFinite(ys[row] ?? Number.NaN),
  );
  const points = { x: rows.map((row) => xs[row]!), y: rows.map((row) => ys[row]!) };
  const distinct = new Set(points.x).size;
  if (rows.length < least) problems.push(tooFewValues(text('成对的 x、y', 'pairs of x and y'), least, rows.length));
  else if (distinct < 2) problems.push(constantValues(text('自变量 x', 'the predictor x'), points.x[0]!));
  else if (distinct < least - 1) problems.push(tooFewValues(text('不同的 x', 'different x'), least - 1, distinct));
  else if (points.y.every((value) => value === points.y[0]))
    problems.push(constantValues(text('响应 y', 'the response y'), points.y[0]!));
  return points;
}

function readPlaces(said: string, problems: Problem[]): number[] {
  const parts = said.split(/[\s,，、;；]+/).filter((part) => part !== '');
  const bad = parts.filter((part) => !Number.isFinite(Number(part)));
  if (bad.length > 0)
    problems.push(
      problem(
        'option-invalid',
        text(`预测点应为数值，实为 \`${bad[0]}\``, `expected numbers to predict at, found \`${bad[0]}\``),
        text('用逗号分开各数', 'Separate the numbers by commas'),
      ),
    );
  return parts.map(Number);
}

function analyse(
  points: Points,
  degree: number,
  constant: boolean,
  confidence: number,
  places: readonly number[],
  warnings: Warning[],
): SimpleRegression {
  const fit = fitPolynomial(points, degree, constant, confidence);
  const residuals = fit.observations.map((o) => o.residual);
  const serial = durbinWatson(residuals);
  warnings.push(...fitWarnings(fit, serial).filter((one) => degree === 1 || one.code !== 'collinear'));
  const [least, most] = extent(points.x);
  const outside = places.filter((x) => x < least || x > most);
  if (outside.length > 0)
    warnings.push(
      warning(
        'extrapolation',
        text(
          `${outside.join('、')} 超出数据范围 ${least} … ${most}`,
          `${outside.join(', ')} lie outside the data, ${least} … ${most}`,
        ),
        text('外推没有数据支持，只作参考', 'No data support an extrapolation; take it as a guess'),
      ),
    );
  const lack = lackOfFit(points.x.map(String), points.y, fit);
  if (lack && lack.p < 0.05)
    warnings.push(
      warning(
        'lack-of-fit',
        text(
          `模型失拟（p = ${lack.p.toPrecision(3)}）`,
          `the model does not fit (lack of fit p = ${lack.p.toPrecision(3)})`,
        ),
        text('试用更高次数或变换', 'Try a higher degree or a transformation'),
      ),
    );
  const steps = 60;
  const at = (x: number) => predict(fit, x, degree, constant, confidence);
  const slope = fit.coefficients[1]?.estimate ?? 0;
  return {
    n: points.x.length,
    degree,
    coefficients: fit.coefficients,
    table: fit.table,
    correlation: degree === 1 && constant ? Math.sign(slope) * Math.sqrt(fit.table.rSquared) : null,
    durbinWatson: serial,
    lackOfFit: lack,
    normality: judgeNormality(residuals, text('残差', 'the residuals'), warnings),
    predictions: places.map(at),
    points: points.x.map((x, i) => ({ x, y: points.y[i]! })),
    observations: fit.observations,
    curve: Array.from({ length: steps + 1 }, (_, i) => at(least + ((most - least) * i) / steps)),
  };
}

function fitScene(values: SimpleRegression): Scene {
  const x = values.curve.map((c) => c.x);
  const band = values.curve.every((c) => c.singleLower !== null);
  return {
    title: text('回归线与预测带', 'Regression with prediction band'),
    x: { title: text('自变量 x', 'predictor x'), scale: 'linear' },
    y: { title: text('响应 y', 'response y'), scale: 'linear' },
    marks: [
      ...(band
        ? [
            {
              kind: 'band' as const,
              tone: 'muted' as const,
              x,
              low: values.curve.map((c) => c.singleLower!),
              high: values.curve.map((c) => c.singleUpper!),
            },
            {
              kind: 'band' as const,
              tone: 'second' as const,
              x,
              low: values.curve.map((c) => c.meanLower!),
              high: values.curve.map((c) => c.meanUpper!),
            },
          ]
        : []),
      { kind: 'line', tone: 'fit', x, y: values.curve.map((c) => c.fitted) },
      { kind: 'points', tone: 'data', x: values.points.map((p) => p.x), y: values.points.map((p) => p.y) },
    ],
    table: {
      head: [text('x', 'x'), text('y', 'y'), text('拟合值', 'fitted')],
      rows: values.points.map((p, i) => [p.x, p.y, values.observations[i]!.fitted]),
    },
  };
}

const predictionSchema = fields({
  x: number('where'),
  fitted: number('fitted value'),
  meanLower: optionalNumber('lower limit of the mean response'),
  meanUpper: optionalNumber('upper limit of the mean response'),
  singleLower: optionalNumber('lower limit of one new observation'),
  singleUpper: optionalNumber('upper limit of one new observation'),
});

export const simpleRegressionMethod: Method<SimpleRegression> = {
  id: 'simple-regression',
  version: 1,
  group: 'regression',
  title: text('一元回归', 'Simple regression'),
  purpose: text(
    'y 怎样随 x 变化，给定 x 时 y 会是多少？',
    'How does y change with x, and what will y be at a given x?',
  ),
  conditions: [
    {
      condition: text('关系的形状与模型一致', 'The relation has the shape of the model'),
      otherwise: text(
        '看残差图；弯曲时提高次数或取对数',
        'Look at the residuals; where they bend raise the degree or take logarithms',
      ),
    },
    {
      condition: text('残差独立、方差不变、近似正态', 'Residuals are independent, of one spread, near normal'),
      otherwise: text('方差随 y 增大时对 y 取对数', 'Take the logarithm of y where the spread grows with it'),
    },
    {
      condition: text('x 的测量误差可忽略', 'x is measured with little error'),
      otherwise: text('先做测量系统分析', 'Study the measurement system first'),
    },
  ],
  sources: ['N. R. Draper and H. Smith, Applied Regression Analysis, 3rd ed., chapters 1, 2 and 8', 'ISO 11095:1996'],
  columns,
  options,
  resultSchema: fields({
    n: number('pairs'),
    degree: number('degree of the polynomial'),
    coefficients: coefficientSchema,
    table: fitTableSchema,
    correlation: optionalNumber("Pearson's r, for a straight line with a constant"),
    durbinWatson: number('Durbin-Watson statistic of the residuals in order'),
    lackOfFit: optionalFields(lackOfFitFields, 'where some x were repeated'),
    normality: normalitySchema,
    predictions: list(predictionSchema, 'at the places asked for'),
    points: list(fields({ x: number('x'), y: number('y') })),
    observations: observationSchema,
    curve: list(predictionSchema, 'for drawing'),
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, given, { problems }) => ({
          points: readPoints(reader, given.number('degree') + (given.flag('constant') ? 2 : 1), problems),
          places: readPlaces(given.text('at'), problems),
        }),
        answer: ({ points, places }, given, { warnings }) => ({
          values: analyse(
            points,
            given.number('degree'),
            given.flag('constant'),
            given.number('confidence'),
            places,
            warnings,
          ),
          conventions: fitConventions,
          explanations: [
            ...fitExplanations,
            explanation(
              'predictions.singleLower',
              'ŷ ± t · s √(1 + h)',
              '一个新观测落入的范围',
              'where one new observation will fall',
              'Draper and Smith, 3.1',
            ),
          ],
        }),
      },
      input,
    ),
  scenes: (values) => [
    fitScene(values),
    residualScene(values.observations),
    normalPlot(
      values.observations.map((o) => o.residual),
      text('残差的正态概率图', 'Normal plot of the residuals'),
      text('残差', 'residual'),
    ),
  ],
  example: {
    text: text('臭氧监测仪校准：标准值与读数', 'Calibration of an ozone monitor: reading against standard'),
    source: 'NIST StRD linear regression, Norris (ozone monitor calibration), first twelve rows',
    csv: 'x,y\n0.2,0.1\n337.4,338.8\n118.2,118.1\n884.6,888.0\n10.1,9.2\n226.5,228.1\n666.3,668.5\n996.3,998.5\n448.6,449.1\n777.0,778.9\n558.2,559.2\n0.4,0.3\n',
    options: { at: '100, 500' },
  },
};
