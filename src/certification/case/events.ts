import type { Sealed } from '../event/event.ts';
import type { EntryActName } from '../scheme/scheme.ts';

/**
 * Events of a case (and, for the steps that they share, of a round). Past tense; each carries its whole outcome: which
 * steps opened, were opened again or skipped, which clocks run to which day, how the case ended. Replay reads no scheme.
 * STORED: formats are for ever; golden files hold one of each.
 */
export interface CaseOpened {
  readonly scheme: string;
  readonly edition: string;
  readonly flow: string;
  /** Party that applies (or is looked at) and party that carries the scheme out. */
  readonly applicant: string;
  readonly body: string;
  readonly zone: string;
  readonly round: string | null;
  /** The entry that this case is about (surveillance, change); null for an initial one. */
  readonly entry: string | null;
  readonly title: string;
  readonly effects: Effects;
}

/** A value of a form as stored: JSON without floats, or the sealed reference of a personal one. */
export type StoredValue =
  | string
  | number
  | boolean
  | null
  | Sealed
  | readonly StoredValue[]
  | { readonly [name: string]: StoredValue };
export type StoredValues = Readonly<Record<string, StoredValue>>;

export interface StepDone {
  readonly step: string;
  /** Line of a fan-out: row number, choice or person; null for a step that is one. */
  readonly line: string | null;
  readonly outcome: string;
  readonly values: StoredValues;
  readonly reason: CodedReason | null;
  /** With a return for correction: the fields that are marked, each with its remark. */
  readonly remarks: readonly { readonly field: string; readonly remark: string }[];
  readonly named: readonly NamedParty[];
  /** Figures of the calculator that the step carries, by name, with rule and edition, as they were on the day. */
  readonly figures: readonly Figure[];
  /** Entries whose streams this act opened, and the act done to the case's own entry. */
  readonly entries: readonly string[];
  readonly entryAct: EntryActName | null;
  readonly effects: Effects;
}

export interface CodedReason {
  readonly list: string;
  readonly code: string;
  /** Free words; demanded with the code `other`. */
  readonly words: string;
}

export interface NamedParty {
  readonly role: string;
  readonly person: string | null;
  readonly party: string;
}

export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly rule: string;
  readonly certainty: 'verified' | 'secondary' | 'to-be-confirmed';
}

export interface PersonReleased {
  readonly role: string;
  readonly person: string | null;
  readonly party: string;
  readonly words: string;
  /** Open steps in which a line was hers and not done: it falls away with her. */
  readonly steps: readonly string[];
  readonly effects: Effects;
}

/** A person named goes and another comes in her place: her open line of the step is the other's. */
export interface PersonReplaced {
  readonly step: string;
  readonly role: string;
  readonly from: { readonly person: string; readonly party: string };
  readonly to: { readonly person: string; readonly party: string };
  readonly words: string;
  readonly effects: Effects;
}

export interface ConflictDeclared {
  readonly person: string;
  readonly kind: 'organisation' | 'project' | 'kinship' | 'other';
  readonly words: Sealed | null;
}

export interface FindingRaised {
  readonly finding: string;
  readonly step: string;
  readonly grade: string;
  readonly clause: string;
  readonly text: string;
  readonly blocks: boolean;
  readonly answerBy: string | null;
}

export interface FindingAnswered {
  readonly finding: string;
  readonly cause: string;
  readonly correction: string;
  readonly files: readonly StoredValue[];
}

export interface FindingSettled {
  readonly finding: string;
  readonly accepted: boolean;
  readonly words: string;
}

/**
 * A calculator's answer put to the case. The whole of it is a file (see `rules/answer-document.ts`), since its inputs may name
 * persons; here stand its digest, the editions on which it rests, and its figures.
 */
export interface AnswerAttached {
  /** The step that it supports; null for the case as a whole. */
  readonly step: string | null;
  readonly calculator: string;
  /** Digest of the answer, which whoever computes it again must find. */
  readonly answer: string;
  readonly file: { readonly digest: string; readonly name: string; readonly size: number; readonly mediaType: string };
  readonly rules: readonly string[];
  readonly figures: readonly Figure[];
  readonly certainty: Figure['certainty'];
  readonly words: string;
}

