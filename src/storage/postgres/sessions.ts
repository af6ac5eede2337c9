import type { ApiToken, ApiTokens, Attempts, Session, Sessions } from '#operation/ports/sessions.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Digest, Id, Instant } from '#operation/ports/values.ts';
import type { Database } from './database.ts';
import { defineTable, insertStatement, rowValues, selectList } from './table.ts';

const sessionTable = defineTable<Session>(
  'session',
  {
    token: 'digest',
    account: 'uuid',
    employment: 'uuid',
    createdAt: 'instant',
    seenAt: 'instant',
    expiresAt: 'instant',
    identityAt: 'instant',
  },
  ['token'],
);

const isToken = `token = decode($1, 'hex')`;

export class PostgresSessions implements Sessions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async create(session: Session): Promise<void> {
    await this.#database.change(insertStatement(sessionTable), rowValues(sessionTable, session));
  }

  async find(token: Digest, now: Instant): Promise<Session | null> {
    const text = `select ${selectList(sessionTable)} from session where ${isToken} and expires_at > $2::timestamptz`;
    const [row] = await this.#database.rows<Session>({ name: 'find session', text }, [token, now]);
    return row ?? null;
  }

  async change(
    token: Digest,
    change: Partial<Pick<Session, 'employment' | 'seenAt' | 'expiresAt' | 'identityAt'>>,
  ): Promise<boolean> {
    const text = `update session set
        employment = case when $2::boolean then $3::uuid else employment end,
        seen_at = coalesce($4::timestamptz, seen_at),
        expires_at = coalesce($5::timestamptz, expires_at),
        identity_at = coalesce($6::timestamptz, identity_at)
      where ${isToken}`;
    const { employment = null, seenAt = null, expiresAt = null, identityAt = null } = change;
    const values = [token, Object.hasOwn(change, 'employment'), employment, seenAt, expiresAt, identityAt];
    return (await this.#database.change({ name: 'change session', text }, values)) === 1;
  }

  async rotate(old: Digest, renewed: Digest): Promise<boolean> {
    const text = `update session set token = decode($2, 'hex') where ${isToken}`;
    return (await this.#database.change({ name: 'rotate session', text }, [old, renewed])) === 1;
  }

  async remove(token: Digest): Promise<void> {
    await this.#database.change({ name: 'remove session', text: `delete from session where ${isToken}` }, [token]);
  }

  removeAll(account: Id, save?: Digest, transaction?: Transaction): Promise<number> {
    const text = `delete from session where account = $1::uuid and ($2::text is null or token <> decode($2, 'hex'))`;
    return this.#database.change({ name: 'remove sessions', text }, [account, save ?? null], transaction);
  }

  sweep(now: Instant): Promise<number> {
    return this.#database.change({ text: 'delete from session where expires_at <= $1::timestamptz' }, [now]);
  }
}

const tokenTable = defineTable<ApiToken>(
  'api_token',
  {
    id: 'uuid',
    token: 'digest',
    account: 'uuid',
    employment: 'uuid',
    name: 'text',
    scopes: 'texts',
    createdAt: 'instant',
    expiresAt: 'instant',
    usedAt: 'instant',
    revokedAt: 'instant',
  },
  ['id'],
);

const isGood = `revoked_at is null and (expires_at is null or expires_at > $2::timestamptz)`;

export class PostgresApiTokens implements ApiTokens {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async create(transaction: Transaction, token: ApiToken): Promise<void> {
    await this.#database.change(insertStatement(tokenTable), rowValues(tokenTable, token), transaction);
  }

  async use(token: Digest, now: Instant): Promise<ApiToken | null> {
    const text = `select ${selectList(tokenTable)} from api_token where ${isToken} and ${isGood}`;
    const [row] = await this.#database.rows<ApiToken>({ name: 'find token', text }, [token, now]);
    if (!row) return null;
    const mark = `update api_token set used_at = $2::timestamptz
      where ${isToken} and (used_at is null or used_at < $2::timestamptz - interval '1 minute')`;
    await this.#database.change({ name: 'mark token', text: mark }, [token, now]);
    return row;
  }

  ofAccount(account: Id): Promise<readonly ApiToken[]> {
    const text = `select ${selectList(tokenTable)} from api_token where account = $1::uuid order by created_at, id`;
    return this.#database.rows<ApiToken>({ name: 'tokens of account', text }, [account]);
  }

  async revoke(transaction: Transaction, id: Id, account: Id, at: Instant): Promise<boolean> {
    const text = `update api_token set revoked_at = coalesce(revoked_at, $3::timestamptz) where id = $1::uuid and account = $2::uuid`;
    return (await this.#database.change({ name: 'revoke token', text }, [id, account, at], transaction)) === 1;
  }
}

export class PostgresAttempts implements Attempts {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Windows begin at whole multiples of their length, so that all processes count in the same ones. */
  async count(key: string, now: Instant, windowSeconds: number): Promise<number> {
    const length = windowSeconds * 1000;
    const start = Math.floor(Date.parse(now) / length) * length;
    const text = `insert into attempt as a (key, window_start, window_end, count) values ($1, $2::timestamptz, $3::timestamptz, 1)
      on conflict (key, window_start) do update set count = a.count + 1 returning count`;
    const values = [key, new Date(start).toISOString(), new Date(start + length).toISOString()];
    const [row] = await this.#database.rows<{ count: number }>({ name: 'count attempt', text }, values);
    return row?.count ?? 1;
  }

  async forget(key: string): Promise<void> {
    await this.#database.change({ name: 'forget attempts', text: 'delete from attempt where key = $1' }, [key]);
  }

  sweep(now: Instant): Promise<number> {
    return this.#database.change({ text: 'delete from attempt where window_end <= $1::timestamptz' }, [now]);
  }
}
