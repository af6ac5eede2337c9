import type { Method, Outcome, Problem, Warning } from '../method/method.ts';
import {
  answered,
  array,
  convention,
  explanation,
  numberOrNull,
  object,
  oneOf,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Mark } from '../scene/scene.ts';
import { loopsOf, reachable } from './relations.ts';
import { noAxis, requiredJson } from './structured-input.ts';

interface ProcessNode {
  readonly id: string;
  readonly name: string;
  readonly kind: 'start' | 'step' | 'obstacle' | 'countermeasure' | 'goal';
  /** Where it leads; a step may lead to what can go wrong, an obstacle to its countermeasures. */
  readonly next: readonly { readonly to: string; readonly probability?: number }[];
}

interface PdpcValues {
  readonly nodes: readonly ProcessNode[];
  readonly uncovered: readonly string[];
  readonly deadEnds: readonly string[];
  /** Probability of reaching the goal where all branches have one. */
  readonly goalProbability: number | null;
}

const kinds = ['start', 'step', 'obstacle', 'countermeasure', 'goal'] as const;

/** Probability of arriving at a goal from the start; null where a branch has no probability or they exceed 1. */
function goalProbability(nodes: readonly ProcessNode[]): number | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const known = new Map<string, number | null>();
  const from = (id: string): number | null => {
    const cached = known.get(id);
    if (cached !== undefined) return cached;
    const node = byId.get(id);
    let result: number | null = node?.kind === 'goal' ? 1 : 0;
    if (node && node.kind !== 'goal') {
      const single = node.next.length === 1;
      for (const branch of node.next) {
        const p = branch.probability ?? (single ? 1 : null);
        const rest = from(branch.to);
        result = p === null || rest === null || result === null ? null : result + p * rest;
      }
    }
    known.set(id, result);
    return result;
  };
  const start = nodes.find((node) => node.kind === 'start');
  const value = start ? from(start.id) : null;
  return value !== null && value <= 1 + 1e-9 ? Math.min(1, value) : null;
}

function problemsOf(nodes: readonly ProcessNode[]): Problem[] {
  const ids = nodes.map((node) => node.id);
  const problems: Problem[] = [];
  for (const kind of ['start', 'goal'] as const)
    if (!nodes.some((node) => node.kind === kind))
      problems.push(
        problem(
          `${kind}-missing`,
          text(`应有${kind === 'start' ? '起点' : '目标'}`, `expected a ${kind}`),
          text('补上', 'Add it'),
        ),
      );
  for (const node of nodes)
    for (const { to } of node.next)
      if (!ids.includes(to))
        problems.push(
          problem(
            'next-unknown',
            text(`\`${node.id}\` 指向不存在的 \`${to}\``, `\`${node.id}\` leads to \`${to}\`, which does not exist`),
            text('改正编号', 'Mend the id'),
          ),
        );
  const [loop] = loopsOf(
    ids,
    nodes.flatMap((node) => node.next.map(({ to }) => ({ from: node.id, to }))),
  );
  if (loop)
    problems.push(
      problem(
        'loop',
        text(`过程绕回自身：${loop.join(' → ')}`, `the process runs in a circle: ${loop.join(' → ')}`),
        text('过程决策程序图向前走；返工写成另一步', 'A PDPC runs forward: write the repeat as a step of its own'),
      ),
    );
  return problems;
}

/** Where an arrow leaves and enters its boxes: below and above in one column, else at the sides. */
function edge(
  from: readonly [number, number],
  to: readonly [number, number],
): { readonly from: readonly [number, number]; readonly to: readonly [number, number] } {
  if (from[0] === to[0]) return { from: [from[0], from[1] - 0.4], to: [to[0], to[1] + 0.4] };
  const side = from[0] < to[0] ? 1.1 : -1.1;
  return { from: [from[0] + side, from[1]], to: [to[0] - side, to[1]] };
}

