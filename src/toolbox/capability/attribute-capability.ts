import { dyedCloth, juiceCans } from '../control-charts/examples.ts';
import { figure } from '../control-charts/explain.ts';
import { openColumns } from '../method/columns.ts';
import type { ColumnRole, Method, MethodInput, OptionSpec, Outcome } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import type { Text } from '../method/text.ts';
import {
  answered,
  anyMethod,
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
import { type AttributeCapability, attributeCapability } from './attribute-indices.ts';
import { stabilitySchema } from './capability-method.ts';
import { stabilityWarnings } from './stability.ts';

const options = (defects: boolean): readonly OptionSpec[] => [
  { name: 'size', text: text('各样本相同的样本量', 'sample size, if the same for all'), kind: 'number', least: 1e-9 },
  {
    name: 'opportunities',
    text: text('每单位的出错机会数', 'opportunities for error in a unit'),
    kind: 'number',
    default: 1,
    least: 1,
    integer: true,
  },
  {
    name: 'target',
    text: defects
      ? text('要求的单位不合格数上限', 'largest nonconformities per unit wanted')
      : text('要求的不合格品率上限', 'largest proportion wanted'),
    kind: 'number',
    least: 0,
  },
  {
    name: 'confidence',
    text: text('置信水平', 'confidence level'),
    kind: 'number',
    default: 0.95,
    least: 0.5,
    most: 0.9999,
  },
];

function runAttribute(
  defects: boolean,
  specs: readonly OptionSpec[],
  roles: readonly ColumnRole[],
  input: MethodInput,
): Outcome<AttributeCapability> {
  const columns = openColumns(roles, input);
  const read = openOptions(specs, input.options);
  if (columns.problems.length > 0) return refused([...columns.problems, ...read.problems]);
  const counts = columns.numbers('count');
  const sized = columns.has('size') ? columns.numbers('size') : undefined;
  const given = read.optionalNumber('size');
  if (!sized && given === undefined)
    read.problems.push(
      problem(
        'size-missing',
        text(
          '应有每个样本的大小（一列，或选项 size），没有给出',
          'expected the size of each sample (a column, or the option size), found none',
        ),
        text('指定样本量列，或填写选项 size', 'Name the column of sizes, or give the option size'),
      ),
    );
  const rows: { count: number; size: number }[] = [];
  counts.values.forEach((count, k) => {
    const size = sized ? (sized.values[k] ?? Number.NaN) : (given ?? Number.NaN);
    if (Number.isNaN(count + size)) return;
    if (!(size > 0) || (!defects && count > size)) {
      const cell = columns.cell(counts, k);
      read.problems.push(
        problem(
          'count-invalid',
          text(
            `${cell}：计数 \`${count}\`、样本量 \`${size}\` 不合理`,
            `${cell}: a count of \`${count}\` in a sample of \`${size}\` cannot be`,
          ),
          text('核对两列', 'Check both columns'),
          cell,
        ),
      );
    } else rows.push({ count, size });
  });
  const problems = [...columns.problems, ...read.problems];
  if (problems.length > 0) return refused(problems);
  if (rows.length === 0)
    return refused([problem('data-none', text('没有可用的样本', 'no sample to use'), text('录入数据', 'Enter data'))]);
  const values = attributeCapability(defects, rows, {
    confidence: read.number('confidence'),
    opportunities: read.number('opportunities'),
    target: read.optionalNumber('target') ?? null,
  });
  return answered(values, {
    conventions: [
      convention(
        'interval',
        defects ? 'garwood' : 'clopper-pearson',
        defects ? '泊松均值的精确区间' : '比例的精确区间（Clopper-Pearson）',
        defects ? 'exact interval of a Poisson mean' : 'exact interval of a proportion (Clopper-Pearson)',
      ),
      convention(
        'z',
        'benchmark',
        'Z = Φ⁻¹(1 - 不合格率)；zShifted 另加 1.5',
        'Z = Φ⁻¹(1 - proportion nonconforming); zShifted adds 1.5',
      ),
      convention(
        'dpmo',
        'count/(units × opportunities)',
        'DPMO = 计数/(单位数 × 机会数) × 10⁶',
        'DPMO = count/(units × opportunities) × 10⁶',
      ),
    ],
    warnings: [
      ...columns.warnings,
      ...stabilityWarnings(values.stability),
      ...(values.count === 0
        ? [
            warning(
              'count-zero',
              text(
                '没有发现不合格：点估计为 0，请看置信上限',
                'nothing nonconforming was found: the estimate is 0, look at the upper limit',
              ),
              text('继续收集', 'Go on collecting'),
            ),
          ]
        : []),
      ...(values.z.value === null && values.count > 0
        ? [
            warning(
              'z-none',
              text('不合格率达到或超过 100 %：Z 没有定义', 'a rate of 100 % or more: Z does not exist'),
              text('看不合格率本身', 'Read the rate itself'),
            ),
          ]
        : []),
      ...(values.target !== null && (values.rate.upper ?? 1) > values.target
        ? [
            warning(
              'target-unproven',
              text(
                `置信上限 ${figure(values.rate.upper)} 高于要求 ${figure(values.target)}：尚不能证明达到要求`,
                `the upper limit ${figure(values.rate.upper)} is above the ${figure(values.target)} wanted: not proved yet`,
              ),
              text('扩大样本或改进过程', 'Take more samples, or improve the process'),
            ),
          ]
        : []),
    ],
    explanations: [
      explanation(
        'rate.value',
        `${defects ? 'DPU = Σc/Σn' : 'p̄ = Σd/Σn'} = ${figure(values.count)}/${figure(values.inspected)} = ${figure(values.rate.value)}`,
        `${values.samples} 个样本`,
        `${values.samples} samples`,
        defects ? 'Garwood (1936), Biometrika 28, 437-442' : 'Clopper and Pearson (1934), Biometrika 26, 404-413',
      ),
    ],
  });
}

function scenes(values: AttributeCapability): readonly Scene[] {
  const x = values.cumulative.map((_, k) => k + 1);
  return [
    {
      title: text('累计不合格率', 'Cumulative rate'),
      x: { title: text('样本', 'Sample'), scale: 'linear', domain: [0.5, values.samples + 0.5] },
      y: { title: text('累计不合格率', 'Cumulative rate'), scale: 'linear' },
      marks: [
        { kind: 'line', tone: 'data', x, y: values.cumulative },
        { kind: 'points', tone: 'data', x, y: values.cumulative },
        ...(values.rate.value === null
          ? []
          : [
              {
                kind: 'horizontal' as const,
                tone: 'centre' as const,
                y: values.rate.value,
                label: text(`平均 ${figure(values.rate.value)}`, `mean ${figure(values.rate.value)}`),
              },
            ]),
        ...(values.target === null
          ? []
          : [
              {
                kind: 'horizontal' as const,
                tone: 'specification' as const,
                y: values.target,
                label: text(`要求 ${values.target}`, `target ${values.target}`),
              },
            ]),
      ],
      table: {
        head: [text('样本', 'Sample'), text('累计不合格率', 'Cumulative rate')],
        rows: values.cumulative.map((rate, k) => [k + 1, rate]),
      },
    },
  ];
}

export const index = object({ value: numberOrNull, lower: numberOrNull, upper: numberOrNull });

function attributeMethod(
  defects: boolean,
  words: {
    readonly id: string;
    readonly title: Text;
    readonly purpose: Text;
    readonly counts: Text;
    readonly sizes: Text;
    readonly example: Method['example'];
  },
): Method {
  const specs = options(defects);
  const columns: ColumnRole[] = [
    {
      role: 'count',
      text: words.counts,
      kind: 'count',
      columns: [1, 1],
      whenEmpty: text('这一行不计入', 'the row is left out'),
    },
    {
      role: 'size',
      text: words.sizes,
      kind: 'number',
      columns: [1, 1],
      optional: true,
      whenEmpty: text('这一行不计入', 'the row is left out'),
    },
  ];
  return anyMethod<AttributeCapability>({
    id: words.id,
    version: 1,
    group: 'capability',
    title: words.title,
    purpose: words.purpose,
    conditions: [
      {
        condition: text('过程稳定（p 图或 u 图上没有失控点）', 'stable process (no signal on its p or u chart)'),
        otherwise: text('先消除特殊原因', 'Remove special causes first'),
      },
      {
        condition: text('累计曲线已走平', 'the cumulative curve has settled'),
        otherwise: text('继续收集样本', 'Go on collecting'),
      },
    ],
    sources: [
      defects
        ? 'Garwood, F. (1936), Biometrika 28, 437-442'
        : 'Clopper, C. J. and Pearson, E. S. (1934), Biometrika 26, 404-413',
      'ISO 22514-5 (attributive characteristics)',
    ],
    columns,
    options: specs,
    resultSchema: object({
      samples: integer,
      inspected: number,
      count: integer,
      rate: index,
      ppm: index,
      dpmo: index,
      yield: index,
      z: index,
      zShifted: index,
      target: numberOrNull,
      stability: stabilitySchema,
      cumulative: { type: 'array', items: number },
    }),
    run: (input) => runAttribute(defects, specs, columns, input),
    scenes,
    example: words.example,
  });
}

export const capabilityBinomial: Method = attributeMethod(false, {
  id: 'capability-binomial',
  title: text('计件过程能力（不合格品率）', 'Capability of a proportion (binomial)'),
  purpose: text(
    '不合格品率是多少，有多大把握，合多少 ppm 和几个 σ？',
    'What is the proportion nonconforming, how sure is it, how many ppm and sigma?',
  ),
  counts: text('不合格品数', 'number of nonconforming items'),
  sizes: text('样本量', 'sample size'),
  example: {
    text: text('冷冻橙汁罐，30 个样本', 'Juice cans, 30 samples'),
    source: 'Montgomery, Introduction to Statistical Quality Control, table 7.1',
    csv: juiceCans,
    assignment: { count: ['nonconforming'], size: ['size'] },
    options: {},
  },
});

export const capabilityPoisson: Method = attributeMethod(true, {
  id: 'capability-poisson',
  title: text('计点过程能力（单位不合格数、DPMO）', 'Capability of defects per unit (Poisson, DPMO)'),
  purpose: text(
    '单位不合格数和 DPMO 是多少，有多大把握？',
    'What are defects per unit and DPMO, and how sure are they?',
  ),
  counts: text('不合格数', 'number of nonconformities'),
  sizes: text('检验单位数', 'inspection units'),
  example: {
    text: text('染色布，每单位 5 个出错机会', 'Dyed cloth, five opportunities in a unit'),
    source: 'Montgomery, Introduction to Statistical Quality Control, table 7.11',
    csv: dyedCloth,
    assignment: { count: ['nonconformities'], size: ['units'] },
    options: { opportunities: 5 },
  },
});
