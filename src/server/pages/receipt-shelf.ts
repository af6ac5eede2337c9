import type { BulkAnswer } from '#operation/verify/bulk-check.ts';
import type { CodeNamer } from '#operation/verify/code-names.ts';
import type { Language } from './layout.ts';

export interface KeptReceipt {
  readonly answer: BulkAnswer;
  readonly language: Language;
  /** What the codes of its entries are called. */
  readonly codes: CodeNamer;
  readonly json: Buffer;
}

const most = 300;
const hour = 3_600_000;

/**
 * Receipts of bulk checks for an hour, by their digest, in memory: the asker keeps the file, the server need not. The digest
 * is the only key, so a list is seen by nobody who was not given it.
 */
export function receiptShelf(now: () => number = () => performance.now()) {
  const kept = new Map<string, { readonly receipt: KeptReceipt; readonly at: number }>();
  return {
    keep(digest: string, receipt: KeptReceipt): void {
      for (const [key, { at }] of kept) if (now() - at > hour) kept.delete(key);
      while (kept.size >= most) kept.delete(kept.keys().next().value ?? '');
      kept.set(digest, { receipt, at: now() });
    },
    find(digest: string): KeptReceipt | undefined {
      const found = kept.get(digest);
      return found && now() - found.at <= hour ? found.receipt : undefined;
    },
  };
}
