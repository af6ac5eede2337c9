import type { Readable } from 'node:stream';
import type { SourceRow } from '#certification/mapping/apply.ts';
import type { Mapping } from '#certification/mapping/mapping.ts';
import { FileFault } from './file-fault.ts';
import { readCsvRows } from './read-csv.ts';
import { readJsonLines, readJsonRows } from './read-json.ts';
import { readWorkbookRows } from './read-workbook.ts';

/** A row as the file has it, and its number as the user's program counts it. */
export interface NumberedRow {
  readonly row: number;
  readonly source: SourceRow;
}

/**
 * Streams the rows of a register's file in the format that its mapping declares; memory does not grow with the file.
 * @throws FileFault when the file is not what the mapping says.
 */
export async function* readRows(
  mapping: Pick<Mapping, 'format' | 'needs'>,
  file: Readable,
): AsyncGenerator<NumberedRow> {
  const rows = rowsOf(mapping, file);
  let first = true;
  for await (const row of rows) {
    // JSON rows may leave a member out; a table has its headings, which its own reader checked.
    if (first && (mapping.format.kind === 'json' || mapping.format.kind === 'json-lines'))
      checkMembers(mapping.needs, row);
    first = false;
    yield row;
  }
  if (first) throw new FileFault('no-rows', { zh: '至少一行数据', en: 'at least one row of data' }, '0');
}

function rowsOf(mapping: Pick<Mapping, 'format' | 'needs'>, file: Readable): AsyncGenerator<NumberedRow> {
  const { format, needs } = mapping;
  switch (format.kind) {
    case 'csv':
      return readCsvRows(file, format, needs);
    case 'xlsx':
      return readWorkbookRows(file, format, needs);
    case 'json':
      return readJsonRows(file, format.path);
    case 'json-lines':
      return readJsonLines(file);
  }
}

function checkMembers(needs: readonly string[], { row, source }: NumberedRow): void {
  const missing = needs.filter((name) => !Object.hasOwn(source, name.split('.')[0] ?? name));
  if (missing.length > 0)
    throw new FileFault(
      'headers',
      { zh: `成员 ${missing.join('、')}`, en: `the members ${missing.join(', ')}` },
      Object.keys(source).slice(0, 30).join(', '),
      row,
    );
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
