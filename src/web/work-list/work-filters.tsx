import { Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useWords } from '../desk/words.ts';
import { useSchemes } from './cases-page.tsx';

/** What is asked of a work list: the server looks through all of it, not only through the rows that are here. */
export interface WorkAsked {
  readonly text?: string | undefined;
  readonly scheme?: string | undefined;
  readonly due?: Due | undefined;
}
type Due = 'late' | 'week' | 'none';

export const nothingAsked: WorkAsked = {};
export const asksNothing = ({ text, scheme, due }: WorkAsked) =>
  text === undefined && scheme === undefined && due === undefined;

const typingPause = 300;

export function WorkFilters({
  asked,
  onChange,
  withDue,
}: {
  readonly asked: WorkAsked;
  readonly onChange: (asked: WorkAsked) => void;
  /** What is done has no day any more. */
  readonly withDue: boolean;
}) {
  const words = useWords();
  const schemes = useSchemes().data?.rows ?? [];
  return (
    <search className="filters">
      <TextFilter value={asked.text ?? ''} onChange={(text) => onChange({ ...asked, text: text || undefined })} />
      <Select
        aria-label={words.t('scheme')}
        value={asked.scheme ?? ''}
        options={[
          { value: '', label: words.t('allSchemes') },
          ...schemes.map(({ id, title }) => ({ value: id, label: words.of(title) })),
        ]}
        onChange={(scheme: string) => onChange({ ...asked, scheme: scheme || undefined })}
      />
      {withDue ? (
        <Select
          aria-label={words.t('due')}
          value={asked.due ?? ''}
          options={[
            { value: '', label: words.t('anyDue') },
            { value: 'late', label: words.t('dueLate') },
            { value: 'week', label: words.t('dueWeek') },
            { value: 'none', label: words.t('dueNone') },
          ]}
          onChange={(due: Due | '') => onChange({ ...asked, due: due || undefined })}
        />
      ) : null}
    </search>
  );
}

/** Asks when the typing pauses, or at once by Enter. */
function TextFilter({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }) {
  const words = useWords();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return;
    const later = setTimeout(() => onChange(typed.trim()), typingPause);
    return () => clearTimeout(later);
  }, [typed, value, onChange]);
  return (
    <Input
      allowClear
      maxLength={100}
      aria-label={words.t('filter')}
      placeholder={words.t('filterWords')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => onChange(typed.trim())}
    />
  );
}
