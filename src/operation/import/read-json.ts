import type { Readable } from 'node:stream';
import chain from 'stream-chain';
import { pick } from 'stream-json/filters/pick.js';
import { parser } from 'stream-json/parser.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import type { SourceRow } from '#certification/mapping/apply.ts';
import { decoder } from './decode.ts';
import { FileFault } from './file-fault.ts';
import type { NumberedRow } from './table-rows.ts';

const longestLine = 4 * 1_048_576;
const deepest = 200;

interface Token {
  readonly name: string;
  readonly value?: string;
}

const opens: ReadonlySet<string> = new Set(['startObject', 'startArray']);
const closes: ReadonlySet<string> = new Set(['endObject', 'endArray']);

/** Refuses a text, name or number without end, and nesting without end, wherever they stand: the parser would hold them whole. */
function boundedValues(row: () => number): (token: Token) => Token {
  let length = 0;
  let depth = 0;
  return (token) => {
    const { name } = token;
    if (name.endsWith('Chunk')) length += token.value?.length ?? 0;
    else length = 0;
    if (opens.has(name)) depth += 1;
    else if (closes.has(name)) depth -= 1;
    if (length > longestLine) throw tooLong(row());
    if (depth > deepest)
      throw new FileFault('format', { zh: `嵌套不超过 ${deepest} 层`, en: `at most ${deepest} levels` }, '[…', row());
    return token;
  };
}

/** Refuses an item of the array without end: it is put together whole. */
function boundedItems(row: () => number): (token: Token) => Token {
  let length = 0;
  let depth = 0;
  return (token) => {
    const { name } = token;
    if (opens.has(name)) depth += 1;
    else if (closes.has(name)) depth -= 1;
    // Every token counts, so that a list of a million nothings is not taken for nothing.
    length = depth <= 1 ? 0 : length + 8 + (name.endsWith('Chunk') ? 0 : (token.value?.length ?? 0));
    if (length > longestLine) throw tooLong(row());
    return token;
  };
}

const tooLong = (row: number) =>
  new FileFault('line-too-long', { zh: '每项不超过 4 MB', en: 'items of at most 4 MB' }, '> 4 MB', row);

/** Rows of the array at a dotted path of one JSON document, streamed; rows count from 1. */
export async function* readJsonRows(file: Readable, path: string): AsyncGenerator<NumberedRow> {
  let row = 0;
  const text = file.pipe(decoder('utf-8'));
  file.on('error', (error) => text.destroy(error));
  const picked = path === '' ? [] : [pick({ filter: path })];
  const stages = [text, parser(), boundedValues(() => row + 1), ...picked, boundedItems(() => row + 1), streamArray()];
  const pipeline = chain(stages as Parameters<typeof chain>[0]);
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
