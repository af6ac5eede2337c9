import { Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StoredValue } from '#certification/case/events.ts';
import { get, type Text } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';

interface SearchAnswer {
  readonly entries: readonly { readonly id: string; readonly number: string; readonly kind: string; readonly status: string; readonly holderNames: Partial<Text> }[];
  readonly parties: readonly { readonly id: string; readonly name: Text }[];
}

function useSearch(text: string) {
  return useQuery({ queryKey: ['search', text], queryFn: () => get<SearchAnswer>(`/search?q=${encodeURIComponent(text)}`), enabled: text.length > 0, staleTime: 30_000 });
}

interface SelectProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: StoredValue | undefined) => void;
}

/** An organisation out of the register, found by any part of its name. */
export function PartySelect({ id, value, onChange }: SelectProps) {
  const words = useWords();
  const [text, setText] = useState('');
  const found = useSearch(text);
  const options = (found.data?.parties ?? []).map((p) => ({ value: p.id, label: words.of(p.name) }));
  return <Select id={id} showSearch={{ filterOption: false, onSearch: setText }} loading={found.isFetching} options={options} value={value || null} allowClear placeholder={words.t('choose')} style={{ width: '100%', maxWidth: '32rem' }} onChange={(v: string | undefined) => onChange(v)} />;
}

/** An entry of the register by number or holder; only those of the asked kind are offered. */
export function EntrySelect({ id, value, onChange, kind }: SelectProps & { readonly kind: string }) {
  const words = useWords();
  const [text, setText] = useState('');
  const found = useSearch(text);
  const options = (found.data?.entries ?? []).filter((e) => e.kind === kind).map((e) => ({ value: e.id, label: `${e.number} · ${words.of(e.holderNames)} · ${e.status}` }));
  return <Select id={id} showSearch={{ filterOption: false, onSearch: setText }} loading={found.isFetching} options={options} value={value || null} allowClear placeholder={words.t('choose')} style={{ width: '100%', maxWidth: '32rem' }} onChange={(v: string | undefined) => onChange(v)} />;
}
