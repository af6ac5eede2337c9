/**
 * One unit of work: everything written with this token is kept together or not at all. Every writing method of the ports
 * takes it first; reading methods take it last and optionally (`within`), to see what the same work has written.
 */
export interface Transaction {
  /** Nothing written in this transaction will be kept, though the work may still return a value. */
  abandon(): void;
  readonly isAbandoned: boolean;
}

export interface Transactions {
  /**
   * Runs `work` in a transaction and commits. When the database answers that it conflicted with another transaction
   * (SQLSTATE 40001 or 40P01) the whole work runs again from the start, a bounded number of times: it may do nothing that
   * cannot be done twice (no mail, no file under a final name), and must decide anew from what it then reads.
   *
   * A value returned by an abandoned transaction, or by one in which an append met a conflict, is returned to the caller,
   * and nothing is kept. An error thrown by the work rolls back and is thrown on.
   *
   * @throws StorageFault `retries-exhausted`, `unavailable`, `commit-unknown`, `disk-full`, `too-slow`.
   */
  inTransaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
}
