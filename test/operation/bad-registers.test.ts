import { Readable } from 'node:stream';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileFormat } from '#certification/mapping/mapping.ts';
import { dayFormats } from '#certification/time/day-format.ts';
import { systemActing } from '#operation/acts/request.ts';
import { readRows } from '#operation/import/read-rows.ts';
import { carryOutImport, registerMapping } from '#operation/import/sources.ts';
import { lookUp } from '#operation/verify/look-up.ts';
import { searchRegister } from '#operation/verify/search-register.ts';
import { createTestWorld, type TestWorld } from './test-world.ts';
import { rowOf, workbookOf, zipOf } from './workbook-of.ts';

/** Registers as offices really send them, and as somebody sends them who means harm. */
let test: TestWorld;
beforeAll(async () => {
  test = await createTestWorld('2025-07-01T02:00:00.000Z');
});
afterAll(() => test.close());

const csv: FileFormat = { kind: 'csv', separator: ',', encoding: 'utf-8', headerRow: 1 };
const xlsx: FileFormat = { kind: 'xlsx', sheet: null, headerRow: 1 };

/** The rows of a file, or the fault that it was refused with. */
async function rowsOf(format: FileFormat, bytes: Uint8Array, needs: readonly string[] = ['no', 'name']) {
  const pieces = (function* () {
    for (let at = 0; at < bytes.length; at += 7919) yield bytes.subarray(at, at + 7919);
  })();
  const rows: Record<string, unknown>[] = [];
  try {
    for await (const { source } of readRows({ format, needs }, Readable.from(pieces, { objectMode: false })))
      rows.push({ ...source });
    return { rows, fault: null };
  } catch (error) {
    return { rows, fault: error as { code: string; expected: { en: string }; found: string; row: number | null } };
  }
}

let sources = 0;
/** Takes a file in by a mapping of its own and answers the report, or the fault. */
async function take(format: string, bytes: Uint8Array, more = '', dates = 'iso') {
  const id = `bad-${++sources}`;
  const mapping = `mapping: ${id}
edition: "1"
source: { name: 测试, publisher: t, address: t, licence: t, coverage: 测试 }
format: ${format}
needs: [no, name]
key: [no]
entry: { kind: certificate, number-space: ${id}, scheme: t }
fields:
  number: { from: no }
  holder: { from: name }
  from: { from: since, steps: [date: ${dates.startsWith('{') ? dates : `[${dates}]`}] }
${more}`;
  const registered = await registerMapping(test.world, systemActing, mapping, 'bad.yaml');
  if (registered.is !== 'registered') throw new Error(JSON.stringify(registered));
  const put = await test.world.storage.blobs.put(Readable.from([bytes]), { most: 1e9 });
  if (!('digest' in put)) throw new Error('too large');
  const actor = { kind: 'system', name: 'importer' } as const;
  const request = { source: id, file: put.digest, fileName: 'f', day: '2025-06-30', take: 'good-rows', actor } as const;
  const result = await carryOutImport(test.world, request);
  return 'report' in result ? { report: result.report, fault: null } : { report: null, fault: result.fault };
}
const problemsOf = (taken: Awaited<ReturnType<typeof take>>) =>
  taken.report?.problems.map((p) => [p.row, p.column, p.code, p.found]);
const utf8 = (text: string) => new TextEncoder().encode(text);
const verdictOf = async (number: string, name: string | null = null) =>
  (await lookUp(test.world, { number, name, codes: [], on: null, known: null })).found[0];

