import type { CaseEvent, StoredValue, StoredValues } from '#certification/case/events.ts';
import type { CaseState } from '#certification/case/state.ts';
import type { Sealed } from '#certification/event/event.ts';
import type { Field } from '#certification/scheme/form.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { saltedDigest } from '#proof/salted-digest.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id, Json } from '../ports/values.ts';
import type { VaultValue } from '../ports/vault.ts';
import type { World } from '../world.ts';

/** Puts a personal value away: what stands in the event, and the vault's row. */
export function sealValue(
  world: Pick<World, 'newId' | 'randomBytes' | 'hash'>,
  value: StoredValue,
  subject: Id,
): { readonly sealed: Sealed; readonly row: VaultValue } {
  const salt = world.randomBytes(32);
  const ref = world.newId();
  return {
    sealed: { vault: ref, digest: saltedDigest({ salt, value }, world.hash) },
    row: { ref, subject, salt, value: value as Json },
  };
}

/**
 * The events of a case with every personal value of its forms sealed. INVARIANT: a personal value never stands in an event;
 * it was checked before, in the clear, by the decision that made the event.
 * @param subject whose values are erased together: the applicant, or the person who gave them.
 */
export function sealEvents(
  world: Pick<World, 'newId' | 'randomBytes' | 'hash'>,
  scheme: Scheme,
  events: readonly CaseEvent[],
  subject: Id,
): { readonly events: readonly CaseEvent[]; readonly rows: readonly VaultValue[] } {
  const fields = scheme.forms.flatMap((f) => f.fields);
  const rows: VaultValue[] = [];
  const seal = (value: StoredValue): Sealed => {
    const { sealed, row } = sealValue(world, value, subject);
    rows.push(row);
    return sealed;
  };
  const sealed = events.map((event) =>
    event.type === 'StepDone'
      ? { ...event, body: { ...event.body, values: sealFields(fields, event.body.values, seal) } }
      : event,
  );
  return { events: sealed, rows };
}

function sealFields(
  fields: readonly Field[],
  values: StoredValues,
  seal: (value: StoredValue) => Sealed,
): StoredValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = fields.find((f) => f.id === name);
      if (field === undefined || value === null || value === '' || isSealed(value)) return [name, value];
      if (field.personal) return [name, seal(value)];
      if (field.kind !== 'rows' || !Array.isArray(value)) return [name, value];
      const sealedRows = (value as readonly StoredValue[]).map((row) =>
        isRecord(row) ? sealFields(field.columns, row, seal) : row,
      );
      return [name, sealedRows];
    }),
  );
}

/** Puts personal values back in a loaded case, for deciding and for those who may read them; what was erased becomes null. */
export async function unsealCase(world: World, state: CaseState, within?: Transaction): Promise<void> {
  const refs = new Set<Id>();
  const find = (value: StoredValue): StoredValue => {
    if (isSealed(value)) refs.add(value.vault);
    return value;
  };
  eachValues(state, (values) => mapSealed(values, find));
  if (refs.size === 0) return;
  const vault = await world.storage.vault.get([...refs], within);
  // What the vault holds was a value of a form when it was put there.
  eachValues(state, (values) =>
    mapSealed(values, (sealed) =>
      isSealed(sealed) ? ((vault.get(sealed.vault)?.value ?? null) as StoredValue) : sealed,
    ),
  );
}

function eachValues(state: CaseState, change: (values: StoredValues) => StoredValues): void {
  state.values = change(state.values);
  for (const step of state.steps.values()) {
    step.values = change(step.values);
    for (const line of step.lines.values()) line.values = change(line.values);
  }
}

function mapSealed(values: StoredValues, change: (value: StoredValue) => StoredValue): StoredValues {
  const mapped = (value: StoredValue): StoredValue => {
    if (isSealed(value)) return change(value);
    if (Array.isArray(value)) return (value as readonly StoredValue[]).map(mapped);
    return isRecord(value) ? mapSealed(value, change) : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, mapped(value)]));
}

export function isSealed(value: StoredValue | undefined): value is Sealed {
  return (
    isRecord(value) &&
    typeof value['vault'] === 'string' &&
    typeof value['digest'] === 'string' &&
    Object.keys(value).length === 2
  );
}

function isRecord(value: StoredValue | undefined): value is StoredValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
