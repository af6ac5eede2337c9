import type { Sealed } from '#certification/event/event.ts';
import type { Day, Id } from '../ports/values.ts';

/**
 * Events of a party: an organisation or a person, and what it puts out under its name. STORED: formats are for ever. An
 * organisation's name is public; a person's lies in the vault, and the event holds its reference.
 */
export interface OrganisationRegistered {
  readonly names: readonly DatedName[];
  readonly codes: readonly { readonly system: string; readonly value: string }[];
  /** Public facts of it, such as its address or that it is invented; JSON without floats. */
  readonly details: { readonly [name: string]: string | number | boolean | null };
}

export interface DatedName {
  readonly language: 'zh' | 'en' | 'und';
  readonly name: string;
  readonly from: Day | null;
}

export interface PersonRegistered {
  /** The vault's value is `{zh, en}`. */
  readonly names: Sealed;
}

export interface OrganisationRenamed {
  readonly names: readonly DatedName[];
  /** First day of the new names. */
  readonly from: Day;
}

/** The technical codes for which a person was found competent; a later event replaces the whole list. */
export interface CompetenceAssessed {
  readonly codes: readonly string[];
  readonly on: Day;
  readonly basis: string;
}

/** A tie between a person and a party that recuses her: former employer, owner, consultant, kin. */
export interface TieDeclared {
  readonly party: Id;
  readonly kind: 'organisation' | 'project' | 'kinship' | 'other';
  readonly until: Day | null;
}

/** A signing key of the party; its private part is nowhere near an event. */
export interface KeyAdded {
  readonly keyId: string;
  readonly algorithm: 'Ed25519';
  readonly custody: 'hosted' | 'external';
  readonly publicKeyMultibase: string;
  readonly from: string;
}

export interface KeyEnded {
  readonly keyId: string;
  readonly on: string;
  readonly why: 'ceased' | 'compromised';
}

/** A notice (通知公告) as it was put out. It is never edited: a correction is a new one that names the old. */
export interface NoticeIssued {
  readonly notice: Id;
  readonly kind: string;
  readonly box: 'notices' | 'activities' | 'news';
  readonly scheme: string | null;
  readonly round: Id | null;
  readonly title: { readonly zh: string; readonly en: string };
  readonly text: { readonly zh: string; readonly en: string };
  readonly from: Day | null;
  readonly to: Day | null;
  readonly corrects: Id | null;
}

export type PartyEvent =
  | { readonly type: 'OrganisationRegistered'; readonly format: 1; readonly body: OrganisationRegistered }
  | { readonly type: 'PersonRegistered'; readonly format: 1; readonly body: PersonRegistered }
  | { readonly type: 'OrganisationRenamed'; readonly format: 1; readonly body: OrganisationRenamed }
  | { readonly type: 'CompetenceAssessed'; readonly format: 1; readonly body: CompetenceAssessed }
  | { readonly type: 'TieDeclared'; readonly format: 1; readonly body: TieDeclared }
  | { readonly type: 'KeyAdded'; readonly format: 1; readonly body: KeyAdded }
  | { readonly type: 'KeyEnded'; readonly format: 1; readonly body: KeyEnded }
  | { readonly type: 'NoticeIssued'; readonly format: 1; readonly body: NoticeIssued };