describe('headings', () => {
  it.each([
    ['none of them', 'a,b\n1,2\n', 'headers', 'a, b'],
    ['in another case', 'No,Name\n1,x\n', 'headers', 'No, Name'],
    ['one of them twice', 'no,name,name\n1,x,y\n', 'headers', 'name, name'],
    ['of another separator', 'no;name\n1;x\n', 'headers', 'no;name'],
    ['below a title', '名录\nno,name\n1,x\n', 'headers', '名录'],
    ['and nothing else', 'no,name\n', 'no-rows', '0'],
    ['not even those', '', 'no-rows', '0'],
  ])('%s', async (_, text, code, found) => {
    expect((await rowsOf(csv, utf8(text))).fault).toMatchObject({ code, found });
  });

  it('named like members of every object are columns like others', async () => {
    const { rows } = await rowsOf(csv, utf8('no,name,__proto__,constructor,toString\n1,x,p,c,t\n'));
    expect(Object.entries(rows[0] ?? {})).toEqual([
      ['no', '1'],
      ['name', 'x'],
      ['__proto__', 'p'],
      ['constructor', 'c'],
      ['toString', 't'],
    ]);
    const json = await rowsOf(
      { kind: 'json-lines' },
      utf8('{"no":"1","name":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}\n'),
    );
    expect(json.rows[0]?.['no']).toBe('1');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    const keys = await take('csv', utf8('no,name,since\n__proto__,甲,\nconstructor,乙,\ntoString,丙,\n'));
    expect(keys.report).toMatchObject({ result: 'taken', rejected: 0, touched: 3 });
    expect((await verdictOf('__proto__', '甲'))?.dossier.entry.number).toBe('__proto__');
  });
});

