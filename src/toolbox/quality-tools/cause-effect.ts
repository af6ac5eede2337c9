import type { Method, Outcome, Warning } from '../method/method.ts';
import {
  answered,
  array,
  boolean,
  convention,
  explanation,
  integer,
  number,
  object,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Mark, Scene } from '../scene/scene.ts';
import { type OutlineNode, outlineSchema, placeOutline } from './outline.ts';

import { noAxis, requiredJson, yesNoOpen } from './structured-input.ts';

interface Cause extends OutlineNode {
  readonly children?: readonly Cause[];
  /** Whether the cause was verified on the spot: 要因确认. */
  readonly confirmed?: 'yes' | 'no' | 'open';
  readonly evidence?: string;
}

interface CauseValues {
  readonly effect: string;
  readonly bones: number;
  readonly causes: readonly {
    readonly path: string;
    readonly depth: number;
    readonly leaf: boolean;
    readonly confirmed: 'yes' | 'no' | 'open';
    readonly evidence: string;
    readonly row: number;
  }[];
  readonly confirmedCauses: readonly string[];
  readonly open: number;
}

export const causeEffect: Method<CauseValues> = {
  id: 'cause-effect',
  version: 1,
  group: 'seven-tools',
  title: text('因果图（鱼骨图）', 'Cause-and-effect diagram'),
  purpose: text(
    '这个问题可能由哪些原因引起，哪些经现场确认？',
    'What may cause this problem, and which causes were confirmed on the spot?',
  ),
  conditions: [
    {
      condition: text('一张图只分析一个问题', 'one diagram, one problem'),
      otherwise: text('多个问题用关联图（relations）', 'for several problems use the relations diagram'),
    },
    {
      condition: text('末端原因可采取对策', 'the last causes can be acted on'),
      otherwise: text('继续追问“为什么”（five-why）', 'go on asking why (five-why)'),
    },
  ],
  sources: ['Ishikawa, Guide to Quality Control', 'T/CAQ 10201 (要因确认)'],
  columns: [],
  options: [
    { name: 'effect', text: text('问题', 'the problem'), kind: 'text' },
    {
      name: 'causes',
      text: text('原因（大骨、中骨、小骨）', 'causes (bones, branches, twigs)'),
      kind: 'json',
      schema: { type: 'array', items: outlineSchema(5, { confirmed: yesNoOpen, evidence: string }) },
    },
  ],
  resultSchema: object({
    effect: string,
    bones: integer,
    causes: array(
      object({ path: string, depth: integer, leaf: boolean, confirmed: yesNoOpen, evidence: string, row: number }),
    ),
    confirmedCauses: array(string),
    open: integer,
  }),
  run: (input): Outcome<CauseValues> => {
    const read = requiredJson<readonly Cause[]>(causeEffect, input, 'causes');
    if ('problems' in read) return refused(read.problems);
    const effect = read.options.text('effect');
    if (effect.trim() === '' || read.value.length === 0)
      return refused([
        problem(
          'effect-missing',
          text('应有问题和至少一条大骨', 'expected a problem and at least one bone'),
          text('给出 effect 和 causes', 'Give `effect` and `causes`'),
        ),
      ]);
    const placed = placeOutline<Cause>({ name: effect, children: read.value }).slice(1);
    const causes = placed.map((one) => ({
      path: one.path.slice(1).join(' › '),
      depth: one.depth,
      leaf: one.leaf,
      confirmed: one.node.confirmed ?? 'open',
      evidence: one.node.evidence ?? '',
      row: one.row,
    }));
    const leaves = causes.filter((one) => one.leaf);
    const warnings: Warning[] = [];
    const open = leaves.filter((one) => one.confirmed === 'open').length;
    if (open > 0)
      warnings.push(
        warning(
          'causes-open',
          text(`${open} 个末端原因未确认`, `${open} last causes are not verified`),
          text('到现场用数据逐条确认，不靠举手表决', 'Verify each with data on the spot, not by vote'),
        ),
      );
    const bare = leaves.filter((one) => one.confirmed === 'yes' && one.evidence === '');
    if (bare.length > 0)
      warnings.push(
        warning(
          'evidence-missing',
          text(
            `已确认而无证据：${bare.map((one) => one.path).join('、')}`,
            `confirmed without evidence: ${bare.map((one) => one.path).join(', ')}`,
          ),
          text('写明数据或试验', 'Name the data or the trial'),
        ),
      );
    if (placed.every((one) => one.depth < 2))
      warnings.push(
        warning(
          'shallow',
          text('只有大骨：还没有分析到可采取对策的原因', 'only bones: no cause that can be acted on yet'),
          text('对每条大骨再问“为什么”', 'Ask why of each bone'),
        ),
      );
    return answered(
      {
        effect,
        bones: read.value.length,
        causes,
        confirmedCauses: leaves.filter((one) => one.confirmed === 'yes').map((one) => one.path),
        open,
      },
      {
        warnings,
        conventions: [
          convention('root', 'confirmed leaves', '经确认的末端原因为要因', 'a confirmed last cause is a root cause'),
        ],
        explanations: [
          explanation(
            'confirmedCauses',
            'leaf and confirmed = yes',
            '要因：到现场以数据确认的末端原因',
            'root causes: last causes confirmed with data',
            'T/CAQ 10201',
          ),
        ],
      },
    );
  },
  scenes: (values) => [fishbone(values)],
  example: {
    text: text(
      '轴径超差：砂轮磨损、冷却液温升经确认为要因。',
      'Shaft diameter out of tolerance: wheel wear and coolant temperature are confirmed.',
    ),
    source: '教学数据',
    options: {
      effect: '轴径超差',
      causes: [
        {
          name: '机 machine',
          children: [
            { name: '砂轮磨损未补偿', confirmed: 'yes', evidence: '修整前后 30 件均值差 6 µm' },
            { name: '主轴跳动大', confirmed: 'no', evidence: '实测 2 µm' },
          ],
        },
        {
          name: '环 environment',
          children: [
            {
              name: '冷却液温升',
              children: [{ name: '无恒温装置', confirmed: 'yes', evidence: '温升 8 ℃ 时直径增大 5 µm' }],
            },
          ],
        },
        { name: '人 people', children: [{ name: '换班未测首件', confirmed: 'no', evidence: '查记录 60 班均有首件' }] },
        { name: '料 material', children: [{ name: '毛坯余量不均', confirmed: 'open' }] },
      ],
    },
  },
};

