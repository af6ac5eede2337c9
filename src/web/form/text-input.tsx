import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { plainNumber } from '#certification/scheme/cell-value.ts';
import type { Field } from '#certification/scheme/form.ts';
import { useToday } from '../shell/session.ts';
import { ariaOf, type ControlProps } from './control.ts';
import { useOnDevice } from './on-device.ts';
import { asRecord, asText } from './values.ts';

type FieldOf<K extends Field['kind']> = Extract<Field, { kind: K }>;

export function TextInput(props: ControlProps<FieldOf<'text'>>) {
  const { id, field, value, onChange, isDisabled, isRefused } = props;
  if (field.bilingual) return <BilingualInput {...props} />;
  const attributes = {
    id,
    value: asText(value),
    disabled: isDisabled,
    maxLength: field.most,
    ...ariaOf(props),
    ...(isRefused ? { status: 'error' as const } : {}),
  };
  return field.lines > 1 ? (
    <Input.TextArea
      {...attributes}
      autoSize={{ minRows: Math.min(field.lines, 6), maxRows: 16 }}
      // The count is told when it begins to matter.
      showCount={asText(value).length > field.most * 0.8}
      onChange={(event) => onChange(event.target.value)}
    />
  ) : (
    <Input {...attributes} onChange={(event) => onChange(event.target.value)} />
  );
}

function BilingualInput(props: ControlProps<FieldOf<'text'>>) {
  const { id, field, value, words, onChange, isDisabled, labelledBy } = props;
  const texts = asRecord(value);
  const line = (language: 'zh' | 'en') => {
    const lineId = language === 'zh' ? id : `${id}-en`;
    const name = language === 'zh' ? words.t('inChinese') : words.t('inEnglish');
    const attributes = {
      id: lineId,
      value: asText(texts[language]),
      disabled: isDisabled,
      maxLength: field.most,
      lang: language === 'zh' ? 'zh-CN' : 'en',
      'aria-labelledby': `${labelledBy} ${lineId}-name`,
      'aria-describedby': props.describedBy,
    };
    const change = (text: string) => onChange({ ...texts, [language]: text });
    return (
      <div className="bilingual">
        <span id={`${lineId}-name`} className="soft">
          {name}
        </span>
        {field.lines > 1 ? (
          <Input.TextArea
            {...attributes}
            autoSize={{ minRows: 2, maxRows: 10 }}
            onChange={(event) => change(event.target.value)}
          />
        ) : (
          <Input {...attributes} onChange={(event) => change(event.target.value)} />
        )}
      </div>
    );
  };
  return (
    <>
      {line('zh')}
      {line('en')}
    </>
  );
}

/** What is no number stays as it was typed, so that it can be said what is wrong with it; decimals stay text: no digit is lost. */
export function NumberInput(props: ControlProps<FieldOf<'number'>>) {
  const { id, field, value, onChange, isDisabled, isRefused } = props;
  const take = (typed: string) => {
    const plain = plainNumber(typed);
    const isWhole = field.decimals === 0 && /^-?\d{1,15}$/.test(plain);
    onChange(plain === '' ? undefined : isWhole ? Number(plain) : plain);
  };
  return (
    <Input
      id={id}
      className="number-input"
      inputMode={field.decimals === 0 ? 'numeric' : 'decimal'}
      autoComplete="off"
      value={asText(value)}
      disabled={isDisabled}
      {...ariaOf(props)}
      {...(isRefused ? { status: 'error' as const } : {})}
      onChange={(event) => take(event.target.value)}
    />
  );
}

export function MoneyInput(props: ControlProps<FieldOf<'money'>>) {
  const { id, field, value, onChange, isDisabled, isRefused } = props;
  const take = (typed: string) => {
    const amount = plainNumber(typed);
    onChange(amount === '' ? undefined : { currency: field.currency, amount });
  };
  return (
    <Input
      id={id}
      className="money-input"
      inputMode="decimal"
      autoComplete="off"
      prefix={field.currency}
      value={asText(asRecord(value)['amount'])}
      disabled={isDisabled}
      {...ariaOf(props)}
      {...(isRefused ? { status: 'error' as const } : {})}
      onChange={(event) => take(event.target.value)}
    />
  );
}

/** Typed or chosen; on a touch screen chosen only, so that no keyboard covers the days. */
export function DateInput(props: ControlProps<FieldOf<'date'>>) {
  const device = useOnDevice();
  return device === null ? <DateOfRegister {...props} /> : <DayPicker {...props} today={device.today} />;
}

function DateOfRegister(props: ControlProps<FieldOf<'date'>>) {
  return <DayPicker {...props} today={useToday()} />;
}

function DayPicker(props: ControlProps<FieldOf<'date'>> & { readonly today: string }) {
  const { id, value, onChange, isDisabled, isRefused, today } = props;
  const day = typeof value === 'string' && value !== '' ? dayjs(value) : null;
  return (
    <DatePicker
      id={id}
      className="date-input"
      format="YYYY-MM-DD"
      placeholder="YYYY-MM-DD"
      // The register's day, which in a demonstration is not the wall's.
      defaultPickerValue={dayjs(today)}
      showNow={false}
      // Enter takes the day and sends nothing.
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      inputReadOnly={matchMedia('(pointer: coarse)').matches}
      value={day}
      disabled={isDisabled}
      {...ariaOf(props)}
      {...(isRefused ? { status: 'error' as const } : {})}
      onChange={(chosen) => onChange(chosen === null ? undefined : chosen.format('YYYY-MM-DD'))}
    />
  );
}
