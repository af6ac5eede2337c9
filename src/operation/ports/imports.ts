import type { Transaction } from './transaction.ts';
import type { Day, Digest, Id, Instant, Json, Names } from './values.ts';

/** A foreign register that is taken in by a mapping. Its stream has the same id. */
export interface ImportSource {
  readonly id: Id;
  /** A short name for the command line, unique. */
  readonly code: string;
  readonly names: Names;
  readonly mapping: string;
  readonly registeredAt: Instant;
}

/** One file of a source, taken in whole: its snapshot. */
export interface ImportBatch {
  readonly source: Id;
  /** Counts the batches of a source in the order in which they came in: 1, 2 … */
  readonly batch: number;
  /** The day that the file tells of. */
  readonly snapshot: Day;
  readonly file: Digest;
  readonly fileName: string;
  readonly mappingEdition: string;
  readonly rows: number;
  readonly rejected: number;
  /** Root over its rows: what goes into the public log. */
  readonly root: Digest | null;
  readonly importedAt: Instant;
  /** Version of the source's stream that tells of it. */
  readonly version: number;
}

/** A row of a snapshot after mapping and normalising. `key` is what makes it the same entry in the next snapshot. */
export interface ImportRow {
  readonly key: string;
  /** SHA-256 of the canonical bytes of `{key, fields}` (`#proof/canonical.ts`): the audit computes it again. */
  readonly digest: Digest;
  readonly fields: { readonly [name: string]: Json };
}

/** One of several rows of a file that speak of the same entry, by its place in the file. */
export interface ImportPart {
  readonly key: string;
  readonly row: number;
  readonly fields: { readonly [name: string]: Json };
}

/** What one key was in each snapshot, in the order of the snapshots' days. Where `row` is null it was not in the file. */
export interface RowHistory {
  readonly key: string;
  readonly seen: readonly {
    readonly batch: number;
    readonly snapshot: Day;
    readonly importedAt: Instant;
    readonly row: ImportRow | null;
  }[];
}

export interface Imports {
  putSource(transaction: Transaction, source: ImportSource): Promise<void>;
  source(code: string): Promise<ImportSource | null>;
  sources(): Promise<readonly ImportSource[]>;
  /** The batch that took in this very file, if one did: the same file twice changes nothing. */
  batchOfFile(source: Id, file: Digest, within?: Transaction): Promise<ImportBatch | null>;
  /** In the order of their snapshots' days, then of their coming in. */
  batches(source: Id, within?: Transaction): Promise<readonly ImportBatch[]>;
  nextBatch(transaction: Transaction, source: Id): Promise<number>;
  putBatch(transaction: Transaction, batch: ImportBatch): Promise<void>;
  /**
   * Stores rows of a batch, any number at a time. A key comes once in a batch: the first row with it is kept, and the places of
   * those that were not are answered. Equal rows of several batches are kept once.
   */
  putRows(
    transaction: Transaction,
    at: { readonly source: Id; readonly batch: number },
    rows: readonly ImportRow[],
  ): Promise<readonly number[]>;
  /** Sets rows aside that speak together of one entry, until the file is read to its end. Gone with the transaction. */
  setAside(transaction: Transaction, parts: readonly ImportPart[]): Promise<void>;
  /** What was set aside: all parts of an entry one after the other, the entries in the order in which they first came. */
  aside(transaction: Transaction): AsyncIterable<ImportPart>;
  /** Keys whose row is new, differs from, or vanished since the neighbouring snapshots: those whose entries must be told anew. */
  touchedKeys(transaction: Transaction, at: { readonly source: Id; readonly batch: number }): AsyncIterable<string>;
  history(source: Id, keys: readonly string[], within?: Transaction): Promise<readonly RowHistory[]>;
}
