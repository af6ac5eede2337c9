import type { StoredValues } from '../case/events.ts';
import { cellValue, folded, isFieldName, isTyped } from '../scheme/cell-value.ts';
import type { Field } from '../scheme/form.ts';
import type { OutcomeSpec, RoleSpec, Scheme, StepSpec } from '../scheme/scheme.ts';
import type { Text } from '../scheme/vocabulary/word.ts';

/** So long are the name of an organisation and the title of a case at most, in characters, whichever door they come through. */
export const mostName = 300;

/** A column of the list that a recommending unit hands in: who applies, what it is called, or a field of the scheme's own. */
export interface ListColumn {
  readonly id: 'applicant' | 'code' | 'title' | `field:${string}`;
  readonly text: Text;
  readonly field: Field | null;
  /** The row is not taken without it; a field that the form asks only on a condition is said by the form. */
  readonly isRequired: boolean;
  /** More cells of the row are read as this one: headings that units use. */
  readonly otherNames: readonly string[];
}

/** What a row of the list does: the step that hands the submission in, and the unit's recommendation of it. */
export interface ListSpec {
  readonly role: RoleSpec;
  readonly submission: StepSpec;
  readonly recommendation: { readonly step: StepSpec; readonly outcome: OutcomeSpec } | null;
  readonly columns: readonly ListColumn[];
  /** Fields of the form that the list's own columns fill, so that nothing is asked twice; null where the form asks it not. */
  readonly fills: Readonly<Record<'applicant' | 'code' | 'title', string | null>>;
  /** What the form asks beside and no cell can hold: files, tables. */
  readonly beside: readonly Field[];
}

/**
 * The list by which a unit forwards many submissions at once; undefined where the scheme takes none. It takes one where a
 * recommending role may open the cases of the round and do their first step: the unit then acts in its own name.
 */
export function listOf(scheme: Scheme): ListSpec | undefined {
  const flow = scheme.flows.find((f) => f.id === scheme.round?.caseFlow);
  const [submission] = flow?.steps ?? [];
  const role = scheme.roles.find(
    (r) => r.of === 'recommender' && flow?.openedBy.includes(r.id) && submission?.by.includes(r.id),
  );
  if (flow === undefined || submission === undefined || role === undefined) return undefined;
  const fieldsOf = (step: StepSpec) => scheme.forms.find((f) => f.id === step.form)?.fields ?? [];
  const asked = fieldsOf(submission);
  // The sum of a table's column belongs to the table: no cell can hold the one without the other.
  const sums = asked.flatMap((f) => (f.kind === 'rows' ? f.totals.map((total) => total.equals) : []));
  const isInCell = (field: Field) => isTyped(field) && !sums.includes(field.id);
  const fills = { ...whoseFields(asked), title: titleFieldOf(scheme, asked) };
  const next = flow.steps.find((s) => s !== submission && s.by.includes(role.id) && s.each === undefined);
  const outcome = next?.outcomes.find((o) => o.goes === 'on');
  const recommendation = next && outcome ? { step: next, outcome } : null;
  const typed = [...asked, ...(recommendation ? fieldsOf(recommendation.step) : [])].filter(isInCell);
  const seen = new Set<string>();
  const filled = Object.values(fills);
  const fields = typed.filter((f) => !filled.includes(f.id) && !seen.has(f.id) && seen.add(f.id));
  return {
    role,
    submission,
    recommendation,
    columns: [...ownColumns(scheme, fills), ...fields.map((f) => fieldColumn(scheme, f))],
    fills,
    beside: asked.filter((f) => !isInCell(f)),
  };
}

/** What the register will call it is what the list calls it: the field that a result's scope shows, where the form asks it. */
function titleFieldOf(scheme: Scheme, asked: readonly Field[]): string | null {
  const shown = scheme.results.map((result) => result.scope.text);
  return asked.find((field) => field.kind === 'text' && !field.personal && shown.includes(field.id))?.id ?? null;
}

/** Where a form asks for a unified social credit code, the text before it is the name of whose code it is. */
function whoseFields(asked: readonly Field[]): { readonly applicant: string | null; readonly code: string | null } {
  const at = asked.findIndex((field) => field.kind === 'code' && field.list === 'uscc' && !field.many);
  const before = asked[at - 1];
  const name = before?.kind === 'text' && !before.personal && !before.bilingual ? before.id : null;
  return { applicant: name, code: asked[at]?.id ?? null };
}

const ownTexts = {
  applicant: { zh: '申报单位', en: 'Applicant' },
  code: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  title: { zh: '题目', en: 'Title' },
} as const;

