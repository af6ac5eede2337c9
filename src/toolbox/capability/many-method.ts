import { figure } from '../control-charts/explain.ts';
import { type ColumnReader, type NumberColumn, openColumns } from '../method/columns.ts';
import type { ColumnRole, Method, MethodInput, OptionSpec, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  anyMethod,
  array,
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
} from '../outcome/answer.ts';
import { dataOptions } from './capability-data.ts';
import { type CapabilityValues, capability, confidenceOption } from './capability-method.ts';
import { bankNotes } from './many-example.ts';
import { type Limits, limitsSchema, noLimits, sortRows, withLabels } from './many-limits.ts';
import { manyScene } from './many-scene.ts';
import { together } from './many-warnings.ts';

/** What decides comes first, so that a narrow table shows it. */
export interface CharacteristicRow {
  readonly characteristic: string;
  readonly judgement: 'meets' | 'short' | 'not-judged';
  readonly ppk: number | null;
  readonly ppkLower: number | null;
  readonly pp: number | null;
  readonly cpk: number | null;
  readonly cp: number | null;
  readonly ppmObserved: number | null;
  readonly ppmOverall: number | null;
  readonly stability: 'stable' | 'unstable' | 'unknown';
  readonly pNormal: number | null;
  readonly n: number;
  readonly lsl: number | null;
  readonly usl: number | null;
  readonly target: number | null;
  readonly mean: number | null;
  readonly sigmaWithin: number | null;
  readonly sigmaOverall: number | null;
}

export interface ManyValues {
  readonly wanted: number;
  readonly judged: number;
  readonly short: number;
  readonly characteristics: readonly CharacteristicRow[];
}

const columns: readonly ColumnRole[] = [
  {
    role: 'measurements',
    text: text('各特性，一列一个', 'characteristics, one in a column'),
    kind: 'number',
    columns: [1, 200],
    whenEmpty: null,
  },
  {
    role: 'label',
    text: text(
      '行名：LSL、USL、目标所在的行是规格限',
      'names of rows: those called LSL, USL and target hold the limits',
    ),
    kind: 'label',
    columns: [1, 1],
    optional: true,
    whenEmpty: null,
  },
];

const options: readonly OptionSpec[] = [
  {
    name: 'limits',
    text: text('规格限（表头行里没有时填；可从表格粘贴）', 'limits, where no rows of the table hold them (paste them)'),
    kind: 'json',
    schema: limitsSchema,
  },
  {
    name: 'wanted',
    text: text('要求的 Ppk', 'Ppk that is wanted'),
    kind: 'number',
    default: 1.33,
    least: 0.1,
    most: 10,
  },
  confidenceOption,
  ...dataOptions,
];

interface Study {
  readonly row: CharacteristicRow;
  readonly warnings: readonly Warning[];
  readonly problems: readonly Problem[];
}

/** The capability study of one column, as `capability` makes it. */
function studyOf(column: NumberColumn, rows: readonly number[], limits: Limits, given: MethodInput['options']): Study {
  let end = rows.length;
  while (end > 0 && Number.isNaN(column.values[rows[end - 1]!]!)) end--;
  const numbers = Float64Array.from({ length: end }, (_, k) => column.values[rows[k]!]!);
  const { limits: _, wanted, ...options } = given;
  const outcome = capability.run({
    table: { columns: [{ name: column.name, cells: [], numbers }], firstRow: 1 },
    assignment: { measurements: [column.name] },
    options: { ...options, ...limits },
  });
  const n = numbers.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
  const said = {
    n,
    lsl: limits.lsl ?? null,
    usl: limits.usl ?? null,
    target: limits.target ?? null,
  };
  if (!outcome.ok)
    return { row: { characteristic: column.name, ...unknown, ...said }, warnings: [], problems: outcome.problems };
  const values = outcome.result.values as CapabilityValues;
  return {
    row: {
      characteristic: column.name,
      judgement: (values.ppk.value ?? 0) >= Number(wanted) ? 'meets' : 'short',
      ppk: values.ppk.value,
      ppkLower: values.ppk.lower,
      pp: values.pp.value,
      cpk: values.cpk.value,
      cp: values.cp.value,
      ppmObserved: values.ppmObserved.total,
      ppmOverall: values.ppmOverall.total,
      stability: values.stability.stable ? 'stable' : 'unstable',
      pNormal: values.normality?.p ?? null,
      ...said,
      mean: values.mean,
      sigmaWithin: values.sigmaWithin,
      sigmaOverall: values.sigmaOverall,
    },
    // Empty cells are told once for all columns.
    warnings: outcome.result.warnings.filter(({ code }) => code !== 'values-missing'),
    problems: [],
  };
}

const unknown = {
  mean: null,
  sigmaWithin: null,
  sigmaOverall: null,
  cp: null,
  cpk: null,
  pp: null,
  ppk: null,
  ppkLower: null,
  ppmObserved: null,
  ppmOverall: null,
  pNormal: null,
  stability: 'unknown',
  judgement: 'not-judged',
} as const;

