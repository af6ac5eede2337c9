import { useQuery } from '@tanstack/react-query';
import type { StoredValues } from '#certification/case/events.ts';
import { isGiven } from '#certification/case/field-value.ts';
import type { StepState } from '#certification/case/state.ts';
import { valueAt } from '#certification/scheme/evaluate.ts';
import type { FormSpec, StepSpec } from '#certification/scheme/scheme.ts';
import type { Case, CaseStep, Doer, Opening } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import type { Words } from '../desk/words.ts';
import { type FormSurroundings, onlyChoices } from '../form/form-state.ts';
import { asRows, asText } from '../form/values.ts';

export function useCase(id: string) {
  return useQuery({ queryKey: ['case', id], queryFn: () => api.get('/api/v1/cases/{id}', { path: { id } }) });
}

export function specOf(kase: Case, step: string): StepSpec | undefined {
  return kase.flow.steps.find((spec) => spec.id === step);
}

export function formOf(kase: Case, spec: StepSpec | undefined): FormSpec | undefined {
  return spec?.form === undefined ? undefined : kase.forms.find((form) => form.id === spec.form);
}

/** What this person may do now, steps before all else. */
export function mineIn(kase: Case): readonly Opening[] {
  return kase.openings.filter((opening) => opening.act === 'do' && opening.bars.length === 0);
}

/** What waits for others: open steps and findings that this person may not treat. */
export function othersIn(kase: Case): readonly Opening[] {
  return kase.openings.filter(
    ({ act, bars }) => bars.length > 0 && act !== 'leave' && act !== 'raise-finding' && act !== 'move',
  );
}

/** The steps as the conditions of forms ask them. */
export function surroundingsOf(kase: Case): FormSurroundings {
  const steps = kase.steps.map((step): [string, StepState] => [
    step.id,
    { ...step, by: [], lines: new Map(), open: [], doneBy: null },
  ]);
  return { steps: new Map(steps), standing: kase.values };
}

/** What a form begins with: the newest value of each of its fields, and what is no choice. */
export function beginWith(kase: Case, form: FormSpec | undefined): StoredValues {
  const found = (form?.fields ?? []).flatMap(({ id }) => {
    const value = valueAt(kase.values, id);
    return isGiven(value) ? [[id, value] as const] : [];
  });
  return { ...(form ? onlyChoices(form) : {}), ...Object.fromEntries(found) };
}

/** Roles by whom something is done, and, where persons are named for them, who they are. */
export function whoDoes(kase: Case, opening: Pick<Opening, 'by' | 'line' | 'on' | 'act'>, words: Words): string {
  const line = opening.line === null ? null : lineName(kase, opening.on, opening.line, words);
  const isPersons = line !== null && isByPersons(specOf(kase, opening.on));
  const named = kase.people.filter((p) => opening.by.includes(p.role));
  const roles = words.list(opening.by.map((role) => words.key(kase.texts, `role.${role}`, role)));
  const people = isPersons
    ? [line]
    : [...new Set(named.map((p) => words.of(p.person === null ? p.party.name : p.person.name)))];
  if (people.length > 0) return `${roles}${words.aside(words.list(people))}`;
  const sides = new Set(opening.by.map((id) => kase.roles.find((role) => role.id === id)?.of));
  const party = sides.has('applicant') ? kase.applicant : sides.has('body') ? kase.body : null;
  return party === null ? roles : `${roles}${words.aside(words.of(party.name))}`;
}

function isByPersons(spec: StepSpec | undefined): boolean {
  return spec?.each !== undefined && 'role' in spec.each.over;
}

/** What a line of a fan-out is called: the first words of its row, the option, or the person. */
export function lineName(kase: Case, step: string, line: string, words: Words): string {
  const over = specOf(kase, step)?.each?.over;
  if (over === undefined) return line;
  if ('role' in over) {
    const who = kase.people.find((p) => p.person?.id === line || p.party.id === line);
    return who ? words.of(who.person?.name ?? who.party.name) : line;
  }
  if ('choices' in over) return words.key(kase.texts, `option.${over.choices}.${line}`, line);
  const row = asRows(valueAt(kase.values, over.rows))[Number(line) - 1];
  const field = kase.forms.flatMap((form) => form.fields).find((f) => f.id === over.rows && f.kind === 'rows');
  const first = field?.kind === 'rows' ? field.columns.find((column) => column.kind === 'text') : undefined;
  const said = row && first ? asText(row[first.id]) : '';
  return said === '' ? line : `${line} ${said}`;
}

export function doerName(kase: Case, doer: Doer | null, words: Words): string {
  if (doer === null) return '';
  const role = words.key(kase.texts, `role.${doer.role}`, doer.role);
  return doer.person === null ? role : `${words.of(doer.person.name)}${words.aside(role)}`;
}

export function outcomeName(kase: Case, step: string, outcome: string, words: Words): string {
  return words.key(kase.texts, `outcome.${step}.${outcome}`, outcome);
}

/** The address of a file of the case, told by its content; null when it is not shown to this person. */
export function fileAddress(kase: Case, digest: string): string | null {
  const file = kase.files.find((f) => f.digest === digest);
  return file === undefined ? null : `/api/v1/files/${file.id}`;
}

export const stepWords = {
  waiting: 'stepWaiting',
  open: 'stepOpen',
  done: 'stepDone',
  skipped: 'stepSkipped',
} as const satisfies Record<CaseStep['status'], string>;

export const stepSymbols: Readonly<Record<CaseStep['status'], string>> = {
  waiting: '○',
  open: '◐',
  done: '✓',
  skipped: '–',
};
