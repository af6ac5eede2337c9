import { cholesky, choleskySolve } from '../arithmetic/cholesky.ts';
import { type LeastSquares, leastSquares } from '../arithmetic/least-squares.ts';
import { decimals } from '../arithmetic/sums.ts';
import { carryOut } from '../descriptive/carry-out.ts';
import { constantValues, missingValues, tooFewValues } from '../descriptive/complaints.ts';
import { normalPlot } from '../descriptive/normal-plot.ts';
import {
  count,
  fields,
  finiteOrNull,
  list,
  number,
  optionalNumber,
  text as words,
} from '../descriptive/result-schema.ts';
import { fisherFUpper } from '../distributions/fisher-f.ts';
import { judgeNormality, type NormalityFigures } from '../hypothesis/samples.ts';
import { normalitySchema } from '../hypothesis/test-parts.ts';
import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, Method, OptionSpec, Problem, Warning } from '../method/method.ts';
import { convention, explanation, problem, text, warning } from '../outcome/answer.ts';
import { constantPredictor } from './linear-fit.ts';
import { deviationColumns, factorSets, productTerm, type Term } from './term-columns.ts';

export interface AnovaRow {
  readonly term: string;
  readonly df: number;
  readonly ssSequential: number;
  readonly ssAdjusted: number | null;
  readonly msAdjusted: number | null;
  readonly f: number | null;
  readonly p: number | null;
}

export interface AnovaFit {
  readonly rows: readonly AnovaRow[];
  readonly dfResidual: number;
  readonly ssResidual: number;
  readonly ssTotal: number;
  readonly s: number | null;
  readonly rSquared: number;
  readonly residuals: readonly number[];
  readonly squares: LeastSquares;
}

export interface GeneralAnova extends Omit<AnovaFit, 'squares'> {
  readonly means: readonly {
    readonly factor: string;
    readonly level: string;
    readonly n: number;
    readonly mean: number;
  }[];
  readonly balanced: boolean;
  readonly normality: NormalityFigures | null;
}

/** The analysis of variance of any terms: sequential squares in their order, adjusted ones given all others (type III). */
export function analyseTerms(terms: readonly Term[], y: readonly number[]): AnovaFit {
  const response = decimals(y);
  const design = [constantPredictor(y.length).values, ...terms.flatMap((term) => term.columns)];
  const squares = leastSquares(design, response);
  const dfResidual = y.length - squares.rank;
  const s2 = dfResidual > 0 ? squares.residualSquares / dfResidual : Number.NaN;
  let next = 1;
  const rows = terms.map((term): AnovaRow => {
    const columns = term.columns.map((_, i) => next + i);
    next += columns.length;
    const free = columns.filter((k) => !squares.aliased.includes(k));
    const adjusted = adjustedSquares(squares, free);
    const ms = adjusted / free.length;
    const f = ms / s2;
    return {
      term: term.name,
      df: free.length,
      ssSequential: free.reduce((total, k) => total + squares.sequentialSquares[k]!, 0),
      ssAdjusted: finiteOrNull(adjusted),
      msAdjusted: finiteOrNull(ms),
      f: finiteOrNull(f),
      p: Number.isFinite(f) ? fisherFUpper(f, free.length, dfResidual) : null,
    };
  });
  const ssTotal = squares.sequentialSquares.slice(1).reduce((a, b) => a + b, 0) + squares.residualSquares;
  return {
    rows,
    dfResidual,
    ssResidual: squares.residualSquares,
    ssTotal,
    s: finiteOrNull(Math.sqrt(s2)),
    rSquared: 1 - squares.residualSquares / ssTotal,
    residuals: squares.residuals,
    squares,
  };
}

/** bᵀ C⁻¹ b for the coefficients of a term and their part C of (XᵀX)⁻¹. */
function adjustedSquares(squares: LeastSquares, columns: readonly number[]): number {
  if (columns.length === 0) return Number.NaN;
  const b = columns.map((k) => squares.coefficients[k]!);
  const block = columns.map((i) => columns.map((j) => squares.unscaledCovariance[i]![j]!));
  const solved = choleskySolve(cholesky(block), b);
  return b.reduce((total, value, i) => total + value * solved[i]!, 0);
}

