import type { Text } from '../method/text.ts';
import { type ActionPriority, actionPriority } from './action-priority.ts';

/**
 * The chain PFMEA → control plan → control chart as one object. Every link holds the id of what it hangs on, so a change of a
 * characteristic can be followed to the rows, plans and charts where it matters.
 */
export interface Characteristic {
  readonly id: string;
  readonly name: string;
  readonly target?: number;
  readonly lsl?: number;
  readonly usl?: number;
  readonly unit?: string;
  /** Special characteristic: 关键 critical, 重要 significant. */
  readonly special?: 'critical' | 'significant';
}

export interface FailureRow {
  readonly id: string;
  readonly step: string;
  readonly characteristic: string;
  readonly mode: string;
  readonly effect: string;
  readonly cause: string;
  readonly prevention?: string;
  readonly detection?: string;
  readonly s: number;
  readonly o: number;
  readonly d: number;
  readonly action?: string;
  readonly responsible?: string;
  readonly due?: string;
  /** Ratings after the action, once it is done. */
  readonly after?: { readonly s: number; readonly o: number; readonly d: number };
}

export interface ControlItem {
  readonly id: string;
  readonly step: string;
  readonly characteristic: string;
  readonly failures: readonly string[];
  readonly gauge: string;
  /** Percent of the tolerance that the gauge takes, from its R&R study. */
  readonly grrTolerance?: number;
  readonly sampleSize: string;
  readonly frequency: string;
  /** How it is controlled; a method of the toolbox where it is a chart or a sampling plan. */
  readonly method: string;
  readonly reaction: string;
}

export interface ChartLink {
  readonly id: string;
  readonly control: string;
  readonly characteristic: string;
  readonly method: string;
  readonly lsl?: number;
  readonly usl?: number;
  readonly target?: number;
}

export interface RiskChain {
  readonly characteristics: readonly Characteristic[];
  readonly failures: readonly FailureRow[];
  readonly controls: readonly ControlItem[];
  readonly charts: readonly ChartLink[];
}

export interface RatedFailure extends FailureRow {
  readonly ap: ActionPriority;
  readonly rpn: number;
  readonly apAfter?: ActionPriority;
}

export function rateFailure(row: FailureRow): RatedFailure {
  const after = row.after ? actionPriority(row.after.s, row.after.o, row.after.d) : undefined;
  return {
    ...row,
    ap: actionPriority(row.s, row.o, row.d) ?? 'L',
    rpn: row.s * row.o * row.d,
    ...(after ? { apAfter: after } : {}),
  };
}

const order: Record<ActionPriority, number> = { H: 0, M: 1, L: 2 };

/** All failures with their priority, the most urgent first. */
export function rateAll(failures: readonly FailureRow[]): RatedFailure[] {
  return failures
    .map(rateFailure)
    .sort((a, b) => order[a.ap] - order[b.ap] || b.s - a.s || b.o - a.o || b.d - a.d || (a.id < b.id ? -1 : 1));
}

export interface Finding {
  readonly code: string;
  readonly kind: 'characteristic' | 'failure' | 'control' | 'chart';
  readonly id: string;
  readonly text: Text;
}

function finding(code: string, kind: Finding['kind'], id: string, zh: string, en: string): Finding {
  return { code, kind, id, text: { zh, en } };
}

/** Everything in the chain that hangs in the air, contradicts itself or leaves a risk without control. */
export function checkChain(chain: RiskChain): Finding[] {
  return [
    ...checkIds(chain),
    ...checkLinks(chain),
    ...checkRisks(chain),
    ...checkControls(chain),
    ...checkCharts(chain),
  ];
}

function checkIds(chain: RiskChain): Finding[] {
  const groups = [
    ['characteristic', chain.characteristics],
    ['failure', chain.failures],
    ['control', chain.controls],
    ['chart', chain.charts],
  ] as const;
  return groups.flatMap(([kind, rows]) => {
    const ids = rows.map((row) => row.id);
    return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))].map((id) =>
      finding('id-repeated', kind, id, `编号 \`${id}\` 重复`, `the id \`${id}\` occurs more than once`),
    );
  });
}

