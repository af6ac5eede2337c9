import type { SourceRow } from '#certification/mapping/apply.ts';
import { FileFault } from './file-fault.ts';

/** A row as the file has it, and its number as the user's program counts it. */
export interface NumberedRow {
  readonly row: number;
  readonly source: SourceRow;
}

/** Checks the headings of a table: all that are needed are there and none stands twice among the needed. */
export function checkHeadings(headings: readonly string[], needs: readonly string[], row: number): void {
  const missing = needs.filter((name) => !headings.includes(name));
  if (missing.length > 0)
    throw new FileFault(
      'headers',
      { zh: `列 ${missing.join('、')}`, en: `the columns ${missing.join(', ')}` },
      headings.slice(0, 40).join(', ') || '—',
      row,
    );
  const twice = needs.filter((name) => headings.indexOf(name) !== headings.lastIndexOf(name));
  if (twice.length > 0)
    throw new FileFault(
      'headers',
      { zh: `列 ${twice.join('、')} 只出现一次`, en: `the columns ${twice.join(', ')} once each` },
      headings.filter((h) => twice.includes(h)).join(', '),
      row,
    );
}

/** A row of cells by heading; a heading that stands twice gets its place behind it, an empty one none. */
export function byHeading(headings: readonly string[], cells: readonly unknown[]): SourceRow {
  const row: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  headings.forEach((heading, index) => {
    if (heading === '') return;
    row[Object.hasOwn(row, heading) ? `${heading} (${index + 1})` : heading] = cells[index] ?? '';
  });
  return row;
}
