import { figure } from '../control-charts/explain.ts';
import { constantValues, missingValues, tooFewValues } from '../descriptive/complaints.ts';
import type { ColumnReader } from '../method/columns.ts';
import { openColumns } from '../method/columns.ts';
import type { ColumnRole, Method, MethodInput, OptionSpec, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  anyMethod,
  array,
  convention,
  explanation,
  integer,
  number,
  numberOrNull,
  object,
  oneOf,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import {
  crossedSources,
  type Factor,
  nestedSources,
  pathsOf,
  type Source,
  separator,
} from './multi-vari-components.ts';
import { multiVariScenes } from './multi-vari-scene.ts';

export interface VariationSource {
  readonly source: string;
  readonly df: number;
  readonly ss: number;
  readonly variance: number | null;
  readonly sd: number | null;
  /** Percent of the total variance. */
  readonly contribution: number | null;
}

export interface MultiVariCell {
  readonly levels: readonly string[];
  readonly n: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

export interface MultiVariValues {
  readonly n: number;
  readonly mean: number;
  readonly layout: 'nested' | 'crossed';
  readonly factors: readonly string[];
  readonly components: readonly VariationSource[];
  readonly totalVariance: number;
  readonly largest: string;
  readonly cells: readonly MultiVariCell[];
  /** `cell`: place in `cells`, from 1. */
  readonly points: readonly { readonly cell: number; readonly value: number }[];
}

const columns: readonly ColumnRole[] = [
  {
    role: 'factor',
    text: text('因素，由外到内（如 日期、件、位置）', 'factors from the outside in (such as day, piece, place)'),
    kind: 'label',
    columns: [2, 3],
  },
  {
    role: 'measurements',
    text: text('测量值', 'measurements'),
    kind: 'number',
    columns: [1, 1],
    whenEmpty: text('这一行不计入', 'the row is left out'),
  },
];

const options: readonly OptionSpec[] = [
  {
    name: 'layout',
    text: text('因素之间', 'the factors are'),
    kind: 'choice',
    choices: [
      {
        value: 'nested',
        text: text('嵌套：内层各属一个外层（件属于某天）', 'nested: each within the one before (pieces of a day)'),
      },
      {
        value: 'crossed',
        text: text('交叉：同样的水平到处出现（机床 × 班次）', 'crossed: the same levels throughout (machine × shift)'),
      },
    ],
    default: 'nested',
  },
];

interface Rows {
  readonly values: number[];
  readonly factors: Factor[];
}

/** Rows that have a value and a name of every factor. */
function readRows(reader: ColumnReader, warnings: Warning[]): Rows {
  const measured = reader.numbers('measurements').values;
  const labels = reader.allLabels('factor');
  const rows = [...measured.keys()].filter((i) => !Number.isNaN(measured[i]!) && labels.every((one) => one.values[i]));
  const unnamed = measured.filter((value, i) => !Number.isNaN(value) && !labels.every((one) => one.values[i])).length;
  if (unnamed > 0) warnings.push(missingValues(unnamed, measured.length));
  return {
    values: rows.map((i) => measured[i]!),
    factors: labels.map(({ name, values }) => ({ name, levels: rows.map((i) => values[i] ?? '') })),
  };
}

function problemsOf({ values, factors }: Rows): Problem[] {
  const what = text('测量值', 'the measurements');
  if (values.length < 4) return [tooFewValues(what, 4, values.length)];
  if (values.every((value) => value === values[0])) return [constantValues(what, values[0] ?? 0)];
  const outer = factors[0];
  if (new Set(outer?.levels).size < 2)
    return [
      problem(
        'one-level',
        text(
          `最外层因素 \`${outer?.name}\` 只有一个水平，无从比较`,
          `the outermost factor \`${outer?.name}\` has one level: nothing to compare`,
        ),
        text('换一个因素，或去掉它', 'Take another factor, or leave it out'),
      ),
    ];
  return [];
}

function run(input: MethodInput): Outcome<MultiVariValues> {
  const reader = openColumns(columns, input);
  const read = openOptions(options, input.options);
  const problems = [...reader.problems, ...read.problems];
  if (problems.length > 0) return refused(problems);
  const warnings: Warning[] = [];
  const rows = readRows(reader, warnings);
  const wrong = problemsOf(rows);
  if (wrong.length > 0) return refused(wrong);
  const layout = read.choice('layout') === 'crossed' ? 'crossed' : 'nested';
  const sources = (layout === 'nested' ? nestedSources : crossedSources)(rows.values, rows.factors);
  if (!Array.isArray(sources)) return refused([sources as Problem]);
  const values = valuesOf(rows, layout, sources as readonly Source[]);
  return answered(values, {
    conventions: conventionsOf(values),
    warnings: [...reader.warnings, ...warnings, ...judge(values, sources as readonly Source[])],
    explanations: explain(values),
  });
}

function valuesOf(
  { values, factors }: Rows,
  layout: 'nested' | 'crossed',
  sources: readonly Source[],
): MultiVariValues {
  const total = sources.reduce((sum, { estimate }) => sum + Math.max(0, estimate ?? 0), 0);
  const components = sources.map(({ source, df, ss, estimate }): VariationSource => {
    const variance = estimate === null ? null : Math.max(0, estimate);
    return {
      source,
      df,
      ss,
      variance,
      sd: variance === null ? null : Math.sqrt(variance),
      contribution: variance === null ? null : (100 * variance) / total,
    };
  });
  const largest = components.reduce((best, one) => ((one.variance ?? 0) > (best.variance ?? 0) ? one : best));
  return {
    n: values.length,
    mean: values.reduce((a, b) => a + b, 0) / values.length,
    layout,
    factors: factors.map(({ name }) => name),
    components,
    totalVariance: total,
    largest: largest.source,
    ...cellsOf(values, factors),
  };
}

/** Cells in the order in which outer levels, then inner ones, first appear. */
function cellsOf(values: readonly number[], factors: readonly Factor[]): Pick<MultiVariValues, 'cells' | 'points'> {
  const paths = pathsOf(factors, factors.length);
  const orders = factors.map(({ levels }) => new Map([...new Set(levels)].map((level, k) => [level, k])));
  const inside = new Map<string, number[]>();
  for (const [i, path] of paths.entries()) {
    const list = inside.get(path);
    if (list) list.push(values[i]!);
    else inside.set(path, [values[i]!]);
  }
  const names = [...inside.keys()].map((path) => path.split(separator));
  names.sort((a, b) => {
    const k = a.findIndex((level, j) => level !== b[j]);
    return k < 0 ? 0 : (orders[k]?.get(a[k] ?? '') ?? 0) - (orders[k]?.get(b[k] ?? '') ?? 0);
  });
  const lists = names.map((levels) => inside.get(levels.join(separator)) ?? []);
  return {
    cells: lists.map((list, k) => ({
      levels: names[k] ?? [],
      n: list.length,
      mean: list.reduce((a, b) => a + b, 0) / list.length,
      min: list.reduce((a, b) => Math.min(a, b)),
      max: list.reduce((a, b) => Math.max(a, b)),
    })),
    points: lists.flatMap((list, k) => list.map((value) => ({ cell: k + 1, value }))),
  };
}

function judge({ components, layout, cells }: MultiVariValues, sources: readonly Source[]): Warning[] {
  const list: Warning[] = [];
  const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join('、');
  const named = (test: (one: Source) => boolean): string[] => sources.filter(test).map(({ source }) => source);
  const unknown = named(({ estimate }) => estimate === null);
  if (unknown.length > 0)
    list.push(
      warning(
        'component-inseparable',
        text(
          `${quoted(unknown)} 的变差与别的来源分不开：它在每个外层里只有一个水平`,
          `what ${quoted(unknown)} adds cannot be told from other sources: one level of it in each outer one`,
        ),
        layout === 'crossed'
          ? text('改用嵌套布局，或去掉该因素', 'Use the nested layout, or leave the factor out')
          : text(
              '每个外层至少取两个内层，或去掉该因素',
              'Take two inner levels of each outer one, or leave the factor out',
            ),
      ),
    );
  const negative = named(({ estimate }) => (estimate ?? 0) < 0);
  if (negative.length > 0)
    list.push(
      warning(
        'component-negative',
        text(
          `${quoted(negative)} 的方差分量估计为负，按 0 计`,
          `the component of ${quoted(negative)} came out negative and counts as 0`,
        ),
        text('说明该来源的变差很小，或重复太少', 'That source adds little, or there are too few repetitions'),
      ),
    );
  const few = components
    .filter(({ df, source }) => df > 0 && df < 4 && source !== 'within')
    .map(({ source }) => source);
  if (few.length > 0)
    list.push(
      warning(
        'levels-few',
        text(
          `${quoted(few)} 的自由度不足 4，方差分量很不准`,
          `${quoted(few)} has fewer than 4 degrees of freedom: its component is only roughly known`,
        ),
        text('多取几个水平；先看图', 'Take more levels; look at the picture first'),
      ),
    );
  if (cells.some(({ n }) => n !== cells[0]?.n))
    list.push(
      warning(
        'cells-unequal',
        text(
          '各组合的数据个数不等，方差分量随算法略有不同',
          'cells hold unequal numbers of values: components differ a little with the way of reckoning',
        ),
        text('补齐缺的数，或接受近似', 'Fill the gaps, or take the figures as approximate'),
      ),
    );
  return list;
}

const source = 'Searle, Casella and McCulloch, Variance Components (1992), ch. 5';

function conventionsOf({ layout, components }: MultiVariValues): ReturnType<typeof convention>[] {
  const repeated = components.some((one) => one.source === 'within');
  return [
    convention(
      'layout',
      layout,
      layout === 'nested' ? '嵌套：内层的名称只在其外层之内有意义' : '交叉：同名的水平是同一个水平',
      layout === 'nested'
        ? 'nested: an inner name counts within its outer level alone'
        : 'crossed: levels of one name are one level',
    ),
    convention(
      'estimation',
      layout === 'nested' ? 'analysis-of-variance' : 'fitting-constants',
      '方差分量按方差分析（矩法）估计，各因素作随机因素，负值按 0',
      'components by the analysis of variance, all factors random, negative ones counted as 0',
    ),
    convention(
      'within',
      repeated ? 'repetition' : 'innermost',
      repeated ? '组内变差来自同一组合内的重复' : '没有重复：最内一层（或最高次交互）就是组内变差',
      repeated
        ? 'what varies within comes from repetition in a cell'
        : 'no repetition: the innermost factor (or the highest interaction) is what varies within',
    ),
  ];
}

function explain({ components, totalVariance, largest }: MultiVariValues): ReturnType<typeof explanation>[] {
  const parts = components.filter(({ variance }) => variance !== null);
  const top = components.find((one) => one.source === largest);
  return [
    explanation(
      'totalVariance',
      `${parts.map(({ variance }) => figure(variance ?? 0)).join(' + ')} = ${figure(totalVariance)}`,
      `各来源方差之和：${parts.map((one) => one.source).join('、')}`,
      `sum of the variances of ${parts.map((one) => one.source).join(', ')}`,
      source,
    ),
    explanation(
      'largest',
      `100 · ${figure(top?.variance ?? 0)} / ${figure(totalVariance)} = ${figure(top?.contribution ?? 0)} %`,
      '占总方差最多的来源，先从它查起',
      'the source with the largest share of the total variance: look there first',
      source,
    ),
  ];
}

export const multiVari: Method = anyMethod<MultiVariValues>({
  id: 'multi-vari',
  version: 1,
  group: 'seven-tools',
  title: text('多变异图', 'Multi-vari chart'),
  purpose: text(
    '变差主要在件内、件间还是时间之间？',
    'Does the variation lie within pieces, between pieces or between times?',
  ),
  conditions: [
    {
      condition: text('过程没有人为改动，照常生产时取样', 'samples come from the process as it runs'),
      otherwise: text('改动过的试验用析因分析', 'Analyse experiments as such (analyse-factorial)'),
    },
    {
      condition: text(
        '取样覆盖平时变差的大部分（约 80 %）',
        'the samples span most of the usual variation (some 80 %)',
      ),
      otherwise: text('延长取样时间', 'Sample for longer'),
    },
    {
      condition: text('量具能分辨', 'the gauge can tell values apart'),
      otherwise: text('先做 gauge-crossed', 'Study the gauge first (gauge-crossed)'),
    },
  ],
  sources: [
    'Seder, L. A. (1950), Diagnosis with diagrams, Industrial Quality Control 6(4), 11-19 and 6(5), 7-11',
    source,
  ],
  columns,
  options,
  resultSchema: object({
    n: integer,
    mean: number,
    layout: oneOf('nested', 'crossed'),
    factors: array(string),
    components: array(
      object({
        source: string,
        df: integer,
        ss: number,
        variance: numberOrNull,
        sd: numberOrNull,
        contribution: numberOrNull,
      }),
    ),
    totalVariance: number,
    largest: string,
    cells: array(object({ levels: array(string), n: integer, mean: number, min: number, max: number })),
    points: array(object({ cell: integer, value: number })),
  }),
  run,
  scenes: multiVariScenes,
  example: {
    text: text(
      '十批化工糊，每批三桶，每桶测两次强度：桶间差别最大',
      'Ten deliveries of a chemical paste, three casks each, strength tested twice: casks differ most',
    ),
    source:
      'Davies, O. L. and Goldsmith, P. L. (1972), Statistical Methods in Research and Production, 4th ed., section 6.5',
    csv: pastes(),
    assignment: { factor: ['batch', 'cask'], measurements: ['strength'] },
    options: {},
  },
});

function pastes(): string {
  const strengths =
    '62.8 62.6 60.1 62.3 62.7 63.1 60 61.4 57.5 56.9 61.1 58.9 58.7 57.5 63.9 63.1 65.4 63.7 57.1 56.4 56.9 58.6 64.7 64.5 55.1 55.1 54.7 54.2 58.8 57.5 63.4 64.9 59.3 58.1 60.5 60 62.5 62.6 61 58.7 56.9 57.7 59.2 59.4 65.2 66 64.8 64.1 54.8 54.8 64 64 57.7 56.8 58.3 59.3 59.2 59.2 58.9 56.6';
  const rows = strengths
    .split(' ')
    .map((strength, i) => `${'ABCDEFGHIJ'[Math.floor(i / 6)]},${'abc'[Math.floor(i / 2) % 3]},${strength}`);
  return `batch,cask,strength\n${rows.join('\n')}\n`;
}
