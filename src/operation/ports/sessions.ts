import type { Transaction } from './transaction.ts';
import type { Digest, Id, Instant } from './values.ts';

/** A signed-in browser. The token itself is never stored: only its SHA-256. */
export interface Session {
  readonly token: Digest;
  readonly account: Id;
  /** The employment in which the person acts; null before she chose, or for an administrator without one. */
  readonly employment: Id | null;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
  readonly expiresAt: Instant;
  /** When the person last proved her identity; a decision asks for it again. */
  readonly identityAt: Instant;
}

export interface Sessions {
  create(session: Session): Promise<void>;
  /** Null when unknown or expired at `now`. */
  find(token: Digest, now: Instant): Promise<Session | null>;
  /** Changes what is given; true when the session was there. */
  change(
    token: Digest,
    change: Partial<Pick<Session, 'employment' | 'seenAt' | 'expiresAt' | 'identityAt'>>,
  ): Promise<boolean>;
  /** The same session under a new token (after signing in and after proving identity); false when the old one was gone. */
  rotate(old: Digest, renewed: Digest): Promise<boolean>;
  remove(token: Digest): Promise<void>;
  /** Every session of an account, save one: after a change of password. */
  removeAll(account: Id, save?: Digest, transaction?: Transaction): Promise<number>;
  sweep(now: Instant): Promise<number>;
}

/** A token for programs. Only its SHA-256 is stored; it is shown once, when it is made. */
export interface ApiToken {
  readonly id: Id;
  readonly token: Digest;
  readonly account: Id;
  readonly employment: Id | null;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly usedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export interface ApiTokens {
  create(transaction: Transaction, token: ApiToken): Promise<void>;
  /** Null when unknown, expired or revoked at `now`. Marks it as used, at most once a minute. */
  use(token: Digest, now: Instant): Promise<ApiToken | null>;
  ofAccount(account: Id): Promise<readonly ApiToken[]>;
  /** False when it was not there or is another account's. */
  revoke(transaction: Transaction, id: Id, account: Id, at: Instant): Promise<boolean>;
}

/** Counts attempts in windows, to slow down guessing. Kept outside transactions: a refused attempt must count. */
export interface Attempts {
  /** Counts one more for the key in the window that `now` lies in, and returns the count. */
  count(key: string, now: Instant, windowSeconds: number): Promise<number>;
  forget(key: string): Promise<void>;
  sweep(now: Instant): Promise<number>;
}
