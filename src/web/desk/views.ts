import type { ClockChange, CodedReason, Figure, StoredValues } from '#certification/case/events.ts';
import type { Opening } from '#certification/case/openings.ts';
import type { FindingState } from '#certification/case/state.ts';
import type { ListDisplayed, GatePassed } from '#certification/round/events.ts';
import type { FlowSpec, FormSpec, ReasonList, RoleSpec, StepSpec } from '#certification/scheme/scheme.ts';
import type { RoundSpec } from '#certification/scheme/round.ts';
import type { RefusalShown, Text } from './api.ts';

/** What the desk's pages are given; the shapes of the API, in the domain's own types where they are those. */
export interface Named {
  readonly id: string;
  readonly name: Text;
}
export interface Doer {
  readonly role: string;
  readonly person: Named | null;
}
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}
export interface CappedCount {
  readonly count: number;
  readonly isCapped: boolean;
}

export interface Employment {
  readonly id: string;
  readonly party: Named;
  readonly roles: readonly string[];
}
export interface Session {
  readonly account: { readonly id: string; readonly login: string; readonly language: 'zh' | 'en'; readonly isAdministrator: boolean };
  readonly person: Named;
  readonly employment: Employment | null;
  readonly employments: readonly Employment[];
  readonly identifiedUntil: string | null;
  readonly now: string;
  readonly isDemonstration: boolean;
}

export interface WorkTask {
  readonly kind: 'case' | 'round' | 'entry';
  readonly subject: string;
  readonly step: string;
  readonly line: string;
  readonly scheme: { readonly id: string; readonly title: Text };
  readonly stepTitle: Text;
  readonly title: string;
  readonly applicant: Named | null;
  readonly body: Named | null;
  readonly openedAt: string;
  readonly due: string | null;
  readonly isLate: boolean;
  readonly daysLeft: number | null;
  readonly doneAt: string | null;
  readonly outcome: string | null;
}
export interface ListedCase {
  readonly id: string;
  readonly scheme: { readonly id: string; readonly edition: string; readonly title: Text };
  readonly flow: { readonly id: string; readonly title: Text };
  readonly title: string;
  readonly applicant: Named;
  readonly body: Named;
  readonly state: 'open' | 'ended';
  readonly ending: string | null;
  readonly openSteps: readonly Text[];
  readonly openedAt: string;
  readonly nextDue: string | null;
}
export interface Work {
  readonly counts: WorkCounts;
  readonly tasks: readonly WorkTask[];
  readonly cases: readonly ListedCase[];
  readonly next: string | null;
}
export interface WorkCounts {
  readonly waiting: CappedCount;
  readonly late: CappedCount;
  readonly done: CappedCount;
  readonly opened: CappedCount;
}

export interface LineView {
  readonly line: string;
  readonly done: boolean;
  readonly outcome: string | null;
  readonly values: StoredValues;
  readonly doneAt: string | null;
  readonly by: Doer | null;
}
export interface StepView {
  readonly id: string;
  readonly status: 'waiting' | 'open' | 'done' | 'skipped';
  readonly outcome: string | null;
  readonly openedAt: string | null;
  readonly doneAt: string | null;
  readonly by: Doer | null;
  readonly lines: readonly LineView[];
  readonly values: StoredValues;
  readonly remarks: readonly { readonly field: string; readonly remark: string }[];
  readonly returnReason: CodedReason | null;
  readonly clock: ClockChange | null;
  readonly isHidden: boolean;
}
export interface HistoryLine {
  readonly version: number;
  readonly type: string;
  readonly at: string;
  readonly by: Doer;
  readonly about: string;
  readonly line: string | null;
  readonly outcome: string | null;
  readonly reason: CodedReason | null;
}
export interface StoredFile {
  readonly id: string;
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly name: string;
  readonly uploadedAt: string;
}
export interface CaseView {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly scheme: { readonly id: string; readonly edition: string; readonly zone: string };
  readonly flow: FlowSpec;
  readonly forms: readonly FormSpec[];
  readonly roles: readonly RoleSpec[];
  readonly reasonLists: readonly ReasonList[];
  readonly texts: Readonly<Record<string, Text>>;
  readonly applicant: Named | null;
  readonly body: Named;
  readonly openedAt: string;
  readonly ended: { readonly ending: string; readonly at: string; readonly reason: CodedReason | null } | null;
  readonly round: { readonly id: string; readonly title: Text; readonly openSteps: readonly string[] } | null;
  readonly entry: { readonly id: string; readonly number: string; readonly status: string } | null;
  readonly steps: readonly StepView[];
  readonly values: StoredValues;
  readonly figures: readonly Figure[];
  readonly findings: readonly (Omit<FindingState, 'raisedBy'> & { readonly raisedBy: Doer })[];
  readonly people: readonly { readonly role: string; readonly person: Named | null; readonly party: Named }[];
  readonly clocks: readonly ClockChange[];
  readonly entries: readonly { readonly id: string; readonly number: string; readonly status: string; readonly hasCredential: boolean }[];
  readonly files: readonly StoredFile[];
  readonly history: readonly HistoryLine[];
  readonly openings: readonly OpeningShown[];
}

