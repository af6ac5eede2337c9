import { decimalValue } from '../arithmetic/decimal.ts';
import { type DoubleDouble, ddDivide, ddMultiply, ddSubtract, doubleDouble } from '../arithmetic/double-double.ts';
import { decimals, extent } from '../arithmetic/sums.ts';
import { symmetricEigen } from '../arithmetic/symmetric-eigen.ts';
import { carryOut } from '../descriptive/carry-out.ts';
import { constantValues, missingValues, tooFewValues } from '../descriptive/complaints.ts';
import {
  fields,
  finiteOrNull,
  list,
  number,
  optionalFields,
  optionalNumber,
  text as words,
} from '../descriptive/result-schema.ts';
import { fisherFUpper } from '../distributions/fisher-f.ts';
import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, Method, Problem, Warning } from '../method/method.ts';
import { convention, explanation, text, warning } from '../outcome/answer.ts';
import {
  type Coefficient,
  constantPredictor,
  type FitTable,
  fitLinear,
  type LinearFit,
} from '../regression/linear-fit.ts';
import {
  coefficientSchema,
  fitTableSchema,
  fitWarnings,
  observationSchema,
  residualScene,
} from '../regression/regression-words.ts';
import type { Scene } from '../scene/scene.ts';

export interface SurfaceBlock {
  readonly block: 'linear' | 'square' | 'interaction';
  readonly df: number;
  readonly ss: number;
  readonly f: number | null;
  readonly p: number | null;
}

export interface SurfaceAnalysis {
  readonly coefficients: readonly Coefficient[];
  readonly table: FitTable;
  readonly blocks: readonly SurfaceBlock[];
  readonly lackOfFit: {
    readonly ss: number;
    readonly df: number;
    readonly ssPure: number;
    readonly dfPure: number;
    readonly f: number;
    readonly p: number;
  } | null;
  readonly stationary: {
    readonly kind: 'maximum' | 'minimum' | 'saddle';
    readonly response: number;
    readonly point: readonly { readonly factor: string; readonly coded: number; readonly value: number }[];
    readonly inside: boolean;
  } | null;
  readonly eigenvalues: readonly number[];
  readonly coding: readonly { readonly factor: string; readonly centre: number; readonly half: number }[];
  readonly observations: LinearFit['observations'];
}

interface Surface {
  readonly names: readonly string[];
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
}

const columns: readonly ColumnRole[] = [
  { role: 'y', text: text('响应 y', 'response y'), kind: 'number', columns: [1, 1] },
  { role: 'factor', text: text('数值因子', 'numeric factors'), kind: 'number', columns: [2, 8] },
];

function readSurface(reader: ColumnReader, problems: Problem[], warnings: Warning[]): Surface {
  const y = reader.numbers('y').values;
  const xs = reader.allNumbers('factor');
  const rows = Array.from(y.keys()).filter(
    (row) => Number.isFinite(y[row]!) && xs.every((x) => Number.isFinite(x.values[row] ?? Number.NaN)),
  );
  if (rows.length < y.length) warnings.push(missingValues(y.length - rows.length, y.length));
  const least = 1 + 2 * xs.length + (xs.length * (xs.length - 1)) / 2;
  const values = rows.map((row) => y[row]!);
  if (rows.length < least) problems.push(tooFewValues(text('完整的行', 'complete rows'), least, rows.length));
  else if (values.every((value) => value === values[0]))
    problems.push(constantValues(text('响应 y', 'the response y'), values[0]!));
  else
    for (const x of xs) {
      const levels = new Set(rows.map((row) => x.values[row]!)).size;
      if (levels < 3)
        problems.push(
          tooFewValues(text(`因子 \`${x.name}\` 的不同水平`, `different levels of \`${x.name}\``), 3, levels),
        );
    }
  return { names: xs.map((x) => x.name), x: xs.map((x) => rows.map((row) => x.values[row]!)), y: values };
}

