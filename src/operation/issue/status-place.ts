import type { StatusPlace } from '#certification/entry/events.ts';
import { bitsOfState, placesOfList, statusStates } from '#proof/status-list.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';

/** A list is filled to three quarters, so that a free place is found by few draws. */
const mostFilled = (placesOfList / 4) * 3;
const drawsAtOnce = 16;

/**
 * Gives an entry its place in its issuer's status list, for ever: the list by count, the place in it by chance, so that an
 * index tells neither the order nor the number of issues. INVARIANT: the count of an issuer is one row that its transactions
 * take in turn, and the place is written at once: no index is given twice, neither by two acts nor by one that issues several.
 */
export async function reservePlace(
  world: Pick<World, 'storage' | 'randomBytes'>,
  { issuer, entry }: { readonly issuer: Id; readonly entry: Id },
  transaction: Transaction,
): Promise<StatusPlace> {
  const { numbers, statusPlaces } = world.storage;
  const serial = await numbers.take(transaction, { space: `status-list:${issuer}`, period: '' });
  const list = Math.ceil(serial / mostFilled);
  for (;;) {
    const drawn = drawIndexes(world);
    const taken = new Set(await statusPlaces.taken(issuer, list, drawn, transaction));
    const index = drawn.find((one) => !taken.has(one));
    if (index === undefined) continue;
    await statusPlaces.hold(transaction, { issuer, list, index, entry, state: statusStates.holds });
    return { list, index };
  }
}

/** 17 bits of three bytes each: every place is as likely as any other. */
function drawIndexes({ randomBytes }: Pick<World, 'randomBytes'>): readonly number[] {
  const bytes = randomBytes(drawsAtOnce * 3);
  return Array.from({ length: drawsAtOnce }, (_, i) => {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i * 3);
    return (((a << 16) | (b << 8) | c) % placesOfList) * bitsOfState;
  });
}
