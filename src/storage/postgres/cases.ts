import type {
  CaseField,
  CaseOrder,
  CaseSummary,
  Cases,
  RoundField,
  RoundSummary,
  Rounds,
} from '#operation/ports/cases.ts';
import type { Filter } from '#operation/ports/filter.ts';
import type { CappedCount, Page, PageRequest } from '#operation/ports/page.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Id } from '#operation/ports/values.ts';
import type { Database } from './database.ts';
import { filterSql, Parameters } from './filter-sql.ts';
import { countBy, countCapped, listPage, type Order } from './list.ts';
import { selectList } from './table.ts';
import { caseTable, roundTable } from './tables.ts';

const id = { sql: 'id', type: 'uuid' } as const;

const orders: Record<CaseOrder, Order> = {
  changed: { name: 'changed', direction: 'desc', keys: [{ sql: 'changed_at', type: 'instant' }, id] },
  opened: { name: 'opened', direction: 'desc', keys: [{ sql: 'opened_at', type: 'instant' }, id] },
  due: { name: 'due', direction: 'asc', keys: [{ sql: 'next_due', type: 'day' }, id], only: 'next_due is not null' },
};

export class PostgresCases implements Cases {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async byId(caseId: Id, within?: Transaction): Promise<CaseSummary | null> {
    return (await this.byIds([caseId], within))[0] ?? null;
  }

  byIds(ids: readonly Id[], within?: Transaction): Promise<readonly CaseSummary[]> {
    const text = `select ${selectList(caseTable)} from case_summary where id = any($1::uuid[]) order by id`;
    return this.#database.rows<CaseSummary>({ name: 'cases by id', text }, [ids], within);
  }

  list(filter: Filter<CaseField>, order: CaseOrder, page: PageRequest): Promise<Page<CaseSummary>> {
    return listPage(this.#database, caseTable, { filter, order: orders[order], page });
  }

  count(filter: Filter<CaseField>, cap: number): Promise<CappedCount> {
    return countCapped(this.#database, caseTable, filter, cap);
  }

  countBy(
    filter: Filter<CaseField>,
    field: 'scheme' | 'flow' | 'state' | 'ending',
  ): Promise<ReadonlyMap<string, number>> {
    return countBy(this.#database, caseTable, filter, field);
  }

  async passes(caseId: Id, filter: Filter<CaseField>): Promise<boolean> {
    const parameters = new Parameters();
    const where = `id = ${parameters.add(caseId, 'uuid')} and ${filterSql(filter, caseTable, parameters)}`;
    const rows = await this.#database.rows({ text: `select 1 from case_summary where ${where}` }, parameters.values);
    return rows.length > 0;
  }
}

const byOpening: Order = { name: 'round', direction: 'desc', keys: [{ sql: 'opened_at', type: 'instant' }, id] };

export class PostgresRounds implements Rounds {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async byId(round: Id, within?: Transaction): Promise<RoundSummary | null> {
    const text = `select ${selectList(roundTable)} from round_summary where id = $1::uuid`;
    const [row] = await this.#database.rows<RoundSummary>({ name: 'round by id', text }, [round], within);
    return row ?? null;
  }

  list(filter: Filter<RoundField>, page: PageRequest): Promise<Page<RoundSummary>> {
    return listPage(this.#database, roundTable, { filter, order: byOpening, page });
  }

  count(filter: Filter<RoundField>, cap: number): Promise<CappedCount> {
    return countCapped(this.#database, roundTable, filter, cap);
  }
}
