import { Input, Select } from 'antd';
import type { ReasonList } from '#certification/scheme/scheme.ts';
import type { CodedReason, Refusal } from '../api/generated/api.ts';
import { type SchemeTexts, useWords } from '../desk/words.ts';
import { FieldFrame, helpId } from '../form/field-frame.tsx';

export interface ReasonGiven {
  readonly code: string;
  readonly words: string;
}

/** The reason as it is sent: none where no code is chosen, so that the scheme's own refusal says which there are. */
export function sentReason(list: ReasonList | undefined, reason: ReasonGiven): CodedReason | null {
  return list === undefined || reason.code === '' ? null : { list: list.id, ...reason };
}

/** A coded reason out of a scheme's list, with words beside it; the code `other` needs them. */
export function ReasonInput({
  id,
  list,
  texts,
  value,
  refusals,
  isDisabled,
  onChange,
}: {
  readonly id: string;
  readonly list: ReasonList;
  readonly texts: SchemeTexts;
  readonly value: ReasonGiven;
  readonly refusals: readonly Refusal[];
  readonly isDisabled: boolean;
  readonly onChange: (value: ReasonGiven) => void;
}) {
  const words = useWords();
  const about = (codes: readonly string[]) => refusals.filter((refusal) => codes.includes(refusal.code));
  return (
    <>
      <FieldFrame
        id={id}
        label={words.key(texts, `reason.${list.id}`, words.t('reason'))}
        required
        refusals={about(['reason-missing', 'reason-unknown'])}
        texts={texts}
        words={words}
      >
        <Select
          id={id}
          className="wide-select"
          value={value.code === '' ? null : value.code}
          placeholder={words.t('choose')}
          disabled={isDisabled}
          options={list.codes.map((code) => ({
            value: code,
            label: words.key(texts, `reason.${list.id}.${code}`, code),
          }))}
          aria-describedby={helpId(id)}
          onChange={(code: string) => onChange({ ...value, code })}
        />
      </FieldFrame>
      <FieldFrame
        id={`${id}-words`}
        label={words.t('reasonWords')}
        required={value.code === 'other'}
        refusals={about(['reason-words-missing'])}
        texts={texts}
        words={words}
      >
        <Input.TextArea
          id={`${id}-words`}
          value={value.words}
          disabled={isDisabled}
          autoSize={{ minRows: 2, maxRows: 8 }}
          aria-describedby={helpId(`${id}-words`)}
          onChange={(event) => onChange({ ...value, words: event.target.value })}
        />
      </FieldFrame>
    </>
  );
}
