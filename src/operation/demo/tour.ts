import type { Refusal } from '#certification/act/refusal.ts';
import { decideEntryClock } from '#certification/entry/decide.ts';
import { addDays, toDay } from '#certification/time/day.ts';
import { viewerOf } from '../accounts/viewer-of.ts';
import { loadCase, loadEntry } from '../acts/loading.ts';
import { openingsIn } from '../desk/openings-for.ts';
import type { Id } from '../ports/values.ts';
import { presentName } from '../project/party.ts';
import { today } from '../verify/look-up.ts';
import type { World } from '../world.ts';

/** What the tour shows of this very register: real things, found anew each time, changing nothing. */
export interface Tour {
  readonly certificate: {
    readonly entry: Id;
    readonly number: string;
    readonly credential: string;
    readonly altered: string;
  } | null;
  readonly refusal: {
    readonly case: string;
    readonly step: string;
    readonly person: { readonly zh: string; readonly en: string };
    readonly roles: readonly string[];
    readonly texts: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
    readonly refusals: readonly Refusal[];
  } | null;
  readonly clock: {
    readonly entry: Id;
    readonly number: string;
    readonly duty: string;
    readonly due: string;
    readonly day: string;
    readonly consequence: string;
    readonly basis: string;
  } | null;
}

export async function tourOf(world: World): Promise<Tour> {
  // Cases are nobody's business but their parties': only an invented world shows one to everybody.
  const refusal = world.house.isDemonstration ? await aRefusal(world) : null;
  return { certificate: await aCertificate(world), refusal, clock: await aDuty(world) };
}

async function aCertificate(world: World): Promise<Tour['certificate']> {
  const { rows } = await world.storage.entries.list(
    {
      all: [
        { field: 'source', is: ['own'] },
        { field: 'status', is: ['valid'] },
        { field: 'kind', is: ['certificate'] },
      ],
    },
    'newest',
    { limit: 20 },
  );
  const entry = rows.find((e) => e.credential !== null);
  if (entry?.credential == null) return null;
  const bytes = await world.storage.blobs.get(entry.credential);
  if (bytes === null) return null;
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  const credential = Buffer.concat(parts).toString('utf8').trim();
  return { entry: entry.id, number: entry.number, credential, altered: alterOne(credential) };
}

/** One character of the payload becomes another: the smallest forgery there is. */
function alterOne(jws: string): string {
  const at = jws.indexOf('.') + Math.floor((jws.lastIndexOf('.') - jws.indexOf('.')) / 2);
  return `${jws.slice(0, at)}${jws[at] === 'A' ? 'B' : 'A'}${jws.slice(at + 1)}`;
}

/** An open step, and somebody of the same body who may not do it, with the engine's own reasons; best with an article. */
async function aRefusal(world: World): Promise<Tour['refusal']> {
  const cases = await world.storage.cases.list({ field: 'state', is: ['open'] }, 'changed', { limit: 20 });
  let second: Tour['refusal'] = null;
  for (const summary of cases.rows) {
    const kase = await loadCase(world, summary.id);
    if (kase === null) continue;
    const roles = kase.scheme.roles.filter((r) => r.of === 'body').map((r) => r.id);
    for (const employment of await world.storage.accounts.employees(summary.body, today(world), roles)) {
      const [account] = await world.storage.accounts.ofPerson(employment.person);
      const party = await world.storage.parties.byId(employment.person);
      if (!account || party === null) continue;
      const openings = await openingsIn(
        world,
        { viewer: await viewerOf(world, account, employment, null), identified: true },
        kase,
      );
      const barred = openings
        .filter((o) => o.act === 'do')
        .map((o) => ({ on: o.on, refusals: [...o.bars, ...o.outcomes.flatMap((x) => x.bars)] }));
      const best =
        barred.find((o) => o.refusals.some((r) => r.basis !== undefined)) ?? barred.find((o) => o.refusals.length > 0);
      if (best === undefined) continue;
      const found = {
        case: summary.title,
        step: best.on,
        person: presentName(party),
        roles: employment.roles,
        texts: kase.scheme.texts,
        refusals: best.refusals,
      };
      if (best.refusals.some((r) => r.basis !== undefined)) return found;
      second ??= found;
    }
  }
  return second;
}

/** A duty that would be missed, asked of the clock's own rule for the day after it falls due. Nothing is recorded. */
async function aDuty(world: World): Promise<Tour['clock']> {
  const { rows } = await world.storage.entries.list(
    {
      all: [
        { field: 'source', is: ['own'] },
        { field: 'status', is: ['valid'] },
      ],
    },
    'newest',
    { limit: 50 },
  );
  for (const entry of rows) {
    const loaded = await loadEntry(world, entry.id);
    const duty = loaded?.state.duties.find((d) => d.late === 'must-suspend');
    if (!loaded || !duty) continue;
    const day = addDays(toDay(duty.due), 1);
    const missed = decideEntryClock(loaded.state, day).find((e) => e.type === 'DutyMissed');
    if (missed?.type === 'DutyMissed')
      return {
        entry: entry.id,
        number: entry.number,
        duty: duty.duty,
        due: duty.due,
        day,
        consequence: missed.body.consequence,
        basis: duty.basis,
      };
  }
  return null;
}
