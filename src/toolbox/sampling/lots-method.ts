import { openColumns } from '../method/columns.ts';
import type { Method, MethodInput, Outcome, Problem, Warning } from '../method/method.ts';
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
  object,
  oneOf,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import {
  aqls,
  codeLetter,
  type InspectionLevel,
  inspectionLevels,
  isAql,
  type Severity,
  severities,
} from './iso2859-single.ts';
import { findPlan, type PlanKind, type StagesEdition } from './iso2859-stages.ts';
import { lotScenes } from './lots-scene.ts';
import { unknownAql } from './plan-lookup.ts';
import { aqlOption, chosen, editionOption, kindOption, levelOption } from './sampling-options.ts';
import { applyLot, judgeLot, type SwitchingState, type SwitchReason, scoreGain, switchingStart } from './switching.ts';

/** State of one series: one supplier, one part, one AQL and level; handed out and in as it is. */
export interface SeriesState extends SwitchingState {
  readonly supplier: string;
  readonly part: string;
}

export interface LotRow {
  readonly lot: string;
  readonly supplier: string;
  readonly part: string;
  readonly severity: Severity;
  readonly n: number;
  readonly ac: number | null;
  readonly re: number;
  readonly found: number;
  readonly decision: 'accepted' | 'not-accepted' | 'undecided' | 'stopped';
  readonly score: number;
  readonly next: Severity;
  readonly reason: SwitchReason;
}

export interface LotsValues {
  readonly lots: readonly LotRow[];
  readonly states: readonly SeriesState[];
}

const stateSchema = object({
  supplier: string,
  part: string,
  severity: oneOf(...severities),
  stopped: boolean,
  score: integer,
  recent: array(boolean),
  acceptedInRow: integer,
  notAccepted: integer,
});

interface Rules {
  readonly aql: number;
  readonly level: InspectionLevel;
  readonly kind: PlanKind;
  readonly edition: StagesEdition;
  readonly steady: boolean;
  readonly reducedDesired: boolean;
}

interface LotInput {
  readonly lot: string;
  readonly lotSize: number;
  readonly found: readonly number[];
  readonly original: boolean;
}

/** One lot through its series: the plan of its state, the decision, and the state after it. */
function inspect(
  state: SeriesState,
  lot: LotInput,
  rules: Rules,
): { row: LotRow; state: SeriesState; next?: Text; confirmed: boolean } | undefined {
  const letter = codeLetter(lot.lotSize, rules.level);
  const found = letter && findPlan(state.severity, letter, rules.aql, rules.kind, rules.edition);
  if (!found || !letter) return undefined;
  const base = { lot: lot.lot, supplier: state.supplier, part: state.part, severity: state.severity };
  const first = found.plan.stages[0] ?? { n: 0, ac: 0, re: 1 };
  if (state.stopped)
    return {
      row: {
        ...base,
        n: 0,
        ac: first.ac,
        re: first.re,
        found: 0,
        decision: 'stopped',
        score: 0,
        next: state.severity,
        reason: 'stopped',
      },
      state,
      confirmed: true,
    };
  const judgement = judgeLot(found.plan, lot.found);
  if (!judgement) {
    const row: LotRow = {
      ...base,
      n: first.n,
      ac: first.ac,
      re: first.re,
      found: lot.found.filter((d) => !Number.isNaN(d)).reduce((a, b) => a + b, 0),
      decision: 'undecided',
      score: state.score,
      next: state.severity,
      reason: 'stays',
    };
    return { row, state, confirmed: found.confirmed };
  }
  const gain = scoreGain(found.kind, found.letter, rules.aql, found.single.ac, judgement);
  const { steady, reducedDesired } = rules;
  const after = applyLot(state, {
    accepted: judgement.accepted,
    original: lot.original,
    scoreGain: gain,
    steady,
    reducedDesired,
  });
  const stage = found.plan.stages[judgement.stage - 1] ?? first;
  const row: LotRow = {
    ...base,
    n: judgement.taken,
    ac: stage.ac,
    re: stage.re,
    found: judgement.found,
    decision: judgement.accepted ? 'accepted' : 'not-accepted',
    score: after.score,
    next: after.state.severity,
    reason: after.reason,
  };
  return { row, state: { ...state, ...after.state }, confirmed: found.confirmed };
}

function readStates(value: unknown): Map<string, SeriesState> {
  const list = Array.isArray(value) ? (value as readonly SeriesState[]) : [];
  return new Map(list.map((state) => [JSON.stringify([state.supplier, state.part]), state]));
}