interface Layout {
  readonly names: readonly string[];
  readonly labels: readonly (readonly string[])[];
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
  { role: 'factor', text: text('因子', 'factors'), kind: 'label', columns: [1, 8] },
];
const options: readonly OptionSpec[] = [
  {
    name: 'order',
    text: text('交互作用的最高阶数', 'highest order of interactions'),
    kind: 'number',
    default: 2,
    least: 1,
    most: 4,
    integer: true,
  },
];

export function readLayout(reader: ColumnReader, problems: Problem[], warnings: Warning[]): Layout {
  const y = reader.numbers('y').values;
  const factors = reader.allLabels('factor');
  const rows = Array.from(y.keys()).filter(
    (row) => Number.isFinite(y[row]!) && factors.every((f) => (f.values[row] ?? '') !== ''),
  );
  const unnamed = y.filter((value) => Number.isFinite(value)).length - rows.length;
  if (unnamed > 0) warnings.push(missingValues(unnamed, y.length));
  const values = rows.map((row) => y[row]!);
  if (rows.length < 3) problems.push(tooFewValues(text('完整的行', 'complete rows'), 3, rows.length));
  else if (values.every((value) => value === values[0]))
    problems.push(constantValues(text('响应 y', 'the response y'), values[0]!));
  const labels = factors.map((f) => rows.map((row) => f.values[row]!));
  factors.forEach((f, k) => {
    const levels = new Set(labels[k]).size;
    if (rows.length >= 3 && (levels < 2 || levels > 60))
      problems.push(
        problem(
          'factor-levels',
          text(
            `因子 \`${f.name}\` 应有 2 至 60 个水平，实有 \`${levels}\` 个`,
            `expected 2 to 60 levels of \`${f.name}\`, found \`${levels}\``,
          ),
          text('检查该列', 'Check this column'),
        ),
      );
  });
  return { names: factors.map((f) => f.name), labels, y: values };
}

function analyse({ names, labels, y }: Layout, order: number, warnings: Warning[], problems: Problem[]): GeneralAnova {
  const levels = labels.map((list) => [...new Set(list)]);
  const coded = labels.map((list, k) => deviationColumns(list, levels[k]!));
  const terms = factorSets(names.length, order).map((set) => productTerm(set, names, coded));
  const size = terms.reduce((total, term) => total + term.columns.length, 1);
  if (size > 200)
    problems.push(
      problem(
        'model-too-large',
        text(`模型应不超过 200 个系数，实为 \`${size}\``, `expected at most 200 coefficients, found \`${size}\``),
        text('降低交互作用的阶数', 'Lower the order of interactions'),
      ),
    );
  if (problems.length > 0) terms.length = 0;
  const { squares, ...fit } = analyseTerms(terms, y);
  const lost = fit.rows.filter((row, i) => row.df < terms[i]!.columns.length).map((row) => row.term);
  if (lost.length > 0)
    warnings.push(
      warning(
        'empty-cells',
        text(
          `有的水平组合没有数据，${lost.join('、')} 未能完全估计`,
          `some combinations have no data; ${lost.join(', ')} could not be estimated in full`,
        ),
        text('降低交互作用的阶数', 'Lower the order of interactions'),
      ),
    );
  if (fit.dfResidual === 0)
    warnings.push(
      warning(
        'no-residual',
        text('没有剩余自由度，无法检验', 'no degrees of freedom are left for a test'),
        text('降低交互作用的阶数，或重复试验', 'Lower the order of interactions, or replicate'),
      ),
    );
  const cells = new Map<string, number>();
  y.forEach((_, i) => {
    const key = labels.map((list) => list[i]).join('\u0000');
    cells.set(key, (cells.get(key) ?? 0) + 1);
  });
  const balanced =
    new Set(cells.values()).size === 1 && cells.size === levels.reduce((product, list) => product * list.length, 1);
  return {
    ...fit,
    means: names.flatMap((factor, k) =>
      levels[k]!.map((level) => {
        const own = y.filter((_, i) => labels[k]![i] === level);
        return { factor, level, n: own.length, mean: own.reduce((a, b) => a + b, 0) / own.length };
      }),
    ),
    balanced,
    normality: judgeNormality(fit.residuals, text('残差', 'the residuals'), warnings),
  };
}