/**
 * The case goes on under another edition of its scheme. Values keep their names but for those that are `renamed`; what the
 * edition has no field for is `dropped`, and stands in the events before this one. What the case did under the former edition
 * stays done, unless `effects` opens it again.
 */
export interface CaseMoved {
  readonly from: string;
  readonly to: string;
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly dropped: readonly string[];
  readonly words: string;
  readonly effects: Effects;
}

export interface CaseLeft {
  readonly exit: string;
  readonly reason: CodedReason | null;
  readonly effects: Effects;
}

/** The clock's own act: a clock ran out. `effects` holds what the scheme declares for it. */
export interface ClockRanOut {
  readonly clock: string;
  readonly step: string;
  readonly due: string;
  readonly effects: Effects;
}

/** The clocks counted again by another holiday table; only those that changed stand in `effects`. */
export interface ClocksReckoned {
  /** Last day of the table by which they were counted. */
  readonly tableEnds: string;
  readonly effects: Effects;
}

/** Everything an event does to the plan of its case. */
export interface Effects {
  readonly opened: readonly OpenedStep[];
  /** Steps whose former outcome no longer counts and which are open or waiting anew. */
  readonly reopened: readonly string[];
  readonly skipped: readonly string[];
  /** Steps that this event completed as a whole (the last line of a fan-out completes it), with the joint outcome. */
  readonly completed: readonly { readonly step: string; readonly outcome: string }[];
  readonly clocks: readonly ClockChange[];
  readonly ended: { readonly ending: string } | null;
}

export interface OpenedStep {
  readonly step: string;
  /** Lines that wait to be done; empty for a step that is one. */
  readonly lines: readonly string[];
  /** Roles that may do it, so that a work list needs no scheme. */
  readonly by: readonly string[];
}

export type ClockChange =
  | {
      readonly clock: string;
      readonly step: string;
      readonly state: 'running';
      readonly from: string;
      readonly due: string;
      readonly standstill: number;
    }
  | {
      readonly clock: string;
      readonly step: string;
      readonly state: 'standing';
      readonly from: string;
      readonly standstill: number;
      readonly on: string;
    }
  | { readonly clock: string; readonly step: string; readonly state: 'met' | 'dropped' | 'out'; readonly on: string }
  /** The holiday table ends before the clock does: no day is guessed (design, decision 12). */
  | {
      readonly clock: string;
      readonly step: string;
      readonly state: 'beyond-table';
      readonly from: string;
      readonly tableEnds: string;
    };

export type CaseEvent =
  | { readonly type: 'CaseOpened'; readonly format: 1; readonly body: CaseOpened }
  | { readonly type: 'StepDone'; readonly format: 1; readonly body: StepDone }
  | { readonly type: 'PersonReleased'; readonly format: 2; readonly body: PersonReleased }
  | { readonly type: 'PersonReplaced'; readonly format: 1; readonly body: PersonReplaced }
  | { readonly type: 'ConflictDeclared'; readonly format: 1; readonly body: ConflictDeclared }
  | { readonly type: 'FindingRaised'; readonly format: 1; readonly body: FindingRaised }
  | { readonly type: 'FindingAnswered'; readonly format: 1; readonly body: FindingAnswered }
  | { readonly type: 'FindingSettled'; readonly format: 1; readonly body: FindingSettled }
  | { readonly type: 'AnswerAttached'; readonly format: 1; readonly body: AnswerAttached }
  | { readonly type: 'CaseMoved'; readonly format: 1; readonly body: CaseMoved }
  | { readonly type: 'CaseLeft'; readonly format: 1; readonly body: CaseLeft }
  | { readonly type: 'ClockRanOut'; readonly format: 1; readonly body: ClockRanOut }
  | { readonly type: 'ClocksReckoned'; readonly format: 1; readonly body: ClocksReckoned };
