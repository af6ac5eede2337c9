import { sum } from '../arithmetic/sums.ts';
import { carryOut } from '../descriptive/carry-out.ts';
import { missingValues, tooFewValues } from '../descriptive/complaints.ts';
import { fields, list, number, optionalNumber, text as words } from '../descriptive/result-schema.ts';
import { sampleFigures } from '../hypothesis/samples.ts';
import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, Method, OptionSpec, Problem, Warning } from '../method/method.ts';
import { convention, explanation, problem, text, warning } from '../outcome/answer.ts';
import { type AnovaRow, analyseTerms, anovaRowsSchema } from '../regression/general-anova.ts';
import { deviationColumns, productTerm } from '../regression/term-columns.ts';
import type { Scene } from '../scene/scene.ts';
import { checkArray } from './orthogonality.ts';

export type Characteristic = 'larger' | 'smaller' | 'nominal' | 'mean';

export interface TaguchiAnalysis {
  readonly characteristic: Characteristic;
  /** The signal-to-noise ratio (dB) or mean of each run. */
  readonly runs: readonly { readonly mean: number; readonly sd: number | null; readonly ratio: number }[];
  readonly levels: readonly {
    readonly factor: string;
    readonly level: string;
    readonly ratio: number;
    readonly mean: number;
  }[];
  /** Largest less smallest level mean of the ratio, and the rank of the factor. */
  readonly deltas: readonly {
    readonly factor: string;
    readonly delta: number;
    readonly rank: number;
    readonly best: string;
  }[];
  readonly anova: readonly AnovaRow[];
  readonly dfResidual: number;
  readonly ssResidual: number;
  readonly ssTotal: number;
  /** The ratio to be expected at the best levels, if effects add up. */
  readonly predicted: number;
}

interface Trials {
  readonly names: readonly string[];
  readonly labels: readonly (readonly string[])[];
  readonly repeats: readonly (readonly number[])[];
}

const columns: readonly ColumnRole[] = [
  {
    role: 'y',
    text: text('响应（每次重复一列）', 'response (one column for each repeat)'),
    kind: 'number',
    columns: [1, 30],
  },
  { role: 'factor', text: text('因子', 'factors'), kind: 'label', columns: [1, 30] },
];
const options: readonly OptionSpec[] = [
  {
    name: 'characteristic',
    text: text('质量特性', 'quality characteristic'),
    kind: 'choice',
    choices: [
      { value: 'smaller', text: text('望小', 'smaller is better') },
      { value: 'larger', text: text('望大', 'larger is better') },
      { value: 'nominal', text: text('望目', 'nominal is best') },
      { value: 'mean', text: text('直接分析均值（大者为好）', 'the mean itself (larger is better)') },
    ],
    default: 'smaller',
  },
];

/** The signal-to-noise ratio in decibels; for `mean`, the mean. */
export function signalToNoise(values: readonly number[], characteristic: Characteristic): number {
  const n = values.length;
  if (characteristic === 'smaller') return -10 * Math.log10(sum(values.map((y) => y * y)) / n);
  if (characteristic === 'larger') return -10 * Math.log10(sum(values.map((y) => 1 / (y * y))) / n);
  if (characteristic === 'mean') return sum(values) / n;
  const { mean, sd } = sampleFigures(values);
  return 10 * Math.log10((mean * mean) / (sd * sd));
}

function readTrials(reader: ColumnReader, characteristic: string, problems: Problem[], warnings: Warning[]): Trials {
  const ys = reader.allNumbers('y');
  const factors = reader.allLabels('factor');
  const height = ys[0]?.values.length ?? 0;
  const all = Array.from({ length: height }, (_, row) => ({
    row,
    repeats: ys.map((y) => y.values[row]!).filter((value) => Number.isFinite(value)),
    whole: factors.every((f) => (f.values[row] ?? '') !== ''),
  }));
  const least = characteristic === 'nominal' ? 2 : 1;
  const rows = all.filter(({ repeats, whole }) => whole && repeats.length >= least);
  const unused = all.filter(({ repeats }) => repeats.length > 0).length - rows.length;
  if (unused > 0) warnings.push(missingValues(unused, height));
  if (rows.length < 3)
    problems.push(
      tooFewValues(
        text('试验（望目特性每次至少两个重复）', 'runs (nominal is best asks for two repeats in each)'),
        3,
        rows.length,
      ),
    );
  for (const { row, repeats } of rows) {
    const zero = characteristic === 'larger' && repeats.some((y) => y === 0);
    const silent = characteristic === 'smaller' && repeats.every((y) => y === 0);
    const still = characteristic === 'nominal' && (repeats.every((y) => y === repeats[0]) || sum(repeats) === 0);
    if (zero || silent || still)
      problems.push(
        problem(
          'ratio-undefined',
          text(
            `${reader.cell(ys[0]!, row)} 这次试验的信噪比无法计算，数值为 \`${repeats.join(', ')}\``,
            `${reader.cell(ys[0]!, row)}: this run has no signal-to-noise ratio, its values are \`${repeats.join(', ')}\``,
          ),
          text(
            '望大特性不能为 0；望目特性的重复要有变化；或直接分析均值',
            'Larger is better takes no 0, nominal is best needs repeats that vary; or analyse the mean itself',
          ),
          reader.cell(ys[0]!, row),
        ),
      );
  }
  factors.forEach((f) => {
    const levels = new Set(rows.map(({ row }) => f.values[row]!)).size;
    if (rows.length >= 3 && levels < 2)
      problems.push(tooFewValues(text(`因子 \`${f.name}\` 的水平`, `levels of \`${f.name}\``), 2, levels));
  });
  return {
    names: factors.map((f) => f.name),
    labels: factors.map((f) => rows.map(({ row }) => f.values[row]!)),
    repeats: rows.map(({ repeats }) => repeats),
  };
}

