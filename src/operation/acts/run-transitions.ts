import { entryTransition, isBinding, type Transition } from '#certification/scheme/edition/transition.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import type { World } from '../world.ts';
import { runTransitionEnd } from './entry-acts.ts';
import { systemActing } from './request.ts';

/**
 * Ends what has not moved when the window of an edition is over. Each entry decides from its own stream what was said
 * already, and a window that was swept is remembered: a crash in between sweeps it again and does nothing twice.
 */
export async function runTransitions(world: World): Promise<number> {
  const today = dayOf(toInstant(world.clock.now()), world.house.zone);
  let acted = 0;
  for (const scheme of new Set((await world.schemes.all()).map((s) => s.id))) {
    const { editions } = await world.schemes.life(scheme);
    for (const { transition } of editions) {
      if (transition === null || today <= transition.holdUntil) continue;
      if (isBinding({ certainty: transition.basis.certainty })) acted += await sweep(world, scheme, transition);
    }
  }
  return acted;
}

async function sweep(world: World, scheme: string, transition: Transition): Promise<number> {
  const name = `transition swept ${scheme} ${transition.from} ${transition.holdUntil}`;
  if ((await world.storage.settings.get(name)) !== undefined) return 0;
  const still = {
    all: [
      { field: 'source' as const, is: ['own'] },
      { field: 'scheme' as const, is: [scheme] },
      { field: 'edition' as const, is: [transition.from] },
      { field: 'status' as const, is: ['valid', 'suspended'] },
    ],
  };
  let acted = 0;
  for await (const { id } of world.storage.entries.stream(still)) {
    const outcome = await runTransitionEnd(world, id, entryTransition(transition), systemActing);
    if (outcome.is === 'done') acted += 1;
  }
  await world.storage.inTransaction((transaction) => world.storage.settings.put(transaction, name, { acted }));
  return acted;
}
