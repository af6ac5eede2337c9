import { pistonRings } from '../control-charts/examples.ts';
import { figure } from '../control-charts/explain.ts';
import { normalLower, normalUpper } from '../distributions/normal.ts';
import { andersonDarling } from '../hypothesis/normality.ts';
import { openColumns } from '../method/columns.ts';
import type {
  Convention,
  Explanation,
  JsonSchema,
  Method,
  MethodInput,
  OptionSpec,
  Outcome,
  Warning,
} from '../method/method.ts';
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
  refused,
  text,
  warning,
} from '../outcome/answer.ts';
import { type CapabilityData, dataOptions, dataRoles, readCapabilityData } from './capability-data.ts';
import { capabilityScenes } from './capability-scene.ts';
import { exactSideInterval, type Index, sideIndex, smaller, taguchiIndex, widthIndex } from './indices.ts';
import { readSpecification, type Specification, specificationOptions } from './specification.ts';
import { judgeStability, type Stability, spreadWarnings, stabilityWarnings } from './stability.ts';

export interface Nonconforming {
  readonly below: number | null;
  readonly above: number | null;
  readonly total: number;
}

export interface CapabilityValues {
  readonly n: number;
  readonly mean: number;
  readonly sigmaWithin: number;
  readonly sigmaOverall: number;
  readonly lsl: number | null;
  readonly usl: number | null;
  readonly target: number | null;
  readonly confidence: number;
  readonly cp: Index;
  readonly cpl: Index;
  readonly cpu: Index;
  readonly cpk: Index;
  readonly pp: Index;
  readonly ppl: Index;
  readonly ppu: Index;
  readonly ppk: Index;
  readonly cpm: Index;
  /** Nonconforming in a million: found, and expected of a normal distribution with each σ. */
  readonly ppmObserved: Nonconforming;
  readonly ppmWithin: Nonconforming;
  readonly ppmOverall: Nonconforming;
  readonly stability: Stability;
  readonly normality: { readonly ad: number; readonly p: number } | null;
  readonly histogram: Histogram;
}

export interface Histogram {
  readonly start: number;
  readonly width: number;
  readonly counts: readonly number[];
}

export const confidenceOption: OptionSpec = {
  name: 'confidence',
  text: text('置信水平', 'confidence level'),
  kind: 'number',
  default: 0.95,
  least: 0.5,
  most: 0.9999,
};

export const ndcOption: OptionSpec = {
  name: 'ndc',
  text: text('测量系统的可区分类别数 ndc（若已做 R&R）', 'number of distinct categories of the gauge, if studied'),
  kind: 'number',
  least: 0,
  integer: true,
};

const options: readonly OptionSpec[] = [...specificationOptions, confidenceOption, ndcOption, ...dataOptions];

function run(input: MethodInput): Outcome<CapabilityValues> {
  const columns = openColumns(dataRoles, input);
  const read = openOptions(options, input.options);
  const specification = readSpecification(read);
  if (columns.problems.length > 0) return refused([...columns.problems, ...read.problems]);
  const data = readCapabilityData(columns, read);
  if (!data || columns.problems.length + read.problems.length > 0)
    return refused([...columns.problems, ...read.problems]);
  const confidence = read.number('confidence');
  const values = capabilityOf(data, specification, confidence);
  return answered(values, {
    conventions: conventions(data, specification, read.flag('unbias')),
    warnings: [
      ...columns.warnings,
      ...data.warnings,
      ...stabilityWarnings(values.stability),
      ...spreadWarnings({
        ...data.subgroups.statistics,
        sizes: data.subgroups.statistics.size,
        sigma: data.sigmaWithin,
      }),
      ...judge(values, read.optionalNumber('ndc')),
    ],
    explanations: explain(values, data),
  });
}

