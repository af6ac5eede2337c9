import type { Filter } from '#operation/ports/filter.ts';
import type { Notice, NoticeField, Notices } from '#operation/ports/notices.ts';
import type { Page, PageRequest } from '#operation/ports/page.ts';
import type { Id } from '#operation/ports/values.ts';
import type { Database } from './database.ts';
import { listPage, type Order } from './list.ts';
import { selectList } from './table.ts';
import { type FlatNotice, nestNotice, noticeTable } from './tables.ts';

const newest: Order = {
  name: 'notice',
  direction: 'desc',
  keys: [
    { sql: 'issued_at', type: 'instant' },
    { sql: 'id', type: 'uuid' },
  ],
};

export class PostgresNotices implements Notices {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async byId(id: Id): Promise<Notice | null> {
    const text = `select ${selectList(noticeTable)} from notice where id = $1::uuid`;
    const [row] = await this.#database.rows<FlatNotice>({ name: 'notice by id', text }, [id]);
    return row ? nestNotice(row) : null;
  }

  async list(filter: Filter<NoticeField>, page: PageRequest): Promise<Page<Notice>> {
    const { rows, next } = await listPage(this.#database, noticeTable, { filter, order: newest, page });
    return { rows: rows.map(nestNotice), next };
  }
}
