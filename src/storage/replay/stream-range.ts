import type { StreamName } from '#certification/event/event.ts';
import type { LoadedStream } from '#operation/ports/event-store.ts';
import type { Id } from '#operation/ports/values.ts';
import { copyOut } from '../postgres/copy.ts';
import type { Database } from '../postgres/database.ts';
import { readStream, type StreamRow } from '../postgres/event-store.ts';

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
  const bytes = await database.withClient(async (client) => {
    const chunks: Buffer[] = [];
    for await (const chunk of copyOut(client, text)) chunks.push(chunk);
    return Buffer.concat(chunks);
  });
  const streams: LoadedStream[] = [];
  for (const { stream, rows } of streamsIn(new Fields(bytes))) streams.push(readStream(stream, rows, 0));
  return streams;
}

function* streamsIn(fields: Fields): Generator<{ readonly stream: StreamName; readonly rows: readonly StreamRow[] }> {
  let id = '';
  let kind: StreamName['kind'] = 'party';
  let rows: StreamRow[] = [];
  while (fields.nextRow()) {
    const found = fields.hex();
    const foundKind = fields.text() as StreamName['kind'];
    const head = { kind: foundKind, version: fields.int() ?? 0, hash: fields.hex(), text: null };
    if (found !== id) {
      if (rows.length > 0) yield { stream: { kind, id: uuidOf(id) }, rows };
      [id, kind, rows] = [found, foundKind, [head]];
    }
    const version = fields.int();
    const hash = fields.hex();
    const text = fields.text();
    if (version !== null) rows.push({ kind, version, hash, text });
  }
  if (rows.length > 0) yield { stream: { kind, id: uuidOf(id) }, rows };
}

const uuidOf = (hex: string) =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;

/** Signature, flags, and the length of an extension that there is none of. */
const headBytes = 19;

/** Walks the fields of a COPY in binary format: each has its length before it, a null the length -1. */
class Fields {
  readonly #bytes: Buffer;
  #at = headBytes;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** False at the end. */
  nextRow(): boolean {
    const columns = this.#bytes.readInt16BE(this.#at);
    this.#at += 2;
    return columns >= 0;
  }

  /** Where the next field begins and ends. */
  #next(): readonly [begin: number, end: number] {
    const begin = this.#at + 4;
    const end = begin + Math.max(0, this.#bytes.readInt32BE(this.#at));
    this.#at = end;
    return [begin, end];
  }

  hex(): string {
    return this.#bytes.toString('hex', ...this.#next());
  }

  text(): string {
    return this.#bytes.toString('utf8', ...this.#next());
  }

  int(): number | null {
    const [begin, end] = this.#next();
    return end === begin ? null : this.#bytes.readInt32BE(begin);
  }
}
