import { hash } from 'node:crypto';
import type { PublicFact, StreamAppend, StreamHead } from '#operation/ports/event-store.ts';
import type { ChainRow } from '#proof/chain.ts';
import type { SqlValue, Statement } from './database.ts';
import { Parameters } from './filter-sql.ts';

/** One stream of an append, its events sealed. */
export interface SealedAppend {
  readonly append: StreamAppend;
  readonly head: StreamHead;
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly format: number;
    readonly row: ChainRow;
  }[];
}

const eventColumns = 'stream_id, stream_kind, version, id, type, format, recorded_at, bytes, hash';
const factColumns = 'stream_id, stream_kind, version, ordinal, kind, recorded_at, bytes, hash';

/**
 * One statement that moves all heads, or makes them, and writes events and facts only if every head stood where it was
 * expected. One round trip for an act, and no moment in between. It returns the ids of the heads that it moved.
 */
export function appendStatement(
  appends: readonly SealedAppend[],
  recordedAt: string,
): { statement: Statement; values: readonly SqlValue[] } {
  const parameters = new Parameters();
  const at = parameters.add(recordedAt, 'instant');
  const streams = appends.map(({ append }) => ({
    id: parameters.add(append.stream.id, 'uuid'),
    kind: parameters.add(append.stream.kind, 'text'),
  }));
  const [moves, makes, events, facts]: string[][] = [[], [], [], []];
  appends.forEach(({ append, head, events: sealed }, i) => {
    const { id, kind } = streams[i] ?? { id: '', kind: '' };
    const end = `${parameters.add(head.version, 'int')}, ${parameters.add(head.hash, 'digest')}`;
    if (append.expected.hash === null) makes?.push(`(${id}, ${kind}, ${end})`);
    else
      moves?.push(
        `(${id}, ${parameters.add(append.expected.version, 'int')}, ${parameters.add(append.expected.hash, 'digest')}, ${end})`,
      );
    for (const event of sealed) {
      const { version, bytes, hash } = event.row;
      const own = [
        parameters.add(version, 'int'),
        parameters.add(event.id, 'uuid'),
        parameters.add(event.type, 'text'),
        parameters.add(event.format, 'int'),
      ];
      events?.push(
        `(${id}, ${kind}, ${own.join(', ')}, ${at}, ${parameters.add(bytes, 'bytes')}, ${parameters.add(hash, 'bytes')})`,
      );
    }
    for (const { fact, ordinal } of numberFacts(append.facts)) {
      const own = [
        parameters.add(fact.version, 'int'),
        parameters.add(ordinal, 'int'),
        parameters.add(fact.kind, 'text'),
      ];
      facts?.push(
        `(${id}, ${kind}, ${own.join(', ')}, ${at}, ${parameters.add(fact.bytes, 'bytes')}, ${parameters.add(hash('sha256', fact.bytes, 'buffer'), 'bytes')})`,
      );
    }
  });
  const text = statementText(appends.length, moves ?? [], makes ?? [], events ?? [], facts ?? []);
  return { statement: { ...nameOf(appends), text }, values: parameters.values };
}

function statementText(streams: number, moves: string[], makes: string[], events: string[], facts: string[]): string {
  const moved =
    moves.length === 0
      ? ''
      : `, moved as (
      update stream_head as s set version = v.version, hash = v.hash
      from (values ${moves.join(', ')}) as v (id, expected, expected_hash, version, hash)
      where s.id = v.id and s.version = v.expected and s.hash = v.expected_hash returning s.id)`;
  const made =
    makes.length === 0
      ? ''
      : `, made as (
      insert into stream_head (id, kind, version, hash) values ${makes.join(', ')}
      on conflict (id) do nothing returning id)`;
  const sources = [moves.length > 0 ? 'select id from moved' : '', makes.length > 0 ? 'select id from made' : '']
    .filter(Boolean)
    .join(' union all ');
  const written =
    facts.length === 0
      ? ''
      : `, facts as (insert into outbox (${factColumns}) select * from (values ${facts.join(', ')}) as v where (select count(*) from heads) = ${streams})`;
  return `with nothing as (select)${moved}${made}, heads as (${sources}),
    events as (insert into event (${eventColumns}) select * from (values ${events.join(', ')}) as v where (select count(*) from heads) = ${streams})${written}
    select id from heads`;
}

/** Facts of one event are numbered 0, 1 … in the order given. */
export function numberFacts(facts: readonly PublicFact[]): { fact: PublicFact; ordinal: number }[] {
  const counts = new Map<number, number>();
  return facts.map((fact) => {
    const ordinal = counts.get(fact.version) ?? 0;
    counts.set(fact.version, ordinal + 1);
    return { fact, ordinal };
  });
}

const mostPrepared = 24;
/** PostgreSQL cuts longer names of prepared statements, so that two shapes could share one. */
const mostOfName = 63;

/** Small appends recur in few shapes, and each shape has one text: those are prepared. Large ones are sent as they are. */
function nameOf(appends: readonly SealedAppend[]): { name?: string } {
  const rows = appends.reduce((sum, { append, events }) => sum + events.length + append.facts.length, 0);
  if (rows > mostPrepared) return {};
  const shape = appends.map(({ append, events }) => {
    const isNew = append.expected.hash === null;
    return `${isNew ? 'n' : 'o'}${events.length}.${append.facts.length}`;
  });
  const name = `append ${shape.join(' ')}`;
  return name.length > mostOfName ? {} : { name };
}
