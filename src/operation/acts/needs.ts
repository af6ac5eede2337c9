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
  /** Persons of whom it is asked who employs them all. */
  readonly employed?: readonly string[];
  /** Whose entries, and of which kinds. */
  readonly holders: readonly string[];
  readonly kinds: readonly string[];
  readonly entries: readonly string[];
  /** Schemes of the applicant's cases whose endings count. */
  readonly endedSchemes: readonly string[];
}

/** The kinds of entries that are asked about, and the schemes of sub-cases. */
interface Asked {
  readonly kinds: ReadonlySet<string>;
  readonly units: boolean;
  readonly subSchemes: readonly string[];
}
const planned = new WeakMap<readonly StepSpec[], ReadonlySet<string>>();
const guarded = new WeakMap<StepSpec, Asked>();

function kindsIn(condition: Condition | true | undefined, kinds: Set<string>): void {
  if (condition === undefined || condition === true) return;
  if ('all' in condition) for (const c of condition.all) kindsIn(c, kinds);
  else if ('any' in condition) for (const c of condition.any) kindsIn(c, kinds);
  else if ('not' in condition) kindsIn(condition.not, kinds);
  else if ('holds' in condition) kinds.add(condition.holds.kind);
}

/** What the plan asks after any act: when each step of the flow opens and whether it is skipped. */
function askedByPlan(steps: readonly StepSpec[]): ReadonlySet<string> {
  const known = planned.get(steps);
  if (known) return known;
  const kinds = new Set<string>();
  for (const step of steps) {
    kindsIn(step.after, kinds);
    kindsIn(step.onlyIf, kinds);
  }
  planned.set(steps, kinds);
  return kinds;
}

/** What doing a step asks beside the plan: its guards and the conditions of its form. */
function askedByStep(scheme: Scheme, step: StepSpec): Asked {
  const known = guarded.get(step);
  if (known) return known;
  const kinds = new Set<string>();
  const seeField = (field: Field): void => {
    kindsIn(field.showIf, kinds);
    kindsIn(field.requiredIf, kinds);
    if (field.kind === 'rows') field.columns.forEach(seeField);
  };
  for (const guard of step.guards) {
    if (guard.guard === 'requires') kindsIn(guard.condition, kinds);
    if (guard.guard === 'registered' || guard.guard === 'entitled' || guard.guard === 'no-history')
      kinds.add(guard.kind);
    if (guard.guard === 'not-banned') kinds.add('ban');
  }
  scheme.forms.find((f) => f.id === step.form)?.fields.forEach(seeField);
  const units = step.guards.some((g) => g.guard === 'not-same-as' && g.units === true);
  const asked = { kinds, units, subSchemes: step.subCase === undefined ? [] : [step.subCase.scheme] };
  guarded.set(step, asked);
  return asked;
}

export interface Asking {
  readonly scheme: Scheme;
  /** All steps of the flow: the plan looks at each. */
  readonly steps: readonly StepSpec[];
  /** The steps that are done, or might be: whose guards are asked. */
  readonly acting: readonly StepSpec[];
  readonly state: Pick<CaseState, 'opened' | 'named' | 'acted' | 'values'>;
  readonly values: StoredValues;
  readonly naming: readonly NamedParty[];
  readonly actor: { readonly person: string; readonly party: string };
}

export function needsOf({ scheme, steps, acting, state, values, naming, actor }: Asking): Needs {
  const asked = acting.map((step) => askedByStep(scheme, step));
  const kinds = [...new Set([...askedByPlan(steps), ...asked.flatMap((a) => [...a.kinds])])];
  const subSchemes = [...new Set(asked.flatMap((a) => a.subSchemes))];
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
    employed: asked.some((a) => a.units) ? ids([actor.person, ...naming.map((n) => n.person)]) : [],
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