describe('workbooks', () => {
  const heads = rowOf(1, ['no', 'name', 'since']);
  const sheet = (rows: string, merges: readonly string[] = []) =>
    workbookOf({
      名录: `<sheetData>${rows}</sheetData>${merges.length === 0 ? '' : `<mergeCells count="${merges.length}">${merges.map((m) => `<mergeCell ref="${m}"/>`).join('')}</mergeCells>`}`,
    });

  it('with joined cells: the value stands in each of them, and a row that is only the lower part of another is none', async () => {
    const rows = [
      heads,
      rowOf(2, ['1', '甲', '2025-01-01']),
      rowOf(3, ['2', '', '2025-01-02']),
      rowOf(4, ['3', '乙', '']),
      // The lower half of row 4, all of whose cells reach down.
      rowOf(5, ['', '', '']),
      rowOf(6, ['4', '丙', '']),
    ];
    const book = sheet(rows.join(''), ['B2:B3', 'A4:A5', 'B4:B5', 'C4:C5', 'B6:C6']);
    const found = await rowsOf(xlsx, book);
    expect(found).toEqual({
      rows: [
        { no: '1', name: '甲', since: '2025-01-01' },
        { no: '2', name: '甲', since: '2025-01-02' },
        { no: '3', name: '乙', since: '' },
        { no: '4', name: '丙', since: '丙' },
      ],
      fault: null,
    });
  });

  it('with a title over everything and headings that are two rows high', async () => {
    const book = sheet(
      [
        rowOf(1, ['认证名录']),
        rowOf(2, ['no', '证书', '']),
        rowOf(3, ['', 'name', 'since']),
        rowOf(4, ['1', '甲', '2025-01-01']),
      ].join(''),
      ['A1:C1', 'A2:A3', 'B2:C2'],
    );
    expect(await rowsOf({ ...xlsx, headerRow: 3 }, book)).toEqual({
      rows: [{ no: '1', name: '甲', since: '2025-01-01' }],
      fault: null,
    });
  });

  it('with formulas: a stored result is the value, also a day; without one or with an error the row is bad and says so', async () => {
    const formula = (text: string, value: string, type = '') => `<c${type}><f>${text}</f>${value}</c>`;
    const book = sheet(
      [
        heads,
        rowOf(2, [
          '1',
          formula('A1&amp;B1', '<v>甲公司</v>', ' t="str"'),
          formula('TODAY()', '<v>45750</v>', ' s="1"'),
        ]),
        rowOf(3, ['2', formula('VLOOKUP(A3,B:C,2)', ''), '']),
        rowOf(4, ['3', formula('VLOOKUP(A4,B:C,2)', '<v>#N/A</v>', ' t="e"'), '']),
        rowOf(5, ['4', '<c t="e"><v>#REF!</v></c>', '']),
        rowOf(6, ['5', '乙公司', '<c s="1"><v>45750</v></c>']),
      ].join(''),
    );
    const taken = await take('xlsx', book);
    expect(taken.report).toMatchObject({ rows: 5, rejected: 3, touched: 2 });
    expect(problemsOf(taken)).toEqual([
      [3, 'name', 'unreadable', '=VLOOKUP(A3,B:C,2)'],
      [4, 'name', 'unreadable', '=VLOOKUP(A4,B:C,2)'],
      [5, 'name', 'unreadable', '#REF!'],
    ]);
    expect((await verdictOf('5'))?.dossier.entry).toMatchObject({ from: '2025-04-03' });
    expect((await verdictOf('1', '甲公司'))?.dossier.entry).toMatchObject({ from: '2025-04-03' });
  });

  it('that are none, lack the sheet, or unzip without end, whatever their directory says', async () => {
    const bomb = Buffer.alloc(280_000_000, ' ');
    const lying = zipOf(
      [1, 2, 3, 4].map((n) => [`xl/worksheets/sheet${n}.xml`, bomb]),
      () => 100,
    );
    expect(lying.length).toBeLessThan(2_000_000);
    expect((await rowsOf(xlsx, lying)).fault).toMatchObject({ code: 'too-large', found: '> 1 GB' });
    expect((await rowsOf(xlsx, utf8('PK but no zip'))).fault).toMatchObject({ code: 'format' });
    const good = sheet(heads + rowOf(2, ['1', '甲']));
    expect((await rowsOf({ ...xlsx, sheet: '别的' }, good)).fault).toMatchObject({ code: 'sheet', found: '名录' });
    for (const cut of [
      good.subarray(0, -30),
      good.subarray(0, good.length / 2),
      Buffer.concat([good.subarray(50), good.subarray(0, 50)]),
    ])
      expect((await rowsOf(xlsx, cut)).fault).toMatchObject({ code: 'format' });
  }, 60_000);

  it('of 200,000 rows are read whole, and so is the same as text', async () => {
    const count = 200_000;
    const rows = (function* () {
      yield heads;
      for (let n = 1; n <= count; n++) yield rowOf(n + 1, [`N-${n}`, `示例 ${n}`, '2025-01-02']);
    })();
    const found = await rowsOf(xlsx, sheet([...rows].join('')));
    expect([found.fault, found.rows.length, found.rows.at(-1)]).toEqual([
      null,
      count,
      { no: `N-${count}`, name: `示例 ${count}`, since: '2025-01-02' },
    ]);
    const lines = Array.from({ length: count }, (_, n) => `N-${n},"示例, ${n}",2025-01-02`);
    const text = await rowsOf(csv, utf8(`no,name,since\n${lines.join('\r\n')}`));
    expect([text.fault, text.rows.length]).toEqual([null, count]);
  }, 120_000);
});