function run(input: MethodInput): Outcome<ManyValues> {
  const reader = openColumns(columns, withLabels(input));
  const read = openOptions(options, input.options);
  const problems: Problem[] = [...reader.problems, ...read.problems];
  if (problems.length > 0) return refused(problems);
  const { rows, limits } = sortRows(reader, read, problems);
  const measured = reader.allNumbers('measurements');
  if (problems.length === 0 && [...limits.values()].every(({ lsl, usl }) => lsl === undefined && usl === undefined))
    problems.push(noLimits());
  if (problems.length > 0) return refused(problems);
  const wanted = read.number('wanted');
  const given = { ...input.options, wanted };
  const studies = measured.map((column) => studyOf(column, rows, limits.get(column.name) ?? {}, given));
  if (studies.every((study) => study.problems.length > 0))
    return refused(studies.flatMap(({ row, problems: list }) => list.map((one) => named(row.characteristic, one))));
  const worst = [...studies].sort(
    (a, b) => (a.row.ppk ?? Number.POSITIVE_INFINITY) - (b.row.ppk ?? Number.POSITIVE_INFINITY) || 0,
  );
  const characteristics = worst.map(({ row }) => row);
  const judged = characteristics.filter(({ judgement }) => judgement !== 'not-judged').length;
  const values: ManyValues = {
    wanted,
    judged,
    short: characteristics.filter(({ judgement }) => judgement === 'short').length,
    characteristics,
  };
  return answered(values, {
    conventions: conventionsOf(),
    warnings: [...reader.warnings, ...emptyCells(measured, rows, reader), ...together(worst)],
    explanations: explain(values),
  });
}

function named(characteristic: string, { code, text: said, help }: Problem): Problem {
  return problem(code, text(`\`${characteristic}\`：${said.zh}`, `\`${characteristic}\`: ${said.en}`), help);
}

/** Empty cells among the data, said once. */
function emptyCells(measured: readonly NumberColumn[], rows: readonly number[], reader: ColumnReader): Warning[] {
  let count = 0;
  let first = '';
  for (const column of measured)
    for (const row of rows) {
      if (!Number.isNaN(column.values[row]!)) continue;
      count++;
      first ||= reader.cell(column, row);
    }
  if (count === 0) return [];
  return [
    {
      code: 'values-missing',
      text: text(
        `数据里有 ${count} 个空单元格（首个 ${first}），不参与计算`,
        `${count} cells of the data are empty (the first is ${first}) and are left out`,
      ),
      help: text('补录漏测的值，或确认确未测量', 'Enter the missing values, or confirm that nothing was measured'),
    },
  ];
}

function conventionsOf(): ReturnType<typeof convention>[] {
  return [
    convention(
      'study',
      'capability',
      '每个特性按“过程能力分析（正态）”各算各的',
      'each characteristic as the study “Process capability (normal)” makes it',
    ),
    convention(
      'order',
      'ppk',
      'Ppk 最小的在前；没有算出的在最后',
      'the smallest Ppk first, those without figures last',
    ),
  ];
}

const source = 'ISO 22514-2:2017 (GB/T 38358)';

function explain({ wanted, short, judged, characteristics }: ManyValues): ReturnType<typeof explanation>[] {
  const [worst] = characteristics;
  return [
    explanation(
      'short',
      `#(Ppk < ${figure(wanted)}) = ${short}`,
      `${judged} 个算出的特性里 Ppk 低于要求的个数；最差的是 ${worst?.characteristic}，Ppk = ${figure(worst?.ppk ?? undefined)}`,
      `of ${judged} characteristics with figures, those whose Ppk is below what is wanted; the worst is ${worst?.characteristic}, Ppk = ${figure(worst?.ppk ?? undefined)}`,
      source,
    ),
  ];
}

export const capabilityMany: Method = anyMethod<ManyValues>({
  id: 'capability-many',
  version: 1,
  group: 'capability',
  title: text('多特性过程能力一览', 'Capability of many characteristics'),
  purpose: text(
    '一件产品的许多特性里，哪个能力最差？',
    'Of all characteristics of a product, which is the least capable?',
  ),
  conditions: [
    {
      condition: text('每个特性的过程稳定、近似正态', 'the process of each characteristic is stable and about normal'),
      otherwise: text(
        '打开该特性单独分析；偏态用 capability-nonnormal',
        'Open that one by itself; for skewed data use capability-nonnormal',
      ),
    },
    {
      condition: text(
        '一列一个特性，规格限在表头行或选项里',
        'one characteristic in a column, limits in rows at the head or in the option',
      ),
      otherwise: text('先转成一列一个特性', 'Put each characteristic into a column first'),
    },
    {
      condition: text('每个特性至少 50 个值', 'at least 50 values of each'),
      otherwise: text('看 Ppk 的置信下限', 'Judge by the lower confidence limit of Ppk'),
    },
  ],
  sources: [source],
  columns,
  options,
  resultSchema: object({
    wanted: number,
    judged: integer,
    short: integer,
    characteristics: array(
      object({
        characteristic: string,
        judgement: oneOf('meets', 'short', 'not-judged'),
        ppk: numberOrNull,
        ppkLower: numberOrNull,
        pp: numberOrNull,
        cpk: numberOrNull,
        cp: numberOrNull,
        ppmObserved: numberOrNull,
        ppmOverall: numberOrNull,
        stability: oneOf('stable', 'unstable', 'unknown'),
        pNormal: numberOrNull,
        n: integer,
        lsl: numberOrNull,
        usl: numberOrNull,
        target: numberOrNull,
        mean: numberOrNull,
        sigmaWithin: numberOrNull,
        sigmaOverall: numberOrNull,
      }),
    ),
  }),
  run,
  scenes: (values) => [manyScene(values)],
  example: {
    text: text(
      '五十张瑞士钞票的六个尺寸（mm），规格限为教学而设',
      'Six dimensions (mm) of fifty Swiss bank notes; limits made up for teaching',
    ),
    source: 'Flury, B. and Riedwyl, H. (1988), Multivariate Statistics: A Practical Approach, table 1.1',
    csv: bankNotes,
    assignment: { measurements: ['length', 'left', 'right', 'bottom', 'top', 'diagonal'], label: ['label'] },
    options: {},
  },
});
