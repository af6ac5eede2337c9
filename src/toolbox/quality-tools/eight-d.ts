import type { Method, Outcome, Warning } from '../method/method.ts';
import {
  answered,
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
import { requiredJson } from './structured-input.ts';

/** The disciplines of an 8D report, in order, each with the fields that make it complete. */
export const disciplines = [
  { id: 'd1', text: text('D1 成立小组', 'D1 team'), fields: ['leader', 'members'] },
  {
    id: 'd2',
    text: text('D2 描述问题（何事、何地、何时、多少）', 'D2 problem: what, where, when, how many'),
    fields: ['what', 'where', 'when', 'howMany'],
  },
  { id: 'd3', text: text('D3 临时围堵措施', 'D3 containment'), fields: ['containment', 'verified'] },
  {
    id: 'd4',
    text: text('D4 根本原因（发生与流出）', 'D4 root causes of occurrence and escape'),
    fields: ['occurrenceCause', 'escapeCause', 'verification'],
  },
  { id: 'd5', text: text('D5 选定永久措施', 'D5 corrective actions chosen'), fields: ['actions', 'verification'] },
  { id: 'd6', text: text('D6 实施并验证效果', 'D6 implemented and validated'), fields: ['implementedOn', 'effect'] },
  {
    id: 'd7',
    text: text('D7 防止再发（标准、FMEA、控制计划）', 'D7 prevention: standards, FMEA, control plan'),
    fields: ['updatedDocuments', 'similarProducts'],
  },
  { id: 'd8', text: text('D8 总结与表彰小组', 'D8 closure and thanks to the team'), fields: ['closedOn'] },
] as const;

interface Entry {
  readonly discipline: string;
  readonly field: string;
  readonly value: string;
  /** Day on which it was done, YYYY-MM-DD. */
  readonly day?: string;
}

interface EightDValues {
  readonly disciplines: readonly {
    readonly id: string;
    readonly done: number;
    readonly wanted: number;
    readonly missing: readonly string[];
    readonly day: string;
  }[];
  readonly completePercent: number;
  readonly current: string;
  readonly closed: boolean;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

export const eightD: Method<EightDValues> = {
  id: 'eight-d',
  version: 1,
  group: 'improvement',
  title: text('8D 报告', '8D report'),
  purpose: text(
    '客户投诉从围堵到防止再发，走到哪一步、缺什么？',
    'From containment to prevention: how far is the complaint, and what is missing?',
  ),
  conditions: [
    {
      condition: text('问题严重或重复，值得成立小组', 'the problem is serious or repeated and worth a team'),
      otherwise: text('小问题用 five-why 与一般纠正', 'for small ones five-why and a plain correction will do'),
    },
  ],
  sources: ['Ford Global 8D', 'VDA 8D: Problem Solving in 8 Disciplines (2018)'],
  columns: [],
  options: [
    {
      name: 'entries',
      text: text('各步填写的内容', 'what was entered in each discipline'),
      kind: 'json',
      schema: array(
        object({ discipline: oneOf(...disciplines.map((one) => one.id)), field: string, value: string, day: string }, [
          'day',
        ]),
      ),
    },
  ],
  resultSchema: object({
    disciplines: array(object({ id: string, done: integer, wanted: integer, missing: array(string), day: string })),
    completePercent: { type: 'number' },
    current: string,
    closed: boolean,
  }),
  run: (input): Outcome<EightDValues> => {
    const read = requiredJson<readonly Entry[]>(eightD, input, 'entries');
    if ('problems' in read) return refused(read.problems);
    for (const entry of read.value) {
      const fields: readonly string[] = disciplines.find((one) => one.id === entry.discipline)?.fields ?? [];
      if (!fields.includes(entry.field))
        return refused([
          problem(
            'field-unknown',
            text(
              `${entry.discipline} 没有 \`${entry.field}\` 这一项，应为 ${fields.join('、')}`,
              `${entry.discipline} has no field \`${entry.field}\`; expected ${fields.join(', ')}`,
            ),
            text('改正字段名', 'Mend the name of the field'),
          ),
        ]);
      if (entry.day !== undefined && !day.test(entry.day))
        return refused([
          problem(
            'day-invalid',
            text(`日期应为 YYYY-MM-DD，实为 \`${entry.day}\``, `expected a day as YYYY-MM-DD, found \`${entry.day}\``),
            text('改正日期', 'Mend the date'),
          ),
        ]);
    }
    const rows = disciplines.map((one) => {
      const own = read.value.filter((entry) => entry.discipline === one.id && entry.value.trim() !== '');
      const missing = one.fields.filter((field) => !own.some((entry) => entry.field === field));
      const days = own.flatMap((entry) => (entry.day === undefined ? [] : [entry.day])).sort();
      return {
        id: one.id,
        done: one.fields.length - missing.length,
        wanted: one.fields.length,
        missing,
        day: days.at(-1) ?? '',
      };
    });
    const wanted = rows.reduce((sum, row) => sum + row.wanted, 0);
    const done = rows.reduce((sum, row) => sum + row.done, 0);
    const current = rows.find((row) => row.missing.length > 0)?.id ?? 'd8';
    return answered(
      { disciplines: rows, completePercent: (100 * done) / wanted, current, closed: done === wanted },
      {
        warnings: eightDWarnings(rows),
        conventions: [
          convention(
            'complete',
            'fields of D1 to D8',
            '各步必填项的完成比例',
            'share of the fields that make each discipline complete',
          ),
        ],
        explanations: [
          explanation(
            'current',
            'first discipline with something missing',
            '正在进行的一步',
            'the discipline that is at work',
            'VDA 8D (2018)',
          ),
        ],
      },
    );
  },
  scenes: (values) => [
    {
      title: text('8D 进度', '8D progress'),
      x: { title: text('完成 %', 'complete, percent'), scale: 'linear', domain: [0, 100] },
      y: {
        title: text('步骤', 'discipline'),
        scale: 'category',
        categories: disciplines.map((one) => one.id.toUpperCase()).reverse(),
      },
      // D1 on top; a bar says how much is filled in, the discipline at work stands out.
      marks: values.disciplines.map((row, i) => {
        const tone = row.missing.length === 0 ? 'fit' : row.id === values.current ? 'alarm' : 'muted';
        const y = values.disciplines.length - 1 - i;
        const share = (100 * row.done) / row.wanted;
        const label = `${row.done}/${row.wanted}`;
        return share > 0
          ? ({ kind: 'box', tone, x: share / 2, y, width: share, height: 0.7, text: label } as const)
          : ({ kind: 'text', tone, x: 2, y, text: label, anchor: 'start' } as const);
      }),
      table: {
        head: [
          text('步骤', 'discipline'),
          text('已填', 'done'),
          text('应填', 'wanted'),
          text('缺', 'missing'),
          text('日期', 'day'),
        ],
        rows: values.disciplines.map((row) => [row.id, row.done, row.wanted, row.missing.join(', '), row.day]),
      },
    },
  ],
  example: {
    text: text(
      '漏铣键槽投诉：D5 已定，待实施验证。',
      'The missing keyway: actions are chosen and wait to be validated.',
    ),
    source: '教学数据',
    options: {
      entries: [
        { discipline: 'd1', field: 'leader', value: '质量 李', day: '2026-11-02' },
        { discipline: 'd1', field: 'members', value: '工艺 王、车间 赵、检验 陈', day: '2026-11-02' },
        { discipline: 'd2', field: 'what', value: '轴漏铣键槽' },
        { discipline: 'd2', field: 'where', value: '客户装配线' },
        { discipline: 'd2', field: 'when', value: '2026-11-01' },
        { discipline: 'd2', field: 'howMany', value: '1/480', day: '2026-11-02' },
        { discipline: 'd3', field: 'containment', value: '全检在库 1 260 根、在途 300 根', day: '2026-11-03' },
        { discipline: 'd3', field: 'verified', value: '未再发现', day: '2026-11-04' },
        { discipline: 'd4', field: 'occurrenceCause', value: '返修件未标识工序状态', day: '2026-11-08' },
        { discipline: 'd4', field: 'escapeCause', value: '终检表版本旧', day: '2026-11-08' },
        { discipline: 'd4', field: 'verification', value: '模拟复现', day: '2026-11-09' },
        { discipline: 'd5', field: 'actions', value: 'OP40 加防错销；更改单加检验文件栏', day: '2026-11-12' },
        { discipline: 'd5', field: 'verification', value: '防错销试装 50 次全部拦截', day: '2026-11-13' },
      ],
    },
  },
};

function eightDWarnings(rows: EightDValues['disciplines']): Warning[] {
  const warnings: Warning[] = [];
  const at = (id: string) => rows.find((row) => row.id === id);
  const started = (id: string) => (at(id)?.done ?? 0) > 0;
  if ((at('d3')?.done ?? 0) === 0 && started('d4'))
    warnings.push(
      warning(
        'containment-missing',
        text(
          '还没有围堵就在找原因：不合格品可能还在流出',
          'causes are sought before containment: bad items may still get out',
        ),
        text('先全检在库、在途、客户处', 'Sort stock, transit and the customer’s site first'),
      ),
    );
  if ((at('d4')?.missing.length ?? 0) > 0 && started('d6'))
    warnings.push(
      warning(
        'cause-skipped',
        text('原因未查明就实施了措施', 'actions were taken before the cause was known'),
        text('补 D4 并验证', 'Complete and verify D4'),
      ),
    );
  if (started('d6') && (at('d6')?.missing.includes('effect') ?? false))
    warnings.push(
      warning(
        'effect-missing',
        text('实施了但没有效果证据', 'implemented, without evidence of effect'),
        text(
          '用分段控制图或改善前后的不合格率比较（two-proportions）',
          'Show it with a staged chart, or compare rates with two-proportions',
        ),
      ),
    );
  if (started('d8') && (at('d7')?.missing.length ?? 0) > 0)
    warnings.push(
      warning(
        'prevention-missing',
        text('结案前还没有更新标准、FMEA、控制计划', 'closed before standards, FMEA and control plan were updated'),
        text('补 D7，并查类似产品（risk-chain）', 'Complete D7 and look at similar products (risk-chain)'),
      ),
    );
  const days = rows.filter((row) => row.day !== '');
  const disorder = days.find((row, i) => i > 0 && row.day < (days[i - 1]?.day ?? ''));
  if (disorder)
    warnings.push(
      warning(
        'days-disorder',
        text(`${disorder.id} 的日期早于前一步`, `${disorder.id} is dated before the discipline in front of it`),
        text('核对日期', 'Check the dates'),
      ),
    );
  const contained = at('d3')?.day;
  const stated = at('d2')?.day;
  if (contained && stated && daysBetween(stated, contained) > 2)
    warnings.push(
      warning(
        'containment-late',
        text('围堵晚于问题描述两天以上', 'containment came more than two days after the problem was stated'),
        text('多数客户要求 24–48 小时内围堵', 'Most customers want containment within 24 to 48 hours'),
      ),
    );
  return warnings;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}
