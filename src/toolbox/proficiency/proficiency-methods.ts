import { chiSquaredQuantile } from '../distributions/chi-squared.ts';
import { fisherFQuantile } from '../distributions/fisher-f.ts';
import { studentTUpper } from '../distributions/student-t.ts';
import { openColumns } from '../method/columns.ts';
import type { Method, MethodInput, OptionSpec, Outcome, Problem, Warning } from '../method/method.ts';
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
  oneOf,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import { algorithmA, exactFactor, homogeneity, isoFactor } from './robust.ts';

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

const sigmaOption: OptionSpec = {
  name: 'sigmaPt',
  text: text('能力评定标准差 σpt', 'standard deviation for proficiency assessment σpt'),
  kind: 'number',
  least: 1e-300,
};

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
const scores: Method<ScoreValues> = {
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
    { role: 'u', text: text('不确定度', 'uncertainty'), kind: 'number', columns: [1, 1], optional: true },
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

interface HomogeneityValues {
  readonly samples: number;
  readonly replicates: number;
  readonly mean: number;
  readonly sw: number;
  readonly ss: number;
  readonly sx: number;
  readonly sigmaPt: number;
  readonly limit: number;
  readonly expandedLimit: number;
  readonly homogeneous: boolean;
  readonly homogeneousExpanded: boolean;
}

const homogeneityMethod: Method<HomogeneityValues> = {
  id: 'proficiency-homogeneity',
  version: 1,
  group: 'proficiency',
  title: text('样品均匀性检验', 'Homogeneity check'),
  purpose: text('分发的样品彼此够一样吗？', 'Are the samples sent out alike enough?'),
  conditions: [
    {
      condition: text(
        '随机取 10 份以上样品，每份在重复性条件下测两次',
        'ten samples or more at random, two measurements each under repeatability',
      ),
      otherwise: text('补测', 'measure more'),
    },
  ],
  sources: ['ISO 13528:2022 annex B (GB/T 28043)'],
  columns: [
    { role: 'sample', text: text('样品', 'sample'), kind: 'label', columns: [1, 1], optional: true },
    { role: 'result', text: text('各次结果', 'results'), kind: 'number', columns: [2, 10] },
  ],
  options: [sigmaOption],
  resultSchema: object({
    samples: integer,
    replicates: integer,
    mean: number,
    sw: number,
    ss: number,
    sx: number,
    sigmaPt: number,
    limit: number,
    expandedLimit: number,
    homogeneous: boolean,
    homogeneousExpanded: boolean,
  }),
  run: (input): Outcome<HomogeneityValues> => {
    const options = openOptions(homogeneityMethod.options, input.options);
    const columns = openColumns(homogeneityMethod.columns, input);
    const problems: Problem[] = [...options.problems, ...columns.problems];
    const list = columns.allNumbers('result');
    const count = list[0]?.values.length ?? 0;
    const results = Array.from({ length: count }, (_, i) => list.map((column) => column.values[i] ?? Number.NaN));
    for (const [i, row] of results.entries()) {
      for (const [j, x] of row.entries()) {
        const column = list[j];
        if (Number.isNaN(x) && column)
          problems.push(
            problem(
              'value-missing',
              text(
                `${columns.cell(column, i)} 应为结果，实为空`,
                `${columns.cell(column, i)}: expected a result, found nothing`,
              ),
              text('补测', 'Measure it'),
              columns.cell(column, i),
            ),
          );
      }
    }
    const sigmaPt = options.optionalNumber('sigmaPt');
    if (options.problems.length === 0 && sigmaPt === undefined)
      problems.push(
        problem(
          'sigma-missing',
          text('需要 sigmaPt', 'sigmaPt is needed'),
          text('给出能力评定标准差', 'Give the standard deviation for proficiency assessment'),
        ),
      );
    if (problems.length === 0 && count < 3)
      problems.push(
        problem(
          'samples-few',
          text(`至少要 3 份样品，实为 \`${count}\``, `expected three samples or more, found \`${count}\``),
          text('补测（建议 10 份以上）', 'Measure more (ten are advised)'),
        ),
      );
    if (problems.length > 0 || sigmaPt === undefined) return refused(problems);
    const found = homogeneity(results);
    const limit = 0.3 * sigmaPt;
    const g = found.samples;
    const m = found.replicates;
    // B.2.3: c = F1 (0.3 σpt)² + F2 s_w² with exact F1 and F2, for m replicates.
    const f1 = chiSquaredQuantile(0.95, g - 1) / (g - 1);
    const f2 = (fisherFQuantile(0.95, g - 1, g * (m - 1)) - 1) / m;
    const expandedLimit = Math.sqrt(f1 * limit ** 2 + f2 * found.sw ** 2);
    const warnings: Warning[] = [...columns.warnings];
    if (found.sw > 0.5 * sigmaPt)
      warnings.push(
        warning(
          'repeatability-large',
          text(
            `测量重复性 s_w = ${found.sw.toPrecision(3)} 大于 0.5 σpt，均匀性检验不灵敏`,
            `repeatability s_w = ${found.sw.toPrecision(3)} exceeds 0.5 σpt: the check is blunt`,
          ),
          text('增加重复次数或用更精密的方法', 'Repeat more often, or take a more precise method'),
        ),
      );
    if (found.ss > limit)
      warnings.push(
        warning(
          'not-homogeneous',
          text(
            `样品间标准差 ${found.ss.toPrecision(3)} 大于 0.3 σpt = ${limit.toPrecision(3)}`,
            `the standard deviation between samples, ${found.ss.toPrecision(3)}, exceeds 0.3 σpt = ${limit.toPrecision(3)}`,
          ),
          text('重新混匀分装；或把 s_s 计入 σpt', 'Mix and divide again, or include s_s in σpt'),
        ),
      );
    return answered(
      {
        ...found,
        sigmaPt,
        limit,
        expandedLimit,
        homogeneous: found.ss <= limit,
        homogeneousExpanded: found.ss <= expandedLimit,
      },
      {
        warnings,
        conventions: [
          convention(
            'criterion',
            '0.3 σpt',
            '基本判据；expandedLimit 为容许抽样误差的放宽判据',
            'the basic criterion; expandedLimit allows for the error of the check itself',
          ),
        ],
        explanations: [
          explanation(
            'ss',
            's_s² = max(0, s_x² − s_w²/m)',
            '样品间标准差',
            'standard deviation between samples',
            'ISO 13528:2022 B.3',
          ),
          explanation(
            'limit',
            '0.3 σpt',
            '样品间标准差的界限',
            'limit of the standard deviation between samples',
            'ISO 13528:2022 B.2.2',
          ),
          explanation(
            'expandedLimit',
            '√(F1 (0.3 σpt)² + F2 s_w²)',
            '放宽的界限',
            'the expanded limit',
            'ISO 13528:2022 B.2.3',
          ),
        ],
      },
    );
  },
  example: {
    text: text('10 瓶样品各测两次，σpt = 0.8：均匀。', 'Ten bottles, two measurements each, σpt = 0.8: homogeneous.'),
    source: '教学数据',
    csv: [
      'sample,a,b',
      ...[
        [10.5, 10.4],
        [9.9, 9.8],
        [10.4, 10.1],
        [9.9, 10.1],
        [10.0, 9.8],
        [9.9, 10.1],
        [9.9, 10.3],
        [10.0, 10.2],
        [10.5, 10.4],
        [10.2, 10.0],
      ].map((row, i) => `${i + 1},${row.join(',')}`),
    ].join('\n'),
    assignment: { sample: ['sample'], result: ['a', 'b'] },
    options: { sigmaPt: 0.8 },
  },
};

interface StabilityValues {
  readonly firstMean: number;
  readonly secondMean: number;
  readonly difference: number;
  readonly limit: number;
  readonly expandedLimit: number;
  readonly stable: boolean;
  readonly stableExpanded: boolean;
  readonly t: number | null;
  readonly p: number | null;
}

const stabilityMethod: Method<StabilityValues> = {
  id: 'proficiency-stability',
  version: 1,
  group: 'proficiency',
  title: text('样品稳定性检验', 'Stability check'),
  purpose: text('从分发到测完，样品变了没有？', 'Did the samples change between sending and measuring?'),
  conditions: [
    {
      condition: text(
        '同一方法、同一实验室在开始和结束时各测若干份',
        'one laboratory and method measured some samples at the beginning and at the end',
      ),
      otherwise: text('方法间差异会混入，重测', 'differences of method would mix in: measure again'),
    },
  ],
  sources: ['ISO 13528:2022 annex B.5 (GB/T 28043)'],
  columns: [
    { role: 'first', text: text('开始时结果', 'results at the beginning'), kind: 'number', columns: [1, 1] },
    { role: 'second', text: text('结束时结果', 'results at the end'), kind: 'number', columns: [1, 1] },
  ],
  options: [sigmaOption],
  resultSchema: object({
    firstMean: number,
    secondMean: number,
    difference: number,
    limit: number,
    expandedLimit: number,
    stable: boolean,
    stableExpanded: boolean,
    t: numberOrNull,
    p: numberOrNull,
  }),
  run: (input): Outcome<StabilityValues> => {
    const options = openOptions(stabilityMethod.options, input.options);
    const columns = openColumns(stabilityMethod.columns, input);
    const problems: Problem[] = [...options.problems, ...columns.problems];
    const [a, b] = [columns.numbers('first').values, columns.numbers('second').values].map((list) =>
      Array.from(list).filter((x) => !Number.isNaN(x)),
    );
    const sigmaPt = options.optionalNumber('sigmaPt');
    if (options.problems.length === 0 && sigmaPt === undefined)
      problems.push(
        problem(
          'sigma-missing',
          text('需要 sigmaPt', 'sigmaPt is needed'),
          text('给出能力评定标准差', 'Give the standard deviation for proficiency assessment'),
        ),
      );
    if (problems.length === 0 && ((a?.length ?? 0) < 2 || (b?.length ?? 0) < 2))
      problems.push(
        problem(
          'values-few',
          text('前后各至少 2 个结果', 'at least two results before and after'),
          text('补测', 'Measure more'),
        ),
      );
    if (problems.length > 0 || sigmaPt === undefined || !a || !b) return refused(problems);
    const mean = (list: readonly number[]) => list.reduce((x, y) => x + y, 0) / list.length;
    const squares = (list: readonly number[]) => list.reduce((sum, x) => sum + (x - mean(list)) ** 2, 0);
    const [firstMean, secondMean] = [mean(a), mean(b)];
    const difference = Math.abs(firstMean - secondMean);
    const limit = 0.3 * sigmaPt;
    const u2 = squares(a) / (a.length - 1) / a.length + squares(b) / (b.length - 1) / b.length;
    const df = a.length + b.length - 2;
    const pooled = Math.sqrt(((squares(a) + squares(b)) / df) * (1 / a.length + 1 / b.length));
    const t = pooled > 0 ? (firstMean - secondMean) / pooled : null;
    const expandedLimit = limit + 2 * Math.sqrt(u2);
    const warnings: Warning[] = [...columns.warnings];
    if (difference > limit)
      warnings.push(
        warning(
          'not-stable',
          text(
            `前后均值差 ${difference.toPrecision(3)} 大于 0.3 σpt = ${limit.toPrecision(3)}`,
            `the means differ by ${difference.toPrecision(3)}, above 0.3 σpt = ${limit.toPrecision(3)}`,
          ),
          text(
            '查保存与运输条件；或把不稳定性计入 u(xpt)',
            'Look at storage and transport, or include the instability in u(xpt)',
          ),
        ),
      );
    return answered(
      {
        firstMean,
        secondMean,
        difference,
        limit,
        expandedLimit,
        stable: difference <= limit,
        stableExpanded: difference <= expandedLimit,
        t,
        p: t === null ? null : 2 * studentTUpper(Math.abs(t), df),
      },
      {
        warnings,
        conventions: [
          convention(
            'criterion',
            '0.3 σpt',
            '基本判据；expandedLimit 加两倍差的标准不确定度',
            'the basic criterion; expandedLimit adds twice the standard uncertainty of the difference',
          ),
        ],
        explanations: [
          explanation(
            'limit',
            '|ȳ1 − ȳ2| <= 0.3 σpt',
            '前后均值之差的界限',
            'limit of the difference of the means',
            'ISO 13528:2022 B.5',
          ),
          explanation(
            't',
            'two-sample t, pooled',
            '差异是否显著（附带给出）',
            'whether the difference is significant (given besides)',
            'Student 1908',
          ),
        ],
      },
    );
  },
  example: {
    text: text('分发前后各测 4 份，σpt = 0.8：稳定。', 'Four samples before and four after, σpt = 0.8: stable.'),
    source: '教学数据',
    csv: 'first,second\n10.1,10.2\n10.3,10.1\n9.9,10.0\n10.2,10.3',
    options: { sigmaPt: 0.8 },
  },
};

export const proficiencyMethods = [
  anyMethod(scores),
  anyMethod(homogeneityMethod),
  anyMethod(stabilityMethod),
] as const;
