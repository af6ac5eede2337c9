import { openColumns } from '../method/columns.ts';
import type { ColumnRole, Method, MethodInput, OptionSpec, Outcome, Problem, Warning } from '../method/method.ts';
import { type OptionReader, openOptions } from '../method/options.ts';
import { answered, anyMethod, convention, explanation, problem, refused, text } from '../outcome/answer.ts';
import { type Component, crossedVariances, type GaugeVariances, nestedVariances } from './crossed-anova.ts';
import { aiagStudyCsv, nestedStudyCsv } from './gauge-examples.ts';
import {
  cellsOf,
  type GaugeScale,
  type GaugeValues,
  gaugeRow,
  gaugeSchema,
  gaugeWarnings,
  readScale,
  summarize,
} from './gauge-result.ts';
import { gaugeScenes } from './gauge-scenes.ts';
import { rangeConstants, rangeMethod } from './range-method.ts';
import { crossedStudy, nestedStudy, readStudyRows, type Study, studyProblems } from './study-data.ts';

export const studyColumns: readonly ColumnRole[] = [
  { role: 'part', text: text('零件', 'part'), kind: 'label', columns: [1, 1] },
  { role: 'operator', text: text('评价人', 'operator'), kind: 'label', columns: [1, 1], optional: true },
  { role: 'measurement', text: text('测量值', 'measurement'), kind: 'number', columns: [1, 1] },
];

export const scaleOptions: readonly OptionSpec[] = [
  { name: 'tolerance', text: text('公差宽度', 'tolerance width'), kind: 'number', least: 1e-300 },
  { name: 'usl', text: text('上规范限', 'upper specification limit'), kind: 'number' },
  { name: 'lsl', text: text('下规范限', 'lower specification limit'), kind: 'number' },
  {
    name: 'processSd',
    text: text('历史过程标准差', 'historical standard deviation of the process'),
    kind: 'number',
    least: 1e-300,
  },
  {
    name: 'multiplier',
    text: text('研究变异的倍数', 'multiple of the standard deviation'),
    kind: 'number',
    default: 6,
    least: 1,
    most: 10,
  },
  {
    name: 'ndcRule',
    text: text('ndc 的系数', 'factor of ndc'),
    kind: 'choice',
    choices: [
      { value: 'aiag', text: text('1.41（AIAG）', '1.41 (AIAG)') },
      { value: 'sqrt2', text: text('√2', '√2') },
    ],
    default: 'aiag',
  },
  { name: 'confidence', text: text('置信水平', 'confidence'), kind: 'number', default: 0.95, least: 0.5, most: 0.999 },
];

const poolingOption: OptionSpec = {
  name: 'poolingAlpha',
  text: text('交互作用 p 大于此值则并入重复性', 'pool the interaction when its p exceeds this'),
  kind: 'number',
  default: 0.25,
  least: 0,
  most: 1,
};

interface Ready {
  readonly study: Study;
  readonly options: OptionReader;
  readonly scale: GaugeScale;
  /** What was seen while reading, such as merged cells that were filled down. */
  readonly warnings: readonly Warning[];
}

/** Reads a study and refuses everything that is wrong with it at once. */
function readStudy(
  input: MethodInput,
  method: Method<GaugeValues>,
  nested: boolean,
): Ready | { readonly problems: readonly Problem[] } {
  const options = openOptions(method.options, input.options);
  const columns = openColumns(method.columns, input);
  const { rows, problems } = readStudyRows(columns);
  const all = [...options.problems, ...columns.problems, ...problems];
  if (all.length > 0) return { problems: all };
  const study = nested ? nestedStudy(rows) : crossedStudy(rows);
  if ('code' in study) return { problems: [study] };
  const [usl, lsl] = [options.optionalNumber('usl'), options.optionalNumber('lsl')];
  const small = studyProblems(study, nested);
  if (usl !== undefined && lsl !== undefined && usl <= lsl) small.push(limitsReversed(usl, lsl));
  if (small.length > 0) return { problems: small };
  const values = study.values.flat(2);
  const scale = readScale(options, values.reduce((a, b) => a + b, 0) / values.length);
  return { study, options, scale, warnings: columns.warnings };
}

