import type { ColumnRole, Method, OptionSpec } from '../method/method.ts';
import type { Text } from '../method/text.ts';
import { convention, problem, text } from '../outcome/answer.ts';
import { attributePrice, explainAttribute, judgeDispersion, smallCounts } from './attribute-judgement.ts';
import { type AttributeKind, attributeModel, readCounts } from './attribute-model.ts';
import { defineChart } from './define-chart.ts';
import { circuitBoards, computers, dyedCloth, juiceCans } from './examples.ts';
import type { Parameters } from './run-chart.ts';

function attributeChart(
  kind: AttributeKind,
  words: {
    readonly title: Text;
    readonly purpose: Text;
    readonly counts: Text;
    readonly sizes: Text;
    readonly example: Method['example'];
  },
): Method {
  const columns: ColumnRole[] = [
    {
      role: 'count',
      text: words.counts,
      kind: 'count',
      columns: [1, 1],
      whenEmpty: text('不描点，链在该处中断', 'nothing is plotted there and runs end'),
    },
  ];
  const options: OptionSpec[] = [];
  if (kind.parameter !== 'c') {
    columns.push({
      role: 'size',
      text: words.sizes,
      kind: 'number',
      columns: [1, 1],
      optional: true,
      whenEmpty: text('不描点，链在该处中断', 'nothing is plotted there and runs end'),
    });
    options.push({
      name: 'size',
      text: text('各样本相同的样本量', 'sample size, if the same for all'),
      kind: 'number',
      least: 1e-9,
    });
  }
  options.push({
    name: kind.parameter,
    text: text('给定的平均值（历史值）', 'given average (historical)'),
    kind: 'number',
    least: 0,
    ...(kind.binomial ? { most: 1 } : {}),
  });
  return defineChart({
    id: kind.id,
    title: words.title,
    purpose: words.purpose,
    conditions: kind.binomial
      ? [
          {
            condition: text(
              '每件产品独立地合格或不合格，概率在样本内不变',
              'each item conforms or not independently, with one chance within a sample',
            ),
            otherwise: text('样本间变异过大时用 Laney p′ 图', 'Use the Laney p′ chart where samples vary more'),
          },
        ]
      : [
          {
            condition: text('不合格独立、零散地出现', 'nonconformities come one by one and independently'),
            otherwise: text('成簇出现时用 Laney u′ 图', 'Use the Laney u′ chart where they cluster'),
          },
        ],
    sources: kind.laney
      ? ['Laney, D. B. (2002), Improved control charts for attributes, Quality Engineering 14(4), 531-537']
      : ['GB/T 17989.2-2020 (ISO 7870-2:2013)', 'Montgomery, Introduction to Statistical Quality Control, chapter 7'],
    columns,
    options,
    example: words.example,
    prepare: (reader, optionReader) => {
      const data = readCounts(kind, reader, optionReader);
      const given = optionReader.optionalNumber(kind.parameter);
      if (given === 0)
        optionReader.problems.push(
          problem(
            'rate-zero',
            text('给定的平均值应大于 0', 'expected a given average above 0'),
            text('改正该值', 'Mend the value'),
          ),
        );
      if (optionReader.problems.length > 0) return undefined;
      const fixed: Parameters = given === undefined ? {} : { [kind.parameter]: given };
      const model = attributeModel(kind, data, { limitSigma: optionReader.number('limitSigma'), given });
      const price = attributePrice(kind, model, data, optionReader, fixed);
      return {
        model,
        points: data.counts.length,
        labels: data.labels,
        // A sample of unknown size is not plotted: 0, as an empty subgroup has it.
        sizes: Array.from(data.sizes, (n) => (Number.isNaN(n) ? 0 : n)),
        stages: data.stages,
        fixed,
        conventions: [
          convention(
            'limits',
            kind.laney ? 'laney' : 'normal-approximation',
            kind.laney ? '分布的标准差乘以 σz（移动极差/1.128）' : '正态近似，下限不低于 0',
            kind.laney
              ? 'deviation of the distribution times sigma of z (moving ranges over 1.128)'
              : 'normal approximation, lower limit not below 0',
          ),
          convention('average', 'weighted', '平均值 = 总计数 / 总样本量', 'average = total count over total size'),
        ],
        warnings: data.warnings,
        ...(price ? { price } : {}),
        explain: (values) => explainAttribute(kind, values, optionReader),
        judge: (values) => [...(kind.laney ? [] : judgeDispersion(kind, data, values)), ...smallCounts(kind, values)],
      };
    },
  });
}

