import type { StreamName } from '#certification/event/event.ts';
import type { Stamp, StreamAppend } from '#operation/ports/event-store.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Id, Instant } from '#operation/ports/values.ts';
import { numberFacts } from './append-statement.ts';
import { copyIn } from './copy.ts';
import { copyColumns, copyRows, inBinary, wholeCopy } from './copy-rows.ts';
import { clientOf } from './database.ts';
import { seal, sha256 } from './event-store.ts';
import { defineTable, type TableRows, tableRows } from './table.ts';

interface HeadRow {
  readonly id: Id;
  readonly kind: StreamName['kind'];
  readonly version: number;
  readonly hash: string | null;
}

const headTable = defineTable<HeadRow>('stream_head', { id: 'uuid', kind: 'text', version: 'int', hash: 'digest' }, [
  'id',
]);

interface EventRow {
  readonly streamId: Id;
  readonly streamKind: StreamName['kind'];
  readonly version: number;
  readonly id: Id;
  readonly type: string;
  readonly format: number;
  readonly recordedAt: Instant;
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
}

const eventTable = defineTable<EventRow>(
  'event',
  {
    streamId: 'uuid',
    streamKind: 'text',
    version: 'int',
    id: 'uuid',
    type: 'text',
    format: 'small',
    recordedAt: 'instant',
    bytes: 'bytes',
    hash: 'bytes',
  },
  ['streamId', 'version'],
);

type FactRow = Omit<EventRow, 'id' | 'type' | 'format'> & { readonly ordinal: number; readonly kind: string };

const factTable = defineTable<FactRow>(
  'outbox',
  {
    streamId: 'uuid',
    streamKind: 'text',
    version: 'int',
    ordinal: 'small',
    kind: 'text',
    recordedAt: 'instant',
    bytes: 'bytes',
    hash: 'bytes',
  },
  ['streamId', 'version', 'ordinal'],
);

/**
 * Whole new streams by COPY, many at a time: the building of a large world. The events are sealed as `append` seals them; what
 * is left out is the guarding of heads, so every stream must be new (an existing one is refused by its key).
 */
export async function fillEvents(
  transaction: Transaction,
  streams: readonly { readonly append: StreamAppend; readonly stamp: Stamp }[],
): Promise<void> {
  const client = clientOf(transaction);
  for (const { table, rows } of sealedRows(streams.map(({ append, stamp }) => sealed(append, stamp))))
    if (rows.length > 0) await copyIn(client, `${copyColumns(table)} ${inBinary}`, wholeCopy(copyRows(table, rows)));
}

/** Events sealed together, with the instant at which they were recorded. */
export type SealedEvents = ReturnType<typeof seal> & { readonly at: Instant };

export const sealed = (append: StreamAppend, stamp: Stamp): SealedEvents => ({
  ...seal(append, stamp),
  at: stamp.recordedAt,
});

/** The rows of heads, events and facts. Several appends to one stream come in their order: its head is that of the last. */
export function sealedRows(appends: readonly SealedEvents[]): readonly TableRows[] {
  const heads = new Map(appends.map((one) => [one.append.stream.id, headRow(one)]));
  return [
    tableRows(headTable, [...heads.values()]),
    tableRows(eventTable, appends.flatMap(eventRows)),
    tableRows(factTable, appends.flatMap(factRows)),
  ];
}

const headRow = ({ append: { stream }, head }: SealedEvents): HeadRow => ({ ...stream, ...head });

function eventRows({ append: { stream }, events, at }: SealedEvents): EventRow[] {
  return events.map(({ id, type, format, row }) => {
    const { version, bytes, hash } = row;
    return { streamId: stream.id, streamKind: stream.kind, version, id, type, format, recordedAt: at, bytes, hash };
  });
}

function factRows({ append: { stream, facts }, at }: SealedEvents): FactRow[] {
  return numberFacts(facts).map(({ fact: { version, kind, bytes }, ordinal }) => {
    const about = { streamId: stream.id, streamKind: stream.kind, version, ordinal, kind, recordedAt: at };
    return { ...about, bytes, hash: sha256(bytes) };
  });
}
