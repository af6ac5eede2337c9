import type { Id, Instant, Json } from './values.ts';

/** A form that somebody has begun. `subject` names it: `case:<id>:<step>:<line>`, `new:<scheme>:<flow>` … */
export interface Draft {
  readonly account: Id;
  readonly subject: string;
  readonly values: { readonly [name: string]: Json };
  readonly savedAt: Instant;
  /** Counts its savings. */
  readonly revision: number;
}

/** How much one account keeps, or may keep, in all. */
export interface DraftRoom {
  readonly drafts: number;
  readonly bytes: number;
}

/** A draft without what is written in it: what it takes, as UTF-8 JSON. */
export interface KeptDraft extends Omit<Draft, 'values' | 'account'> {
  readonly bytes: number;
}

export interface Drafts {
  /**
   * `expected` is the revision that was read, 0 for a new one. Two windows on one draft: the second learns of the first. What
   * would lead past `most`, however many are saved at the same time, is not kept: `full` says what is. A draft that takes no
   * more than before is always kept.
   */
  save(
    draft: Omit<Draft, 'revision'>,
    expected: number,
    most: DraftRoom,
  ): Promise<{ readonly saved: number } | { readonly conflict: Draft } | { readonly full: DraftRoom }>;
  get(account: Id, subject: string): Promise<Draft | null>;
  list(account: Id, prefix?: string): Promise<readonly Draft[]>;
  /** All of them, the newest first. */
  kept(account: Id): Promise<readonly KeptDraft[]>;
  remove(account: Id, subject: string): Promise<void>;
  /** What everybody has begun about these, by prefix of the subject: for counts alone, a draft is its writer's. */
  begunAbout(prefixes: readonly string[]): Promise<readonly Pick<Draft, 'subject' | 'values'>[]>;
}