export function limitsReversed(usl: number, lsl: number): Problem {
  return problem(
    'limits-reversed',
    text(
      `上规范限应大于下规范限，实为 usl=\`${usl}\`、lsl=\`${lsl}\``,
      `expected usl above lsl, found usl \`${usl}\`, lsl \`${lsl}\``,
    ),
    text('交换两者', 'Exchange them'),
  );
}

function scaleConventions(scale: GaugeScale) {
  return [
    convention(
      'multiplier',
      scale.multiplier,
      '研究变异取标准差的几倍',
      'how many standard deviations make the study variation',
    ),
    convention(
      'ndc',
      scale.ndcFactor === 1.41 ? '1.41, truncated' : 'sqrt(2), truncated',
      '可分辨类别数的系数与取整',
      'factor and rounding of ndc',
    ),
    convention('negative', 'zero', '负的方差分量取 0', 'negative variance components count as 0'),
  ];
}

const gaugeExplanations = [
  explanation(
    'grr',
    '%GRR = 100 σ_GRR / σ_total',
    '测量系统占总变差的百分比（按标准差）',
    'share of the gauge in the total variation, as standard deviations',
    'AIAG MSA 4th ed., ch. III B',
  ),
  explanation(
    'grrContribution',
    '100 σ²_GRR / σ²_total',
    '按方差计的贡献率，各来源相加为 100 %',
    'share of the variance; the sources add up to 100 %',
    'AIAG MSA 4th ed.',
  ),
  explanation(
    'grrTolerance',
    '%T = 100 k σ_GRR / (USL − LSL)',
    '测量系统占公差的百分比',
    'share of the gauge in the tolerance',
    'AIAG MSA 4th ed.',
  ),
  explanation(
    'ndc',
    'ndc = 1.41 PV / GRR',
    '测量系统能把零件分成几类，至少要 5',
    'into how many classes the gauge can sort the parts; 5 or more',
    'AIAG MSA 4th ed.',
  ),
  explanation(
    'components.sdLow',
    'modified large sample interval of the variance, square root',
    '标准差的置信下限（上限同理）',
    'lower bound of the standard deviation (the upper likewise)',
    'Burdick, Borror & Montgomery, JQT 35 (2003) 342',
  ),
];

function finish(
  ready: Ready,
  variances: GaugeVariances,
  conventions: Parameters<typeof answered>[1],
): Outcome<GaugeValues> {
  const named: [string, Component | undefined][] = [
    ['grr', variances.grr],
    ['repeatability', variances.repeatability],
    ['reproducibility', variances.reproducibility],
    ['operator', variances.operator],
    ['part*operator', variances.interaction],
    ['part', variances.part],
    ['total', variances.total],
  ];
  const total = variances.total.variance;
  const rows = named.flatMap(([source, part]) => (part ? [gaugeRow(source, part, total, ready.scale)] : []));
  const negative = named.flatMap(([source, part]) =>
    part && part.estimate < 0 && !['grr', 'total', 'reproducibility'].includes(source) ? [source] : [],
  );
  const { study } = ready;
  const values = summarize({
    rows,
    anova: variances.anova,
    pooled: variances.pooled,
    scale: ready.scale,
    size: { parts: study.parts.length, operators: study.operators.length, trials: study.replicates },
    cells: cellsOf(study),
  });
  return answered(values, {
    warnings: [...ready.warnings, ...gaugeWarnings(values, negative)],
    conventions: [...(conventions?.conventions ?? []), ...scaleConventions(ready.scale)],
    explanations: gaugeExplanations,
  });
}

