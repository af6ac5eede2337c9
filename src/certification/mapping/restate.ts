import type { RegisterChange } from '../register/change.ts';
import { addDays, toDay } from '../time/day.ts';
import type { MappedValue, Mapping } from './mapping.ts';
import { changesOf, type Observation, type ObservedChange } from './observe.ts';

/** An entry of a foreign register as all its observations together tell it. */
export interface RestatedEntry {
  readonly changes: readonly (RegisterChange & { readonly details: Readonly<Record<string, MappedValue>> })[];
  /** Fields as last seen, each the newest that was known. */
  readonly fields: Readonly<Record<string, MappedValue>>;
  readonly status: string;
  /** Last snapshot day that showed it. */
  readonly lastSeen: string;
  readonly firstKnown: string;
}

/**
 * Tells an entry anew from all its observations, in the register's own three times. `takenIn` says when the snapshot of a day
 * was taken in by this house. INVARIANT: the answer does not depend on the order in which snapshots came in.
 */
export function restateEntry(
  mapping: Pick<Mapping, 'fields'>,
  observations: readonly Observation[],
  takenIn: (snapshot: string) => string,
): RestatedEntry | null {
  const seen = [...observations].filter((o) => o.fields !== null).sort((a, b) => (a.day < b.day ? -1 : 1));
  const [first] = seen;
  const last = seen.at(-1);
  if (!first || !last) return null;
  const fields: Record<string, MappedValue> = {};
  for (const { fields: known } of seen) Object.assign(fields, known);
  const teller = new Teller(textOf(first.fields?.['to']), takenIn);
  for (const change of changesOf(mapping, observations)) teller.tell(change);
  return { changes: teller.changes, fields, status: teller.status, lastSeen: last.day, firstKnown: first.day };
}

const textOf = (value: MappedValue | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

type Told = RestatedEntry['changes'][number];

/** Follows the status and the last day of validity from change to change, since each row carries the state it leads to. */
class Teller {
  changes: Told[] = [];
  status = 'unknown';
  #to: string | null;
  readonly #takenIn: (snapshot: string) => string;
  constructor(to: string | null, takenIn: (snapshot: string) => string) {
    this.#to = to;
    this.#takenIn = takenIn;
  }

  tell(change: ObservedChange): void {
    switch (change.what) {
      case 'appeared':
        this.status = textOf(change.to) ?? 'unknown';
        this.#add('seen', change, {});
        break;
      case 'not-seen':
      case 'seen-again':
        this.#add(change.what, change, {});
        break;
      case 'changed':
        this.#tellChanged(change);
        break;
      case 'corrected':
        this.#tellCorrected(change);
        break;
      case 'described':
        this.#add('described', change, detailsOf(change));
        break;
    }
  }

  #tellChanged(change: ObservedChange): void {
    if (change.field === 'status') {
      this.status = textOf(change.to) ?? 'unknown';
      this.#add('status-changed', change, detailsOf(change));
    } else if (change.field === 'scope-codes') {
      this.#add(scopeWord(change), change, detailsOf(change));
    } else {
      if (change.field === 'to') this.#to = textOf(change.to);
      this.#add('described', change, detailsOf(change));
    }
  }

  /** A fact of the past that reads otherwise: what rested on the old reading is taken back on the day of the correction. */
  #tellCorrected(change: ObservedChange): void {
    const start = textOf(change.to);
    if (change.field === 'from' && start !== null) {
      const old = this.changes.findIndex((c) => c.what === 'seen' && c.knownUntil === null);
      const told = this.changes[old];
      if (told) {
        this.changes[old] = { ...told, knownUntil: change.known };
        this.changes.push({
          ...told,
          ordinal: this.changes.length + 1,
          earliest: start,
          latest: start,
          known: change.known,
          knownUntil: null,
          recordedAt: this.#takenIn(change.known),
        });
      }
    }
    if (change.field === 'to') this.#to = textOf(change.to);
    this.#add('corrected', change, detailsOf(change));
  }

  #add(what: string, change: ObservedChange, details: Told['details']): void {
    const dated = change.after === change.by;
    this.changes.push({
      ordinal: this.changes.length + 1,
      earliest: change.after === null ? null : dated ? change.by : addDays(toDay(change.after), 1),
      latest: change.by,
      known: change.known,
      knownUntil: null,
      recordedAt: this.#takenIn(change.known),
      what,
      status: this.status,
      to: this.#to,
      reason: null,
      details,
    });
  }
}

function detailsOf(change: ObservedChange): Told['details'] {
  return { field: change.field, from: change.from, to: change.to };
}

function scopeWord(change: ObservedChange): string {
  const [from, to] = [listOf(change.from), listOf(change.to)];
  if (to.every((code) => from.includes(code))) return 'scope-reduced';
  return from.every((code) => to.includes(code)) ? 'scope-extended' : 'described';
}

function listOf(value: MappedValue): readonly string[] {
  return value === null ? [] : typeof value === 'string' ? [value] : value;
}
