import type { StreamName } from '#certification/event/event.ts';
import type { LoadedStream } from '#operation/ports/event-store.ts';
import type { Id } from '#operation/ports/values.ts';
import { copyWhole } from '../postgres/copy.ts';
import type { Database } from '../postgres/database.ts';
import { corrupt, readStream, type StreamRow } from '../postgres/event-store.ts';
import { BinaryRows } from './binary-rows.ts';

/** Streams with ids behind `after` and up to `to`: those of parties, or all others that have rows. */
export interface StreamRange {
  readonly of: 'parties' | 'others';
  readonly after: Id;
  readonly to: Id;
}

const first: Id = '00000000-0000-0000-0000-000000000000';
const last: Id = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Schemes, and imported sources, have no rows of their own: those of a source are made by its import. */
const isOf = { parties: `= 'party'`, others: `not in ('party', 'scheme', 'source')` } as const;

export interface Ranges {
  readonly streams: number;
  readonly ranges: readonly StreamRange[];
}

/** The streams cut into ranges of so many. Ids are given in the order of time, so that a range lies together on the disk. */
export async function rangesOf(database: Database, of: StreamRange['of'], streamsAtOnce: number): Promise<Ranges> {
  const text = `select id, count from (
      select id, row_number() over (order by id) as n, count(*) over () as count from stream_head where kind ${isOf[of]}) as s
    where n % $1 = 0 or n = count order by id`;
  const rows = await database.rows<{ id: Id; count: number }>({ text }, [streamsAtOnce]);
  const ends = [...rows.slice(0, -1).map(({ id }) => id), last];
  return { streams: rows[0]?.count ?? 0, ranges: ends.map((to, i) => ({ of, after: ends[i - 1] ?? first, to })) };
}

/** The streams of a range as they came from the database: their heads and their events, each in the order of the ids. */
export interface RangeBytes {
  readonly heads: Buffer;
  readonly events: Buffer;
}

/**
 * Reads a range, as of one moment, by two walks along two keys. A join of them would be planned from what the statistics say of
 * uuids, which is often one row, and then walk through the events of the range once for each of its streams; one statement for
 * both would sort what lies sorted. As COPY in its binary format: the events come as the bytes that they are.
 * @param into what an earlier range was read into, and is done with
 */
export function readRange(database: Database, { of, after, to }: StreamRange, into?: RangeBytes): Promise<RangeBytes> {
  const within = (id: string) => `${id} > '${after}' and ${id} <= '${to}'`;
  const copyOf = (select: string) => `copy (${select}) to stdout with (format binary)`;
  return database.withClient(async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const heads = await copyWhole(
      client,
      copyOf(`select id, kind, version, hash from stream_head where ${within('id')} and kind ${isOf[of]} order by id`),
      into && allOf(into.heads),
    );
    // Parties lie thinly among the others: each is looked up, where the others are walked through.
    const meant =
      of === 'parties'
        ? `stream_id = any('{${idsOf(heads).join()}}')`
        : `${within('stream_id')} and stream_kind ${isOf.others}`;
    const events = await copyWhole(
      client,
      copyOf(
        `select stream_id, version, hash, stream_kind, bytes from event where ${meant} order by stream_id, version`,
      ),
      into && allOf(into.events),
    );
    await client.query('commit');
    return { heads, events };
  });
}

/** All the memory that some bytes lie in. */
const allOf = ({ buffer }: Buffer): Buffer => Buffer.from(buffer);

function idsOf(heads: Buffer): readonly Id[] {
  const ids: Id[] = [];
  for (const head = new BinaryRows(heads); head.next(); ) ids.push(head.uuid(0));
  return ids;
}

/** The streams of a range one by one, each read when it is asked for: what was done with is soon forgotten. */
export function* streamsOf({ heads, events }: RangeBytes): Generator<LoadedStream> {
  const head = new BinaryRows(heads);
  const event = new BinaryRows(events);
  let hasEvent = event.next();
  while (head.next()) {
    const kind = head.text(1) as StreamName['kind'];
    const stream = { kind, id: head.uuid(0) };
    const rows: StreamRow[] = [{ kind, version: head.int(2) ?? 0, hash: head.hex(3), text: null }];
    for (; hasEvent && event.isSame(0, head, 0); hasEvent = event.next())
      rows.push({ kind, version: event.int(1) ?? 0, hash: event.hex(2), text: event.text(4) });
    yield readStream(stream, rows, 0);
  }
  if (hasEvent) {
    const stream = { kind: event.text(3) as StreamName['kind'], id: event.uuid(0) };
    throw corrupt(stream, `a head of the kind ${stream.kind}`, 'events without a head');
  }
}