describe('text', () => {
  it.each([
    ['gb18030', '示例𠮷野家（上海）有限公司€'],
    ['windows-1252', 'Müller & Söhne – „Prüfung“ €'],
    ['utf-16le', '示例𠮷野家 Ελλάς'],
    ['utf-8', '示例𠮷野家 Ελλάς'],
  ])('in %s, in whatever pieces it comes', async (encoding, name) => {
    const text = `no,name\n${Array.from({ length: 3000 }, (_, n) => `${n},${name}`).join('\n')}`;
    const bytes = iconv.encode(text, encoding === 'utf-16le' ? 'utf-16le' : encoding, {
      addBOM: encoding.startsWith('utf'),
    });
    const { rows, fault } = await rowsOf({ ...csv, encoding: encoding as 'utf-8' }, bytes);
    expect(fault).toBeNull();
    expect(new Set(rows.map((r) => r['name']))).toEqual(new Set([name]));
  });

  it.each([
    ['gb18030', 'utf-8', 'gb18030?'],
    ['windows-1252', 'utf-8', 'windows-1252?'],
    ['utf-16le', 'utf-8', 'utf-16le'],
    ['utf-8', 'gb18030', 'utf-8'],
  ])('in %s that is declared to be %s is refused, with what it seems to be', async (is, declared, guess) => {
    const name = is === 'windows-1252' ? 'Müller' : '示例认证有限公司测试';
    const bytes = iconv.encode(`no,name\n1,${name}厂\n`.replace(is === 'windows-1252' ? '厂' : '\u0000', ''), is, {
      addBOM: is === 'utf-16le',
    });
    const { fault, rows } = await rowsOf({ ...csv, encoding: declared as 'utf-8' }, bytes);
    // UTF-8 that is read as GB18030 may happen to be text: then it is never the name that it was.
    if (fault === null) expect(rows[0]?.['name']).not.toBe(name);
    else expect(fault).toMatchObject({ code: expect.stringMatching(/encoding|headers/) });
    if (fault?.code === 'encoding') expect(fault.found).toBe(guess);
  });

  const names = {
    '1': '示例认证有限公司',
    '2': '𠮷野家𪚥',
    '3': 'ООО «Пример»',
    '4': 'شركة المثال للتفتيش',
    '5': 'חברת הדוגמה',
    '6': 'उदाहरण प्रमाणन',
    '7': 'บริษัท ตัวอย่าง จำกัด',
    '8': 'དཔེ་མཚོན་ཀུང་སི།',
    '9': 'ᠵᠢᠱᠢᠶ᠎ᠡ',
    '10': '주식회사 예시',
    '11': '株式会社れいガ',
    '12': 'Παράδειγμα Α.Ε.',
    '13': 'Công ty Ví dụ Đặng',
    '14': 'مثال\u200cها',
    '15': 'A\u202Egnp.exe',
    '16': '👩‍🔬 Labor e\u0301',
    '17': '<script>alert(1)</script>',
    '18': '=HYPERLINK("http://x")',
    '19': "'; drop table entry; --",
    '20': '\uFEFFmark',
  };
  it('in every script comes in, is found by any part of it, and is the name that it was', async () => {
    const rows = Object.entries(names).map(([no, name]) => `S-${no},"${name.replaceAll('"', '""')}",`);
    const taken = await take('csv', utf8(`no,name,since\n${rows.join('\n')}\n`));
    expect(taken.report).toMatchObject({ result: 'taken', rejected: 0, touched: 20 });
    for (const [no, name] of Object.entries(names)) {
      const found = await verdictOf(`S-${no}`, name);
      expect(found?.verdict.steps.find((s) => s.step === 'name')?.answer, name).toBe('yes');
      expect(found?.dossier.entry.holderNames['und'], name).toBe(name.normalize('NFC'));
      const part = [...name.normalize('NFC')].slice(0, 4).join('');
      const hits = (await searchRegister(test.world, part)).entries.map((e) => e.number);
      expect(hits, `${part} of ${name}`).toContain(`S-${no}`);
    }
  });

  it('that no database keeps, or that is longer than a number or a name can be, is a bad cell or loses only that', async () => {
    const long = 'N'.repeat(3000);
    const taken = await take(
      'json-lines',
      utf8(
        [
          { no: 'Z\u0000-1', name: '零\u0000字节' },
          { no: 'Z-2', name: 'half \ud83d' },
          { no: long, name: '长编号' },
          { no: 'Z-4', name: '名'.repeat(5000) },
          { no: 'Z-5', name: ['列', '表'] },
          { no: { nested: 1 }, name: null },
        ]
          .map((row) => JSON.stringify(row))
          .join('\n'),
      ),
    );
    expect(taken.report).toMatchObject({ rows: 6, rejected: 2, touched: 4 });
    expect(taken.report?.problems.map((p) => [p.row, p.column, p.code])).toEqual([
      [3, 'no', 'too-long'],
      [3, 'no', 'too-long'],
      [4, 'name', 'too-long'],
    ]);
    expect((await verdictOf('Z-1'))?.dossier.entry.holderNames).toEqual({ und: '零字节' });
  });
});

