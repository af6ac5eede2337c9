import { normalLower } from '../distributions/normal.ts';
import type { Method, Outcome, Problem, Warning } from '../method/method.ts';
import {
  answered,
  array,
  boolean,
  convention,
  explanation,
  number,
  numberOrNull,
  object,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Mark } from '../scene/scene.ts';
import { type Activity, criticalPath, type ScheduledActivity, schedule } from './critical-path.ts';
import { loopsOf } from './relations.ts';
import { noAxis, requiredJson } from './structured-input.ts';

interface ArrowValues {
  readonly duration: number;
  readonly criticalPath: readonly string[];
  readonly variance: number;
  readonly deadlineProbability: number | null;
  readonly activities: readonly ScheduledActivity[];
}

function networkProblems(activities: readonly Activity[]): Problem[] {
  const problems: Problem[] = [];
  const ids = activities.map((one) => one.id);
  if (activities.length === 0)
    problems.push(
      problem(
        'activities-missing',
        text('没有作业', 'there are no activities'),
        text('给出 activities', 'Give `activities`'),
      ),
    );
  for (const id of new Set(ids.filter((one, i) => ids.indexOf(one) !== i)))
    problems.push(
      problem(
        'id-repeated',
        text(`作业 \`${id}\` 重复`, `the activity \`${id}\` occurs twice`),
        text('改名', 'Rename one'),
      ),
    );
  for (const one of activities) {
    for (const id of one.after)
      if (!ids.includes(id))
        problems.push(
          problem(
            'predecessor-unknown',
            text(
              `作业 \`${one.id}\` 的紧前作业 \`${id}\` 不存在`,
              `\`${one.id}\` follows \`${id}\`, which does not exist`,
            ),
            text('改正编号', 'Mend the id'),
          ),
        );
    const three = [one.optimistic, one.likely, one.pessimistic];
    if (one.duration === undefined && three.some((x) => x === undefined))
      problems.push(
        problem(
          'duration-missing',
          text(`作业 \`${one.id}\` 没有工期`, `\`${one.id}\` has no duration`),
          text('给出 duration，或三点估计', 'Give a duration or three estimates'),
        ),
      );
    if (
      three.every((x) => x !== undefined) &&
      !((one.optimistic ?? 0) <= (one.likely ?? 0) && (one.likely ?? 0) <= (one.pessimistic ?? 0))
    )
      problems.push(
        problem(
          'estimates-order',
          text(
            `作业 \`${one.id}\` 应有 乐观 ≤ 最可能 ≤ 悲观`,
            `\`${one.id}\`: expected optimistic <= likely <= pessimistic`,
          ),
          text('改正估计', 'Mend the estimates'),
        ),
      );
  }
  if (problems.length > 0) return problems;
  const links = activities.flatMap((one) => one.after.map((from) => ({ from, to: one.id })));
  const self = links.find((link) => link.from === link.to);
  const [loop] = self ? [[self.from]] : loopsOf(ids, links);
  return loop
    ? [
        problem(
          'loop',
          text(`作业互相等待：${loop.join(' → ')}`, `activities wait for each other: ${loop.join(' → ')}`),
          text('断开其中一个先后关系', 'Remove one of the dependences'),
        ),
      ]
    : [];
}

const duration = { type: 'number', minimum: 0 } as const;

