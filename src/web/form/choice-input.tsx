import { Checkbox, Radio, Select } from 'antd';
import type { Field } from '#certification/scheme/form.ts';
import { ariaOf, type ControlProps } from './control.ts';
import { asList } from './values.ts';

type FieldOf<K extends Field['kind']> = Extract<Field, { kind: K }>;

/** Few options stand open side by side, many in a list that can be searched. */
const mostOpen = 6;

export function isOpenChoice(field: Field): boolean {
  return field.kind === 'flag' || (field.kind === 'choice' && (field.many || field.options.length <= mostOpen));
}

export function ChoiceInput(props: ControlProps<FieldOf<'choice'>>) {
  const { id, field, value, texts, words, onChange, isDisabled, labelledBy } = props;
  const options = field.options.map((option) => ({
    value: option,
    label: words.key(texts, `option.${field.id}.${option}`, option),
  }));
  if (field.many)
    return (
      <Checkbox.Group
        role="group"
        aria-labelledby={labelledBy}
        options={options}
        value={[...asList(value)]}
        disabled={isDisabled}
        onChange={(chosen) => onChange(chosen.length === 0 ? undefined : chosen.map(String))}
      />
    );
  if (options.length <= mostOpen)
    return (
      <Radio.Group
        aria-labelledby={labelledBy}
        options={options}
        value={value ?? null}
        disabled={isDisabled}
        onChange={(event) => onChange(String(event.target.value))}
      />
    );
  return (
    <Select
      id={id}
      className="wide-select"
      options={options}
      value={typeof value === 'string' && value !== '' ? value : null}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={words.t('choose')}
      disabled={isDisabled}
      {...ariaOf(props)}
      onChange={(chosen: string | undefined) => onChange(chosen)}
    />
  );
}

export function FlagInput({ value, words, onChange, isDisabled, labelledBy }: ControlProps<FieldOf<'flag'>>) {
  return (
    <Radio.Group
      aria-labelledby={labelledBy}
      options={[
        { value: true, label: words.t('yes') },
        { value: false, label: words.t('no') },
      ]}
      value={value ?? null}
      disabled={isDisabled}
      onChange={(event) => onChange(event.target.value === true)}
    />
  );
}
