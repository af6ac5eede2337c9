import { type DoubleDouble, ddMultiply, doubleDouble } from '../arithmetic/double-double.ts';
import { decimals } from '../arithmetic/sums.ts';
import { carryOut } from '../descriptive/carry-out.ts';
import { median } from '../descriptive/quartiles.ts';
import { fields, list, number, optionalFields, optionalNumber, text as words } from '../descriptive/result-schema.ts';
import { studentTUpper } from '../distributions/student-t.ts';
import type { ColumnRole, Method, OptionSpec, Problem, Warning } from '../method/method.ts';
import { convention, explanation, problem, text, warning } from '../outcome/answer.ts';
import { readLayout } from '../regression/general-anova.ts';
import { constantPredictor, type FitTable, fitLinear, type LinearFit } from '../regression/linear-fit.ts';
import { fitTableSchema } from '../regression/regression-words.ts';
import { factorSets } from '../regression/term-columns.ts';
import type { Scene } from '../scene/scene.ts';

export interface Effect {
  readonly term: string;
  /** Change of y from the low level to the high: twice the coefficient. */
  readonly effect: number;
  readonly coefficient: number;
  readonly se: number | null;
  readonly t: number | null;
  readonly p: number | null;
}

export interface FactorialAnalysis {
  readonly constant: number;
  readonly effects: readonly Effect[];
  /** Terms that are the same column as another, with its sign. */
  readonly aliases: readonly { readonly term: string; readonly same: string }[];
  readonly table: FitTable;
  /** Lenth's pseudo standard error, where no degrees of freedom are left. */
  readonly lenth: { readonly pse: number; readonly df: number } | null;
  /** Centre mean less cube mean, where there are centre runs. */
  readonly curvature: { readonly difference: number; readonly t: number | null; readonly p: number | null } | null;
  readonly levels: readonly { readonly factor: string; readonly low: string; readonly high: string }[];
}

interface Coded {
  readonly names: readonly string[];
  readonly columns: readonly (readonly number[])[];
  readonly levels: FactorialAnalysis['levels'];
  readonly centre: readonly boolean[];
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
    role: 'factor',
    text: text('两水平因子（可有中心点）', 'two-level factors (centre runs allowed)'),
    kind: 'label',
    columns: [1, 15],
  },
];
const options: readonly OptionSpec[] = [
  {
    name: 'order',
    text: text('交互作用的最高阶数', 'highest order of interactions'),
    kind: 'number',
    default: 2,
    least: 1,
    most: 5,
    integer: true,
  },
];

/** -1, 0 or +1 for the levels of one factor; numbers by size, words in the order in which they come. */
function codeColumn(
  name: string,
  labels: readonly string[],
  problems: Problem[],
): { codes: number[]; low: string; high: string } {
  const distinct = [...new Set(labels)];
  const numeric = distinct.every((label) => Number.isFinite(Number(label)));
  if (numeric) distinct.sort((a, b) => Number(a) - Number(b));
  const [low = '', high = ''] = [distinct[0], distinct.at(-1)];
  const middle =
    numeric &&
    distinct.length === 3 &&
    Math.abs(Number(distinct[1]) - (Number(low) + Number(high)) / 2) < 1e-9 * (Number(high) - Number(low));
  if (distinct.length !== 2 && !middle)
    problems.push(
      problem(
        'not-two-levels',
        text(
          `因子 \`${name}\` 应有两个水平（可加正中的中心点），实有 \`${distinct.slice(0, 6).join(', ')}\``,
          `expected two levels of \`${name}\`, with a centre midway if any, found \`${distinct.slice(0, 6).join(', ')}\``,
        ),
        text(
          '多水平因子用多因素方差分析或响应曲面分析',
          'For more levels use the analysis of variance or of a response surface',
        ),
      ),
    );
  return { codes: labels.map((label) => (label === low ? -1 : label === high ? 1 : 0)), low, high };
}

