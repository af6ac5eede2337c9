import { addMilliseconds, instantFromEpoch, toInstant } from '#certification/time/instant.ts';
import type { Settings } from './ports/settings.ts';
import type { Instant } from './ports/values.ts';

/** The one source of the present. */
export interface Clock {
  now(): Instant;
  /** Looks whether the clock was moved by another process; only a clock that can be moved has it. */
  refresh?(): Promise<void>;
}

export const systemClock: Clock = { now: () => instantFromEpoch(Date.now()) };

/** A clock that stands where it is put: for tests. */
export function fixedClock(at: string): Clock & { set(at: string): void } {
  let now = toInstant(at);
  return {
    now: () => now,
    set: (next) => {
      now = toInstant(next);
    },
  };
}

const setting = 'demonstration-clock';

/**
 * The clock of a demonstration: it runs as the true one, so many milliseconds ahead. The shift lies in the database, so that
 * server, worker and command line agree; a process reads it again with `refresh`.
 */
export interface MovableClock extends Clock {
  readonly shift: () => number;
  refresh(): Promise<void>;
}

export function movableClock(settings: Settings, clock: Clock = systemClock): MovableClock {
  let shift = 0;
  return {
    now: () => addMilliseconds(toInstant(clock.now()), shift),
    shift: () => shift,
    refresh: async () => {
      const kept = await settings.get(setting);
      shift = typeof kept === 'number' ? kept : 0;
    },
  };
}

export const clockSetting = setting;
