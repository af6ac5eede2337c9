import type { ActContext } from '../act/context.ts';
import { type Refusal, refuse } from '../act/refusal.ts';
import { refusedValue } from '../scheme/edition/refused-value.ts';
import { schemeWords } from '../scheme/edition/value-words.ts';
import type { Field } from '../scheme/form.ts';
import type { FormSpec, Scheme, StepSpec } from '../scheme/scheme.ts';
import { textOf } from '../scheme/text-of.ts';
import type { Text } from '../scheme/vocabulary/word.ts';
import { flowOf, situationOf } from './decide.ts';
import { type CaseDecision, decided } from './decision.ts';
import type { CaseMoved, Effects, StoredValues } from './events.ts';
import { isGiven } from './field-value.ts';
import { checkForm } from './form.ts';
import { inOptionWords } from './option-words.ts';
import { planMove } from './plan.ts';
import { checkRole } from './roles.ts';
import { type CaseState, movedValues, type StepState, stepOf } from './state.ts';

export interface MoveCase {
  /** Values of a field that goes on under another name; what is not named here keeps its name, or is let go. */
  readonly fields: readonly { readonly from: string; readonly to: string }[];
  readonly words: string;
}

/** A value that the later edition has no field for, and the empty fields of the same kind that could take it. */
export interface LostField {
  readonly field: string;
  /** The step in which it was given; null when that step is not of the case's flow. */
  readonly step: string | null;
  readonly label: Text;
  readonly goesTo: string | null;
  readonly mayGoTo: readonly { readonly field: string; readonly label: Text }[];
}

/** A step that was done and whose form lacks something, or holds what is refused, under the later edition. */
export interface LackingStep {
  readonly step: string;
  readonly refusals: readonly Refusal[];
}

/** What a move would do, said before anybody does it. */
export interface MovePlan {
  readonly to: string;
  /** Why it cannot be done at all, whoever does it. */
  readonly bars: readonly Refusal[];
  readonly lost: readonly LostField[];
  readonly lacking: readonly LackingStep[];
  /** The step to which the case goes back, so that what is lacking is given; null when nothing is. */
  readonly returnsTo: string | null;
  readonly effects: Effects | null;
}

/** Roles that move a case: of the body that carries it out. */
export const movers = (scheme: Scheme): readonly string[] =>
  scheme.roles.filter((r) => r.of === 'body' || r.of === 'owner').map((r) => r.id);

/** Whether what stands in a case can go on under another edition of its scheme, and what that brings with it. */
export function planOfMove(
  from: Scheme,
  to: Scheme,
  state: CaseState,
  fields: MoveCase['fields'],
  context: ActContext,
): MovePlan {
  const flow = flowOf(to, state);
  const none = { to: to.edition, lost: [], lacking: [], returnsTo: null, effects: null };
  if (flow === undefined)
    return { ...none, bars: [refuse('move-flow-gone', { to: to.edition, flow: flowName(from, state) })] };
  const renamed = fields.filter((f) => Object.hasOwn(state.values, f.from));
  const lost = lostFields(from, to, flow.steps, state, renamed);
  const dropped = lost.filter((l) => l.goesTo === null).map((l) => l.field);
  const bars = [...placeBars(from, to, flow.steps, state), ...renamed.flatMap((r) => fieldBars(from, to, state, r))];
  const moved: CaseState = { ...state, values: movedValues(state.values, { renamed, dropped }) };
  if (moved.opened !== null) moved.opened = { ...moved.opened, edition: to.edition };
  const lacking = lackingSteps(from, to, flow.steps, state, moved, context);
  const returnsTo = flow.steps.find((s) => lacking.some((l) => l.step === s.id))?.id ?? null;
  if (bars.length > 0) return { to: to.edition, bars, lost, lacking, returnsTo, effects: null };
  const effects = planMove(flow.steps, moved, returnsTo, situationOf(moved, {}, [], context));
  const isStuck = openAfter(moved, effects).length === 0;
  return {
    to: to.edition,
    bars: isStuck ? [refuse('move-stuck', { to: to.edition })] : [],
    lost,
    lacking,
    returnsTo,
    effects: isStuck ? null : effects,
  };
}

