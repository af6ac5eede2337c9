import type { NamedParty, StoredValue, StoredValues } from '#certification/case/events.ts';
import type { CaseState } from '#certification/case/state.ts';
import type { Condition } from '#certification/scheme/condition.ts';
import type { Field } from '#certification/scheme/form.ts';
import type { Scheme, StepSpec } from '#certification/scheme/scheme.ts';

/**
 * What a decision may ask of the world beside its own stream, gathered from the declared scheme so that exactly that is
 * loaded: deciding itself stays pure and waits for nothing.
 */
export interface Needs {
  readonly parties: readonly string[];
  readonly persons: readonly string[];
  /** Whose entries, and of which kinds. */
  readonly holders: readonly string[];
  readonly kinds: readonly string[];
  readonly entries: readonly string[];
  /** Schemes of the applicant's cases whose endings count. */
  readonly endedSchemes: readonly string[];
}

/** The kinds of entries that anything in the steps asks about, and the schemes of their sub-cases; kept for each list of steps. */
interface Asked {
  readonly kinds: readonly string[];
  readonly subSchemes: readonly string[];
}
const askedBySteps = new WeakMap<readonly StepSpec[], Asked>();

function askedIn(scheme: Scheme, steps: readonly StepSpec[]): Asked {
  const known = askedBySteps.get(steps);
  if (known) return known;
  const kinds = new Set<string>();
  const see = (condition: Condition | true | undefined): void => {
    if (condition === undefined || condition === true) return;
    if ('all' in condition) condition.all.forEach(see);
    else if ('any' in condition) condition.any.forEach(see);
    else if ('not' in condition) see(condition.not);
    else if ('holds' in condition) kinds.add(condition.holds.kind);
  };
  const seeField = (field: Field): void => {
    see(field.showIf);
    see(field.requiredIf);
    if (field.kind === 'rows') field.columns.forEach(seeField);
  };
  for (const step of steps) {
    see(step.after);
    see(step.onlyIf);
    for (const guard of step.guards) {
      if (guard.guard === 'requires') see(guard.condition);
      if (guard.guard === 'registered' || guard.guard === 'entitled' || guard.guard === 'no-history')
        kinds.add(guard.kind);
      if (guard.guard === 'not-banned') kinds.add('ban');
    }
    scheme.forms.find((f) => f.id === step.form)?.fields.forEach(seeField);
  }
  const subSchemes = steps.flatMap((s) => (s.subCase === undefined ? [] : [s.subCase.scheme]));
  const asked = { kinds: [...kinds], subSchemes: [...new Set(subSchemes)] };
  askedBySteps.set(steps, asked);
  return asked;
}

export interface Asking {
  readonly scheme: Scheme;
  readonly steps: readonly StepSpec[];
  readonly state: Pick<CaseState, 'opened' | 'named' | 'acted' | 'values'>;
  readonly values: StoredValues;
  readonly naming: readonly NamedParty[];
  readonly actor: { readonly person: string; readonly party: string };
}

export function needsOf({ scheme, steps, state, values, naming, actor }: Asking): Needs {
  const { kinds, subSchemes } = askedIn(scheme, steps);
  const all = { ...state.values, ...values };
  const named = [...state.named, ...naming];
  const fields = scheme.forms.flatMap((f) => f.fields);
  const parties = [
    state.opened?.applicant,
    state.opened?.body,
    actor.party,
    ...named.map((n) => n.party),
    ...valuesOfKind(fields, all, 'party'),
  ];
  const persons = [actor.person, ...named.map((n) => n.person), ...state.acted.map((a) => a.person)];
  const holders = [...parties.slice(0, 3), ...named.map((n) => n.party), actor.person, ...named.map((n) => n.person)];
  return {
    parties: ids(parties),
    persons: ids(persons),
    holders: kinds.length === 0 ? [] : ids(holders),
    kinds,
    entries: ids(valuesOfKind(fields, all, 'entry')),
    endedSchemes: subSchemes,
  };
}

/** The values of all fields of a kind, those of columns in rows too. */
function valuesOfKind(fields: readonly Field[], values: StoredValues, kind: 'party' | 'entry'): readonly string[] {
  return fields.flatMap((field) => {
    const value = Object.hasOwn(values, field.id) ? values[field.id] : undefined;
    if (field.kind === kind) return typeof value === 'string' ? [value] : [];
    if (field.kind !== 'rows' || !Array.isArray(value)) return [];
    return (value as readonly StoredValue[]).flatMap((row) =>
      typeof row === 'object' && row !== null && !Array.isArray(row)
        ? valuesOfKind(field.columns, row as StoredValues, kind)
        : [],
    );
  });
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is no id at all is known to nobody: it is left for the decision to refuse, and never reaches the database. */
export function isId(text: string | null | undefined): text is string {
  return typeof text === 'string' && uuid.test(text);
}

function ids(list: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Set(list.filter(isId))];
}
