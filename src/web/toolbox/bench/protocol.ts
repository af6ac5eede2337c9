import type { DataNote } from '#toolbox/data-entry/data-notes.ts';
import type {
  Assignment,
  Convention,
  Explanation,
  Method,
  OptionValues,
  Problem,
  Warning,
} from '#toolbox/method/method.ts';
import type { Scene } from '#toolbox/scene/scene.ts';
import type { Sheet } from '../workspace/sheet.ts';
import type { WorkData } from '../workspace/work.ts';
import type { RulesPrice } from './price-rules.ts';

/** A method without its functions: what the page shows of it; the bench keeps the rest. */
export type MethodCard = Omit<Method, 'run' | 'scenes'>;

export interface ColumnView {
  readonly name: string;
  /** Most of its filled cells are numbers. */
  readonly numeric: boolean;
}

/** What the bench read out of the data. */
export interface TableView {
  readonly columns: readonly ColumnView[];
  /** Row of the sheet, counted from 1, in which the data begin. */
  readonly firstRow: number;
  readonly rows: number;
  readonly notes: readonly DataNote[];
}

/** A list that was shortened on its way to the page, by its dotted path. */
export interface Cut {
  readonly path: string;
  readonly length: number;
}

export type BenchOutcome =
  | {
      readonly ok: true;
      readonly values: unknown;
      readonly cuts: readonly Cut[];
      /** At how many points of a control chart some test fires; null for other methods. Counted before lists were shortened. */
      readonly signalling: number | null;
      readonly conventions: readonly Convention[];
      readonly warnings: readonly Warning[];
      readonly explanations: readonly Explanation[];
      readonly scenes: readonly Scene[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface Evaluation {
  readonly table: TableView | null;
  /** The columns that were taken, by role, whether the user said so or not. */
  readonly assignment: Assignment;
  /** Null where there is nothing to compute yet. */
  readonly outcome: BenchOutcome | null;
}

export interface Calculation {
  readonly method: string;
  readonly data: WorkData;
  readonly assignment: Assignment | null;
  readonly options: OptionValues;
}

/** A text or file as it was read: a sheet to edit, or word that it is too large for one. */
export interface ReadAsSheet {
  readonly sheet: Sheet | null;
  readonly notes: readonly DataNote[];
}

export interface BookSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

export interface SavedAnalysis {
  readonly file: string;
  readonly digest: string;
}

export interface OpenedStep {
  readonly calculation: Calculation;
  /** False where running it again gave something else; `problems` then say what. */
  readonly same: boolean;
  readonly problems: readonly Problem[];
  readonly differences: readonly { readonly path: string; readonly was: string; readonly is: string }[];
}

export type OpenedAnalysis =
  | {
      readonly ok: true;
      readonly title: string;
      readonly madeAt: string;
      readonly software: string;
      readonly digest: string;
      readonly steps: readonly OpenedStep[];
      readonly excluded: readonly { readonly rows: number; readonly reason: string }[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Everything that the page asks of its bench, with the answer to each. */
export interface Asks {
  describe: { readonly ask: { readonly method: string }; readonly answer: MethodCard | null };
  evaluate: {
    readonly ask: Calculation & { readonly language: 'zh' | 'en' };
    readonly answer: Evaluation;
  };
  priceRules: { readonly ask: { readonly options: OptionValues }; readonly answer: RulesPrice };
  readText: { readonly ask: { readonly text: string }; readonly answer: ReadAsSheet };
  readBytes: { readonly ask: { readonly blob: Blob }; readonly answer: ReadAsSheet };
  /** The first rows of a stored file, to show. */
  firstRows: { readonly ask: { readonly blob: Blob; readonly rows: number }; readonly answer: BookSheet };
  readBook: { readonly ask: { readonly blob: Blob }; readonly answer: readonly BookSheet[] | Problem };
  writeBook: {
    readonly ask: Calculation & {
      readonly title: string;
      readonly language: 'zh' | 'en';
      readonly pictures: readonly Uint8Array[];
    };
    readonly answer: Uint8Array;
  };
  writeTable: { readonly ask: Calculation & { readonly language: 'zh' | 'en' }; readonly answer: string };
  save: {
    readonly ask: Calculation & {
      readonly title: string;
      readonly madeAt: string;
      readonly version: string;
    };
    readonly answer: SavedAnalysis | { readonly problems: readonly Problem[] };
  };
  open: { readonly ask: { readonly file: string }; readonly answer: OpenedAnalysis };
}

export type AskName = keyof Asks;

export interface Asked {
  readonly id: number;
  readonly name: AskName;
  readonly ask: unknown;
}

/** How far a large file has been read, or that it now is and is being computed with. */
export interface Progress {
  readonly bytes: number;
  readonly of: number;
}

export type Report = (progress: Progress) => void;

export type Answered =
  | { readonly id: number; readonly progress: Progress }
  | { readonly id: number; readonly ok: true; readonly answer: unknown }
  | { readonly id: number; readonly ok: false; readonly fault: string };
