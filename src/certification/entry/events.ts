import type { CodedReason, StoredValues } from '../case/events.ts';
import type { EntryKind } from '../scheme/result.ts';
import type { Basis } from '../scheme/scheme.ts';
import type { Text } from '../scheme/vocabulary/word.ts';

/**
 * Events of an entry (登记事项): a dated edge from issuer to subject. Decided and issued are two events, so that a hardware
 * key or a foreign signer fits between them; the number is reserved by the first. STORED: formats are for ever.
 */
export interface EntryDecided {
  readonly kind: EntryKind;
  readonly scheme: string;
  readonly edition: string;
  readonly result: string;
  readonly case: string | null;
  readonly issuer: string;
  readonly holder: string;
  readonly numberSpace: string;
  readonly number: string;
  readonly reissue: number;
  readonly decidedOn: string;
  readonly from: string;
  /** Last day of validity, itself still valid; null without end. */
  readonly to: string | null;
  readonly scope: EntryScope;
  readonly grade: string | null;
  readonly succeeds: string | null;
  /** Public fields of the forms, as shown on the entry's page. */
  readonly shown: StoredValues;
  /** The persons who answer for it, by role (谁审核谁负责): references to persons, never names. */
  readonly responsible: readonly { readonly role: string; readonly person: string }[];
  readonly outcomeWord: string;
  readonly duties: readonly DutySet[];
}

export interface EntryScope {
  readonly codes: readonly string[];
  readonly text: { readonly zh: string; readonly en: string };
  readonly sites: readonly StoredValues[];
  readonly standards: readonly string[];
}

/** A duty set to a day: surveillance, report, review. `late` is what being late means under the scheme's edition. */
export interface DutySet {
  readonly duty: string;
  readonly flow: string;
  readonly due: string;
  readonly remindFrom: string;
  readonly late: 'must-suspend' | 'must-withdraw' | 'flag';
  readonly basis: string;
}

export interface EntryIssued {
  readonly issuedOn: string;
  /** Digest of the signed credential's bytes, which lie in the file store; null where the result has none. */
  readonly credential: string | null;
  readonly keyId: string | null;
  /** Its place in its issuer's status list; null where it has no credential, or one from before there were lists. */
  readonly status: StatusPlace | null;
}

export interface StatusPlace {
  /** The issuer's lists are numbered from 1; the address of a list follows from issuer and number. */
  readonly list: number;
  /** As it stands in the credential. Never given twice in a list. */
  readonly index: number;
}

export interface EntrySuspended {
  readonly from: string;
  /** Last day of the suspension; after it the consequence is due. */
  readonly until: string | null;
  readonly afterwards: 'must-withdraw' | null;
  /** Codes of the scope that are suspended; null for all. */
  readonly codes: readonly string[] | null;
  readonly reason: CodedReason;
}

export interface EntryRestored {
  readonly on: string;
  readonly reason: CodedReason;
  readonly duties: readonly DutySet[];
}

export interface EntryScopeChanged {
  readonly on: string;
  readonly direction: 'reduced' | 'extended';
  readonly scope: EntryScope;
  readonly reason: CodedReason;
}

/** Withdrawn by the issuer (撤销), cancelled at the holder's wish or because its object ended (注销). */
export interface EntryEnded {
  readonly on: string;
  readonly status: 'withdrawn' | 'cancelled';
  readonly reason: CodedReason;
}

export interface EntryExpired {
  /** The last day on which it was valid. */
  readonly lastDay: string;
}

export interface EntrySucceeded {
  readonly on: string;
  readonly by: string;
  readonly number: string;
}

export interface DutyMet {
  readonly duty: string;
  readonly on: string;
  readonly case: string;
  /** The next ones, set anew from this day. */
  readonly duties: readonly DutySet[];
}

/** The clock found a duty late or a suspension over: what must follow is said, and stays until it is done. */
export interface DutyMissed {
  readonly duty: string;
  readonly due: string;
  readonly consequence: 'must-suspend' | 'must-withdraw' | 'flag';
}

/**
 * The window of the entry's edition nears its end: its holder and its issuer have it in their work lists from then on. A window
 * that is declared anew is told again, with its new day.
 */
export interface TransitionReminded {
  readonly from: string;
  readonly to: string;
  readonly toName: Text;
  readonly holdUntil: string;
  readonly certainty: Basis['certainty'];
  /** The flow by which it moves; null where the transition names none. */
  readonly flow: string | null;
  /** Roles at the holder's and at the issuer's desk that see to it. */
  readonly holderRoles: readonly string[];
  readonly issuerRoles: readonly string[];
}

export type EntryEvent =
  | { readonly type: 'EntryDecided'; readonly format: 1; readonly body: EntryDecided }
  | { readonly type: 'EntryIssued'; readonly format: 2; readonly body: EntryIssued }
  | { readonly type: 'EntrySuspended'; readonly format: 1; readonly body: EntrySuspended }
  | { readonly type: 'EntryRestored'; readonly format: 1; readonly body: EntryRestored }
  | { readonly type: 'EntryScopeChanged'; readonly format: 1; readonly body: EntryScopeChanged }
  | { readonly type: 'EntryEnded'; readonly format: 1; readonly body: EntryEnded }
  | { readonly type: 'EntryExpired'; readonly format: 1; readonly body: EntryExpired }
  | { readonly type: 'EntrySucceeded'; readonly format: 1; readonly body: EntrySucceeded }
  | { readonly type: 'DutyMet'; readonly format: 1; readonly body: DutyMet }
  | { readonly type: 'DutyMissed'; readonly format: 1; readonly body: DutyMissed }
  | { readonly type: 'TransitionReminded'; readonly format: 1; readonly body: TransitionReminded };

export const entryStatuses = ['decided', 'valid', 'suspended', 'withdrawn', 'cancelled', 'expired'] as const;
export type EntryStatus = (typeof entryStatuses)[number];
