import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, DatePicker, Input, InputNumber, Radio, Select, Space } from 'antd';
import dayjs from 'dayjs';
import { useId } from 'react';
import { type Field, siteColumns } from '#certification/scheme/form.ts';
import type { StoredValue, StoredValues } from '#certification/case/events.ts';
import type { RefusalShown, Text } from '../desk/api.ts';
import { useWords, type Words } from '../desk/words.ts';
import { EntrySelect, PartySelect } from './register-select.tsx';
import { FileInput } from './file-input.tsx';

export interface FieldProps {
  readonly field: Field;
  readonly value: StoredValue | undefined;
  readonly texts: Readonly<Record<string, Text>>;
  readonly refusals: readonly RefusalShown[];
  /** Path of the field in refusals, such as `sites.2.persons`. */
  readonly path: string;
  readonly remark?: string | undefined;
  readonly onChange: (value: StoredValue | undefined) => void;
}

/** One field of a declared form, with its label, hint, remark of a return, and its refusals in words beneath it. */
export function FieldInput(props: FieldProps) {
  const words = useWords();
  const id = useId();
  const { field, texts, path, refusals, remark } = props;
  const own = refusals.filter((r) => r.field === path);
  const hint = Object.hasOwn(texts, `hint.${field.id}`) ? words.of(texts[`hint.${field.id}`]) : null;
  return (
    <div className={`field${own.length > 0 ? ' refused' : ''}`}>
      <label htmlFor={id}>
        {words.key(texts, `field.${field.id}`)}
        {field.required ? <span className="must" aria-hidden="true"> *</span> : null}
        {'unit' in field && field.unit ? <span className="soft"> ({words.key(texts, `unit.${field.unit}`, field.unit)})</span> : null}
      </label>
      {remark ? <Alert type="warning" showIcon title={remark} style={{ marginBottom: 6 }} /> : null}
      <Control {...props} id={id} words={words} />
      {hint ? <div className="hint">{hint}</div> : null}
      {field.basis ? <div className="hint">{field.basis}</div> : null}
      {own.map((r) => (
        <div className="refusal" role="alert" key={r.code + r.text.zh}>
          {words.of(r.text)} {words.of(r.help)}
        </div>
      ))}
    </div>
  );
}

type ControlProps = FieldProps & { readonly id: string; readonly words: Words };

function Control(props: ControlProps) {
  const { field, value, texts, onChange, id, words } = props;
  const options = (ids: readonly string[]) => ids.map((o) => ({ value: o, label: words.key(texts, `option.${field.id}.${o}`, o) }));
  switch (field.kind) {
    case 'text':
      return field.bilingual ? <Bilingual {...props} /> : field.lines > 1 ? <Input.TextArea id={id} rows={Math.min(field.lines, 8)} maxLength={field.most} showCount value={asText(value)} onChange={(e) => onChange(e.target.value)} /> : <Input id={id} maxLength={field.most} value={asText(value)} onChange={(e) => onChange(e.target.value)} />;
    case 'number':
      // A number with decimals stays the text that was typed, so that no digit is lost on the way.
      return <InputNumber id={id} stringMode precision={field.decimals} min={field.least === undefined ? undefined! : String(field.least)} max={field.most === undefined ? undefined! : String(field.most)} value={asText(value)} style={{ width: '14rem' }} onChange={(v) => onChange(v === null || v === '' ? undefined : field.decimals === 0 ? Number(v) : String(v))} />;
    case 'money':
      return <InputNumber id={id} stringMode precision={2} prefix={field.currency} value={asText(amountOf(value))} style={{ width: '16rem' }} onChange={(v) => onChange(v === null || v === '' ? undefined : { currency: field.currency, amount: String(v) })} />;
    case 'date':
      return <DatePicker id={id} value={typeof value === 'string' && value !== '' ? dayjs(value) : null} onChange={(d) => onChange(d ? d.format('YYYY-MM-DD') : undefined)} />;
    case 'code':
      return field.many ? <Select id={id} mode="tags" value={asList(value)} tokenSeparators={[',', ' ', '，', '、']} style={{ width: '100%' }} onChange={(v) => onChange(v)} /> : <Input id={id} value={asText(value)} style={{ maxWidth: '24rem' }} onChange={(e) => onChange(e.target.value.trim())} />;
    case 'choice':
      if (field.many) return <Checkbox.Group options={options(field.options)} value={asList(value)} onChange={(v) => onChange(v)} />;
      return field.options.length <= 4 ? <Radio.Group options={options(field.options)} value={value ?? null} onChange={(e) => onChange(e.target.value as string)} /> : <Select id={id} options={options(field.options)} value={value ?? null} allowClear style={{ width: '100%', maxWidth: '28rem' }} placeholder={words.t('choose')} onChange={(v: string | undefined) => onChange(v)} />;
    case 'flag':
      return <Radio.Group options={[{ value: true, label: words.t('yes') }, { value: false, label: words.t('no') }]} value={value ?? null} onChange={(e) => onChange(e.target.value as boolean)} />;
    case 'party':
      return <PartySelect id={id} value={asText(value)} onChange={onChange} />;
    case 'entry':
      return <EntrySelect id={id} kind={field.entryKind} value={asText(value)} onChange={onChange} />;
    case 'file':
      return <FileInput field={field} value={value} onChange={onChange} />;
    case 'rows':
      return <Rows {...props} columns={field.columns} />;
    case 'sites':
      return <Rows {...props} columns={siteFields} />;
  }
}

