import type { FieldClass, MappedValue, Mapping } from './mapping.ts';

/** What one snapshot says of one entry: its fields, or that it is not in it. A field the file has no column for is absent. */
export interface Observation {
  readonly day: string;
  readonly fields: Readonly<Record<string, MappedValue>> | null;
}

/**
 * A dated change of an entry, read off its observations. `after` and `by` bound the effective time: it happened after the
 * snapshot of `after` and by that of `by` (design, decision 3); equal when the source itself dates it. `known` is the
 * snapshot day on which the source first said it.
 */
export interface ObservedChange {
  readonly what: 'appeared' | 'changed' | 'corrected' | 'described' | 'not-seen' | 'seen-again';
  readonly field: string | null;
  readonly from: MappedValue;
  readonly to: MappedValue;
  /** Null when the first snapshot already had it: nobody knows since when. */
  readonly after: string | null;
  readonly by: string;
  readonly known: string;
}

/**
 * Reads the changes of one entry off its observations. Snapshots may come in any order: they are sorted by day here, so the
 * answer is the same. A row that is missing is "not seen since", never withdrawn, and may come back. A column that newly
 * appears, or is missing in one release, changes nothing.
 */
export function changesOf(
  mapping: Pick<Mapping, 'fields'>,
  observations: readonly Observation[],
): readonly ObservedChange[] {
  const sorted = [...observations].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const classes = new Map(mapping.fields.map((f) => [f.field as string, f.class]));
  const known = new Map<string, MappedValue>();
  const changes: ObservedChange[] = [];
  let seen: string | null = null;
  let missing = false;
  sorted.forEach((observation, index) => {
    const before = sorted[index - 1]?.day ?? null;
    const { day, fields } = observation;
    if (fields === null) {
      if (seen !== null && !missing) {
        changes.push({ what: 'not-seen', field: null, from: null, to: null, after: before, by: day, known: day });
        missing = true;
      }
      return;
    }
    if (seen === null) {
      const dated = dayIn(fields, 'from');
      changes.push({
        what: 'appeared',
        field: null,
        from: null,
        to: fields['status'] ?? null,
        after: dated ?? before,
        by: dated ?? day,
        known: day,
      });
    } else if (missing) {
      changes.push({
        what: 'seen-again',
        field: null,
        from: null,
        to: fields['status'] ?? null,
        after: before,
        by: day,
        known: day,
      });
      missing = false;
    }
    for (const [field, value] of Object.entries(fields)) {
      const old = known.get(field);
      const fresh = !known.has(field);
      known.set(field, value);
      if (fresh || same(old ?? null, value)) continue;
      changes.push(changeOf(field, classes.get(field) ?? 'description', old ?? null, value, fields, before, day, seen));
    }
    seen = day;
  });
  return changes;
}

function changeOf(
  field: string,
  kind: FieldClass,
  from: MappedValue,
  to: MappedValue,
  fields: Readonly<Record<string, MappedValue>>,
  before: string | null,
  day: string,
  seen: string | null,
): ObservedChange {
  const change = { field, from, to, known: day };
  if (kind === 'dated-fact') return { ...change, what: 'corrected', after: before, by: day };
  if (kind === 'description') return { ...change, what: 'described', after: before, by: day };
  // The source may date a change of status itself; it counts only where it lies between the two snapshots.
  const dated = field === 'status' ? dayIn(fields, 'status-day') : null;
  const within = dated !== null && (seen === null || dated > seen) && dated <= day;
  return { ...change, what: 'changed', after: within ? dated : (seen ?? before), by: within ? dated : day };
}

function dayIn(fields: Readonly<Record<string, MappedValue>>, name: string): string | null {
  const value = Object.hasOwn(fields, name) ? fields[name] : null;
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null;
}

/** The same after normalising: case, width, spaces and the order of a list make no difference. */
export function same(a: MappedValue, b: MappedValue): boolean {
  return normal(a) === normal(b);
}

function normal(value: MappedValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
  return value
    .map((v) => normal(v))
    .sort()
    .join('\n');
}

/** Joins rows that speak of one entry: gathered fields become lists, the others must agree; what differs is returned. */
export function gatherRows(
  mapping: Pick<Mapping, 'gather'>,
  rows: readonly Readonly<Record<string, MappedValue>>[],
): { readonly fields: Readonly<Record<string, MappedValue>>; readonly disagree: readonly string[] } {
  const fields: Record<string, MappedValue> = {};
  const disagree = new Set<string>();
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (mapping.gather.includes(name)) {
        const old = Object.hasOwn(fields, name) ? (fields[name] ?? []) : [];
        fields[name] = [...new Set([...listOf(old), ...listOf(value)])];
      } else if (!Object.hasOwn(fields, name)) fields[name] = value;
      else if (!same(fields[name] ?? null, value)) disagree.add(name);
    }
  }
  return { fields, disagree: [...disagree] };
}

function listOf(value: MappedValue): readonly string[] {
  return value === null ? [] : typeof value === 'string' ? [value] : value;
}