export function capabilityOf(data: CapabilityData, specification: Specification, confidence: number): CapabilityValues {
  const { mean, sigmaWithin, sigmaOverall, subgroups } = data;
  const n = data.values.length;
  const common = { specification, mean, confidence, count: n };
  const within = { ...common, sigma: sigmaWithin, degrees: data.degreesWithin };
  const overall = { ...common, sigma: sigmaOverall, degrees: n - 1 };
  const oneSided = specification.lsl === undefined || specification.usl === undefined;
  const exact = (index: Index): Index =>
    oneSided && index.value !== null ? { value: index.value, ...exactSideInterval(index.value, n, confidence) } : index;
  const [cpl, cpu] = [sideIndex('lower', within), sideIndex('upper', within)];
  const [ppl, ppu] = [exact(sideIndex('lower', overall)), exact(sideIndex('upper', overall))];
  const ad = n >= 8 ? andersonDarling(data.values) : undefined;
  return {
    n,
    mean,
    sigmaWithin,
    sigmaOverall,
    lsl: specification.lsl ?? null,
    usl: specification.usl ?? null,
    target: specification.target ?? null,
    confidence,
    cp: widthIndex(within),
    cpl,
    cpu,
    cpk: smaller(cpl, cpu),
    pp: widthIndex(overall),
    ppl,
    ppu,
    ppk: smaller(ppl, ppu),
    cpm: taguchiIndex(overall),
    ppmObserved: observed(data.values, specification),
    ppmWithin: expected(mean, sigmaWithin, specification),
    ppmOverall: expected(mean, sigmaOverall, specification),
    stability: judgeStability({
      values: subgroups.statistics.mean,
      sizes: subgroups.statistics.size,
      mean,
      sigma: sigmaWithin,
    }),
    normality: ad ? { ad: ad.statistic, p: ad.pValue } : null,
    histogram: histogramOf(data.values),
  };
}

export function observed(values: ArrayLike<number>, { lsl, usl }: Specification): Nonconforming {
  let below = 0;
  let above = 0;
  for (let i = 0; i < values.length; i++) {
    if (lsl !== undefined && values[i]! < lsl) below++;
    if (usl !== undefined && values[i]! > usl) above++;
  }
  const scale = 1e6 / values.length;
  return {
    below: lsl === undefined ? null : below * scale,
    above: usl === undefined ? null : above * scale,
    total: (below + above) * scale,
  };
}

export function expected(mean: number, sigma: number, { lsl, usl }: Specification): Nonconforming {
  const below = lsl === undefined ? null : 1e6 * normalLower((lsl - mean) / sigma);
  const above = usl === undefined ? null : 1e6 * normalUpper((usl - mean) / sigma);
  return { below, above, total: (below ?? 0) + (above ?? 0) };
}

/** Bars of round width by the rule of Freedman and Diaconis, between 5 and 60 of them. */
export function histogramOf(values: ArrayLike<number>): Histogram {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const [least, most] = [sorted[0]!, sorted[n - 1]!];
  const quarter = sorted[Math.floor(0.75 * (n - 1))]! - sorted[Math.floor(0.25 * (n - 1))]!;
  const wanted = quarter > 0 ? (2 * quarter) / Math.cbrt(n) : (most - least) / 10;
  const rough = Math.min(Math.max(wanted, (most - least) / 60), (most - least) / 5) || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const apart = (m: number): number => Math.abs(Math.log((m * power) / rough));
  const width = [1, 2, 2.5, 5, 10].reduce((best, m) => (apart(m) < apart(best) ? m : best)) * power;
  const start = Math.floor(least / width) * width;
  const counts = new Array<number>(Math.floor((most - start) / width) + 1).fill(0);
  for (const value of sorted) counts[Math.min(counts.length - 1, Math.floor((value - start) / width))]!++;
  return { start, width, counts };
}

