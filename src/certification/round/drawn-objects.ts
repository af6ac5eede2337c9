import { utf8 } from '#proof/utf8.ts';
import { type Refusal, refuse } from '../act/refusal.ts';
import type { Figure, StoredValue, StoredValues } from '../case/events.ts';
import { isRecord } from '../case/field-value.ts';
import { nameKey } from '../codes/normalise.ts';
import type { CalculationSpec, Scheme, StepSpec } from '../scheme/scheme.ts';
import type { Text } from '../scheme/vocabulary/word.ts';
import type { RoundContext } from './decision.ts';
import type { RoundState } from './state.ts';

/**
 * The objects that a draw took (双随机), from the list as it was frozen, the seed and the counts of each class that the
 * calculator gave. INVARIANT: hashed as a list they give the figure `drawnListHash`; null when they do not, or nothing was drawn.
 */
export function drawnObjects(
  calculation: CalculationSpec,
  values: StoredValues,
  figures: readonly Figure[],
  digest: (bytes: Uint8Array) => string,
): readonly string[] | null {
  const input = (name: string): StoredValue | undefined => {
    const given = calculation.inputs[name];
    return typeof given === 'object' ? values[given.field] : given;
  };
  const figure = (name: string) => figures.find((f) => f.name === name)?.value;
  const [seed, list, listHash] = [input('seed'), input('objects'), figure('listHash')];
  if (typeof seed !== 'string' || !Array.isArray(list) || listHash === undefined) return null;
  const hash = (text: string) => digest(utf8(text));
  const objects = (list as readonly StoredValue[]).flatMap((row) =>
    isRecord(row) ? [{ id: String(row['id'] ?? ''), class: String(row['class'] ?? '') }] : [],
  );
  const classes = [...new Set(objects.map((o) => o.class))];
  const drawn = classes.flatMap((name) => {
    const tickets = objects
      .filter((o) => o.class === name)
      .map((o) => ({ ...o, ticket: hash(`${seed}\n${listHash}\n${name}\n${o.id}`) }))
      .sort((a, b) => (a.ticket < b.ticket ? -1 : 1));
    return tickets.slice(0, Number(figure(`drawn.${name}`) ?? '0'));
  });
  const lines = drawn.map((o) => `${o.id}\t${o.class}\n`).sort();
  return hash(lines.join('')) === figure('drawnListHash') ? drawn.map((o) => o.id) : null;
}

/** A round whose cases can no longer be more (its collecting ends) answers for every object that it drew. */
export function checkDrawn(
  scheme: Scheme,
  state: RoundState,
  step: StepSpec,
  values: StoredValues,
  context: RoundContext,
): readonly Refusal[] {
  if (state.drawn === null) return [];
  const steps = scheme.round?.steps ?? [];
  const field = steps.flatMap((s) => s.calculation?.excused ?? [])[0];
  if (step.work === 'collect') return withoutCase(scheme, state.drawn, field, values, context);
  if (step !== steps.at(-1)) return [];
  const open = context.cases.filter((c) => !c.ended).map((c) => c.opened?.title ?? c.id);
  return open.length === 0 ? [] : [refuse('drawn-without-outcome', { count: String(open.length), list: listed(open) })];
}

/** Drawn objects that have neither a case nor a reason, and reasons for what was not drawn. */
function withoutCase(
  scheme: Scheme,
  drawn: readonly string[],
  field: string | undefined,
  values: StoredValues,
  context: RoundContext,
): readonly Refusal[] {
  const rows = field === undefined ? undefined : values[field];
  const excused = (Array.isArray(rows) ? (rows as readonly StoredValue[]) : []).flatMap((row) =>
    isRecord(row) ? [String(row['id'] ?? '')] : [],
  );
  const known = new Set(drawn.map(nameKey));
  const strange = excused
    .filter((id) => !known.has(nameKey(id)))
    .map((title) => refuse('object-not-drawn', { title }, field === undefined ? {} : { field }));
  const inCases = context.cases.flatMap((c) => [c.opened?.title ?? '', ...context.calledAs(c.opened?.applicant ?? '')]);
  const answered = new Set([...excused, ...inCases].map(nameKey));
  const missing = drawn.filter((id) => !answered.has(nameKey(id)));
  if (missing.length === 0) return strange;
  const label = field === undefined ? '—' : (scheme.texts[`field.${field}`] ?? field);
  const params = { count: String(missing.length), list: listed(missing), field: label };
  return [...strange, refuse('drawn-without-case', params, field === undefined ? {} : { field })];
}

const mostListed = 50;

function listed(names: readonly string[]): Text {
  const shown = names.slice(0, mostListed);
  return names.length > mostListed
    ? { zh: `${shown.join('、')} 等`, en: `${shown.join(', ')} …` }
    : { zh: shown.join('、'), en: shown.join(', ') };
}

/** Whether the object of a case was drawn: by its party, its codes, its names or its title, as the list calls it. */
export function wasDrawn(state: RoundState, calledAs: readonly string[]): boolean {
  if (state.drawn === null) return true;
  const names = new Set(calledAs.map(nameKey));
  return state.drawn.some((id) => names.has(nameKey(id)));
}
