import type { Draft, Drafts } from '#operation/ports/drafts.ts';
import type { Id } from '#operation/ports/values.ts';
import type { Database } from './database.ts';
import { defineTable, selectList } from './table.ts';

const draftTable = defineTable<Draft>(
  'draft',
  { account: 'uuid', subject: 'text', values: 'jsonb', savedAt: 'instant', revision: 'int' },
  ['account', 'subject'],
);

const select = `select ${selectList(draftTable)} from draft`;

export class PostgresDrafts implements Drafts {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async save(draft: Omit<Draft, 'revision'>, expected: number): Promise<{ saved: number } | { conflict: Draft }> {
    const { account, subject, values, savedAt } = draft;
    const text =
      expected === 0
        ? `insert into draft (account, subject, values, saved_at, revision)
           values ($1::uuid, $2, $3::jsonb, $4::timestamptz, $5::integer + 1) on conflict (account, subject) do nothing`
        : `update draft set values = $3::jsonb, saved_at = $4::timestamptz, revision = revision + 1
           where account = $1::uuid and subject = $2 and revision = $5::integer`;
    const name = expected === 0 ? 'make draft' : 'save draft';
    const saved = await this.#database.change({ name, text }, [
      account,
      subject,
      JSON.stringify(values),
      savedAt,
      expected,
    ]);
    if (saved === 1) return { saved: expected + 1 };
    const stored = await this.get(account, subject);
    // It was removed in another window since: what is typed here is not lost, it begins anew.
    return stored === null ? this.save(draft, 0) : { conflict: stored };
  }

  async get(account: Id, subject: string): Promise<Draft | null> {
    const text = `${select} where account = $1::uuid and subject = $2`;
    return (await this.#database.rows<Draft>({ name: 'draft', text }, [account, subject]))[0] ?? null;
  }

  list(account: Id, prefix = ''): Promise<readonly Draft[]> {
    const text = `${select} where account = $1::uuid and starts_with(subject, $2) order by saved_at desc, subject`;
    return this.#database.rows<Draft>({ name: 'drafts', text }, [account, prefix]);
  }

  async remove(account: Id, subject: string): Promise<void> {
    const text = 'delete from draft where account = $1::uuid and subject = $2';
    await this.#database.change({ name: 'remove draft', text }, [account, subject]);
  }

  begunAbout(prefixes: readonly string[]): Promise<readonly Pick<Draft, 'subject' | 'values'>[]> {
    const text = `select subject, values from draft
      where exists (select from unnest($1::text[]) as prefix where starts_with(subject, prefix)) order by subject`;
    return this.#database.rows<Pick<Draft, 'subject' | 'values'>>({ name: 'drafts about', text }, [prefixes]);
  }
}