function conventions(data: CapabilityData, specification: Specification, unbias: boolean): Convention[] {
  const oneSided = specification.lsl === undefined || specification.usl === undefined;
  return [
    convention(
      'sigmaWithin',
      data.method,
      `组内 σ：${data.method}${data.method === 'pooled' ? (unbias ? '，除以 c4' : '，不除以 c4') : ''}，用于 Cp、Cpk`,
      `sigma within: ${data.method}${data.method === 'pooled' ? (unbias ? ', over c4' : ', not over c4') : ''}, for Cp and Cpk`,
    ),
    convention(
      'sigmaOverall',
      'sample-deviation',
      '总体 σ：全部数据的标准差 s（n-1，不除以 c4），用于 Pp、Ppk、Cpm',
      'sigma overall: s of all values (n-1, not over c4), for Pp, Ppk and Cpm',
    ),
    convention(
      'intervalWidth',
      'chi-squared',
      `Cp、Pp 的区间由 χ² 得；组内自由度 ${figure(data.degreesWithin)}`,
      `intervals of Cp and Pp from chi-squared; degrees of freedom within ${figure(data.degreesWithin)}`,
    ),
    convention(
      'intervalSide',
      oneSided ? 'noncentral-t' : 'bissell',
      oneSided
        ? '单侧：Ppl、Ppu 的区间由非中心 t 精确求得；Cpl、Cpu 用 Bissell 近似'
        : 'Cpk、Ppk 的区间用 Bissell 近似（同 Minitab）',
      oneSided
        ? 'one-sided: intervals of Ppl and Ppu exact by the noncentral t; Cpl and Cpu by Bissell'
        : 'intervals of Cpk and Ppk by Bissell, as Minitab has them',
    ),
    convention(
      'cpm',
      'overall',
      'Cpm 用总体 σ 与偏离目标合成的 τ；目标不居中时取较近的一侧',
      'Cpm: tau from sigma overall and the offset from target; the nearer side where the target is off the middle',
    ),
  ];
}

type Judged = Pick<CapabilityValues, 'mean' | 'lsl' | 'usl' | 'normality' | 'sigmaOverall' | 'sigmaWithin'>;

export function judge(values: Judged, ndc: number | undefined): Warning[] {
  const list: Warning[] = [];
  const { mean, lsl, usl, normality } = values;
  if ((lsl !== null && mean < lsl) || (usl !== null && mean > usl))
    list.push(
      warning(
        'mean-outside',
        text('均值在规格限之外，指数为负', 'the mean lies outside the specification limits, indices are negative'),
        text('先把均值调回来', 'Bring the mean back first'),
      ),
    );
  if (normality && normality.p < 0.05) {
    list.push(
      warning(
        'not-normal',
        text(
          `数据不像正态（Anderson-Darling p = ${figure(normality.p)}），指数与 ppm 不可靠`,
          `the data do not look normal (Anderson-Darling p = ${figure(normality.p)}): indices and ppm are not reliable`,
        ),
        text(
          '先查分层与特殊原因；确属偏态时用 capability-nonnormal',
          'Look for strata and special causes; if the process is skewed use capability-nonnormal',
        ),
      ),
    );
  }
  if (ndc !== undefined && ndc < 5)
    list.push(
      warning(
        'gauge-incapable',
        text(
          `测量系统 ndc = ${ndc}，分不清产品：能力指数没有意义`,
          `the gauge has ndc = ${ndc} and cannot tell parts apart: the indices mean nothing`,
        ),
        text('先改进测量系统（ndc ≥ 5）', 'Improve the measurement system first (ndc of 5 or more)'),
      ),
    );
  if (values.sigmaOverall > 1.25 * values.sigmaWithin)
    list.push(
      warning(
        'drift-between',
        text(
          `总体 σ 是组内 σ 的 ${(values.sigmaOverall / values.sigmaWithin).toFixed(2)} 倍：子组之间有漂移`,
          `sigma overall is ${(values.sigmaOverall / values.sigmaWithin).toFixed(2)} times sigma within: the process drifts between subgroups`,
        ),
        text('报告 Ppk，不要只报 Cpk；找出漂移的原因', 'Report Ppk, not Cpk alone; find why it drifts'),
      ),
    );
  return list;
}

