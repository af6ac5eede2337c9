import type { Method, Outcome, Warning } from '../method/method.ts';
import {
  answered,
  array,
  boolean,
  convention,
  explanation,
  number,
  object,
  problem,
  refused,
  text,
  warning,
} from '../outcome/answer.ts';
import {
  biasFields,
  confidenceOption,
  measurementColumn,
  readMaster,
  referenceOption,
  runScene,
} from './master-readings.ts';
import { type BiasTest, biasTest, type TypeOne, typeOne } from './single-gauge.ts';

interface TypeOneValues extends BiasTest, TypeOne {
  readonly capable: boolean;
  /** Reference value plus and minus K/200 of the tolerance. */
  readonly upperLine: number;
  readonly lowerLine: number;
  readonly series: readonly number[];
  readonly reference: number;
}

export const type1: Method<TypeOneValues> = {
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
