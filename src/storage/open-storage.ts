import type { Blobs } from '#operation/ports/files.ts';
import type { Storage } from '#operation/ports/storage.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import { FolderBlobs } from './files/folder-blobs.ts';
import { PostgresAccounts } from './postgres/accounts.ts';
import { PostgresBallots } from './postgres/ballots.ts';
import { PostgresCases, PostgresRounds } from './postgres/cases.ts';
import { Database } from './postgres/database.ts';
import { PostgresDrafts } from './postgres/drafts.ts';
import { PostgresDues } from './postgres/dues.ts';
import { PostgresEditions } from './postgres/editions.ts';
import { PostgresEntries } from './postgres/entries.ts';
import { PostgresEventStore } from './postgres/event-store.ts';
import { PostgresFiles } from './postgres/files.ts';
import { PostgresIdempotency } from './postgres/idempotency.ts';
import { PostgresImports } from './postgres/imports.ts';
import { PostgresJobs } from './postgres/jobs.ts';
import { PostgresOrganisationKeys } from './postgres/keys.ts';
import { PostgresNotices } from './postgres/notices.ts';
import { PostgresNumbers } from './postgres/numbers.ts';
import { PostgresOutbox } from './postgres/outbox.ts';
import { PostgresParties } from './postgres/parties.ts';
import { PositionReader } from './postgres/position.ts';
import { PostgresProjections } from './postgres/projections.ts';
import { PostgresPublicVotes } from './postgres/public-votes.ts';
import { PostgresSearch } from './postgres/search.ts';
import { PostgresApiTokens, PostgresAttempts, PostgresSessions } from './postgres/sessions.ts';
import { PostgresSettings } from './postgres/settings.ts';
import { PostgresStatusPlaces } from './postgres/status-places.ts';
import { PostgresTasks } from './postgres/tasks.ts';
import { PostgresVault } from './postgres/vault.ts';
import { PostgresReplay } from './replay/replay.ts';

export interface StorageOptions {
  /** `postgres://user:password@host:port/database`, migrated (`migrate`). */
  readonly url: string;
  /** Where files lie: a folder, made when it is missing. */
  readonly files: string;
  /** Connections at most; 20 unless said. The job queue has up to six of its own. */
  readonly connections?: number;
  /** How long one statement may run; 60 s unless said. */
  readonly statementSeconds?: number;
  /** This process works on jobs and keeps the queue in order. */
  readonly isWorker?: boolean;
  readonly applicationName?: string;
  /** What was recorded up to then may lie ahead of the clock: it ran ahead, and was put right. */
  readonly clockRanAheadUntil?: string | null;
  /** Told of errors that belong to no call: of the job queue. */
  readonly onError?: (error: unknown) => void;
}

/** What runs SQL of its own beside the ports: backup, audit, benchmarks. */
export interface PostgresStorage extends Storage {
  readonly database: Database;
}

/** Opens the ports on a database. Nothing is connected before the first call; `close` ends everything. */
export function openStorage(options: StorageOptions): PostgresStorage {
  const { url, connections, statementSeconds, applicationName, onError } = options;
  const database = new Database({
    url,
    ...(connections === undefined ? {} : { connections }),
    ...(statementSeconds === undefined ? {} : { statementSeconds }),
    ...(applicationName === undefined ? {} : { applicationName }),
  });
  const jobs = new PostgresJobs(database, {
    url,
    isWorker: options.isWorker ?? false,
    ...(onError ? { onError } : {}),
  });
  const blobs: Blobs = new FolderBlobs(options.files);
  const position = new PositionReader(database);
  return {
    database,
    inTransaction: <T>(work: (transaction: Transaction) => Promise<T>) => database.inTransaction(work),
    events: new PostgresEventStore(database, options.clockRanAheadUntil ?? null),
    outbox: new PostgresOutbox(database),
    projections: new PostgresProjections(database),
    replay: new PostgresReplay(database, { url }),
    cases: new PostgresCases(database),
    rounds: new PostgresRounds(database),
    tasks: new PostgresTasks(database),
    dues: new PostgresDues(database),
    entries: new PostgresEntries(database),
    statusPlaces: new PostgresStatusPlaces(database),
    search: new PostgresSearch(database),
    notices: new PostgresNotices(database),
    numbers: new PostgresNumbers(database),
    ballots: new PostgresBallots(database),
    publicVotes: new PostgresPublicVotes(database),
    vault: new PostgresVault(database),
    editions: new PostgresEditions(database),
    parties: new PostgresParties(database),
    accounts: new PostgresAccounts(database),
    sessions: new PostgresSessions(database),
    tokens: new PostgresApiTokens(database),
    attempts: new PostgresAttempts(database),
    keys: new PostgresOrganisationKeys(database),
    drafts: new PostgresDrafts(database),
    files: new PostgresFiles(database),
    blobs,
    idempotency: new PostgresIdempotency(database),
    jobs,
    imports: new PostgresImports(database),
    settings: new PostgresSettings(database),
    position: () => position.read(),
    ping: async () => {
      const began = performance.now();
      await database.rows({ text: 'select 1' });
      return { milliseconds: performance.now() - began };
    },
    close: async () => {
      await jobs.stop(10);
      await database.close();
    },
  };
}
