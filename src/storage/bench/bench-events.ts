import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { NewEvent, StreamName } from '#certification/event/event.ts';
import { emptyHead, type StreamHead } from '#operation/ports/event-store.ts';
import type { Id } from '#operation/ports/values.ts';
import { sampleCase, sampleTask, stamp } from '../contracts/samples.ts';
import { openStorage, type PostgresStorage } from '../open-storage.ts';
import { seal } from '../postgres/event-store.ts';
import { rowValues, upsertStatement } from '../postgres/table.ts';
import { caseTable, taskTable } from '../postgres/tables.ts';
import { type Comparison, compare } from './rates.ts';

export interface EventBenchOptions {
  /** A migrated database; what is made in it stays. */
  readonly url: string;
  readonly files: string;
  readonly connections: readonly number[];
  readonly seconds: number;
  /** Whether a commit waits for the disk; off, what both ways have to wait for anyway hides nothing. */
  readonly synchronous?: boolean;
}

/** An event of ordinary size: about 900 bytes in its envelope. */
const event = (n: number): NewEvent => ({
  type: 'StepDone',
  format: 1,
  body: {
    step: 'review',
    line: null,
    outcome: 'passed',
    values: { n, remark: '申请材料齐全，符合受理条件。'.repeat(12), persons: 120, standard: 'GB/T 19001-2016' },
    effects: {
      opened: [{ step: 'contract', lines: [], by: ['contract-manager'] }],
      reopened: [],
      skipped: [],
      clocks: [],
      ended: null,
    },
  },
});

/** Ids that sort by their making, as uuid v7, without a clock. */
let made = 0;
const start = randomBytes(6).toString('hex');
const newId = (): Id => `${start.slice(0, 8)}-${start.slice(8)}-7000-8000-${(++made).toString(16).padStart(12, '0')}`;

/** Measures append (with projection, fact and commit) against a bare transaction with the same rows, and loading against fetching. */
export async function benchEvents(options: EventBenchOptions): Promise<readonly Comparison[]> {
  const url = options.synchronous === false ? withoutWaiting(options.url) : options.url;
  const storage = openStorage({
    url,
    files: options.files,
    connections: Math.max(...options.connections),
  });
  const pool = new pg.Pool({ connectionString: url, max: Math.max(...options.connections) });
  pool.on('error', () => {});
  try {
    const results: Comparison[] = [];
    for (const together of options.connections)
      results.push(
        await compare({
          name: `append and project, ${together} connection${together === 1 ? '' : 's'}${options.synchronous === false ? ', commit not waited for' : ''}`,
          ours: appendOurs(storage),
          bare: appendBare(pool),
          together,
          seconds: options.seconds,
        }),
      );
    if (options.synchronous !== false) results.push(await benchLoad(storage, pool, options.seconds));
    return results;
  } finally {
    await storage.close();
    await pool.end();
  }
}

function withoutWaiting(url: string): string {
  const changed = new URL(url);
  changed.searchParams.set('options', '-c synchronous_commit=off');
  return changed.href;
}

/** Streams that are appended to in turn; each worker takes one out while it works on it. */
class Streams {
  readonly #free: { stream: StreamName; head: StreamHead }[] = [];

  take(): { stream: StreamName; head: StreamHead } {
    return this.#free.pop() ?? { stream: { kind: 'case', id: newId() }, head: emptyHead };
  }

  give(stream: StreamName, head: StreamHead): void {
    if (head.version < 20) this.#free.push({ stream, head });
  }
}

function rowsFor(stream: StreamName, version: number) {
  return { cases: [sampleCase(stream.id, { version })], tasks: [sampleTask(stream.id, { opening: version })] };
}

const factBytes = (version: number) =>
  Buffer.from(`{"kind":"entry","status":"valid","version":${version},"digest":"${'ab'.repeat(32)}"}`);

function appendOurs(storage: PostgresStorage): () => Promise<void> {
  const streams = new Streams();
  return async () => {
    const { stream, head } = streams.take();
    const version = head.version + 1;
    const facts = [{ version, kind: 'entry', bytes: factBytes(version) }];
    const append = { stream, expected: head, events: [event(version)], facts };
    const result = await storage.inTransaction(async (t) => {
      const appended = await storage.events.append(t, [append], stamp(newId));
      await storage.projections.put(t, rowsFor(stream, version));
      return appended;
    });
    if ('appended' in result) streams.give(stream, result.appended[0]?.head ?? head);
  };
}

/** The same rows by prepared statements of one's own, their bytes made beforehand: what PostgreSQL and its driver cost alone. */
function appendBare(pool: pg.Pool): () => Promise<void> {
  const streams = new Streams();
  const prepared = seal(
    { stream: { kind: 'case', id: newId() }, expected: emptyHead, events: [event(1)], facts: [] },
    stamp(newId),
  );
  const [row] = prepared.events;
  const at = '2026-03-10T04:05:06.789Z';
  return async () => {
    const { stream, head } = streams.take();
    const version = head.version + 1;
    const rows = rowsFor(stream, version);
    const client = await pool.connect();
    try {
      await client.query('begin');
      if (version === 1)
        await client.query({
          name: 'h',
          text: 'insert into stream_head values ($1, $2, $3, $4)',
          values: [stream.id, 'case', 1, row?.row.hash],
        });
      else
        await client.query({
          name: 'u',
          text: 'update stream_head set version = $2, hash = $3 where id = $1 and version = $2 - 1',
          values: [stream.id, version, row?.row.hash],
        });
      await client.query({
        name: 'e',
        text: 'insert into event (stream_id, stream_kind, version, id, type, format, recorded_at, bytes, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
        values: [stream.id, 'case', version, newId(), 'StepDone', 1, at, row?.row.bytes, row?.row.hash],
      });
      await client.query({
        name: 'o',
        text: 'insert into outbox (stream_id, stream_kind, version, ordinal, kind, recorded_at, bytes, hash) values ($1, $2, $3, 0, $4, $5, $6, $7)',
        values: [stream.id, 'case', version, 'entry', at, factBytes(version), row?.row.hash],
      });
      await client.query({
        ...upsertStatement(caseTable, 1),
        values: rows.cases.flatMap((one) => rowValues(caseTable, one)),
      });
      await client.query({
        ...upsertStatement(taskTable, 1),
        values: rows.tasks.flatMap((one) => rowValues(taskTable, one)),
      });
      await client.query('commit');
    } finally {
      client.release();
    }
    streams.give(stream, { version, hash: '00'.repeat(32) });
  };
}

async function benchLoad(storage: PostgresStorage, pool: pg.Pool, seconds: number): Promise<Comparison> {
  const stream: StreamName = { kind: 'case', id: newId() };
  const events = Array.from({ length: 500 }, (_, i) => event(i));
  await storage.inTransaction((t) =>
    storage.events.append(t, [{ stream, expected: emptyHead, events, facts: [] }], stamp(newId)),
  );
  const text = 'select version, type, recorded_at, bytes, hash from event where stream_id = $1 order by version';
  return compare({
    name: 'load of a stream of 500 events against fetching its rows',
    ours: () => storage.events.load(stream),
    bare: () => pool.query({ name: 'fetch', text, values: [stream.id] }),
    together: 1,
    seconds,
  });
}