function run(input: MethodInput): Outcome<LotsValues> {
  const options = openOptions(samplingSwitching.options, input.options);
  const columns = openColumns(samplingSwitching.columns, input);
  const sizes = columns.numbers('lotSize');
  const stages = columns.allNumbers('nonconforming');
  const suppliers = columns.has('supplier') ? columns.labels('supplier').values : [];
  const parts = columns.has('part') ? columns.labels('part').values : [];
  const lotNames = columns.has('lot') ? columns.labels('lot').values : [];
  const original = columns.has('original') ? columns.labels('original').values : [];
  const problems: Problem[] = [...options.problems, ...columns.problems];
  const aql = options.number('aql');
  if (options.problems.length === 0 && !isAql(aql)) problems.push(unknownAql(aql, aqls));
  if (problems.length > 0) return refused(problems);
  const rules: Rules = {
    aql,
    level: chosen(inspectionLevels, options.choice('level'), 'II'),
    kind: chosen(['single', 'double', 'multiple'] as const, options.choice('kind'), 'single'),
    edition: options.choice('edition') === 'mil-std-105e' ? 'mil-std-105e' : 'iso-1999',
    steady: options.flag('steady'),
    reducedDesired: options.flag('reducedDesired'),
  };
  const states = readStates(options.json('states'));
  const lots: LotRow[] = [];
  let confirmed = true;
  sizes.values.forEach((lotSize, row) => {
    const supplier = suppliers[row] ?? '';
    const part = parts[row] ?? '';
    const key = JSON.stringify([supplier, part]);
    const state = states.get(key) ?? { ...switchingStart, supplier, part };
    const again = ['no', '0', '否', 'false'].includes((original[row] ?? '').toLowerCase());
    const result = inspect(
      state,
      {
        lot: lotNames[row] ?? String(row + 1),
        lotSize,
        found: stages.map((column) => column.values[row] ?? Number.NaN),
        original: !again,
      },
      rules,
    );
    if (!result) {
      const cell = columns.cell(sizes, row);
      problems.push(
        problem(
          'lot-size-invalid',
          text(
            `${cell} 批量应为不小于 2 的整数，实为 ${foundIn(lotSize).zh}`,
            `${cell}: expected a lot size of 2 or more, found ${foundIn(lotSize).en}`,
          ),
          text('改正批量', 'Mend the lot size'),
          cell,
        ),
      );
      return;
    }
    confirmed &&= result.confirmed;
    states.set(key, result.state);
    lots.push(result.row);
  });
  if (problems.length > 0) return refused(problems);
  return answered(
    { lots, states: [...states.values()] },
    {
      warnings: [...columns.warnings, ...lotWarnings(lots, [...states.values()], confirmed)],
      conventions: [
        convention(
          'series',
          'supplier+part',
          '每个供方、每种零件各有自己的状态',
          'each supplier and part has a state of its own',
        ),
        convention(
          'window',
          'empty-on-entry',
          '“5 批中 2 批”的窗口自转入正常检验起重新计',
          'the window of “two of five” begins anew when normal inspection begins',
        ),
        convention(
          'reduced',
          'at-once',
          '得分达 30 的那批之后即放宽（生产稳定、负责部门同意）',
          'reduced right after the lot that brings the score to 30, production steady and the authority agreeing',
        ),
      ],
      explanations: [
        explanation(
          'lots.score',
          '+3 accepted at the next tighter AQL (Ac >= 2), +2 (Ac 0 or 1), else 0',
          '转移得分：够好加分，否则归零',
          'switching score: good lots add, any other sets it to 0',
          'GB/T 2828.1-2012 9.3.3.2',
        ),
        explanation(
          'lots.next',
          '9.3.1 – 9.3.4, 9.4',
          '由本批结果决定下一批的严格度',
          'what this lot does to the severity of the next',
          'GB/T 2828.1-2012 9.3, 9.4',
        ),
      ],
    },
  );
}

function lotWarnings(lots: readonly LotRow[], states: readonly SeriesState[], confirmed: boolean): Warning[] {
  const warnings: Warning[] = [];
  for (const state of states.filter((one) => one.stopped)) {
    const who = `${state.supplier} ${state.part}`.trim();
    warnings.push(
      warning(
        'inspection-stopped',
        text(
          `${who}：加严检验累计 5 批不接收，已暂停检验（9.4）`,
          `${who}: five lots not accepted on tightened inspection, inspection is stopped (9.4)`,
        ),
        text(
          '供方改进有效、负责部门同意后，从加严检验恢复：把该状态的 stopped 改为 false、notAccepted 改为 0',
          'Resume on tightened inspection once the supplier’s action works and the authority agrees: set stopped to false and notAccepted to 0 in the state',
        ),
      ),
    );
  }
  const open = lots.filter((row) => row.decision === 'undecided');
  if (open.length > 0)
    warnings.push(
      warning(
        'lots-undecided',
        text(
          `${open.length} 批尚未判定（${open[0]?.lot ?? ''} 等），状态不变`,
          `${open.length} lots are undecided (${open[0]?.lot ?? ''} first); their state stays`,
        ),
        text('再抽下一级样本', 'Take the next sample'),
      ),
    );
  if (!confirmed)
    warnings.push(
      warning(
        'to-be-confirmed',
        text(
          '二次、多次方案的数值待核对（出自记忆）',
          'the figures of double and multiple plans are to be confirmed (from memory)',
        ),
        text(
          '对照所购标准，或改用 edition=mil-std-105e',
          'Hold them against the standard, or take edition=mil-std-105e',
        ),
      ),
    );
  return warnings;
}

