import { createHash } from 'node:crypto';
import exceljs from 'exceljs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTable } from '#toolbox/data-entry/table-reader.ts';
import { loadMethod } from '#toolbox/load-method.ts';
import { loadAllMethods } from '#toolbox/methods.ts';
import { exampleChange } from '../method/example.ts';
import type { WorkData } from '../workspace/work.ts';
import { openFile, saveAnalysis } from './analysis-file.ts';
import { readBook, unzippedSize } from './book.ts';
import { encodingOf, fileKindOf } from './encoding.ts';
import { describeMethod, evaluate } from './evaluate.ts';
import type { Calculation } from './protocol.ts';
import { readData, readTextAsSheet } from './read-data.ts';
import { digestHex, sha256 } from './sha256.ts';
import { shorten } from './shorten.ts';
import { takeColumns } from './take-columns.ts';
import { writeBook } from './write-book.ts';
import { csvCell, writeTable } from './write-table.ts';

async function exampleOf(id: string): Promise<Calculation> {
  const card = await describeMethod(id);
  if (!card) throw new Error(id);
  const { data = { kind: 'sheet', sheet: { rows: [] } }, assignment = null, options = {} } = exampleChange(card, 'zh');
  return { method: id, data, assignment, options };
}

describe('the bench', () => {
  test('gives the worked example of every method as the method itself does', async () => {
    for (const method of await loadAllMethods()) {
      const { example } = method;
      const table = example.csv === undefined ? undefined : readTable(example.csv).table;
      const own = method.run({
        ...(table ? { table } : {}),
        ...(example.assignment ? { assignment: example.assignment } : {}),
        options: example.options,
      });
      const { outcome } = await evaluate(await exampleOf(method.id), 'zh');
      if (!own.ok || !outcome?.ok) throw new Error(`${method.id}: refused`);
      expect(outcome.values, method.id).toEqual(shorten(own.result.values).values);
      expect(structuredClone(outcome.scenes).length).toBe(outcome.scenes.length);
    }
  });

  test('waits for data, and for structured input that a method can’t do without', async () => {
    const blank = { data: { kind: 'sheet', sheet: { rows: [] } } as WorkData, assignment: null, options: {} };
    expect((await evaluate({ method: 'i-mr', ...blank }, 'zh')).outcome).toBeNull();
    for (const method of ['fmea', 'control-plan', 'cause-effect', 'affinity', 'five-why', 'qfd', 'risk-chain'])
      expect((await evaluate({ method, ...blank }, 'zh')).outcome, method).toBeNull();
    expect((await evaluate({ method: 'rule-price', ...blank }, 'zh')).outcome?.ok).toBe(true);
  });
});

test('how words were read as numbers is not told; how numbers were, is', async () => {
  const rows = [
    ['机台', '直径'],
    ['1 号机', '10.1mm'],
    ['2 号机', '10.2'],
  ];
  const data = { kind: 'sheet', sheet: { rows } } as const;
  const { table } = await evaluate({ method: 'stratification', data, assignment: null, options: {} }, 'zh');
  expect(table?.notes.map((note) => note.cell)).toEqual(['B2']);
});

describe('columns are taken', () => {
  const roles = async (id: string) => (await loadMethod(id))?.columns ?? [];
  const take = async (id: string, text: string) => takeColumns(await roles(id), readTable(text).table, null);

  test('a column that counts the rows names the points and is not measured', async () => {
    expect(await take('xbar-r', '序号\tx1\tx2\n1\t5\t6\n2\t5\t7\n')).toMatchObject({
      measurements: ['x1', 'x2'],
      label: ['序号'],
    });
    expect(await take('i-mr', 'batch,viscosity\n1,34.05\n2,34.4\n')).toMatchObject({
      measurements: ['viscosity'],
      label: ['batch'],
    });
  });

  test('by Chinese headings in any order', async () => {
    expect(await take('gauge-crossed', '测量值\t评价人\t零件\n1.2\t甲\t1\n1.3\t乙\t1\n')).toMatchObject({
      part: ['零件'],
      operator: ['评价人'],
      measurement: ['测量值'],
    });
    expect(await take('p', '日期\t样本量\t不合格品数\n1\t50\t3\n2\t50\t4\n')).toMatchObject({
      count: ['不合格品数'],
      size: ['样本量'],
      label: ['日期'],
    });
  });

  test('a single column stays measured though its heading counts', async () => {
    expect(await take('i-mr', 'No.\n3\n4\n5\n')).toMatchObject({ measurements: ['No.'] });
  });

  test('as said, as long as the column is there', async () => {
    const { table } = readTable('a\tb\n1\t2\n3\t4\n');
    const taken = (asked: string[]) => roles('i-mr').then((list) => takeColumns(list, table, { measurements: asked }));
    expect((await taken(['b']))['measurements']).toEqual(['b']);
    expect((await taken(['gone']))['measurements']).toEqual(['a']);
  });
});

