import type { EntryEvent } from '#certification/entry/events.ts';
import { canonicalBytes } from '#proof/canonical.ts';
import type { Hash } from '#proof/hash.ts';
import { toHex } from '#proof/hex.ts';
import { saltedDigest } from '#proof/salted-digest.ts';
import type { PublicFact } from '../ports/event-store.ts';
import type { Id } from '../ports/values.ts';
import type { VaultValue } from '../ports/vault.ts';

/** The one list of public facts (design, decision 5). */
export const factKinds = ['entry', 'entry-status', 'edition', 'notice', 'draw', 'sanction', 'key', 'import'] as const;
export type FactKind = (typeof factKinds)[number];

/**
 * STORED: a public fact, the bytes of a future leaf of the public log. It holds kind, id, version, status and dates, and a
 * salted digest of the event's body; never a name. Salt and the body's own digest lie in the vault under `vault`: whoever is
 * given them can prove the entry against the leaf, and when they are erased the leaf says nothing more.
 */
export interface FactLeaf {
  readonly fact: 1;
  readonly kind: FactKind;
  readonly id: Id;
  readonly version: number;
  readonly status: string;
  readonly dates: { readonly [name: string]: string | null };
  readonly vault: Id;
  readonly digest: string;
  /** Head of the case's stream on which the decision was made; null where no case stands behind it. */
  readonly record: { readonly version: number; readonly hash: string } | null;
}

export interface FactMaking {
  readonly newId: () => Id;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly hash: Hash;
}

export interface MadeFact {
  readonly fact: PublicFact;
  readonly sealed: VaultValue;
}

/** Makes a public fact and the vault's row behind it. `subject` is whose values are erased together. */
export function makeFact(
  leaf: Omit<FactLeaf, 'fact' | 'vault' | 'digest'>,
  about: { readonly body: unknown; readonly subject: Id },
  making: FactMaking,
): MadeFact {
  const ref = making.newId();
  const salt = making.randomBytes(32);
  const value = toHex(making.hash(canonicalBytes(about.body)));
  const whole: FactLeaf = { fact: 1, ...leaf, vault: ref, digest: saltedDigest({ salt, value }, making.hash) };
  return {
    fact: { version: leaf.version, kind: leaf.kind, bytes: canonicalBytes(whole) },
    sealed: { ref, subject: about.subject, salt, value },
  };
}

/** What an event of an entry says in public: the kind of fact, the status that it leads to and its dates; null for nothing. */
export function entryFactOf(event: EntryEvent): Pick<FactLeaf, 'kind' | 'status' | 'dates'> | null {
  switch (event.type) {
    case 'EntryDecided':
      return {
        kind: 'entry',
        status: 'decided',
        dates: { decided: event.body.decidedOn, from: event.body.from, to: event.body.to },
      };
    case 'EntryIssued':
      return { kind: 'entry-status', status: 'valid', dates: { on: event.body.issuedOn } };
    case 'EntrySuspended': {
      const { from, until, codes } = event.body;
      return {
        kind: 'entry-status',
        status: codes === null ? 'suspended' : 'partly-suspended',
        dates: { on: from, until },
      };
    }
    case 'EntryRestored':
      return { kind: 'entry-status', status: 'valid', dates: { on: event.body.on } };
    case 'EntryScopeChanged':
      return { kind: 'entry-status', status: `scope-${event.body.direction}`, dates: { on: event.body.on } };
    case 'EntryEnded':
      return { kind: 'entry-status', status: event.body.status, dates: { on: event.body.on } };
    case 'EntryExpired':
      return { kind: 'entry-status', status: 'expired', dates: { lastDay: event.body.lastDay } };
    case 'EntrySucceeded':
      return { kind: 'entry-status', status: 'succeeded', dates: { on: event.body.on } };
    case 'DutyMet':
    case 'DutyMissed':
    case 'TransitionReminded':
      return null;
  }
}
