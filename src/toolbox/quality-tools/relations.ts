import type { Method, Outcome, Warning } from '../method/method.ts';
import {
  answered,
  array,
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
import type { Mark } from '../scene/scene.ts';

import { noAxis, requiredJson } from './structured-input.ts';

interface RelationsValues {
  readonly nodes: readonly {
    readonly name: string;
    readonly out: number;
    readonly in: number;
    readonly kind: 'root' | 'result' | 'middle' | 'alone';
  }[];
  readonly links: readonly { readonly from: string; readonly to: string }[];
  readonly loops: readonly (readonly string[])[];
  readonly roots: readonly string[];
}

/** Strongly connected groups of more than one node: causes that feed each other. Tarjan (1972), iterative over a small graph. */
export function loopsOf(
  names: readonly string[],
  links: readonly { readonly from: string; readonly to: string }[],
): string[][] {
  const reach = new Map(names.map((name) => [name, reachable(name, links)]));
  const seen = new Set<string>();
  const loops: string[][] = [];
  for (const name of names) {
    if (seen.has(name)) continue;
    const loop = names.filter((other) => reach.get(name)?.has(other) && reach.get(other)?.has(name));
    if (loop.length > 1) loops.push(loop);
    for (const one of loop) seen.add(one);
  }
  return loops;
}

/** Everything that can be reached from a node by following arrows at least once. */
export function reachable(
  start: string,
  links: readonly { readonly from: string; readonly to: string }[],
): Set<string> {
  const found = new Set<string>();
  const queue = [start];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const link of links) {
      if (link.from !== next || found.has(link.to)) continue;
      found.add(link.to);
      queue.push(link.to);
    }
  }
  return found;
}

const boxWidth = 1.9;
const boxHeight = 0.8;

type Place = readonly [number, number];

/** Where the line from the middle of a box towards another leaves the box. */
function borderOf(box: Place, towards: Place): Place {
  const [dx, dy] = [towards[0] - box[0], towards[1] - box[1]];
  const share = Math.min(boxWidth / 2 / Math.abs(dx), boxHeight / 2 / Math.abs(dy));
  return Number.isFinite(share) ? [box[0] + dx * share, box[1] + dy * share] : box;
}