const siteFields: readonly Field[] = siteColumns.map((id) => (id === 'persons' ? { id, kind: 'number', decimals: 0, required: false, personal: false, public: true } : { id, kind: 'text', most: 300, lines: 1, bilingual: false, required: id === 'name' || id === 'address', personal: false, public: true }));

function Bilingual({ field, value, onChange, id }: ControlProps) {
  const record = asRecord(value);
  const most = field.kind === 'text' ? field.most : 300;
  const change = (language: 'zh' | 'en', text: string) => onChange({ ...record, [language]: text });
  return (
    <Space orientation="vertical" style={{ width: '100%' }}>
      <Input id={id} addonBefore="中文" maxLength={most} value={asText(record['zh'])} onChange={(e) => change('zh', e.target.value)} />
      <Input addonBefore="English" aria-label="English" maxLength={most} value={asText(record['en'])} onChange={(e) => change('en', e.target.value)} />
    </Space>
  );
}

/** Rows as cards: right on a phone and by keyboard alike. */
function Rows({ value, onChange, columns, texts, refusals, path, words }: ControlProps & { readonly columns: readonly Field[] }) {
  const rows = Array.isArray(value) ? (value as readonly StoredValues[]) : [];
  const change = (index: number, name: string, cell: StoredValue | undefined) =>
    onChange(
      rows.map((row, i) => {
        if (i !== index) return row;
        const { [name]: _, ...rest } = row;
        return cell === undefined ? rest : { ...rest, [name]: cell };
      }),
    );
  return (
    <div className="rows">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own, and rows are not reordered.
        <fieldset key={index}>
          <legend>{index + 1}</legend>
          <div className="row-fields">
            {columns.map((column) => (
              <FieldInput key={column.id} field={column} value={row[column.id]} texts={{ ...siteTexts, ...texts }} refusals={refusals} path={`${path}.${index + 1}.${column.id}`} onChange={(cell) => change(index, column.id, cell)} />
            ))}
          </div>
          <Button size="small" icon={<DeleteOutlined />} onClick={() => onChange(rows.filter((_, i) => i !== index))}>
            {words.t('remove')}
          </Button>
        </fieldset>
      ))}
      <Button icon={<PlusOutlined />} onClick={() => onChange([...rows, {}])}>
        {words.t('addRow')}
      </Button>
    </div>
  );
}

const siteTexts: Readonly<Record<string, Text>> = {
  'field.name': { zh: '名称', en: 'Name' },
  'field.address': { zh: '地址', en: 'Address' },
  'field.region': { zh: '行政区划代码', en: 'Region' },
  'field.persons': { zh: '人数', en: 'Persons' },
  'field.activities': { zh: '活动', en: 'Activities' },
};

function asText(value: StoredValue | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
function asList(value: StoredValue | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
function asRecord(value: StoredValue | undefined): StoredValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as StoredValues) : typeof value === 'string' ? { zh: value } : {};
}
function amountOf(value: StoredValue | undefined): StoredValue | undefined {
  return asRecord(value)['amount'];
}
