import type { StreamName } from '#certification/event/event.ts';
import type { LoadedStream } from '#operation/ports/event-store.ts';
import type { Id } from '#operation/ports/values.ts';
import { copyEach } from '../postgres/copy.ts';
import type { Database } from '../postgres/database.ts';
import { readStream, type StreamRow } from '../postgres/event-store.ts';
import { BinaryRows } from './binary-rows.ts';

/** The streams with ids behind `after` and up to `to`. */
export interface StreamRange {
  readonly after: Id;
  readonly to: Id;
}

const first: Id = '00000000-0000-0000-0000-000000000000';
const last: Id = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** All streams, cut into ranges of so many. Ids are given in the order of time, so that a range lies together on the disk. */
export async function rangesOf(
  database: Database,
  streamsAtOnce: number,
): Promise<{ readonly streams: number; readonly ranges: readonly StreamRange[] }> {
  const text = `select id, count from (select id, row_number() over (order by id) as n, count(*) over () as count from stream_head) as s
    where n % $1 = 0 or n = count order by id`;
  const rows = await database.rows<{ id: Id; count: number }>({ text }, [streamsAtOnce]);
  const ends = [...rows.slice(0, -1).map(({ id }) => id), last];
  return { streams: rows[0]?.count ?? 0, ranges: ends.map((to, i) => ({ after: ends[i - 1] ?? first, to })) };
}

/** Streams without rows of their own: schemes, and imported sources, whose rows their import makes. */
const rowless = `'scheme', 'source'`;

/**
 * The streams of a range with their heads, by one statement, so that they are of one moment. As COPY in its binary format: the
 * events come as the bytes that they are, and nothing is spelled out on one side to be read on the other.
 */
export async function readRange(database: Database, { after, to }: StreamRange): Promise<readonly LoadedStream[]> {
  const within = (id: string) => `${id} > '${after}' and ${id} <= '${to}'`;
  // Two walks along two keys. A join of them would be planned from what the statistics say of uuids, which is often one row, and then
  // walk through the events of the range once for each of its streams.
  const text = `copy (
    select id, 0 as part, version, kind, hash, null::bytea from stream_head where ${within('id')} and kind not in (${rowless})
    union all
    select stream_id, 1, version, stream_kind, hash, bytes from event where ${within('stream_id')} and stream_kind not in (${rowless})
    order by 1, 2, 3) to stdout with (format binary)`;
  const streams: LoadedStream[] = [];
  let stream: StreamName | null = null;
  let rows: StreamRow[] = [];
  let last = '';
  const finish = () => {
    if (stream !== null) streams.push(readStream(stream, rows, 0));
  };
  const rowsOf = new BinaryRows((row) => {
    const hex = row.hex(0);
    const isNew = hex !== last;
    const kind = stream === null || isNew ? (row.text(3) as StreamName['kind']) : stream.kind;
    if (isNew) {
      finish();
      last = hex;
      stream = { kind, id: row.uuid(0) };
      rows = [];
    }
    rows.push({ kind, version: row.int(2) ?? 0, hash: row.hex(4), text: row.int(1) === 0 ? null : row.text(5) });
  });
  await database.withClient((client) => copyEach(client, text, (bytes) => rowsOf.take(bytes)));
  finish();
  return streams;
}
