import type { Readable } from 'node:stream';
import chain from 'stream-chain';
import { pick } from 'stream-json/filters/pick.js';
import { parser } from 'stream-json/parser.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import type { SourceRow } from '#certification/mapping/apply.ts';
import { FileFault } from './file-fault.ts';
import type { NumberedRow } from './table-rows.ts';

const longestLine = 4 * 1_048_576;

/** Rows of the array at a dotted path of one JSON document, streamed; rows count from 1. */
export async function* readJsonRows(file: Readable, path: string): AsyncGenerator<NumberedRow> {
  const stages =
    path === '' ? [file, parser(), streamArray()] : [file, parser(), pick({ filter: path }), streamArray()];
  const pipeline = chain(stages as Parameters<typeof chain>[0]);
  let row = 0;
  try {
    for await (const item of pipeline as AsyncIterable<{ value: unknown }>) {
      row += 1;
      yield { row, source: asRow(item.value, row) };
    }
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw new FileFault(
      'format',
      {
        zh: `JSON 文件，${path === '' ? '顶层' : `\`${path}\` 处`}为数组`,
        en: `a JSON document with an array ${path === '' ? 'at the top' : `at \`${path}\``}`,
      },
      error instanceof Error ? error.message : String(error),
      row + 1,
      error,
    );
  } finally {
    file.destroy();
  }
  if (row === 0)
    throw new FileFault(
      'path',
      { zh: `\`${path || '顶层'}\` 处的数组`, en: `an array at \`${path || 'the top'}\`` },
      '—',
    );
}

/** One JSON document a line; empty lines are passed over. */
export async function* readJsonLines(file: Readable): AsyncGenerator<NumberedRow> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let row = 0;
  const parseLine = (line: string): NumberedRow | null => {
    row += 1;
    const text = line.trim();
    if (text === '') return null;
    try {
      return { row, source: asRow(JSON.parse(text), row) };
    } catch (error) {
      if (error instanceof FileFault) throw error;
      throw new FileFault(
        'format',
        { zh: '每行一个 JSON 对象', en: 'one JSON object a line' },
        text.slice(0, 80),
        row,
        error,
      );
    }
  };
  try {
    for await (const chunk of file as AsyncIterable<Uint8Array>) {
      rest += decode(decoder, chunk, row);
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > longestLine)
        throw new FileFault(
          'line-too-long',
          { zh: '每行不超过 4 MB', en: 'lines of at most 4 MB' },
          `${rest.length}`,
          row + 1,
        );
      for (const line of lines) {
        const parsed = parseLine(row === 0 ? line.replace(/^\uFEFF/, '') : line);
        if (parsed) yield parsed;
      }
    }
    const last = parseLine(rest);
    if (last) yield last;
  } finally {
    file.destroy();
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array, row: number): string {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch (error) {
    throw new FileFault('encoding', { zh: 'utf-8 编码的文本', en: 'text in utf-8' }, '—', row + 1, error);
  }
}

function asRow(value: unknown, row: number): SourceRow {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as SourceRow;
  throw new FileFault(
    'format',
    { zh: '每行一个对象 {…}', en: 'an object {…} for each row' },
    JSON.stringify(value)?.slice(0, 80) ?? '',
    row,
  );
}
