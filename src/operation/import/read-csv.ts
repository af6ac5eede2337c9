import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { FileFormat } from '#certification/mapping/mapping.ts';
import { decoder } from './decode.ts';
import { FileFault } from './file-fault.ts';
import { byHeading, checkHeadings, type NumberedRow } from './table-rows.ts';

/** One record may not be longer: a quote that is never closed must not swallow the whole file into memory. */
const longestRecord = 4 * 1_048_576;

export async function* readCsvRows(
  file: Readable,
  format: Extract<FileFormat, { kind: 'csv' }>,
  needs: readonly string[],
): AsyncGenerator<NumberedRow> {
  const parser = parse({
    delimiter: format.separator,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
    info: true,
    from_line: format.headerRow,
  });
  const text = file.pipe(decoder(format.encoding));
  file.on('error', (error) => text.destroy(error));
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let headings: readonly string[] | null = null;
  let at = format.headerRow - 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      at = format.headerRow - 1 + info.lines;
      if (headings === null) {
        headings = record.map((h) => h.trim());
        checkHeadings(headings, needs, at);
      } else yield { row: at, source: byHeading(headings, record) };
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new FileFault(
        'format',
        {
          zh: `以“${format.separator}”分隔、引号成对的行`,
          en: `rows separated by \`${format.separator}\` with quotes in pairs`,
        },
        error.message.slice(0, 200),
        at + 1,
        error,
      );
    throw error;
  } finally {
    file.destroy();
  }
  if (headings === null)
    throw new FileFault('no-rows', { zh: '表头与数据行', en: 'a row of headings and rows of data' }, '0');
}