function fitCoded(
  { names, columns: codes, centre, y }: Coded,
  order: number,
): { fit: LinearFit; terms: string[]; aliases: FactorialAnalysis['aliases'] } {
  const single = codes.map((column) => decimals(column));
  const product = (set: readonly number[]): DoubleDouble[] =>
    y.map((_, i) => set.reduce((value, k) => ddMultiply(value, single[k]![i]!), doubleDouble(1)));
  const all = factorSets(names.length, Math.min(order, names.length)).map((set) => ({
    name: set.map((k) => names[k]!).join('×'),
    values: product(set),
  }));
  const kept: typeof all = [];
  const aliases: { term: string; same: string }[] = [];
  const same = (a: readonly DoubleDouble[], b: readonly DoubleDouble[], sign: number) =>
    a.every((value, i) => value.hi === sign * b[i]!.hi);
  for (const term of all) {
    const twin = [{ ...constantPredictor(y.length), name: 'I' }, ...kept].flatMap((one) =>
      same(term.values, one.values, 1) ? [one.name] : same(term.values, one.values, -1) ? [`−${one.name}`] : [],
    )[0];
    if (twin === undefined) kept.push(term);
    else aliases.push({ term: term.name, same: twin });
  }
  const curvature = centre.some(Boolean)
    ? [{ name: 'curvature', values: decimals(centre.map((one) => (one ? 1 : 0))) }]
    : [];
  const fit = fitLinear({
    predictors: [constantPredictor(y.length), ...kept, ...curvature],
    response: decimals(y),
    constant: true,
    confidence: 0.95,
  });
  return { fit, terms: kept.map((term) => term.name), aliases };
}

/** Lenth's pseudo standard error of effects (Technometrics 31 (1989) 469-473). */
export function lenthError(effects: readonly number[]): { pse: number; df: number } {
  const sizes = effects.map(Math.abs);
  const first = 1.5 * median(sizes);
  return { pse: 1.5 * median(sizes.filter((size) => size < 2.5 * first)), df: effects.length / 3 };
}

function analyse(coded: Coded, order: number, warnings: Warning[]): FactorialAnalysis {
  const { fit, terms, aliases } = fitCoded(coded, order);
  const estimated = terms
    .map((term, i) => ({ term, c: fit.coefficients[i + 1]! }))
    .filter(({ c }) => c.estimate !== null);
  const saturated = fit.table.dfResidual === 0 && estimated.length >= 3;
  const raw = estimated.map(({ c }) => 2 * c.estimate!);
  const lenth = saturated ? lenthError(raw) : null;
  const curve = fit.coefficients.find((c) => c.name === 'curvature');
  if (estimated.length < terms.length)
    warnings.push(
      warning(
        'not-estimable',
        text(
          `${terms.length - estimated.length} 个项由其他项决定，未估计`,
          `${terms.length - estimated.length} terms depend on others and were not estimated`,
        ),
        text('降低交互作用的阶数', 'Lower the order of interactions'),
      ),
    );
  if (saturated)
    warnings.push(
      warning(
        'saturated',
        text(
          '没有剩余自由度：p 值按 Lenth 的伪标准误',
          "no degrees of freedom are left: p-values by Lenth's pseudo standard error",
        ),
        text('只信明显突出的效应，或重复试验', 'Trust only effects that stand out, or replicate'),
      ),
    );
  if (curve && curve.p !== null && curve.p < 0.05)
    warnings.push(
      warning(
        'curvature',
        text(`有弯曲（p = ${curve.p.toPrecision(3)}）`, `the response is curved (p = ${curve.p.toPrecision(3)})`),
        text('增加轴点，做响应曲面', 'Add axial runs and fit a response surface'),
      ),
    );
  return {
    constant: fit.coefficients[0]!.estimate!,
    effects: estimated.map(({ term, c }, i) => {
      const t = lenth ? (lenth.pse > 0 ? raw[i]! / lenth.pse : null) : c.t;
      return {
        term,
        effect: raw[i]!,
        coefficient: c.estimate!,
        se: lenth ? lenth.pse : c.se === null ? null : 2 * c.se,
        t,
        p: lenth ? (t === null ? null : 2 * studentTUpper(Math.abs(t), lenth.df)) : c.p,
      };
    }),
    aliases,
    table: fit.table,
    lenth,
    curvature: curve && curve.estimate !== null ? { difference: curve.estimate, t: curve.t, p: curve.p } : null,
    levels: coded.levels,
  };
}

function paretoScene(values: FactorialAnalysis): Scene {
  const sorted = values.effects.toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect)).slice(0, 25);
  return {
    title: text('效应排列图', 'Pareto chart of effects'),
    x: { title: text('项', 'term'), scale: 'category', categories: sorted.map((e) => e.term) },
    y: { title: text('效应的绝对值', 'size of the effect'), scale: 'linear' },
    marks: [
      { kind: 'bars', tone: 'data', x: sorted.map((_, i) => i), y: sorted.map((e) => Math.abs(e.effect)), width: 0.8 },
    ],
    table: {
      head: [text('项', 'term'), text('效应', 'effect'), text('p', 'p')],
      rows: sorted.map((e) => [e.term, e.effect, e.p ?? '']),
    },
  };
}

