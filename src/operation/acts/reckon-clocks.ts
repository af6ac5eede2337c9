import { toHex } from '#proof/hex.ts';
import type { World } from '../world.ts';
import { reckonCase } from './case-acts.ts';
import { systemActing } from './request.ts';

export interface Reckoned {
  /** Null when the table is the one by which all was counted before: nothing was looked at. */
  readonly looked: number | null;
  readonly moved: number;
  readonly faults: readonly { readonly case: string; readonly error: unknown }[];
}

const setting = 'holiday-table';
const atOnce = 200;

/**
 * Counts the clocks of all open cases again when the house's holiday table is not the one by which they were counted: a year
 * was added from its notice, or a day was corrected. Cut off in the middle, the next run begins again: a case that was
 * counted already does not move twice. A fault with one case stops no other, and leaves the table unacknowledged.
 */
export async function reckonClocksOfAll(world: World): Promise<Reckoned> {
  const digest = tableDigest(world);
  if ((await world.storage.settings.get(setting)) === digest) return { looked: null, moved: 0, faults: [] };
  let [looked, moved] = [0, 0];
  const faults: { case: string; error: unknown }[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<World['storage']['cases']['list']>> = await world.storage.cases.list(
      { field: 'state', is: ['open'] },
      'opened',
      after === null ? { limit: atOnce } : { limit: atOnce, after },
    );
    for (const { id } of page.rows) {
      looked += 1;
      try {
        const outcome = await reckonCase(world, id, systemActing);
        if (outcome.is === 'done') moved += 1;
      } catch (error) {
        faults.push({ case: id, error });
      }
    }
    after = page.next;
  } while (after !== null);
  if (faults.length === 0)
    await world.storage.inTransaction((transaction) => world.storage.settings.put(transaction, setting, digest));
  return { looked, moved, faults };
}

/** What the table says, whatever file it came from: its ends and every working day. */
function tableDigest(world: World): string {
  const table = world.rules.calendar(world.house.zone);
  const text = table === undefined ? '' : `${table.first} ${table.last} ${table.workingDays.join(' ')}`;
  return toHex(world.hash(new TextEncoder().encode(text)));
}
