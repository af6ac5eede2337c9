import { Button } from 'antd';
import type { StoredValue, StoredValues } from '#certification/case/events.ts';
import type { Field } from '#certification/scheme/form.ts';
import type { Refusal } from '../api/generated/api.ts';
import { useCited } from '../desk/cited.ts';
import { type SchemeTexts, useWords, type Words } from '../desk/words.ts';
import { ChoiceInput, FlagInput, isOpenChoice } from './choice-input.tsx';
import { CodeInput } from './code-input.tsx';
import type { ControlProps } from './control.ts';
import { FieldFrame, helpId, labelId } from './field-frame.tsx';
import { FileInput } from './file-input.tsx';
import { type FormSurroundings, isRequired, isShown } from './form-state.ts';
import { EntryInput, PartyInput } from './register-select.tsx';
import { RowsInput, siteFields, siteTexts } from './rows-input.tsx';
import { DateInput, MoneyInput, NumberInput, TextInput } from './text-input.tsx';
import { isSealed } from './values.ts';

export interface FieldProps {
  /** In front of every id of the form, so that two forms of a page keep apart. */
  readonly scope: string;
  readonly field: Field;
  readonly value: StoredValue | undefined;
  /** The form's values, for conditions. */
  readonly values: StoredValues;
  readonly around: FormSurroundings;
  readonly texts: SchemeTexts;
  readonly refusals: readonly Refusal[];
  /** Path of the field in refusals, such as `sites.2.persons`. */
  readonly path: string;
  readonly remark?: string | undefined;
  /** The value is a sum that the form computes. */
  readonly isSum?: boolean;
  readonly isDisabled: boolean;
  readonly onChange: (value: StoredValue | undefined) => void;
}

export const fieldId = (scope: string, path: string) => `${scope}-${path.replaceAll('.', '-')}`;

/** One field of a declared form, with its label, hint, the remark of a return, and its refusals in words beneath it. */
export function FieldInput(props: FieldProps) {
  const words = useWords();
  const cited = useCited();
  const { scope, field, texts, path, refusals, values, around, isSum } = props;
  const id = fieldId(scope, path);
  const help = Object.hasOwn(texts, `help.${field.id}`) ? words.of(texts[`help.${field.id}`]) : undefined;
  const basis = field.basis === undefined ? undefined : words.t('basis', { basis: cited(field.basis) });
  const hint = [help, basis, isSum ? words.t('sum') : undefined].filter((part) => part !== undefined).join(' · ');
  return (
    <FieldFrame
      id={id}
      label={words.key(texts, `field.${field.id}`)}
      required={isRequired(field, values, around)}
      unit={field.kind === 'number' && field.unit ? words.key(texts, `unit.${field.unit}`, field.unit) : undefined}
      hint={hint === '' ? undefined : hint}
      remark={props.remark}
      refusals={refusals.filter((refusal) => refusal.field === path)}
      texts={texts}
      words={words}
      isGroup={isOpenChoice(field) || field.kind === 'rows' || field.kind === 'sites'}
    >
      {isSealed(props.value) ? (
        <Sealed words={words} isDisabled={props.isDisabled} onChange={props.onChange} />
      ) : (
        <Control {...props} id={id} words={words} />
      )}
    </FieldFrame>
  );
}

/** A personal value that was given before and is not shown here: it stays, or is given anew. */
function Sealed({ words, isDisabled, onChange }: Pick<ControlProps<Field>, 'words' | 'isDisabled' | 'onChange'>) {
  return (
    <p>
      {words.t('sealedValue')}{' '}
      <Button disabled={isDisabled} onClick={() => onChange('')}>
        {words.t('change')}
      </Button>
    </p>
  );
}

function Control(props: FieldProps & { readonly id: string; readonly words: Words }) {
  const { field, id, path, refusals, isSum, isDisabled } = props;
  const common = {
    ...props,
    describedBy: helpId(id),
    labelledBy: labelId(id),
    isRefused: refusals.some((refusal) => refusal.field === path),
    isDisabled: isDisabled || isSum === true,
  };
  switch (field.kind) {
    case 'text':
      return <TextInput {...common} field={field} />;
    case 'number':
      return <NumberInput {...common} field={field} />;
    case 'money':
      return <MoneyInput {...common} field={field} />;
    case 'date':
      return <DateInput {...common} field={field} />;
    case 'code':
      return <CodeInput {...common} field={field} />;
    case 'choice':
      return <ChoiceInput {...common} field={field} />;
    case 'flag':
      return <FlagInput {...common} field={field} />;
    case 'party':
      return <PartyInput {...common} field={field} />;
    case 'entry':
      return <EntryInput {...common} field={field} />;
    case 'file':
      return <FileInput {...common} field={field} />;
    case 'rows':
      return <Rows {...common} columns={field.columns} />;
    case 'sites':
      return <Rows {...common} columns={siteFields} texts={siteTexts(props.words)} />;
  }
}

function Rows(
  props: FieldProps & { readonly id: string; readonly words: Words; readonly labelledBy: string } & {
    readonly columns: readonly Field[];
  },
) {
  const { values, around } = props;
  // Conditions of a column look at its own row before the form.
  const inForm = { ...around, standing: { ...around.standing, ...values } };
  return (
    <RowsInput
      {...props}
      cell={({ column, path, value, row, onChange }) =>
        isShown(column, row, inForm) ? (
          <FieldInput
            scope={props.scope}
            field={column}
            value={value}
            values={row}
            around={inForm}
            texts={props.texts}
            refusals={props.refusals}
            path={path}
            isDisabled={props.isDisabled}
            onChange={onChange}
          />
        ) : null
      }
    />
  );
}