function analyse(
  { names, labels, repeats }: Trials,
  characteristic: Characteristic,
  warnings: Warning[],
): TaguchiAnalysis {
  const ratios = repeats.map((values) => signalToNoise(values, characteristic));
  const means = repeats.map((values) => sum(values) / values.length);
  const levels = labels.map((list) => [...new Set(list)]);
  const coded = labels.map((list, k) => deviationColumns(list, levels[k]!));
  const fit = analyseTerms(
    names.map((_, k) => productTerm([k], names, coded)),
    ratios,
  );
  const average = (values: readonly number[], k: number, level: string) => {
    const own = values.filter((_, i) => labels[k]![i] === level);
    return sum(own) / own.length;
  };
  const table = names.map((factor, k) =>
    levels[k]!.map((level) => ({ factor, level, ratio: average(ratios, k, level), mean: average(means, k, level) })),
  );
  const spans = table.map((rows) => {
    const best = rows.reduce((a, b) => (b.ratio > a.ratio ? b : a));
    return {
      factor: best.factor,
      best: best.level,
      delta: best.ratio - Math.min(...rows.map((r) => r.ratio)),
      top: best.ratio,
    };
  });
  const ranks = spans.map((s) => 1 + spans.filter((other) => other.delta > s.delta).length);
  const grand = sum(ratios) / ratios.length;
  const { orthogonal } = checkArray(repeats.map((_, i) => labels.map((list, k) => levels[k]!.indexOf(list[i]!))));
  if (!orthogonal)
    warnings.push(
      warning(
        'not-orthogonal',
        text(
          '因子水平的组合不正交，各水平均值相互影响',
          'the levels are not orthogonal: the level means influence each other',
        ),
        text('以方差分析的调整平方和为准', 'Go by the adjusted squares of the table of variance'),
      ),
    );
  if (fit.dfResidual === 0)
    warnings.push(
      warning(
        'no-residual',
        text('没有剩余自由度，无法检验', 'no degrees of freedom are left for a test'),
        text('看极差排序；去掉最小的因子后再分析', 'Read the ranks; leave out the smallest factors and analyse again'),
      ),
    );
  return {
    characteristic,
    runs: repeats.map((values, i) => ({
      mean: means[i]!,
      sd: values.length > 1 ? sampleFigures(values).sd : null,
      ratio: ratios[i]!,
    })),
    levels: table.flat(),
    deltas: spans.map(({ factor, delta, best }, i) => ({ factor, delta, rank: ranks[i]!, best })),
    anova: fit.rows,
    dfResidual: fit.dfResidual,
    ssResidual: fit.ssResidual,
    ssTotal: fit.ssTotal,
    predicted: grand + sum(spans.map((s) => s.top - grand)),
  };
}

function levelScene(values: TaguchiAnalysis): Scene {
  const names = values.levels.map((l) => `${l.factor} ${l.level}`);
  const factors = [...new Set(values.levels.map((l) => l.factor))];
  return {
    title: text('各水平的平均信噪比', 'Mean ratio at each level'),
    x: { title: text('因子水平', 'level'), scale: 'category', categories: names },
    y: { title: text('信噪比', 'ratio'), scale: 'linear' },
    marks: factors.map((factor) => {
      const own = values.levels.flatMap((l, i) => (l.factor === factor ? [{ i, ratio: l.ratio }] : []));
      return { kind: 'line' as const, tone: 'data' as const, x: own.map((o) => o.i), y: own.map((o) => o.ratio) };
    }),
    table: {
      head: [text('因子', 'factor'), text('水平', 'level'), text('信噪比', 'ratio'), text('均值', 'mean')],
      rows: values.levels.map((l) => [l.factor, l.level, l.ratio, l.mean]),
    },
  };
}

