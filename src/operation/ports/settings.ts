import type { Transaction } from './transaction.ts';
import type { Json } from './values.ts';

/** Few small values that all processes on one database share: the demonstration's clock, marks of what was built. */
export interface Settings {
  get(name: string, within?: Transaction): Promise<Json | undefined>;
  put(transaction: Transaction, name: string, value: Json): Promise<void>;
}
