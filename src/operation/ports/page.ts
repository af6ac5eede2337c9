/** Where the next page of a list begins: opaque text that only storage reads, stable when rows are added in between. */
export type Cursor = string;

export interface PageRequest {
  /** 1 to 500. */
  readonly limit: number;
  readonly after?: Cursor;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Null at the end of the list. */
  readonly next: Cursor | null;
}

/** A count that was stopped at a cap: `{ count: 1000, isCapped: true }` reads "more than 1000". */
export interface CappedCount {
  readonly count: number;
  readonly isCapped: boolean;
}

/** A cursor that storage did not make, or made for another order: a fault of the caller, who shows it as one. */
export class BadCursor extends Error {
  readonly code = 'bad-cursor';

  constructor(found: string) {
    super(`Expected the cursor of a former page of this list, found \`${found}\`. Begin again without a cursor.`);
    this.name = 'BadCursor';
  }
}
