import type { Accounts } from './accounts.ts';
import type { Ballots } from './ballots.ts';
import type { Cases, Rounds } from './cases.ts';
import type { Drafts } from './drafts.ts';
import type { Dues } from './dues.ts';
import type { Editions } from './editions.ts';
import type { Entries } from './entries.ts';
import type { EventStore } from './event-store.ts';
import type { Blobs, Files } from './files.ts';
import type { Idempotency } from './idempotency.ts';
import type { Imports } from './imports.ts';
import type { Jobs } from './jobs.ts';
import type { OrganisationKeys } from './keys.ts';
import type { Notices } from './notices.ts';
import type { Numbers } from './numbers.ts';
import type { Outbox } from './outbox.ts';
import type { Parties } from './parties.ts';
import type { Projections } from './projections.ts';
import type { PublicVotes } from './public-votes.ts';
import type { Replay } from './replay.ts';
import type { Search } from './search.ts';
import type { ApiTokens, Attempts, Sessions } from './sessions.ts';
import type { Settings } from './settings.ts';
import type { StatusPlaces } from './status-places.ts';
import type { Tasks } from './tasks.ts';
import type { Transactions } from './transaction.ts';
import type { Vault } from './vault.ts';

/**
 * Everything that operation needs of storage, one port each. Methods that write take the transaction first; methods that
 * read take it last, optionally. All of them throw `StorageFault` when the storage fails; nothing else is thrown, save for a
 * programmer's mistake.
 */
export interface Storage extends Transactions {
  readonly events: EventStore;
  readonly outbox: Outbox;
  readonly projections: Projections;
  readonly replay: Replay;
  readonly cases: Cases;
  readonly rounds: Rounds;
  readonly tasks: Tasks;
  readonly dues: Dues;
  readonly entries: Entries;
  readonly statusPlaces: StatusPlaces;
  readonly search: Search;
  readonly notices: Notices;
  readonly numbers: Numbers;
  readonly ballots: Ballots;
  readonly publicVotes: PublicVotes;
  readonly vault: Vault;
  readonly editions: Editions;
  readonly parties: Parties;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly tokens: ApiTokens;
  readonly attempts: Attempts;
  readonly keys: OrganisationKeys;
  readonly drafts: Drafts;
  readonly files: Files;
  readonly blobs: Blobs;
  readonly idempotency: Idempotency;
  readonly jobs: Jobs;
  readonly imports: Imports;
  readonly settings: Settings;
  /**
   * A word for what can be seen, read no earlier than it is asked for: two equal words, and every reading between them gave the
   * same. It may change where nothing that one reads has changed.
   */
  position(): Promise<string>;
  /** Whether the database answers, and how long it took. */
  ping(): Promise<{ readonly milliseconds: number }>;
  close(): Promise<void>;
}
