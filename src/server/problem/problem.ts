import type { ProblemCode } from './problems.ts';

export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** One reason, as a client shows it: at its field, in the reader's language, with what to do. */
export interface RefusalShown {
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
  readonly text: Text;
  readonly help: Text;
  /** Path of the field, such as `sites.2.persons`. */
  readonly field: string | null;
  /** Document and article behind the rule. */
  readonly basis: string | null;
}

/** What happened to a case, round, entry or draft since the client looked. */
export interface ChangeShown {
  readonly expected: number;
  readonly current: number;
  readonly since: readonly {
    readonly version: number;
    readonly type: string;
    readonly at: string;
    readonly role: string;
    readonly person: string | null;
    readonly about: string;
  }[];
}

export interface ProblemDetails {
  /** Instead of the code's own, where HTTP has a narrower one for the same problem. */
  readonly status?: number;
  /** What was expected and what was found, for the reader. */
  readonly detail?: Text;
  readonly refusals?: readonly RefusalShown[];
  readonly change?: ChangeShown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is not what was asked for: thrown by a route, written as a problem document by the door. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}, cause?: unknown) {
    super(details.detail?.en ?? code, cause === undefined ? undefined : { cause });
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }
}
