import type { ConstantsSource } from '../control-charts/constants.ts';
import { pistonRings } from '../control-charts/examples.ts';
import { figure } from '../control-charts/explain.ts';
import { sigmaOfIndividuals } from '../control-charts/sigma-estimates.ts';
import { normalDensity } from '../distributions/normal.ts';
import { andersonDarling } from '../hypothesis/normality.ts';
import { openColumns } from '../method/columns.ts';
import type { Explanation, Method, MethodInput, OptionSpec, Outcome } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
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
import { type CapabilityData, dataOptions, dataRoles, readCapabilityData } from './capability-data.ts';
import {
  type CapabilityValues,
  confidenceOption,
  expected,
  histogramOf,
  histogramSchema,
  index,
  judge,
  type Nonconforming,
  ndcOption,
  nonconforming,
  normalitySchema,
  observed,
  stabilitySchema,
} from './capability-method.ts';
import { histogramScene } from './capability-scene.ts';
import { effectiveDegrees, sideIndex, smaller, taguchiIndex, widthIndex } from './indices.ts';
import { readSpecification, type Specification, specificationOptions } from './specification.ts';
import { judgeStability, spreadWarnings, stabilityWarnings } from './stability.ts';

/** As of a process without a part between subgroups, with the two parts and what they make together. */
export interface BetweenWithinValues extends Omit<CapabilityValues, 'ppmWithin'> {
  readonly subgroups: number;
  readonly sigmaBetween: number;
  /** √(σ²between + σ²within): what cp and cpk take. */
  readonly sigmaBetweenWithin: number;
  readonly ppmBetweenWithin: Nonconforming;
}

/** Spread of the means by their moving ranges, taken apart into between and within. */
export interface Spreads {
  readonly sigmaOfMeans: number;
  readonly between: number;
  readonly betweenWithin: number;
  /** Of the χ that varies as σ between/within does (Satterthwaite 1946). */
  readonly degrees: number;
}

/**
 * σ²between = σ²(x̄) - σ²within · mean(1/n), 0 where it comes out negative; σ²(x̄) from the moving ranges of the subgroup
 * means over d2, so that a slow drift of the means does not count in full (as the overall deviation counts it).
 */
export function spreadsOf(data: CapabilityData, constants: ConstantsSource): Spreads {
  const { mean, size } = data.subgroups.statistics;
  const counts = Uint8Array.from(size, (n) => +(n > 0));
  const used = counts.reduce((sum, one) => sum + one, 0);
  const sigmaOfMeans = sigmaOfIndividuals({
    values: mean,
    from: 0,
    to: mean.length,
    counts,
    method: 'mr-mean',
    span: 2,
    constants,
  });
  const inverse = size.reduce((sum, n) => sum + (n > 0 ? 1 / n : 0), 0) / used;
  const within = data.sigmaWithin ** 2;
  const between = sigmaOfMeans ** 2 - within * inverse;
  if (!(between > 0)) return { sigmaOfMeans, between: 0, betweenWithin: data.sigmaWithin, degrees: data.degreesWithin };
  const rest = within * (1 - inverse);
  const degreesOfMeans = effectiveDegrees({ kind: 'mr-mean', ranges: used - 1 });
  const degrees =
    (sigmaOfMeans ** 2 + rest) ** 2 / (sigmaOfMeans ** 4 / degreesOfMeans + rest ** 2 / data.degreesWithin);
  return { sigmaOfMeans, between: Math.sqrt(between), betweenWithin: Math.sqrt(between + within), degrees };
}

const options: readonly OptionSpec[] = [...specificationOptions, confidenceOption, ndcOption, ...dataOptions];

function run(input: MethodInput): Outcome<BetweenWithinValues> {
  const columns = openColumns(dataRoles, input);
  const read = openOptions(options, input.options);
  const specification = readSpecification(read);
  if (columns.problems.length > 0) return refused([...columns.problems, ...read.problems]);
  const data = readCapabilityData(columns, read);
  if (!data || read.problems.length > 0) return refused(read.problems);
  const { size } = data.subgroups.statistics;
  const used = size.filter((n) => n > 0).length;
  if (size.every((n) => n <= 1) || used < 2)
    return refused([
      problem(
        'subgroups-few',
        text(
          `应有两个以上子组，每组两个以上的值，实有 ${used} 组，最大 ${Math.max(...size)} 个`,
          `expected two subgroups or more of two values or more, found ${used}, the largest of ${Math.max(...size)}`,
        ),
        text(
          '指定子组或子组大小；只有单值时用 capability',
          'Name the subgroups or their size; for single values use capability',
        ),
      ),
    ]);
  const spreads = spreadsOf(data, read.choice('constants') as ConstantsSource);
  const values = valuesOf(data, spreads, specification, read.number('confidence'));
  return answered(values, {
    conventions: conventionsOf(data.method, values),
    warnings: [
      ...columns.warnings,
      ...data.warnings,
      ...stabilityWarnings(values.stability),
      ...spreadWarnings({
        ...data.subgroups.statistics,
        sizes: size,
        sigma: data.sigmaWithin,
      }),
      ...(values.sigmaBetween === 0
        ? [
            warning(
              'between-none',
              text(
                '子组之间没有超出组内变异的差别（σ组间 = 0）：Cp、Cpk 与 capability 的相同',
                'subgroups differ no more than their spread within gives (sigma between = 0): Cp and Cpk are those of capability',
              ),
              text('用 capability 即可', 'Use capability'),
            ),
          ]
        : []),
      ...judge({ ...values, sigmaWithin: values.sigmaBetweenWithin }, read.optionalNumber('ndc')),
    ],
    explanations: explain(values),
  });
}

