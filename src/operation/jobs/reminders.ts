import type { Due } from '../ports/dues.ts';
import type { World } from '../world.ts';

const atOnce = 500;

/**
 * Duties, validities and suspensions whose reminder has begun: each is told once. Work lists show them by their days anyhow;
 * `tell` is for whoever carries word further (a letter, a message). What was told and could not be marked is told again.
 */
export async function remind(world: World, tell: (due: Due) => Promise<void> = async () => {}): Promise<number> {
  let reminded = 0;
  for (;;) {
    const dues = await world.storage.dues.toRemind(world.clock.now(), atOnce);
    if (dues.length === 0) return reminded;
    for (const due of dues) await tell(due);
    await world.storage.inTransaction((transaction) => world.storage.dues.markReminded(transaction, dues));
    reminded += dues.length;
  }
}