/** Each factor moved and scaled so that its range is -1 … 1. */
function code(x: readonly number[]): { coded: DoubleDouble[]; centre: number; half: number } {
  const [least, most] = extent(x);
  const centre = ddDivide(twoOf(least, most, 1), doubleDouble(2));
  const half = ddDivide(twoOf(least, most, -1), doubleDouble(2));
  return {
    coded: x.map((value) => ddDivide(ddSubtract(decimalValue(value), centre), half)),
    centre: centre.hi,
    half: half.hi,
  };
}

function twoOf(least: number, most: number, sign: 1 | -1): DoubleDouble {
  const low = decimalValue(least);
  return ddSubtract(decimalValue(most), sign === 1 ? { hi: -low.hi, lo: -low.lo } : low);
}

function lackOfFit({ x, y }: Surface, fit: LinearFit): SurfaceAnalysis['lackOfFit'] {
  const groups = new Map<string, number[]>();
  y.forEach((value, i) => {
    const key = x.map((column) => column[i]).join(' ');
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  });
  const dfPure = y.length - groups.size;
  const df = fit.table.dfResidual - dfPure;
  let ssPure = 0;
  for (const group of groups.values()) {
    const mean = group.reduce((a, b) => a + b, 0) / group.length;
    ssPure += group.reduce((total, value) => total + (value - mean) ** 2, 0);
  }
  if (dfPure < 1 || df < 1 || ssPure <= 0) return null;
  const ss = Math.max(0, fit.table.ssResidual - ssPure);
  const f = ss / df / (ssPure / dfPure);
  return { ss, df, ssPure, dfPure, f, p: fisherFUpper(f, df, dfPure) };
}

/** x = -B⁻¹b/2 by the eigenvectors of B (Box and Wilson's canonical analysis); null for a surface flat in some direction. */
function canonical(
  linear: readonly number[],
  matrix: readonly (readonly number[])[],
): { point: number[] | null; eigenvalues: readonly number[] } {
  const { values, vectors } = symmetricEigen(matrix);
  const largest = Math.max(...values.map(Math.abs));
  if (values.some((value) => Math.abs(value) < 1e-10 * largest) || largest === 0)
    return { point: null, eigenvalues: values };
  const point = linear.map(() => 0);
  vectors.forEach((vector, k) => {
    const along = vector.reduce((total, v, i) => total + v * linear[i]!, 0) / (-2 * values[k]!);
    vector.forEach((v, i) => {
      point[i]! += v * along;
    });
  });
  return { point, eigenvalues: values };
}

function analyse(surface: Surface, warnings: Warning[]): SurfaceAnalysis {
  const { names, y } = surface;
  const codes = surface.x.map(code);
  const single = names.map((name, i) => ({ name, values: codes[i]!.coded }));
  const times = (a: readonly DoubleDouble[], b: readonly DoubleDouble[]) =>
    a.map((value, i) => ddMultiply(value, b[i]!));
  const squares = single.map(({ name, values }) => ({ name: `${name}²`, values: times(values, values) }));
  const pairs = single.flatMap((a, i) =>
    single.slice(i + 1).map((b) => ({ name: `${a.name}×${b.name}`, values: times(a.values, b.values) })),
  );
  const fit = fitLinear({
    predictors: [constantPredictor(y.length), ...single, ...squares, ...pairs],
    response: decimals(y),
    constant: true,
    confidence: 0.95,
  });
  warnings.push(...fitWarnings(fit, null));
  const k = names.length;
  const at = (i: number) => fit.coefficients[i]?.estimate ?? 0;
  const linear = names.map((_, i) => at(1 + i));
  const matrix = names.map((_, i) =>
    names.map((__, j) => (i === j ? at(1 + k + i) : at(1 + 2 * k + pairIndex(Math.min(i, j), Math.max(i, j), k)) / 2)),
  );
  const { point, eigenvalues } = canonical(linear, matrix);
  const lack = lackOfFit(surface, fit);
  if (lack && lack.p < 0.05)
    warnings.push(
      warning(
        'lack-of-fit',
        text(
          `二次模型失拟（p = ${lack.p.toPrecision(3)}）`,
          `the second-order model does not fit (lack of fit p = ${lack.p.toPrecision(3)})`,
        ),
        text('缩小范围，或变换 y', 'Narrow the region, or transform y'),
      ),
    );
  const stationary = point && {
    kind: eigenvalues.every((v) => v < 0)
      ? ('maximum' as const)
      : eigenvalues.every((v) => v > 0)
        ? ('minimum' as const)
        : ('saddle' as const),
    response: at(0) + point.reduce((total, x, i) => total + (x * linear[i]!) / 2, 0),
    point: point.map((coded, i) => ({ factor: names[i]!, coded, value: codes[i]!.centre + coded * codes[i]!.half })),
    inside: point.every((coded) => Math.abs(coded) <= 1),
  };
  if (stationary && !stationary.inside)
    warnings.push(
      warning(
        'optimum-outside',
        text('驻点在试验范围之外', 'the stationary point lies outside the region tried'),
        text(
          '沿最陡方向移动试验范围，不要直接采用',
          'Move the region along the steepest path; do not use the point as it stands',
        ),
      ),
    );
  return {
    coefficients: fit.coefficients,
    table: fit.table,
    blocks: [
      block('linear', fit, 1, k),
      block('square', fit, 1 + k, k),
      block('interaction', fit, 1 + 2 * k, pairs.length),
    ],
    lackOfFit: lack,
    stationary,
    eigenvalues,
    coding: names.map((factor, i) => ({ factor, centre: codes[i]!.centre, half: codes[i]!.half })),
    observations: fit.observations,
  };
}

