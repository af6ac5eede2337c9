import { readNumberText } from '#toolbox/data-entry/number-text.ts';
import type { OptionSpec } from '#toolbox/method/method.ts';
import { useWords } from '../words/language.tsx';

interface NumberInputProps {
  readonly id: string;
  readonly spec: Extract<OptionSpec, { kind: 'number' }>;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/**
 * A number as people type it: full-width digits and a decimal comma are read, what is no number is kept as typed and said.
 * The value is a number where the text is one, else the text, which the method then refuses in words.
 */
export function NumberInput({ id, spec, value, onChange }: NumberInputProps) {
  const words = useWords();
  const typed = value === undefined ? '' : String(value);
  const wrong = value !== undefined && typeof readTyped(typed) !== 'number';
  return (
    <>
      <input
        id={id}
        inputMode="decimal"
        value={typed}
        placeholder={spec.default === undefined ? words.t('notGiven') : String(spec.default)}
        aria-invalid={wrong}
        onChange={(event) => onChange(typedValue(event.target.value))}
      />
      {wrong ? <span className="field-error">{words.t('expectedNumber', { found: typed })}</span> : null}
    </>
  );
}

function readTyped(text: string): number | string {
  const reading = readNumberText(text.trim(), /^[^.]*,\d*$/.test(text) ? ',' : '.');
  return reading.ok ? reading.value : text;
}

/** Keeps the text while it is being typed (`1.`, `0.0`), so that no digit jumps away. */
export function typedValue(text: string): number | string | undefined {
  if (text.trim() === '') return undefined;
  const value = readTyped(text);
  return typeof value === 'number' && String(value) === text ? value : text;
}

/** The number of a text that was typed, for the method; what is none stays a text. */
export function numberOf(value: unknown): unknown {
  return typeof value === 'string' ? readTyped(value) : value;
}
