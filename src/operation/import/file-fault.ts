/** Why a file can't be read as its mapping says: what was expected, what was found, where, what to do. */
export type FileFaultCode =
  | 'encoding'
  | 'headers'
  | 'format'
  | 'sheet'
  | 'path'
  | 'too-large'
  | 'line-too-long'
  | 'snapshot-day'
  | 'no-rows'
  | 'cut-off';

export class FileFault extends Error {
  readonly code: FileFaultCode;
  readonly expected: { readonly zh: string; readonly en: string };
  readonly found: string;
  readonly row: number | null;
  constructor(
    code: FileFaultCode,
    expected: { readonly zh: string; readonly en: string },
    found: string,
    row: number | null = null,
    cause?: unknown,
  ) {
    super(`${code}: expected ${expected.en}, found \`${found}\`${row === null ? '' : ` at row ${row}`}`, { cause });
    this.code = code;
    this.expected = expected;
    this.found = found;
    this.row = row;
  }
}