export const arrowDiagram: Method<ArrowValues> = {
  id: 'arrow-diagram',
  version: 1,
  group: 'new-seven-tools',
  title: text('箭条图（网络计划、关键路线）', 'Arrow diagram (critical path)'),
  purpose: text(
    '项目最短多久完成，哪几项一天也不能拖？',
    'How soon can the project end, and which activities may not slip a day?',
  ),
  conditions: [
    {
      condition: text('先后关系和工期已知', 'order and durations are known'),
      otherwise: text('工期没把握时给三点估计', 'give three estimates where a duration is uncertain'),
    },
  ],
  sources: ['Kelley & Walker, Critical-Path Planning and Scheduling (1959)', 'GB/T 13400 网络计划技术'],
  columns: [],
  options: [
    {
      name: 'activities',
      text: text('作业', 'activities'),
      kind: 'json',
      schema: array(
        object(
          {
            id: string,
            name: string,
            duration,
            optimistic: duration,
            likely: duration,
            pessimistic: duration,
            after: array(string),
          },
          ['name', 'duration', 'optimistic', 'likely', 'pessimistic'],
        ),
      ),
    },
    { name: 'deadline', text: text('要求的工期', 'deadline'), kind: 'number', least: 0 },
  ],
  resultSchema: object({
    duration: number,
    criticalPath: array(string),
    variance: number,
    deadlineProbability: numberOrNull,
    activities: array(
      object({
        id: string,
        name: string,
        duration: number,
        variance: number,
        earliestStart: number,
        earliestFinish: number,
        latestStart: number,
        latestFinish: number,
        totalFloat: number,
        freeFloat: number,
        critical: boolean,
        after: array(string),
      }),
    ),
  }),
  run: (input): Outcome<ArrowValues> => {
    const read = requiredJson<readonly Activity[]>(arrowDiagram, input, 'activities');
    if ('problems' in read) return refused(read.problems);
    const problems = networkProblems(read.value);
    if (problems.length > 0) return refused(problems);
    const activities = schedule(read.value);
    const end = Math.max(...activities.map((one) => one.earliestFinish));
    const path = criticalPath(activities);
    const variance = activities.filter((one) => path.includes(one.id)).reduce((sum, one) => sum + one.variance, 0);
    const deadline = read.options.optionalNumber('deadline');
    const probability =
      deadline === undefined
        ? null
        : variance > 0
          ? normalLower((deadline - end) / Math.sqrt(variance))
          : deadline >= end
            ? 1
            : 0;
    const warnings: Warning[] = [];
    if (deadline !== undefined && deadline < end)
      warnings.push(
        warning(
          'late',
          text(`工期 ${end} 超过要求的 ${deadline}`, `the project takes ${end}, the deadline is ${deadline}`),
          text('先压缩关键路线上的作业，或改串行为并行', 'Shorten critical activities first, or run some side by side'),
        ),
      );
    const near = activities.filter((one) => !one.critical && one.totalFloat < 0.05 * end);
    if (near.length > 0)
      warnings.push(
        warning(
          'near-critical',
          text(
            `几乎没有余地：${near.map((one) => one.id).join('、')}`,
            `hardly any float: ${near.map((one) => one.id).join(', ')}`,
          ),
          text('同样盯紧', 'Watch them as well'),
        ),
      );
    return answered(
      { duration: end, criticalPath: path, variance, deadlineProbability: probability, activities },
      {
        warnings,
        conventions: [
          convention(
            'pert',
            '(a + 4m + b)/6, ((b − a)/6)²',
            '三点估计的期望与方差',
            'expectation and variance of three estimates',
          ),
          convention(
            'probability',
            'normal, critical path alone',
            '完工概率只按关键路线的正态近似，略偏乐观',
            'probability by the normal approximation of the critical path alone, a little optimistic',
          ),
        ],
        explanations: [
          explanation(
            'activities.totalFloat',
            'latest finish − earliest finish',
            '不影响总工期可拖延的时间',
            'how long it may slip without delaying the end',
            'Kelley & Walker',
          ),
          explanation(
            'activities.freeFloat',
            'least earliest start of followers − earliest finish',
            '不影响后续作业可拖延的时间',
            'how long it may slip without delaying what follows',
            'Kelley & Walker',
          ),
        ],
      },
    );
  },
  scenes: (values) => {
    const depth = new Map<string, number>();
    for (const one of values.activities)
      depth.set(one.id, Math.max(0, ...one.after.map((id) => (depth.get(id) ?? 0) + 1)));
    const rows = new Map<number, number>();
    const at = new Map(
      values.activities.map((one) => {
        const column = depth.get(one.id) ?? 0;
        const row = rows.get(column) ?? 0;
        rows.set(column, row + 1);
        return [one.id, [column * 2.6, -row * 1.2] as const];
      }),
    );
    const place = (id: string) => at.get(id) ?? ([0, 0] as const);
    return [
      {
        title: text('网络图', 'Network'),
        x: noAxis,
        y: noAxis,
        marks: [
          ...values.activities.flatMap((one) =>
            one.after.map(
              (id): Mark => ({
                kind: 'arrow',
                tone: values.criticalPath.includes(id) && values.criticalPath.includes(one.id) ? 'alarm' : 'muted',
                from: [place(id)[0] + 0.9, place(id)[1]],
                to: [place(one.id)[0] - 0.9, place(one.id)[1]],
              }),
            ),
          ),
          ...values.activities.map(
            (one): Mark => ({
              kind: 'box',
              tone: one.critical ? 'alarm' : 'data',
              x: place(one.id)[0],
              y: place(one.id)[1],
              width: 1.8,
              height: 0.8,
              text: `${one.name} ${one.duration}`,
            }),
          ),
        ],
        table: {
          head: [
            text('作业', 'activity'),
            text('工期', 'duration'),
            text('最早开始', 'ES'),
            text('最早完成', 'EF'),
            text('最迟开始', 'LS'),
            text('最迟完成', 'LF'),
            text('总时差', 'total float'),
            text('自由时差', 'free float'),
            text('关键', 'critical'),
          ],
          rows: values.activities.map((one) => [
            one.name,
            one.duration,
            one.earliestStart,
            one.earliestFinish,
            one.latestStart,
            one.latestFinish,
            one.totalFloat,
            one.freeFloat,
            one.critical ? '✓' : '',
          ]),
        },
      },
    ];
  },
  example: {
    text: text(
      '新品导入七项作业：关键路线 A–C–E–G，共 17 天。',
      'Seven activities of a launch: the critical path A–C–E–G takes 17 days.',
    ),
    source: '教学数据',
    options: {
      activities: [
        { id: 'A', duration: 3, after: [] },
        { id: 'B', duration: 4, after: [] },
        { id: 'C', duration: 6, after: ['A'] },
        { id: 'D', duration: 2, after: ['A'] },
        { id: 'E', duration: 5, after: ['B', 'C'] },
        { id: 'F', duration: 4, after: ['D'] },
        { id: 'G', duration: 3, after: ['E', 'F'] },
      ],
      deadline: 18,
    },
  },
};