/** Place of the pair (i, j), i < j, in the list of all pairs. */
function pairIndex(i: number, j: number, k: number): number {
  return (i * (2 * k - i - 1)) / 2 + (j - i - 1);
}

function block(name: SurfaceBlock['block'], fit: LinearFit, from: number, size: number): SurfaceBlock {
  const places = Array.from({ length: size }, (_, i) => from + i).filter(
    (place) => !fit.squares.aliased.includes(place),
  );
  const ss = places.reduce((total, place) => total + fit.squares.sequentialSquares[place]!, 0);
  const { s, dfResidual } = fit.table;
  const f = s === null ? Number.NaN : ss / places.length / (s * s);
  return {
    block: name,
    df: places.length,
    ss,
    f: finiteOrNull(f),
    p: Number.isFinite(f) ? fisherFUpper(f, places.length, dfResidual) : null,
  };
}

/** The fitted surface over the first two factors, the others at the stationary point or centre, as lines of equal x2. */
function surfaceScene(values: SurfaceAnalysis): Scene {
  const k = values.coding.length;
  const at = (i: number) => values.coefficients[i]?.estimate ?? 0;
  const rest = values.coding.map((_, i) => (values.stationary?.inside ? values.stationary.point[i]!.coded : 0));
  const response = (x: readonly number[]) =>
    x.reduce(
      (total, v, i) =>
        total +
        v * at(1 + i) +
        v * v * at(1 + k + i) +
        x.slice(i + 1).reduce((t, w, j) => t + v * w * at(1 + 2 * k + pairIndex(i, i + 1 + j, k)), 0),
      at(0),
    );
  const [a, b] = [values.coding[0]!, values.coding[1]!];
  const grid = Array.from({ length: 41 }, (_, i) => -1 + i / 20);
  return {
    title: text('响应曲面的截线', 'Sections of the response surface'),
    x: { title: text(a.factor, a.factor), scale: 'linear' },
    y: { title: text('拟合响应', 'fitted response'), scale: 'linear' },
    marks: [-1, -0.5, 0, 0.5, 1].map((second) => ({
      kind: 'line' as const,
      tone: second === 0 ? ('fit' as const) : ('second' as const),
      x: grid.map((v) => a.centre + v * a.half),
      y: grid.map((v) => response([v, second, ...rest.slice(2)])),
      label: text(
        `${b.factor} = ${Number((b.centre + second * b.half).toPrecision(6))}`,
        `${b.factor} = ${Number((b.centre + second * b.half).toPrecision(6))}`,
      ),
    })),
    table: {
      head: [text('项', 'term'), text('系数', 'coefficient'), text('p', 'p')],
      rows: values.coefficients.map((c) => [c.name, c.estimate ?? '', c.p ?? '']),
    },
  };
}

