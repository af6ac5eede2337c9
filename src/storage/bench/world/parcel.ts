import { joinRows } from '#operation/project/difference.ts';
import { copyColumns, copyRows } from '../../postgres/copy-rows.ts';
import { sealedRows } from '../../postgres/fill-events.ts';
import { projectionRows } from '../../postgres/projections.ts';
import { vaultRows } from '../../postgres/vault.ts';
import { authorityOf, type WorldPlan } from './plan.ts';
import type { Teller, Told } from './teller.ts';

/** So many numbers of one kind, told and written down by one worker at a time. */
export interface Errand {
  readonly kind: 'organisation' | 'body' | 'certificate';
  readonly from: number;
  readonly to: number;
}

export interface WorldCounts {
  certificates: number;
  streams: number;
  events: number;
  cases: number;
  facts: number;
  bytes: number;
}

/** The rows of an errand, encoded for COPY, by table. */
export interface Parcel {
  readonly tables: readonly { readonly copy: string; readonly table: string; readonly chunks: readonly Uint8Array[] }[];
  readonly counts: WorldCounts;
}

const numbersAtOnce = 100;

/** The whole world as errands: who is there first, then the certificates. */
export function* errandsOf(plan: WorldPlan): Generator<Errand> {
  const all = [
    ['body', authorityOf(plan) + 1, 4],
    ['organisation', plan.organisations, 4 * numbersAtOnce],
    ['certificate', plan.certificates, numbersAtOnce],
  ] as const;
  for (const [kind, count, atOnce] of all)
    for (let from = 0; from < count; from += atOnce) yield { kind, from, to: Math.min(count, from + atOnce) };
}

export function runErrand(teller: Teller, { kind, from, to }: Errand): Parcel {
  for (let n = from; n < to; n++) teller[kind](n);
  return encode(teller.take(), kind === 'certificate' ? to - from : 0);
}

function encode({ streams, vault, rows }: Told, certificates: number): Parcel {
  const all = [...sealedRows(streams), vaultRows(vault), ...projectionRows(joinRows(...rows))];
  const tables = all
    .filter((t) => t.rows.length > 0)
    .map(({ table, rows }) => ({ table: table.name, copy: copyColumns(table), chunks: copyRows(table, rows) }));
  const rowsOf = (name: string) => all.find(({ table }) => table.name === name)?.rows.length ?? 0;
  return {
    tables,
    counts: {
      certificates,
      streams: rowsOf('stream_head'),
      events: rowsOf('event'),
      cases: rowsOf('case_summary'),
      facts: rowsOf('outbox'),
      bytes: tables.reduce((sum, { chunks }) => sum + chunks.reduce((more, chunk) => more + chunk.length, 0), 0),
    },
  };
}
