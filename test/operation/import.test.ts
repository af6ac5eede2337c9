import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActing } from '#operation/acts/request.ts';
import { carryOutImport, registerMapping } from '#operation/import/sources.ts';
import { checkBulk } from '#operation/verify/bulk-check.ts';
import { lookUp } from '#operation/verify/look-up.ts';
import { searchRegister } from '#operation/verify/search-register.ts';
import { createTestWorld, type TestWorld } from './test-world.ts';

const root = resolve(import.meta.dirname, '..', '..');
const data = join(root, '..', 'shared', 'data');
const here = existsSync(data);
const actor = { kind: 'system', name: 'importer' } as const;

let test: TestWorld;
beforeAll(async () => {
  test = await createTestWorld('2025-07-01T02:00:00.000Z');
});
afterAll(async () => {
  await test.close();
});

async function* once(bytes: Uint8Array) {
  yield bytes;
}

async function register(id: string) {
  const file = `${id}.yaml`;
  const registered = await registerMapping(
    test.world,
    systemActing,
    readFileSync(join(root, 'mappings', file), 'utf8'),
    file,
  );
  if (registered.is !== 'registered') throw new Error(JSON.stringify(registered));
  return registered;
}

async function take(
  source: string,
  fileName: string,
  bytes: Uint8Array,
  more: { day?: string; take?: 'all-or-none' | 'good-rows' } = {},
) {
  const put = await test.world.storage.blobs.put(once(bytes), { most: 1e9 });
  if (!('digest' in put)) throw new Error('too large');
  return carryOutImport(test.world, {
    source,
    file: put.digest,
    fileName,
    day: more.day ?? null,
    take: more.take ?? 'all-or-none',
    actor,
  });
}

describe.skipIf(!here)('real registers on a real database (skipped where ../shared is absent)', () => {
  it('takes in four FedRAMP snapshots in any order; the same file twice changes nothing', async () => {
    await register('fedramp-products');
    const files = readdirSync(join(data, 'fedramp')).filter((f) => f.endsWith('.json'));
    // Not in the order of their days: the answers below must not depend on it.
    for (const file of [files[2], files[0], files[3], files[1]]) {
      const result = await take('fedramp-products', file ?? '', readFileSync(join(data, 'fedramp', file ?? '')));
      expect(result).toMatchObject({ report: { result: 'taken', rejected: 0 } });
    }
    const again = await take('fedramp-products', files[0] ?? '', readFileSync(join(data, 'fedramp', files[0] ?? '')));
    expect(again).toMatchObject({ report: { result: 'nothing-new', touched: 0 } });
    const sources = await test.world.storage.imports.sources();
    expect((await test.world.storage.imports.batches(sources[0]?.id ?? '')).map((b) => b.snapshot)).toEqual([
      '2023-02-28',
      '2023-12-31',
      '2024-12-31',
      '2025-06-30',
    ]);
  }, 120_000);

  it('answers for a day as known on a day, with the interval in which a change lies', async () => {
    const now = await lookUp(test.world, { number: 'f1607067912', name: null, codes: [], on: null, known: null });
    expect(now.found[0]?.verdict.word).toBe('valid');
    expect(now.found[0]?.dossier.source?.lastSnapshot).toBe('2025-06-30');
    const early = await lookUp(test.world, {
      number: 'F1607067912',
      name: null,
      codes: [],
      on: '2023-06-01',
      known: '2023-03-01',
    });
    expect(early.found[0]?.verdict.word).toBe('valid');
    const none = await lookUp(test.world, { number: 'F0000000000', name: null, codes: [], on: null, known: null });
    expect(none.found).toEqual([]);
    expect(none.coverage.sources.map((s) => s.code)).toContain('fedramp-products');
  });

  it('takes in the smart cards and the inspections, and tells corrections from events', async () => {
    await register('common-criteria-smartcards');
    const cards = await take(
      'common-criteria-smartcards',
      'cc.csv',
      readFileSync(join(data, 'common-criteria', 'cc_composite_smartcards_2005-2023.csv')),
      { day: '2024-04-01' },
    );
    expect(cards).toMatchObject({ report: { result: 'taken', rows: 719, rejected: 0, touched: 719 } });
    await register('hud-inspections');
    for (const day of ['2019-04-11', '2018-05-02']) {
      const file = `public-housing_${day}.jsonl`;
      expect(await take('hud-inspections', file, readFileSync(join(data, 'hud-inspections', file)))).toMatchObject({
        report: { result: 'taken', rejected: 0 },
      });
    }
    const changed = await test.world.storage.entries.countBy({ field: 'kind', is: ['inspection-result'] }, 'status');
    expect([...changed.keys()]).toEqual(['valid']);
  }, 120_000);

  it('finds by any fragment, and checks a pasted list', async () => {
    const found = await searchRegister(test.world, 'multiapp');
    expect(found.entries.length).toBeGreaterThan(0);
    const bulk = await checkBulk(
      test.world,
      [
        { number: 'ANSSI-CC-2023/42', name: 'THALES DIS FRANCE SA', codes: ['EAL5+'] },
        { number: 'ANSSI-CC-2023/42', name: 'Another Ltd', codes: [] },
        { number: 'ANSSI-CC-2023/42', name: null, codes: ['EAL7'] },
        { number: '***', name: null, codes: [] },
      ],
      { on: '2024-03-01', known: null },
    );
    expect(bulk.rows.map((r) => r.reason)).toEqual(['valid', 'name-differs', 'out-of-scope', 'wrong-form']);
  });
});

