import { Readable } from 'node:stream';
import type { FileFormat } from '#certification/mapping/mapping.ts';
import { systemActing } from '#operation/acts/request.ts';
import { readRows } from '#operation/import/read-rows.ts';
import { carryOutImport, registerMapping } from '#operation/import/sources.ts';
import { leaveClusters } from '../database.ts';
import { createTestWorld } from './test-world.ts';

/**
 * A process of its own for `streamed-register.test.ts`: reads a register that is made while it is read and lies nowhere, and
 * says at its end how many rows it saw and how much memory it ever took. `KIND MEGABYTES reader|intake`.
 */
const [kind = 'csv', megabytes = '1', part = 'reader'] = process.argv.slice(2);
const size = Number(megabytes) * 1_000_000;

// Few of its bytes are mapped: what is measured is the reading, and an intake of 2 GB ends the same day.
const padding = '说明：'.repeat(30) + 'x'.repeat(part === 'intake' ? 4000 : 1000);

/** A row in the form of the kind, of some kilobytes. Some rows of the gathered register speak of one entry. */
function rowOf(n: number): string {
  const no = kind === 'gathered' ? Math.floor(n / 2) : n;
  if (kind === 'csv' || kind === 'gathered')
    return `N-${no},"示例制造, ${no} 号 ""有限公司""",A,2025-01-02,S${n % 7},"${padding}"\n`;
  const row = JSON.stringify({
    no: `N-${no}`,
    name: `示例制造 ${no} 号`,
    state: 'A',
    since: '2025-01-02',
    notes: { long: padding },
  });
  return kind === 'json-lines' ? `${row}\n` : `${n === 0 ? '' : ',\n'}${row}`;
}

let made = 0;
async function* register(): AsyncGenerator<Buffer> {
  const isTable = kind === 'csv' || kind === 'gathered';
  yield Buffer.from(
    isTable
      ? '\uFEFFno,name,state,since,code,notes\n'
      : kind === 'json'
        ? '{"made":{"by":["test"]},"data":{"rows":['
        : '',
  );
  for (let bytes = 0; bytes < size; ) {
    const rows: string[] = [];
    for (let i = 0; i < 50; i++) rows.push(rowOf(made++));
    const chunk = Buffer.from(rows.join(''));
    bytes += chunk.length;
    // In pieces that respect neither rows nor characters.
    for (let at = 0; at < chunk.length; at += 65_521) yield chunk.subarray(at, at + 65_521);
  }
  if (kind === 'json') yield Buffer.from('],"after":true}}');
}

const format = { csv: 'csv', gathered: 'csv', 'json-lines': 'json-lines', json: '{ kind: json, path: data.rows }' }[
  kind
];
const formats: Readonly<Record<string, FileFormat>> = {
  csv: { kind: 'csv', separator: ',', encoding: 'utf-8', headerRow: 1 },
  'json-lines': { kind: 'json-lines' },
  json: { kind: 'json', path: 'data.rows' },
};

async function read(): Promise<number> {
  const chosen = formats[kind === 'gathered' ? 'csv' : kind];
  if (chosen === undefined) throw new Error(`Expected a kind of register, found ${kind}.`);
  let rows = 0;
  for await (const { source } of readRows(
    { format: chosen, needs: ['no', 'name'] },
    Readable.from(register(), { objectMode: false }),
  ))
    if (typeof source['no'] === 'string' && source['no'].startsWith('N-')) rows += 1;
  return rows;
}

const mapping = `mapping: streamed
edition: "1"
source: { name: { zh: 测试, en: Test }, publisher: T, address: https://t.example, licence: CC0, coverage: { zh: 全部, en: all } }
format: ${format}
needs: [no, name]
key: [no]
${kind === 'gathered' ? 'gather: [scope-codes]\n' : ''}entry: { kind: certificate, number-space: streamed, scheme: streamed }
fields:
  number: { from: no }
  holder: { from: name }
  status: { from: state, steps: [codes: { A: valid }] }
  from: { from: since, steps: [date: [iso]] }
${kind === 'gathered' ? '  scope-codes: { from: code }\n' : ''}`;

async function takeIn(): Promise<number> {
  const test = await createTestWorld('2025-07-01T02:00:00.000Z');
  try {
    const blobs = { ...test.storage.blobs, get: async () => register() };
    const world = { ...test.world, storage: { ...test.world.storage, blobs } };
    const registered = await registerMapping(world, systemActing, mapping, 'streamed.yaml');
    if (registered.is !== 'registered') throw new Error(JSON.stringify(registered));
    const result = await carryOutImport(world, {
      source: 'streamed',
      file: 'ab'.repeat(32),
      fileName: 'made-on-the-way',
      day: '2025-06-30',
      take: 'all-or-none',
      actor: { kind: 'system', name: 'test' },
    });
    if (!('report' in result) || result.report.result !== 'taken')
      throw new Error(JSON.stringify(result).slice(0, 2000));
    const { report } = result;
    if (report.touched !== (kind === 'gathered' ? report.rows / 2 : report.rows))
      throw new Error(JSON.stringify(report));
    return report.rows;
  } finally {
    await test.close();
    await leaveClusters();
  }
}

const before = process.resourceUsage().maxRSS;
const began = performance.now();
const rows = part === 'intake' ? await takeIn() : await read();
if (rows !== made) throw new Error(`Expected ${made} rows, found ${rows}.`);
const seconds = (performance.now() - began) / 1000;
// `maxRSS` is the kernel's own high-water mark, in kilobytes: no moment between two looks is missed.
const megabytesOf = (kilobytes: number) => Math.round((kilobytes * 1024) / 1_000_000);
console.log(
  JSON.stringify({ rows, seconds, before: megabytesOf(before), peak: megabytesOf(process.resourceUsage().maxRSS) }),
);
