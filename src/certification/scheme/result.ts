import type { Basis, PeriodSpec } from './scheme.ts';

/** The families of entries that a register holds; one shape for all. */
export const entryKinds = [
  'certificate',
  'declaration',
  'licence',
  'approval',
  'qualification',
  'accreditation',
  'person-registration',
  'rule-registration',
  'honour',
  'standard',
  'membership',
  'ban',
  'sanction',
  'inspection-result',
  'training',
  'participation',
  'grade',
  'reply',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/**
 * How a number is made. Pieces in braces: `{year}`, `{yy}`, `{body}` (the issuer's code), `{serial:N}` (N digits, counted in
 * the number space and year), `{reissue}`, `{field:NAME}`; anything else stands as it is. A number once issued is never
 * used again.
 */
export interface NumberSpec {
  readonly space: string;
  readonly pattern: string;
}

/** An act on an entry after its issue: who, from which states, for which coded reasons, and how long it may last. */
export interface EntryActSpec {
  readonly act: 'suspend' | 'restore' | 'reduce' | 'extend' | 'withdraw' | 'cancel';
  readonly by: readonly string[];
  readonly reasons: string;
  /** A suspension may not last longer; afterwards the consequence of `afterwards` is due. */
  readonly most?: PeriodSpec;
  readonly afterwards?: 'must-withdraw';
  readonly identityAgain: boolean;
  readonly basis?: Basis;
}

/**
 * What the holder or the body owes while the entry holds: a surveillance, a yearly report, a review after five years. It
 * falls due by the clock, is met by a case of a flow that ends in `confirm`, and being late has a consequence.
 */
export interface DutySpec {
  readonly id: string;
  readonly flow: string;
  /** From the day of issue for the first, from the day on which the last was met for the next ones. */
  readonly first: PeriodSpec;
  readonly next?: PeriodSpec;
  readonly remindDays: number;
  readonly late: 'must-suspend' | 'must-withdraw' | 'flag';
  readonly basis?: Basis;
}

export interface ResultSpec {
  readonly id: string;
  readonly kind: EntryKind;
  /** Who holds it: the applicant, or a party, person or text in a field. */
  readonly holder: 'applicant' | { readonly field: string };
  /** Who issues it: the body that carries the case, the scheme's owner, or the applicant himself (a declaration). */
  readonly issuer: 'body' | 'owner' | 'applicant';
  readonly number: NumberSpec;
  /** How long it holds; left out: without end. It ends on the anniversary less one day. */
  readonly validity?: { readonly length: number; readonly unit: 'days' | 'months' | 'years' };
  /** A date field that holds the last day instead (a transferred certificate keeps its end). */
  readonly validUntil?: string;
  /** Fields that make the scope: codes match by machine, text only by eyes. */
  readonly scope: {
    readonly codes: readonly string[];
    readonly text?: string;
    readonly sites?: string;
    readonly standards: readonly string[];
  };
  readonly grade?: string;
  /** One entry for each row or choice of this field; with `outcome`, only for the lines of this step with that outcome. */
  readonly each?: { readonly field: string; readonly step?: string; readonly outcome?: string };
  /** Field holding the entry that this one succeeds (transfer, recertification). */
  readonly succeeds?: string;
  readonly acts: readonly EntryActSpec[];
  readonly duties: readonly DutySpec[];
  /** A signed credential is made at the decision. */
  readonly credential: boolean;
}