const mapping = (format: string) => `mapping: test-${format.replace(/\W/g, '')}
edition: "1"
source: { name: 测试, publisher: t, address: t, licence: t, coverage: 测试 }
format: ${format}
needs: [no, name]
key: [no]
entry: { kind: certificate, number-space: t, scheme: t }
fields:
  number: { from: no }
  holder: { from: name }
  status: { from: state, steps: [codes: { A: valid, S: suspended }] }
  from: { from: since, steps: [date: [iso, chinese]] }
`;

async function registerText(text: string) {
  const registered = await registerMapping(test.world, systemActing, text, 'test.yaml');
  if (registered.is !== 'registered') throw new Error(JSON.stringify(registered));
  return registered.source.code;
}

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('a file that is wrong', () => {
  it('is kept out whole, or let in by its good rows, as the user chose; each bad cell is named', async () => {
    const source = await registerText(mapping('csv'));
    const file = utf8('no,name,state,since\n1,甲,A,2025-01-02\n2,乙,X,2025-01-02\n3,丙,S,2025年2月30日\n1,丁,A,\n');
    const none = await take(source, 'a.csv', file, { day: '2025-06-01' });
    expect(none).toMatchObject({ report: { result: 'kept-out', rows: 4, rejected: 3, touched: 0 } });
    expect('report' in none ? none.report.problems.map((p) => [p.row, p.column, p.code, p.found]) : []).toEqual([
      [3, 'state', 'code', 'X'],
      [4, 'since', 'date', '2025年2月30日'],
      [5, 'no', 'key', '1'],
    ]);
    expect((await lookUp(test.world, { number: '1', name: null, codes: [], on: null, known: null })).found).toEqual([]);
    const good = await take(source, 'a.csv', file, { day: '2025-06-01', take: 'good-rows' });
    expect(good).toMatchObject({ report: { result: 'taken', rejected: 3, touched: 1 } });
    expect(
      (await lookUp(test.world, { number: '1', name: null, codes: [], on: null, known: null })).found[0]?.verdict.word,
    ).toBe('valid');
  });

  it('with other headings, encoding or no day is refused as a whole, in words', async () => {
    const source = await registerText(mapping('csv').replace('test-csv', 'test-csv-2'));
    expect(await take(source, 'b.csv', utf8('number,name\n1,a\n'), { day: '2025-06-01' })).toMatchObject({
      fault: { code: 'headers', expected: { en: 'the columns no' }, found: 'number, name', row: 1 },
    });
    expect(
      await take(
        source,
        'c.csv',
        new Uint8Array([
          0x6e, 0x6f, 0x2c, 0x6e, 0x61, 0x6d, 0x65, 0x0a, 0x31, 0x2c, 0xbc, 0xd7, 0xd2, 0xd2, 0xb1, 0xfb, 0x0a,
        ]),
        { day: '2025-06-01' },
      ),
    ).toMatchObject({ fault: { code: 'encoding' } });
    expect(await take(source, 'd.csv', utf8('no,name\n1,a\n'))).toMatchObject({ fault: { code: 'snapshot-day' } });
    expect(await take(source, 'e.csv', utf8('no,name\n'), { day: '2025-06-01' })).toMatchObject({
      fault: { code: 'no-rows' },
    });
  });

  it('in GB18030 and Windows-1252 is read by its declared encoding', async () => {
    const gb = await registerText(mapping('{ kind: csv, encoding: gb18030 }'));
    const bytes = new Uint8Array([...utf8('no,name\nG1,'), 0xbc, 0xd7, 0x0a]);
    expect(await take(gb, 'g.csv', bytes, { day: '2025-06-01' })).toMatchObject({
      report: { result: 'taken', touched: 1 },
    });
    expect(
      (
        await lookUp(test.world, { number: 'G1', name: '甲', codes: [], on: null, known: null })
      ).found[0]?.verdict.steps.find((s) => s.step === 'name')?.answer,
    ).toBe('yes');
    const western = await registerText(mapping('{ kind: csv, encoding: windows-1252, separator: ";" }'));
    expect(
      await take(western, 'w.csv', new Uint8Array([...utf8('no;name\nW1;M'), 0xfc, ...utf8('ller\n')]), {
        day: '2025-06-01',
      }),
    ).toMatchObject({ report: { result: 'taken' } });
    expect((await searchRegister(test.world, 'müller')).entries.length).toBe(1);
  });

  it('that is no workbook, or nested deeper than the path says, is said to be so', async () => {
    const sheet = await registerText(mapping('xlsx'));
    expect(await take(sheet, 'x.xlsx', utf8('not a zip'), { day: '2025-06-01' })).toMatchObject({
      fault: { code: 'format' },
    });
    const nested = await registerText(mapping('{ kind: json, path: data.rows }'));
    expect(await take(nested, 'n.json', utf8('{"data":{"other":[]}}'), { day: '2025-06-01' })).toMatchObject({
      fault: { code: 'path' },
    });
    expect(
      await take(nested, 'm.json', utf8('{"data":{"rows":[{"no":"N1","name":"甲","__proto__":{"x":1}}]}}'), {
        day: '2025-06-01',
      }),
    ).toMatchObject({ report: { result: 'taken' } });
    expect(await take(nested, 'o.json', utf8('{"data":{"rows":[{"no":"N2","na'), { day: '2025-06-01' })).toMatchObject({
      fault: { code: 'format' },
    });
  });
});

