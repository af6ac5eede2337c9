/** Something that contradicts something else. Says where it lies, what was expected there, and what was found. */
export interface AuditFinding {
  /** The table, or `files`. */
  readonly place: string;
  /** Key of the row, as `case 0190…: version 3`. */
  readonly key: string;
  readonly expected: string;
  readonly found: string;
}

/** A value in a finding: whole when short, cut when long. Personal values never come here: the vault is told by reference. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