const source = 'G. Taguchi, System of Experimental Design (1987); G. S. Peace, Taguchi Methods (1993)';

export const analyseTaguchiMethod: Method<TaguchiAnalysis> = {
  id: 'analyse-taguchi',
  version: 1,
  group: 'design',
  title: text('正交试验的分析（信噪比）', 'Analysis of an orthogonal array (signal to noise)'),
  purpose: text('哪种水平组合最好、最稳健？', 'Which levels are best and most robust?'),
  conditions: [
    {
      condition: text('效应可加（没有未安排的交互作用）', 'Effects add up, without interactions left out'),
      otherwise: text('在最佳组合上做验证试验', 'Confirm the best levels by a run'),
    },
    {
      condition: text('望大、望小特性不取负值', 'Larger and smaller is better take no negative values'),
      otherwise: text('用均值分析', 'Analyse the mean'),
    },
  ],
  sources: [source],
  columns,
  options,
  resultSchema: fields({
    characteristic: { enum: ['larger', 'smaller', 'nominal', 'mean'] },
    runs: list(
      fields({
        mean: number('mean'),
        sd: optionalNumber('standard deviation of the repeats'),
        ratio: number('signal-to-noise ratio in dB, or mean'),
      }),
    ),
    levels: list(
      fields({
        factor: words('factor'),
        level: words('level'),
        ratio: number('mean ratio'),
        mean: number('mean response'),
      }),
    ),
    deltas: list(
      fields({
        factor: words('factor'),
        delta: number('range of the level means'),
        rank: number('rank by range'),
        best: words('best level'),
      }),
    ),
    anova: anovaRowsSchema,
    dfResidual: number('residual degrees of freedom'),
    ssResidual: number('residual sum of squares'),
    ssTotal: number('total sum of squares'),
    predicted: number('ratio expected at the best levels'),
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, given, { problems, warnings }) =>
          readTrials(reader, given.choice('characteristic'), problems, warnings),
        answer: (trials, given, { warnings }) => {
          const chosen = given.choice('characteristic');
          const characteristic: Characteristic =
            chosen === 'larger' || chosen === 'nominal' || chosen === 'mean' ? chosen : 'smaller';
          return {
            values: analyse(trials, characteristic, warnings),
            conventions: [
              convention(
                'ratio',
                characteristic,
                '望小 −10 lg(Σy²/n)，望大 −10 lg(Σy⁻²/n)，望目 10 lg(ȳ²/s²)',
                'smaller −10 lg(Σy²/n), larger −10 lg(Σy⁻²/n), nominal 10 lg(ȳ²/s²)',
              ),
              convention('nominal', 'ȳ²/s²', '望目信噪比不减 s²/n', 'the nominal ratio is not corrected by s²/n'),
            ],
            explanations: [
              explanation(
                'deltas.delta',
                'max − min',
                '各水平平均信噪比的极差，越大越重要',
                'the range of the mean ratios of a factor; the larger the more it matters',
                source,
              ),
              explanation(
                'predicted',
                'η̄ + Σ (η_best − η̄)',
                '最佳组合预期的信噪比',
                'the ratio to be expected at the best levels',
                source,
              ),
            ],
          };
        },
      },
      input,
    ),
  scenes: (values) => [levelScene(values)],
  example: {
    text: text(
      '橡胶接头与尼龙管的拉脱力：四因子三水平的 L9，每次八个噪声条件',
      'Pull-off force of an elastomeric connector on nylon tube: four factors at three levels in L9, eight noise conditions',
    ),
    source: 'D. M. Byrne and S. Taguchi, Quality Progress 20 (1987) 19-26',
    csv: 'A,B,C,D,y1,y2,y3,y4,y5,y6,y7,y8\n1,1,1,1,15.6,9.5,16.9,19.9,19.6,19.6,20.0,19.1\n1,2,2,2,15.0,16.2,19.4,19.6,19.7,19.8,24.2,21.9\n1,3,3,3,16.3,16.7,19.1,15.6,22.6,18.2,23.3,20.4\n2,1,2,3,18.3,17.4,18.9,18.6,21.0,18.9,23.2,24.7\n2,2,3,1,19.7,18.6,19.4,25.1,25.6,21.4,27.5,25.3\n2,3,1,2,16.2,16.3,20.0,19.8,14.7,19.6,22.5,24.7\n3,1,3,2,16.4,19.1,18.4,23.6,16.8,18.6,24.3,21.6\n3,2,1,3,14.2,15.6,15.1,16.8,17.8,19.6,23.2,24.4\n3,3,2,1,16.1,19.9,19.3,17.3,23.1,22.7,22.6,28.6\n',
    assignment: { y: ['y1', 'y2', 'y3', 'y4', 'y5', 'y6', 'y7', 'y8'], factor: ['A', 'B', 'C', 'D'] },
    options: { characteristic: 'larger' },
  },
};