describe('data come in', () => {
  test('a pasted text keeps every cell at its place, and its decimal sign', () => {
    const { sheet } = readTextAsSheet('日报\t\n班\tx\n早\t1,5\n晚\t2,25\n\n');
    expect(sheet).toEqual({
      rows: [
        ['日报', ''],
        ['班', 'x'],
        ['早', '1,5'],
        ['晚', '2,25'],
      ],
      decimal: ',',
    });
    expect(readTextAsSheet('a,b,c\n1,2,3\n4,5\n6,7,8\n').notes.map((note) => note.code)).toEqual(['ragged-row']);
  });

  test('a table too large to edit is no sheet', () => {
    expect(readTextAsSheet(`x\ty\n${'1\t2\n'.repeat(110_000)}`).sheet).toBeNull();
  });

  test('files of older Chinese spreadsheets are read in their encoding', async () => {
    // 直径 in GB 18030 and in UTF-16.
    const gb = new Uint8Array([0xd6, 0xb1, 0xbe, 0xb6, 0x0a, 0x31, 0x0a, 0x32]);
    expect(await encodingOf(new Blob([gb]))).toBe('gb18030');
    expect(await encodingOf(new Blob(['直径\n1']))).toBe('utf-8');
    expect(await encodingOf(new Blob([new Uint8Array([0xff, 0xfe, 0xf4, 0x76])]))).toBe('utf-16le');
    // UTF-16 whose mark was lost, as some programs write it.
    const wide = (text: string, step: 0 | 1) =>
      Uint8Array.from(
        [...text].flatMap((sign) => {
          const code = sign.codePointAt(0) ?? 0;
          return step === 0 ? [code & 255, code >> 8] : [code >> 8, code & 255];
        }),
      );
    expect(await encodingOf(new Blob([wide('批次,直径\r\nL1,10.1\r\n', 0)]))).toBe('utf-16le');
    expect(await encodingOf(new Blob([wide('批次,直径\r\nL1,10.1\r\n', 1)]))).toBe('utf-16be');
    const read = await readData({ kind: 'stored', key: 'gb', blob: new Blob([gb]), name: 'x.csv' });
    expect(read?.table.columns.map((column) => column.name)).toEqual(['直径']);
  });

  test('a file is known by its first bytes, whatever its name says', async () => {
    const kind = (bytes: readonly number[]) => fileKindOf(new Blob([Uint8Array.from(bytes)]));
    expect(await kind([0x50, 0x4b, 3, 4, 0, 0])).toBe('book');
    expect(await kind([0xd0, 0xcf, 0x11, 0xe0, 0xa1])).toBe('old-book');
    expect(await kind([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])).toBe('other');
    expect(await fileKindOf(new Blob(['x\n1\n']))).toBe('text');
    expect(await fileKindOf(new Blob(['\ufeff直径\n1']))).toBe('text');
  });

  test('the reading of a large file says how far it is, and ends with the whole', async () => {
    const said: number[] = [];
    const blob = new Blob([`x\n${'10.25\n'.repeat(1_500_000)}`]);
    const read = await readData({ kind: 'stored', key: 'long', blob, name: 'x.csv' }, ({ bytes, of }) => {
      expect(of).toBe(blob.size);
      said.push(bytes);
    });
    expect(read?.table.columns[0]?.numbers?.length).toBe(1_500_000);
    expect(said).toEqual([...said].sort((a, b) => a - b));
    expect(said.at(-1)).toBe(blob.size);
  });

  test('a workbook gives what its cells show, merged cells once', async () => {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('数据');
    sheet.addRow(['班', '日期', '值']);
    sheet.addRow(['早', new Date(Date.UTC(2026, 10, 24)), 0.1 + 0.2]);
    sheet.addRow(['早', null, { formula: 'A1', result: 7 }]);
    sheet.mergeCells('A2:A3');
    book.addWorksheet('空');
    const read = await readBook(new Blob([await book.xlsx.writeBuffer()]));
    expect(read).toEqual([
      {
        name: '数据',
        rows: [
          ['班', '日期', '值'],
          ['早', '2026-11-24', '0.30000000000000004'],
          ['', '', '7'],
        ],
      },
    ]);
  });

  test('what is no workbook, and one that would unzip to gigabytes, is refused in words', async () => {
    expect(await readBook(new Blob(['no zip']))).toMatchObject({ code: 'book-unreadable' });
    const book = new exceljs.Workbook();
    book.addWorksheet('a').addRow([1]);
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());
    expect(unzippedSize(bytes)).toBeGreaterThan(1000);
    // The directory claims 2 GB for its first part.
    const view = new DataView(bytes.buffer);
    let at = bytes.length - 22;
    at = view.getUint32(at + 16, true);
    view.setUint32(at + 24, 2_000_000_000, true);
    expect(await readBook(new Blob([bytes]))).toMatchObject({ code: 'book-too-large' });
  });
});