const conditions = [
  {
    condition: text('零件取自过程的全部变差范围', 'the parts span the variation of the process'),
    otherwise: text(
      '以 processSd 给出历史标准差，看“占过程”的百分比',
      'give processSd and read the percent of the process',
    ),
  },
  {
    condition: text('测量次序随机，评价人不知道零件号', 'the order is random and operators do not know the part'),
    otherwise: text(
      '重做：知道上一次读数会使重复性偏小',
      'repeat the study: knowing the last reading makes repeatability look small',
    ),
  },
  {
    condition: text('量具已校准且稳定', 'the gauge is calibrated and stable'),
    otherwise: text('先做 gauge-stability 与 gauge-bias', 'do gauge-stability and gauge-bias first'),
  },
];

const crossed: Method<GaugeValues> = {
  id: 'gauge-crossed',
  version: 1,
  group: 'measurement-system',
  title: text('量具重复性和再现性（交叉，方差分析）', 'Gauge R&R, crossed, by analysis of variance'),
  purpose: text(
    '量具和人带来的变差，占总变差和公差的多少？',
    'How much of the variation, and of the tolerance, comes from gauge and people?',
  ),
  conditions: [
    ...conditions,
    {
      condition: text('每人测每件，次数相同', 'every operator measures every part equally often'),
      otherwise: text(
        '破坏性试验用 gauge-nested；缺数用 gauge-expanded',
        'for destructive tests use gauge-nested, with gaps gauge-expanded',
      ),
    },
  ],
  sources: [
    'AIAG, Measurement Systems Analysis, 4th ed. (2010)',
    'Burdick, Borror & Montgomery, Journal of Quality Technology 35 (2003) 342–354',
  ],
  columns: studyColumns,
  options: [...scaleOptions, poolingOption],
  resultSchema: gaugeSchema,
  run: (input) => {
    const ready = readStudy(input, crossed, false);
    if ('problems' in ready) return refused(ready.problems);
    const alpha = ready.options.number('poolingAlpha');
    const variances = crossedVariances(ready.study, alpha);
    return finish(ready, variances, {
      conventions: [
        convention(
          'pooling',
          `p > ${alpha}`,
          variances.pooled ? '交互作用已并入重复性' : '交互作用未并入',
          variances.pooled ? 'the interaction was pooled with repeatability' : 'the interaction was kept',
        ),
      ],
    });
  },
  scenes: gaugeScenes,
  example: {
    text: text(
      'AIAG 手册的 10 件 × 3 人 × 3 次：GRR 27.86 %，ndc 4。',
      'The AIAG manual’s 10 parts × 3 operators × 3 trials: GRR 27.86 %, ndc 4.',
    ),
    source: 'AIAG MSA 4th ed., Table III-B 6a',
    csv: aiagStudyCsv,
    options: {},
  },
};

const nested: Method<GaugeValues> = {
  id: 'gauge-nested',
  version: 1,
  group: 'measurement-system',
  title: text('量具重复性和再现性（嵌套）', 'Gauge R&R, nested'),
  purpose: text(
    '零件测一次就毁（或各人只能测自己的零件），量具怎么评？',
    'Measuring destroys the part, or each operator has parts of his own: how good is the gauge?',
  ),
  conditions: [
    ...conditions,
    {
      condition: text(
        '同一批内的“零件”足够均匀，可视为同一件',
        'items of one batch are alike enough to stand for one part',
      ),
      otherwise: text(
        '批内差异会算进重复性：选更均匀的样品',
        'differences within the batch count as repeatability: choose more uniform samples',
      ),
    },
  ],
  sources: [
    'AIAG, Measurement Systems Analysis, 4th ed. (2010), ch. IV',
    'Montgomery, Design and Analysis of Experiments, ch. 14',
  ],
  columns: studyColumns.map((column) =>
    column.role === 'operator'
      ? { role: column.role, text: column.text, kind: column.kind, columns: column.columns }
      : column,
  ),
  options: scaleOptions,
  resultSchema: gaugeSchema,
  run: (input) => {
    const ready = readStudy(input, nested, true);
    return 'problems' in ready
      ? refused(ready.problems)
      : finish(ready, nestedVariances(ready.study), {
          conventions: [
            convention('model', 'part within operator', '零件嵌套在评价人之内', 'parts are nested within operators'),
          ],
        });
  },
  scenes: gaugeScenes,
  example: {
    text: text(
      '三个化验员各测 5 个批次的样品，每批两个：GRR 35.7 %，ndc 3，方法要改进。',
      'Three analysts, five batches each, two samples a batch: GRR 35.7 %, ndc 3, the method needs work.',
    ),
    source: '教学数据（按嵌套模型编制）',
    csv: nestedStudyCsv,
    options: { tolerance: 3 },
  },
};