/** An opening as the server sends it: the bars with their texts. */
export interface OpeningShown extends Omit<Opening, 'bars' | 'outcomes'> {
  readonly bars: readonly RefusalShown[];
  readonly outcomes: readonly { readonly id: string; readonly bars: readonly RefusalShown[] }[];
}

export interface RoundView {
  readonly id: string;
  readonly version: number;
  readonly scheme: { readonly id: string; readonly edition: string };
  readonly title: Text;
  readonly body: Named;
  readonly texts: Readonly<Record<string, Text>>;
  readonly spec: RoundSpec;
  readonly forms: readonly FormSpec[];
  readonly roles: readonly RoleSpec[];
  readonly reasonLists: readonly ReasonList[];
  readonly steps: readonly { readonly id: string; readonly status: 'waiting' | 'open' | 'done' | 'skipped'; readonly outcome: string | null; readonly doneAt: string | null; readonly values: StoredValues; readonly bars: readonly RefusalShown[] }[];
  readonly cases: readonly { readonly id: string; readonly title: string; readonly applicant: Named; readonly recommender: Named | null; readonly left: string | null; readonly openSteps: readonly string[]; readonly score: unknown; readonly rank: unknown; readonly grade: unknown; readonly ending: string | null }[];
  readonly gates: readonly GatePassed[];
  readonly display: ListDisplayed | null;
  readonly objections: readonly { readonly id: string; readonly about: string; readonly receivedAt: string; readonly refused: CodedReason | null; readonly answer: { readonly upheld: boolean; readonly words: string } | null; readonly words: unknown; readonly by: unknown }[];
}

export interface ListedRound {
  readonly id: string;
  readonly title: Text;
  readonly state: 'open' | 'ended';
  readonly cases: number;
  readonly openSteps: readonly string[];
}

export interface SchemeSummary {
  readonly id: string;
  readonly edition: string;
  readonly title: Text;
  readonly summary: Text;
  readonly isInForce: boolean;
  readonly runsInRounds: boolean;
  readonly flows: readonly { readonly id: string; readonly title: Text; readonly openedBy: readonly string[]; readonly onEntry: string | null }[];
  readonly roles: readonly { readonly id: string; readonly title: Text; readonly of: string; readonly named: boolean }[];
}

export interface EntryView {
  readonly id: string;
  readonly version: number;
  readonly entry: { readonly number: string; readonly status: string; readonly kind: string; readonly from: string | null; readonly to: string | null; readonly holderNames: Partial<Text>; readonly issuerNames: Partial<Text>; readonly scopeCodes: readonly string[]; readonly credential: string | null; readonly scheme: string | null };
  readonly state: {
    readonly duties: readonly { readonly duty: string; readonly flow: string; readonly due: string }[];
    readonly consequences: readonly { readonly duty: string; readonly due: string; readonly consequence: string }[];
    readonly suspension: { readonly from: string; readonly until: string | null } | null;
    readonly scope: { readonly codes: readonly string[]; readonly text: Text; readonly sites: readonly StoredValues[]; readonly standards: readonly string[] } | null;
  };
  readonly acts: readonly { readonly act: 'suspend' | 'restore' | 'reduce' | 'extend' | 'withdraw' | 'cancel'; readonly by: readonly string[]; readonly reasons: string; readonly identityAgain: boolean; readonly bars: readonly RefusalShown[] }[];
  readonly flows: readonly { readonly flow: string; readonly mayOpen: boolean }[];
  readonly reasonLists: readonly ReasonList[];
  readonly texts: Readonly<Record<string, Text>>;
}

export type { ClockChange, CodedReason, FlowSpec, FormSpec, GatePassed, ListDisplayed, Opening, RoundSpec, StepSpec, StoredValues };
