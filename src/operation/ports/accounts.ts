import type { Transaction } from './transaction.ts';
import type { Day, Id, Instant } from './values.ts';

/** A way to sign in. It belongs to a person; what the person may do follows from her employments. */
export interface Account {
  readonly id: Id;
  readonly person: Id;
  /** Folded to lower case; unique. */
  readonly login: string;
  /** The PHC text of the password's argon2id hash; null for an account without a password. */
  readonly passwordHash: string | null;
  readonly language: 'zh' | 'en';
  readonly isAdministrator: boolean;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
}

/** That a person works for a party, in these roles, from and to a day (both included). */
export interface Employment {
  readonly id: Id;
  readonly person: Id;
  readonly party: Id;
  readonly roles: readonly string[];
  readonly from: Day;
  readonly to: Day | null;
}

export type AccountPut = { readonly kept: Id } | { readonly loginTaken: string };

export interface Accounts {
  put(transaction: Transaction, account: Account): Promise<AccountPut>;
  byId(id: Id, within?: Transaction): Promise<Account | null>;
  byLogin(login: string, within?: Transaction): Promise<Account | null>;
  ofPerson(person: Id): Promise<readonly Account[]>;
  list(): Promise<readonly Account[]>;
  putEmployment(transaction: Transaction, employment: Employment): Promise<void>;
  /** Employments of a person that hold on the day; all, when no day is given. */
  employments(person: Id, day?: Day, within?: Transaction): Promise<readonly Employment[]>;
  /** Parties for which somebody works on the day in one of these roles, in the order of their ids. */
  employers(roles: readonly string[], day: Day, within?: Transaction): Promise<readonly Id[]>;
  /** Who works for a party on the day; in one of these roles, when named. */
  employees(party: Id, day: Day, roles?: readonly string[], within?: Transaction): Promise<readonly Employment[]>;
}
