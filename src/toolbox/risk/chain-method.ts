import type { Method, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  array,
  boolean,
  convention,
  explanation,
  object,
  oneOf,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import { actionPriorityEdition } from './action-priority.ts';
import {
  changeImpacts,
  checkChain,
  type Finding,
  type Impact,
  type RatedFailure,
  type RiskChain,
  rateAll,
} from './chain.ts';
import { shaftChain } from './risk-example.ts';
import { chainSchema, findingSchema, impactSchema, ratedFailureSchema } from './risk-schemas.ts';

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

export const chain: Method<ChainValues> = {
  id: 'risk-chain',
  version: 2,
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
              text('逐条处理“发现的问题”（findings）', 'Work through the findings'),
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
