import { refuse } from '#certification/act/refusal.ts';
import { may } from '#certification/policy/policy.ts';
import { addDays, toDay } from '#certification/time/day.ts';
import { addMilliseconds, dayOf, millisecondsBetween, startOfDay, toInstant } from '#certification/time/instant.ts';
import { denied, type Outcome, refusedWith } from '../acts/outcome.ts';
import type { Acting } from '../acts/request.ts';
import { type ClockRun, runClocks } from '../acts/run-clocks.ts';
import { clockSetting } from '../clock.ts';
import type { World } from '../world.ts';

const mostDays = 1500;
const morning = 9 * 3_600_000;

export interface ClockMoved {
  readonly day: string;
  readonly run: ClockRun;
}

/**
 * Moves the clock of a demonstration forward by so many days, and lets happen what falls due on the way. Never back: what was
 * recorded in the meantime would lie in the future. Elsewhere than in a demonstration nobody may.
 */
export async function moveClock(world: World, acting: Acting, days: number): Promise<Outcome<ClockMoved>> {
  if (!world.house.isDemonstration || !may('demo.clock', acting.viewer)) return denied('not-allowed');
  if (!Number.isSafeInteger(days) || days < 1 || days > mostDays)
    return refusedWith([
      refuse(
        'value-range',
        { label: { zh: '天数', en: 'days' }, least: '1', most: String(mostDays), found: String(days) },
        { field: 'days' },
      ),
    ]);
  await world.clock.refresh?.();
  const { zone } = world.house;
  const now = toInstant(world.clock.now());
  const day = addDays(toDay(dayOf(now, zone)), days);
  const target = addMilliseconds(startOfDay(day, zone), morning);
  const shift = millisecondsBetween(toInstant(world.wallClock.now()), target);
  await world.storage.inTransaction((transaction) => world.storage.settings.put(transaction, clockSetting, shift));
  await world.clock.refresh?.();
  return { is: 'done', value: { day, run: await runClocks(world) }, repeated: false };
}
