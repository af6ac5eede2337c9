import type { Filter } from './filter.ts';
import type { CappedCount, Page, PageRequest } from './page.ts';
import type { Day, Id, Instant } from './values.ts';

/**
 * One line of a work list (待办, 已办): a step, or one line of it, that waits for a party, role or person, or was done by one.
 * Its key is `(kind, subject, step, line, opening)`: a step that is opened again is a new task, the old one stays done.
 */
export interface Task {
  readonly kind: 'case' | 'round' | 'entry';
  readonly subject: Id;
  readonly step: string;
  /** Line of a fan-out; empty text for a step that is one. */
  readonly line: string;
  /** Version of the event that opened it. */
  readonly opening: number;
  readonly scheme: string;
  readonly flow: string;
  readonly title: string;
  readonly applicant: Id | null;
  readonly body: Id | null;
  /** Roles that may do it. */
  readonly roles: readonly string[];
  /** The party whose people do it; null when the role is open to anybody. */
  readonly party: Id | null;
  /** The person who was named for it; null when any holder of a role may. */
  readonly person: Id | null;
  readonly openedAt: Instant;
  readonly due: Day | null;
  readonly state: 'open' | 'done' | 'dropped';
  readonly doneAt: Instant | null;
  readonly doneBy: Id | null;
  readonly outcome: string | null;
}

export type TaskField = keyof Task &
  (
    | 'kind'
    | 'subject'
    | 'step'
    | 'scheme'
    | 'flow'
    | 'title'
    | 'applicant'
    | 'body'
    | 'roles'
    | 'party'
    | 'person'
    | 'openedAt'
    | 'due'
    | 'state'
    | 'doneAt'
    | 'doneBy'
  );

/** Open tasks: the nearest day first, those without a day after them, oldest first. Done ones: newest first. */
export interface Tasks {
  open(filter: Filter<TaskField>, page: PageRequest): Promise<Page<Task>>;
  done(filter: Filter<TaskField>, page: PageRequest): Promise<Page<Task>>;
  count(filter: Filter<TaskField>, cap: number): Promise<CappedCount>;
  ofSubject(subject: Id): Promise<readonly Task[]>;
}
