import type { Refusal } from '#certification/act/refusal.ts';
import type { StreamName } from '#certification/event/event.ts';
import type { Instant, Json } from '../ports/values.ts';

/**
 * How an act went. Nothing but `done` left anything behind; nothing of the others is stored. A fault (the database is gone) is
 * thrown.
 */
export type Outcome<T> =
  /** `repeated`: this request was done before, and this is its answer again. */
  | { readonly is: 'done'; readonly value: T; readonly repeated: boolean }
  /** Every reason at once. */
  | { readonly is: 'refused'; readonly refusals: readonly Refusal[] }
  | { readonly is: 'changed'; readonly change: Change }
  /** `not-found` also when it is there and the viewer may not know of it. */
  | { readonly is: 'denied'; readonly why: 'not-found' | 'not-allowed' }
  /** The request's key was used for another request. */
  | { readonly is: 'key-reused'; readonly usedAt: Instant };

/** Somebody else acted in between: what was expected, what stands, and what happened since. */
export interface Change {
  readonly stream: StreamName;
  readonly expected: number;
  readonly current: number;
  readonly since: readonly Happening[];
}

/** One event in few words: who did what, when. */
export interface Happening {
  readonly version: number;
  readonly type: string;
  readonly at: Instant;
  readonly role: string;
  readonly person: string | null;
  /** The step, finding or act that it was about. */
  readonly about: string;
}

/** What an act may answer: JSON, since a repeated request is given the same answer from the database. */
export type Answerable = Json | { readonly [name: string]: Answerable } | readonly Answerable[];

export const refusedWith = (
  refusals: readonly Refusal[],
): { readonly is: 'refused'; readonly refusals: readonly Refusal[] } => ({ is: 'refused', refusals });
export const denied = (
  why: 'not-found' | 'not-allowed',
): { readonly is: 'denied'; readonly why: 'not-found' | 'not-allowed' } => ({ is: 'denied', why });
