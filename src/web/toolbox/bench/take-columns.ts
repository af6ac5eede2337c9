import { columnLength, openColumns } from '#toolbox/method/columns.ts';
import type { Assignment, Column, ColumnRole, DataTable } from '#toolbox/method/method.ts';

/** Rows of a table that are looked at to tell what a column holds. */
const sampleRows = 200;

/** Headings that people give the columns of a role. */
const headings: Readonly<Record<string, RegExp>> = {
  part: /^(?:零件|部件|工件|样件|样品|产品|part|parts|sample)/i,
  operator: /^(?:评价人|操作者|操作员|检验员|测量者|人员|operator|appraiser)/i,
  appraiser: /^(?:评价人|检验员|人员|appraiser|operator|inspector)/i,
  measurement: /^(?:测量值|测得值|读数|结果|measurement|reading|value)/i,
  rating: /^(?:评定|判定|结果|结论|rating|result)/i,
  reference: /^(?:基准|标准|参考|真值|reference|standard|master)/i,
  subgroup: /^(?:子组|组号|分组|subgroup|sample|batch)/i,
  group: /^(?:组别?|分组|班组|机台|设备|group)/i,
  stage: /^(?:阶段|时期|stage|phase)/i,
  count: /^(?:不合格|缺陷|不良|次数|频数|count|defect|nonconform)/i,
  size: /^(?:样本量|检验数|抽样数|检查数|件数|单位数|size|units|inspected|n$)/i,
  lotSize: /^(?:批量|lot ?size)/i,
  nonconforming: /^(?:不合格|不良|nonconform)/i,
  lot: /^(?:批号|批次|lot)/i,
  supplier: /^(?:供方|供应商|厂家|supplier)/i,
  category: /^(?:类别|项目|缺陷|原因|问题|category|item|defect)/i,
  item: /^(?:项目|缺陷|问题|item)/i,
  value: /^(?:数量|频数|次数|金额|件数|value|count|frequency)/i,
  stratum: /^(?:层|机台|设备|班|供方|操作|stratum|machine|shift)/i,
  target: /^(?:名义值|目标值?|公称|target|nominal)/i,
  lab: /^(?:实验室|lab)/i,
  time: /^(?:时间|寿命|小时|time|hours)/i,
  failed: /^(?:失效|状态|是否|截尾|删失|failed|status|event|cens)/i,
};

/** A column that numbers or dates the rows is no measurement, though it holds numbers. */
const counting =
  /^(?:序号|编号|批次|批号|组号|子组号?|样本号?|样品号?|次序|顺序|时间|日期|班次|no\.?|id|#|index|sample|subgroup|batch|lot|time|date|day|shift|order|observation|obs\.?)$/i;

/**
 * The columns of each role, all roles named: as the user said, else by heading, else by place. A column that only counts the
 * rows names the points where the method has a role for that, and is left out of the measurements.
 */
export function takeColumns(roles: readonly ColumnRole[], table: DataTable, asked: Assignment | null): Assignment {
  const sample = firstRows(table);
  const names = new Set(table.columns.map((column) => column.name));
  const taken: Record<string, readonly string[]> = {};
  const free = () => sample.columns.filter((c) => !Object.values(taken).some((list) => list.includes(c.name)));
  for (const { role } of roles) {
    const said = asked?.[role];
    const still = said?.filter((name) => names.has(name)) ?? [];
    if (said && (still.length > 0 || said.length === 0)) taken[role] = still;
  }
  for (const role of roles) {
    if (taken[role.role]) continue;
    const found = free().filter((column) => isNamed(role, column) && (role.kind === 'label' || isNumeric(column)));
    if (found.length > 0) taken[role.role] = found.slice(0, role.columns[1]).map((column) => column.name);
  }
  const label = roles.find((role) => role.role === 'label');
  const counter = free().find((column) => counting.test(column.name.trim()));
  if (label && !taken['label'] && counter && leavesEnough(roles, sample, taken, counter))
    taken['label'] = [counter.name];
  const byPlace = openColumns(roles, { table: sample, assignment: taken, options: {} });
  for (const role of roles) {
    if (taken[role.role]) continue;
    const columns =
      role.kind === 'number' || role.kind === 'count' ? byPlace.allNumbers(role.role) : byPlace.allLabels(role.role);
    taken[role.role] = columns.map((column) => column.name);
  }
  return taken;
}

function isNamed(role: ColumnRole, column: Column): boolean {
  const name = column.name.trim();
  return (
    name === role.role ||
    name === role.text.zh ||
    name.toLowerCase() === role.text.en.toLowerCase() ||
    (Object.hasOwn(headings, role.role) && (headings[role.role]?.test(name) ?? false))
  );
}

/** Whether the roles that must have columns still find them when `counter` names the points. */
function leavesEnough(roles: readonly ColumnRole[], table: DataTable, taken: Assignment, counter: Column): boolean {
  const { problems } = openColumns(roles, {
    table,
    assignment: { ...taken, label: [counter.name] },
    options: {},
  });
  return !problems.some((problem) => problem.code === 'columns-count');
}

export function firstRows(table: DataTable): DataTable {
  if (table.columns.every((column) => columnLength(column) <= sampleRows)) return table;
  return {
    firstRow: table.firstRow,
    columns: table.columns.map((column) => ({
      name: column.name,
      cells: column.numbers
        ? Array.from(column.numbers.subarray(0, sampleRows), (number) =>
            Number.isNaN(number) ? { raw: '' } : { raw: String(number), number },
          )
        : column.cells.slice(0, sampleRows),
    })),
  };
}

/** Most of the filled cells are numbers; a column that is still empty may become one. */
export function isNumeric(column: Column): boolean {
  const filled = column.cells.filter((cell) => cell.raw.trim() !== '');
  return filled.length === 0 || filled.filter((cell) => cell.number !== undefined).length * 2 > filled.length;
}
