import type { Filter } from '#operation/ports/filter.ts';
import type { CappedCount, Page, PageRequest } from '#operation/ports/page.ts';
import type { Task, TaskField, Tasks } from '#operation/ports/tasks.ts';
import type { Id } from '#operation/ports/values.ts';
import type { Database } from './database.ts';
import { countCapped, listPage, type Order } from './list.ts';
import { selectList } from './table.ts';
import { taskTable } from './tables.ts';

const key = [
  { sql: 'subject', type: 'uuid' },
  { sql: 'step', type: 'text' },
  { sql: 'line', type: 'text' },
  { sql: 'opening', type: 'int' },
] as const;

const mostUrgent: Order = {
  name: 'open',
  direction: 'asc',
  keys: [{ sql: `coalesce(due, 'infinity'::date)`, type: 'day' }, { sql: 'opened_at', type: 'instant' }, ...key],
  only: `state = 'open'`,
};

const lastDone: Order = {
  name: 'done',
  direction: 'desc',
  keys: [{ sql: 'done_at', type: 'instant' }, ...key],
  only: `state = 'done' and done_at is not null`,
};

export class PostgresTasks implements Tasks {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  open(filter: Filter<TaskField>, page: PageRequest): Promise<Page<Task>> {
    return listPage(this.#database, taskTable, { filter, order: mostUrgent, page });
  }

  done(filter: Filter<TaskField>, page: PageRequest): Promise<Page<Task>> {
    return listPage(this.#database, taskTable, { filter, order: lastDone, page });
  }

  count(filter: Filter<TaskField>, cap: number): Promise<CappedCount> {
    return countCapped(this.#database, taskTable, filter, cap);
  }

  ofSubject(subject: Id): Promise<readonly Task[]> {
    const text = `select ${selectList(taskTable)} from task where subject = $1::uuid order by opening, step, line`;
    return this.#database.rows<Task>({ name: 'tasks of subject', text }, [subject]);
  }
}
