import type { StoredValue, StoredValues } from '#certification/case/events.ts';
import { valueAt } from '#certification/scheme/evaluate.ts';
import type { Field } from '#certification/scheme/form.ts';
import type { FormSpec } from '#certification/scheme/scheme.ts';
import type { Refusal } from '../api/generated/api.ts';
import type { SchemeTexts } from '../desk/words.ts';
import { FieldInput } from './field-input.tsx';
import { type FormSurroundings, isShown, sumsOf, withSums } from './form-state.ts';

interface FormFieldsProps {
  readonly scope: string;
  readonly form: FormSpec;
  readonly values: StoredValues;
  readonly around: FormSurroundings;
  readonly texts: SchemeTexts;
  readonly refusals: readonly Refusal[];
  readonly remarks: readonly { readonly field: string; readonly remark: string }[];
  readonly isDisabled: boolean;
  readonly onChange: (values: StoredValues) => void;
}

/** Rows, files, long and bilingual texts and many options take the whole line; short fields stand two and two. */
function isWide(field: Field): boolean {
  if (field.kind === 'text') return field.bilingual || field.lines > 1 || field.most > 120;
  if (field.kind === 'choice') return field.many || field.options.length > 3;
  return (
    field.kind === 'rows' || field.kind === 'sites' || field.kind === 'file' || (field.kind === 'code' && field.many)
  );
}

/** The fields of a declared form that are asked now; sums are put in as they come out. */
export function FormFields(props: FormFieldsProps) {
  const { form, values, around, remarks, onChange } = props;
  const sums = sumsOf(form);
  const change = (id: string, value: StoredValue | undefined) => {
    const { [id]: _, ...rest } = values;
    // What was cleared is kept as null: it must not fall back to what stood before.
    onChange(withSums(form, { ...rest, [id]: value ?? null }));
  };
  return (
    <div className="fields">
      {form.fields
        .filter((field) => isShown(field, values, around))
        .map((field) => (
          <div key={field.id} className={isWide(field) ? 'field-wide' : ''}>
            <FieldInput
              scope={props.scope}
              field={field}
              value={valueAt(values, field.id)}
              values={values}
              around={around}
              texts={props.texts}
              refusals={props.refusals}
              path={field.id}
              remark={remarks.find((remark) => remark.field === field.id)?.remark}
              isSum={sums.has(field.id)}
              isDisabled={props.isDisabled}
              onChange={(value) => change(field.id, value)}
            />
          </div>
        ))}
    </div>
  );
}
