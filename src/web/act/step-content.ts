import type { StoredValue, StoredValues } from '#certification/case/events.ts';
import type { NamedParty } from '../api/generated/api.ts';
import { asRecord, asRows, asText } from '../form/values.ts';

/** Everything that an act of a step may hold, as its form keeps it and its draft stores it. */
export interface StepContent {
  readonly values: StoredValues;
  readonly outcome: string | null;
  readonly reason: { readonly code: string; readonly words: string };
  readonly remarks: readonly { readonly field: string; readonly remark: string }[];
  readonly named: readonly NamedParty[];
}

export function emptyContent(values: StoredValues, outcome: string | null): StepContent {
  return { values, outcome, reason: { code: '', words: '' }, remarks: [], named: [] };
}

export function toStored({ values, outcome, reason, remarks, named }: StepContent): StoredValues {
  return {
    values,
    outcome,
    reason: { ...reason },
    remarks: remarks.map((remark): StoredValue => ({ ...remark })),
    named: named.map((name): StoredValue => ({ ...name })),
  };
}

/** A draft as it was stored; what an older form did not have is empty. */
export function fromStored(stored: StoredValues): StepContent {
  const reason = asRecord(stored['reason']);
  const outcome = asText(stored['outcome']);
  return {
    values: asRecord(stored['values']),
    outcome: outcome === '' ? null : outcome,
    reason: { code: asText(reason['code']), words: asText(reason['words']) },
    remarks: asRows(stored['remarks']).map((r) => ({ field: asText(r['field']), remark: asText(r['remark']) })),
    named: asRows(stored['named']).map((n) => ({
      role: asText(n['role']),
      person: n['person'] === null ? null : asText(n['person']),
      party: asText(n['party']),
    })),
  };
}