function fishbone(values: CauseValues): Scene {
  const bones = values.causes.filter((one) => one.depth === 1);
  const length = Math.ceil(bones.length / 2) * 3 + 1;
  const marks: Mark[] = [
    { kind: 'arrow', tone: 'data', from: [0, 0], to: [length, 0] },
    { kind: 'box', tone: 'alarm', x: length + 1.2, y: 0, width: 2.2, height: 1, text: values.effect },
  ];
  bones.forEach((bone, i) => {
    const side = i % 2 === 0 ? 1 : -1;
    const foot = length - 1 - Math.floor(i / 2) * 3;
    marks.push(
      { kind: 'arrow', tone: 'data', from: [foot - 1.5, side * 4.2], to: [foot, 0] },
      { kind: 'box', tone: 'second', x: foot - 1.5, y: side * 4.6, width: 2, height: 0.7, text: bone.path },
    );
    const own = values.causes.filter((one) => one.depth > 1 && one.path.startsWith(`${bone.path} › `));
    own.forEach((cause, k) => {
      const y = side * (3.1 - (2.7 * k) / Math.max(1, own.length));
      const x = foot - (1.5 * Math.abs(y)) / 4.2;
      const indent = (cause.depth - 2) * 0.5;
      marks.push(
        { kind: 'line', tone: 'muted', x: [x - 1.6 + indent, x], y: [y, y] },
        {
          kind: 'text',
          tone: cause.confirmed === 'yes' ? 'alarm' : 'data',
          x: x - 1.65 + indent,
          y: y + 0.12,
          text: cause.path.split(' › ').at(-1) ?? '',
          anchor: 'start',
        },
      );
    });
  });
  return {
    title: text('因果图', 'Cause-and-effect diagram'),
    x: noAxis,
    y: noAxis,
    aspect: 1.9,
    marks,
    table: {
      head: [
        text('原因', 'cause'),
        text('层', 'level'),
        text('末端', 'last'),
        text('确认', 'confirmed'),
        text('证据', 'evidence'),
      ],
      rows: values.causes.map((one) => [
        one.path,
        one.depth,
        one.leaf ? '✓' : '',
        one.leaf ? one.confirmed : '',
        one.evidence,
      ]),
    },
  };
}
