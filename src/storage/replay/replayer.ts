import type { EntryEvent } from '#certification/entry/events.ts';
import type { PartyEvent } from '#operation/parties/party-events.ts';
import type { LoadedStream } from '#operation/ports/event-store.ts';
import type { Party } from '#operation/ports/parties.ts';
import type { ProjectionRows } from '#operation/ports/projections.ts';
import type { Id } from '#operation/ports/values.ts';
import { joinRows } from '#operation/project/difference.ts';
import type { Unsealed } from '#operation/project/party.ts';
import { projectStream, type ReplaySources } from '#operation/replay/project-stream.ts';
import { replaySources } from '#operation/replay/rebuild.ts';
import { schemeShelf } from '#operation/schemes/shelf.ts';
import { partyStream, recordedEvent } from '#operation/streams/recorded.ts';
import type { Database } from '../postgres/database.ts';
import { PostgresEditions } from '../postgres/editions.ts';
import { PostgresEventStore } from '../postgres/event-store.ts';
import { PostgresParties } from '../postgres/parties.ts';
import { projectionRows } from '../postgres/projections.ts';
import { PostgresVault } from '../postgres/vault.ts';
import { type EncodedTable, encodeTables } from './refill.ts';
import { readRange, type StreamRange } from './stream-range.ts';

/** The rows of a range of streams, encoded. */
export interface ReplayParcel {
  readonly tables: readonly EncodedTable[];
  readonly streams: number;
  readonly events: number;
}

/** So many parties are remembered: a register has more than fit in memory. */
const mostKept = 50_000;

/**
 * Makes the rows of streams from events alone, and from the vault. Nothing is read from the projections, which are empty and locked
 * meanwhile: so ranges have no order, and several replayers work side by side.
 */
export class Replayer {
  readonly #database: Database;
  readonly #events: PostgresEventStore;
  readonly #vault: PostgresVault;
  readonly #sources: ReplaySources;
  readonly #kept = new Map<Id, Party>();

  constructor(database: Database) {
    this.#database = database;
    this.#events = new PostgresEventStore(database);
    this.#vault = new PostgresVault(database);
    const storage = { events: this.#events, vault: this.#vault, parties: new PostgresParties(database) };
    const schemes = schemeShelf(new PostgresEditions(database), this.#events);
    this.#sources = { ...replaySources({ storage, schemes }), parties: async () => this.#kept };
  }

  read(range: StreamRange): Promise<readonly LoadedStream[]> {
    return readRange(this.#database, range);
  }

  async rows(loaded: readonly LoadedStream[]): Promise<ReplayParcel> {
    await this.#keepParties(loaded);
    const rows = joinRows(...(await this.#project(loaded)));
    return {
      tables: encodeTables(projectionRows(rows)),
      streams: loaded.length,
      events: loaded.reduce((sum, { events }) => sum + events.length, 0),
    };
  }

  async #project(loaded: readonly LoadedStream[]): Promise<readonly ProjectionRows[]> {
    const unsealed = await this.#unseal(loaded);
    const sources = { ...this.#sources, vault: async () => unsealed };
    const rows: ProjectionRows[] = [];
    for (const { stream, events } of loaded) {
      const found = await projectStream(
        stream,
        events.map(({ envelope }) => envelope),
        sources,
      );
      if (found !== null) rows.push(found);
    }
    return rows;
  }

  /** The names of all persons among the streams, by one question. */
  #unseal(loaded: readonly LoadedStream[]): Promise<Unsealed> {
    const refs = loaded
      .filter(({ stream }) => stream.kind === 'party')
      .flatMap(({ events }) => events.map(({ envelope }) => recordedEvent<PartyEvent>(envelope).event))
      .flatMap((event) => (event.type === 'PersonRegistered' ? [event.body.names.vault] : []));
    return this.#vault.get(refs);
  }

  /** The parties at the ends of the entries among the streams, by one question. */
  async #keepParties(loaded: readonly LoadedStream[]): Promise<void> {
    const wanted = new Set(loaded.flatMap(endsOf));
    const isMissing = (id: Id) => !this.#kept.has(id);
    if (this.#kept.size > mostKept && [...wanted].some(isMissing)) this.#kept.clear();
    const missing = [...wanted].filter(isMissing);
    if (missing.length === 0) return;
    const streams = await this.#events.loadAll(missing.map(partyStream));
    for (const { parties = [] } of await this.#project(streams))
      for (const party of parties) this.#kept.set(party.id, party);
  }
}

function endsOf({ stream, events: [first] }: LoadedStream): readonly Id[] {
  if (stream.kind !== 'entry' || first === undefined) return [];
  const { event } = recordedEvent<EntryEvent>(first.envelope);
  return event.type === 'EntryDecided' ? [event.body.issuer, event.body.holder] : [];
}
