import type { CaseEvent, StoredValues } from '#certification/case/events.ts';
import { foldCase } from '#certification/case/state.ts';
import { countEffect, type EffectLine } from '#certification/scheme/edition/effect.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { CaseSummary } from '../ports/cases.ts';
import type { Cursor } from '../ports/page.ts';
import { caseStream, recordedOf } from '../streams/recorded.ts';
import type { World } from '../world.ts';

/** What an edition that is not issued yet would touch of what lives: counts alone, no case and nobody's draft. */
export interface EditionEffect {
  readonly cases: { readonly open: number; readonly lookedInto: number };
  readonly drafts: number;
  readonly rounds: number;
  readonly lines: readonly EffectLine[];
  /** Entries that hold, by the edition under which they were decided. */
  readonly entries: readonly { readonly edition: string; readonly valid: number; readonly suspended: number }[];
  readonly holders: number;
}

/** Open cases whose values are looked into, newest change first; beyond these only their number is told. */
export const mostLookedInto = 2000;
const pageSize = 200;

export async function effectOfEdition(world: World, to: Scheme): Promise<EditionEffect> {
  const count = countEffect(to);
  const open = {
    all: [
      { field: 'scheme' as const, is: [to.id] },
      { field: 'state' as const, is: ['open'] },
    ],
  };
  let lookedInto = 0;
  let drafts = 0;
  let after: Cursor | undefined;
  do {
    const page = await world.storage.cases.list(open, 'changed', { limit: pageSize, ...(after ? { after } : {}) });
    drafts += await lookInto(world, page.rows, count);
    lookedInto += page.rows.length;
    after = page.next ?? undefined;
  } while (after !== undefined && lookedInto < mostLookedInto);
  drafts += await begunAnew(world, to, count);
  const { entries, holders } = await entriesBehind(world, to.id);
  const rounds = await world.storage.rounds.count(open, 10_000);
  return {
    cases: { open: (await world.storage.cases.count(open, 10_000_000)).count, lookedInto },
    drafts,
    rounds: rounds.count,
    lines: count.lines(),
    entries,
    holders,
  };
}

type Count = ReturnType<typeof countEffect>;

async function lookInto(world: World, rows: readonly CaseSummary[], count: Count): Promise<number> {
  if (rows.length === 0) return 0;
  const streams = await world.storage.events.loadAll(rows.map((row) => caseStream(row.id)));
  const schemes = new Map<string, Scheme>();
  for (const [index, row] of rows.entries()) {
    const stream = streams[index];
    const scheme = await world.schemes.edition(row.scheme, row.edition);
    if (stream === undefined || scheme === null) continue;
    schemes.set(row.id, scheme);
    const { values } = foldCase(row.id, recordedOf<CaseEvent>(stream));
    count.addCase({ scheme, flow: row.flow, openSteps: row.openSteps, values });
  }
  const flows = new Map(rows.map((row) => [row.id as string, row.flow]));
  const drafts = await world.storage.drafts.begunAbout(rows.map((row) => `case:${row.id}:`));
  for (const { subject, values } of drafts) {
    const [, id = '', step = ''] = subject.split(':');
    const [scheme, flow] = [schemes.get(id), flows.get(id)];
    if (scheme !== undefined && flow !== undefined) count.addDraft({ scheme, flow, step, values: given(values) });
  }
  return drafts.length;
}

/** Applications that somebody has begun and not opened a case with yet. */
async function begunAnew(world: World, to: Scheme, count: Count): Promise<number> {
  const scheme = (await world.schemes.all()).findLast((s) => s.id === to.id) ?? to;
  const drafts = await world.storage.drafts.begunAbout([`new:${to.id}:`]);
  for (const { subject, values } of drafts) {
    const flow = subject.split(':')[2] ?? '';
    const step = scheme.flows.find((f) => f.id === flow)?.steps[0]?.id ?? '';
    count.addDraft({ scheme, flow, step, values: given(values) });
  }
  return drafts.length;
}

/** A draft's values are what a form holds, or a record that holds them under `values`. */
function given(values: { readonly [name: string]: unknown }): StoredValues {
  const inner = values['values'];
  return (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : values) as StoredValues;
}

async function entriesBehind(world: World, scheme: string): Promise<Pick<EditionEffect, 'entries' | 'holders'>> {
  const { entries } = world.storage;
  const of = (status: string) => ({
    all: [
      { field: 'source' as const, is: ['own'] },
      { field: 'scheme' as const, is: [scheme] },
      { field: 'status' as const, is: [status] },
    ],
  });
  const [valid, suspended] = [
    await entries.countBy(of('valid'), 'edition'),
    await entries.countBy(of('suspended'), 'edition'),
  ];
  const editions = [...new Set([...valid.keys(), ...suspended.keys()])].sort();
  const holders = await entries.countHolders({ any: [of('valid'), of('suspended')] });
  return {
    entries: editions.map((edition) => ({
      edition,
      valid: valid.get(edition) ?? 0,
      suspended: suspended.get(edition) ?? 0,
    })),
    holders,
  };
}
