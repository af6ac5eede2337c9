import type { Draft, DraftRoom, Drafts, KeptDraft } from '#operation/ports/drafts.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Id } from '#operation/ports/values.ts';
import type { Database } from './database.ts';
import { defineTable, selectList } from './table.ts';

const draftTable = defineTable<Draft>(
  'draft',
  { account: 'uuid', subject: 'text', values: 'jsonb', savedAt: 'instant', revision: 'int' },
  ['account', 'subject'],
);

const select = `select ${selectList(draftTable)} from draft`;
const one = { name: 'draft', text: `${select} where account = $1::uuid and subject = $2` };
const size = 'octet_length(draft.values::text)';

/** No key is changed: what refers to the account meanwhile does not wait. */
const lockAccount = { name: 'lock drafts', text: 'select from account where id = $1::uuid for no key update' };

interface Held extends DraftRoom {
  /** Bytes and revision of the draft by this name; null when there is none. */
  readonly own: number | null;
  readonly revision: number | null;
}
const held = {
  name: 'drafts held',
  text: `select count(*)::integer as drafts, coalesce(sum(${size}), 0)::float8 as bytes,
      (max(${size}) filter (where subject = $2))::float8 as own, max(revision) filter (where subject = $2) as revision
    from draft where account = $1::uuid`,
};
const write = {
  name: 'save draft',
  text: `insert into draft (account, subject, values, saved_at, revision) values ($1::uuid, $2, $3::jsonb, $4::timestamptz, 1)
    on conflict (account, subject) do update
    set values = excluded.values, saved_at = excluded.saved_at, revision = draft.revision + 1
    returning ${size} as bytes, revision`,
};

export class PostgresDrafts implements Drafts {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  save(draft: Omit<Draft, 'revision'>, expected: number, most: DraftRoom): ReturnType<Drafts['save']> {
    const { account, subject, values, savedAt } = draft;
    const database = this.#database;
    return database.inTransaction(async (transaction) => {
      // One saving of an account at a time: of many that come at once, none sees the room that another is about to take.
      await database.rows(lockAccount, [account], transaction);
      const [before] = await database.rows<Held>(held, [account, subject], transaction);
      const { drafts, bytes, own, revision } = before ?? { drafts: 0, bytes: 0, own: null, revision: null };
      // Removed in another window since: what is typed here is not lost, it begins anew.
      if (revision !== null && revision !== expected) return this.#conflict(account, subject, transaction);
      const parameters = [account, subject, JSON.stringify(values), savedAt];
      const [written] = await database.rows<{ bytes: number; revision: number }>(write, parameters, transaction);
      if (written === undefined) throw new Error('Expected the written draft back.');
      const isPast =
        (own === null && drafts + 1 > most.drafts) ||
        (written.bytes > (own ?? 0) && bytes - (own ?? 0) + written.bytes > most.bytes);
      if (!isPast) return { saved: written.revision };
      transaction.abandon();
      return { full: { drafts, bytes } };
    });
  }

  async #conflict(account: Id, subject: string, within: Transaction): Promise<{ readonly conflict: Draft }> {
    const [stored] = await this.#database.rows<Draft>(one, [account, subject], within);
    if (stored === undefined) throw new Error('Expected the draft that was read under the lock.');
    return { conflict: stored };
  }

  async get(account: Id, subject: string): Promise<Draft | null> {
    return (await this.#database.rows<Draft>(one, [account, subject]))[0] ?? null;
  }

  list(account: Id, prefix = ''): Promise<readonly Draft[]> {
    const text = `${select} where account = $1::uuid and starts_with(subject, $2) order by saved_at desc, subject`;
    return this.#database.rows<Draft>({ name: 'drafts', text }, [account, prefix]);
  }

  kept(account: Id): Promise<readonly KeptDraft[]> {
    const text = `select subject, saved_at as "savedAt", revision, ${size} as bytes from draft
      where account = $1::uuid order by saved_at desc, subject`;
    return this.#database.rows<KeptDraft>({ name: 'kept drafts', text }, [account]);
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