function checkLinks(chain: RiskChain): Finding[] {
  const characteristics = new Set(chain.characteristics.map((row) => row.id));
  const failures = new Set(chain.failures.map((row) => row.id));
  const controls = new Set(chain.controls.map((row) => row.id));
  const found: Finding[] = [];
  const missing = (kind: Finding['kind'], id: string, to: string, zh: string, en: string) =>
    found.push(
      finding(
        'link-broken',
        kind,
        id,
        `\`${id}\` 指向不存在的${zh} \`${to}\``,
        `\`${id}\` points to the ${en} \`${to}\`, which does not exist`,
      ),
    );
  for (const row of chain.failures)
    if (!characteristics.has(row.characteristic))
      missing('failure', row.id, row.characteristic, '特性', 'characteristic');
  for (const row of chain.controls) {
    if (!characteristics.has(row.characteristic))
      missing('control', row.id, row.characteristic, '特性', 'characteristic');
    for (const id of row.failures) if (!failures.has(id)) missing('control', row.id, id, '失效', 'failure');
  }
  for (const row of chain.charts) {
    if (!characteristics.has(row.characteristic))
      missing('chart', row.id, row.characteristic, '特性', 'characteristic');
    if (!controls.has(row.control)) missing('chart', row.id, row.control, '控制项', 'control item');
  }
  return found;
}

function checkRisks(chain: RiskChain): Finding[] {
  const controlled = new Set(chain.controls.flatMap((row) => row.failures));
  return chain.failures.map(rateFailure).flatMap((row) => {
    const found: Finding[] = [];
    if (row.ap === 'H' && !row.action)
      found.push(
        finding(
          'action-missing',
          'failure',
          row.id,
          `\`${row.id}\` 优先级为高，应有措施或说明现行控制已足够`,
          `\`${row.id}\` has high priority: expected an action, or the reason why present controls suffice`,
        ),
      );
    if (row.action && !(row.responsible && row.due))
      found.push(
        finding(
          'action-open',
          'failure',
          row.id,
          `\`${row.id}\` 的措施没有责任人或期限`,
          `the action of \`${row.id}\` has no responsible person or no due date`,
        ),
      );
    if (row.ap !== 'L' && !controlled.has(row.id))
      found.push(
        finding(
          'control-missing',
          'failure',
          row.id,
          `\`${row.id}\`（${row.ap}）在控制计划中没有控制项`,
          `\`${row.id}\` (${row.ap}) has no item in the control plan`,
        ),
      );
    if (row.after && row.after.s < row.s)
      found.push(
        finding(
          'severity-lowered',
          'failure',
          row.id,
          `\`${row.id}\` 措施后严重度由 ${row.s} 降为 ${row.after.s}：只有改变设计才会降低严重度`,
          `\`${row.id}\`: severity falls from ${row.s} to ${row.after.s} after the action; only a change of design lowers severity`,
        ),
      );
    return found;
  });
}

function checkControls(chain: RiskChain): Finding[] {
  const found: Finding[] = [];
  const controlled = new Set(chain.controls.map((row) => row.characteristic));
  for (const row of chain.characteristics)
    if (row.special && !controlled.has(row.id))
      found.push(
        finding(
          'special-uncontrolled',
          'characteristic',
          row.id,
          `特殊特性 \`${row.id}\` 没有控制项`,
          `the special characteristic \`${row.id}\` has no control item`,
        ),
      );
  for (const row of chain.controls) {
    if (row.reaction.trim() === '')
      found.push(
        finding(
          'reaction-missing',
          'control',
          row.id,
          `\`${row.id}\` 没有反应计划`,
          `\`${row.id}\` has no reaction plan`,
        ),
      );
    if (row.gauge.trim() === '')
      found.push(
        finding('gauge-missing', 'control', row.id, `\`${row.id}\` 没有写明量具`, `\`${row.id}\` names no gauge`),
      );
    if (row.grrTolerance !== undefined && row.grrTolerance > 30)
      found.push(
        finding(
          'gauge-poor',
          'control',
          row.id,
          `\`${row.id}\` 的量具 GRR 占公差 ${row.grrTolerance} %，超过 30 %`,
          `the gauge of \`${row.id}\` takes ${row.grrTolerance} % of the tolerance, above 30 %`,
        ),
      );
  }
  return found;
}

const limitNames = {
  lsl: { zh: '规格下限', en: 'lower limit' },
  usl: { zh: '规格上限', en: 'upper limit' },
  target: { zh: '目标值', en: 'target' },
} as const;

