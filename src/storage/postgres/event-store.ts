import { hash } from 'node:crypto';
import { type EventEnvelope, type StreamName, streamKinds } from '#certification/event/event.ts';
import type {
  AppendResult,
  EventStore,
  LoadedStream,
  Stamp,
  StoredEvent,
  StreamAppend,
  StreamHead,
} from '#operation/ports/event-store.ts';
import { ClockBehind, StorageFault } from '#operation/ports/fault.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Id, Instant } from '#operation/ports/values.ts';
import { type ChainRow, linkEvent } from '#proof/chain.ts';
import { fromHex, toHex } from '#proof/hex.ts';
import { appendStatement, type SealedAppend } from './append-statement.ts';
import type { Database, Statement } from './database.ts';
import { isId } from './filter-sql.ts';

/** The head of a stream and its events by one statement, so that both are of one moment. A head has no text. */
export interface StreamRow {
  readonly kind: string;
  readonly version: number;
  readonly hash: string;
  readonly text: string | null;
}

type FoundRow = StreamRow & { readonly stream_id: string };

const loadStatement: Statement = {
  name: 'load streams',
  text: `
    select * from (
      select id as stream_id, kind, version, encode(hash, 'hex') as hash, null::text as text
        from stream_head where id = any($1::uuid[])
      union all
      select stream_id, stream_kind, version, encode(hash, 'hex'), convert_from(bytes, 'UTF8')
        from event where stream_id = any($1::uuid[])) as rows
    order by stream_id, text is not null, version`,
};

const loadOneStatement: Statement = {
  name: 'load stream',
  text: `
    (select id as stream_id, kind, version, encode(hash, 'hex') as hash, null::text as text
       from stream_head where id = $1::uuid)
    union all
    (select stream_id, stream_kind, version, encode(hash, 'hex'), convert_from(bytes, 'UTF8')
       from event where stream_id = $1::uuid and version > $2::integer order by version)`,
};

const headStatement: Statement = {
  name: 'stream head',
  text: 'select version from stream_head where id = $1::uuid',
};

/** The kind stands in the text: entries are walked through by the key, the other kinds by an index of theirs (migration 0007). */
const listStatement = (kind: StreamName['kind']): Statement => ({
  name: `list ${kind} streams`,
  text: `select id, version, encode(hash, 'hex') as hash from stream_head
    where kind = '${kind}' and ($1::uuid is null or id > $1::uuid) order by id limit $2`,
});

/** SHA-256 as `#proof` takes it. One call with no object in between: 3 M a second against 0.6 M. */
export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

export class PostgresEventStore implements EventStore {
  readonly #database: Database;
  /** What was recorded up to then may lie ahead of the clock: it ran ahead, and was put right. */
  readonly #ranAheadUntil: Instant | null;

  constructor(database: Database, ranAheadUntil: Instant | null = null) {
    this.#database = database;
    this.#ranAheadUntil = ranAheadUntil;
  }

  async load(stream: StreamName, options: { after?: number } = {}, within?: Transaction): Promise<LoadedStream> {
    checkName(stream);
    const after = options.after ?? 0;
    const rows = await this.#database.rows<StreamRow>(loadOneStatement, [stream.id, after], within);
    return readStream(stream, rows, after);
  }

  async loadAll(streams: readonly StreamName[], within?: Transaction): Promise<readonly LoadedStream[]> {
    streams.forEach(checkName);
    const ids = streams.map((s) => s.id);
    const rows = await this.#database.rows<FoundRow>(loadStatement, [ids], within);
    const byStream = new Map<Id, FoundRow[]>(ids.map((id) => [id, []]));
    for (const row of rows) byStream.get(row.stream_id)?.push(row);
    return streams.map((stream) => readStream(stream, byStream.get(stream.id) ?? [], 0));
  }

  async append(transaction: Transaction, appends: readonly StreamAppend[], stamp: Stamp): Promise<AppendResult> {
    appends.forEach(checkAppend);
    for (const { expected } of appends) this.#refuseEarlier(expected, stamp.recordedAt);
    // One order of locking for everybody: two that append to the same streams don't wait for each other.
    const sorted = [...appends].sort((a, b) => (a.stream.id < b.stream.id ? -1 : 1));
    const sealed = new Map(sorted.map((append) => [append, seal(append, stamp)]));
    const { statement, values } = appendStatement([...sealed.values()], stamp.recordedAt);
    const moved = await this.#database.rows<{ id: Id }>(statement, values, transaction);
    const late = appends.find(({ stream }) => !moved.some(({ id }) => id === stream.id));
    if (late) return this.#conflict(transaction, late);
    return {
      appended: appends.map((append) => {
        const { head, stored } = sealed.get(append) ?? { head: append.expected, stored: [] };
        return { stream: append.stream, head, events: stored };
      }),
    };
  }

  /** INVARIANT: the times of a stream do not go backwards, unless the operator has said up to when the clock was wrong. */
  #refuseEarlier({ recordedAt: last }: StreamHead, now: Instant): void {
    if (last === undefined || last <= now) return;
    if (this.#ranAheadUntil === null || last > this.#ranAheadUntil) throw new ClockBehind(last, now);
  }

