import type { ActContext, HeldFacts } from '../act/context.ts';
import type { StoredValue, StoredValues } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { Condition, Constant, FieldTest, HeldEntry, StateReason } from './condition.ts';

/** What a condition is asked about: the fields as they stand, the steps as they went, and the world. */
export interface Situation {
  readonly values: StoredValues;
  readonly steps: CaseState['steps'];
  readonly applicant: string;
  readonly body: string;
  readonly named: CaseState['named'];
  readonly context: ActContext;
}

/** Total: an absent field is compared as absent (only `is-not` and `given: false` hold of it), never an error. */
export function holds(condition: Condition, situation: Situation): boolean {
  if ('all' in condition) return condition.all.every((c) => holds(c, situation));
  if ('any' in condition) return condition.any.some((c) => holds(c, situation));
  if ('not' in condition) return !holds(condition.not, situation);
  if ('field' in condition)
    return testHolds(condition.test, valueAt(situation.values, condition.field), situation.values);
  if ('step' in condition) return stepHolds(condition.step, condition.outcomes, situation.steps);
  return entryHeld(condition.holds, situation);
}

function stepHolds(id: string, outcomes: readonly string[] | 'any', steps: CaseState['steps']): boolean {
  const step = steps.get(id);
  if (!step) return false;
  if (outcomes === 'any') return step.status === 'done' || step.status === 'skipped';
  return step.status === 'done' && step.outcome !== null && outcomes.includes(step.outcome);
}

function testHolds(test: FieldTest, value: StoredValue | undefined, values: StoredValues): boolean {
  const given = value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
  if ('given' in test) return test.given === given;
  if ('in' in test) {
    if (!given) return false;
    const found = Array.isArray(value) ? value : [value];
    return found.some((v) => test.in.some((c) => c === v));
  }
  const other = typeof test.with === 'object' ? valueAt(values, test.with.field) : test.with;
  if (!given || other === undefined || other === null) return test.compare === 'is-not';
  const order = compareValues(value as StoredValue, other as StoredValue);
  switch (test.compare) {
    case 'is':
      return order === 0;
    case 'is-not':
      return order !== 0;
    case 'at-least':
      return order !== null && order >= 0;
    case 'at-most':
      return order !== null && order <= 0;
    case 'more-than':
      return order !== null && order > 0;
    case 'less-than':
      return order !== null && order < 0;
  }
}

/** -1, 0, 1; null where the two have no order. Numbers and decimal strings compare as decimals, days as days. */
export function compareValues(a: StoredValue | Constant, b: StoredValue | Constant): number | null {
  if (typeof a === 'boolean' || typeof b === 'boolean') return a === b ? 0 : null;
  const left = decimalOf(a);
  const right = decimalOf(b);
  if (left && right) return compareDecimals(left, right);
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return null;
}

const decimalPattern = /^-?\d+(\.\d+)?$/;

function decimalOf(value: StoredValue | Constant): { readonly units: bigint; readonly decimals: number } | null {
  const text =
    typeof value === 'number' ? String(value) : typeof value === 'string' ? value : isAmount(value) ? value.amount : '';
  if (!decimalPattern.test(text)) return null;
  const [whole = '0', part = ''] = text.split('.');
  return { units: BigInt(whole + part), decimals: part.length };
}

function isAmount(value: unknown): value is { readonly amount: string } {
  return typeof value === 'object' && value !== null && 'amount' in value && typeof value.amount === 'string';
}

function compareDecimals(a: { units: bigint; decimals: number }, b: { units: bigint; decimals: number }): number {
  const most = Math.max(a.decimals, b.decimals);
  const left = a.units * 10n ** BigInt(most - a.decimals);
  const right = b.units * 10n ** BigInt(most - b.decimals);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Adds decimals exactly; whole numbers and decimal strings alike. What is no number is left out. */
export function sumDecimals(values: readonly (StoredValue | undefined)[]): string {
  const parts = values.map((v) => (v === undefined || v === null ? null : decimalOf(v))).filter((d) => d !== null);
  const most = parts.reduce((m, d) => Math.max(m, d.decimals), 0);
  const total = parts.reduce((sum, d) => sum + d.units * 10n ** BigInt(most - d.decimals), 0n);
  return formatUnits(total, most);
}

export function formatUnits(units: bigint, decimals: number): string {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return negative ? `-${text}` : text;
}

/** The value of a field; of `rows.column`, the column's values as a list. */
export function valueAt(values: StoredValues, field: string): StoredValue | undefined {
  if (Object.hasOwn(values, field)) return values[field];
  const [rows = '', column] = field.split('.');
  if (column === undefined || !Object.hasOwn(values, rows)) return undefined;
  const list = values[rows];
  return Array.isArray(list) ? (list as readonly StoredValue[]).flatMap((row) => cellOf(row, column)) : undefined;
}

function cellOf(row: StoredValue, column: string): readonly StoredValue[] {
  if (typeof row !== 'object' || row === null || Array.isArray(row) || !Object.hasOwn(row, column)) return [];
  return [(row as StoredValues)[column] ?? null];
}

function entryHeld(query: HeldEntry, situation: Situation): boolean {
  const { who } = query;
  const holders =
    who === 'applicant'
      ? [situation.applicant]
      : who === 'body'
        ? [situation.body]
        : who === 'actor'
          ? [situation.context.actor.person, situation.context.actor.party]
          : situation.named.filter((n) => n.role === who.role).map((n) => n.person ?? n.party);
  const codes = [
    ...(query.codes ?? []),
    ...(query.scopeOf === undefined ? [] : codesIn(valueAt(situation.values, query.scopeOf))),
  ];
  return holders.some((holder) =>
    situation.context
      .held(holder, query.kind, query.scheme)
      .some(
        (entry) =>
          isInState(entry, query.status ?? ['valid'], query.reasons) &&
          codes.every((code) => entry.codes.includes(code)),
      ),
  );
}

/** Whether an entry is in one of the states; where reasons are named for a state, it came about for one of them. */
export function isInState(
  entry: HeldFacts,
  statuses: readonly string[],
  reasons: readonly StateReason[] | undefined,
): boolean {
  if (!statuses.includes(entry.status)) return false;
  const counting = reasons?.filter((r) => r.status === entry.status) ?? [];
  return counting.length === 0 || counting.some((r) => r.list === entry.reason?.list && r.code === entry.reason.code);
}

/** The codes that a field holds, whether it holds one or several. */
export function codesIn(value: StoredValue | undefined): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
}