describe('an analysis goes out', () => {
  test('under its digest, and comes back to the digit; a changed file is refused by name', async () => {
    const ask = { ...(await exampleOf('i-mr')), title: '粘度', madeAt: '2026-11-25T00:00:00.000Z', version: '1' };
    const saved = await saveAnalysis(ask);
    if ('problems' in saved) throw new Error('refused');
    const opened = await openFile(saved.file);
    if (!opened.ok) throw new Error('not opened');
    expect(opened.digest).toBe(saved.digest);
    expect(opened.steps.map((step) => step.same)).toEqual([true]);
    const again = await saveAnalysis({ ...ask, ...opened.steps[0]?.calculation });
    expect(again).toEqual(saved);
    const changed = await openFile(saved.file.replace('"cells":[1,2', '"cells":[1,3'));
    expect(changed).toMatchObject({ ok: false, problems: [{ code: 'part-changed' }] });
  });

  test('as a workbook whose data are numbers under live formulas', async () => {
    const bytes = await writeBook({ ...(await exampleOf('capability')), title: 't', language: 'en', pictures: [] });
    const book = new exceljs.Workbook();
    await book.xlsx.load(bytes.buffer as ArrayBuffer);
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['Result', 'Data', 'Live formulas', 'Chart data 1']);
    const data = book.getWorksheet('Data');
    expect(data?.getCell('A2').value).toBe(74.03);
    expect(data?.getCell('A30').value).toMatchObject({ formula: 'AVERAGE(A2:A26)' });
    const fields = book.getWorksheet('Result')?.getColumn(3).values ?? [];
    expect(fields).toContain('cpk.value');
    // Each figure of the sheet says what it is, though nobody can tap it there.
    const silent = fields.filter((field, row) => {
      const value = book.getWorksheet('Result')?.getCell(row, 2).value;
      return typeof value === 'number' && !book.getWorksheet('Result')?.getCell(row, 5).value && field !== undefined;
    });
    expect(silent).toEqual([]);
  });

  test('as CSV, the figures where there is no picture; no cell is taken for a formula', async () => {
    expect(await writeTable({ ...(await exampleOf('one-proportion')), language: 'en' })).toContain(
      'proportion,proportion,0.13',
    );
    expect(csvCell('=1+1')).toBe("'=1+1");
    expect(csvCell('-1.5 mm')).toBe('-1.5 mm');
    expect(csvCell('a "b", c')).toBe('"a ""b"", c"');
  });
});

describe('SHA-256 without WebCrypto', () => {
  test('is that of the platform, at every length around a block', async () => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000]) {
      const bytes = Uint8Array.from({ length }, (_, k) => (k * 37) & 255);
      expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const expected = createHash('sha256').update(bytes).digest('hex');
        expect(sha256(bytes)).toBe(expected);
        expect(await digestHex(bytes)).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });
});
