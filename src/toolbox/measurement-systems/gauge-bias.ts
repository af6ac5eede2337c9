import type { Method, Outcome } from '../method/method.ts';
import {
  answered,
  array,
  boolean,
  convention,
  explanation,
  number,
  numberOrNull,
  object,
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
import { type BiasTest, biasTest } from './single-gauge.ts';

interface BiasValues extends BiasTest {
  readonly acceptable: boolean;
  readonly processPercent: number | null;
  readonly series: readonly number[];
  readonly reference: number;
}

export const bias: Method<BiasValues> = {
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
