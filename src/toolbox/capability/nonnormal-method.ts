import { figure } from '../control-charts/explain.ts';
import { normalDensity } from '../distributions/normal.ts';
import { andersonDarling } from '../hypothesis/normality.ts';
import { openColumns } from '../method/columns.ts';
import type { Method, MethodInput, OptionSpec, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import type { Text } from '../method/text.ts';
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
import {
  andersonDarlingOf,
  andersonDarlingP,
  type Family,
  type Fit,
  families,
  fitFamily,
  needsPositive,
} from './fits.ts';
import { type Index, sideIndex, smaller, widthIndex } from './indices.ts';
import { readSpecification, type Specification, specificationOptions } from './specification.ts';
import { judgeStability, type Stability, stabilityWarnings } from './stability.ts';
import { boxCox, johnson, type Transformation } from './transformations.ts';

export interface Candidate {
  readonly name: string;
  readonly ad: number | null;
  readonly p: number | null;
  readonly bound: string;
  readonly chosen: boolean;
  readonly zh: string;
  readonly en: string;
}

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

const names: Readonly<Record<string, Text>> = {
  normal: text('正态', 'normal'),
  lognormal: text('对数正态', 'lognormal'),
  weibull: text('威布尔', 'Weibull'),
  gamma: text('伽马', 'gamma'),
  exponential: text('指数', 'exponential'),
  loglogistic: text('对数逻辑斯谛', 'loglogistic'),
  logistic: text('逻辑斯谛', 'logistic'),
  'smallest-extreme-value': text('最小极值', 'smallest extreme value'),
  'largest-extreme-value': text('最大极值', 'largest extreme value'),
  'box-cox': text('Box-Cox 变换', 'Box-Cox transformation'),
  johnson: text('Johnson 变换', 'Johnson transformation'),
  empirical: text('经验分位数', 'empirical percentiles'),
};

const options: readonly OptionSpec[] = [
  ...specificationOptions.filter((spec) => spec.name !== 'target'),
  {
    name: 'model',
    text: text('模型', 'model'),
    kind: 'choice',
    choices: [
      { value: 'best-fit', text: text('自动选择（附理由）', 'chosen, with reasons') },
      ...[...families, 'box-cox', 'johnson', 'empirical'].map((value) => ({ value, text: names[value]! })),
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
    name: 'confidence',
    text: text('置信水平', 'confidence level'),
    kind: 'number',
    default: 0.95,
    least: 0.5,
    most: 0.9999,
  },
  ...dataOptions,
];

/** What a model gives: indices, tails and the curve. */
interface Model {
  readonly name: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly points: readonly [low: number | null, median: number | null, high: number | null];
  readonly indices: { readonly pp: Index; readonly ppl: Index; readonly ppu: Index };
  readonly ppm: Nonconforming;
  readonly density: ((x: number) => number) | undefined;
}

interface Context {
  readonly values: Float64Array;
  readonly specification: Specification;
  readonly confidence: number;
  readonly round: boolean;
}

function plain(value: number | null): Index {
  return { value: value === null || !Number.isFinite(value) ? null : value, lower: null, upper: null };
}

/** Indices by percentiles: distances from the median in units of the distance to the 0.135 % points (ISO 22514-2). */
function byPercentiles(
  [low, median, high]: readonly [number, number, number],
  { lsl, usl }: Specification,
): Model['indices'] {
  return {
    pp: plain(lsl === undefined || usl === undefined ? null : (usl - lsl) / (high - low)),
    ppl: plain(lsl === undefined ? null : (median - lsl) / (median - low)),
    ppu: plain(usl === undefined ? null : (usl - median) / (high - median)),
  };
}

const tail = 0.001349898031630095;

function modelOfFit(fit: Fit, { specification }: Context): Model {
  const points = [fit.quantile(tail), fit.quantile(0.5), fit.quantileUpper(tail)] as const;
  const { lsl, usl } = specification;
  const below = lsl === undefined ? null : 1e6 * fit.lower(lsl);
  const above = usl === undefined ? null : 1e6 * fit.upper(usl);
  return {
    name: fit.family,
    parameters: fit.parameters,
    points,
    indices: byPercentiles(points, specification),
    ppm: { below, above, total: (below ?? 0) + (above ?? 0) },
    density: fit.density,
  };
}

/** Normal indices on the transformed scale, limits carried over; a limit outside the domain can never be passed. */
function modelOfTransformation(transformation: Transformation, context: Context): Model {
  const { values, specification, confidence } = context;
  const y = Float64Array.from(values, transformation.apply);
  const fit = fitFamily('normal', y);
  const { mean = Number.NaN, sd = Number.NaN } = fit.parameters;
  const carried = (limit: number | undefined): number | undefined => {
    const to = limit === undefined ? Number.NaN : transformation.apply(limit);
    return Number.isFinite(to) ? to : undefined;
  };
  const [a, b] = [carried(specification.lsl), carried(specification.usl)];
  const there: Specification = transformation.rises
    ? { lsl: a, usl: b, target: undefined }
    : { lsl: b, usl: a, target: undefined };
  const input = { specification: there, mean, sigma: sd, count: y.length, degrees: y.length - 1, confidence };
  const [low, high] = [sideIndex('lower', input), sideIndex('upper', input)];
  const chance = (limit: number | undefined, isLower: boolean): number | null => {
    if (limit === undefined) return null;
    const to = transformation.apply(limit);
    if (!Number.isFinite(to)) return 0;
    return 1e6 * (isLower === transformation.rises ? fit.lower(to) : fit.upper(to));
  };
  const [below, above] = [chance(specification.lsl, true), chance(specification.usl, false)];
  return {
    name: transformation.name,
    parameters: transformation.parameters,
    points: [null, null, null],
    indices: { pp: widthIndex(input), ppl: transformation.rises ? low : high, ppu: transformation.rises ? high : low },
    ppm: { below, above, total: (below ?? 0) + (above ?? 0) },
    density: (x) => {
      const step = 1e-6 * (Math.abs(x) + 1e-6);
      const slope = Math.abs(transformation.apply(x + step) - transformation.apply(x - step)) / (2 * step);
      const density = (normalDensity((transformation.apply(x) - mean) / sd) / sd) * slope;
      return Number.isFinite(density) ? density : 0;
    },
  };
}

function modelOfPercentiles({ values, specification }: Context): Model {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const at = (p: number): number => {
    const position = Math.min(n - 1, Math.max(0, p * (n + 1) - 1));
    const k = Math.floor(position);
    return sorted[k]! + (position - k) * (sorted[Math.min(n - 1, k + 1)]! - sorted[k]!);
  };
  const points = [at(tail), at(0.5), at(1 - tail)] as const;
  return {
    name: 'empirical',
    parameters: {},
    points,
    indices: byPercentiles(points, specification),
    ppm: observed(values, specification),
    density: undefined,
  };
}

type Tried = { readonly candidate: Candidate; readonly model: Model | undefined };

function candidate(
  name: string,
  ad: number | null,
  p: number | null,
  bound: string,
  zh: string,
  en: string,
): Candidate {
  return { name, ad, p, bound, chosen: false, zh, en };
}

function tryFamily(family: Family, context: Context): Tried {
  const least = context.values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  if (needsPositive(family) && least <= 0)
    return { candidate: candidate(family, null, null, '', '要求数据大于 0', 'needs values above 0'), model: undefined };
  const fit = fitFamily(family, context.values);
  const ad = andersonDarlingOf(context.values, fit);
  // The normal's p-value has a formula over its whole range; the others have tables.
  const p =
    family === 'normal'
      ? ({ value: andersonDarling(context.values).pValue, bound: '=' } as const)
      : andersonDarlingP(fit, ad, context.values.length);
  const fits = p.value >= 0.05 && p.bound !== '<';
  const finite = Number.isFinite(ad);
  return {
    candidate: candidate(
      family,
      finite ? ad : null,
      finite ? p.value : null,
      p.bound,
      fits ? 'p ≥ 0.05，拟合可用' : 'p < 0.05，拟合不好',
      fits ? 'p of 0.05 or more: fits' : 'p below 0.05: does not fit',
    ),
    model: finite ? modelOfFit(fit, context) : undefined,
  };
}

function tryBoxCox(context: Context): Tried {
  if (context.values.some((x) => x <= 0))
    return {
      candidate: candidate('box-cox', null, null, '', '要求数据大于 0', 'needs values above 0'),
      model: undefined,
    };
  const found = boxCox(context.values, { round: context.round, confidence: context.confidence });
  const { statistic, pValue } = andersonDarling(Array.from(context.values, found.apply));
  const words = `λ = ${figure(found.parameters['lambda'])} (${figure(found.lower)} … ${figure(found.upper)})`;
  return {
    candidate: candidate('box-cox', statistic, pValue, '=', words, words),
    model: modelOfTransformation(found, context),
  };
}

function tryJohnson(context: Context): Tried {
  const found = johnson(context.values);
  if (!found)
    return {
      candidate: candidate('johnson', null, null, '', '没有合适的变换', 'no transformation was found'),
      model: undefined,
    };
  const { statistic, pValue } = andersonDarling(Array.from(context.values, found.apply));
  return {
    candidate: candidate('johnson', statistic, pValue, '=', found.formula, found.formula),
    model: modelOfTransformation(found, context),
  };
}

/** First the normal if it fits, else the best of the families that fit, else a transformation, else percentiles. */
function choose(context: Context): { readonly model: Model; readonly candidates: readonly Candidate[] } {
  const tried = [...families.map((family) => tryFamily(family, context)), tryBoxCox(context), tryJohnson(context)];
  const good = tried.filter(({ candidate: c, model }) => model && (c.p ?? 0) >= 0.05 && c.bound !== '<');
  const isTransformation = (name: string): boolean => name === 'box-cox' || name === 'johnson';
  const best =
    good.find((t) => t.candidate.name === 'normal') ??
    good
      .filter((t) => !isTransformation(t.candidate.name))
      .sort((a, b) => (a.candidate.ad ?? 0) - (b.candidate.ad ?? 0))[0] ??
    good[0];
  const percentiles: Tried = {
    candidate: candidate('empirical', null, null, '', '没有模型拟合时使用', 'used where no model fits'),
    model: modelOfPercentiles(context),
  };
  const chosen = best ?? percentiles;
  const reason = !best
    ? text(
        '没有分布或变换拟合（p 都小于 0.05），改用经验分位数',
        'no distribution or transformation fits (all p below 0.05): percentiles of the data',
      )
    : chosen.candidate.name === 'normal'
      ? text('正态拟合，最简单的模型优先', 'the normal fits, and the simplest model comes first')
      : isTransformation(chosen.candidate.name)
        ? text(
            '没有分布拟合，此变换后近似正态',
            'no distribution fits; this transformation makes the data about normal',
          )
        : text(
            '正态不拟合；在拟合的分布中 A² 最小',
            'the normal does not fit; of the distributions that do, this has the smallest A²',
          );
  const candidates = [...tried, percentiles].map((t) =>
    t === chosen ? { ...t.candidate, chosen: true, ...reason } : t.candidate,
  );
  return { model: chosen.model!, candidates };
}

function modelFor(
  name: string,
  context: Context,
): { readonly model: Model; readonly candidates: readonly Candidate[] } | Problem {
  if (name === 'best-fit') return choose(context);
  if (name === 'empirical') return { model: modelOfPercentiles(context), candidates: [] };
  const tried =
    name === 'box-cox'
      ? tryBoxCox(context)
      : name === 'johnson'
        ? tryJohnson(context)
        : tryFamily(name as Family, context);
  if (tried.model) return { model: tried.model, candidates: [{ ...tried.candidate, chosen: true }] };
  return problem(
    'model-unfit',
    text(
      `${names[name]?.zh}不能用于这些数据：${tried.candidate.zh}`,
      `${names[name]?.en} cannot be used: ${tried.candidate.en}`,
    ),
    text('改用 best-fit', 'Use best-fit'),
  );
}

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
  };
  const found = modelFor(name, context);
  if ('code' in found) return refused([found]);
  const values = valuesOf(found.model, found.candidates, data, context);
  return answered(values, {
    conventions: conventionsOf(values),
    warnings: [...columns.warnings, ...data.warnings, ...stabilityWarnings(values.stability), ...judge(values, name)],
    explanations: explain(values),
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

function conventionsOf(values: NonnormalValues): ReturnType<typeof convention>[] {
  const transformed = values.model.startsWith('johnson') || values.model === 'box-cox';
  return [
    convention('model', values.model, '所用模型', 'the model'),
    convention(
      'indices',
      transformed ? 'transformed-normal' : 'percentiles',
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
  const beyond =
    (values.lsl !== null && values.ppl.value === null) || (values.usl !== null && values.ppu.value === null);
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

function explain(values: NonnormalValues): ReturnType<typeof explanation>[] {
  if (values.ppk.value === null) return [];
  const parameters = Object.entries(values.parameters)
    .map(([key, value]) => `${key} = ${figure(value)}`)
    .join(', ');
  const transformed = values.low === null;
  return [
    explanation(
      'ppk.value',
      `${transformed ? 'min(ȳ - LSL*, USL* - ȳ)/(3 s_y)' : 'min((x50 - LSL)/(x50 - x0.135), (USL - x50)/(x99.865 - x50))'} = ${figure(values.ppk.value)}`,
      `模型 ${values.model}：${parameters}；n = ${values.n}`,
      `model ${values.model}: ${parameters}; n = ${values.n}`,
      'ISO 22514-2:2017; Box and Cox (1964); Slifker and Shapiro (1980); Chou, Polansky and Mason (1998)',
    ),
  ];
}

const index = object({ value: numberOrNull, lower: numberOrNull, upper: numberOrNull });
const nonconforming = object({ below: numberOrNull, above: numberOrNull, total: number });

export const capabilityNonnormal: Method = anyMethod<NonnormalValues>({
  id: 'capability-nonnormal',
  version: 1,
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
  scenes: (values) => [
    histogramScene({
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
                label: names[values.model.replace(/^johnson-.*/, 'johnson')] ?? text(values.model, values.model),
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
