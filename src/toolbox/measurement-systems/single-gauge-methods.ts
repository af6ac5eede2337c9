import { d2, d3 } from '../control-charts/constants.ts';
import { studentTUpper } from '../distributions/student-t.ts';
import { openColumns } from '../method/columns.ts';
import type { ColumnRole, Method, MethodInput, OptionSpec, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  anyMethod,
  array,
  boolean,
  convention,
  explanation,
  integer,
  number,
  numberOrNull,
  object,
  problem,
  refused,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import {
  type BiasTest,
  biasTest,
  fitLine,
  type LineFit,
  lineBand,
  meanAndDeviation,
  type TypeOne,
  typeOne,
} from './single-gauge.ts';

const measurementColumn: ColumnRole = {
  role: 'measurement',
  text: text('测量值', 'measurement'),
  kind: 'number',
  columns: [1, 1],
};
const referenceOption: OptionSpec = { name: 'reference', text: text('基准值', 'reference value'), kind: 'number' };
const confidenceOption: OptionSpec = {
  name: 'confidence',
  text: text('置信水平', 'confidence'),
  kind: 'number',
  default: 0.95,
  least: 0.5,
  most: 0.999,
};

const biasFields = {
  n: integer,
  mean: number,
  s: number,
  bias: number,
  t: number,
  df: integer,
  p: number,
  low: number,
  high: number,
};

function tooFew(found: number, least: number): Problem {
  return problem(
    'values-few',
    text(`至少要 ${least} 个测量值，实为 \`${found}\``, `expected at least ${least} measurements, found \`${found}\``),
    text('继续测量', 'Go on measuring'),
  );
}

function noSpread(): Problem {
  return problem(
    'constant-data',
    text(
      '所有测量值相同：量具没有分辨出任何差别，指数没有意义',
      'all measurements are equal: the gauge told nothing apart and the indices mean nothing',
    ),
    text('检查量具分辨力（应不大于公差的 5 %）', 'Check the resolution of the gauge (5 % of the tolerance or finer)'),
  );
}

/** Measurements of one master and its reference value, or everything that is wrong with them. */
function readMaster(input: MethodInput, method: Pick<Method, 'options' | 'columns'>, least: number) {
  const options = openOptions(method.options, input.options);
  const columns = openColumns(method.columns, input);
  const values = Array.from(columns.numbers('measurement').values).filter((x) => !Number.isNaN(x));
  const reference = options.optionalNumber('reference');
  const problems: Problem[] = [...options.problems, ...columns.problems];
  if (problems.length === 0) {
    if (reference === undefined)
      problems.push(
        problem(
          'reference-missing',
          text('需要基准值 reference', 'the reference value is needed'),
          text('给出标准件的校准值', 'Give the calibrated value of the master'),
        ),
      );
    if (values.length < least) problems.push(tooFew(values.length, least));
    else if (values.every((x) => x === values[0])) problems.push(noSpread());
  }
  return { options, columns, values, reference: reference ?? 0, problems };
}

function runScene(
  values: {
    readonly series: readonly number[];
    readonly lines: readonly {
      readonly y: number;
      readonly tone: 'centre' | 'limit' | 'specification';
      readonly zh: string;
      readonly en: string;
    }[];
  },
  title: Scene['title'],
): Scene {
  const x = values.series.map((_, i) => i + 1);
  return {
    title,
    x: { title: text('次序', 'order'), scale: 'linear' },
    y: { title: text('测量值', 'measurement'), scale: 'linear' },
    marks: [
      { kind: 'line', tone: 'data', x, y: values.series },
      { kind: 'points', tone: 'data', x, y: values.series },
      ...values.lines.map(
        (line) => ({ kind: 'horizontal', tone: line.tone, y: line.y, label: text(line.zh, line.en) }) as const,
      ),
    ],
    table: {
      head: [text('次序', 'order'), text('测量值', 'measurement')],
      rows: values.series.map((value, i) => [i + 1, value]),
    },
  };
}

interface TypeOneValues extends BiasTest, TypeOne {
  readonly capable: boolean;
  /** Reference value plus and minus K/200 of the tolerance. */
  readonly upperLine: number;
  readonly lowerLine: number;
  readonly series: readonly number[];
  readonly reference: number;
}

const type1: Method<TypeOneValues> = {
  id: 'gauge-type1',
  version: 1,
  group: 'measurement-system',
  title: text('量具能力（类型 1，Cg、Cgk）', 'Type 1 gauge study (Cg, Cgk)'),
  purpose: text(
    '一把量具反复测一个标准件：够不够准、够不够稳？',
    'One gauge, one master, measured again and again: is it true and steady enough?',
  ),
  conditions: [
    {
      condition: text('至少 25 次，推荐 50 次', '25 measurements or more, 50 are usual'),
      otherwise: text('继续测量', 'go on measuring'),
    },
    {
      condition: text('分辨力不大于公差的 5 %', 'resolution of 5 % of the tolerance or finer'),
      otherwise: text('换分辨力更高的量具', 'take a finer gauge'),
    },
  ],
  sources: ['VDA 5', 'Minitab Type 1 Gage Study, method and formulas'],
  columns: [measurementColumn],
  options: [
    referenceOption,
    { name: 'tolerance', text: text('公差宽度', 'tolerance width'), kind: 'number', least: 1e-300 },
    {
      name: 'share',
      text: text('计算 Cg 用公差的百分之几 K', 'percent of the tolerance for Cg, K'),
      kind: 'number',
      default: 20,
      least: 1,
      most: 100,
    },
    {
      name: 'multiple',
      text: text('标准差的倍数 L', 'multiple of the standard deviation, L'),
      kind: 'number',
      default: 6,
      least: 1,
      most: 8,
    },
    {
      name: 'required',
      text: text('要求的最小 Cg、Cgk', 'least Cg and Cgk required'),
      kind: 'number',
      default: 1.33,
      least: 0.1,
      most: 10,
    },
    { name: 'resolution', text: text('量具分辨力', 'resolution of the gauge'), kind: 'number', least: 0 },
    confidenceOption,
  ],
  resultSchema: object({
    ...biasFields,
    cg: number,
    cgk: number,
    repeatabilityPercent: number,
    totalPercent: number,
    capable: boolean,
    upperLine: number,
    lowerLine: number,
    series: array(number),
    reference: number,
  }),
  run: (input): Outcome<TypeOneValues> => {
    const { options, columns, values, reference, problems } = readMaster(input, type1, 10);
    const tolerance = options.optionalNumber('tolerance');
    if (tolerance === undefined)
      problems.push(
        problem(
          'tolerance-missing',
          text('需要公差宽度 tolerance', 'the tolerance width is needed'),
          text('给出 USL − LSL', 'Give USL − LSL'),
        ),
      );
    if (problems.length > 0 || tolerance === undefined) return refused(problems);
    const test = biasTest(values, reference, options.number('confidence'));
    const [share, multiple, required] = [
      options.number('share'),
      options.number('multiple'),
      options.number('required'),
    ];
    const indices = typeOne(test, tolerance, share, multiple);
    const warnings: Warning[] = [...columns.warnings];
    if (values.length < 25)
      warnings.push(
        warning(
          'values-few',
          text(`只有 ${values.length} 次测量，推荐 50 次`, `only ${values.length} measurements, 50 are usual`),
          text('继续测量', 'Go on measuring'),
        ),
      );
    const resolution = options.optionalNumber('resolution');
    if (resolution !== undefined && resolution > 0.05 * tolerance)
      warnings.push(
        warning(
          'resolution',
          text(
            `分辨力 ${resolution} 大于公差的 5 %（${0.05 * tolerance}）`,
            `the resolution of ${resolution} exceeds 5 % of the tolerance (${0.05 * tolerance})`,
          ),
          text('换分辨力更高的量具', 'Take a finer gauge'),
        ),
      );
    if (test.p < 1 - options.number('confidence'))
      warnings.push(
        warning(
          'bias',
          text(
            `偏倚 ${test.bias.toPrecision(4)} 显著（p = ${test.p.toPrecision(3)}）`,
            `the bias of ${test.bias.toPrecision(4)} is significant (p = ${test.p.toPrecision(3)})`,
          ),
          text('校准或调零后重做', 'Calibrate or set to zero, then repeat'),
        ),
      );
    return answered(
      {
        ...test,
        ...indices,
        capable: indices.cg >= required && indices.cgk >= required,
        upperLine: reference + (share / 200) * tolerance,
        lowerLine: reference - (share / 200) * tolerance,
        series: values,
        reference,
      },
      {
        warnings,
        conventions: [
          convention(
            'cg',
            `K = ${share} %, L = ${multiple}`,
            'Cg 取公差的 K % 与 L 倍标准差之比；有的客户用 L = 4',
            'Cg compares K % of the tolerance with L standard deviations; some customers take L = 4',
          ),
        ],
        explanations: [
          explanation(
            'cg',
            'Cg = (K/100 · T)/(L · s)',
            '重复性占公差的份额够小吗',
            'is repeatability small against the tolerance',
            'VDA 5',
          ),
          explanation(
            'cgk',
            'Cgk = (K/200 · T − |x̄ − x_m|)/(L/2 · s)',
            '再计入偏倚',
            'and with the bias counted in',
            'VDA 5',
          ),
          explanation(
            't',
            't = (x̄ − x_m)/(s/√n)',
            '偏倚是否为 0 的检验',
            'tests whether the bias is 0',
            'AIAG MSA 4th ed.',
          ),
        ],
      },
    );
  },
  scenes: (values) => [
    runScene(
      {
        series: values.series,
        lines: [
          { y: values.reference, tone: 'centre', zh: '基准', en: 'reference' },
          { y: values.upperLine, tone: 'limit', zh: '上 K/2 %', en: 'upper K/2 %' },
          { y: values.lowerLine, tone: 'limit', zh: '下 K/2 %', en: 'lower K/2 %' },
        ],
      },
      text('类型 1 运行图', 'Run chart of the master'),
    ),
  ],
  example: {
    text: text(
      'Φ20.302 的标准轴测 50 次，公差 0.15 mm：Cg 2.83、Cgk 2.70，偏倚小而显著。',
      'A master shaft of 20.302 mm measured 50 times, tolerance 0.15 mm: Cg 2.83, Cgk 2.70, the bias small but significant.',
    ),
    source: '教学数据',
    csv: `measurement\n${[0, 3, -2, 1, 2, -1, 0, 4, 1, -3, 2, 0, 1, -2, 3, 1, 0, -1, 2, 1, 5, 0, -2, 1, 3, 0, 1, 2, -1, 0, 2, -3, 1, 4, 0, 1, -1, 2, 0, 1, 3, -2, 0, 1, 2, 0, -1, 1, 2, 0].map((d) => (20.302 + d / 1000).toFixed(3)).join('\n')}`,
    options: { reference: 20.302, tolerance: 0.15 },
  },
};

interface BiasValues extends BiasTest {
  readonly acceptable: boolean;
  readonly processPercent: number | null;
  readonly series: readonly number[];
  readonly reference: number;
}

const bias: Method<BiasValues> = {
  id: 'gauge-bias',
  version: 1,
  group: 'measurement-system',
  title: text('偏倚分析', 'Bias study'),
  purpose: text('量具的平均读数偏离真值吗？', 'Does the gauge read high or low on average?'),
  conditions: [
    {
      condition: text('标准件的基准值可溯源', 'the reference value is traceable'),
      otherwise: text(
        '送上级校准，或多次在计量室测量取平均',
        'have it calibrated, or average many measurements in the metrology room',
      ),
    },
  ],
  sources: ['AIAG, Measurement Systems Analysis, 4th ed. (2010), ch. III B'],
  columns: [measurementColumn],
  options: [
    referenceOption,
    {
      name: 'processSd',
      text: text('过程总标准差', 'standard deviation of the process'),
      kind: 'number',
      least: 1e-300,
    },
    confidenceOption,
  ],
  resultSchema: object({
    ...biasFields,
    acceptable: boolean,
    processPercent: numberOrNull,
    series: array(number),
    reference: number,
  }),
  run: (input): Outcome<BiasValues> => {
    const { options, columns, values, reference, problems } = readMaster(input, bias, 2);
    if (problems.length > 0) return refused(problems);
    const test = biasTest(values, reference, options.number('confidence'));
    const processSd = options.optionalNumber('processSd');
    const warnings = [...columns.warnings];
    if (values.length < 10)
      warnings.push(
        warning(
          'values-few',
          text(
            `只有 ${values.length} 次测量，推荐 10 次以上`,
            `only ${values.length} measurements, 10 or more are usual`,
          ),
          text('继续测量', 'Go on measuring'),
        ),
      );
    return answered(
      {
        ...test,
        acceptable: test.low <= 0 && test.high >= 0,
        processPercent: processSd === undefined ? null : (100 * test.s) / processSd,
        series: values,
        reference,
      },
      {
        warnings,
        conventions: [
          convention(
            'sigma',
            's, n − 1',
            '重复性用标准差，不用极差/d2*',
            'repeatability by the standard deviation, not by range/d2*',
          ),
        ],
        explanations: [
          explanation(
            'bias',
            'bias = x̄ − x_m',
            '平均读数减基准值',
            'mean reading less the reference value',
            'AIAG MSA 4th ed.',
          ),
          explanation(
            'low',
            'bias − t(1−α/2, n−1) s/√n',
            '置信区间含 0 则偏倚可接受',
            'the bias is acceptable when its interval holds 0',
            'AIAG MSA 4th ed.',
          ),
        ],
      },
    );
  },
  scenes: (values) => [
    runScene(
      {
        series: values.series,
        lines: [
          { y: values.reference, tone: 'centre', zh: '基准', en: 'reference' },
          { y: values.mean, tone: 'limit', zh: '平均', en: 'mean' },
        ],
      },
      text('偏倚：读数与基准', 'Bias: readings and reference'),
    ),
  ],
  example: {
    text: text(
      '标准件 6.0，测 15 次：偏倚 0.0067，区间含 0，可接受。',
      'A master of 6.0 measured 15 times: bias 0.0067, the interval holds 0.',
    ),
    source: 'AIAG MSA 4th ed., Table III-B 1',
    csv: `measurement\n${[5.8, 5.7, 5.9, 5.9, 6.0, 6.1, 6.0, 6.1, 6.4, 6.3, 6.0, 6.1, 6.2, 5.6, 6.0].join('\n')}`,
    options: { reference: 6.0, processSd: 2.5 },
  },
};

interface LinearityValues {
  readonly n: number;
  readonly slope: number;
  readonly intercept: number;
  readonly slopeSe: number;
  readonly interceptSe: number;
  readonly slopeT: number;
  readonly interceptT: number;
  readonly slopeP: number;
  readonly interceptP: number;
  readonly s: number;
  readonly rSquared: number;
  readonly averageBias: number;
  readonly averageBiasP: number | null;
  /** |slope| · process variation, and in percent of it. */
  readonly linearity: number | null;
  readonly linearityPercent: number;
  readonly acceptable: boolean;
  readonly references: readonly {
    readonly reference: number;
    readonly n: number;
    readonly bias: number;
    readonly p: number | null;
  }[];
  readonly points: readonly { readonly reference: number; readonly bias: number }[];
  readonly band: readonly {
    readonly reference: number;
    readonly fit: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** Standard deviation within the reference values, pooled. */
function pooledDeviation(
  reference: readonly number[],
  biases: readonly number[],
): { readonly s: number; readonly df: number } {
  const levels = [...new Set(reference)];
  let ss = 0;
  for (const level of levels) {
    const own = biases.filter((_, i) => reference[i] === level);
    const mean = own.reduce((a, b) => a + b, 0) / own.length;
    ss += own.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  }
  const df = biases.length - levels.length;
  return { s: df > 0 ? Math.sqrt(ss / df) : 0, df };
}

function linearityValues(
  fit: LineFit,
  reference: readonly number[],
  biases: readonly number[],
  confidence: number,
  variation: number | undefined,
): LinearityValues {
  const levels = [...new Set(reference)].sort((a, b) => a - b);
  const rows = levels.map((level) => {
    const own = biases.filter((_, i) => reference[i] === level);
    const spread = own.length > 1 && own.some((x) => x !== own[0]);
    const mean = own.reduce((a, b) => a + b, 0) / own.length;
    return { reference: level, n: own.length, bias: mean, p: spread ? biasTest(own, 0, confidence).p : null };
  });
  const [low, high] = [levels[0] ?? 0, levels.at(-1) ?? 1];
  const band = Array.from({ length: 41 }, (_, i) => low + ((high - low) * i) / 40).map((x) => ({
    reference: x,
    ...lineBand(fit, x, confidence),
  }));
  const within = pooledDeviation(reference, biases);
  const averageBias = meanAndDeviation(biases).mean;
  const averageT = averageBias / (within.s / Math.sqrt(biases.length));
  return {
    n: fit.n,
    slope: fit.slope,
    intercept: fit.intercept,
    slopeSe: fit.slopeSe,
    interceptSe: fit.interceptSe,
    slopeT: fit.slopeT,
    interceptT: fit.interceptT,
    slopeP: fit.slopeP,
    interceptP: fit.interceptP,
    s: fit.s,
    rSquared: fit.rSquared,
    averageBias,
    averageBiasP: within.s > 0 ? 2 * studentTUpper(Math.abs(averageT), within.df) : null,
    linearity: variation === undefined ? null : Math.abs(fit.slope) * variation,
    linearityPercent: 100 * Math.abs(fit.slope),
    acceptable: band.every((point) => point.low <= 0 && point.high >= 0),
    references: rows,
    points: reference.map((x, i) => ({ reference: x, bias: biases[i] ?? 0 })),
    band,
  };
}

const linearity: Method<LinearityValues> = {
  id: 'gauge-linearity',
  version: 1,
  group: 'measurement-system',
  title: text('线性与偏倚分析', 'Linearity and bias study'),
  purpose: text('量具在整个量程里一样准吗？', 'Is the gauge equally true over its whole range?'),
  conditions: [
    {
      condition: text(
        '至少 5 个覆盖量程的标准件，各测 10 次以上',
        'five masters or more over the range, ten measurements each',
      ),
      otherwise: text(
        '补测；少于 3 个基准值不能判断线性',
        'measure more; fewer than three reference values say nothing',
      ),
    },
  ],
  sources: ['AIAG, Measurement Systems Analysis, 4th ed. (2010), ch. III B'],
  columns: [
    { role: 'reference', text: text('基准值', 'reference value'), kind: 'number', columns: [1, 1] },
    measurementColumn,
  ],
  options: [
    {
      name: 'processVariation',
      text: text('过程变差（6σ）', 'process variation (6 sigma)'),
      kind: 'number',
      least: 1e-300,
    },
    confidenceOption,
  ],
  resultSchema: object({
    n: integer,
    slope: number,
    intercept: number,
    slopeSe: number,
    interceptSe: number,
    slopeT: number,
    interceptT: number,
    slopeP: number,
    interceptP: number,
    s: number,
    rSquared: number,
    averageBias: number,
    averageBiasP: numberOrNull,
    linearity: numberOrNull,
    linearityPercent: number,
    acceptable: boolean,
    references: array(object({ reference: number, n: integer, bias: number, p: numberOrNull })),
    points: array(object({ reference: number, bias: number })),
    band: array(object({ reference: number, fit: number, low: number, high: number })),
  }),
  run: (input): Outcome<LinearityValues> => {
    const options = openOptions(linearity.options, input.options);
    const columns = openColumns(linearity.columns, input);
    const problems: Problem[] = [...options.problems, ...columns.problems];
    const references = columns.numbers('reference').values;
    const measured = columns.numbers('measurement').values;
    const rows = [...measured.keys()].filter((i) => !Number.isNaN(measured[i]) && !Number.isNaN(references[i]));
    const reference = rows.map((i) => references[i] ?? 0);
    const biases = rows.map((i) => (measured[i] ?? 0) - (references[i] ?? 0));
    if (problems.length === 0 && new Set(reference).size < 3)
      problems.push(
        problem(
          'references-few',
          text(
            `至少要 3 个不同的基准值，实为 \`${new Set(reference).size}\` 个`,
            `expected three reference values or more, found \`${new Set(reference).size}\``,
          ),
          text('补测其他标准件', 'Measure more masters'),
        ),
      );
    if (problems.length > 0) return refused(problems);
    const fit = fitLine(reference, biases);
    if (!(fit.s > 0)) return refused([noSpread()]);
    const values = linearityValues(
      fit,
      reference,
      biases,
      options.number('confidence'),
      options.optionalNumber('processVariation'),
    );
    const warnings = [...columns.warnings];
    if (!values.acceptable)
      warnings.push(
        warning(
          'not-linear',
          text(
            '“偏倚 = 0”线没有全部落在置信带内：线性或偏倚不可接受',
            'the line “bias = 0” leaves the confidence band: linearity or bias is not acceptable',
          ),
          text('校准、修理，或分段修正读数', 'Calibrate, repair, or correct the readings by range'),
        ),
      );
    const small = Math.min(...values.references.map((row) => row.n));
    if (values.references.length < 5 || small < 10)
      warnings.push(
        warning(
          'study-small',
          text(
            `有 ${values.references.length} 个基准值，每个最少 ${small} 次；推荐 5 个、各 10 次以上`,
            `${values.references.length} reference values with ${small} measurements at least; five with ten each are usual`,
          ),
          text('补测', 'Measure more'),
        ),
      );
    return answered(values, {
      warnings,
      conventions: [
        convention(
          'fit',
          'individual biases',
          '对每次测量的偏倚（不是平均偏倚）作直线拟合',
          'the line is fitted to single biases, not to their means',
        ),
        convention(
          'bias-tests',
          'own s for each reference, pooled s for the average',
          '各基准值用自己的标准差检验，平均偏倚用合并的组内标准差；Minitab 用由极差估计的重复性，p 值略有不同',
          'each reference is tested with its own standard deviation, the average with the pooled one within; Minitab takes repeatability from ranges, so its p values differ a little',
        ),
      ],
      explanations: [
        explanation(
          'slope',
          'bias = a + b · reference, least squares',
          '偏倚随量值变化的斜率',
          'how the bias changes with size',
          'AIAG MSA 4th ed.',
        ),
        explanation('linearity', '|b| · process variation', '线性', 'linearity', 'AIAG MSA 4th ed.'),
        explanation(
          'band.low',
          'fit ∓ t(1−α/2, n−2) s √(1/n + (x − x̄)²/Sxx)',
          '拟合线的置信带',
          'confidence band of the line',
          'AIAG MSA 4th ed.',
        ),
      ],
    });
  },
  scenes: (values) => [
    {
      title: text('线性图', 'Linearity'),
      x: { title: text('基准值', 'reference value'), scale: 'linear' },
      y: { title: text('偏倚', 'bias'), scale: 'linear' },
      marks: [
        {
          kind: 'band',
          tone: 'muted',
          x: values.band.map((p) => p.reference),
          low: values.band.map((p) => p.low),
          high: values.band.map((p) => p.high),
        },
        { kind: 'line', tone: 'fit', x: values.band.map((p) => p.reference), y: values.band.map((p) => p.fit) },
        { kind: 'points', tone: 'data', x: values.points.map((p) => p.reference), y: values.points.map((p) => p.bias) },
        {
          kind: 'points',
          tone: 'second',
          x: values.references.map((p) => p.reference),
          y: values.references.map((p) => p.bias),
        },
        { kind: 'horizontal', tone: 'centre', y: 0, label: text('偏倚 = 0', 'bias = 0') },
      ],
      table: {
        head: [text('基准值', 'reference'), text('次数', 'n'), text('平均偏倚', 'mean bias'), text('p', 'p')],
        rows: values.references.map((row) => [row.reference, row.n, row.bias, row.p ?? '']),
      },
    },
  ],
  example: {
    text: text(
      'AIAG 手册：5 个标准件各测 12 次，斜率 −0.1317、截距 0.7367，线性不可接受。',
      'The AIAG manual: five masters, twelve measurements each; slope −0.1317, intercept 0.7367, not acceptable.',
    ),
    source: 'AIAG MSA 4th ed., Table III-B 4',
    csv: [
      'reference,measurement',
      ...Object.entries({
        2: [2.7, 2.5, 2.4, 2.5, 2.7, 2.3, 2.5, 2.5, 2.4, 2.4, 2.6, 2.4],
        4: [5.1, 3.9, 4.2, 5.0, 3.8, 3.9, 3.9, 3.9, 3.9, 4.0, 4.1, 3.8],
        6: [5.8, 5.7, 5.9, 5.9, 6.0, 6.1, 6.0, 6.1, 6.4, 6.3, 6.0, 6.1],
        8: [7.6, 7.7, 7.8, 7.7, 7.8, 7.8, 7.8, 7.7, 7.8, 7.5, 7.6, 7.7],
        10: [9.1, 9.3, 9.5, 9.3, 9.4, 9.5, 9.5, 9.5, 9.6, 9.2, 9.3, 9.4],
      }).flatMap(([reference, values]) => values.map((x) => `${reference},${x}`)),
    ].join('\n'),
    options: {},
  },
};

interface StabilityValues {
  readonly subgroups: number;
  readonly size: number;
  readonly centre: number;
  readonly ucl: number;
  readonly lcl: number;
  readonly rBar: number;
  readonly rUcl: number;
  readonly sigma: number;
  /** Drift per subgroup and its test. */
  readonly drift: number;
  readonly driftP: number | null;
  readonly stable: boolean;
  readonly out: readonly number[];
  readonly means: readonly number[];
  readonly ranges: readonly number[];
}

const stability: Method<StabilityValues> = {
  id: 'gauge-stability',
  version: 1,
  group: 'measurement-system',
  title: text('稳定性分析', 'Stability study'),
  purpose: text('同一标准件隔天再测，量具有没有漂？', 'The same master measured day after day: does the gauge drift?'),
  conditions: [
    {
      condition: text(
        '每隔一定时间测同一标准件 2–10 次，至少 10 组',
        'the same master, 2 to 10 measurements at intervals, ten subgroups or more',
      ),
      otherwise: text('单值用 I-MR 图', 'for single values use the I-MR chart'),
    },
  ],
  sources: ['AIAG, Measurement Systems Analysis, 4th ed. (2010), ch. III B', 'ISO 7870-2'],
  columns: [
    { role: 'subgroup', text: text('日期或组号', 'date or subgroup'), kind: 'label', columns: [1, 1] },
    measurementColumn,
  ],
  options: [confidenceOption],
  resultSchema: object({
    subgroups: integer,
    size: integer,
    centre: number,
    ucl: number,
    lcl: number,
    rBar: number,
    rUcl: number,
    sigma: number,
    drift: number,
    driftP: numberOrNull,
    stable: boolean,
    out: array(integer),
    means: array(number),
    ranges: array(number),
  }),
  run: (input): Outcome<StabilityValues> => {
    const options = openOptions(stability.options, input.options);
    const columns = openColumns(stability.columns, input);
    const problems: Problem[] = [...options.problems, ...columns.problems];
    const groups = new Map<string, number[]>();
    const measured = columns.numbers('measurement').values;
    for (const [i, label] of columns.labels('subgroup').values.entries()) {
      const x = measured[i] ?? Number.NaN;
      if (!Number.isNaN(x)) groups.set(label, [...(groups.get(label) ?? []), x]);
    }
    const rows = [...groups.values()];
    const size = rows[0]?.length ?? 0;
    const odd = [...groups].find(([, values]) => values.length !== size);
    if (problems.length === 0) {
      if (rows.length < 3)
        problems.push(
          problem(
            'subgroups-few',
            text(`至少要 3 组，实为 \`${rows.length}\``, `expected three subgroups or more, found \`${rows.length}\``),
            text('隔天再测', 'Measure again on other days'),
          ),
        );
      else if (odd)
        problems.push(
          problem(
            'subgroups-unequal',
            text(
              `每组应有 ${size} 个测量值，组 \`${odd[0]}\` 有 \`${odd[1].length}\` 个`,
              `expected ${size} measurements in each subgroup, \`${odd[0]}\` has \`${odd[1].length}\``,
            ),
            text('补齐', 'Complete it'),
          ),
        );
      else if (size < 2 || size > 10)
        problems.push(
          problem(
            'subgroup-size',
            text(`每组应测 2–10 次，实为 \`${size}\``, `expected 2 to 10 measurements a subgroup, found \`${size}\``),
            text('单值用 I-MR 图', 'For single values use the I-MR chart'),
          ),
        );
    }
    if (problems.length > 0) return refused(problems);
    const means = rows.map((values) => meanAndDeviation(values).mean);
    const ranges = rows.map((values) => Math.max(...values) - Math.min(...values));
    const rBar = ranges.reduce((a, b) => a + b, 0) / ranges.length;
    if (!(rBar > 0)) return refused([noSpread()]);
    const centre = means.reduce((a, b) => a + b, 0) / means.length;
    const sigma = rBar / d2(size);
    const half = (3 * sigma) / Math.sqrt(size);
    const rUcl = rBar + 3 * sigma * d3(size);
    const fit = fitLine(
      means.map((_, i) => i + 1),
      means,
    );
    const out = means.flatMap((mean, i) => (Math.abs(mean - centre) > half || (ranges[i] ?? 0) > rUcl ? [i + 1] : []));
    const driftP = fit.s > 0 ? fit.slopeP : null;
    const drifting = driftP !== null && driftP < 1 - options.number('confidence');
    const warnings: Warning[] = [...columns.warnings];
    if (out.length > 0)
      warnings.push(
        warning(
          'out-of-control',
          text(`第 ${out.join('、')} 组出界`, `subgroups ${out.join(', ')} lie outside the limits`),
          text('查当天的量具、环境、操作', 'Look at gauge, surroundings and handling on those days'),
        ),
      );
    if (drifting)
      warnings.push(
        warning(
          'drift',
          text(
            `有漂移：每组 ${fit.slope.toPrecision(3)}（p = ${driftP?.toPrecision(3)}）`,
            `it drifts by ${fit.slope.toPrecision(3)} a subgroup (p = ${driftP?.toPrecision(3)})`,
          ),
          text('缩短校准间隔，查磨损', 'Calibrate more often and look for wear'),
        ),
      );
    return answered(
      {
        subgroups: rows.length,
        size,
        centre,
        ucl: centre + half,
        lcl: centre - half,
        rBar,
        rUcl,
        sigma,
        drift: fit.slope,
        driftP,
        stable: out.length === 0 && !drifting,
        out,
        means,
        ranges,
      },
      {
        warnings,
        conventions: [
          convention(
            'sigma',
            'R̄/d2',
            '组内标准差由平均极差除以精确的 d2',
            'sigma from the average range over the exact d2',
          ),
          convention(
            'rules',
            'limits and linear drift',
            '判出界点，并检验直线漂移',
            'points beyond the limits, and a test for linear drift',
          ),
        ],
        explanations: [
          explanation('ucl', 'x̿ + 3 R̄/(d2 √n)', '均值图上控制限', 'upper limit of the means', 'ISO 7870-2'),
          explanation('rUcl', 'R̄ (1 + 3 d3/d2)', '极差图上控制限', 'upper limit of the ranges', 'ISO 7870-2'),
          explanation(
            'drift',
            'least squares slope of the means',
            '均值随组号的直线斜率',
            'slope of the means over the subgroups',
            'AIAG MSA 4th ed.',
          ),
        ],
      },
    );
  },
  scenes: (values) => [
    runScene(
      {
        series: values.means,
        lines: [
          { y: values.centre, tone: 'centre', zh: '中心线', en: 'centre' },
          { y: values.ucl, tone: 'limit', zh: '上控制限', en: 'UCL' },
          { y: values.lcl, tone: 'limit', zh: '下控制限', en: 'LCL' },
        ],
      },
      text('稳定性：均值图', 'Stability: means'),
    ),
    runScene(
      {
        series: values.ranges,
        lines: [
          { y: values.rBar, tone: 'centre', zh: '平均极差', en: 'average range' },
          { y: values.rUcl, tone: 'limit', zh: '上控制限', en: 'UCL' },
        ],
      },
      text('稳定性：极差图', 'Stability: ranges'),
    ),
  ],
  example: {
    text: text(
      '标准件每周测 5 次，共 12 周：都在界内，没有漂移。',
      'A master measured five times a week for twelve weeks: within limits, no drift.',
    ),
    source: '教学数据',
    csv: [
      'subgroup,measurement',
      ...[
        [6.01, 5.99, 6.02, 6.0, 5.98],
        [6.0, 6.03, 5.99, 6.01, 6.0],
        [5.98, 6.01, 6.02, 5.99, 6.0],
        [6.02, 6.0, 5.97, 6.01, 6.01],
        [6.0, 5.99, 6.03, 6.0, 6.02],
        [5.99, 6.01, 6.0, 5.98, 6.01],
        [6.01, 6.02, 6.0, 6.03, 5.99],
        [6.0, 5.98, 6.01, 6.0, 6.02],
        [6.02, 6.01, 5.99, 6.0, 5.98],
        [5.99, 6.0, 6.02, 6.01, 6.03],
        [6.0, 6.01, 5.98, 6.02, 6.0],
        [6.01, 5.99, 6.0, 6.02, 6.01],
      ].flatMap((values, i) => values.map((x) => `第${i + 1}周,${x}`)),
    ].join('\n'),
    options: {},
  },
};

export const singleGaugeMethods = [
  anyMethod(type1),
  anyMethod(bias),
  anyMethod(linearity),
  anyMethod(stability),
] as const;