const range: Method<GaugeValues> = {
  id: 'gauge-range',
  version: 1,
  group: 'measurement-system',
  title: text('量具重复性和再现性（均值极差法）', 'Gauge R&R, average and range method'),
  purpose: text(
    '客户表格要 AIAG 均值极差法的 EV、AV、GRR、ndc',
    'The customer’s form asks for EV, AV, GRR and ndc by averages and ranges',
  ),
  conditions: [
    ...conditions,
    {
      condition: text(
        '2–3 次、2–3 人、2–10 件，无交互作用',
        '2 or 3 trials, 2 or 3 operators, 2 to 10 parts, no interaction',
      ),
      otherwise: text('用 gauge-crossed，它把交互作用分开', 'use gauge-crossed, which tells the interaction apart'),
    },
  ],
  sources: ['AIAG, Measurement Systems Analysis, 4th ed. (2010), ch. III B'],
  columns: studyColumns,
  options: scaleOptions,
  resultSchema: gaugeSchema,
  run: (input) => {
    const ready = readStudy(input, range, false);
    if ('problems' in ready) return refused(ready.problems);
    const { study, scale } = ready;
    const result = rangeConstants(study) && rangeMethod(study, scale);
    if (!result)
      return refused([
        problem(
          'range-size',
          text(
            `均值极差法应为 2–3 次、2–3 人、2–10 件，实为 \`${study.replicates}\` 次、\`${study.operators.length}\` 人、\`${study.parts.length}\` 件`,
            `the range method takes 2 or 3 trials, 2 or 3 operators and 2 to 10 parts, found \`${study.replicates}\`, \`${study.operators.length}\` and \`${study.parts.length}\``,
          ),
          text('改用 gauge-crossed', 'Use gauge-crossed'),
        ),
      ]);
    const values = summarize({
      rows: result.rows,
      anova: [],
      pooled: null,
      scale,
      size: { parts: study.parts.length, operators: study.operators.length, trials: study.replicates },
      cells: cellsOf(study),
    });
    return answered(values, {
      warnings: [...ready.warnings, ...gaugeWarnings(values, [])],
      conventions: [
        convention(
          'constants',
          'AIAG 4th edition',
          'K1、K2、K3 取 AIAG 第四版四位小数（不是旧版 5.15σ 的常数）',
          'K1, K2, K3 of the AIAG 4th edition to four decimals, not the older 5.15-sigma constants',
        ),
        ...scaleConventions(scale),
      ],
      explanations: gaugeExplanations.slice(0, 4),
    });
  },
  scenes: gaugeScenes,
  example: {
    text: text('AIAG 手册的同一组数据：GRR 26.68 %，ndc 5。', 'The same data of the AIAG manual: GRR 26.68 %, ndc 5.'),
    source: 'AIAG MSA 4th ed., Figure III-B 15/16',
    csv: aiagStudyCsv,
    options: {},
  },
};

export const gaugeMethods = [anyMethod(crossed), anyMethod(range), anyMethod(nested)] as const;
