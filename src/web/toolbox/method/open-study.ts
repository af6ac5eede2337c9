import { limitNamed } from '#toolbox/capability/limit-rows.ts';
import type { OptionValues } from '#toolbox/method/method.ts';
import { isRecord } from '#toolbox/words/value-shapes.ts';
import { newId, newWork, type Work } from '../workspace/work.ts';

/** Options of the table of characteristics that its single studies do not have. */
const ofTheTable: readonly string[] = ['limits', 'wanted'];

/**
 * The capability study of one characteristic of many, with its column, its limits and the options of all: null where the
 * data are a stored file, whose cells the page does not hold, or the column cannot be found by its heading.
 */
export function studyFrom(row: unknown, work: Pick<Work, 'data' | 'options'>): Work | null {
  if (!isRecord(row) || work.data.kind !== 'sheet') return null;
  const { sheet } = work.data;
  const name = String(row['characteristic'] ?? '');
  const column = (sheet.rows[0] ?? []).findIndex((cell) => cell.trim() === name);
  if (name === '' || column < 0) return null;
  const values = sheet.rows
    .slice(1)
    .filter((cells) => !cells.some((cell) => limitNamed(cell) !== undefined))
    .map((cells) => cells[column] ?? '');
  while (values.length > 0 && values.at(-1)?.trim() === '') values.pop();
  const shared = Object.entries(work.options).filter(([option]) => !ofTheTable.includes(option));
  const limits = ['lsl', 'usl', 'target'].flatMap((limit) =>
    typeof row[limit] === 'number' ? [[limit, row[limit]] as const] : [],
  );
  const options: OptionValues = Object.fromEntries([...shared, ...limits]);
  return {
    ...newWork(newId(), 'capability'),
    title: name,
    data: { kind: 'sheet', sheet: { ...sheet, heading: true, rows: [[name], ...values.map((value) => [value])] } },
    assignment: { measurements: [name] },
    options,
  };
}
