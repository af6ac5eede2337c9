/** States of a work, so that everything can be taken back and done again. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What was changed last and when: typing on in the same place is one step. */
  readonly last: { readonly what: string; readonly at: number } | null;
}

/** Older states than these are let go. */
const mostStates = 300;
/** A pause of this length ends a step of typing. */
const pauseMs = 1200;

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], last: null };
}

/** `what` names the place that changes (`cell:3:2`, `option:usl`), `at` is the clock in milliseconds. */
export function changeTo<T>(history: History<T>, next: T, what: string, at: number): History<T> {
  if (next === history.present) return history;
  const goesOn = history.last?.what === what && what !== '' && at - history.last.at < pauseMs;
  return {
    past: goesOn ? history.past : [...history.past.slice(-mostStates), history.present],
    present: next,
    future: [],
    last: { what, at },
  };
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    last: null,
  };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...rest] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future: rest, last: null };
}