function explain(values: CapabilityValues, data: CapabilityData): Explanation[] {
  const source =
    'GB/T 38358 / ISO 22514-2; Kotz, S. and Lovelace, C. R. (1998), Process Capability Indices in Theory and Practice';
  const within = {
    zh: `组内 σ = ${figure(values.sigmaWithin)}（${data.method}），均值 ${figure(values.mean)}，n = ${values.n}`,
    en: `sigma within ${figure(values.sigmaWithin)} (${data.method}), mean ${figure(values.mean)}, n = ${values.n}`,
  };
  const overall = {
    zh: `总体 σ = ${figure(values.sigmaOverall)}，均值 ${figure(values.mean)}，n = ${values.n}`,
    en: `sigma overall ${figure(values.sigmaOverall)}, mean ${figure(values.mean)}, n = ${values.n}`,
  };
  const rows: readonly (readonly [string, Index, string, { zh: string; en: string }])[] = [
    ['cp', values.cp, '(USL - LSL)/(6 σ_within)', within],
    ['cpk', values.cpk, 'min((x̄ - LSL), (USL - x̄))/(3 σ_within)', within],
    ['pp', values.pp, '(USL - LSL)/(6 σ_overall)', overall],
    ['ppk', values.ppk, 'min((x̄ - LSL), (USL - x̄))/(3 σ_overall)', overall],
    ['cpm', values.cpm, 'min(T - LSL, USL - T)/(3 √(s² + (x̄ - T)²))', overall],
  ];
  return rows.flatMap(([field, index, formula, words]) =>
    index.value === null
      ? []
      : [explanation(`${field}.value`, `${formula} = ${figure(index.value)}`, words.zh, words.en, source)],
  );
}

export const index = object({ value: numberOrNull, lower: numberOrNull, upper: numberOrNull });
export const nonconforming = object({ below: numberOrNull, above: numberOrNull, total: number });
export const stabilitySchema = object({ stable: boolean, points: integer, signals: array(integer) });
export const histogramSchema = object({ start: number, width: number, counts: array(integer) });

export const normalitySchema: JsonSchema = {
  anyOf: [object({ ad: number, p: number }), { type: 'null' }],
  description: 'Anderson-Darling test of normality',
};

export const capability: Method = anyMethod<CapabilityValues>({
  id: 'capability',
  version: 1,
  group: 'capability',
  title: text('过程能力分析（正态）', 'Process capability (normal)'),
  purpose: text(
    '稳定的过程能不能满足规格？Cp、Cpk、Pp、Ppk、Cpm 各是多少，有多大把握？',
    'Can a stable process meet its specification? Cp, Cpk, Pp, Ppk, Cpm and how sure they are.',
  ),
  conditions: [
    {
      condition: text('过程稳定（控制图上没有失控点）', 'the process is stable (no signal on its control chart)'),
      otherwise: text('先用控制图消除特殊原因', 'Remove special causes with a control chart first'),
    },
    {
      condition: text('数据近似正态', 'data about normal'),
      otherwise: text('用 capability-nonnormal', 'Use capability-nonnormal'),
    },
    {
      condition: text('测量系统能分清产品（ndc ≥ 5）', 'the gauge tells parts apart (ndc of 5 or more)'),
      otherwise: text('先做量具 R&R', 'Study the gauge first'),
    },
    {
      condition: text('至少 50 个值', 'at least 50 values'),
      otherwise: text('看置信下限，不看点估计', 'Judge by the lower confidence limit'),
    },
  ],
  sources: [
    'ISO 22514-2:2017 (GB/T 38358)',
    'Kotz, S. and Lovelace, C. R. (1998), Process Capability Indices in Theory and Practice',
    'Bissell, A. F. (1990), Applied Statistics 39(3), 331-340',
    'Boyles, R. A. (1991), Journal of Quality Technology 23(1), 17-26',
  ],
  columns: dataRoles,
  options,
  resultSchema: object({
    n: integer,
    mean: number,
    sigmaWithin: number,
    sigmaOverall: number,
    lsl: numberOrNull,
    usl: numberOrNull,
    target: numberOrNull,
    confidence: number,
    ...Object.fromEntries(['cp', 'cpl', 'cpu', 'cpk', 'pp', 'ppl', 'ppu', 'ppk', 'cpm'].map((name) => [name, index])),
    ppmObserved: nonconforming,
    ppmWithin: nonconforming,
    ppmOverall: nonconforming,
    stability: stabilitySchema,
    normality: normalitySchema,
    histogram: histogramSchema,
  }),
  run,
  scenes: capabilityScenes,
  example: {
    text: text('活塞环内径，规格 74.000 ± 0.05 mm', 'Piston rings, specification 74.000 ± 0.05 mm'),
    source: 'Montgomery, Introduction to Statistical Quality Control, section 6.2',
    csv: pistonRings,
    assignment: { measurements: ['x1', 'x2', 'x3', 'x4', 'x5'] },
    options: { lsl: 73.95, usl: 74.05, target: 74 },
  },
});
