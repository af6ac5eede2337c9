import type { StreamName } from '#certification/event/event.ts';
import type { Outbox, OutboxFact } from '#operation/ports/outbox.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Database } from './database.ts';

type FactRow = Omit<OutboxFact, 'stream'> & { readonly streamKind: StreamName['kind']; readonly streamId: string };

const columns = `o.stream_kind as "streamKind", o.stream_id as "streamId", o.version, o.ordinal, o.kind, o.bytes,
  encode(o.hash, 'hex') as hash, o.position`;

export class PostgresOutbox implements Outbox {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async waiting(): Promise<number> {
    const text = 'select count(*) as count from outbox where position is null';
    const [row] = await this.#database.rows<{ count: number }>({ name: 'outbox waiting', text });
    return row?.count ?? 0;
  }

  /** The oldest by the clock, and with each everything of its stream before it: a clock that was set back can't turn a stream round. */
  async next(limit: number, within?: Transaction): Promise<readonly OutboxFact[]> {
    const text = `
      with oldest as (
        select stream_id, version from outbox where position is null
        order by recorded_at, stream_id, version, ordinal limit $1),
      ends as (select stream_id, max(version) as version from oldest group by stream_id)
      select ${columns} from outbox o join ends on o.stream_id = ends.stream_id and o.version <= ends.version
      where o.position is null order by o.stream_id, o.version, o.ordinal`;
    return (await this.#database.rows<FactRow>({ name: 'outbox next', text }, [limit], within)).map(toFact);
  }

  async ofStream(stream: StreamName, within?: Transaction): Promise<readonly OutboxFact[]> {
    const text = `select ${columns} from outbox o where stream_id = $1::uuid order by version, ordinal`;
    return (await this.#database.rows<FactRow>({ name: 'outbox of stream', text }, [stream.id], within)).map(toFact);
  }
}

function toFact({ streamKind: kind, streamId: id, ...fact }: FactRow): OutboxFact {
  return { stream: { kind, id }, ...fact };
}
