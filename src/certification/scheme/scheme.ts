import type { Condition } from './condition.ts';
import type { Field } from './form.ts';
import type { Guard } from './guard.ts';
import type { ResultSpec } from './result.ts';
import type { RoundSpec } from './round.ts';

/** What a scheme is, in ISO/IEC 17000's families and the association's own; decides words and defaults, never rules. */
export const schemeKinds = [
  'certification',
  'declaration',
  'approval',
  'qualification',
  'accreditation',
  'person-registration',
  'rule-registration',
  'award',
  'selection',
  'standard',
  'inspection',
  'complaint',
  'sanction',
  'membership',
  'event',
  'training',
  'assessment',
] as const;
export type SchemeKind = (typeof schemeKinds)[number];

/** What the activity looks at. */
export const schemeObjects = [
  'management-system',
  'product',
  'service',
  'person',
  'body',
  'laboratory',
  'rule',
  'project',
  'team',
  'document',
  'organisation',
  'government',
  'act',
] as const;
export type SchemeObject = (typeof schemeObjects)[number];

export type Certainty = 'verified' | 'secondary' | 'to-be-confirmed';

/** Where a rule stands: document, article, and how sure we are of it. The mark shows wherever the value does. */
export interface Basis {
  readonly document: string;
  readonly article?: string;
  readonly certainty: Certainty;
  /** What a success may be called on the strength of this document: an award (奖) or commendation (表彰) needs one. */
  readonly allows?: readonly OutcomeWord[];
}

/** A length of time. `firstDayCounts` is declared, never assumed (design, decision 11). */
export interface PeriodSpec {
  readonly length: number;
  readonly unit: 'days' | 'working-days' | 'months' | 'years';
  readonly firstDayCounts: boolean;
}

/**
 * Who may act. `of` says from whose party the person must come: the applicant's, the body's that carries the scheme out, a
 * party named in the case for this role (a laboratory), the scheme's owner, a recommending unit, or anybody.
 */
export interface RoleSpec {
  readonly id: string;
  readonly of: 'applicant' | 'body' | 'named-party' | 'owner' | 'recommender' | 'public';
  /** Only persons named for this role in the case may act in it; a role that nobody names is held by employment. */
  readonly named: boolean;
  /** How many persons or parties may be named. */
  readonly least: number;
  readonly most: number;
}

/** A list of coded reasons; `other` always asks for words. Texts stand under `reason.<list>.<code>`. */
export interface ReasonList {
  readonly id: string;
  readonly codes: readonly string[];
  readonly basis?: Basis;
}

export interface FormSpec {
  readonly id: string;
  readonly fields: readonly Field[];
  /** Sums that must come out: the fields of `sum` together equal the field `equals`. */
  readonly balances: readonly { readonly sum: readonly string[]; readonly equals: string }[];
}

/** What an outcome of a step does: the case goes on, returns to an earlier step for correction, or ends. */
export interface OutcomeSpec {
  readonly id: string;
  readonly goes: 'on' | 'return' | 'end';
  /** With `return`: the step that is opened again; every step after it is done anew. */
  readonly returnTo?: string;
  /** With `end`: how the case ended; texts under `ending.<id>`. */
  readonly ending?: 'granted' | 'refused' | 'withdrawn' | 'closed';
  /** Entries that this outcome opens, by result id. */
  readonly results: readonly string[];
  /** A coded reason of this list must be given. */
  readonly reasons?: string;
  /** The entry act that this outcome does to the case's entry (a surveillance that ends in `suspend`). */
  readonly entryAct?: EntryActName;
  /** The date field on whose day the duty of this flow is met; left out: the day of the outcome. */
  readonly metOn?: string;
}

export const entryActNames = [
  'suspend',
  'restore',
  'reduce',
  'extend',
  'withdraw',
  'cancel',
  'renew',
  'confirm',
] as const;
export type EntryActName = (typeof entryActNames)[number];

/** One step for each row, unit, standard or named person; done when all are, or when one is. */
export interface FanOut {
  readonly over: { readonly rows: string } | { readonly choices: string } | { readonly role: string };
  /** `all`: the first outcome stands only when every line has it; `any`: when one has it. Else the second outcome stands. */
  readonly join: 'all' | 'any';
}

/** A findings loop: raised in this step, answered by one role, verified by another, each grade with its own clock. */
export interface FindingsSpec {
  readonly grades: readonly { readonly id: string; readonly answerWithin?: PeriodSpec; readonly blocks: boolean }[];
  readonly answeredBy: string;
  readonly verifiedBy: string;
}

/** A clock on a step: from when, how long, what stops it, and what being late means. */
export interface ClockSpec {
  readonly id: string;
  readonly period: PeriodSpec;
  /** The step whose completion starts it; left out: the opening of the step that carries it. */
  readonly from?: string;
  /** While one of these steps is open the clock stands still. */
  readonly stopsWhile: readonly string[];
  readonly basis?: Basis;
  /** `flag`: shown as late and reported; `end`: the case ends with this ending when the clock has run out. */
  readonly late: 'flag' | { readonly end: 'refused' | 'withdrawn' | 'closed' };
}

