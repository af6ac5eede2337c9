/**
 * The plain values that pass between operation and storage. Days and instants are text, as in the events' bodies; whoever
 * computes with a day parses it with `toDay` (`#certification/time/day.ts`).
 */

/** A uuid in lower case; version 7 for whatever we make ourselves. */
export type Id = string;

/** A day of the Gregorian calendar, `2026-03-10`. */
export type Day = string;

/** An instant in UTC to the millisecond, `2026-03-10T04:05:06.789Z`. */
export type Instant = string;

/** SHA-256 in lower-case hex, 64 characters. */
export type Digest = string;

export type Language = 'zh' | 'en';

/** A text by language. A name from a foreign register has no known language: it stands under `und` (BCP 47). */
export type Names = Readonly<Partial<Record<Language | 'und', string>>>;

/** JSON as a database keeps it beside the events: projections and drafts, never what is hashed. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