  /** INVARIANT: nothing of a transaction that met a conflict is kept, not even what it wrote before. */
  async #conflict(transaction: Transaction, { stream, expected }: StreamAppend): Promise<AppendResult> {
    transaction.abandon();
    const [head] = await this.#database.rows<{ version: number }>(headStatement, [stream.id], transaction);
    return { conflict: { stream, expected: expected.version, current: head?.version ?? 0 } };
  }

  async streams(
    kind: StreamName['kind'],
    page: { after?: Id; limit: number },
  ): Promise<readonly { id: Id; head: StreamHead }[]> {
    if (!streamKinds.includes(kind)) throw new TypeError(`Expected a kind of stream, found \`${kind}\`.`);
    const values = [page.after ?? null, Math.max(1, Math.min(10_000, page.limit))];
    const rows = await this.#database.rows<{ id: Id; version: number; hash: string }>(listStatement(kind), values);
    return rows.map(({ id, version, hash }) => ({ id, head: { version, hash } }));
  }
}

function checkName({ kind, id }: StreamName): void {
  if (!streamKinds.includes(kind)) throw new TypeError(`Expected a kind of stream, found \`${kind}\`.`);
  if (!isId(id)) throw new TypeError(`Expected the uuid of a stream in lower case, found \`${id}\`.`);
}

function checkAppend({ stream, expected, events, facts }: StreamAppend): void {
  checkName(stream);
  if (events.length === 0) throw new TypeError(`Expected at least one event for ${stream.kind} ${stream.id}.`);
  if ((expected.version === 0) !== (expected.hash === null))
    throw new TypeError('Expected a head of version 0 without a hash, or of a later version with one.');
  const [first, last] = [expected.version + 1, expected.version + events.length];
  const stray = facts.find(({ version }) => version < first || version > last);
  if (stray)
    throw new TypeError(`Expected the facts to belong to versions ${first} to ${last}, found ${stray.version}.`);
}

/** Puts the events into their envelopes and chains them to the head. The bytes are made once, here, and never again. */
export function seal(append: StreamAppend, stamp: Stamp): SealedAppend & { readonly stored: readonly StoredEvent[] } {
  const { stream, expected } = append;
  let head = { stream, version: expected.version, hash: expected.hash === null ? null : bytesOf(expected.hash) };
  let previous = expected.hash;
  const events: SealedAppend['events'][number][] = [];
  const stored: StoredEvent[] = [];
  for (const { type, format, body } of append.events) {
    const about = {
      envelope: 1 as const,
      id: stamp.newId(),
      type,
      format,
      recordedAt: stamp.recordedAt,
      actor: stamp.actor,
      body,
    };
    const linked: { row: ChainRow; head: { version: number; hash: Uint8Array | null } } = linkEvent(
      head,
      about,
      sha256,
    );
    const hash = toHex(linked.row.hash);
    const envelope: EventEnvelope = { ...about, stream, version: linked.row.version, previous };
    events.push({ id: about.id, type, format, row: linked.row });
    stored.push({ envelope, hash });
    head = { stream, version: linked.row.version, hash: linked.row.hash };
    previous = hash;
  }
  return { append, head: { version: head.version, hash: previous, recordedAt: stamp.recordedAt }, events, stored };
}

function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex);
  if (!bytes) throw new TypeError(`Expected a digest in hex, found \`${hex}\`.`);
  return bytes;
}

/**
 * Reads the rows of one stream: the head first, then its events. What costs nothing is checked: no gap, each event names the
 * hash of the one before, the last is the head's. Whether bytes and hashes agree is for the audit.
 */
export function readStream(stream: StreamName, rows: readonly StreamRow[], after: number): LoadedStream {
  const [first, ...rest] = rows;
  if (!first) return { stream, head: { version: 0, hash: null }, events: [] };
  if (first.text !== null || first.kind !== stream.kind)
    throw corrupt(
      stream,
      `a head of the kind ${stream.kind}`,
      first.text === null ? first.kind : 'events without a head',
    );
  const head = { version: first.version, hash: first.hash };
  const events = rest.map((row, i) => readEvent(stream, row, { version: after + i + 1, previous: rest[i - 1]?.hash }));
  const last = rest.at(-1);
  if (last ? last.version !== head.version || last.hash !== head.hash : after < head.version)
    throw corrupt(
      stream,
      `events up to version ${head.version} with the head's hash`,
      `the last is ${last?.version ?? after}`,
    );
  const recordedAt = events.at(-1)?.envelope.recordedAt;
  return { stream, head: recordedAt === undefined ? head : { ...head, recordedAt }, events };
}

function readEvent(
  stream: StreamName,
  row: StreamRow,
  expected: { version: number; previous: string | undefined },
): StoredEvent {
  const envelope = JSON.parse(row.text ?? '') as EventEnvelope;
  if (row.version !== expected.version || envelope.version !== row.version)
    throw corrupt(stream, `version ${expected.version}`, `version ${row.version}, whose bytes say ${envelope.version}`);
  if (expected.previous !== undefined && envelope.previous !== expected.previous)
    throw corrupt(stream, `version ${row.version} linked to ${expected.previous}`, String(envelope.previous));
  return { envelope, hash: row.hash };
}

export const corrupt = (stream: StreamName, expected: string, found: string) =>
  new StorageFault(
    'corrupt',
    `Stream ${stream.kind} ${stream.id}: expected ${expected}, found ${found}. Run \`touchstone audit\`.`,
  );
