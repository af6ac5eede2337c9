import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import type { FormSpec } from '#certification/scheme/scheme.ts';
import { type SchemeTexts, useWords } from '../desk/words.ts';
import type { StepContent } from './step-content.ts';

type Remarks = StepContent['remarks'];

/** What is to be put right, field by field, with a return for correction. */
export function RemarksInput({
  id,
  forms,
  texts,
  value,
  isDisabled,
  onChange,
}: {
  readonly id: string;
  readonly forms: readonly FormSpec[];
  readonly texts: SchemeTexts;
  readonly value: Remarks;
  readonly isDisabled: boolean;
  readonly onChange: (remarks: Remarks) => void;
}) {
  const words = useWords();
  const options = [...new Set(forms.flatMap((form) => form.fields.map((field) => field.id)))].map((field) => ({
    value: field,
    label: words.key(texts, `field.${field}`),
  }));
  const rows = value.length === 0 ? [{ field: '', remark: '' }] : value;
  const change = (index: number, fresh: Partial<Remarks[number]>) =>
    onChange(rows.map((row, i) => (i === index ? { ...row, ...fresh } : row)));
  return (
    <fieldset className="remarks">
      <legend>{words.t('remarks')}</legend>
      <p className="hint">{words.t('remarksHint')}</p>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a remark has no name of its own, and remarks are not reordered.
        <div key={index} className="remark-row">
          <div>
            <label htmlFor={`${id}-${index}-field`}>{words.t('remarkField')}</label>
            <Select
              id={`${id}-${index}-field`}
              showSearch={{ optionFilterProp: 'label' }}
              value={row.field === '' ? null : row.field}
              placeholder={words.t('choose')}
              options={options}
              disabled={isDisabled}
              onChange={(field: string) => change(index, { field })}
            />
          </div>
          <div>
            <label htmlFor={`${id}-${index}-remark`}>{words.t('remarkText')}</label>
            <Input.TextArea
              id={`${id}-${index}-remark`}
              autoSize={{ minRows: 1, maxRows: 6 }}
              value={row.remark}
              disabled={isDisabled}
              onChange={(event) => change(index, { remark: event.target.value })}
            />
          </div>
          <Button
            icon={<DeleteOutlined aria-hidden />}
            aria-label={words.t('removeRemark', { row: index + 1 })}
            disabled={isDisabled}
            onClick={() => onChange(rows.filter((_, i) => i !== index))}
          />
        </div>
      ))}
      <Button
        icon={<PlusOutlined aria-hidden />}
        disabled={isDisabled}
        onClick={() => onChange([...rows, { field: '', remark: '' }])}
      >
        {words.t('addRemark')}
      </Button>
    </fieldset>
  );
}

/** Only remarks that say something about some field are sent. */
export function saidRemarks(remarks: Remarks): Remarks {
  return remarks.filter((remark) => remark.field !== '' && remark.remark.trim() !== '');
}
