import type { Refusal } from '../act/refusal.ts';
import type { EntryEvent } from '../entry/events.ts';
import type { CaseEvent } from './events.ts';
import type { OpenedEntry } from './results.ts';

/** An act's whole outcome over several streams; everything in it is appended in one transaction or not at all. */
export interface Decided {
  readonly ok: true;
  readonly events: readonly CaseEvent[];
  readonly opened: readonly OpenedEntry[];
  /** Events on the entry that the case is about. */
  readonly onEntry: readonly EntryEvent[];
  /** Entries of others that a new one succeeds, each with its event. */
  readonly succeeded: readonly { readonly entry: string; readonly event: EntryEvent }[];
}
export type CaseDecision = Decided | { readonly ok: false; readonly refusals: readonly Refusal[] };

export function decided(events: readonly CaseEvent[], more: Partial<Omit<Decided, 'ok' | 'events'>> = {}): Decided {
  return { ok: true, events, opened: more.opened ?? [], onEntry: more.onEntry ?? [], succeeded: more.succeeded ?? [] };
}
