import type { Method } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  array,
  convention,
  explanation,
  integer,
  object,
  problem,
  refused,
  text,
  warning,
} from '../outcome/answer.ts';
import { type ControlItem, checkChain, type Finding } from './chain.ts';
import { shaftChain } from './risk-example.ts';
import { controlSchema, findingSchema } from './risk-schemas.ts';

interface ControlPlanValues {
  readonly items: readonly ControlItem[];
  readonly findings: readonly Finding[];
  /** How many characteristics are under control. */
  readonly characteristics: number;
}

export const controlPlan: Method<ControlPlanValues> = {
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
