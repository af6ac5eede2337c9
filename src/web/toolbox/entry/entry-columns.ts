import type { Assignment, ColumnRole } from '#toolbox/method/method.ts';
import type { Evaluation, MethodCard } from '../bench/protocol.ts';
import type { Language } from '../words/language.tsx';
import { type CellPlace, cellAt, headedSheet, nextPlace, type Sheet } from '../workspace/sheet.ts';
import type { Work } from '../workspace/work.ts';

/** A column that values are entered into, one at a time. */
export interface EntryColumn {
  readonly role: string;
  readonly index: number;
  readonly name: string;
  /** Words are chosen or typed, numbers come from the keys or a gauge. */
  readonly kind: 'number' | 'label';
}

/** Values of a subgroup when nothing else is said. */
const usualSubgroup = 5;

/** Roles that are entered: those that must have columns, and a sample size that goes with a count. */
export function enteredRoles(roles: readonly ColumnRole[]): readonly ColumnRole[] {
  return roles.filter((role) => !role.optional || role.role === 'size');
}

/** A sheet with a heading for a method, and which of its columns take which role; `perRow` values of a subgroup in a row. */
export function entryTemplate(card: MethodCard, language: Language, perRow = usualSubgroup): Partial<Work> {
  const heading: string[] = [];
  const assignment: Record<string, readonly string[]> = {};
  for (const role of enteredRoles(card.columns)) {
    const [least, most] = role.columns;
    const many = role.kind === 'number' && most > 1 ? Math.min(most, Math.max(least, perRow)) : least;
    const names =
      many > 1 || (most > 1 && role.kind === 'number')
        ? Array.from({ length: many }, (_, k) => `x${k + 1}`)
        : [uniqueName(shortName(role.text[language]), heading)];
    assignment[role.role] = names;
    heading.push(...names);
  }
  return { data: { kind: 'sheet', sheet: headedSheet(heading) }, assignment: assignment satisfies Assignment };
}

/** The role's name without what stands in brackets. */
function shortName(text: string): string {
  return text
    .replace(/[（(].*$/, '')
    .replace(/[、,，].*$/, '')
    .trim();
}

function uniqueName(name: string, taken: readonly string[]): string {
  let unique = name;
  for (let k = 2; taken.includes(unique); k++) unique = `${name} ${k}`;
  return unique;
}

/** The columns of the sheet that entering goes through, from left to right. */
export function entryColumns(card: MethodCard, evaluation: Evaluation, sheet: Sheet): readonly EntryColumn[] {
  const names = headingOf(evaluation, sheet);
  return enteredRoles(card.columns)
    .flatMap((role) =>
      (evaluation.assignment[role.role] ?? []).map(
        (name): EntryColumn => ({
          role: role.role,
          index: names.indexOf(name),
          name,
          kind: role.kind === 'number' || role.kind === 'count' ? 'number' : 'label',
        }),
      ),
    )
    .filter((column) => column.index >= 0)
    .sort((a, b) => a.index - b.index);
}

/** Names of the sheet's columns by place; columns without a name of their own go by their letter. */
function headingOf(evaluation: Evaluation, sheet: Sheet): readonly string[] {
  const names = evaluation.table?.columns.map((column) => column.name) ?? [];
  const first = evaluation.table?.firstRow ?? 1;
  const heading = sheet.rows[first - 2] ?? [];
  // An empty column without a name is left out by the reader: places are found by the heading then.
  return heading.length > 0
    ? heading.map((cell, k) => (names.includes(cell.trim()) ? cell.trim() : (names[k] ?? '')))
    : names;
}

/**
 * The columns still to be filled in: where rows were laid out beforehand (the parts of a gauge study, the runs of an
 * experiment) only what is read off, else all.
 */
export function columnsToFill(
  card: MethodCard,
  sheet: Sheet,
  all: readonly EntryColumn[],
  dataFrom: number,
): readonly EntryColumn[] {
  const plan = planRoles(card);
  const given = all.filter(
    (column) => column.role !== plan?.read && (column.kind === 'label' || column.role === 'factor'),
  );
  const read = all.filter((column) => !given.includes(column));
  const isFilled = (row: readonly string[], column: EntryColumn) => (row[column.index] ?? '').trim() !== '';
  const isLaidOut =
    given.length > 0 &&
    sheet.rows
      .slice(dataFrom)
      .some((row) => given.every((column) => isFilled(row, column)) && read.some((column) => !isFilled(row, column)));
  return isLaidOut ? read : all;
}

/** Where the next value goes. */
export function nextEntry(
  sheet: Sheet,
  columns: readonly EntryColumn[],
  dataFrom: number,
): { readonly place: CellPlace; readonly column: EntryColumn } | null {
  if (columns.length === 0) return null;
  const place = nextPlace(
    sheet,
    columns.map((column) => column.index),
    dataFrom,
  );
  const column = columns.find((one) => one.index === place.column);
  return column ? { place, column } : null;
}

/** The last few values that were entered, newest first. */
export function lastEntries(
  sheet: Sheet,
  columns: readonly EntryColumn[],
  dataFrom: number,
  most: number,
): readonly { readonly place: CellPlace; readonly text: string }[] {
  const entries: { place: CellPlace; text: string }[] = [];
  for (let row = sheet.rows.length - 1; row >= dataFrom && entries.length < most; row--)
    for (const { index } of [...columns].reverse()) {
      const text = cellAt(sheet, { row, column: index });
      if (text !== '' && entries.length < most) entries.push({ place: { row, column: index }, text });
    }
  return entries;
}

/** Words used in a column so far, in the order of their first use. */
export function usedWords(sheet: Sheet, column: number, dataFrom: number): readonly string[] {
  const used = new Set<string>();
  for (const row of sheet.rows.slice(dataFrom)) {
    const word = row[column]?.trim();
    if (word) used.add(word);
  }
  return [...used];
}

/** Methods whose parts are measured by several people, and what is read off each part. */
export function planRoles(card: MethodCard): { readonly person: string; readonly read: string } | null {
  const roles = card.columns.map((role) => role.role);
  if (!roles.includes('part')) return null;
  const person = roles.find((role) => role === 'operator' || role === 'appraiser');
  const read = roles.find((role) => role === 'measurement' || role === 'rating');
  return person && read ? { person, read } : null;
}

/** Where the sheet of a planned study says who measures. */
export function personColumn(card: MethodCard, evaluation: Evaluation, sheet: Sheet): number {
  const roles = planRoles(card);
  const [name = ''] = roles ? (evaluation.assignment[roles.person] ?? []) : [];
  return headingOf(evaluation, sheet).indexOf(name);
}