export const anovaRowsSchema = list(
  fields({
    term: words('term'),
    df: count('degrees of freedom'),
    ssSequential: number('sum of squares added to the terms before it (type I)'),
    ssAdjusted: optionalNumber('sum of squares given all other terms (type III)'),
    msAdjusted: optionalNumber('adjusted mean square'),
    f: optionalNumber('F; null without residual degrees of freedom'),
    p: optionalNumber('p-value'),
  }),
);
const source = 'D. C. Montgomery, Design and Analysis of Experiments, chapter 5; S. R. Searle, Linear Models (1971)';

export const generalAnovaMethod: Method<GeneralAnova> = {
  id: 'general-anova',
  version: 1,
  group: 'test',
  title: text('多因素方差分析', 'Analysis of variance, several factors'),
  purpose: text('几个因子及其交互作用各自影响多大？', 'How much do several factors and their interactions matter?'),
  conditions: [
    {
      condition: text('因子为固定效应', 'The factors are fixed'),
      otherwise: text(
        '操作者、零件等随机因子用测量系统分析的方法',
        'For random factors, such as operators and parts, use the methods of measurement systems',
      ),
    },
    {
      condition: text('残差独立、方差不变、近似正态', 'Residuals are independent, of one spread, near normal'),
      otherwise: text('看残差图，变换 y', 'Look at the residuals, transform y'),
    },
  ],
  sources: [source],
  columns,
  options,
  resultSchema: fields({
    rows: anovaRowsSchema,
    dfResidual: number('residual degrees of freedom'),
    ssResidual: number('residual sum of squares'),
    ssTotal: number('total sum of squares'),
    s: optionalNumber('residual standard deviation'),
    rSquared: number('R²'),
    residuals: list(number('residual')),
    means: list(
      fields({ factor: words('factor'), level: words('level'), n: count('values'), mean: number('mean of the data') }),
    ),
    balanced: { type: 'boolean', description: 'every combination equally often' },
    normality: normalitySchema,
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, _, { problems, warnings }) => readLayout(reader, problems, warnings),
        answer: (layout, given, { warnings, problems }) => ({
          values: analyse(layout, given.number('order'), warnings, problems),
          conventions: [
            convention(
              'squares',
              'adjusted (type III)',
              'F 用调整平方和，效应编码之和为零；均衡数据三种平方和相同',
              'F from adjusted squares under sum-to-zero coding; the types agree for balanced data',
            ),
            convention(
              'arithmetic',
              'double-double',
              '数值按所写的十进制数、以双倍精度计算',
              'values are taken as the decimals written, in double-double arithmetic',
            ),
          ],
          explanations: [
            explanation(
              'rows.ssAdjusted',
              'bᵀ C⁻¹ b',
              '其他项都在模型中时该项的平方和',
              'what the term adds when all others are in the model',
              source,
            ),
            explanation(
              'rows.f',
              'F = MS_adj / MS_residual',
              '该项均方与残差均方之比',
              'its mean square over that of the residuals',
              source,
            ),
          ],
        }),
      },
      input,
    ),
  scenes: (values) => [
    normalPlot(values.residuals, text('残差的正态概率图', 'Normal plot of the residuals'), text('残差', 'residual')),
  ],
  example: {
    text: text(
      '电池寿命：三种材料、三种温度，各四次',
      'Battery life: three materials at three temperatures, four times each',
    ),
    source: 'D. C. Montgomery, Design and Analysis of Experiments, table 5.1',
    csv: `life,material,temperature\n${[
      '130,1,15 155,1,15 74,1,15 180,1,15 34,1,70 40,1,70 80,1,70 75,1,70 20,1,125 70,1,125 82,1,125 58,1,125',
      '150,2,15 188,2,15 159,2,15 126,2,15 136,2,70 122,2,70 106,2,70 115,2,70 25,2,125 70,2,125 58,2,125 45,2,125',
      '138,3,15 110,3,15 168,3,15 160,3,15 174,3,70 120,3,70 150,3,70 139,3,70 96,3,125 104,3,125 82,3,125 60,3,125',
    ]
      .join(' ')
      .replaceAll(' ', '\n')}\n`,
    assignment: { y: ['life'], factor: ['material', 'temperature'] },
    options: {},
  },
};
