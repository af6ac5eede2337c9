import type { CodedReason, Effects, StepDone } from '../case/events.ts';
import type { Sealed } from '../event/event.ts';

/** Events of a round (批次). Its steps run as a case's do; the rest is what only a round has. STORED. */
export interface RoundOpened {
  readonly scheme: string;
  readonly edition: string;
  readonly body: string;
  readonly zone: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly effects: Effects;
}

export interface CaseJoined {
  readonly case: string;
  readonly applicant: string;
  readonly recommender: string | null;
  /** Normalised title and applicant: what makes two submissions the same project. */
  readonly sameness: string;
}

/** A case says in its form to which track (类别) it belongs; from then on it counts there. */
export interface CaseTracked {
  readonly case: string;
  readonly track: string;
}

/** A recommending unit may forward so many in this round, whatever the scheme says of all; with a track, in that track. */
export interface QuotaSet {
  readonly unit: string;
  readonly track: string | null;
  readonly most: number;
  readonly why: string;
}

export interface GatePassed {
  readonly gate: string;
  readonly in: number;
  readonly out: number;
  readonly left: readonly { readonly case: string; readonly why: string }[];
}

export interface ReviewersAssigned {
  readonly seed: string;
  readonly pairs: readonly { readonly case: string; readonly person: string }[];
  readonly excluded: readonly { readonly case: string; readonly person: string; readonly why: string }[];
}

export interface CasesRanked {
  readonly rows: readonly {
    readonly case: string;
    readonly score: string;
    readonly rank: number;
    readonly grade: string | null;
  }[];
}

/** A row of the displayed list. Whose it is stands in it since format 2, as the name was on the day of issue. */
export interface DisplayedRow {
  readonly case: string;
  readonly title: string;
  readonly grade: string | null;
  readonly unit?: { readonly zh: string; readonly en: string };
}

/** The display (公示), frozen when it is issued: the list's bytes are hashed and never edited. */
export interface ListDisplayed {
  readonly notice: string;
  readonly list: readonly DisplayedRow[];
  readonly digest: string;
  readonly from: string;
  readonly to: string;
  /** Correction only by a new notice that links the old. */
  readonly corrects: string | null;
  /** Why it corrects that notice; null for one that corrects none. */
  readonly why: string | null;
}

/** A reviewer's open line goes to another, with the reason; the case says the same of its own people. */
export interface ReviewerReplaced {
  readonly case: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

/**
 * A vote by secret ballot is closed. Only here do the votes come into the events, and only as counts: who voted is told by
 * the steps done, what each voted by nothing. Whoever was recused is in no number.
 */
export interface VoteClosed {
  readonly step: string;
  readonly entitled: number;
  readonly cast: number;
  readonly recused: readonly { readonly person: string; readonly why: string }[];
  readonly tally: readonly { readonly choice: string; readonly count: number }[];
  readonly effects: Effects;
}

/** Votes of the public are set aside: as many, of these ten minutes and more, for this reason. From where is said nowhere. */
export interface VotesSetAside {
  readonly step: string;
  readonly case: string;
  readonly kind: 'source' | 'time';
  /** Seconds since 1970. */
  readonly since: number;
  readonly until: number;
  readonly count: number;
  readonly why: string;
}

/** Voting codes were given out: so many more, numbered on from those before. The codes themselves are kept nowhere. */
export interface VotingCodesIssued {
  readonly step: string;
  readonly from: number;
  readonly count: number;
  readonly to: string;
}

/** Objects were drawn from the frozen list: only for these are cases taken. */
export interface ObjectsDrawn {
  readonly step: string;
  readonly objects: readonly string[];
}

/** A vote of the public is over; its counts are frozen. */
export interface PublicVoteClosed {
  readonly step: string;
  readonly rows: readonly { readonly case: string; readonly counted: number; readonly setAside: number }[];
  readonly effects: Effects;
}

/** Two submissions are the same project: one goes on, the other ends. */
export interface CasesMerged {
  readonly kept: string;
  readonly dropped: string;
  readonly because: readonly string[];
  readonly why: string;
}

/** Two submissions that look alike are not the same project, for this reason. */
export interface CasesKeptApart {
  readonly cases: readonly [string, string];
  readonly because: readonly string[];
  readonly why: string;
}

export interface ObjectionReceived {
  readonly objection: string;
  readonly notice: string;
  readonly about: string;
  readonly receivedAt: string;
  readonly by: Sealed | null;
  readonly words: Sealed;
  readonly evidence: number;
  /** Not accepted: late, anonymous, without evidence, not about the list. */
  readonly refused: CodedReason | null;
}

export interface ObjectionAnswered {
  readonly objection: string;
  readonly upheld: boolean;
  readonly words: string;
}

export interface ListDecided {
  readonly notice: string;
  readonly rows: readonly {
    readonly case: string;
    readonly granted: boolean;
    readonly grade: string | null;
    readonly reason: CodedReason | null;
  }[];
  readonly digest: string;
}

export interface StepDoneInRound {
  readonly type: 'StepDone';
  readonly format: 1;
  readonly body: StepDone;
}

export type RoundEvent =
  | { readonly type: 'RoundOpened'; readonly format: 1; readonly body: RoundOpened }
  | StepDoneInRound
  | { readonly type: 'VoteClosed'; readonly format: 1; readonly body: VoteClosed }
  | { readonly type: 'VotesSetAside'; readonly format: 1; readonly body: VotesSetAside }
  | { readonly type: 'VotingCodesIssued'; readonly format: 1; readonly body: VotingCodesIssued }
  | { readonly type: 'ObjectsDrawn'; readonly format: 1; readonly body: ObjectsDrawn }
  | { readonly type: 'PublicVoteClosed'; readonly format: 1; readonly body: PublicVoteClosed }
  | { readonly type: 'ReviewerReplaced'; readonly format: 1; readonly body: ReviewerReplaced }
  | { readonly type: 'CasesMerged'; readonly format: 1; readonly body: CasesMerged }
  | { readonly type: 'CasesKeptApart'; readonly format: 1; readonly body: CasesKeptApart }
  | { readonly type: 'CaseTracked'; readonly format: 1; readonly body: CaseTracked }
  | { readonly type: 'QuotaSet'; readonly format: 1; readonly body: QuotaSet }
  | { readonly type: 'CaseJoined'; readonly format: 1; readonly body: CaseJoined }
  | { readonly type: 'GatePassed'; readonly format: 1; readonly body: GatePassed }
  | { readonly type: 'ReviewersAssigned'; readonly format: 1; readonly body: ReviewersAssigned }
  | { readonly type: 'CasesRanked'; readonly format: 1; readonly body: CasesRanked }
  | { readonly type: 'ListDisplayed'; readonly format: 2; readonly body: ListDisplayed }
  | { readonly type: 'ObjectionReceived'; readonly format: 1; readonly body: ObjectionReceived }
  | { readonly type: 'ObjectionAnswered'; readonly format: 1; readonly body: ObjectionAnswered }
  | { readonly type: 'ListDecided'; readonly format: 1; readonly body: ListDecided };
