import type { Account, AccountPut, Accounts, Employment } from '#operation/ports/accounts.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Day, Id } from '#operation/ports/values.ts';
import type { Database } from './database.ts';
import { defineTable, rowValues, selectList, upsertStatement } from './table.ts';

const accountTable = defineTable<Account>(
  'account',
  {
    id: 'uuid',
    person: 'uuid',
    login: 'text',
    passwordHash: 'text',
    language: 'text',
    isAdministrator: 'bool',
    createdAt: 'instant',
    disabledAt: 'instant',
  },
  ['id'],
);

const employmentTable = defineTable<Employment>(
  'employment',
  { id: 'uuid', person: 'uuid', party: 'uuid', roles: 'texts', from: ['valid_from', 'day'], to: ['valid_to', 'day'] },
  ['id'],
);

const select = `select ${selectList(accountTable)} from account`;
const selectEmployments = `select ${selectList(employmentTable)} from employment`;
const holdsOn = (day: string) =>
  `(${day}::date is null or (valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)))`;

export class PostgresAccounts implements Accounts {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async put(transaction: Transaction, account: Account): Promise<AccountPut> {
    const row = { ...account, login: account.login.toLowerCase() };
    const other = await this.byLogin(row.login, transaction);
    if (other && other.id !== row.id) return { loginTaken: row.login };
    await this.#database.change(upsertStatement(accountTable, 1), rowValues(accountTable, row), transaction);
    return { kept: row.id };
  }

  async byId(id: Id, within?: Transaction): Promise<Account | null> {
    const statement = { name: 'account by id', text: `${select} where id = $1::uuid` };
    return (await this.#database.rows<Account>(statement, [id], within))[0] ?? null;
  }

  async byLogin(login: string, within?: Transaction): Promise<Account | null> {
    const statement = { name: 'account by login', text: `${select} where login = $1` };
    return (await this.#database.rows<Account>(statement, [login.toLowerCase()], within))[0] ?? null;
  }

  ofPerson(person: Id): Promise<readonly Account[]> {
    const statement = { name: 'accounts of person', text: `${select} where person = $1::uuid order by id` };
    return this.#database.rows<Account>(statement, [person]);
  }

  list(): Promise<readonly Account[]> {
    return this.#database.rows<Account>({ name: 'accounts', text: `${select} order by login` });
  }

  async putEmployment(transaction: Transaction, employment: Employment): Promise<void> {
    await this.#database.change(
      upsertStatement(employmentTable, 1),
      rowValues(employmentTable, employment),
      transaction,
    );
  }

  employments(person: Id, day?: Day, within?: Transaction): Promise<readonly Employment[]> {
    const text = `${selectEmployments} where person = $1::uuid and ${holdsOn('$2')} order by valid_from, id`;
    return this.#database.rows<Employment>({ name: 'employments', text }, [person, day ?? null], within);
  }

  async employers(roles: readonly string[], day: Day, within?: Transaction): Promise<readonly Id[]> {
    const text = `select distinct party from employment where roles && $1::text[] and ${holdsOn('$2')} order by party`;
    const rows = await this.#database.rows<{ party: Id }>({ name: 'employers', text }, [roles, day], within);
    return rows.map(({ party }) => party);
  }

  employees(party: Id, day: Day, roles?: readonly string[], within?: Transaction): Promise<readonly Employment[]> {
    const text = `${selectEmployments} where party = $1::uuid and ${holdsOn('$2')}
      and ($3::text[] is null or roles && $3::text[]) order by valid_from, id`;
    return this.#database.rows<Employment>({ name: 'employees', text }, [party, day, roles ?? null], within);
  }
}
