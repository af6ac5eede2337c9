import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language, Terminal } from '../command.ts';
import { toolboxCommand } from '../commands/toolbox.ts';
import { readDataFile } from './data-file.ts';
import { jsonPieces } from './json-pieces.ts';
import { resultLines } from './result-text.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'toolbox-command-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

async function run(words: readonly string[], language: Language = 'en') {
  const said = { out: '', err: '' };
  const terminal: Terminal = {
    out: (line) => {
      said.out += `${line}\n`;
    },
    err: (line) => {
      said.err += `${line}\n`;
    },
    language,
    json: false,
    input: () => Promise.resolve(new Uint8Array()),
  };
  const args = { positionals: words, rest: words, flag: () => false, text: () => undefined, texts: () => [] };
  try {
    const code = await toolboxCommand.run(args, terminal);
    return { code, ...said };
  } catch (error) {
    return { code: 2, out: said.out, err: error instanceof Error ? error.message : String(error) };
  }
}

describe('a file that is no table is refused in words, not with a fault', () => {
  test.each([
    ['missing.csv', undefined, 'There is no file'],
    ['cut.json', '{"x":[1,2,', 'is not whole JSON'],
    ['word.json', '5', 'JSON is expected as rows'],
    ['nested.json', '{"x":[1,[2]]}', 'JSON is expected as rows'],
    ['binary.csv', '\u0000\u0001\u0002', 'neither text nor a workbook'],
    ['broken.xlsx', 'PK\u0003\u0004garbage', 'no sound .xlsx'],
    ['old.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'old .xls format'],
  ])('%s', async (name, content, said) => {
    const file = content === undefined ? join(folder, name) : put(name, content);
    const { code, err } = await run(['i-mr', file]);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});

describe('words of the call', () => {
  const good = () =>
    put('good.csv', `x\n${Array.from({ length: 40 }, (_, i) => 10 + ((i * 7919) % 101) / 100).join('\n')}\n`);
  test('numbers with a decimal comma or full-width digits are numbers, words are not', async () => {
    expect((await run(['capability', good(), '--lsl', '9,5', '--usl', '１１．５'])).out).toMatch(/USL +11\.5/);
    expect((await run(['capability', good(), '--lsl', 'abc'])).err).toContain('expected to be a number');
  });
  test('an option without its value, an unknown one and a second file are said', async () => {
    expect((await run(['capability', good(), '--lsl'])).err).toContain('has no value behind it');
    expect((await run(['capability', good(), '--lsl', '--usl', '3'])).err).toContain('`--lsl` has no value');
    expect((await run(['i-mr', good(), '--nope', '3'])).err).toContain('There is no option `--nope`');
    expect((await run(['i-mr', good(), good()])).err).toContain('Only one file');
  });
  test('a negative limit is a value, no option', async () => {
    expect((await run(['capability', good(), '--lsl', '-3', '--usl', '20'])).out).toMatch(/LSL +-3/);
  });
  test('a column whose name holds a comma can be named', async () => {
    const file = put('comma-name.csv', '"length, mm",other\n1,9\n2,9\n3,8\n2,9\n1,7\n');
    expect((await run(['i-mr', file, '--measurements', 'length, mm'])).out).toMatch(/parameters · mean +1\.8\n/);
  });
});

describe('workbooks', () => {
  async function book(): Promise<string> {
    const made = new exceljs.Workbook();
    const first = made.addWorksheet('数据');
    first.addRow(['批', '值', '倍']);
    for (const [lot, value] of [
      ['A', 1.25],
      ['', 1.3],
      ['', 1.21],
      ['B', 1.19],
      ['', 1.33],
      ['', 1.2],
    ] as const)
      first.addRow([lot, value, { formula: 'B2*2', result: value * 2 }]);
    first.mergeCells('A2:A4');
    first.mergeCells('A5:A7');
    first.mergeCells('B3:B4');
    const second = made.addWorksheet('second');
    for (const value of ['x', 1, 2, 3, 2, 1]) second.addRow([value]);
    return put('book.xlsx', new Uint8Array(await made.xlsx.writeBuffer()));
  }
  test('a merged label serves its rows, a merged measurement counts once, a formula gives its result', async () => {
    const file = await book();
    const { out, err } = await run(['xbar-r', file, '--measurements', '值', '--subgroup', '批']);
    expect(out).toMatch(/sizes +2, 3\n/);
    expect(err).toContain('took the text above them, as merged cells do');
    expect(err).toMatch(/1 cell of .* is empty \(B4\)/);
    const terminal = { language: 'en' } as Terminal;
    const { table } = await readDataFile({ file }, terminal);
    expect(table.columns[2]?.cells.map((cell) => cell.number)).toEqual([2.5, 2.6, 2.42, 2.38, 2.66, 2.4]);
  });
  test('another sheet by its name', async () => {
    expect((await run(['i-mr', await book(), '--sheet', 'second'])).out).toMatch(/points +5\n/);
    expect((await run(['i-mr', await book(), '--sheet', 'third'])).err).toContain('The workbook has no sheet `third`');
  });
});

test('GB 18030 and UTF-16 texts of older Excel are read', async () => {
  const gb = put(
    'gb.csv',
    new Uint8Array([0xb2, 0xe2, 0xc1, 0xbf, 0xd6, 0xb5, 10, ...new TextEncoder().encode('1.2\n1.3\n1.1\n')]),
  );
  const wide = put('wide.csv', Buffer.from('\ufeff测量值\n1.2\n1.3\n1.1\n', 'utf16le'));
  for (const file of [gb, wide]) {
    const { table } = await readDataFile({ file }, { language: 'zh' } as Terminal);
    expect(table.columns.map((c) => [c.name, c.cells.map((cell) => cell.number)])).toEqual([
      ['测量值', [1.2, 1.3, 1.1]],
    ]);
  }
});

test('the report stands alone, says warnings first, keeps what the user wrote from becoming markup', async () => {
  const file = put('re<b>port.csv', `"<script>"\n${[5, 5.1, 4.9, 5.2, 5, 9, 5.1].join('\n')}\n`);
  const report = join(folder, 'report.html');
  for (const language of ['zh', 'en'] as const) {
    await run(['i-mr', file, '--report', report], language);
    const html = readFileSync(report, 'utf8');
    expect(html).toContain('<svg');
    expect(html).not.toMatch(/<script|https?:(?!\/\/www\.w3\.org)/);
    expect(html.indexOf('class="mark"')).toBeLessThan(html.indexOf('<svg'));
    expect(html).toMatch(/SHA-256 <code>[0-9a-f]{64}/);
    if (language === 'en') expect(html.replace(/<svg.*<\/svg>/s, '')).not.toMatch(/[\u4e00-\u9fff]/);
    await run(['i-mr', file, '--report', report], language);
    expect(readFileSync(report, 'utf8')).toBe(html);
  }
});

test('JSON in pieces is the JSON of the whole', () => {
  const value = {
    a: [1.5, null, 'x', true],
    empty: {},
    none: [],
    long: Array.from({ length: 10_000 }, (_, i) => i / 7),
    rows: [{ k: 1 }, { k: [[1], [2]] }],
    left: undefined,
    '键"': '值\n',
  };
  expect(JSON.parse([...jsonPieces(value)].join(''))).toEqual(JSON.parse(JSON.stringify(value)));
});

test('a list of records is shown as a table, a long list by its length', () => {
  const lines = resultLines(
    {
      rows: [
        { name: '甲', n: 1 },
        { name: '乙乙', n: 22 },
      ],
      long: Array.from({ length: 30 }, (_, i) => i),
    },
    { id: 'none', title: { zh: '', en: '' }, resultSchema: {} },
    'en',
  );
  expect(lines).toEqual([
    'rows',
    '  name  n',
    '  甲    1',
    '  乙乙  22',
    `long                         30: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 …`,
  ]);
});

test('as a program: JSON on the output, nothing else, and the exit code of a refusal', () => {
  const main = resolve(import.meta.dirname, '..', 'main.ts');
  const file = put('program.csv', 'x\n1\n2\n1.5\n1.7\n1.2\n');
  const out = execFileSync(process.execPath, [main, 'toolbox', 'i-mr', file, '--json'], { encoding: 'utf8' });
  expect(JSON.parse(out)).toMatchObject({ method: 'i-mr', version: 1, values: { points: 5 } });
  const bad = put('bad.csv', 'x\n1\ntwo\n1.5\n');
  const refused = spawnSync(process.execPath, [main, 'toolbox', 'i-mr', bad, '--json'], { encoding: 'utf8' });
  expect(refused.status).toBe(3);
  expect(JSON.parse(refused.stdout)).toMatchObject({ ok: false, problems: [{ code: 'not-a-number', cell: 'A3' }] });
});