/** Figures that a named calculator of a rule pack computes from the case's fields; shown, attached and checked. */
export interface CalculationSpec {
  readonly calculator: string;
  /** Calculator input by name: a constant or a field. */
  readonly inputs: Readonly<Record<string, string | number | boolean | { readonly field: string }>>;
  /** Field of this step's form that may not be less than the figure of this name. */
  readonly atLeast: readonly { readonly field: string; readonly figure: string }[];
  /** Rows in which a drawn object that gets no case stands with the reason. */
  readonly excused?: string;
}

/**
 * What a step of a round does beside being done (a call opens a window, a gate counts, a display freezes a list …); a step
 * of a case is always `act`.
 */
export type StepWork =
  | 'act'
  | 'call'
  | 'collect'
  | 'gate'
  | 'assign'
  | 'rank'
  | 'display'
  | 'vote'
  | 'draw'
  | 'decide-list'
  | 'notice';

export interface StepSpec {
  readonly id: string;
  readonly work: StepWork;
  readonly by: readonly string[];
  /** When the step opens; `true` for the first. */
  readonly after: Condition | true;
  /** When it holds not, the step is skipped. */
  readonly onlyIf?: Condition;
  readonly form?: string;
  readonly outcomes: readonly OutcomeSpec[];
  readonly each?: FanOut;
  /** Roles for which this step names persons or parties. */
  readonly names: readonly string[];
  readonly findings?: FindingsSpec;
  readonly guards: readonly Guard[];
  readonly clock?: ClockSpec;
  readonly calculation?: CalculationSpec;
  /** The person is asked for her identity again when she acts (ISO/IEC 17065 7.6: the decision is hers). */
  readonly identityAgain: boolean;
  /** Roles that may not read what this step holds until the step `until` is done (advice walled off from the decision). */
  readonly hidden?: { readonly from: readonly string[]; readonly until: string };
  /** Another scheme's case that must end in one of these endings before this step can be done. */
  readonly subCase?: { readonly scheme: string; readonly flow: string; readonly endings: readonly string[] };
  /** A step of a case that belongs to a round can be done only while this step of the round is open. */
  readonly during?: string;
  /**
   * Only in a round's step: the step of its cases that it waits for (`gate`: no case may still have it open) or that it
   * does in each of them (`assign` names the reviewers there, `rank` gives score, rank and grade, `decide-list` decides).
   */
  readonly caseStep?: string;
}

/** A way out of a flow that is open at any time until a step is done. */
export interface ExitSpec {
  readonly id: string;
  readonly by: readonly string[];
  readonly until?: string;
  readonly reasons?: string;
  readonly ending: 'refused' | 'withdrawn' | 'closed';
}

/** One run: `initial`, `surveillance`, `recertification`, `transfer`, `change` … */
export interface FlowSpec {
  readonly id: string;
  /** Roles that may open a case of this flow. */
  readonly openedBy: readonly string[];
  /** The flow runs on an entry of one of these results (surveillance of a certificate); left out: on none. */
  readonly onEntry?: string | readonly string[];
  readonly steps: readonly StepSpec[];
  readonly exits: readonly ExitSpec[];
}

/**
 * A scheme edition (制度), parsed, checked and flattened. It never changes once used; events carry their outcomes, so that
 * replay needs none of this.
 */
export interface Scheme {
  readonly id: string;
  readonly edition: string;
  readonly kind: SchemeKind;
  readonly object: SchemeObject;
  readonly inForce: { readonly from: string; readonly to?: string };
  readonly supersedes?: string;
  readonly zone: string;
  /** Owner, and the parts 主办 (hosts), 指导 (guides), 承办 (organisers), by name in the texts. */
  readonly owner: string;
  readonly hosts: readonly string[];
  readonly guides: readonly string[];
  readonly organisers: readonly string[];
  readonly basis: readonly Basis[];
  /** 自愿 unless a law makes it compulsory; one of both is always said (clause 二 of the Opinions). */
  readonly voluntary: boolean;
  /** What a success is called: certificate, licence, 奖 (award), 成果 (result), 经验 (experience), 命名 (naming) … */
  readonly outcomeWord: OutcomeWord;
  readonly fee: { readonly charged: boolean; readonly basis?: Basis };
  /** The clauses of the Opinions that it serves, by number 1 to 27. */
  readonly clauses: readonly number[];
  readonly roles: readonly RoleSpec[];
  readonly reasonLists: readonly ReasonList[];
  readonly forms: readonly FormSpec[];
  readonly flows: readonly FlowSpec[];
  readonly results: readonly ResultSpec[];
  readonly round?: RoundSpec;
  /** Every text by key, Chinese and English. */
  readonly texts: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
}

export const outcomeWords = [
  'certificate',
  'licence',
  'qualification',
  'accreditation',
  'registration',
  'declaration',
  'award',
  'commendation',
  'result',
  'experience',
  'naming',
  'standard',
  'inspection-result',
  'reply',
  'sanction',
  'membership',
  'participation',
  'grade',
] as const;
export type OutcomeWord = (typeof outcomeWords)[number];

/** The results on whose entries a flow runs. STORED: one result is kept as its bare name, as editions were from the first. */
export function entryResults(flow: FlowSpec): readonly string[] {
  const { onEntry } = flow;
  return onEntry === undefined ? [] : typeof onEntry === 'string' ? [onEntry] : onEntry;
}