const source =
  'G. E. P. Box, W. G. Hunter and J. S. Hunter, Statistics for Experimenters; D. C. Montgomery, Design and Analysis of Experiments, chapter 6';

export const analyseFactorialMethod: Method<FactorialAnalysis> = {
  id: 'analyse-factorial',
  version: 1,
  group: 'design',
  title: text('两水平因子试验的分析', 'Analysis of a two-level experiment'),
  purpose: text('哪些因子与交互作用有效应，有多大？', 'Which factors and interactions have an effect, and how large?'),
  conditions: [
    {
      condition: text('各次试验按随机次序、相互独立', 'Runs were made in random order, independently'),
      otherwise: text('把区组作为一个因子', 'Take the block as a factor'),
    },
    {
      condition: text('残差方差不变', 'The residuals are of one spread'),
      otherwise: text('对 y 取对数', 'Take the logarithm of y'),
    },
  ],
  sources: [source, 'R. V. Lenth, Technometrics 31 (1989) 469-473'],
  columns,
  options,
  resultSchema: fields({
    constant: number('mean of the cube'),
    effects: list(
      fields({
        term: words('term'),
        effect: number('change from low to high'),
        coefficient: number('half the effect'),
        se: optionalNumber('standard error of the effect'),
        t: optionalNumber('t'),
        p: optionalNumber('p-value'),
      }),
    ),
    aliases: list(fields({ term: words('term not told apart'), same: words('term it equals, with its sign') })),
    table: fitTableSchema,
    lenth: optionalFields(
      { pse: number('pseudo standard error'), df: number('its degrees of freedom') },
      'where no degrees of freedom are left',
    ),
    curvature: optionalFields(
      { difference: number('centre mean less cube mean'), t: optionalNumber('t'), p: optionalNumber('p-value') },
      'where there are centre runs',
    ),
    levels: list(fields({ factor: words('factor'), low: words('coded -1'), high: words('coded +1') })),
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, _, { problems, warnings }): Coded => {
          const { names, labels, y } = readLayout(reader, problems, warnings);
          const coded = problems.length > 0 ? [] : labels.map((list, k) => codeColumn(names[k]!, list, problems));
          return {
            names,
            columns: coded.map((c) => c.codes),
            levels: coded.map((c, k) => ({ factor: names[k]!, low: c.low, high: c.high })),
            centre: y.map((_value, i) => coded.length > 0 && coded.some((c) => c.codes[i] === 0)),
            y,
          };
        },
        answer: (coded, given, { warnings }) => ({
          values: analyse(coded, given.number('order'), warnings),
          conventions: [
            convention(
              'coding',
              '-1, +1',
              '数值水平按大小、文字水平按出现次序编码',
              'numbers coded by size, words in the order in which they come',
            ),
            convention('effect', 'high - low', '效应为系数的两倍', 'an effect is twice its coefficient'),
          ],
          explanations: [
            explanation(
              'effects.effect',
              'ȳ₊ − ȳ₋',
              '高水平与低水平平均响应之差',
              'the mean response at the high level less that at the low',
              source,
            ),
            explanation(
              'lenth.pse',
              '1.5 median{|e| : |e| < 2.5 · 1.5 median|e|}',
              '由不显著的效应估计的标准误',
              'a standard error from the effects that do not stand out',
              'R. V. Lenth (1989)',
            ),
          ],
        }),
      },
      input,
    ),
  scenes: (values) => [paretoScene(values)],
  example: {
    text: text('过滤速率的 2⁴ 试验', 'A 2⁴ experiment on filtration rate'),
    source: 'D. C. Montgomery, Design and Analysis of Experiments, example 6.2',
    csv: 'rate,A,B,C,D\n45,-1,-1,-1,-1\n71,1,-1,-1,-1\n48,-1,1,-1,-1\n65,1,1,-1,-1\n68,-1,-1,1,-1\n60,1,-1,1,-1\n80,-1,1,1,-1\n65,1,1,1,-1\n43,-1,-1,-1,1\n100,1,-1,-1,1\n45,-1,1,-1,1\n104,1,1,-1,1\n75,-1,-1,1,1\n86,1,-1,1,1\n70,-1,1,1,1\n96,1,1,1,1\n',
    assignment: { y: ['rate'], factor: ['A', 'B', 'C', 'D'] },
    options: { order: 4 },
  },
};
