/** A text in the house's two languages, Chinese first. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/**
 * Where a word may stand. A place is what surrounds the word in the YAML: `document` is the top of scheme.yaml, `step`
 * the inside of a step, and so on. Sections (`roles:`, `forms:` …) are the named shelves on which words lie; they have no
 * parameters and are no words.
 */
export type Place =
  | 'document'
  | 'mandate'
  | 'value'
  | 'role'
  | 'reasons'
  | 'field'
  | 'field kind'
  | 'flow'
  | 'exit'
  | 'step'
  | 'inside step'
  | 'outcome'
  | 'condition'
  | 'guard'
  | 'result'
  | 'inside result'
  | 'act'
  | 'duty'
  | 'stage'
  | 'inside round';

/** What kind of thing a name refers to; `check` resolves each in its own space and offers the nearest known name. */
export type NameSpace =
  | 'role'
  | 'basis'
  | 'form'
  | 'field'
  | 'rows'
  | 'column'
  | 'step'
  | 'stage'
  | 'case-step'
  | 'flow'
  | 'result'
  | 'reasons'
  /** A list of reasons and one of its codes, `withdrawal.false-commitment`. */
  | 'reason'
  | 'grade'
  | 'quota'
  | 'calculator'
  | 'code-list'
  | 'message';

/** How the value of a parameter is written. */
export type Kind =
  | { readonly is: 'text'; readonly most?: number }
  | { readonly is: 'whole'; readonly least?: number; readonly most?: number }
  | { readonly is: 'flag' }
  | { readonly is: 'day' }
  /** A day, or `{from, to}`. */
  | { readonly is: 'days' }
  /** `2/3`. */
  | { readonly is: 'share' }
  /** A text, number, flag or `{field: name}`. */
  | { readonly is: 'operand' }
  | { readonly is: 'operands' }
  | { readonly is: 'one-of'; readonly values: readonly string[] }
  | { readonly is: 'some-of'; readonly values: readonly string[] }
  /** States of an entry; one may name the reasons for which it counts, `{ withdrawn: list.code }`. */
  | { readonly is: 'states'; readonly values: readonly string[] }
  | { readonly is: 'name'; readonly of: NameSpace }
  | { readonly is: 'names'; readonly of: NameSpace }
  /** Names or codes that are declared here. */
  | { readonly is: 'new-names' }
  /** A free identifier of something outside the scheme (another scheme, a party). */
  | { readonly is: 'id' }
  | { readonly is: 'ids' }
  /** `today` or a date field. */
  | { readonly is: 'limit' }
  /** A party who is spoken of: one of the words, or a role. */
  | { readonly is: 'who'; readonly words: readonly string[] }
  | { readonly is: 'period' }
  /** Grade → period. */
  | { readonly is: 'periods' }
  /** A length of validity, `{years: 3}`. */
  | { readonly is: 'length' }
  /** A declared basis and an article, `qms-rule 5.4.1`. */
  | { readonly is: 'basis' }
  | { readonly is: 'condition' }
  /** A step, several steps (all of them), or a condition. */
  | { readonly is: 'after' }
  /** Columns: a section of fields. */
  | { readonly is: 'columns' }
  /** Code → how many at most. */
  | { readonly is: 'quotas' }
  /** Name of a calculator's input → constant or `{field: name}`. */
  | { readonly is: 'inputs' }
  /** Field of the step's form → figure that it may not be less than. */
  | { readonly is: 'figures' };

export interface Param {
  readonly name: string;
  readonly kind: Kind;
  readonly required?: true;
  /** What stands when the parameter is left out, as it would be written or said. */
  readonly default?: Text;
  readonly text: Text;
}

/** A shelf inside a word: a map from new names (or a list) to words of one place. */
export interface Section {
  readonly name: string;
  readonly holds: Place;
  readonly form: 'map' | 'list';
  readonly required?: true;
  readonly text: Text;
}

/**
 * One word of the scheme language. The parser, the published JSON Schema and the reference page all read this table, so
 * that none of the three can say something that the others don't.
 */
export interface Word {
  /** As it is written; a word whose `keyed` is false is not written itself: its name is a new one (a role, a step). */
  readonly name: string;
  readonly place: Place;
  readonly keyed: boolean;
  readonly text: Text;
  /** At most six. */
  readonly params: readonly Param[];
  /** Parameter that a bare value stands for: `by: [auditor]` for `{roles: [auditor]}`. */
  readonly short?: string;
  readonly sections?: readonly Section[];
  /** Words of these places may stand inside. */
  readonly inner?: readonly Place[];
  /** YAML as it would stand at the word's place; a test parses each inside a whole scheme. */
  readonly example: string;
}

export const t = (zh: string, en: string): Text => ({ zh, en });

/** Defaults that recur. */
export const none = t('无', 'none');
export const no = t('false', 'false');
export const yes = t('true', 'true');
