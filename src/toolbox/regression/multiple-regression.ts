import { decimals } from '../arithmetic/sums.ts';
import { carryOut } from '../descriptive/carry-out.ts';
import { constantValues, tooFewValues } from '../descriptive/complaints.ts';
import { normalPlot } from '../descriptive/normal-plot.ts';
import { fields, list, number, text as words } from '../descriptive/result-schema.ts';
import { judgeNormality, type NormalityFigures } from '../hypothesis/samples.ts';
import { normalitySchema } from '../hypothesis/test-parts.ts';
import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, Method, OptionSpec, Problem, Warning } from '../method/method.ts';
import { explanation, text } from '../outcome/answer.ts';
import {
  type Coefficient,
  constantPredictor,
  durbinWatson,
  type FitTable,
  fitLinear,
  type Observation,
} from './linear-fit.ts';
import {
  coefficientSchema,
  fitConventions,
  fitExplanations,
  fitTableSchema,
  fitWarnings,
  observationSchema,
  residualScene,
} from './regression-words.ts';

export interface MultipleRegression {
  readonly n: number;
  readonly coefficients: readonly Coefficient[];
  readonly table: FitTable;
  readonly durbinWatson: number;
  readonly sequential: readonly { readonly name: string; readonly ss: number }[];
  readonly normality: NormalityFigures | null;
  readonly observations: readonly Observation[];
}

interface Rows {
  readonly names: readonly string[];
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
}

const columns: readonly ColumnRole[] = [
  {
    role: 'y',
    text: text('响应 y', 'response y'),
    kind: 'number',
    columns: [1, 1],
    whenEmpty: text('这一行不计入', 'the row is left out'),
  },
  {
    role: 'x',
    text: text('自变量（一列或多列）', 'predictors (one column or more)'),
    kind: 'number',
    columns: [1, 30],
    whenEmpty: text('这一行不计入', 'the row is left out'),
  },
];
const options: readonly OptionSpec[] = [
  { name: 'constant', text: text('含常数项', 'with a constant'), kind: 'flag', default: true },
  {
    name: 'confidence',
    text: text('置信水平', 'confidence level'),
    kind: 'number',
    default: 0.95,
    least: 0.5,
    most: 0.9999,
  },
];

function readRows(reader: ColumnReader, constant: boolean, problems: Problem[]): Rows {
  const y = reader.numbers('y').values;
  const xs = reader.allNumbers('x');
  const rows = Array.from(y.keys()).filter(
    (row) => Number.isFinite(y[row]!) && xs.every((x) => Number.isFinite(x.values[row] ?? Number.NaN)),
  );
  const least = xs.length + (constant ? 2 : 1);
  if (rows.length < least) problems.push(tooFewValues(text('完整的行', 'complete rows'), least, rows.length));
  else {
    if (rows.every((row) => y[row] === y[rows[0]!]))
      problems.push(constantValues(text('响应 y', 'the response y'), y[rows[0]!]!));
    for (const x of xs)
      if (constant && rows.every((row) => x.values[row] === x.values[rows[0]!]))
        problems.push(constantValues(text(`自变量 \`${x.name}\``, `the predictor \`${x.name}\``), x.values[rows[0]!]!));
  }
  return {
    names: xs.map((x) => x.name),
    x: xs.map((x) => rows.map((row) => x.values[row]!)),
    y: rows.map((row) => y[row]!),
  };
}

function analyse(
  { names, x, y }: Rows,
  constant: boolean,
  confidence: number,
  warnings: Warning[],
): MultipleRegression {
  const predictors = names.map((name, k) => ({ name, values: decimals(x[k]!) }));
  const fit = fitLinear({
    predictors: constant ? [constantPredictor(y.length), ...predictors] : predictors,
    response: decimals(y),
    constant,
    confidence,
  });
  const residuals = fit.observations.map((o) => o.residual);
  const serial = durbinWatson(residuals);
  warnings.push(...fitWarnings(fit, serial));
  return {
    n: y.length,
    coefficients: fit.coefficients,
    table: fit.table,
    durbinWatson: serial,
    sequential: names.map((name, k) => ({ name, ss: fit.squares.sequentialSquares[k + (constant ? 1 : 0)]! })),
    normality: judgeNormality(residuals, text('残差', 'the residuals'), warnings),
    observations: fit.observations,
  };
}

export const multipleRegressionMethod: Method<MultipleRegression> = {
  id: 'multiple-regression',
  version: 1,
  group: 'regression',
  title: text('多元回归', 'Multiple regression'),
  purpose: text('几个因素各自怎样影响 y？', 'How does each of several factors move y?'),
  conditions: [
    {
      condition: text('自变量之间不高度相关', 'The predictors are not closely related'),
      otherwise: text(
        '看 VIF，去掉一项；能做试验时用试验设计',
        'Read the VIF and leave one out; where you can experiment, design it',
      ),
    },
    {
      condition: text('残差独立、方差不变、近似正态', 'Residuals are independent, of one spread, near normal'),
      otherwise: text('看残差图，变换 y 或加项', 'Look at the residuals, transform y or add terms'),
    },
    {
      condition: text('观测数至少为系数数的三倍', 'At least three observations for each coefficient'),
      otherwise: text('减少项数', 'Take fewer terms'),
    },
  ],
  sources: [
    'N. R. Draper and H. Smith, Applied Regression Analysis, 3rd ed.',
    'D. A. Belsley, E. Kuh and R. E. Welsch, Regression Diagnostics (1980)',
  ],
  columns,
  options,
  resultSchema: fields({
    n: number('complete rows'),
    coefficients: coefficientSchema,
    table: fitTableSchema,
    durbinWatson: number('Durbin-Watson statistic of the residuals in order'),
    sequential: list(fields({ name: words('term'), ss: number('sum of squares added to the terms before it') })),
    normality: normalitySchema,
    observations: observationSchema,
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, given, { problems }) => readRows(reader, given.flag('constant'), problems),
        answer: (rows, given, { warnings }) => ({
          values: analyse(rows, given.flag('constant'), given.number('confidence'), warnings),
          conventions: fitConventions,
          explanations: [
            ...fitExplanations,
            explanation(
              'sequential.ss',
              'SS(xⱼ | x₁ … xⱼ₋₁)',
              '按列的顺序逐项加入时各项增加的平方和',
              'what each term adds to those before it, in the order of the columns',
              'Draper and Smith, 6.1',
            ),
          ],
        }),
      },
      input,
    ),
  scenes: (values) => [
    residualScene(values.observations),
    normalPlot(
      values.observations.map((o) => o.residual),
      text('残差的正态概率图', 'Normal plot of the residuals'),
      text('残差', 'residual'),
    ),
  ],
  example: {
    text: text(
      '氨氧化装置二十一天的损失率与空气流量、水温、酸浓度',
      'Loss of ammonia in twenty-one days of a plant against air flow, water temperature and acid concentration',
    ),
    source:
      'K. A. Brownlee, Statistical Theory and Methodology in Science and Engineering (1960) (R data set stackloss)',
    csv: 'loss,air,water,acid\n42,80,27,89\n37,80,27,88\n37,75,25,90\n28,62,24,87\n18,62,22,87\n18,62,23,87\n19,62,24,93\n20,62,24,93\n15,58,23,87\n14,58,18,80\n14,58,18,89\n13,58,17,88\n11,58,18,82\n12,58,19,93\n8,50,18,89\n7,50,18,86\n8,50,19,72\n8,50,19,79\n9,50,20,80\n15,56,20,82\n15,70,20,91\n',
    assignment: { y: ['loss'], x: ['air', 'water', 'acid'] },
    options: {},
  },
};
