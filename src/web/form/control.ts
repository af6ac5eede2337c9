import type { StoredValue } from '#certification/case/events.ts';
import type { SchemeTexts, Words } from '../desk/words.ts';

/** What every control of a field is given. */
export interface ControlProps<F> {
  readonly id: string;
  readonly field: F;
  readonly value: StoredValue | undefined;
  readonly texts: SchemeTexts;
  readonly words: Words;
  /** Hint and refusals stand in the element of this id. */
  readonly describedBy: string;
  readonly labelledBy: string;
  readonly isRefused: boolean;
  readonly isDisabled: boolean;
  readonly onChange: (value: StoredValue | undefined) => void;
}

/** The attributes by which a control is tied to its help, and marked when it was refused. */
export function ariaOf({ describedBy, isRefused }: Pick<ControlProps<unknown>, 'describedBy' | 'isRefused'>) {
  return { 'aria-describedby': describedBy, ...(isRefused ? { 'aria-invalid': true as const } : {}) };
}
