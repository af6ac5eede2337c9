import { openColumns } from '../method/columns.ts';
import type { Method, MethodInput, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  array,
  convention,
  explanation,
  number,
  numberOrNull,
  object,
  oneOf,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import { algorithmA, exactFactor, isoFactor } from './robust.ts';
import { sigmaOption } from './sigma-option.ts';

type Signal = 'satisfactory' | 'questionable' | 'unsatisfactory';

interface LabRow {
  readonly lab: string;
  readonly result: number;
  readonly u: number | null;
  readonly z: number;
  readonly zPrime: number;
  readonly zeta: number | null;
  readonly en: number | null;
  readonly signal: Signal;
  readonly enSignal: Signal | null;
}

interface ScoreValues {
  readonly xpt: number;
  readonly uxpt: number;
  readonly sigmaPt: number;
  readonly robustMean: number | null;
  readonly robustSd: number | null;
  readonly iterations: number | null;
  readonly winsorized: number | null;
  /** Which score the signals go by. */
  readonly score: 'z' | 'zPrime';
  readonly labs: readonly LabRow[];
}

function signalOf(score: number): Signal {
  const size = Math.abs(score);
  return size >= 3 ? 'unsatisfactory' : size > 2 ? 'questionable' : 'satisfactory';
}

interface Assigned {
  readonly xpt: number;
  readonly uxpt: number;
  readonly sigmaPt: number;
  readonly robust: ReturnType<typeof algorithmA> | undefined;
}

function assign(
  results: readonly number[],
  given: {
    readonly xpt: number | undefined;
    readonly uxpt: number | undefined;
    readonly sigmaPt: number | undefined;
    readonly factor: number;
  },
): Assigned | Problem {
  const robust = results.length >= 3 ? algorithmA(results, given.factor) : undefined;
  if (given.xpt !== undefined && given.sigmaPt !== undefined)
    return { xpt: given.xpt, uxpt: given.uxpt ?? 0, sigmaPt: given.sigmaPt, robust };
  if (!robust)
    return problem(
      'labs-few',
      text(
        `由参加者求指定值至少要 3 个结果，实为 \`${results.length}\``,
        `expected three results or more for a consensus value, found \`${results.length}\``,
      ),
      text('给出 xpt 和 sigmaPt', 'Give xpt and sigmaPt'),
    );
  const sigmaPt = given.sigmaPt ?? robust.sd;
  if (!(sigmaPt > 0))
    return problem(
      'constant-data',
      text('结果几乎全部相同，稳健标准差为 0', 'the results are nearly all equal: the robust standard deviation is 0'),
      text('给出 sigmaPt', 'Give sigmaPt'),
    );
  // u(xpt) = 1.25 s*/√p for a consensus value (ISO 13528 7.7.3).
  const uxpt = given.uxpt ?? (given.xpt === undefined ? (1.25 * robust.sd) / Math.sqrt(results.length) : 0);
  return { xpt: given.xpt ?? robust.mean, uxpt, sigmaPt, robust };
}

function scoreRun(input: MethodInput): Outcome<ScoreValues> {
  const options = openOptions(scores.options, input.options);
  const columns = openColumns(scores.columns, input);
  const problems: Problem[] = [...options.problems, ...columns.problems];
  const measured = columns.numbers('result').values;
  const labs = columns.has('lab') ? columns.labels('lab').values : [];
  const uncertainties = columns.has('u') ? columns.numbers('u').values : undefined;
  const rows = [...measured.keys()].filter((i) => !Number.isNaN(measured[i]));
  if (problems.length > 0) return refused(problems);
  const results = rows.map((i) => measured[i] ?? 0);
  const assigned = assign(results, {
    xpt: options.optionalNumber('xpt'),
    uxpt: options.optionalNumber('uxpt'),
    sigmaPt: options.optionalNumber('sigmaPt'),
    factor: options.choice('factor') === 'exact' ? exactFactor : isoFactor,
  });
  if ('code' in assigned) return refused([assigned]);
  const { xpt, uxpt, sigmaPt, robust } = assigned;
  const k = options.number('k');
  const negligible = uxpt <= 0.3 * sigmaPt;
  const list = rows.map((i): LabRow => {
    const result = measured[i] ?? 0;
    const raw = uncertainties?.[i];
    const u = raw === undefined || Number.isNaN(raw) ? null : raw / (options.flag('expanded') ? k : 1);
    const d = result - xpt;
    const z = d / sigmaPt;
    const zPrime = d / Math.hypot(sigmaPt, uxpt);
    const joint = u === null ? 0 : Math.hypot(u, uxpt);
    const en = joint > 0 ? d / (k * joint) : null;
    return {
      lab: labs[i] ?? String(i + 1),
      result,
      u,
      z,
      zPrime,
      zeta: joint > 0 ? d / joint : null,
      en,
      signal: signalOf(negligible ? z : zPrime),
      enSignal: en === null ? null : Math.abs(en) >= 1 ? 'unsatisfactory' : 'satisfactory',
    };
  });
  const values: ScoreValues = {
    xpt,
    uxpt,
    sigmaPt,
    robustMean: robust?.mean ?? null,
    robustSd: robust?.sd ?? null,
    iterations: robust?.iterations ?? null,
    winsorized: robust?.winsorized ?? null,
    score: negligible ? 'z' : 'zPrime',
    labs: list,
  };
  return answered(values, {
    warnings: [...columns.warnings, ...scoreWarnings(values, options.optionalNumber('xpt') === undefined)],
    conventions: [
      convention(
        'assigned',
        options.optionalNumber('xpt') === undefined ? 'robust mean (algorithm A)' : 'given',
        '指定值的来历',
        'where the assigned value comes from',
      ),
      convention(
        'sigmaPt',
        options.optionalNumber('sigmaPt') === undefined ? 'robust standard deviation' : 'given',
        'σpt 的来历',
        'where σpt comes from',
      ),
      convention(
        'factor',
        options.choice('factor'),
        '稳健标准差的系数取标准所印 1.134 或精确值 1.13339…',
        'factor of the robust standard deviation: 1.134 as printed, or exact',
      ),
      convention(
        'uncertainty',
        options.flag('expanded') ? `expanded, k = ${k}` : 'standard',
        '“u”列是标准不确定度还是扩展不确定度',
        'whether the column `u` holds standard or expanded uncertainties',
      ),
    ],
    explanations: [
      explanation(
        'robustMean',
        'x* = mean of results drawn in to x* ± 1.5 s*',
        '算法 A 的稳健均值',
        'robust mean by algorithm A',
        'ISO 13528:2022 C.3.1 (GB/T 28043)',
      ),
      explanation(
        'labs.z',
        'z = (x − xpt)/σpt',
        '|z| ≤ 2 满意，2–3 可疑，≥ 3 不满意',
        '|z| up to 2 satisfactory, 2 to 3 questionable, 3 and more unsatisfactory',
        'ISO 13528:2022 9.4',
      ),
      explanation(
        'labs.zPrime',
        'z′ = (x − xpt)/√(σpt² + u²(xpt))',
        '指定值的不确定度不可忽略（> 0.3 σpt）时用',
        'used where u(xpt) exceeds 0.3 σpt',
        'ISO 13528:2022 9.5',
      ),
      explanation(
        'labs.zeta',
        'ζ = (x − xpt)/√(u²(x) + u²(xpt))',
        '连同自报不确定度评定',
        'judges the result together with the uncertainty claimed',
        'ISO 13528:2022 9.6',
      ),
      explanation(
        'labs.en',
        'En = (x − xpt)/√(U²(x) + U²(xpt))',
        '校准比对：|En| < 1 满意',
        'for calibration: |En| below 1 is satisfactory',
        'ISO 13528:2022 9.7',
      ),
      explanation(
        'uxpt',
        'u(xpt) = 1.25 s*/√p',
        '公议值的标准不确定度',
        'standard uncertainty of a consensus value',
        'ISO 13528:2022 7.7.3',
      ),
    ],
  });
}

function scoreWarnings(values: ScoreValues, consensus: boolean): Warning[] {
  const warnings: Warning[] = [];
  const bad = values.labs.filter((row) => row.signal === 'unsatisfactory').map((row) => row.lab);
  if (bad.length > 0)
    warnings.push(
      warning(
        'unsatisfactory',
        text(`结果不满意：${bad.join('、')}`, `unsatisfactory: ${bad.join(', ')}`),
        text(
          '查原始记录、标准物质、计算和单位，整改后验证',
          'Check records, reference materials, calculation and units; correct and verify',
        ),
      ),
    );
  if (values.score === 'zPrime')
    warnings.push(
      warning(
        'uxpt-large',
        text(
          `指定值的不确定度 ${values.uxpt.toPrecision(3)} 大于 0.3 σpt，以 z′ 评定`,
          `u(xpt) = ${values.uxpt.toPrecision(3)} exceeds 0.3 σpt: signals go by z′`,
        ),
        text('增加参加者，或用更准的指定值', 'Take more participants, or a better assigned value'),
      ),
    );
  if (consensus && values.labs.length < 12)
    warnings.push(
      warning(
        'labs-few',
        text(
          `只有 ${values.labs.length} 个结果，公议值不可靠（建议 12 个以上）`,
          `a consensus of only ${values.labs.length} results is weak (12 or more are advised)`,
        ),
        text('改用标准物质或专家实验室的值', 'Use a reference material or an expert laboratory instead'),
      ),
    );
  return warnings;
}

function scoreScene(values: ScoreValues): Scene[] {
  const rows = [...values.labs].sort((a, b) => a[values.score] - b[values.score]);
  return [
    {
      title: text('各实验室的比分数', 'Scores of the laboratories'),
      x: { title: text('实验室', 'laboratory'), scale: 'category', categories: rows.map((row) => row.lab) },
      y: { title: values.score === 'z' ? text('z', 'z') : text('z′', 'z′'), scale: 'linear' },
      marks: [
        { kind: 'bars', tone: 'data', x: rows.map((_, i) => i), y: rows.map((row) => row[values.score]), width: 0.6 },
        ...[3, -3].map((y) => ({ kind: 'horizontal', tone: 'alarm', y }) as const),
        ...[2, -2].map((y) => ({ kind: 'horizontal', tone: 'limit', y }) as const),
      ],
      table: {
        head: [
          text('实验室', 'laboratory'),
          text('结果', 'result'),
          text('z', 'z'),
          text('z′', 'z′'),
          text('ζ', 'ζ'),
          text('En', 'En'),
          text('评定', 'signal'),
        ],
        rows: rows.map((row) => [row.lab, row.result, row.z, row.zPrime, row.zeta ?? '', row.en ?? '', row.signal]),
      },
    },
  ];
}

const signals = oneOf('satisfactory', 'questionable', 'unsatisfactory');
export const scores: Method<ScoreValues> = {
  id: 'proficiency-scores',
  version: 1,
  group: 'proficiency',
  title: text('能力验证评分（z、z′、ζ、En）', 'Proficiency scores (z, z′, ζ, En)'),
  purpose: text('各实验室测同一样品，谁测得准？', 'Several laboratories measured the same sample: whose result holds?'),
  conditions: [
    {
      condition: text('样品均匀、稳定', 'the samples are homogeneous and stable'),
      otherwise: text(
        '先做 proficiency-homogeneity 与 proficiency-stability',
        'check with proficiency-homogeneity and proficiency-stability first',
      ),
    },
    {
      condition: text('结果大致单峰对称', 'results are roughly unimodal and symmetric'),
      otherwise: text('按方法分组，或取对数', 'group by method, or take logarithms'),
    },
  ],
  sources: ['ISO 13528:2022 (GB/T 28043)', 'ISO/IEC 17043'],
  columns: [
    { role: 'result', text: text('结果', 'result'), kind: 'number', columns: [1, 1] },
    { role: 'lab', text: text('实验室', 'laboratory'), kind: 'label', columns: [1, 1], optional: true },
    {
      role: 'u',
      text: text('不确定度', 'uncertainty'),
      kind: 'number',
      columns: [1, 1],
      optional: true,
      whenEmpty: text('不算 ζ 与 En', 'no ζ and En there'),
    },
  ],
  options: [
    {
      name: 'xpt',
      text: text('指定值（不给则由算法 A 求公议值）', 'assigned value (else the consensus by algorithm A)'),
      kind: 'number',
    },
    {
      name: 'uxpt',
      text: text('指定值的标准不确定度', 'standard uncertainty of the assigned value'),
      kind: 'number',
      least: 0,
    },
    sigmaOption,
    {
      name: 'factor',
      text: text('稳健标准差系数', 'factor of the robust standard deviation'),
      kind: 'choice',
      choices: [
        { value: 'iso', text: text('1.134（ISO 13528）', '1.134 (ISO 13528)') },
        { value: 'exact', text: text('精确值', 'exact') },
      ],
      default: 'iso',
    },
    {
      name: 'expanded',
      text: text('“u”列是扩展不确定度', 'the column `u` holds expanded uncertainties'),
      kind: 'flag',
      default: false,
    },
    { name: 'k', text: text('包含因子 k', 'coverage factor k'), kind: 'number', default: 2, least: 1, most: 5 },
  ],
  resultSchema: object({
    xpt: number,
    uxpt: number,
    sigmaPt: number,
    robustMean: numberOrNull,
    robustSd: numberOrNull,
    iterations: { type: ['integer', 'null'] },
    winsorized: { type: ['integer', 'null'] },
    score: oneOf('z', 'zPrime'),
    labs: array(
      object({
        lab: string,
        result: number,
        u: numberOrNull,
        z: number,
        zPrime: number,
        zeta: numberOrNull,
        en: numberOrNull,
        signal: signals,
        enSignal: oneOf('satisfactory', 'questionable', 'unsatisfactory', null),
      }),
    ),
  }),
  run: scoreRun,
  scenes: scoreScene,
  example: {
    text: text(
      '12 家实验室测同一水样：一个偏高的结果没有拉走稳健均值 25.24，它自己 z = 5.95。',
      'Twelve laboratories, one water sample: a high result does not pull the robust mean of 25.24; its own z is 5.95.',
    ),
    source: '教学数据（R MASS::hubers 核对）',
    csv: `lab,result\n${[24.1, 24.9, 26.6, 25.3, 26.0, 24.4, 25.4, 22.2, 31.8, 25.7, 25.1, 24.9].map((x, i) => `L${String(i + 1).padStart(2, '0')},${x}`).join('\n')}`,
    options: {},
  },
};