describe('the day of a snapshot that stands in its rows', () => {
  const mapping = [
    'mapping: test-rows-tell',
    'edition: "1"',
    'source: { name: { zh: 测试, en: Test }, publisher: T, address: https://t.example, licence: CC0, coverage: { zh: 全部, en: all } }',
    'format: csv',
    'snapshot-day: { column: as_of }',
    'key: [no]',
    'entry: { kind: certificate, number-space: test-rows, scheme: test-rows }',
    'fields:',
    '  number: { from: no }',
    '  status: { from: state, steps: [codes: { ok: valid }] }',
  ].join('\n');

  it('is read from them; a row that tells another day, or none, is a bad row', async () => {
    const registered = await registerMapping(test.world, systemActing, mapping, 'rows.yaml');
    expect(registered.is, JSON.stringify(registered)).toBe('registered');
    const bytes = (rows: string) => Buffer.from(`no,state,as_of\n${rows}`);
    const mixed = await take('test-rows-tell', 'a.csv', bytes('A,ok,2025-06-30\nB,ok,2025年6月29日\nC,ok,\n'));
    expect(JSON.stringify(mixed)).toContain('2025年6月29日');
    expect(mixed).toMatchObject({ report: { result: 'kept-out', rejected: 2 } });
    const good = await take('test-rows-tell', 'b.csv', bytes('A,ok,30 June 2025\nB,ok,20250630\n'));
    expect(good).toMatchObject({ report: { result: 'taken', snapshot: '2025-06-30' } });
  });
});
