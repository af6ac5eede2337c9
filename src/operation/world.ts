import type { CalculatorAnswer } from '#certification/act/context.ts';
import type { Recomputed } from '#certification/rules/answer-document.ts';
import type { Surroundings } from '#certification/scheme/check.ts';
import type { WorkedOutside } from '#certification/scheme/worked-case/world.ts';
import type { WorkCalendar } from '#certification/time/calendar.ts';
import type { Hash } from '#proof/hash.ts';
import type { Clock } from './clock.ts';
import type { SecretRing } from './keys/secret-file.ts';
import type { Storage } from './ports/storage.ts';
import type { Id } from './ports/values.ts';
import type { SchemeShelf } from './schemes/shelf.ts';

/**
 * Everything that carrying out an act needs beside the act: what `main.ts` of a door wires together. Nothing in it belongs
 * to one request.
 */
export interface World {
  readonly storage: Storage;
  /** The present of every act; a demonstration may move it. */
  readonly clock: Clock;
  /** True time, for sessions and attempts: a moved clock must neither sign people out nor let them guess faster. */
  readonly wallClock: Clock;
  readonly newId: () => Id;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly hash: Hash;
  /** Under which hosted signing keys are sealed. */
  readonly secrets: SecretRing;
  readonly schemes: SchemeShelf;
  readonly rules: Rules;
  readonly house: House;
}

/** Dated data of the house: holidays, code lists and rule packs. */
export interface Rules {
  /** Working days for a zone; undefined where no official table is loaded, and then no working day is guessed. */
  readonly calendar: (zone: string) => WorkCalendar | undefined;
  readonly code: (list: string, value: string, day: string) => CodeAnswer;
  /** What a code of a list is called; undefined for one that the list does not hold. */
  readonly codeName: (list: string, code: string) => CodeName | undefined;
  /** What a rule that stands in a stored figure (`iaf-md-5@4 (2019) qms-1`) is called: its pack's title, edition and article. */
  readonly ruleName: (rule: string) => { readonly zh: string; readonly en: string } | undefined;
  /** A citation with the documents' English names in place of their Chinese titles, as far as these are known. */
  readonly citedInEnglish: (citation: string) => string;
  readonly calculate: (calculator: string, inputs: Readonly<Record<string, unknown>>, day: string) => CalculatorAnswer;
  /** Computes the document of an answer again from its own inputs; says what differs. */
  readonly recompute: (document: unknown) => Recomputed;
  /** What a scheme may name outside of its files, and the world in which its worked cases play. */
  readonly schemes: () => { readonly around: Surroundings; readonly outside: WorkedOutside };
}

export interface CodeName {
  readonly zh: string;
  readonly en: string;
  /** Of the name: a list may be known by its codes and remembered in its wording. */
  readonly certainty: 'verified' | 'secondary' | 'to-be-confirmed';
}

export type CodeAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: { readonly zh: string; readonly en: string } };

export interface House {
  /** Without a slash at its end: stands in credentials and QR codes. */
  readonly address: string;
  readonly language: 'zh' | 'en';
  readonly isDemonstration: boolean;
  /** Bytes of the largest file that may be uploaded. */
  readonly mostUpload: number;
  /** Zone of days that belong to no scheme, such as those of notices. */
  readonly zone: string;
}
