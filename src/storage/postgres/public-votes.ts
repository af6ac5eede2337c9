import type { VotesAside } from '#certification/round/decision.ts';
import { cellSeconds, type VoteCell, type VoteTraffic } from '#certification/round/public-vote.ts';
import type { PublicVotes, VoteBox } from '#operation/ports/public-votes.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Id, Instant } from '#operation/ports/values.ts';
import type { Database } from './database.ts';

interface Vote {
  readonly voter: Uint8Array;
  readonly item: Id;
  readonly source: Uint8Array;
  readonly at: Instant;
}

export class PostgresPublicVotes implements PublicVotes {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async open(transaction: Transaction, box: VoteBox, salt: Uint8Array): Promise<Uint8Array | null> {
    const at = [box.round, box.step];
    const make = 'insert into public_vote_box (round, step, salt) values ($1, $2, $3) on conflict do nothing';
    await this.#database.rows({ name: 'make vote box', text: make }, [...at, salt], transaction);
    // Shared: many vote at once, and the one who closes waits for them all.
    const text = 'select salt from public_vote_box where round = $1 and step = $2 for share';
    const [found] = await this.#database.rows<{ salt: Uint8Array | null }>(
      { name: 'open vote box', text },
      at,
      transaction,
    );
    return found?.salt ?? null;
  }

  async traffic(transaction: Transaction, box: VoteBox, vote: Vote): Promise<VoteTraffic> {
    const at = [box.round, box.step];
    const hold = `insert into public_vote_source (round, step, source) values ($1, $2, $3)
      on conflict (round, step, source) do update set source = excluded.source`;
    await this.#database.rows({ name: 'hold vote source', text: hold }, [...at, vote.source], transaction);
    const text = `select
        exists (select from public_vote where round = $1 and step = $2 and voter = $3 and item = $4) as voted,
        count(*) filter (where at > $6::timestamptz - interval '1 minute')::int as minute,
        count(*) filter (where item = $4)::int as item
      from public_vote
      where round = $1 and step = $2 and source = $5 and at > $6::timestamptz - interval '1 day'`;
    const [found] = await this.#database.rows<{ voted: boolean; minute: number; item: number }>(
      { name: 'vote traffic', text },
      [...at, vote.voter, vote.item, vote.source, vote.at],
      transaction,
    );
    return {
      hasVoted: found?.voted ?? false,
      ofSourceInMinute: found?.minute ?? 0,
      ofSourceOnItemInDay: found?.item ?? 0,
    };
  }

  async cast(transaction: Transaction, box: VoteBox, vote: Vote): Promise<boolean> {
    const text = `insert into public_vote (round, step, voter, item, source, at) values ($1, $2, $3, $4, $5, $6)
      on conflict do nothing returning item`;
    const values = [box.round, box.step, vote.voter, vote.item, vote.source, vote.at];
    const kept = await this.#database.rows({ name: 'cast public vote', text }, values, transaction);
    return kept.length === 1;
  }

  async cells(round: Id, within?: Transaction): Promise<ReadonlyMap<string, readonly VoteCell[]>> {
    const text = `select step, item, encode(source, 'hex') as source, set_aside,
        (floor(extract(epoch from at) / ${cellSeconds}) * ${cellSeconds})::bigint::text as since, count(*)::int as count
      from public_vote where round = $1 group by 1, 2, 3, 4, 5 order by 1, 2, 5, 3, 4`;
    const rows = await this.#database.rows<{
      step: string;
      item: string;
      source: string;
      set_aside: boolean;
      since: string;
      count: number;
    }>({ name: 'cells of public votes', text }, [round], within);
    const cells = new Map<string, VoteCell[]>();
    for (const { step, item, source, set_aside: isSetAside, since, count } of rows)
      cells.set(step, [...(cells.get(step) ?? []), { item, source, since: Number(since), count, isSetAside }]);
    return cells;
  }

  async setAside(transaction: Transaction, round: Id, aside: VotesAside): Promise<number> {
    const text = `update public_vote set set_aside = true
      where round = $1 and step = $2 and item = $3 and not set_aside
        and case when $4::text is null
          then at >= to_timestamp($5::bigint) and at < to_timestamp($5::bigint + ${cellSeconds})
          else source = decode($4, 'hex') end
      returning item`;
    const values = [round, aside.step, aside.item, aside.kind === 'source' ? aside.source : null, aside.since];
    return (await this.#database.rows({ name: 'set votes aside', text }, values, transaction)).length;
  }

  async seal(transaction: Transaction, box: VoteBox): Promise<void> {
    const text = `insert into public_vote_box (round, step, salt) values ($1, $2, null)
      on conflict (round, step) do update set salt = null`;
    await this.#database.rows({ name: 'seal vote box', text }, [box.round, box.step], transaction);
  }

  async empty(transaction: Transaction, box: VoteBox): Promise<void> {
    const at = [box.round, box.step];
    for (const table of ['public_vote', 'public_vote_source']) {
      const text = `delete from ${table} where round = $1 and step = $2`;
      await this.#database.rows({ name: `empty ${table}`, text }, at, transaction);
    }
  }
}