function valuesOf(
  data: CapabilityData,
  spreads: Spreads,
  specification: Specification,
  confidence: number,
): BetweenWithinValues {
  const { mean, sigmaWithin, sigmaOverall, values } = data;
  const n = values.length;
  const common = { specification, mean, confidence, count: n };
  const both = { ...common, sigma: spreads.betweenWithin, degrees: spreads.degrees };
  const overall = { ...common, sigma: sigmaOverall, degrees: n - 1 };
  const [cpl, cpu] = [sideIndex('lower', both), sideIndex('upper', both)];
  const [ppl, ppu] = [sideIndex('lower', overall), sideIndex('upper', overall)];
  const ad = n >= 8 ? andersonDarling(values) : undefined;
  const filled = Array.from(data.subgroups.statistics.mean).filter((_, k) => data.subgroups.statistics.size[k]! > 0);
  return {
    n,
    subgroups: filled.length,
    mean,
    sigmaWithin,
    sigmaBetween: spreads.between,
    sigmaBetweenWithin: spreads.betweenWithin,
    sigmaOverall,
    lsl: specification.lsl ?? null,
    usl: specification.usl ?? null,
    target: specification.target ?? null,
    confidence,
    cp: widthIndex(both),
    cpl,
    cpu,
    cpk: smaller(cpl, cpu),
    pp: widthIndex(overall),
    ppl,
    ppu,
    ppk: smaller(ppl, ppu),
    cpm: taguchiIndex(overall),
    ppmObserved: observed(values, specification),
    ppmBetweenWithin: expected(mean, spreads.betweenWithin, specification),
    ppmOverall: expected(mean, sigmaOverall, specification),
    // The means are held to limits of their own, as single values: within alone they would all be out.
    stability: judgeStability({
      values: Float64Array.from(filled),
      sizes: filled.map(() => 1),
      mean,
      sigma: spreads.sigmaOfMeans > 0 ? spreads.sigmaOfMeans : sigmaWithin,
    }),
    normality: ad ? { ad: ad.statistic, p: ad.pValue } : null,
    histogram: histogramOf(values),
  };
}

function conventionsOf(method: string, values: BetweenWithinValues) {
  return [
    convention('sigmaWithin', method, `组内 σ：${method}`, `sigma within: ${method}`),
    convention(
      'sigmaBetween',
      'moving-range-of-means',
      'σ²组间 = σ²均值 − σ²组内·(1/n 的平均)，σ均值 = 子组均值的平均移动极差/d2；负时取 0（同 Minitab 的 Between/Within）',
      'variance between = that of the means, by their moving ranges over d2, less that within times the mean of 1/n; 0 where negative (as Minitab, between/within)',
    ),
    convention(
      'cp',
      'between-within',
      'Cp、Cpk 用 σ组间/组内 = √(σ²组间 + σ²组内)；Pp、Ppk 用总体 σ',
      'Cp and Cpk take sigma between/within; Pp and Ppk sigma overall',
    ),
    convention(
      'intervalBetweenWithin',
      'satterthwaite',
      'Cp、Cpk 的区间：σ组间/组内 的自由度按 Satterthwaite 合成（Minitab 的区间可能略有不同，to be confirmed）',
      'intervals of Cp and Cpk: degrees of freedom of sigma between/within put together by Satterthwaite (those of Minitab may differ somewhat, to be confirmed)',
    ),
    convention(
      'stability',
      'means-as-individuals',
      `${values.subgroups} 个子组均值按单值判断是否失控`,
      `the ${values.subgroups} means of subgroups are tested as single values`,
    ),
  ];
}