describe('days', () => {
  const written: Record<(typeof dayFormats)[number]['id'], string> = {
    iso: '2025-04-23',
    compact: '20250423',
    'year-first': '2025/4/23',
    chinese: '2025年4月23日',
    'chinese-numerals': '二〇二五年四月二十三日',
    slashed: '23/04/2025',
    dashed: '23-04-2025',
    dotted: '23.04.2025',
    'day-month-name': '23 April 2025',
    'month-name-day': '"April 23, 2025"',
    instant: '2025-04-23T01:00:00+08:00',
    serial: '45770',
  };
  it('in twelve formats are the same day, and an impossible one is a bad cell', async () => {
    expect(Object.keys(written)).toHaveLength(12);
    const all = dayFormats.map((f) => f.id);
    const rows = all.map((format) => `D-${format},甲,${written[format]}`);
    // A bare number is a day of a spreadsheet only in a column that says so; eight digits are a day by themselves.
    const plain = all.filter((f) => f !== 'serial');
    const taken = await take(
      'csv',
      utf8(`no,name,since\n${rows.join('\n')}\nD-x,甲,2025年2月30日\n`),
      '',
      plain.join(', '),
    );
    expect(problemsOf(taken)).toEqual([
      [13, 'since', 'date', '45770'],
      [14, 'since', 'date', '2025年2月30日'],
    ]);
    for (const format of plain) expect((await verdictOf(`D-${format}`))?.dossier.entry.from, format).toBe('2025-04-23');
    const serial = await take('csv', utf8('no,name,since\nD-serial,甲,45770\n'), '', 'serial');
    expect(serial.report).toMatchObject({ rejected: 0 });
    expect((await verdictOf('D-serial'))?.dossier.entry.from).toBe('2025-04-23');
  });
});

describe('JSON that means harm', () => {
  const json: FileFormat = { kind: 'json', path: 'data.rows' };
  const around = (inner: string) => utf8(`{"data":{"rows":[{"no":"1","name":"甲"},${inner}]}}`);

  it.each([
    ['a text without end', around(`{"no":"2","name":"${'x'.repeat(6_000_000)}"}`), 'line-too-long'],
    ['a name without end', around(`{"${'x'.repeat(6_000_000)}":1}`), 'line-too-long'],
    ['a number without end', around(`{"no":${'1'.repeat(6_000_000)}}`), 'line-too-long'],
    ['an item without end', around(`{"no":[${'null,'.repeat(1_200_000)}1]}`), 'line-too-long'],
    [
      'a text without end beside the rows',
      utf8(`{"other":"${'x'.repeat(6_000_000)}","data":{"rows":[]}}`),
      'line-too-long',
    ],
    ['brackets without end', around('['.repeat(300_000)), 'format'],
    ['a row that is no object', around('7'), 'format'],
    ['an end in the middle', utf8('{"data":{"rows":[{"no":"1","name":"甲"},{"no'), 'format'],
    ['no comma', around('{} {}'), 'format'],
    [
      'bytes that are no UTF-8',
      Buffer.concat([utf8('{"data":{"rows":[{"no":"'), Buffer.from([0xff, 0xfe]), utf8('"}]}}')]),
      'encoding',
    ],
  ])('%s', async (_, bytes, code) => {
    expect((await rowsOf(json, bytes)).fault).toMatchObject({ code });
  });

  it('a mark at its beginning does no harm', async () => {
    expect((await rowsOf({ kind: 'json', path: '' }, utf8('\uFEFF[{"no":"1","name":"甲"}]'))).rows).toEqual([
      { no: '1', name: '甲' },
    ]);
  });

  it('lines without end', async () => {
    const lines: FileFormat = { kind: 'json-lines' };
    expect((await rowsOf(lines, utf8(`{"no":"1","name":"甲"}\n{"no":"${'x'.repeat(6_000_000)}`))).fault).toMatchObject({
      code: 'line-too-long',
      row: 2,
    });
  });
});
