import { Input } from 'antd';
import type { Refusal } from '../api/generated/api.ts';
import { type SchemeTexts, useWords } from '../desk/words.ts';
import { FieldFrame, helpId } from './field-frame.tsx';

/** A text of the desk's own (a finding's statement, a reason in words), with its refusals beneath it. */
export function WordsField({
  id,
  label,
  value,
  lines = 3,
  required = false,
  hint,
  path,
  refusals,
  texts,
  isDisabled = false,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly lines?: number;
  readonly required?: boolean;
  readonly hint?: string | undefined;
  /** Name of the field in refusals. */
  readonly path: string;
  readonly refusals: readonly Refusal[];
  readonly texts: SchemeTexts;
  readonly isDisabled?: boolean;
  readonly onChange: (text: string) => void;
}) {
  const words = useWords();
  const own = refusals.filter((refusal) => refusal.field === path);
  const attributes = {
    id,
    value,
    disabled: isDisabled,
    'aria-describedby': helpId(id),
    ...(own.length > 0 ? { status: 'error' as const, 'aria-invalid': true } : {}),
  };
  return (
    <FieldFrame id={id} label={label} required={required} hint={hint} refusals={own} texts={texts} words={words}>
      {lines === 1 ? (
        <Input {...attributes} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input.TextArea
          {...attributes}
          autoSize={{ minRows: lines, maxRows: 14 }}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}