/** Moves a case to another edition, with a reason in words: every refusal at once, or the event. */
export function decideMove(
  from: Scheme,
  to: Scheme,
  state: CaseState,
  act: MoveCase,
  context: ActContext,
): CaseDecision {
  if (state.ended)
    return no(refuse('case-ended', { at: state.ended.at, ending: textOf(from, `ending.${state.ended.ending}`) }));
  const plan = planOfMove(from, to, state, act.fields, context);
  const refusals = [
    ...checkRole(from, state, movers(from), null, context),
    ...(act.words.trim() === ''
      ? [refuse('field-missing', { label: { zh: '为什么转入', en: 'why it is moved' } }, { field: 'words' })]
      : []),
    ...act.fields
      .filter((f) => !plan.lost.some((l) => l.field === f.from))
      .map((f) => refuse('field-unknown', { field: f.from }, { field: `fields.${f.from}` })),
    ...plan.bars,
  ];
  if (refusals.length > 0 || plan.effects === null) return { ok: false, refusals };
  const body: CaseMoved = {
    from: from.edition,
    to: to.edition,
    renamed: plan.lost.flatMap((l) => (l.goesTo === null ? [] : [{ from: l.field, to: l.goesTo }])),
    dropped: plan.lost.filter((l) => l.goesTo === null).map((l) => l.field),
    words: act.words,
    effects: plan.effects,
  };
  return decided([{ type: 'CaseMoved', format: 1, body }]);
}

const no = (...refusals: Refusal[]): CaseDecision => ({ ok: false, refusals });

const flowName = (scheme: Scheme, state: CaseState): Text => textOf(scheme, `flow.${state.opened?.flow ?? ''}`);

/** The case stands where the later edition has no place for it: an open step, or an open finding. */
function placeBars(from: Scheme, to: Scheme, steps: readonly StepSpec[], state: CaseState): readonly Refusal[] {
  const before = flowOf(from, state)?.steps ?? [];
  const isSame = (id: string): boolean => {
    const [old, later] = [before.find((s) => s.id === id), steps.find((s) => s.id === id)];
    return later !== undefined && JSON.stringify(old?.each?.over) === JSON.stringify(later.each?.over);
  };
  const gone = [...state.steps].filter(([id, s]) => s.status === 'open' && !isSame(id));
  const findings = [...state.findings.values()].filter((f) => f.state !== 'closed');
  const untreated = new Set(
    findings.map((f) => f.step).filter((id) => steps.find((s) => s.id === id)?.findings === undefined),
  );
  return [
    ...gone.map(([id]) => refuse('move-step-gone', { to: to.edition, step: textOf(from, `step.${id}`) })),
    ...[...untreated].map((id) => refuse('move-finding-gone', { to: to.edition, step: textOf(from, `step.${id}`) })),
  ];
}

const fieldsOf = (scheme: Scheme): readonly Field[] => scheme.forms.flatMap((f) => f.fields);
const formOf = (scheme: Scheme, step: StepSpec | undefined): FormSpec | undefined =>
  scheme.forms.find((f) => f.id === step?.form);

function lostFields(
  from: Scheme,
  to: Scheme,
  steps: readonly StepSpec[],
  state: CaseState,
  renamed: MoveCase['fields'],
): readonly LostField[] {
  const old = fieldsOf(from);
  const later = steps.flatMap((s) => formOf(to, s)?.fields ?? []);
  const known = new Set(fieldsOf(to).map((f) => f.id));
  return Object.keys(state.values)
    .filter((name) => !known.has(name) && isGiven(state.values[name]))
    .map((name): LostField => {
      const field = old.find((f) => f.id === name);
      const free = later.filter((f) => f.kind === field?.kind && !isGiven(state.values[f.id]));
      return {
        field: name,
        step: stepOfField(from, state, name),
        label: labelIn(from, name),
        goesTo: renamed.find((r) => r.from === name)?.to ?? null,
        mayGoTo: free.map((f) => ({ field: f.id, label: labelIn(to, f.id) })),
      };
    });
}

