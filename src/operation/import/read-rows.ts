import type { Readable } from 'node:stream';
import type { Mapping } from '#certification/mapping/mapping.ts';
import { FileFault } from './file-fault.ts';
import { readCsvRows } from './read-csv.ts';
import { readJsonLines, readJsonRows } from './read-json.ts';
import { readWorkbookRows } from './read-workbook.ts';
import type { NumberedRow } from './table-rows.ts';

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
