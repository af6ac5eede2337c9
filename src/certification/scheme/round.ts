import type { PeriodSpec, StepSpec } from './scheme.ts';

/**
 * One run of a call (批次): it holds its cases and takes them through gates that must balance. Its steps are ordinary steps
 * with a `work` of their own; the words below say what that work needs.
 */
export interface RoundSpec {
  readonly steps: readonly StepSpec[];
  /** The flow of the cases that the round holds. */
  readonly caseFlow: string;
  /** How many may succeed, by grade; a grade's text under `grade.<id>`. */
  readonly quotas: readonly { readonly id: string; readonly most: number }[];
  readonly assignment?: {
    /** Role of the reviewers, and the case step that each of them does. */
    readonly role: string;
    readonly step: string;
    readonly perCase: number;
    /** Reasons for which a reviewer may not get a case. */
    readonly recuse: readonly ('organisation' | 'project' | 'kinship')[];
    readonly blind: boolean;
  };
  readonly scoring?: {
    readonly step: string;
    readonly field: string;
    /** Highest and lowest are left out when at least this many scores stand. */
    readonly trimFrom?: number;
    /** Decimals of the mean, rounded half up; declared, never assumed. */
    readonly decimals: number;
    /**
     * A score is shown as an outlier when it lies so many points from the mean of the others; left out: by the modified z of
     * Iglewicz and Hoaglin, 3.5, from four scores on.
     */
    readonly outlierFrom?: number;
    /** Fields of the same step whose means part equal scores, in this order; what is still equal shares the rank. */
    readonly ties?: readonly string[];
  };
  readonly display?: {
    readonly period: PeriodSpec;
    /** An objection needs the objector's real identity and evidence; else it is not accepted, with the reason. */
    readonly identity: boolean;
    readonly evidence: boolean;
  };
  /** Recommending units collect and forward, each with at most so many. */
  readonly recommenders?: { readonly quota?: number };
  /** A choice field of the cases parts them into tracks (类别), in each of which a unit forwards at most so many. */
  readonly tracks?: {
    readonly field: string;
    readonly quotas: readonly { readonly id: string; readonly most: number }[];
  };
}
