import type { Filter } from './filter.ts';
import type { Transaction } from './transaction.ts';
import type { Digest, Id, Instant } from './values.ts';

/** What is known of an uploaded file; its bytes lie in the blobs under their digest. */
export interface StoredFile {
  readonly id: Id;
  readonly digest: Digest;
  readonly size: number;
  readonly mediaType: string;
  /** The name that the uploader gave it. */
  readonly name: string;
  /** The case that it belongs to: whoever may not read the case may not read the file. */
  readonly case: Id | null;
  readonly round: Id | null;
  readonly party: Id | null;
  readonly uploadedBy: Id;
  readonly uploadedAt: Instant;
}

export type FileField = keyof StoredFile & ('id' | 'digest' | 'case' | 'round' | 'party' | 'uploadedBy' | 'uploadedAt');

export interface Files {
  put(transaction: Transaction, file: StoredFile): Promise<void>;
  byId(id: Id, within?: Transaction): Promise<StoredFile | null>;
  /** Oldest first. */
  list(filter: Filter<FileField>): Promise<readonly StoredFile[]>;
  /** Those of the digests that something refers to: a file, a credential, a register that was taken in. */
  referred(digests: readonly Digest[]): Promise<ReadonlySet<Digest>>;
  /** Attaches files that were uploaded before their case was opened. */
  attach(transaction: Transaction, ids: readonly Id[], to: Pick<StoredFile, 'case' | 'round' | 'party'>): Promise<void>;
}

export type BlobPut =
  | { readonly digest: Digest; readonly size: number }
  | { readonly tooLarge: { readonly most: number } };

/**
 * Bytes by their SHA-256, in a folder or an S3. Written once, never changed: the same bytes twice are one blob. A `put` that
 * is cut off leaves nothing under a digest; one that returned survives a crash.
 */
export interface Blobs {
  /** Reads the stream to its end, hashing on the way, in bounded memory; stops at `most` bytes. */
  put(bytes: AsyncIterable<Uint8Array>, limit: { readonly most: number }): Promise<BlobPut>;
  /** The bytes, or those from `start` to before `end`; null when there is no such blob. */
  get(
    digest: Digest,
    range?: { readonly start: number; readonly end?: number },
  ): Promise<AsyncIterable<Uint8Array> | null>;
  size(digest: Digest): Promise<number | null>;
  /** Every digest that is stored, for backup and audit. */
  list(): AsyncIterable<Digest>;
  /** Only for bytes that nothing refers to. */
  remove(digest: Digest): Promise<void>;
  /**
   * Takes away what cut-off uploads left, and blobs that nobody wants any more: those that were put before an instant of true
   * time. Answers how many went.
   */
  sweep(before: Instant, isWanted: (digests: readonly Digest[]) => Promise<ReadonlySet<Digest>>): Promise<number>;
}