export const pdpc: Method<PdpcValues> = {
  id: 'pdpc',
  version: 1,
  group: 'new-seven-tools',
  title: text('过程决策程序图（PDPC）', 'Process decision program chart (PDPC)'),
  purpose: text('计划执行中会出什么岔子，出了怎么办？', 'What may go wrong on the way, and what then?'),
  conditions: [
    {
      condition: text('每个障碍都要有对策', 'every obstacle has a countermeasure'),
      otherwise: text('没有对策的障碍会列在 uncovered', 'obstacles without one are listed in `uncovered`'),
    },
  ],
  sources: ['Mizuno, Management for Quality Improvement: The 7 New QC Tools'],
  columns: [],
  options: [
    {
      name: 'nodes',
      text: text('步骤、障碍、对策', 'steps, obstacles, countermeasures'),
      kind: 'json',
      schema: array(
        object({
          id: string,
          name: string,
          kind: oneOf(...kinds),
          next: array(object({ to: string, probability: { type: 'number', minimum: 0, maximum: 1 } }, ['probability'])),
        }),
      ),
    },
  ],
  resultSchema: object({
    nodes: array(
      object({
        id: string,
        name: string,
        kind: oneOf(...kinds),
        next: array(object({ to: string, probability: { type: 'number', minimum: 0, maximum: 1 } }, ['probability'])),
      }),
    ),
    uncovered: array(string),
    deadEnds: array(string),
    goalProbability: numberOrNull,
  }),
  run: (input): Outcome<PdpcValues> => {
    const read = requiredJson<readonly ProcessNode[]>(pdpc, input, 'nodes');
    if ('problems' in read) return refused(read.problems);
    const nodes = read.value;
    const problems = problemsOf(nodes);
    if (problems.length > 0) return refused(problems);
    const links = nodes.flatMap((node) => node.next.map(({ to }) => ({ from: node.id, to })));
    const goals = nodes.filter((node) => node.kind === 'goal').map((node) => node.id);
    const uncovered = nodes
      .filter(
        (node) =>
          node.kind === 'obstacle' &&
          !node.next.some(({ to }) => nodes.find((one) => one.id === to)?.kind === 'countermeasure'),
      )
      .map((node) => node.id);
    const deadEnds = nodes
      .filter((node) => node.kind !== 'goal' && !goals.some((goal) => reachable(node.id, links).has(goal)))
      .map((node) => node.id);
    const warnings: Warning[] = [];
    if (uncovered.length > 0)
      warnings.push(
        warning(
          'uncovered',
          text(
            `没有对策的障碍：${uncovered.join('、')}`,
            `obstacles without a countermeasure: ${uncovered.join(', ')}`,
          ),
          text('事先想好对策', 'Think of one beforehand'),
        ),
      );
    if (deadEnds.length > 0)
      warnings.push(
        warning(
          'dead-ends',
          text(`到不了目标：${deadEnds.join('、')}`, `these do not lead to the goal: ${deadEnds.join(', ')}`),
          text('接上后续步骤', 'Join them to a further step'),
        ),
      );
    return answered(
      { nodes, uncovered, deadEnds, goalProbability: goalProbability(nodes) },
      {
        warnings,
        conventions: [
          convention(
            'probability',
            'single branch = 1',
            '只有一个去向而未给概率时按 1 计',
            'a single branch without a probability counts as 1',
          ),
        ],
        explanations: [
          explanation(
            'goalProbability',
            'Σ over paths of the product of branch probabilities',
            '按各分支概率到达目标的概率',
            'probability of reaching the goal along the branches',
            'Mizuno',
          ),
        ],
      },
    );
  },
  scenes: (values) => {
    const links = values.nodes.flatMap((node) => node.next.map(({ to }) => ({ from: node.id, to })));
    const depthOf = new Map<string, number>();
    const depth = (id: string): number => {
      const known = depthOf.get(id);
      if (known !== undefined) return known;
      const value = Math.max(0, ...links.filter((link) => link.to === id).map((link) => depth(link.from) + 1));
      depthOf.set(id, value);
      return value;
    };
    // The plan runs down the left column; what may go wrong stands in the middle, the countermeasures on the right.
    const columns = { start: 0, step: 0, goal: 0, obstacle: 1, countermeasure: 2 } as const;
    const order = [...values.nodes].sort((a, b) => depth(a.id) - depth(b.id));
    const rowOf = new Map<string, number>();
    const filled = [0, 0, 0];
    for (const node of order) {
      const column = columns[node.kind];
      const after = links.filter((link) => link.to === node.id).map((link) => rowOf.get(link.from) ?? 0);
      const row = Math.max(filled[column] ?? 0, column === 0 ? 0 : Math.max(0, ...after));
      rowOf.set(node.id, row);
      filled[column] = row + 1;
    }
    const at = new Map(
      values.nodes.map((node) => [node.id, [columns[node.kind] * 3.2, -(rowOf.get(node.id) ?? 0) * 1.4] as const]),
    );
    const place = (id: string) => at.get(id) ?? ([0, 0] as const);
    const tone = { start: 'second', step: 'data', obstacle: 'alarm', countermeasure: 'fit', goal: 'second' } as const;
    return [
      {
        title: text('过程决策程序图', 'Process decision program chart'),
        x: noAxis,
        y: noAxis,
        marks: [
          ...values.nodes.flatMap((node) =>
            node.next.map(
              ({ to, probability }): Mark => ({
                kind: 'arrow',
                tone: 'muted',
                ...edge(place(node.id), place(to)),
                ...(probability === undefined ? {} : { text: String(probability) }),
              }),
            ),
          ),
          ...values.nodes.map(
            (node): Mark => ({
              kind: 'box',
              tone: tone[node.kind],
              x: place(node.id)[0],
              y: place(node.id)[1],
              width: 2.2,
              height: 0.8,
              text: node.name,
            }),
          ),
        ],
        aspect: 1.4,
        table: {
          head: [text('编号', 'id'), text('名称', 'name'), text('类别', 'kind'), text('去向', 'next')],
          rows: values.nodes.map((node) => [node.id, node.name, node.kind, node.next.map(({ to }) => to).join(', ')]),
        },
      },
    ];
  },
  example: {
    text: text(
      '新设备投产：安装晚、精度不达标两个障碍各有对策，按期达标概率 0.95。',
      'A new machine: two obstacles, each with a countermeasure; probability of success 0.95.',
    ),
    source: '教学数据',
    options: {
      nodes: [
        { id: 'S', name: '订购', kind: 'start', next: [{ to: 'A' }] },
        {
          id: 'A',
          name: '安装',
          kind: 'step',
          next: [
            { to: 'B', probability: 0.8 },
            { to: 'O1', probability: 0.2 },
          ],
        },
        { id: 'O1', name: '到货晚', kind: 'obstacle', next: [{ to: 'C1' }] },
        { id: 'C1', name: '租用旧机过渡', kind: 'countermeasure', next: [{ to: 'B', probability: 0.9 }] },
        {
          id: 'B',
          name: '试切',
          kind: 'step',
          next: [
            { to: 'G', probability: 0.7 },
            { to: 'O2', probability: 0.3 },
          ],
        },
        { id: 'O2', name: '精度不达标', kind: 'obstacle', next: [{ to: 'C2' }] },
        { id: 'C2', name: '厂家驻场调整', kind: 'countermeasure', next: [{ to: 'G', probability: 0.9 }] },
        { id: 'G', name: '投产', kind: 'goal', next: [] },
      ],
    },
  },
};
