import { figure } from '../control-charts/explain.ts';
import { openColumns } from '../method/columns.ts';
import type { Method, MethodInput, OptionSpec, Outcome, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  anyMethod,
  array,
  boolean,
  convention,
  integer,
  number,
  numberOrNull,
  object,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import { type CapabilityData, dataOptions, dataRoles, readCapabilityData } from './capability-data.ts';
import { carbonFibres } from './capability-examples.ts';
import {
  type Histogram,
  histogramOf,
  histogramSchema,
  type Nonconforming,
  observed,
  stabilitySchema,
} from './capability-method.ts';
import { histogramScene } from './capability-scene.ts';
import { families } from './fits.ts';
import { type Index, smaller } from './indices.ts';
import { type Candidate, modelFor, modelNames } from './model-choice.ts';
import { explainModel, unreachablePoints } from './nonnormal-explanations.ts';
import type { Context, Model } from './nonnormal-model.ts';
import { readSpecification, specificationOptions } from './specification.ts';
import { judgeStability, type Stability, stabilityWarnings } from './stability.ts';

export interface NonnormalValues {
  readonly n: number;
  readonly model: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly lsl: number | null;
  readonly usl: number | null;
  readonly confidence: number;
  /** 0.135 %, 50 % and 99.865 % points in the user's unit. */
  readonly low: number | null;
  readonly median: number | null;
  readonly high: number | null;
  readonly pp: Index;
  readonly ppl: Index;
  readonly ppu: Index;
  readonly ppk: Index;
  readonly ppmObserved: Nonconforming;
  readonly ppmOverall: Nonconforming;
  readonly candidates: readonly Candidate[];
  readonly stability: Stability;
  readonly histogram: Histogram;
  /** Density along the histogram, for the picture. */
  readonly curve: readonly { readonly x: number; readonly y: number }[];
}

const options: readonly OptionSpec[] = [
  ...specificationOptions.filter((spec) => spec.name !== 'target'),
  {
    name: 'model',
    text: text('模型', 'model'),
    kind: 'choice',
    choices: [
      { value: 'best-fit', text: text('自动选择（附理由）', 'chosen, with reasons') },
      ...[...families, 'box-cox', 'johnson', 'empirical'].map((value) => ({ value, text: modelNames[value]! })),
    ],
    default: 'best-fit',
  },
  {
    name: 'round',
    text: text('Box-Cox 的 λ 取整到 0.5', 'round the lambda of Box-Cox to halves'),
    kind: 'flag',
    default: true,
  },
  {
    name: 'transformedIndices',
    text: text('变换后指数的算法', 'indices after a transformation'),
    kind: 'choice',
    choices: [
      {
        value: 'transformed-normal',
        text: text('变换尺度上按正态（有区间）', 'as for a normal on the transformed scale (with intervals)'),
      },
      {
        value: 'percentiles',
        text: text('分位数换回原尺度（ISO 22514-2）', 'by percentile points carried back (ISO 22514-2)'),
      },
    ],
    default: 'transformed-normal',
  },
  {
    name: 'confidence',
    text: text('置信水平', 'confidence level'),
    kind: 'number',
    default: 0.95,
    least: 0.5,
    most: 0.9999,
  },
  ...dataOptions,
];

function run(input: MethodInput): Outcome<NonnormalValues> {
  const columns = openColumns(dataRoles, input);
  const read = openOptions(options, input.options);
  const specification = readSpecification({
    ...read,
    optionalNumber: (name) => (name === 'target' ? undefined : read.optionalNumber(name)),
  });
  if (columns.problems.length > 0) return refused([...columns.problems, ...read.problems]);
  const data = readCapabilityData(columns, read);
  if (!data || read.problems.length > 0) return refused(read.problems);
  const name = read.choice('model');
  const n = data.values.length;
  const least = name === 'empirical' ? 100 : 20;
  if (n < least)
    return refused([
      problem(
        'data-few',
        text(
          `非正态分析${name === 'empirical' ? '用经验分位数' : ''}至少要 ${least} 个值，实有 ${n} 个`,
          `a nonnormal analysis${name === 'empirical' ? ' by percentiles' : ''} needs at least ${least} values, found ${n}`,
        ),
        text('收集更多数据；形状要 100 个以上才看得清', 'Collect more; a shape shows with 100 or more'),
      ),
    ]);
  const context: Context = {
    values: data.values,
    specification,
    confidence: read.number('confidence'),
    round: read.flag('round'),
    transformedIndices: read.choice('transformedIndices') === 'percentiles' ? 'percentiles' : 'transformed-normal',
  };
  const found = modelFor(name, context);
  if ('code' in found) return refused([found]);
  const values = valuesOf(found.model, found.candidates, data, context);
  return answered(values, {
    conventions: conventionsOf(values, found.model),
    warnings: [
      ...columns.warnings,
      ...data.warnings,
      ...stabilityWarnings(values.stability),
      ...judge(values, name),
      ...unreachablePoints(found.model),
    ],
    explanations: explainModel(values, found.model),
  });
}

function valuesOf(
  model: Model,
  candidates: readonly Candidate[],
  data: CapabilityData,
  context: Context,
): NonnormalValues {
  const { specification, values } = context;
  const histogram = histogramOf(values);
  const end = histogram.start + histogram.counts.length * histogram.width;
  const grid = Array.from({ length: 121 }, (_, k) => histogram.start + ((end - histogram.start) * k) / 120);
  const { density } = model;
  return {
    n: values.length,
    model: model.name,
    parameters: model.parameters,
    lsl: specification.lsl ?? null,
    usl: specification.usl ?? null,
    confidence: context.confidence,
    low: model.points[0],
    median: model.points[1],
    high: model.points[2],
    ...model.indices,
    ppk: smaller(model.indices.ppl, model.indices.ppu),
    ppmObserved: observed(values, specification),
    ppmOverall: model.ppm,
    candidates,
    stability: judgeStability({
      values: data.subgroups.statistics.mean,
      sizes: data.subgroups.statistics.size,
      mean: data.mean,
      sigma: data.sigmaWithin,
    }),
    histogram,
    curve: density ? grid.flatMap((x) => (Number.isFinite(density(x)) ? [{ x, y: density(x) }] : [])) : [],
  };
}

function conventionsOf(values: NonnormalValues, { indicesBy }: Model): ReturnType<typeof convention>[] {
  const transformed = indicesBy === 'transformed-normal';
  return [
    convention('model', values.model, '所用模型', 'the model'),
    convention(
      'indices',
      indicesBy,
      transformed
        ? '数据与规格限一起变换后按正态算，区间为变换尺度上的'
        : '按 0.135 %、50 %、99.865 % 分位数（ISO 22514-2），不给区间',
      transformed
        ? 'data and limits transformed together, then as for a normal; intervals on that scale'
        : 'by the 0.135 %, 50 % and 99.865 % points (ISO 22514-2), without intervals',
    ),
    convention(
      'choice',
      'anderson-darling',
      '拟合优度：Anderson-Darling；p 由 Stephens 的百分点插值',
      'fit judged by Anderson-Darling, p interpolated in Stephens’ points',
    ),
  ];
}

function judge(values: NonnormalValues, name: string): Warning[] {
  const list: Warning[] = [];
  const chosen = values.candidates.find((c) => c.chosen);
  if (values.model === 'empirical' && values.n < 1000)
    list.push(
      warning(
        'percentiles-few',
        text(
          `只有 ${values.n} 个值，0.135 % 分位数基本就是最小、最大值`,
          `with ${values.n} values the 0.135 % points are hardly more than the extremes`,
        ),
        text('收集 1000 个以上，或用分布模型', 'Collect 1000 or more, or use a distribution'),
      ),
    );
  if (name !== 'best-fit' && chosen?.p !== null && chosen !== undefined && chosen.p < 0.05)
    list.push(
      warning(
        'model-poor',
        text(`所选模型拟合不好（p = ${figure(chosen.p)}）`, `the chosen model does not fit (p = ${figure(chosen.p)})`),
        text('改用 best-fit，或先查分层', 'Use best-fit, or look for strata first'),
      ),
    );
  const isBeyond = (limit: number | null, index: Index, point: number | null): boolean =>
    limit !== null && index.value === null && point !== null;
  const beyond = isBeyond(values.lsl, values.ppl, values.low) || isBeyond(values.usl, values.ppu, values.high);
  if (beyond)
    list.push(
      warning(
        'limit-unreachable',
        text(
          '有规格限在模型取值范围之外：按模型不会超出，该侧不给指数',
          'a specification limit lies outside what the model can reach: never passed, so that side has no index',
        ),
        text('核对该规格限是否是物理边界', 'Check whether that limit is a physical bound'),
      ),
    );
  return list;
}

const index = object({ value: numberOrNull, lower: numberOrNull, upper: numberOrNull });
const nonconforming = object({ below: numberOrNull, above: numberOrNull, total: number });

export const capabilityNonnormal: Method = anyMethod<NonnormalValues>({
  id: 'capability-nonnormal',
  version: 2,
  group: 'capability',
  title: text('过程能力分析（非正态）', 'Process capability (nonnormal)'),
  purpose: text(
    '数据不服从正态时，过程能否满足规格？用哪个模型，为什么？',
    'Can a process meet its specification when its data are not normal? By which model, and why?',
  ),
  conditions: [
    {
      condition: text('过程稳定，数据来自一个总体', 'stable process, one population'),
      otherwise: text(
        '先用控制图和分层找原因：混合的数据常冒充偏态',
        'Chart and stratify first: mixed data often look skewed',
      ),
    },
    {
      condition: text('至少 100 个值', 'at least 100 values'),
      otherwise: text('尾部的估计不可靠，只作参考', 'Tails are not known well: take the figures for orientation'),
    },
  ],
  sources: [
    'ISO 22514-2:2017 (GB/T 38358)',
    'Box, G. E. P. and Cox, D. R. (1964), J. R. Statist. Soc. B 26, 211-252',
    'Slifker, J. F. and Shapiro, S. S. (1980), Technometrics 22(2), 239-246',
    'Chou, Y.-M., Polansky, A. M. and Mason, R. L. (1998), Journal of Quality Technology 30(2), 133-141',
    "D'Agostino, R. B. and Stephens, M. A. (1986), Goodness-of-Fit Techniques",
  ],
  columns: dataRoles,
  options,
  resultSchema: object({
    n: integer,
    model: string,
    parameters: { type: 'object', additionalProperties: number },
    lsl: numberOrNull,
    usl: numberOrNull,
    confidence: number,
    low: numberOrNull,
    median: numberOrNull,
    high: numberOrNull,
    pp: index,
    ppl: index,
    ppu: index,
    ppk: index,
    ppmObserved: nonconforming,
    ppmOverall: nonconforming,
    candidates: array(
      object({
        name: string,
        ad: numberOrNull,
        p: numberOrNull,
        bound: string,
        chosen: boolean,
        zh: string,
        en: string,
      }),
    ),
    stability: stabilitySchema,
    histogram: histogramSchema,
    curve: array(object({ x: number, y: number })),
  }),
  run,
  scenes: (values, language) => [
    histogramScene({
      language,
      histogram: values.histogram,
      count: values.n,
      lsl: values.lsl,
      usl: values.usl,
      target: null,
      curves:
        values.curve.length > 0
          ? [
              {
                density: interpolated(values.curve),
                tone: 'fit',
                label: modelNames[values.model.replace(/^johnson-.*/, 'johnson')] ?? text(values.model, values.model),
              },
            ]
          : [],
      reach: [values.low ?? Number.POSITIVE_INFINITY, values.high ?? Number.NEGATIVE_INFINITY],
    }),
  ],
  example: {
    text: text(
      '100 根碳纤维的断裂应力（GPa），下限 0.5',
      'Breaking stress of 100 carbon fibres (GPa), lower limit 0.5',
    ),
    source: 'Nichols, M. D. and Padgett, W. J. (2006), Quality and Reliability Engineering International 22, 141-151',
    csv: carbonFibres,
    assignment: { measurements: ['stress'] },
    options: { lsl: 0.5, model: 'weibull' },
  },
});

function interpolated(curve: NonnormalValues['curve']): (x: number) => number {
  return (x) => {
    const k = curve.findIndex((point) => point.x >= x);
    const [before, after] = [curve[k - 1], curve[k]];
    if (!before || !after) return Number.NaN;
    return before.y + ((x - before.x) / (after.x - before.x)) * (after.y - before.y);
  };
}
