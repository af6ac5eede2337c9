import type { Method, MethodInput, Outcome, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
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
import type { Scene } from '../scene/scene.ts';
import { type ActionPriority, actionPriorityEdition } from './action-priority.ts';
import {
  type ControlItem,
  changeImpacts,
  checkChain,
  type FailureRow,
  type Finding,
  type Impact,
  type RatedFailure,
  type RiskChain,
  rateFailure,
} from './chain.ts';
import { shaftChain } from './risk-example.ts';
import {
  chainSchema,
  controlSchema,
  failureSchema,
  findingSchema,
  impactSchema,
  ratedFailureSchema,
} from './risk-schemas.ts';

interface FmeaValues {
  readonly rows: readonly RatedFailure[];
  readonly counts: Readonly<Record<ActionPriority, number>>;
  readonly countsAfter: Readonly<Record<ActionPriority, number>>;
  readonly findings: readonly Finding[];
}

const order: Record<ActionPriority, number> = { H: 0, M: 1, L: 2 };

function count(list: readonly ActionPriority[]): Record<ActionPriority, number> {
  return {
    H: list.filter((ap) => ap === 'H').length,
    M: list.filter((ap) => ap === 'M').length,
    L: list.filter((ap) => ap === 'L').length,
  };
}

/** Findings of failures alone: a stand-alone FMEA has neither characteristics nor a control plan to check against. */
function failureFindings(failures: readonly FailureRow[]): Finding[] {
  const characteristics = [...new Set(failures.map((row) => row.characteristic))].map((id) => ({ id, name: id }));
  return checkChain({ characteristics, failures, controls: [], charts: [] }).filter(
    (one) => one.code !== 'control-missing',
  );
}

function rateAll(failures: readonly FailureRow[]): RatedFailure[] {
  return failures
    .map(rateFailure)
    .sort((a, b) => order[a.ap] - order[b.ap] || b.s - a.s || b.o - a.o || b.d - a.d || (a.id < b.id ? -1 : 1));
}

function fmeaRun(input: MethodInput): Outcome<FmeaValues> {
  const options = openOptions(fmea.options, input.options);
  if (options.problems.length > 0) return refused(options.problems);
  const failures = options.json('rows') as readonly FailureRow[] | undefined;
  if (!failures || failures.length === 0)
    return refused([
      problem(
        'rows-missing',
        text('应有失效分析的行，没有收到', 'expected rows of the analysis, found none'),
        text('在 rows 中给出失效模式', 'Give failure modes in `rows`'),
      ),
    ]);
  const rows = rateAll(failures);
  const findings = failureFindings(failures);
  const open = rows.filter((row) => row.ap === 'H' && (row.apAfter ?? 'H') === 'H');
  const warnings: Warning[] = [];
  if (open.length > 0)
    warnings.push(
      warning(
        'high-open',
        text(
          `仍有 ${open.length} 项高优先级：${open.map((row) => row.id).join('、')}`,
          `${open.length} rows of high priority are still open: ${open.map((row) => row.id).join(', ')}`,
        ),
        text(
          '先防错、改设计，再加探测；措施完成后重新评分',
          'Error-proof or redesign first, then detect; rate again when done',
        ),
      ),
    );
  return answered(
    {
      rows,
      counts: count(rows.map((row) => row.ap)),
      countsAfter: count(rows.map((row) => row.apAfter ?? row.ap)),
      findings,
    },
    {
      warnings,
      conventions: [
        convention(
          'priority',
          actionPriorityEdition.id,
          '按措施优先级 AP 排序；RPN 只作对照，不用来排序',
          'rows are ordered by action priority; the RPN is shown for comparison and orders nothing',
        ),
      ],
      explanations: [
        explanation(
          'rows.ap',
          'AP = table(S, O, D)',
          '先看严重度，再看频度，最后看探测度，查表得高、中、低',
          'severity first, then occurrence, then detection: high, medium or low from the table',
          actionPriorityEdition.id,
        ),
        explanation(
          'rows.rpn',
          'RPN = S · O · D',
          '乘积相同而风险不同，所以新版不再用它排序',
          'equal products hide unequal risks, so the handbook no longer ranks by it',
          actionPriorityEdition.id,
        ),
      ],
    },
  );
}

function priorityScene(values: FmeaValues): Scene[] {
  const grid = new Map<string, RatedFailure[]>();
  for (const row of values.rows) grid.set(`${row.o},${row.s}`, [...(grid.get(`${row.o},${row.s}`) ?? []), row]);
  const tone = { H: 'alarm', M: 'limit', L: 'data' } as const;
  return [
    {
      title: text('严重度 × 频度', 'Severity × occurrence'),
      x: { title: text('频度 O', 'occurrence O'), scale: 'linear', domain: [0, 11] },
      y: { title: text('严重度 S', 'severity S'), scale: 'linear', domain: [0, 11] },
      marks: [...grid.values()].map((rows) => {
        const worst = rows[0] as RatedFailure;
        return {
          kind: 'box',
          tone: tone[worst.ap],
          x: worst.o,
          y: worst.s,
          width: 0.9,
          height: 0.9,
          text: rows.map((row) => row.id).join(' '),
        } as const;
      }),
      aspect: 1.2,
      table: {
        head: [
          text('编号', 'id'),
          text('失效模式', 'failure mode'),
          text('S', 'S'),
          text('O', 'O'),
          text('D', 'D'),
          text('AP', 'AP'),
          text('RPN', 'RPN'),
          text('措施后', 'after'),
        ],
        rows: values.rows.map((row) => [row.id, row.mode, row.s, row.o, row.d, row.ap, row.rpn, row.apAfter ?? '']),
      },
    },
  ];
}

const prioritySchema = object({ H: integer, M: integer, L: integer });

const fmea: Method<FmeaValues> = {
  id: 'fmea',
  version: 1,
  group: 'risk',
  title: text('失效模式与影响分析（FMEA，措施优先级）', 'FMEA with action priority'),
  purpose: text('什么会出错、多严重、先治哪一个？', 'What can go wrong, how bad is it, and what comes first?'),
  conditions: [
    {
      condition: text('S、O、D 按同一评分准则打分', 'S, O and D follow one rating scale'),
      otherwise: text(
        '先约定评分准则（手册附录），由小组一起打分',
        'agree on the scale first (annex of the handbook), and rate as a team',
      ),
    },
  ],
  sources: [actionPriorityEdition.id],
  columns: [],
  options: [
    {
      name: 'rows',
      text: text('失效分析的行', 'rows of the analysis'),
      kind: 'json',
      schema: { type: 'array', items: failureSchema },
    },
  ],
  resultSchema: object({
    rows: array(ratedFailureSchema),
    counts: prioritySchema,
    countsAfter: prioritySchema,
    findings: array(findingSchema),
  }),
  run: fmeaRun,
  scenes: priorityScene,
  example: {
    text: text(
      '轴的精磨：直径偏大 S8 O6 D5 为高，加在线测量后降为低。',
      'Grinding a shaft: diameter too large, S8 O6 D5, is high; in-process gauging brings it to low.',
    ),
    source: '教学数据',
    options: { rows: shaftChain.failures },
  },
};

interface ControlPlanValues {
  readonly items: readonly ControlItem[];
  readonly findings: readonly Finding[];
  /** How many characteristics are under control. */
  readonly characteristics: number;
}

const controlPlan: Method<ControlPlanValues> = {
  id: 'control-plan',
  version: 1,
  group: 'risk',
  title: text('控制计划', 'Control plan'),
  purpose: text(
    '哪道工序、哪个特性、用什么量具、测几个、多久一次、失控怎么办？',
    'Which step and characteristic, what gauge, how many, how often, and what if it goes wrong?',
  ),
  conditions: [
    {
      condition: text('由 PFMEA 导出', 'it follows from the PFMEA'),
      otherwise: text('用 risk-chain 把三者连成一条', 'join the three with risk-chain'),
    },
  ],
  sources: ['AIAG, Control Plan Reference Manual, 1st ed. (2024)', 'IATF 16949:2016 8.5.1.1'],
  columns: [],
  options: [
    {
      name: 'items',
      text: text('控制项', 'control items'),
      kind: 'json',
      schema: { type: 'array', items: controlSchema },
    },
  ],
  resultSchema: object({ items: array(controlSchema), findings: array(findingSchema), characteristics: integer }),
  run: (input) => {
    const options = openOptions(controlPlan.options, input.options);
    const items = options.json('items') as readonly ControlItem[] | undefined;
    if (options.problems.length > 0) return refused(options.problems);
    if (!items || items.length === 0)
      return refused([
        problem(
          'rows-missing',
          text('应有控制项，没有收到', 'expected control items, found none'),
          text('在 items 中给出', 'Give them in `items`'),
        ),
      ]);
    const characteristics = [...new Set(items.map((item) => item.characteristic))];
    const failures = [...new Set(items.flatMap((item) => item.failures))];
    const blank = {
      step: '',
      characteristic: characteristics[0] ?? '',
      mode: '',
      effect: '',
      cause: '',
      s: 1,
      o: 1,
      d: 1,
    };
    const findings = checkChain({
      characteristics: characteristics.map((id) => ({ id, name: id })),
      failures: failures.map((id) => ({ id, ...blank })),
      controls: items,
      charts: [],
    });
    return answered(
      { items, findings, characteristics: characteristics.length },
      {
        warnings:
          findings.length > 0
            ? [
                warning(
                  'plan-gaps',
                  text(`控制计划有 ${findings.length} 处缺口`, `the control plan has ${findings.length} gaps`),
                  text('补反应计划、量具', 'Add reaction plans and gauges'),
                ),
              ]
            : [],
        conventions: [
          convention(
            'check',
            'stand-alone',
            '单独检查：不对照 PFMEA 和控制图',
            'checked by itself, without PFMEA and charts',
          ),
        ],
        explanations: [
          explanation(
            'findings',
            'each item: gauge, reaction plan, GRR <= 30 % of tolerance',
            '每一项都要有量具、反应计划，量具合格',
            'every item needs a gauge, a reaction plan, and a gauge that is good enough',
            'AIAG Control Plan (2024)',
          ),
        ],
      },
    );
  },
  scenes: (values) => [
    {
      title: text('控制计划', 'Control plan'),
      x: { title: text('', ''), scale: 'none' },
      y: { title: text('', ''), scale: 'none' },
      marks: values.items.flatMap((item, i) => [
        { kind: 'box', tone: 'data', x: 1, y: -i, width: 1.6, height: 0.7, text: `${item.id} ${item.step}` } as const,
        { kind: 'arrow', tone: 'muted', from: [1.8, -i], to: [2.4, -i] } as const,
        {
          kind: 'box',
          tone: 'second',
          x: 3.4,
          y: -i,
          width: 2,
          height: 0.7,
          text: `${item.characteristic} · ${item.gauge} · ${item.sampleSize}/${item.frequency}`,
        } as const,
      ]),
      table: {
        head: [
          text('编号', 'id'),
          text('工序', 'step'),
          text('特性', 'characteristic'),
          text('量具', 'gauge'),
          text('样本量', 'sample'),
          text('频次', 'frequency'),
          text('控制方法', 'method'),
          text('反应计划', 'reaction plan'),
        ],
        rows: values.items.map((item) => [
          item.id,
          item.step,
          item.characteristic,
          item.gauge,
          item.sampleSize,
          item.frequency,
          item.method,
          item.reaction,
        ]),
      },
    },
  ],
  example: {
    text: text('精磨工序的两个控制项。', 'Two control items of the grinding step.'),
    source: '教学数据',
    options: { items: shaftChain.controls },
  },
};

interface ChainValues {
  readonly rows: readonly RatedFailure[];
  readonly findings: readonly Finding[];
  readonly impacts: readonly Impact[];
  readonly nodes: readonly { readonly id: string; readonly kind: Finding['kind'] }[];
  readonly links: readonly { readonly from: string; readonly to: string }[];
  readonly compared: boolean;
}

function linksOf(chain: RiskChain): { from: string; to: string }[] {
  return [
    ...chain.failures.map((row) => ({ from: row.characteristic, to: row.id })),
    ...chain.controls.flatMap((row) =>
      row.failures.length > 0
        ? row.failures.map((failure) => ({ from: failure, to: row.id }))
        : [{ from: row.characteristic, to: row.id }],
    ),
    ...chain.charts.map((row) => ({ from: row.control, to: row.id })),
  ];
}

const nodeKinds: readonly Finding['kind'][] = ['characteristic', 'failure', 'control', 'chart'];

function nodesOf(chain: RiskChain): { id: string; kind: Finding['kind'] }[] {
  const groups = [chain.characteristics, chain.failures, chain.controls, chain.charts];
  return groups.flatMap((rows, i) => rows.map(({ id }) => ({ id, kind: nodeKinds[i] ?? 'chart' })));
}

/** Columns of the picture: characteristics, failures, control items, charts; what a change touches is in alarm tone. */
function chainScene(values: ChainValues): Scene[] {
  const touched = new Set(
    values.impacts.flatMap((impact) => [
      impact.characteristic,
      ...impact.failures,
      ...impact.controls,
      ...impact.charts,
    ]),
  );
  // By kind, not by following links: ids repeated across kinds must not lead in a circle.
  const columns = new Map(values.nodes.map((node) => [node.id, nodeKinds.indexOf(node.kind)]));
  const ids = [...columns.keys()];
  const height = (id: string) => -ids.filter((one) => columns.get(one) === columns.get(id)).indexOf(id);
  const at = (id: string): readonly [number, number] => [(columns.get(id) ?? 0) * 2, height(id)];
  return [
    {
      title: text('特性 → 失效 → 控制 → 控制图', 'Characteristic → failure → control → chart'),
      x: { title: text('', ''), scale: 'none' },
      y: { title: text('', ''), scale: 'none' },
      marks: [
        ...values.links.map(
          (link) =>
            ({
              kind: 'arrow',
              tone: 'muted',
              from: [at(link.from)[0] + 0.5, at(link.from)[1]],
              to: [at(link.to)[0] - 0.5, at(link.to)[1]],
            }) as const,
        ),
        ...ids.map(
          (id) =>
            ({
              kind: 'box',
              tone: touched.has(id) ? 'alarm' : 'data',
              x: at(id)[0],
              y: at(id)[1],
              width: 1,
              height: 0.6,
              text: id,
            }) as const,
        ),
      ],
      table: { head: [text('自', 'from'), text('至', 'to')], rows: values.links.map((link) => [link.from, link.to]) },
    },
  ];
}

const chain: Method<ChainValues> = {
  id: 'risk-chain',
  version: 1,
  group: 'risk',
  title: text('PFMEA → 控制计划 → 控制图', 'PFMEA → control plan → control chart'),
  purpose: text(
    '图纸改了一个尺寸，哪些失效、控制项、控制图要跟着改？',
    'A dimension has changed: which failures, control items and charts must follow?',
  ),
  conditions: [
    {
      condition: text('各表用同一套编号', 'the forms share one set of ids'),
      otherwise: text(
        '先给特性、失效、控制项、控制图编号',
        'give ids to characteristics, failures, control items and charts first',
      ),
    },
  ],
  sources: [actionPriorityEdition.id, 'AIAG, Control Plan Reference Manual, 1st ed. (2024)'],
  columns: [],
  options: [
    {
      name: 'chain',
      text: text('现在的特性、失效、控制项、控制图', 'characteristics, failures, controls and charts as they are'),
      kind: 'json',
      schema: chainSchema,
    },
    { name: 'before', text: text('改动之前的', 'as they were before'), kind: 'json', schema: chainSchema },
  ],
  resultSchema: object({
    rows: array(ratedFailureSchema),
    findings: array(findingSchema),
    impacts: array(impactSchema),
    nodes: array(object({ id: string, kind: oneOf(...nodeKinds) })),
    links: array(object({ from: string, to: string })),
    compared: boolean,
  }),
  run: (input) => {
    const options = openOptions(chain.options, input.options);
    if (options.problems.length > 0) return refused(options.problems);
    const now = options.json('chain') as RiskChain | undefined;
    const before = options.json('before') as RiskChain | undefined;
    if (!now)
      return refused([
        problem(
          'chain-missing',
          text('应有 chain，没有收到', 'expected `chain`, found none'),
          text('给出特性、失效、控制项、控制图', 'Give characteristics, failures, controls and charts'),
        ),
      ]);
    const findings = checkChain(now);
    const impacts = before ? changeImpacts(before, now) : [];
    const warnings: Warning[] =
      findings.length > 0
        ? [
            warning(
              'chain-gaps',
              text(`链条有 ${findings.length} 处缺口`, `the chain has ${findings.length} gaps`),
              text('逐条处理 findings', 'Work through the findings'),
            ),
          ]
        : [];
    return answered(
      {
        rows: rateAll(now.failures),
        findings,
        impacts,
        nodes: nodesOf(now),
        links: linksOf(now),
        compared: before !== undefined,
      },
      {
        warnings,
        conventions: [
          convention(
            'priority',
            actionPriorityEdition.id,
            '失效按措施优先级排序',
            'failures are ordered by action priority',
          ),
        ],
        explanations: [
          explanation(
            'impacts',
            'compare characteristics by id, follow the ids',
            '比较两版特性，沿编号找到受影响的失效、控制项、控制图',
            'two versions of the characteristics are compared, and their ids followed',
            'AIAG & VDA (2019) 3.6',
          ),
          explanation(
            'findings',
            'broken links, risks without control, charts with outdated limits',
            '断链、无控制的风险、规范限过时的控制图',
            'links that lead nowhere, risks without control, charts with outdated limits',
            'AIAG Control Plan (2024)',
          ),
        ],
      },
    );
  },
  scenes: chainScene,
  example: {
    text: text(
      '轴颈上限由 20.015 改为 20.010：两个失效重评、一个控制项查量具、一张控制图改规范限。',
      'The journal’s upper limit goes from 20.015 to 20.010: two failures to rate, a gauge to check, a chart to update.',
    ),
    source: '教学数据',
    options: {
      before: shaftChain,
      chain: {
        ...shaftChain,
        characteristics: shaftChain.characteristics.map((row) => (row.id === 'C1' ? { ...row, usl: 20.01 } : row)),
      },
    },
  },
};

export const riskMethods = [anyMethod(fmea), anyMethod(controlPlan), anyMethod(chain)] as const;
