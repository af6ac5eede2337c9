import type { History } from './history.ts';
import { isBlank, type KeptWork, type Work, type WorkData } from './work.ts';

/** A former state; `data` null: those of the work as it is now. */
type KeptState = Omit<Work, 'data'> & { readonly data: WorkData | null };

/** What can be taken back and done again in a kept work, nearest to the present last and first. */
export interface KeptHistory {
  readonly id: string;
  /** The state of the work that this history belongs to; a work that was kept without it since has lost it. */
  readonly changedAt: string;
  readonly past: readonly KeptState[];
  readonly future: readonly KeptState[];
}

/** Some four megabytes a work: about a hundred changed cells of a sheet of a thousand rows, all of a small one. */
const mostBytes = 4_000_000;
const referenceBytes = 16;

/** The history beside its work, its farthest states left out where all would be too much. */
export function keepHistory({ past, present, future }: History<Work>, changedAt: string): KeptHistory {
  const seen = new Set<object>();
  let left = mostBytes;
  const fitting = (states: readonly Work[]): KeptState[] => {
    const kept: KeptState[] = [];
    for (const state of states) {
      const next = { ...state, data: isSameData(state.data, present.data) ? null : state.data };
      left -= bytesOf(next, seen, left);
      if (left < 0) break;
      kept.push(next);
    }
    return kept;
  };
  const before = fitting([...past].reverse()).reverse();
  return { id: present.id, changedAt, past: before, future: fitting(future) };
}

/** The work as it was kept, with its history where that is this state's. */
export function restoreHistory(work: KeptWork, kept: KeptHistory | undefined): History<Work> {
  const { changedAt, ...present } = work;
  const states = (list: readonly KeptState[]): Work[] => list.map((one) => ({ ...one, data: one.data ?? work.data }));
  const own = kept?.changedAt === changedAt ? kept : undefined;
  return { past: states(own?.past ?? []), present, future: states(own?.future ?? []), last: null };
}

/** True where nothing is there and nothing could be brought back: such a work leaves no trace. */
export function leavesNoTrace({ past, present }: History<Work>): boolean {
  return isBlank(present) && past.every(isBlank);
}

function isSameData(one: WorkData, other: WorkData): boolean {
  return one === other || (one.kind === 'stored' && other.kind === 'stored' && one.key === other.key);
}

/** What a value takes beside what was seen already (states share the rows that did not change); stops past `most`. */
function bytesOf(value: unknown, seen: Set<object>, most: number): number {
  if (typeof value === 'string') return referenceBytes + 2 * value.length;
  if (typeof value !== 'object' || value === null || seen.has(value)) return referenceBytes;
  seen.add(value);
  if (value instanceof Blob) return value.size;
  let sum = referenceBytes;
  for (const one of Object.values(value)) {
    sum += bytesOf(one, seen, most - sum);
    if (sum > most) break;
  }
  return sum;
}
