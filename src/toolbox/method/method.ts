import type { Scene } from '../scene/scene.ts';
import type { Text } from './text.ts';

/** The families of methods, in the order in which the page and the command line list them. */
export const methodGroups = [
  'control-chart',
  'capability',
  'measurement-system',
  'acceptance-sampling',
  'proficiency',
  'seven-tools',
  'new-seven-tools',
  'improvement',
  'risk',
  'test',
  'regression',
  'design',
  'tolerance',
  'reliability',
  'customer',
] as const;
export type MethodGroup = (typeof methodGroups)[number];

/**
 * One value of a cell as the reader understood it. `raw` is what stood there, so that a message can quote it; a cell that
 * is not a number keeps its text and has no `number`.
 */
export interface Cell {
  readonly raw: string;
  readonly number?: number;
}

/** A column by name, all columns of a table being equally long; an empty cell has `raw === ''`. */
export interface Column {
  readonly name: string;
  readonly cells: readonly Cell[];
  /**
   * The numbers of the same cells, NaN where a cell holds none. A table of millions of rows has them, so that no object
   * is made for each cell; read through `method/columns.ts`, which takes either.
   */
  readonly numbers?: Float64Array;
}

/** What the user pasted, dropped or typed: columns and where each stood, so that a message can name the cell. */
export interface DataTable {
  readonly columns: readonly Column[];
  /** Row number, as the user's program counts it, of the first row of data (2 under a heading). */
  readonly firstRow: number;
}

/** A role that a method asks columns for, such as `measurements`, `subgroup` or `part`. */
export interface ColumnRole {
  readonly role: string;
  readonly text: Text;
  readonly kind: 'number' | 'count' | 'label' | 'date';
  /** How many columns may take the role: `[1, 1]` for just one, `[2, 25]` for a subgroup laid out in a row. */
  readonly columns: readonly [least: number, most: number];
  readonly optional?: boolean;
  /**
   * What becomes of an empty cell, said in a warning that names it ("left out of the figures" unless told). `null` where an
   * empty cell means something by itself (no second sample was drawn); such labels are not filled from above either.
   */
  readonly whenEmpty?: Text | null;
  /** The columns are samples side by side, some shorter than others: blanks at the end of one are no missing values. */
  readonly unequalLengths?: boolean;
}

/** An option of a method. Its name, in lower camel case, is the command line's flag and the JSON's field, and stays. */
export type OptionSpec =
  | {
      readonly name: string;
      readonly text: Text;
      readonly kind: 'number';
      readonly default?: number;
      readonly least?: number;
      readonly most?: number;
      readonly integer?: boolean;
    }
  | {
      readonly name: string;
      readonly text: Text;
      readonly kind: 'choice';
      readonly choices: readonly { readonly value: string; readonly text: Text }[];
      readonly default: string;
    }
  | {
      readonly name: string;
      readonly text: Text;
      readonly kind: 'choices';
      readonly choices: readonly { readonly value: string; readonly text: Text }[];
      readonly default: readonly string[];
    }
  | { readonly name: string; readonly text: Text; readonly kind: 'flag'; readonly default: boolean }
  | { readonly name: string; readonly text: Text; readonly kind: 'text'; readonly default?: string }
  /** Structured input of a method that takes no table (an FMEA, a control plan): JSON described by `schema`. */
  | {
      readonly name: string;
      readonly text: Text;
      readonly kind: 'json';
      readonly schema: JsonSchema;
      readonly default?: unknown;
    };

/** The part of JSON Schema 2020-12 that the field contract uses. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

export type OptionValues = Readonly<Record<string, unknown>>;

/** A decision that books and programs take differently: which sigma, which pooling, which d2. Every result names its own. */
export interface Convention {
  readonly name: string;
  readonly value: string;
  readonly text: Text;
}

/** Something the reader must know before she relies on the figures: a condition that does not hold, few data, a trend. */
export interface Warning {
  readonly code: string;
  readonly text: Text;
  readonly help: Text;
}

/** A refusal: what was expected, what was found (with the cell where there is one), and what to do. */
export interface Problem {
  readonly code: string;
  readonly text: Text;
  readonly help: Text;
  /** The cell as the user's program names it, such as `B7`. */
  readonly cell?: string;
}

/** Why a figure is what it is: shown on a tap. `formula` is plain text with the field's symbols. */
export interface Explanation {
  /** Dotted path of the field in the result, such as `limits.ucl`. */
  readonly field: string;
  readonly formula: string;
  readonly text: Text;
  readonly source: string;
}

export interface MethodResult<R> {
  readonly values: R;
  readonly conventions: readonly Convention[];
  readonly warnings: readonly Warning[];
  readonly explanations: readonly Explanation[];
}

export type Outcome<R> =
  | { readonly ok: true; readonly result: MethodResult<R> }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Which columns of a table take which role; column names by role. */
export type Assignment = Readonly<Record<string, readonly string[]>>;

export interface MethodInput {
  readonly table?: DataTable;
  readonly assignment?: Assignment;
  readonly options: OptionValues;
}

/**
 * A quality method: what it asks for, what it gives, why, and where it does not hold. Pure: the same input gives the same
 * result to the digit, in the browser, on the server and in the terminal.
 */
export interface Method<R = unknown> {
  /** The command line's word and the analysis file's key; stays for ever. */
  readonly id: string;
  /** Raised when the same input would give another result, so that an old analysis can say so. */
  readonly version: number;
  readonly group: MethodGroup;
  readonly title: Text;
  /** One sentence: what question it answers. */
  readonly purpose: Text;
  /** When it may be used, and what to do where a condition does not hold. */
  readonly conditions: readonly { readonly condition: Text; readonly otherwise: Text }[];
  readonly sources: readonly string[];
  readonly columns: readonly ColumnRole[];
  readonly options: readonly OptionSpec[];
  /** The field contract: the JSON Schema of `values`. */
  readonly resultSchema: JsonSchema;
  readonly run: (input: MethodInput) => Outcome<R>;
  /** The pictures of a result, the first the main one; drawn as SVG for print and on a canvas on the page. */
  readonly scenes?: (values: R, language: 'zh' | 'en') => readonly Scene[];
  /** A worked example of real numbers, run by the tests and shown on the page of teaching. */
  readonly example: {
    readonly text: Text;
    readonly source: string;
    readonly csv?: string;
    readonly assignment?: Assignment;
    readonly options: OptionValues;
  };
}