const samplingSwitching: Method<LotsValues> = {
  id: 'sampling-switching',
  version: 1,
  group: 'acceptance-sampling',
  title: text('逐批检验与转移规则', 'Lot by lot with switching rules'),
  purpose: text(
    '这家供方的这种零件，下一批该用正常、加严还是放宽？',
    'Normal, tightened or reduced: what is due for the next lot of this supplier and part?',
  ),
  conditions: [
    {
      condition: text('批按生产或交付的先后列出', 'lots stand in their order'),
      otherwise: text('先按日期排序', 'sort them by date first'),
    },
    {
      condition: text('初次检验的结果才计入', 'only original inspections count'),
      otherwise: text('再提交的批在“初次”列写“否”', 'mark lots shown again with "no" in the column `original`'),
    },
  ],
  sources: ['GB/T 2828.1-2012 (ISO 2859-1:1999) 9.3, 9.4'],
  columns: [
    { role: 'lotSize', text: text('批量', 'lot size'), kind: 'count', columns: [1, 1] },
    {
      role: 'nonconforming',
      text: text('各级样本的不合格数', 'nonconforming in each sample'),
      kind: 'count',
      columns: [1, 7],
      whenEmpty: null,
    },
    { role: 'lot', text: text('批号', 'lot'), kind: 'label', columns: [1, 1], optional: true },
    { role: 'supplier', text: text('供方', 'supplier'), kind: 'label', columns: [1, 1], optional: true },
    { role: 'part', text: text('零件', 'part'), kind: 'label', columns: [1, 1], optional: true },
    {
      role: 'original',
      text: text('初次检验（是/否）', 'original inspection (yes/no)'),
      kind: 'label',
      columns: [1, 1],
      optional: true,
      whenEmpty: null,
    },
  ],
  options: [
    aqlOption,
    levelOption,
    kindOption,
    editionOption,
    { name: 'steady', text: text('生产稳定', 'production is steady'), kind: 'flag', default: true },
    {
      name: 'reducedDesired',
      text: text('负责部门认为放宽可取', 'the authority finds reduced inspection desirable'),
      kind: 'flag',
      default: true,
    },
    {
      name: 'states',
      text: text('上次留下的状态', 'states left by the run before'),
      kind: 'json',
      schema: { type: 'array', items: stateSchema },
      default: [],
    },
  ],
  resultSchema: object({
    lots: array(
      object({
        lot: string,
        supplier: string,
        part: string,
        severity: oneOf(...severities),
        n: integer,
        ac: { type: ['integer', 'null'] },
        re: integer,
        found: integer,
        decision: oneOf('accepted', 'not-accepted', 'undecided', 'stopped'),
        score: integer,
        next: oneOf(...severities),
        reason: string,
      }),
    ),
    states: array(stateSchema),
  }),
  run,
  scenes: lotScenes,
  example: {
    text: text(
      '供方甲的轴，每批 2 000 件，AQL 1.0：前 12 批得分累到 36（未同意放宽，仍正常）；第 13、14 批不接收，转加严；再连续 5 批接收，恢复正常。',
      'Shafts of supplier A in lots of 2 000, AQL 1.0: twelve lots bring the score to 36 (reduced is not wanted); lots 13 and 14 fail and inspection tightens; five accepted in a row bring it back.',
    ),
    source: '规则演算（GB/T 2828.1-2012 9.3）',
    csv: [
      'lot,supplier,part,lotSize,nonconforming',
      ...[0, 1, 0, 2, 0, 1, 0, 0, 1, 0, 0, 2, 5, 4, 1, 0, 1, 2, 0, 0].map((d, i) => `L${i + 1},甲,轴,2000,${d}`),
    ].join('\n'),
    options: { aql: 1, level: 'II', reducedDesired: false },
  },
};

export const lotsMethods = [anyMethod(samplingSwitching)] as const;

/** An empty cell is said as one. */
function foundIn(value: number): Text {
  return Number.isNaN(value) ? text('空单元格', 'an empty cell') : text(`\`${value}\``, `\`${value}\``);
}