const source =
  'G. E. P. Box and N. R. Draper, Empirical Model-Building and Response Surfaces (1987); D. C. Montgomery, Design and Analysis of Experiments, chapter 11';

export const analyseSurfaceMethod: Method<SurfaceAnalysis> = {
  id: 'analyse-response-surface',
  version: 1,
  group: 'design',
  title: text('响应曲面分析', 'Analysis of a response surface'),
  purpose: text(
    '响应随各因子怎样弯曲，最优点在哪里？',
    'How does the response bend with the factors, and where is its optimum?',
  ),
  conditions: [
    {
      condition: text('范围内响应近似二次', 'The response is near quadratic in the region'),
      otherwise: text('看失拟检验，缩小范围', 'Read the lack of fit, narrow the region'),
    },
    {
      condition: text('有重复的中心点', 'There are repeated centre runs'),
      otherwise: text('没有重复就无法判断失拟', 'Without them lack of fit cannot be judged'),
    },
  ],
  sources: [source],
  columns,
  options: [],
  resultSchema: fields({
    coefficients: coefficientSchema,
    table: fitTableSchema,
    blocks: list(
      fields({
        block: { enum: ['linear', 'square', 'interaction'] },
        df: number('degrees of freedom'),
        ss: number('sequential sum of squares'),
        f: optionalNumber('F'),
        p: optionalNumber('p-value'),
      }),
    ),
    lackOfFit: optionalFields(
      {
        ss: number('lack of fit'),
        df: number('its degrees of freedom'),
        ssPure: number('pure error'),
        dfPure: number('its degrees of freedom'),
        f: number('F'),
        p: number('p-value'),
      },
      'where runs were repeated',
    ),
    stationary: optionalFields(
      {
        kind: { enum: ['maximum', 'minimum', 'saddle'] },
        response: number('fitted response there'),
        point: list(fields({ factor: words('factor'), coded: number('coded'), value: number('in its own unit') })),
        inside: { type: 'boolean', description: 'within the ranges tried' },
      },
      'null for a surface without one',
    ),
    eigenvalues: list(number('curvature along an axis of the surface, coded')),
    coding: list(fields({ factor: words('factor'), centre: number('coded 0'), half: number('one coded unit') })),
    observations: observationSchema,
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options: [],
        read: (reader, _, { problems, warnings }) => readSurface(reader, problems, warnings),
        answer: (surface, _, { warnings }) => ({
          values: analyse(surface, warnings),
          conventions: [
            convention(
              'coding',
              'range',
              '各因子按其数据范围编码为 −1 … 1（含轴点）',
              'each factor is coded so that its range in the data, axial runs included, is −1 … 1',
            ),
          ],
          explanations: [
            explanation(
              'stationary.point',
              'x₀ = −B⁻¹b/2',
              '拟合曲面斜率为零的点',
              'where the fitted surface is level',
              source,
            ),
            explanation(
              'eigenvalues',
              'B = P Λ Pᵀ',
              '全为负是最大点，全为正是最小点，有正有负是鞍点',
              'all negative: a maximum; all positive: a minimum; both: a saddle',
              source,
            ),
          ],
        }),
      },
      input,
    ),
  scenes: (values) => [surfaceScene(values), residualScene(values.observations)],
  example: {
    text: text('化学过程得率与反应时间、温度', 'Yield of a chemical process against reaction time and temperature'),
    source: 'D. C. Montgomery, Design and Analysis of Experiments, table 11.6 (example 11.2)',
    csv: 'yield,time,temperature\n76.5,80,170\n77.0,80,180\n78.0,90,170\n79.5,90,180\n79.9,85,175\n80.3,85,175\n80.0,85,175\n79.7,85,175\n79.8,85,175\n78.4,92.07,175\n75.6,77.93,175\n78.5,85,182.07\n77.0,85,167.93\n',
    assignment: { y: ['yield'], factor: ['time', 'temperature'] },
    options: {},
  },
};