function checkCharts(chain: RiskChain): Finding[] {
  const byId = new Map(chain.characteristics.map((row) => [row.id, row]));
  return chain.charts.flatMap((chart) => {
    const row = byId.get(chart.characteristic);
    if (!row) return [];
    return (['lsl', 'usl', 'target'] as const)
      .filter((field) => chart[field] !== undefined && chart[field] !== row[field])
      .map((field) =>
        finding(
          'chart-outdated',
          'chart',
          chart.id,
          `控制图 \`${chart.id}\` 的${limitNames[field].zh}是 ${chart[field]}，特性 \`${row.id}\` 是 ${row[field] ?? '未定'}`,
          `chart \`${chart.id}\` has the ${limitNames[field].en} ${chart[field]}, the characteristic \`${row.id}\` ${row[field] ?? 'none'}`,
        ),
      );
  });
}

export interface Impact {
  readonly characteristic: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Fields that changed, as `field: before → after`. */
  readonly fields: readonly string[];
  readonly failures: readonly string[];
  readonly controls: readonly string[];
  readonly charts: readonly string[];
  readonly todo: readonly Text[];
}

/** What a changed characteristic touches: the rows, control items and charts that hang on it, and what is to be done. */
export function changeImpacts(before: RiskChain, after: RiskChain): Impact[] {
  const ids = [...new Set([...before.characteristics, ...after.characteristics].map((row) => row.id))];
  return ids.flatMap((id): Impact[] => {
    const old = before.characteristics.find((row) => row.id === id);
    const now = after.characteristics.find((row) => row.id === id);
    const fields = changedFields(old, now);
    if (old && now && fields.length === 0) return [];
    const chain = now ? after : before;
    const failures = chain.failures.filter((row) => row.characteristic === id).map((row) => row.id);
    const controls = chain.controls
      .filter((row) => row.characteristic === id || row.failures.some((failure) => failures.includes(failure)))
      .map((row) => row.id);
    const charts = chain.charts
      .filter((row) => row.characteristic === id || controls.includes(row.control))
      .map((row) => row.id);
    return [
      {
        characteristic: id,
        change: !old ? 'added' : !now ? 'removed' : 'changed',
        fields,
        failures,
        controls,
        charts,
        todo: todoFor(old, now, { failures, controls, charts }),
      },
    ];
  });
}

function changedFields(old: Characteristic | undefined, now: Characteristic | undefined): string[] {
  if (!old || !now) return [];
  return (['name', 'target', 'lsl', 'usl', 'unit', 'special'] as const)
    .filter((field) => old[field] !== now[field])
    .map((field) => `${field}: ${old[field] ?? '—'} → ${now[field] ?? '—'}`);
}

function todoFor(
  old: Characteristic | undefined,
  now: Characteristic | undefined,
  touched: {
    readonly failures: readonly string[];
    readonly controls: readonly string[];
    readonly charts: readonly string[];
  },
): Text[] {
  const list = (ids: readonly string[]) => ids.join(', ');
  if (!now)
    return [
      {
        zh: `删除或改挂：失效 ${list(touched.failures) || '无'}；控制项 ${list(touched.controls) || '无'}；控制图 ${list(touched.charts) || '无'}`,
        en: `remove or rehang: failures ${list(touched.failures) || 'none'}; controls ${list(touched.controls) || 'none'}; charts ${list(touched.charts) || 'none'}`,
      },
    ];
  const todo: Text[] = [];
  const limits = old !== undefined && (['lsl', 'usl', 'target'] as const).some((field) => old[field] !== now[field]);
  if (!old)
    todo.push({ zh: '新特性：在 PFMEA 中分析失效', en: 'new characteristic: analyse its failures in the PFMEA' });
  if (limits || old?.special !== now.special) {
    if (touched.failures.length > 0)
      todo.push({
        zh: `重评失效 ${list(touched.failures)} 的 S、O、D`,
        en: `rate S, O and D of ${list(touched.failures)} again`,
      });
    if (touched.controls.length > 0)
      todo.push({
        zh: `检查控制项 ${list(touched.controls)} 的量具（GRR 占公差）、样本量和频次`,
        en: `check gauge (GRR of tolerance), sample size and frequency of ${list(touched.controls)}`,
      });
  }
  if (limits && touched.charts.length > 0)
    todo.push({
      zh: `更新控制图 ${list(touched.charts)} 的规范限，重算能力指数；控制限不随规范限改变`,
      en: `update the specification limits of ${list(touched.charts)} and compute capability again; control limits don’t follow specification limits`,
    });
  if (old && !limits && (old.name !== now.name || old.unit !== now.unit))
    todo.push({
      zh: `更新 ${[...touched.failures, ...touched.controls, ...touched.charts].join(', ') || '各表'} 中的名称、单位`,
      en: `update name and unit in ${[...touched.failures, ...touched.controls, ...touched.charts].join(', ') || 'the forms'}`,
    });
  return todo;
}
