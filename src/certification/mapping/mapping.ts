import type { DayFormat } from '../time/day-format.ts';

/**
 * A mapping (映射): how a foreign register's files become entries of ours. It is data: somebody who has only the page of
 * documentation writes one for a register never seen before. Closed: no code, no arithmetic.
 */
export interface Mapping {
  readonly id: string;
  readonly edition: string;
  readonly source: {
    readonly name: { readonly zh: string; readonly en: string };
    readonly publisher: string;
    readonly address: string;
    readonly licence: string /** What the register covers, said with every "not found". */;
    readonly coverage: { readonly zh: string; readonly en: string };
  };
  readonly format: FileFormat;
  /** Columns (or members) without which a file is refused as a whole; others may be missing and are then unknown. */
  readonly needs: readonly string[];
  readonly snapshotDay:
    | { readonly from: 'file-name'; readonly pattern: string }
    | { readonly from: 'given' }
    | { readonly from: 'column'; readonly column: string };
  /** Members that together say which entry a row is about: the same in the next snapshot. */
  readonly key: readonly string[];
  /** Several rows may speak of one entry: these fields are gathered into lists, the others must agree. */
  readonly gather: readonly string[];
  /** Rows for which this holds not are left out, counted and said. */
  readonly only: readonly RowTest[];
  readonly entry: { readonly kind: string; readonly numberSpace: string; readonly scheme: string };
  readonly fields: readonly FieldMapping[];
}

export type FileFormat =
  | { readonly kind: 'csv'; readonly separator: string; readonly encoding: Encoding; readonly headerRow: number }
  | { readonly kind: 'xlsx'; readonly sheet: string | null; readonly headerRow: number }
  /** `path`: dotted path to the array of rows, such as `data.Products`. */
  | { readonly kind: 'json'; readonly path: string }
  | { readonly kind: 'json-lines' };
export const encodings = ['utf-8', 'windows-1252', 'gb18030', 'utf-16le'] as const;
export type Encoding = (typeof encodings)[number];

export interface RowTest {
  readonly column: string;
  readonly in?: readonly string[];
  readonly notIn?: readonly string[];
}

/**
 * What a difference in a field between two snapshots means: a `state` changed at some time between them, an event; a
 * `dated-fact` of the past that reads otherwise was corrected; a `description` is worded anew and is neither.
 */
export const fieldClasses = ['state', 'dated-fact', 'description'] as const;
export type FieldClass = (typeof fieldClasses)[number];

/** Fields of an entry that a mapping may fill; `shown.NAME` for whatever else is worth showing. */
export const entryFields = [
  'number',
  'reissue',
  'holder',
  'holder-code',
  'subject',
  'issuer',
  'issuer-code',
  'status',
  'status-day',
  'reason',
  'from',
  'to',
  'scope-codes',
  'scope-text',
  'standards',
  'grade',
  'score',
] as const;
export type EntryField = (typeof entryFields)[number] | `shown.${string}`;

export interface FieldMapping {
  readonly field: EntryField;
  /** Column name, or dotted path into a nested row; several are joined by a space. Empty for a constant. */
  readonly from: readonly string[];
  readonly steps: readonly Step[];
  readonly class: FieldClass;
  readonly required: boolean;
}

export type Step =
  | { readonly step: 'trim' | 'upper' | 'lower' | 'collapse-spaces' | 'strip-tags' | 'first' }
  | { readonly step: 'constant'; readonly value: string }
  | { readonly step: 'empty-when'; readonly values: readonly string[] }
  | { readonly step: 'default'; readonly value: string }
  | {
      readonly step: 'codes';
      readonly table: Readonly<Record<string, string>>;
      readonly otherwise: 'refuse' | 'keep' | 'empty';
    }
  /** `order` says which number comes first in 03/04/2025; `zone` in which zone an instant becomes a day. */
  | {
      readonly step: 'date';
      readonly formats: readonly DayFormat[];
      readonly order?: 'day-month' | 'month-day';
      readonly zone?: string;
    }
  | { readonly step: 'number'; readonly decimals: number }
  /** `by` a text, or `python` for a printed set or list such as `{'EAL5+', 'AVA_VAN.5'}`. */
  | { readonly step: 'split'; readonly by: string | { readonly literal: 'python' } }
  | { readonly step: 'take'; readonly pattern: string }
  | { readonly step: 'join'; readonly with: string };

/** A value of a mapped field: a text, a list of texts, or null where the cell is empty. */
export type MappedValue = string | readonly string[] | null;

/** A row as the mapping understood it. A field whose column the file has not is absent, which is unknown, not empty. */
export interface MappedRow {
  readonly key: string;
  readonly fields: Readonly<Record<string, MappedValue>>;
}

/** A cell that could not be taken in: where, what was expected, what was found. */
export interface RowProblem {
  readonly row: number;
  readonly column: string;
  readonly code:
    | 'missing-column'
    | 'empty'
    | 'date'
    | 'number'
    | 'code'
    | 'pattern'
    | 'list'
    | 'key'
    | 'disagrees'
    | 'too-long'
    | 'unreadable'
    | 'too-many'
    | 'shape';
  readonly expected: { readonly zh: string; readonly en: string };
  readonly found: string;
}
