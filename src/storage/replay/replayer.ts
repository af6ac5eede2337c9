import type { PartyEvent } from '#operation/parties/party-events.ts';
import type { Party } from '#operation/ports/parties.ts';
import type { Id } from '#operation/ports/values.ts';
import type { Named } from '#operation/project/entry.ts';
import { projectStream, type ReplaySources } from '#operation/replay/project-stream.ts';
import { replaySources } from '#operation/replay/rebuild.ts';
import { schemeShelf } from '#operation/schemes/shelf.ts';
import { recordedEvent } from '#operation/streams/recorded.ts';
import { Chunks } from '../postgres/copy-rows.ts';
import type { Database } from '../postgres/database.ts';
import { PostgresEditions } from '../postgres/editions.ts';
import { PostgresEventStore } from '../postgres/event-store.ts';
import { PostgresParties } from '../postgres/parties.ts';
import { projectionRows } from '../postgres/projections.ts';
import { PostgresVault } from '../postgres/vault.ts';
import { NameBook, type ToldNames, tellNames } from './name-book.ts';
import { type EncodedTable, TableBytes } from './refill.ts';
import { type RangeBytes, readRange, type StreamRange, streamsOf } from './stream-range.ts';

/** What a replayer is sent for: a range of streams; behind those of the parties, with the names of all parties. */
export interface ReplayErrand {
  readonly range: StreamRange;
  readonly names: SharedArrayBuffer | null;
}

/** The rows of a range of streams, encoded, and the names of its parties. */
export interface ReplayParcel {
  readonly tables: readonly EncodedTable[];
  readonly names: ToldNames;
  readonly streams: number;
  readonly events: number;
}

/** Each chunk costs its way to the server. */
const chunkBytes = 262_144;

/**
 * Makes the rows of streams from events alone, and from the vault. Nothing is read from the projections, which are empty and locked
 * meanwhile: so ranges have no order but that parties come first, and several replayers work side by side. One for each replay.
 */
export class Replayer {
  readonly #database: Database;
  readonly #vault: PostgresVault;
  readonly #sources: ReplaySources;
  readonly #chunks = new Chunks(chunkBytes);
  readonly #tables = new TableBytes(this.#chunks);
  readonly #read: RangeBytes[] = [];
  #book: NameBook | null = null;

  constructor(database: Database) {
    this.#database = database;
    this.#vault = new PostgresVault(database);
    const events = new PostgresEventStore(database);
    const storage = { events, vault: this.#vault, parties: new PostgresParties(database) };
    const schemes = schemeShelf(new PostgresEditions(database), events);
    this.#sources = { ...replaySources({ storage, schemes }), parties: async (ids) => this.#named(ids) };
  }

  read({ range }: ReplayErrand): Promise<RangeBytes> {
    return readRange(this.#database, range, this.#read.pop());
  }

  /** What the rows of earlier ranges lay in. */
  use(buffers: readonly ArrayBuffer[]): void {
    this.#chunks.give(buffers);
  }

  /** Stream by stream: what a stream was is forgotten before the next one is read, and dies young. */
  async rows({ range, names }: ReplayErrand, bytes: RangeBytes): Promise<ReplayParcel> {
    if (names !== null) this.#book ??= new NameBook(names);
    const vault = range.of === 'parties' ? await this.#unsealed(bytes) : this.#sources.vault;
    const sources = { ...this.#sources, vault };
    const parties: Party[] = [];
    let [streams, events] = [0, 0];
    for (const loaded of streamsOf(bytes)) {
      const envelopes = loaded.events.map(({ envelope }) => envelope);
      const rows = await projectStream(loaded.stream, envelopes, sources);
      if (rows !== null) this.#tables.put(projectionRows(rows));
      if (rows?.parties !== undefined) parties.push(...rows.parties);
      streams += 1;
      events += envelopes.length;
    }
    this.#read.push(bytes);
    return { tables: this.#tables.take(), names: tellNames(parties), streams, events };
  }

  #named(ids: readonly Id[]): ReadonlyMap<Id, Named> {
    const named = new Map<Id, Named>();
    for (const id of ids) {
      const names = this.#book?.namesOf(id);
      if (names !== undefined) named.set(id, { names });
    }
    return named;
  }

  /** The names of all persons of a range, by one question. */
  async #unsealed(bytes: RangeBytes): Promise<ReplaySources['vault']> {
    const refs: Id[] = [];
    for (const { events } of streamsOf(bytes))
      for (const { envelope } of events) {
        const { event } = recordedEvent<PartyEvent>(envelope);
        if (event.type === 'PersonRegistered') refs.push(event.body.names.vault);
      }
    const unsealed = await this.#vault.get(refs);
    return async () => unsealed;
  }
}
