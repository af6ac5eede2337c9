import type { Condition } from './condition.ts';
import type { PeriodSpec } from './scheme.ts';

/**
 * A field of a form. What a value looks like in an event: text is a string; a whole number an integer, with decimals a
 * decimal string (no floats in stored bytes); money `{currency, amount}`; a day `YYYY-MM-DD`; a choice its id, several an
 * array; party and entry their uuid; a file list `[{digest, name, size, mediaType}]`; rows and sites arrays of objects.
 */
export type Field = FieldBase & FieldShape;

export interface FieldBase {
  readonly id: string;
  readonly required: boolean;
  readonly showIf?: Condition;
  readonly requiredIf?: Condition;
  /** The value is personal: it goes to the vault, the event holds a reference and a salted digest. */
  readonly personal: boolean;
  /** The value is shown to everybody on the entry's page. */
  readonly public: boolean;
  /** Why the field is asked: document and article. Fields without one are listed by the burden meter. */
  readonly basis?: string;
}

export type FieldShape =
  | { readonly kind: 'text'; readonly most: number; readonly lines: number; readonly bilingual: boolean }
  | {
      readonly kind: 'number';
      readonly unit?: string;
      readonly decimals: number;
      readonly least?: number;
      readonly most?: number;
    }
  | { readonly kind: 'money'; readonly currency: string }
  | {
      readonly kind: 'date';
      readonly notAfter?: 'today' | { readonly field: string };
      readonly notBefore?: 'today' | { readonly field: string };
      /** So long after the day of `notBefore`, at least and at most. */
      readonly leastAfter?: PeriodSpec;
      readonly mostAfter?: PeriodSpec;
    }
  | { readonly kind: 'code'; readonly list: string; readonly many: boolean }
  | { readonly kind: 'choice'; readonly options: readonly string[]; readonly many: boolean }
  | { readonly kind: 'flag' }
  | { readonly kind: 'party' }
  | { readonly kind: 'entry'; readonly entryKind: string; readonly scheme?: string; readonly valid: boolean }
  | { readonly kind: 'file'; readonly types: readonly string[]; readonly mostMegabytes: number; readonly many: boolean }
  | {
      readonly kind: 'rows';
      readonly columns: readonly Field[];
      readonly least: number;
      readonly most: number;
      readonly totals: readonly { readonly column: string; readonly equals: string }[];
    }
  | { readonly kind: 'sites'; readonly least: number; readonly most: number };

export type FieldKind = FieldShape['kind'];

/** The columns of a `sites` field, the same in every scheme. */
export const siteColumns = ['name', 'address', 'region', 'persons', 'activities'] as const;