const labelIn = (scheme: Scheme, field: string): Text => scheme.texts[`field.${field}`] ?? { zh: field, en: field };

function stepOfField(scheme: Scheme, state: CaseState, field: string): string | null {
  const steps = flowOf(scheme, state)?.steps ?? [];
  return steps.find((s) => formOf(scheme, s)?.fields.some((f) => f.id === field))?.id ?? null;
}

function fieldBars(
  from: Scheme,
  to: Scheme,
  state: CaseState,
  { from: name, to: later }: MoveCase['fields'][number],
): readonly Refusal[] {
  const [old, field] = [fieldsOf(from).find((f) => f.id === name), fieldsOf(to).find((f) => f.id === later)];
  const bar = (why: Text) => [
    refuse('move-field', { from: labelIn(from, name), field: labelIn(to, later), why }, { field: `fields.${name}` }),
  ];
  if (old === undefined || field === undefined || old.kind !== field.kind)
    return bar({ zh: '没有这个字段，或类型不同', en: 'there is no such field, or it is of another kind' });
  if (isGiven(state.values[later])) return bar({ zh: '该字段已有内容', en: 'the field has a value already' });
  const why = refusedValue(field, state.values[name], schemeWords({ texts: { ...from.texts, ...to.texts } }));
  return why === null ? [] : bar(why);
}

/** Steps that are done and whose form the later edition would send back; what the former would refuse too is no news. */
function lackingSteps(
  from: Scheme,
  to: Scheme,
  steps: readonly StepSpec[],
  state: CaseState,
  moved: CaseState,
  context: ActContext,
): readonly LackingStep[] {
  const before = flowOf(from, state)?.steps ?? [];
  return steps.flatMap((step): LackingStep[] => {
    const done = stepOf(state, step.id);
    const form = formOf(to, step);
    const oldStep = before.find((s) => s.id === step.id);
    if (done.status !== 'done' || form === undefined || !isForwarded(oldStep, done)) return [];
    const check = (scheme: Scheme, by: FormSpec, values: StoredValues, of: CaseState) =>
      checkForm(scheme, by, ownValues(by, values), situationOf(of, {}, [], context), 'complete');
    const oldForm = formOf(from, oldStep);
    const news = (values: StoredValues, former: StoredValues) => {
      const said = new Set(oldForm === undefined ? [] : check(from, oldForm, former, state).map(keyOf));
      return check(to, form, values, moved).filter((r) => !said.has(keyOf(r)));
    };
    const refusals =
      step.each === undefined
        ? news(moved.values, state.values)
        : [...done.lines.values()].flatMap((line) => news(line.values, line.values));
    const texts = { ...from.texts, ...to.texts };
    const said = refusals.map((r) =>
      inOptionWords(
        texts,
        form.fields.find((f) => f.id === r.field),
        r,
      ),
    );
    return refusals.length === 0 ? [] : [{ step: step.id, refusals: said }];
  });
}

/** A step that ended in a refusal or was left partly filled asks for no whole form. */
function isForwarded(step: StepSpec | undefined, done: StepState): boolean {
  return step?.outcomes.find((o) => o.id === done.outcome)?.goes !== 'return';
}

const keyOf = (refusal: Refusal): string => `${refusal.code} ${refusal.field ?? ''}`;

function ownValues(form: FormSpec, values: StoredValues): StoredValues {
  const names = new Set(form.fields.map((f) => f.id));
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => names.has(name) && isGiven(value)));
}

/** The steps that are open once the effects are applied. */
export function openAfter(state: CaseState, effects: Effects): readonly string[] {
  const still = [...state.steps].filter(([id, s]) => s.status === 'open' && !effects.reopened.includes(id));
  return [...still.map(([id]) => id), ...effects.opened.map((o) => o.step)];
}
