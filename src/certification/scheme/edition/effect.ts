import type { StoredValues } from '../../case/events.ts';
import { isGiven } from '../../case/field-value.ts';
import type { Field } from '../form.ts';
import type { FormSpec, Scheme } from '../scheme.ts';
import type { Text } from '../vocabulary/word.ts';
import type { ChangePlace } from './change.ts';
import { refusedValue } from './refused-value.ts';
import { joined, type SchemeWords, schemeWords } from './value-words.ts';

/** An open case as it stands, for the question what a new edition would do to it. */
export interface LiveCase {
  readonly scheme: Scheme;
  readonly flow: string;
  readonly openSteps: readonly string[];
  readonly values: StoredValues;
}

/** A form that somebody has begun and not handed in yet. */
export interface LiveDraft {
  readonly scheme: Scheme;
  readonly flow: string;
  readonly step: string;
  readonly values: StoredValues;
}

export const effectKinds = {
  'flow-gone': { zh: '案件所在流程在新版本中取消', en: 'cases are in a flow that the new edition no longer has' },
  'step-gone': { zh: '案件停在新版本中取消的步骤', en: 'cases stand at a step that the new edition no longer has' },
  'value-refused': { zh: '已填的值新版本不再接受', en: 'values already given would be refused' },
  'field-gone': { zh: '已填的字段新版本不再要求', en: 'values stand in a field that the new edition no longer has' },
  'field-demanded': {
    zh: '已提交的表单缺新版本的必填字段',
    en: 'forms already handed in lack a field that becomes required',
  },
} as const satisfies Record<string, Text>;
export type EffectKind = keyof typeof effectKinds;

/** One thing that the new edition touches: how many open cases and drafts, and a few of what it was found at. */
export interface EffectLine {
  readonly kind: EffectKind;
  readonly at: ChangePlace;
  readonly subject: Text;
  readonly cases: number;
  readonly drafts: number;
  /** At most three different reasons, such as values that are refused. */
  readonly found: readonly Text[];
}

export interface EffectCount {
  readonly addCase: (kase: LiveCase) => void;
  readonly addDraft: (draft: LiveDraft) => void;
  /** The most touched first. */
  readonly lines: () => readonly EffectLine[];
}

interface Counting {
  readonly kind: EffectKind;
  readonly at: ChangePlace;
  readonly subject: Text;
  cases: number;
  drafts: number;
  readonly found: Map<string, Text>;
}

const mostFound = 3;

/** Counts what an edition touches among what is open, one case or draft at a time. Adds nothing up but these counts. */
export function countEffect(to: Scheme): EffectCount {
  const counts = new Map<string, Counting>();
  const note = (what: 'cases' | 'drafts', kind: EffectKind, at: ChangePlace, subject: Text, found?: Text) => {
    const key = JSON.stringify([kind, at]);
    const line = counts.get(key) ?? { kind, at, subject, cases: 0, drafts: 0, found: new Map<string, Text>() };
    line[what] += 1;
    if (found !== undefined && line.found.size < mostFound) line.found.set(found.zh, found);
    counts.set(key, line);
  };
  const seeValues = (what: 'cases' | 'drafts', from: Scheme, form: FormSpec, values: StoredValues) => {
    const words = wordsOf(from, to);
    const later = to.forms.find((f) => f.id === form.id);
    for (const field of form.fields) {
      const value = Object.hasOwn(values, field.id) ? values[field.id] : undefined;
      if (!isGiven(value)) continue;
      const at = { form: form.id, field: field.id };
      const subject = fieldWords(words, form.id, field.id);
      const now = later?.fields.find((f) => f.id === field.id);
      if (now === undefined) note(what, 'field-gone', at, subject);
      else {
        const why = refusedValue(now, value, words);
        if (why !== null) note(what, 'value-refused', at, subject, why);
      }
    }
  };
  return {
    addCase: (kase) => {
      const { scheme, flow, openSteps, values } = kase;
      const words = wordsOf(scheme, to);
      const later = to.flows.find((f) => f.id === flow);
      if (later === undefined) note('cases', 'flow-gone', { flow }, words.text(`flow.${flow}`, flow));
      for (const step of openSteps)
        if (later !== undefined && !later.steps.some((s) => s.id === step))
          note('cases', 'step-gone', { flow, step }, stepWords(words, flow, step));
      for (const form of formsHandedIn(scheme, flow, values)) {
        seeValues('cases', scheme, form, values);
        for (const field of demandedLater(form, to, values))
          note('cases', 'field-demanded', { form: form.id, field }, fieldWords(words, form.id, field));
      }
    },
    addDraft: ({ scheme, flow, step, values }) => {
      const id = scheme.flows.find((f) => f.id === flow)?.steps.find((s) => s.id === step)?.form;
      const form = scheme.forms.find((f) => f.id === id);
      if (form !== undefined) seeValues('drafts', scheme, form, values);
    },
    lines: () =>
      [...counts.values()]
        .map(({ found, ...line }) => ({ ...line, found: [...found.values()] }))
        .sort((a, b) => b.cases + b.drafts - (a.cases + a.drafts)),
  };
}

const wordsOf = (from: Scheme, to: Scheme): SchemeWords => schemeWords({ texts: { ...from.texts, ...to.texts } });
const arrow: Text = { zh: ' › ', en: ' › ' };
const fieldWords = (words: SchemeWords, form: string, field: string): Text =>
  joined([words.text(`form.${form}`, form), words.text(`field.${field}`, field)], arrow);
const stepWords = (words: SchemeWords, flow: string, step: string): Text =>
  joined([words.text(`flow.${flow}`, flow), words.text(`step.${step}`, step)], arrow);

/** Forms of the case's flow in which something was given. */
function formsHandedIn(scheme: Scheme, flow: string, values: StoredValues): readonly FormSpec[] {
  const ids = new Set(scheme.flows.find((f) => f.id === flow)?.steps.map((s) => s.form));
  return scheme.forms.filter(
    (form) => ids.has(form.id) && form.fields.some((f) => Object.hasOwn(values, f.id) && isGiven(values[f.id])),
  );
}

/** Fields that the later edition always demands, the case's own did not, and the case has not. */
function demandedLater(form: FormSpec, to: Scheme, values: StoredValues): readonly string[] {
  const later = to.forms.find((f) => f.id === form.id);
  const always = (f: Field) => f.required && f.showIf === undefined;
  return (later?.fields ?? [])
    .filter((f) => always(f) && !form.fields.some((before) => before.id === f.id && always(before)))
    .filter((f) => !(Object.hasOwn(values, f.id) && isGiven(values[f.id])))
    .map((f) => f.id);
}
