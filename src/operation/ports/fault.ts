/**
 * What can go wrong in storage without anybody having done wrong. A refusal is a value; these are thrown, with the cause kept.
 * A caller tells them apart by `code`, never by the message.
 */
export const storageFaultCodes = {
  /** The database or file store can't be reached, or went away before the work was sent. Nothing of it is kept. */
  unavailable: 'The storage cannot be reached.',
  /** The connection was lost while the commit was under way: the work may be kept or not. Ask again with the same
   * idempotency key: the row of that key, written in the same transaction, knows. */
  'commit-unknown': 'The connection was lost while the transaction was being committed.',
  /** The same transaction met a conflict with others on every one of its tries. Nothing of it is kept. */
  'retries-exhausted': 'The transaction met conflicting transactions on every try.',
  /** No room on the disk of the database or of the files. Nothing of the work is kept. */
  'disk-full': 'There is no room left on the disk.',
  /** The statement ran longer than it may. Nothing of it is kept. */
  'too-slow': 'The statement ran longer than its limit.',
  /** The server's clock is behind what was recorded already. Nothing of the work is kept. */
  'clock-behind': 'The clock is behind what was recorded already.',
  /** What is stored is not what was written: a digest, a format or a row contradicts another. */
  corrupt: 'What is stored contradicts itself.',
  /** The database has migrations that this program does not know, or an applied one was changed. */
  'schema-differs': 'The tables of the database are not those of this program.',
} as const;

export type StorageFaultCode = keyof typeof storageFaultCodes;

export class StorageFault extends Error {
  readonly code: StorageFaultCode;
  /** For the log, never for the public. */
  readonly detail: string;

  constructor(code: StorageFaultCode, detail: string, cause?: unknown) {
    super(`${storageFaultCodes[code]} ${detail}`, cause === undefined ? undefined : { cause });
    this.name = 'StorageFault';
    this.code = code;
    this.detail = detail;
  }
}

/** An act would be recorded before the last one of its stream. */
export class ClockBehind extends StorageFault {
  /** When the last event was recorded, and what the clock says. */
  readonly last: string;
  readonly now: string;

  constructor(last: string, now: string) {
    super('clock-behind', `The last event was recorded at ${last}, the clock says ${now}.`);
    this.last = last;
    this.now = now;
  }
}
