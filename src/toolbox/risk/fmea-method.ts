import type { Method, MethodInput, Outcome, Warning } from '../method/method.ts';
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
import type { Scene } from '../scene/scene.ts';
import { type ActionPriority, actionPriorityEdition } from './action-priority.ts';
import { checkChain, type FailureRow, type Finding, type RatedFailure, rateAll } from './chain.ts';
import { shaftChain } from './risk-example.ts';
import { failureSchema, findingSchema, ratedFailureSchema } from './risk-schemas.ts';

interface FmeaValues {
  readonly rows: readonly RatedFailure[];
  readonly counts: Readonly<Record<ActionPriority, number>>;
  readonly countsAfter: Readonly<Record<ActionPriority, number>>;
  readonly findings: readonly Finding[];
}

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
      x: { title: text('频度 O', 'occurrence O'), scale: 'linear', domain: [0.5, 10.5] },
      y: { title: text('严重度 S', 'severity S'), scale: 'linear', domain: [0.5, 10.5], whole: true },
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

export const fmea: Method<FmeaValues> = {
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