export const relations: Method<RelationsValues> = {
  id: 'relations',
  version: 1,
  group: 'new-seven-tools',
  title: text('关联图', 'Relations diagram'),
  purpose: text(
    '原因互相纠缠，哪些是源头，哪些只是结果？',
    'Causes are entangled: which are sources, which mere results?',
  ),
  conditions: [
    {
      condition: text('箭头由原因指向结果', 'arrows run from cause to effect'),
      otherwise: text('逐条念一遍“因为……所以……”', 'read each aloud: because … therefore …'),
    },
  ],
  sources: ['Mizuno, Management for Quality Improvement: The 7 New QC Tools'],
  columns: [],
  options: [
    {
      name: 'links',
      text: text('因果箭头', 'arrows from cause to effect'),
      kind: 'json',
      schema: { type: 'array', items: object({ from: string, to: string }) },
    },
  ],
  resultSchema: object({
    nodes: array(object({ name: string, out: integer, in: integer, kind: oneOf('root', 'result', 'middle', 'alone') })),
    links: array(object({ from: string, to: string })),
    loops: array(array(string)),
    roots: array(string),
  }),
  run: (input): Outcome<RelationsValues> => {
    const read = requiredJson<readonly { from: string; to: string }[]>(relations, input, 'links');
    if ('problems' in read) return refused(read.problems);
    const self = read.value.find((link) => link.from === link.to);
    if (self)
      return refused([
        problem(
          'self-link',
          text(`\`${self.from}\` 不能是自己的原因`, `\`${self.from}\` can’t be its own cause`),
          text('删去这条箭头', 'Remove this arrow'),
        ),
      ]);
    if (read.value.length === 0)
      return refused([
        problem('links-missing', text('没有箭头', 'there are no arrows'), text('给出 links', 'Give `links`')),
      ]);
    const links = read.value.filter(
      (link, i) => read.value.findIndex((other) => other.from === link.from && other.to === link.to) === i,
    );
    const names = [...new Set(links.flatMap((link) => [link.from, link.to]))];
    const nodes = names.map((name) => {
      const out = links.filter((link) => link.from === name).length;
      const into = links.filter((link) => link.to === name).length;
      return {
        name,
        out,
        in: into,
        kind: into === 0 ? ('root' as const) : out === 0 ? ('result' as const) : ('middle' as const),
      };
    });
    const loops = loopsOf(names, links);
    const roots = [...nodes]
      .filter((node) => node.kind === 'root' || node.out > node.in)
      .sort((a, b) => b.out - b.in - (a.out - a.in) || b.out - a.out)
      .slice(0, 5)
      .map((node) => node.name);
    const warnings: Warning[] = loops.map((loop) =>
      warning(
        'loop',
        text(`互为因果的一圈：${loop.join('、')}`, `these feed each other: ${loop.join(', ')}`),
        text('从其中最容易切断的一环下手', 'Break the link that is easiest to break'),
      ),
    );
    return answered(
      { nodes: [...nodes].sort((a, b) => b.out - b.in - (a.out - a.in)), links, loops, roots },
      {
        warnings,
        conventions: [
          convention(
            'roots',
            'out > in, at most five',
            '出箭头多于入箭头的为候选源头，最多五个',
            'nodes with more arrows out than in, at most five',
          ),
        ],
        explanations: [
          explanation(
            'roots',
            'out − in',
            '出得多、入得少的是源头：先对它们采取对策',
            'many out and few in: act on these first',
            'Mizuno',
          ),
        ],
      },
    );
  },
  scenes: (values) => {
    const at = new Map(
      values.nodes.map((node, i) => [
        node.name,
        [
          4 * Math.cos((2 * Math.PI * i) / values.nodes.length),
          3 * Math.sin((2 * Math.PI * i) / values.nodes.length),
        ] as const,
      ]),
    );
    const place = (name: string) => at.get(name) ?? ([0, 0] as const);
    return [
      {
        title: text('关联图', 'Relations diagram'),
        x: noAxis,
        y: noAxis,
        marks: [
          ...values.links.map((link): Mark => {
            const [from, to] = [place(link.from), place(link.to)];
            return {
              kind: 'arrow',
              tone: 'muted',
              from: borderOf(from, to),
              to: borderOf(to, from),
            };
          }),
          ...values.nodes.map(
            (node): Mark => ({
              kind: 'box',
              tone: values.roots.includes(node.name) ? 'alarm' : node.kind === 'result' ? 'second' : 'data',
              x: place(node.name)[0],
              y: place(node.name)[1],
              width: boxWidth,
              height: boxHeight,
              text: node.name,
            }),
          ),
        ],
        aspect: 1.5,
        table: {
          head: [text('因素', 'factor'), text('出', 'out'), text('入', 'in'), text('类别', 'kind')],
          rows: values.nodes.map((node) => [node.name, node.out, node.in, node.kind]),
        },
      },
    ];
  },
  example: {
    text: text(
      '交货晚：源头是“没有产能表”和“订单临时变更”，加班与返工互为因果。',
      'Late deliveries: the sources are the missing capacity plan and changed orders; overtime and rework feed each other.',
    ),
    source: '教学数据',
    options: {
      links: [
        { from: '订单临时变更', to: '计划常改' },
        { from: '没有产能表', to: '计划常改' },
        { from: '没有产能表', to: '外协安排晚' },
        { from: '计划常改', to: '缺料' },
        { from: '计划常改', to: '加班' },
        { from: '缺料', to: '交货晚' },
        { from: '外协安排晚', to: '交货晚' },
        { from: '加班', to: '返工多' },
        { from: '返工多', to: '交货晚' },
        { from: '返工多', to: '加班' },
      ],
    },
  },
};
