import { carryOut } from '../descriptive/carry-out.ts';
import { constantValues, tooFewValues } from '../descriptive/complaints.ts';
import { fields, list, number, optionalFields, optionalNumber, text as words } from '../descriptive/result-schema.ts';
import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, Method, Problem } from '../method/method.ts';
import { convention, explanation, text } from '../outcome/answer.ts';
import {
  coefficientSchema,
  fitTableSchema,
  lackOfFitFields,
  observationSchema,
  residualScene,
} from '../regression/regression-words.ts';
import type { Scene } from '../scene/scene.ts';
import { analyseSurface, pairIndex, type Surface, type SurfaceAnalysis } from './surface-analysis.ts';

const columns: readonly ColumnRole[] = [
  {
    role: 'y',
    text: text('响应 y', 'response y'),
    kind: 'number',
    columns: [1, 1],
    whenEmpty: text('这一行不计入', 'the row is left out'),
  },
  {
    role: 'factor',
    text: text('数值因子', 'numeric factors'),
    kind: 'number',
    columns: [2, 8],
    whenEmpty: text('这一行不计入', 'the row is left out'),
  },
];

function readSurface(reader: ColumnReader, problems: Problem[]): Surface {
  const y = reader.numbers('y').values;
  const xs = reader.allNumbers('factor');
  const rows = Array.from(y.keys()).filter(
    (row) => Number.isFinite(y[row]!) && xs.every((x) => Number.isFinite(x.values[row] ?? Number.NaN)),
  );
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
    lackOfFit: optionalFields(lackOfFitFields, 'where runs were repeated'),
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
        read: (reader, _, { problems }) => readSurface(reader, problems),
        answer: (surface, _, { warnings }) => ({
          values: analyseSurface(surface, warnings),
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
