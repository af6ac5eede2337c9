import { addDays, toDay } from '../time/day.ts';
import { type RegisterChange, sightings } from './change.ts';

/** Status of an entry on a day (at its end): as known now, or as known at the end of an earlier day. */
export interface StatusQuestion {
  readonly day: string;
  /** What the sources had said by the end of this day; null for all that is known. */
  readonly known: string | null;
  /** Last day for which the source is known; null for entries of this house, whose state is always known. */
  readonly sourceSeen: string | null;
}

export type StatusAnswer = StatusOnDay & {
  /** It rests on a change that this house took in only after the day of `known`. */
  readonly isReconstructed: boolean;
  /** A later snapshot of the source no longer held the entry: not withdrawn, only not seen since this day. */
  readonly notSeenSince: string | null;
  /** The day asked about lies after the last one for which the source is known; the answer is that day's. */
  readonly lastSeen: string | null;
  /** The last change that had certainly taken effect. */
  readonly change: RegisterChange | null;
};

type StatusOnDay =
  | {
      readonly kind: 'status';
      readonly status: string;
      /** First day on which the status certainly held; `earliest` when it may have begun before. */
      readonly since: { readonly earliest: string | null; readonly latest: string };
      /** Last day on which it certainly holds, as far as is known; null when nothing ends it. */
      readonly until: string | null;
      /** It follows from the last day of validity, not from a change that somebody recorded. */
      readonly isDerived: boolean;
    }
  /** Inside an interval: one status when last seen on `seen.on`, another by `changed.by`. */
  | {
      readonly kind: 'between';
      readonly seen: { readonly status: string | null; readonly on: string | null };
      readonly changed: { readonly status: string; readonly by: string };
    }
  | { readonly kind: 'not-yet'; readonly from: string }
  /** Nothing was known of the entry then. */
  | { readonly kind: 'nothing-known' };

/**
 * The status of an entry on a day, with honest intervals. INVARIANT: a change that became known after `known` never alters
 * the answer. A change recorded by us later than `known`, of which the source itself spoke before, does, and is said to.
 */
export function statusOn(changes: readonly RegisterChange[], question: StatusQuestion): StatusAnswer {
  const known = knownBy(changes, question.known);
  const isLate = question.sourceSeen !== null && question.day > question.sourceSeen;
  const lastSeen = isLate ? question.sourceSeen : null;
  const day = lastSeen ?? question.day;
  const happened = known.filter((c) => !sightings.has(c.what));
  const certain = happened.findLast((c) => c.latest <= day) ?? null;
  return {
    ...answerFor(happened, certain, day),
    isReconstructed: known.some((c) => question.known !== null && c.recordedAt.slice(0, 10) > question.known),
    notSeenSince: notSeenSince(known, question.day),
    lastSeen,
    change: certain,
  };
}

/** The changes that the sources had told by the end of the day and not taken back by then, in the order of effect. */
export function knownBy(changes: readonly RegisterChange[], known: string | null): readonly RegisterChange[] {
  const told =
    known === null
      ? changes.filter((c) => c.knownUntil === null)
      : changes.filter((c) => c.known <= known && (c.knownUntil === null || c.knownUntil > known));
  return [...told].sort((a, b) => (a.latest === b.latest ? a.ordinal - b.ordinal : a.latest < b.latest ? -1 : 1));
}

function answerFor(happened: readonly RegisterChange[], certain: RegisterChange | null, day: string): StatusOnDay {
  const expired = certain === null ? null : expiryBefore(certain, day);
  const possible = happened.find((c) => c.latest > day && (c.earliest === null || c.earliest <= day));
  if (expired === null && possible !== undefined && possible.status !== certain?.status) {
    const on = possible.earliest === null ? null : addDays(toDay(possible.earliest), -1);
    return {
      kind: 'between',
      seen: { status: certain?.status ?? null, on },
      changed: { status: possible.status, by: possible.latest },
    };
  }
  if (certain === null) {
    const first = happened[0];
    return first ? { kind: 'not-yet', from: first.earliest ?? first.latest } : { kind: 'nothing-known' };
  }
  if (expired !== null)
    return { kind: 'status', status: 'expired', since: exactly(expired), until: null, isDerived: true };
  const since = sinceOf(happened, certain);
  return { kind: 'status', status: certain.status, since, until: untilOf(happened, certain, day), isDerived: false };
}

/** Consecutive changes that keep the status (a smaller scope) do not begin it anew. */
function sinceOf(
  happened: readonly RegisterChange[],
  certain: RegisterChange,
): { earliest: string | null; latest: string } {
  let first = certain;
  for (const change of happened.slice(0, happened.indexOf(certain)).reverse()) {
    if (change.status !== certain.status) break;
    first = change;
  }
  return { earliest: first.earliest, latest: first.latest };
}

function untilOf(happened: readonly RegisterChange[], certain: RegisterChange, day: string): string | null {
  const next = happened.find((c) => c.latest > day && c.status !== certain.status);
  const lastBefore = next === undefined ? null : addDays(toDay(next.earliest ?? next.latest), -1);
  const validity = ended.has(certain.status) ? null : certain.to;
  return lastBefore !== null && validity !== null
    ? lastBefore < validity
      ? lastBefore
      : validity
    : (lastBefore ?? validity);
}

const ended: ReadonlySet<string> = new Set(['withdrawn', 'cancelled', 'expired']);

/** The first day after its validity when that lies on or before `day`; null while it may still be valid. */
function expiryBefore(change: RegisterChange, day: string): string | null {
  return change.to !== null && day > change.to && !ended.has(change.status) ? addDays(toDay(change.to), 1) : null;
}

const exactly = (day: string) => ({ earliest: day, latest: day });

/** The day on which the row was last seen, when a snapshot up to `day` no longer held it and none later did. */
function notSeenSince(known: readonly RegisterChange[], day: string): string | null {
  const last = known.filter((c) => sightings.has(c.what) && c.latest <= day).at(-1);
  if (last?.what !== 'not-seen') return null;
  return last.earliest === null ? last.latest : addDays(toDay(last.earliest), -1);
}
