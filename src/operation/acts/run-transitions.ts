import { movingRoles } from '#certification/entry/decide.ts';
import { entryTransition, isBinding, type Transition } from '#certification/scheme/edition/transition.ts';
import { addDays, toDay } from '#certification/time/day.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import type { Entry } from '../ports/entries.ts';
import type { World } from '../world.ts';
import { runTransitionEnd, runTransitionReminder } from './entry-acts.ts';
import type { Outcome } from './outcome.ts';
import { systemActing } from './request.ts';

/** A pass over the entries that a window binds: to end them, or to tell whose they are that it nears its end. */
interface Sweep {
  readonly scheme: string;
  readonly transition: Transition;
  readonly does: 'end' | 'remind';
  /** What the pass is remembered by. The end is swept once; reminders once a day, since entries are still being issued. */
  readonly mark: string;
}

/** Windows that ask for a pass today and have not had it. */
async function sweepsDue(world: World): Promise<readonly Sweep[]> {
  const today = dayOf(toInstant(world.clock.now()), world.house.zone);
  const sweeps: Sweep[] = [];
  for (const scheme of new Set((await world.schemes.all()).map((s) => s.id))) {
    const { editions } = await world.schemes.life(scheme);
    for (const { transition } of editions) {
      if (transition === null) continue;
      const { from, holdUntil, remindDays, basis } = transition;
      const name = `${scheme} ${from} ${holdUntil}`;
      if (today > holdUntil) {
        if (isBinding(basis)) sweeps.push({ scheme, transition, does: 'end', mark: `transition swept ${name}` });
      } else if (addDays(toDay(holdUntil), -remindDays) <= today)
        sweeps.push({ scheme, transition, does: 'remind', mark: `transition reminded ${name} on ${today}` });
    }
  }
  const marks = await Promise.all(sweeps.map(({ mark }) => world.storage.settings.get(mark)));
  return sweeps.filter((_, index) => marks[index] === undefined);
}

/** Whether the clock has something to do by a transition: no day of an entry says so. */
export async function areTransitionsDue(world: World): Promise<boolean> {
  return (await sweepsDue(world)).length > 0;
}

/**
 * Reminds of windows that near their end, and ends what has not moved when one is over. Each entry decides from its own stream
 * what was said already, and a pass is remembered: a crash in between passes again and does nothing twice.
 */
export async function runTransitions(world: World): Promise<number> {
  let acted = 0;
  for (const sweep of await sweepsDue(world)) acted += await pass(world, sweep);
  return acted;
}

async function pass(world: World, { scheme, transition, does, mark }: Sweep): Promise<number> {
  const still = {
    all: [
      { field: 'source' as const, is: ['own'] },
      { field: 'scheme' as const, is: [scheme] },
      { field: 'edition' as const, is: [transition.from] },
      { field: 'status' as const, is: ['valid', 'suspended'] },
    ],
  };
  const act = does === 'end' ? ending(world, transition) : await reminding(world, scheme, transition);
  let acted = 0;
  for await (const entry of world.storage.entries.stream(still)) {
    const outcome = await act(entry);
    if (outcome?.is === 'done') acted += 1;
  }
  await world.storage.inTransaction((transaction) => world.storage.settings.put(transaction, mark, { acted }));
  return acted;
}

type OnEntry = (entry: Entry) => Promise<Outcome<unknown> | null>;

function ending(world: World, transition: Transition): OnEntry {
  return ({ id }) => runTransitionEnd(world, id, entryTransition(transition), systemActing);
}

async function reminding(world: World, scheme: string, transition: Transition): Promise<OnEntry> {
  const later = await world.schemes.edition(scheme, transition.to);
  const roles = later === null ? { flow: null, holder: [], issuer: [] } : movingRoles(later, transition.flows);
  return async ({ id, details }) =>
    details['reminded'] === transition.holdUntil
      ? null
      : runTransitionReminder(world, id, { transition, roles }, systemActing);
}
