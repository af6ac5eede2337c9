import { epochOf, toInstant } from '#certification/time/instant.ts';
import type { Instant } from '../ports/values.ts';

export interface ClockStep {
  /** By how much the clock left the time that passed: ahead is positive. */
  readonly milliseconds: number;
  readonly from: Instant;
  readonly to: Instant;
}

/** A step that is no mere correction of a drifting clock. */
const noticeable = 60_000;
/** A step ahead by which something could fall due that is not due. */
const harmful = 3_600_000;
/** So long the work of the clock waits after one: time to see the log, and to put the clock right. */
const holdFor = 15 * 60_000;

/**
 * Watches true time against the time that really passed (a counter that nobody sets). What expires by the clock is told to the
 * world and can't be taken back, so after a harmful step ahead the clock's work is held for a while. A machine that slept looks
 * the same, and loses nothing but that while.
 */
export class StepWatch {
  readonly #passed: () => number;
  #last: { readonly at: Instant; readonly passed: number } | null = null;
  #heldUntil = Number.NEGATIVE_INFINITY;

  /** @param passed milliseconds that have passed since some moment. */
  constructor(passed: () => number) {
    this.#passed = passed;
  }

  /** Looks at the clock; the step that it made since the last look, or null. */
  look(now: Instant): ClockStep | null {
    const passed = this.#passed();
    const last = this.#last;
    this.#last = { at: now, passed };
    if (last === null) return null;
    const milliseconds = Math.round(epochOf(toInstant(now)) - epochOf(toInstant(last.at)) - (passed - last.passed));
    if (Math.abs(milliseconds) < noticeable) return null;
    if (milliseconds >= harmful) this.#heldUntil = passed + holdFor;
    // Put right again: nothing is to be waited for any more.
    else if (milliseconds <= -harmful) this.#heldUntil = Number.NEGATIVE_INFINITY;
    return { milliseconds, from: last.at, to: now };
  }

  /** Whether what falls due by the clock waits for now. */
  get isHolding(): boolean {
    return this.#passed() < this.#heldUntil;
  }
}
