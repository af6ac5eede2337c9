import type { ColumnReader } from '../method/columns.ts';
import type { Problem } from '../method/method.ts';
import { problem, text } from '../outcome/answer.ts';

/** A balanced study: every operator measured every part (crossed) or parts of his own (nested) the same number of times. */
export interface Study {
  readonly parts: readonly string[];
  readonly operators: readonly string[];
  readonly replicates: number;
  /** `values[part][operator][replicate]`; nested: the part's place within its operator. */
  readonly values: readonly (readonly (readonly number[])[])[];
}

interface Rows {
  readonly part: readonly string[];
  readonly operator: readonly string[];
  readonly value: ArrayLike<number>;
}

/** The filled rows of a study in the long form (part, operator, measurement), with their problems. */
export function readStudyRows(columns: ColumnReader): { readonly rows: Rows; readonly problems: Problem[] } {
  const part = columns.labels('part').values;
  const operator = columns.has('operator') ? columns.labels('operator').values : part.map(() => '1');
  const value = columns.numbers('measurement');
  const problems: Problem[] = [];
  value.values.forEach((x, row) => {
    if (!Number.isNaN(x)) return;
    const cell = columns.cell(value, row);
    problems.push(
      problem(
        'value-missing',
        text(`${cell} 应为测量值，实为空`, `${cell}: expected a measurement, found nothing`),
        text('补测；或用 gauge-expanded，它容许缺数', 'Measure it, or use gauge-expanded, which allows gaps'),
        cell,
      ),
    );
  });
  return { rows: { part, operator, value: value.values }, problems: problems.slice(0, 5) };
}

/** Labels in the order of their first occurrence. */
export function levelsOf(labels: readonly string[]): string[] {
  return [...new Set(labels)];
}

/** Arranges a crossed study; a problem names the first combination that is missing or has another count. */
export function crossedStudy(rows: Rows): Study | Problem {
  const parts = levelsOf(rows.part);
  const operators = levelsOf(rows.operator);
  const cells = parts.map(() => operators.map((): number[] => []));
  for (const [i, part] of rows.part.entries()) {
    cells[parts.indexOf(part)]?.[operators.indexOf(rows.operator[i] ?? '')]?.push(rows.value[i] ?? Number.NaN);
  }
  return arrange(parts, operators, cells);
}

/** Arranges a nested study: each part belongs to one operator, all operators have equally many parts. */
export function nestedStudy(rows: Rows): Study | Problem {
  const operators = levelsOf(rows.operator);
  const own = operators.map((operator) => levelsOf(rows.part.filter((_, i) => rows.operator[i] === operator)));
  const most = Math.max(0, ...own.map((parts) => parts.length));
  const cells = Array.from({ length: most }, () => operators.map((): number[] => []));
  rows.part.forEach((part, i) => {
    const o = operators.indexOf(rows.operator[i] ?? '');
    cells[own[o]?.indexOf(part) ?? 0]?.[o]?.push(rows.value[i] ?? Number.NaN);
  });
  return arrange(
    Array.from({ length: most }, (_, i) => String(i + 1)),
    operators,
    cells,
  );
}

function arrange(parts: string[], operators: string[], values: number[][][]): Study | Problem {
  const replicates = values[0]?.[0]?.length ?? 0;
  for (const [p, row] of values.entries()) {
    for (const [o, cell] of row.entries()) {
      if (cell.length === replicates && replicates > 0) continue;
      const [part, operator] = [parts[p] ?? '', operators[o] ?? ''];
      return problem(
        'study-unbalanced',
        text(
          `零件 \`${part}\`、评价人 \`${operator}\` 应测 ${Math.max(replicates, 1)} 次，实有 \`${cell.length}\` 次`,
          `part \`${part}\` by operator \`${operator}\`: expected ${Math.max(replicates, 1)} measurements, found \`${cell.length}\``,
        ),
        text('补齐，或用 gauge-expanded，它容许缺数', 'Complete the study, or use gauge-expanded, which allows gaps'),
      );
    }
  }
  return { parts, operators, replicates, values };
}

/** What makes a study too small to say anything. */
export function studyProblems(study: Study, nested: boolean): Problem[] {
  const problems: Problem[] = [];
  const tooFew = (code: string, zh: string, en: string, least: number, found: number) =>
    problems.push(
      problem(
        code,
        text(`${zh}至少 ${least}，实为 \`${found}\``, `expected at least ${least} ${en}, found \`${found}\``),
        text('补做试验（推荐 10 件 × 3 人 × 3 次）', 'Enlarge the study (10 parts × 3 operators × 3 trials is usual)'),
      ),
    );
  if (study.parts.length < 2) tooFew('parts-few', '零件数', 'parts', 2, study.parts.length);
  if (study.operators.length < (nested ? 2 : 1))
    tooFew('operators-few', '评价人数', 'operators', nested ? 2 : 1, study.operators.length);
  if (study.replicates < 2) tooFew('trials-few', '重复次数', 'trials', 2, study.replicates);
  const all = study.values.flat(2);
  if (problems.length === 0 && all.every((x) => x === all[0])) {
    problems.push(
      problem(
        'constant-data',
        text(
          `所有测量值都是 \`${all[0]}\`，量具没有分辨出任何差别`,
          `all measurements are \`${all[0]}\`: the gauge told nothing apart`,
        ),
        text('检查量具分辨力和记录', 'Check the resolution of the gauge and the record'),
      ),
    );
  }
  return problems;
}