const cans = {
  text: text('冷冻橙汁罐的不合格数，每次抽 50 罐', 'Nonconforming juice cans, samples of 50'),
  source: 'Montgomery, Introduction to Statistical Quality Control, table 7.1',
  csv: juiceCans,
  assignment: { count: ['nonconforming'], size: ['size'], label: ['sample'] },
  options: {},
};
export const nonconforming = text('不合格品数', 'number of nonconforming items');
const inspected = text('样本量', 'sample size');
export const nonconformities = text('不合格数', 'number of nonconformities');
const units = text('检验单位数', 'inspection units');

export const pChart: Method = attributeChart(
  { id: 'p', parameter: 'p', binomial: true, asCount: false, laney: false },
  {
    title: text('不合格品率控制图 p', 'p chart'),
    purpose: text(
      '样本量可变时，不合格品率是否稳定？',
      'Is the proportion nonconforming stable, with samples of any size?',
    ),
    counts: nonconforming,
    sizes: inspected,
    example: cans,
  },
);

export const npChart: Method = attributeChart(
  { id: 'np', parameter: 'p', binomial: true, asCount: true, laney: false },
  {
    title: text('不合格品数控制图 np', 'np chart'),
    purpose: text(
      '样本量相同时，不合格品数是否稳定？',
      'Is the number nonconforming stable, with samples of one size?',
    ),
    counts: nonconforming,
    sizes: inspected,
    example: cans,
  },
);

export const cChart: Method = attributeChart(
  { id: 'c', parameter: 'c', binomial: false, asCount: true, laney: false },
  {
    title: text('不合格数控制图 c', 'c chart'),
    purpose: text(
      '检验单位相同时，不合格数是否稳定？',
      'Is the number of nonconformities stable, with equal inspection units?',
    ),
    counts: nonconformities,
    sizes: units,
    example: {
      text: text('每 100 块印刷电路板的不合格数', 'Nonconformities in 100 printed circuit boards'),
      source: 'Montgomery, Introduction to Statistical Quality Control, table 7.7',
      csv: circuitBoards,
      assignment: { count: ['nonconformities'], label: ['sample'] },
      options: {},
    },
  },
);

export const uChart: Method = attributeChart(
  { id: 'u', parameter: 'u', binomial: false, asCount: false, laney: false },
  {
    title: text('单位不合格数控制图 u', 'u chart'),
    purpose: text(
      '检验单位数可变时，单位不合格数是否稳定？',
      'Are nonconformities per unit stable, with any number of units?',
    ),
    counts: nonconformities,
    sizes: units,
    example: {
      text: text(
        '染色布每 50 m² 的不合格数，每卷检验单位数不同',
        'Nonconformities in dyed cloth per 50 m², rolls of different size',
      ),
      source: 'Montgomery, Introduction to Statistical Quality Control, table 7.11',
      csv: dyedCloth,
      assignment: { count: ['nonconformities'], size: ['units'], label: ['roll'] },
      options: {},
    },
  },
);

export const laneyP: Method = attributeChart(
  { id: 'laney-p', parameter: 'p', binomial: true, asCount: false, laney: true },
  {
    title: text('Laney p′ 控制图', 'Laney p′ chart'),
    purpose: text(
      '样本量很大、样本间变异超过二项分布时，不合格品率是否稳定？',
      'Is the proportion stable where large samples vary more than the binomial gives?',
    ),
    counts: nonconforming,
    sizes: inspected,
    example: cans,
  },
);

export const laneyU: Method = attributeChart(
  { id: 'laney-u', parameter: 'u', binomial: false, asCount: false, laney: true },
  {
    title: text('Laney u′ 控制图', 'Laney u′ chart'),
    purpose: text(
      '样本很大、样本间变异超过泊松分布时，单位不合格数是否稳定？',
      'Are nonconformities per unit stable where large samples vary more than the Poisson gives?',
    ),
    counts: nonconformities,
    sizes: units,
    example: {
      text: text('20 组计算机，每组 5 台的不合格数', 'Nonconformities of 20 samples of 5 computers'),
      source: 'Montgomery, Introduction to Statistical Quality Control, 4th edition, table 7.10',
      csv: computers,
      assignment: { count: ['nonconformities'], size: ['size'], label: ['sample'] },
      options: {},
    },
  },
);
