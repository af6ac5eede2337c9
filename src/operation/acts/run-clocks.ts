import type { Due } from '../ports/dues.ts';
import type { World } from '../world.ts';
import { runCaseClock } from './case-acts.ts';
import { runEntryClock } from './entry-acts.ts';
import type { Outcome } from './outcome.ts';
import { systemActing } from './request.ts';
import { runTransitions } from './run-transitions.ts';

export interface ClockRun {
  /** Days that were over and led to an event. */
  readonly acted: number;
  /** Days that were over and had been told already: another process came first. */
  readonly idle: number;
  readonly faults: readonly { readonly due: Due; readonly error: unknown }[];
}

const atOnce = 500;

/**
 * What the clock does by itself: clocks of cases that ran out, duties missed, suspensions over, entries expired. Idempotent:
 * each act decides from its stream what was said already, so that a run that was missed catches up, and two at once do no
 * harm. A fault with one subject stops no other: it is told, and comes again with the next run.
 */
export async function runClocks(world: World, progress: (run: ClockRun) => void = () => {}): Promise<ClockRun> {
  let run: ClockRun = { acted: 0, idle: 0, faults: [] };
  const seen = new Set<string>();
  const keyOf = (due: Due) => `${due.subject.id} ${due.kind} ${due.name} ${due.due}`;
  for (;;) {
    const ripe = await world.storage.dues.ripe(world.clock.now(), atOnce);
    const fresh = ripe.filter((due) => !seen.has(keyOf(due)));
    if (fresh.length === 0) return { ...run, acted: run.acted + (await runTransitions(world)) };
    for (const due of fresh) {
      seen.add(keyOf(due));
      run = await actOn(world, due, run);
    }
    progress(run);
  }
}

async function actOn(world: World, due: Due, run: ClockRun): Promise<ClockRun> {
  try {
    const outcome = await runDue(world, due);
    return outcome?.is === 'done' ? { ...run, acted: run.acted + 1 } : { ...run, idle: run.idle + 1 };
  } catch (error) {
    return { ...run, faults: [...run.faults, { due, error }] };
  }
}

/** Null for a day on which nothing happens by itself: the end of a display, the clock of a round. */
async function runDue(world: World, due: Due): Promise<Outcome<unknown> | null> {
  switch (due.kind) {
    case 'clock':
      return due.subject.kind === 'case' ? runCaseClock(world, due.subject.id, due.name, systemActing) : null;
    case 'duty':
    case 'suspension':
    case 'expiry':
      return runEntryClock(world, due.subject.id, systemActing);
    case 'display':
      return null;
  }
}