function explain(values: BetweenWithinValues): Explanation[] {
  const source = 'Wheeler, D. J. (1995), Advanced Topics in Statistical Process Control, chapter 7 (three-way charts)';
  const spreads = {
    zh: `σ组内 = ${figure(values.sigmaWithin)}，σ组间 = ${figure(values.sigmaBetween)}，合成 ${figure(values.sigmaBetweenWithin)}，均值 ${figure(values.mean)}`,
    en: `sigma within ${figure(values.sigmaWithin)}, between ${figure(values.sigmaBetween)}, both ${figure(values.sigmaBetweenWithin)}, mean ${figure(values.mean)}`,
  };
  const rows: readonly (readonly [string, number | null, string])[] = [
    ['sigmaBetween', values.sigmaBetween, '√(σ²_x̄ − σ²_within/n)'],
    ['sigmaBetweenWithin', values.sigmaBetweenWithin, '√(σ²_between + σ²_within)'],
    ['cp.value', values.cp.value, '(USL - LSL)/(6 σ_B/W)'],
    ['cpk.value', values.cpk.value, 'min((x̄ - LSL), (USL - x̄))/(3 σ_B/W)'],
  ];
  return rows.flatMap(([field, value, formula]) =>
    value === null ? [] : [explanation(field, `${formula} = ${figure(value)}`, spreads.zh, spreads.en, source)],
  );
}

export const capabilityBetweenWithin: Method = anyMethod<BetweenWithinValues>({
  id: 'capability-between-within',
  version: 1,
  group: 'capability',
  title: text('组间/组内过程能力（B/W）', 'Between/within capability (B/W)'),
  purpose: text(
    '一模、一炉、一卷之间天然有差别时，能力指数是多少？',
    'What are the indices where shots, heats or rolls differ by nature?',
  ),
  conditions: [
    {
      condition: text(
        '子组之间的差别是过程固有的（炉、卷、模次）',
        'subgroups differ by the nature of the process (heats, rolls, shots)',
      ),
      otherwise: text(
        '差别有可消除的原因：先消除它，再用 capability',
        'If the difference has a cause, remove it and use capability',
      ),
    },
    {
      condition: text('I-MR-R/S 图上没有失控点', 'no signal on the I-MR-R/S chart'),
      otherwise: text('先用 i-mr-rs 消除特殊原因', 'Remove special causes with i-mr-rs first'),
    },
    {
      condition: text('数据近似正态', 'data about normal'),
      otherwise: text('用 capability-nonnormal', 'Use capability-nonnormal'),
    },
    {
      condition: text('20 个以上子组，测量系统能分清产品', '20 subgroups or more, and a gauge that tells parts apart'),
      otherwise: text('看置信下限；先做量具 R&R', 'Judge by the lower limit; study the gauge first'),
    },
  ],
  sources: [
    'Wheeler, D. J. (1995), Advanced Topics in Statistical Process Control, chapter 7',
    'ISO 22514-2:2017 (GB/T 38358)',
    'Satterthwaite, F. E. (1946), Biometrics Bulletin 2(6), 110-114',
  ],
  columns: dataRoles,
  options,
  resultSchema: object({
    n: integer,
    subgroups: integer,
    mean: number,
    sigmaWithin: number,
    sigmaBetween: number,
    sigmaBetweenWithin: number,
    sigmaOverall: number,
    lsl: numberOrNull,
    usl: numberOrNull,
    target: numberOrNull,
    confidence: number,
    ...Object.fromEntries(['cp', 'cpl', 'cpu', 'cpk', 'pp', 'ppl', 'ppu', 'ppk', 'cpm'].map((name) => [name, index])),
    ppmObserved: nonconforming,
    ppmBetweenWithin: nonconforming,
    ppmOverall: nonconforming,
    stability: stabilitySchema,
    normality: normalitySchema,
    histogram: histogramSchema,
  }),
  run,
  scenes: (values, language) => {
    const curve = (sigma: number) => (x: number) => normalDensity((x - values.mean) / sigma) / sigma;
    return [
      histogramScene({
        histogram: values.histogram,
        count: values.n,
        lsl: values.lsl,
        usl: values.usl,
        target: values.target,
        curves: [
          { density: curve(values.sigmaBetweenWithin), tone: 'fit', label: { zh: '组间/组内', en: 'between/within' } },
          { density: curve(values.sigmaOverall), tone: 'second', label: { zh: '总体', en: 'overall' } },
        ],
        language,
        reach: [values.mean - 4 * values.sigmaOverall, values.mean + 4 * values.sigmaOverall],
      }),
    ];
  },
  example: {
    text: text(
      '活塞环内径，规格 74.000 ± 0.05 mm，每炉 5 件：炉与炉之间的差别算进能力',
      'Piston rings, specification 74.000 ± 0.05 mm, five of a heat: what differs from heat to heat counts',
    ),
    source: 'Montgomery, Introduction to Statistical Quality Control, section 6.2',
    csv: pistonRings,
    assignment: { measurements: ['x1', 'x2', 'x3', 'x4', 'x5'] },
    options: { lsl: 73.95, usl: 74.05, target: 74 },
  },
});
