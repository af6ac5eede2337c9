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
  const text = `copy (select h.id, h.kind, h.version, h.hash, e.version, e.hash, e.bytes
    from stream_head h left join event e on e.stream_id = h.id and e.stream_id > '${after}' and e.stream_id <= '${to}'
    where h.id > '${after}' and h.id <= '${to}' and h.kind not in (${rowless})
    order by h.id, e.version) to stdout with (format binary)`;
  const streams: LoadedStream[] = [];
  let stream: StreamName | null = null;
  let rows: StreamRow[] = [];
  let last = '';
  const finish = () => {
    if (stream !== null) streams.push(readStream(stream, rows, 0));
  };
  const rowsOf = new BinaryRows((row) => {
    const hex = row.hex(0);
    if (hex !== last) {
      finish();
      last = hex;
      const kind = row.text(1) as StreamName['kind'];
      stream = { kind, id: row.uuid(0) };
      rows = [{ kind, version: row.int(2) ?? 0, hash: row.hex(3), text: null }];
    }
    const version = row.int(4);
    if (version !== null) rows.push({ kind: stream?.kind ?? '', version, hash: row.hex(5), text: row.text(6) });
  });
  await database.withClient((client) => copyEach(client, text, (bytes) => rowsOf.take(bytes)));
  finish();
  return streams;
}
