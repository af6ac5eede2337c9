import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useWords } from '../desk/words.ts';
import { FieldFrame, helpId } from '../form/field-frame.tsx';
import { useToday } from '../shell/session.ts';

/** A day of the desk's own. */
export function DayField({
  id,
  label,
  value,
  hint,
  required = false,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string | null;
  readonly hint?: string;
  readonly required?: boolean;
  readonly onChange: (day: string | null) => void;
}) {
  const words = useWords();
  const today = useToday();
  return (
    <FieldFrame id={id} label={label} required={required} hint={hint} refusals={[]} texts={{}} words={words}>
      <DatePicker
        id={id}
        className="date-input"
        format="YYYY-MM-DD"
        placeholder="YYYY-MM-DD"
        defaultPickerValue={dayjs(today)}
        showNow={false}
        // Enter takes the day and sends nothing.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        inputReadOnly={matchMedia('(pointer: coarse)').matches}
        value={value === null ? null : dayjs(value)}
        aria-describedby={helpId(id)}
        onChange={(chosen) => onChange(chosen === null ? null : chosen.format('YYYY-MM-DD'))}
      />
    </FieldFrame>
  );
}
