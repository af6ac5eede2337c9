import type { DataNote } from '#toolbox/data-entry/data-notes.ts';
import type { OptionValues } from '#toolbox/method/method.ts';
import { isRecord } from '#toolbox/words/value-shapes.ts';
import type { Work, WorkData } from '../workspace/work.ts';

interface Exclusion {
  readonly point: number;
  readonly reason: string;
}

function exclusionsOf(options: OptionValues): readonly Exclusion[] {
  const list = options['exclude'];
  return Array.isArray(list)
    ? list.filter((one): one is Exclusion => isRecord(one) && typeof one['point'] === 'number')
    : [];
}

function withExclusions(options: OptionValues, list: readonly Exclusion[]): OptionValues {
  const { exclude: _, ...others } = options;
  return list.length > 0 ? { ...others, exclude: list } : others;
}

/** Rows that go (`count` < 0: so many from `row` on) or come (`count` > 0, before `row`), counted from the first row of data. */
export interface RowsMoved {
  readonly row: number;
  readonly count: number;
}

/** Points that were left out stay left out where rows before them go or come; one whose own row goes is forgotten with it. */
export function moveExclusions(options: OptionValues, { row, count }: RowsMoved): OptionValues {
  const list = exclusionsOf(options);
  if (list.length === 0) return options;
  const moved = list.flatMap((one): readonly Exclusion[] => {
    const own = one.point - 1;
    if (own < row) return [one];
    if (count < 0 && own < row - count) return [];
    return [{ ...one, point: one.point + count }];
  });
  return withExclusions(options, moved);
}

/**
 * What a new table makes of the points that were left out of the old one: they stay where the new table begins as the old one did
 * (the same sheet with a few days more), else they are dropped and that is said.
 */
export function exclusionsAfter(work: Work, change: Partial<Work>, dataFrom: number): Partial<Work> {
  const list = exclusionsOf(work.options);
  if (list.length === 0 || change.data === undefined) return change;
  const last = dataFrom + Math.max(...list.map((one) => one.point));
  if (isSameStart(work.data, change.data, last)) return change;
  return {
    ...change,
    options: withExclusions(change.options ?? work.options, []),
    importNotes: [...(change.importNotes ?? []), dropped(list.length)],
  };
}

function isSameStart(old: WorkData, next: WorkData, rows: number): boolean {
  if (old.kind !== 'sheet' || next.kind !== 'sheet' || next.sheet.rows.length < rows) return false;
  const text = (data: typeof old) =>
    data.sheet.rows.slice(0, rows).map((row) =>
      row
        .map((cell) => cell.trim())
        .join('\t')
        .trimEnd(),
    );
  return text(old).join('\n') === text(next).join('\n');
}

function dropped(count: number): DataNote {
  return {
    code: 'exclusions-dropped',
    taken: 'layout',
    more: 0,
    text: {
      zh: `换了数据，原来不计入控制限的 ${count} 个点不再排除`,
      en: `the data are new: the ${count} points that were left out of the limits count again`,
    },
    help: { zh: '需要时重新排除，并写明原因', en: 'Leave points out again where there is a reason' },
  };
}
