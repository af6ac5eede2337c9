import type { EventEnvelope, StreamName } from '#certification/event/event.ts';
import type { ProjectionRows } from '#operation/ports/projections.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Id } from '#operation/ports/values.ts';
import type { PostgresStorage } from '../open-storage.ts';
import { projectionTables } from '../postgres/projections.ts';

/** A stream with its events, oldest first. */
export interface StreamEvents {
  readonly stream: StreamName;
  readonly events: readonly EventEnvelope[];
}

export interface ReplayOptions {
  readonly storage: PostgresStorage;
  /** The rows of the projections that these streams give, each whole. */
  readonly project: (streams: readonly StreamEvents[]) => Promise<ProjectionRows>;
  /** What is projected from elsewhere than streams of their own (imported entries): written at the end. */
  readonly further?: (transaction: Transaction) => Promise<void>;
  readonly onProgress?: (done: { readonly streams: number; readonly events: number }) => void;
}

const streamsAtOnce = 2000;

/**
 * Throws all projections away and builds them again from the events, in one transaction: others see the old rows until the end,
 * and a crash leaves them. While rows come in, the tables have no indexes; those are made
 * anew at the end, and a key that comes twice is found then.
 */
export async function replay(options: ReplayOptions): Promise<{ readonly streams: number; readonly events: number }> {
  const { storage, project, further, onProgress = () => {} } = options;
  const done = { streams: 0, events: 0 };
  await storage.inTransaction(async (transaction) => {
    Object.assign(done, { streams: 0, events: 0 });
    const roomy = `set local statement_timeout = 0; set local maintenance_work_mem = '512MB'`;
    await storage.database.change({ text: roomy }, [], transaction);
    await storage.projections.clear(transaction);
    const indexes = await dropIndexes(storage, transaction);
    // The next streams are read while the rows of the last are written.
    let next = readStreams(storage, null);
    while (true) {
      const streams = await next;
      const last = streams.at(-1);
      if (!last) break;
      next = readStreams(storage, last.stream.id);
      // A failure of the writing must not leave the reading's unheard.
      next.catch(() => {});
      await storage.projections.fill(transaction, await project(streams));
      done.streams += streams.length;
      done.events += streams.reduce((sum, { events }) => sum + events.length, 0);
      onProgress(done);
    }
    await further?.(transaction);
    for (const definition of indexes) await storage.database.change({ text: definition }, [], transaction);
  });
  await storage.database.change({ text: 'analyze' });
  return done;
}

/**
 * Takes away the indexes of the tables that `clear` empties, their keys too: made at the end from sorted rows, they cost a
 * fraction. Returns how to make them again.
 */
async function dropIndexes(storage: PostgresStorage, transaction: Transaction): Promise<readonly string[]> {
  const text = `select c.relname::text as name, t.relname::text as table, i.indisprimary as "isKey",
      case when i.indisprimary
        then format('alter table %I add constraint %I %s', t.relname, c.relname, pg_get_constraintdef(k.oid))
        else pg_get_indexdef(i.indexrelid) end as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
    left join pg_constraint k on k.conindid = i.indexrelid
    where t.relnamespace = 'public'::regnamespace and t.relname = any($1::text[]) order by i.indisprimary desc, 1`;
  interface Index {
    readonly name: string;
    readonly table: string;
    readonly isKey: boolean;
    readonly definition: string;
  }
  const found = await storage.database.rows<Index>({ text }, [projectionTables], transaction);
  for (const { name, table, isKey } of found) {
    const drop = isKey ? `alter table "${table}" drop constraint "${name}"` : `drop index "${name}"`;
    await storage.database.change({ text: drop }, [], transaction);
  }
  return found.map(({ definition }) => definition);
}

/** The next streams by their ids, outside of the replay's transaction: events are never changed. */
async function readStreams({ database }: PostgresStorage, after: Id | null): Promise<readonly StreamEvents[]> {
  const text = `with heads as materialized (
      select id, kind from stream_head where $1::uuid is null or id > $1::uuid order by id limit ${streamsAtOnce})
    select h.id, h.kind, convert_from(e.bytes, 'UTF8') as text
    from heads h join event e on e.stream_id = h.id order by h.id, e.version`;
  const rows = await database.rows<{ id: Id; kind: StreamName['kind']; text: string }>(
    { name: 'replay streams', text },
    [after],
  );
  const streams: { stream: StreamName; events: EventEnvelope[] }[] = [];
  for (const { id, kind, text } of rows) {
    const event = JSON.parse(text) as EventEnvelope;
    const last = streams.at(-1);
    if (last?.stream.id === id) last.events.push(event);
    else streams.push({ stream: { kind, id }, events: [event] });
  }
  return streams;
}
