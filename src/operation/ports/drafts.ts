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

export interface Drafts {
  /** `expected` is the revision that was read, 0 for a new one. Two windows on one draft: the second learns of the first. */
  save(
    draft: Omit<Draft, 'revision'>,
    expected: number,
  ): Promise<{ readonly saved: number } | { readonly conflict: Draft }>;
  get(account: Id, subject: string): Promise<Draft | null>;
  list(account: Id, prefix?: string): Promise<readonly Draft[]>;
  remove(account: Id, subject: string): Promise<void>;
  /** What everybody has begun about these, by prefix of the subject: for counts alone, a draft is its writer's. */
  begunAbout(prefixes: readonly string[]): Promise<readonly Pick<Draft, 'subject' | 'values'>[]>;
}
