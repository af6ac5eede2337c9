import { placeOf } from '../build/building.ts';
import { type At, type Diagnostic, type DiagnosticCode, diagnose } from '../diagnostic.ts';
import type { Field } from '../form.ts';
import type { Parsed } from '../parse.ts';
import type { Scheme } from '../scheme.ts';

/** A calculator as a scheme may call it: its inputs and the figures it gives. */
export interface CalculatorSignature {
  readonly inputs: readonly string[];
  readonly figures: readonly string[];
}

/** What lies outside a scheme's files and is named in them. */
export interface Surroundings {
  readonly calculators: ReadonlyMap<string, CalculatorSignature>;
  readonly codeLists: readonly string[];
  /** Name of the scheme's folder; left out where it lies in none. */
  readonly folder?: string;
  /** Kinds of the worked cases in its folder; left out where they are not looked at. */
  readonly caseKinds?: readonly string[];
}

export interface Checking {
  readonly parsed: Parsed;
  readonly scheme: Scheme;
  readonly around: Surroundings;
  /** Fields of all forms by name, and columns by their own. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly columns: ReadonlyMap<string, Field>;
  readonly report: (code: DiagnosticCode, at: At, found: string, params?: Diagnostic['params']) => void;
  readonly at: (object: object, param?: string, name?: string) => At;
  readonly diagnostics: Diagnostic[];
}

export function createChecking(parsed: Parsed, around: Surroundings): Checking {
  const { scheme, places } = parsed;
  const diagnostics: Diagnostic[] = [];
  const fields = new Map(scheme.forms.flatMap((form) => form.fields.map((field) => [field.id, field] as const)));
  const columns = new Map(
    [...fields.values()].flatMap((field) =>
      field.kind === 'rows' ? field.columns.map((column) => [column.id, column] as const) : [],
    ),
  );
  return {
    parsed,
    scheme,
    around,
    fields,
    columns,
    report: (code, at, found, params = {}) => void diagnostics.push(diagnose(code, at, found, params)),
    at: (object, param, name) => placeOf(places, object, param, name),
    diagnostics,
  };
}

export const fieldNamed = (checking: Checking, id: string): Field | undefined =>
  checking.fields.get(id) ?? checking.columns.get(id);

/** Reports a field of the wrong kind; a field that is not declared at all is the names' check. */
export function expectKind(checking: Checking, id: string, kinds: readonly Field['kind'][], at: At): void {
  const field = fieldNamed(checking, id);
  if (field === undefined || kinds.includes(field.kind)) return;
  checking.report('field-kind', at, id, {
    wanted: { zh: kinds.join(' 或 '), en: kinds.join(' or ') },
    name: id,
    kind: field.kind,
  });
}