/** Headings by which units call these columns in lists of their own. */
const headings = {
  applicant: ['单位名称', '单位', '企业名称', '公司名称', 'organisation', 'company'],
  code: ['信用代码', '统一信用代码', 'uscc'],
  title: ['题目', '项目名称', '课题名称', '名称', 'title'],
} as const;

function ownColumns(scheme: Scheme, fills: ListSpec['fills']): readonly ListColumn[] {
  return (['applicant', 'code', 'title'] as const).map((id) => {
    const field = fills[id];
    const said = field === null ? undefined : scheme.texts[`field.${field}`];
    return {
      id,
      text: id === 'title' ? (said ?? ownTexts.title) : ownTexts[id],
      field: null,
      isRequired: id !== 'code',
      otherNames: [
        ...headings[id],
        ...(field === null ? [] : [field]),
        ...(said === undefined ? [] : [said.zh, said.en]),
      ],
    };
  });
}

function fieldColumn(scheme: Scheme, field: Field): ListColumn {
  const text = scheme.texts[`field.${field.id}`] ?? { zh: field.id, en: field.id };
  return {
    id: `field:${field.id}`,
    text,
    field,
    isRequired: field.required && field.showIf === undefined,
    otherNames: [],
  };
}

/** A row of the list as its cells say it, every cell as text. */
export interface ListRow {
  readonly row: number;
  readonly applicant: string;
  readonly code: string;
  readonly title: string;
  /** Values of the two forms together; a cell that is no value stays as typed, for the form to refuse at its column. */
  readonly values: StoredValues;
}

/** The headings of a file held against the columns: which column each is, and what it lacks or has beyond them. */
export interface ReadHeadings {
  readonly columns: readonly (ListColumn | null)[];
  readonly missing: readonly ListColumn[];
  readonly unknown: readonly string[];
  readonly twice: readonly ListColumn[];
}

export function readHeadings(scheme: Scheme, list: ListSpec, headings: readonly string[]): ReadHeadings {
  const columnOf = (heading: string) =>
    list.columns.find((c) => isHeadingOf(scheme, c, heading)) ??
    list.columns.find((c) => c.otherNames.some((name) => folded(name) === folded(heading))) ??
    null;
  const columns = headings.map((heading) => (heading.trim() === '' ? null : columnOf(heading)));
  return {
    columns,
    missing: list.columns.filter((c) => c.isRequired && c.field === null && !columns.includes(c)),
    unknown: headings.filter((heading, index) => heading.trim() !== '' && columns[index] === null),
    twice: list.columns.filter((c) => columns.filter((found) => found === c).length > 1),
  };
}

function isHeadingOf(scheme: Scheme, column: ListColumn, heading: string): boolean {
  if (column.field !== null) return isFieldName(heading, column.field, scheme.texts);
  return [column.id, column.text.zh, column.text.en].some((name) => folded(name) === folded(heading));
}

/** One row by its cells, in the order of the headings. */
export function readListRow(
  scheme: Scheme,
  columns: readonly (ListColumn | null)[],
  row: number,
  cells: readonly string[],
): ListRow {
  const own = { applicant: '', code: '', title: '' };
  const values: Record<string, StoredValues[string]> = {};
  columns.forEach((column, index) => {
    const cell = (cells[index] ?? '').trim();
    if (column === null || cell === '') return;
    if (column.id === 'applicant' || column.id === 'code' || column.id === 'title') own[column.id] = cell;
    else if (column.field !== null) {
      const value = cellValue(cell, column.field, scheme.texts);
      if (value !== undefined) values[column.field.id] = value;
    }
  });
  return { row, ...own, values };
}

/** The values of a row that belong to the form of one step, what the list's own columns fill among them. */
export function valuesFor(scheme: Scheme, list: ListSpec, step: StepSpec, row: ListRow): StoredValues {
  const fields = scheme.forms.find((f) => f.id === step.form)?.fields ?? [];
  const own = (['applicant', 'code', 'title'] as const).flatMap((id) => {
    const field = fields.find((f) => f.id === list.fills[id]);
    if (field === undefined || row[id] === '') return [];
    return [[field.id, field.kind === 'text' && field.bilingual ? { zh: row[id], en: '' } : row[id]] as const];
  });
  return Object.fromEntries([...Object.entries(row.values).filter(([id]) => fields.some((f) => f.id === id)), ...own]);
}

/** The column of a field, for telling where in the row something is wrong. */
export function columnOf(list: ListSpec, path: string): ListColumn | null {
  const [field = ''] = path.split('.');
  const own = (['applicant', 'code', 'title'] as const).find((id) => id === field || list.fills[id] === field);
  return list.columns.find((c) => c.id === (own ?? `field:${field}`)) ?? null;
}
