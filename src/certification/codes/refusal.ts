/** A text in the two languages of the house; Chinese first, in the field's own terms. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/**
 * Why something was not accepted, as a value. `text` says what was expected and what was found (the user's own words in
 * backticks), `help` what to do; `code` and `params` are for programs and stay the same in every language.
 */
export interface Refusal {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly text: Text;
  readonly help: Text;
}

export type Checked<T> =
  | { readonly ok: true; readonly parts: T }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

export function refusal(code: string, params: Refusal['params'], text: Text, help: Text): Refusal {
  return { code, params, text, help };
}
