import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { Field } from '#certification/scheme/form.ts';
import type { Party } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords, type Words } from '../desk/words.ts';
import { ariaOf, type ControlProps } from './control.ts';
import { useOnDevice } from './on-device.ts';
import { asText } from './values.ts';

function useSearch(text: string) {
  const asked = useDeferredValue(text.trim());
  return useQuery({
    queryKey: ['search', asked],
    queryFn: () => api.get('/api/v1/search', { query: { q: asked } }),
    enabled: asked.length > 0,
    staleTime: 30_000,
  });
}

/** A party's present name in the reader's language. */
export function partyName(party: Pick<Party, 'names'>, words: Words): string {
  const present = party.names.filter((name) => name.to === null);
  const named = (language: string) => present.find((name) => name.language === language)?.name;
  return named(words.language) ?? named('zh') ?? present[0]?.name ?? '—';
}

type Attributes = Pick<ControlProps<unknown>, 'id' | 'words' | 'isDisabled'> & {
  readonly value: string;
  readonly aria: object;
  readonly onChange: (id: string | undefined) => void;
};

/** An organisation out of the register, found by any part of its name or code. */
export function PartySelect({ id, value, words, isDisabled, aria, onChange }: Attributes) {
  const [text, setText] = useState('');
  const found = useSearch(text);
  const known = useQuery({
    queryKey: ['party', value],
    queryFn: () => api.get('/api/v1/parties/{id}', { path: { id: value } }),
    enabled: value !== '',
    staleTime: 300_000,
  });
  const options = new Map(
    (found.data?.parties ?? [])
      .filter(({ party }) => party.kind === 'organisation')
      .map(({ party }) => [party.id, partyName(party, words)]),
  );
  if (known.data) options.set(known.data.party.id, partyName(known.data.party, words));
  return (
    <Select
      id={id}
      className="wide-select"
      showSearch={{ filterOption: false, onSearch: setText }}
      // Until the register has answered a name, nobody is shown an id.
      labelRender={({ label }) => label ?? '…'}
      loading={found.isFetching}
      options={[...options].map(([option, label]) => ({ value: option, label }))}
      notFoundContent={words.t(text.trim() === '' ? 'typeToSearch' : 'nothingFound')}
      value={value === '' ? null : value}
      allowClear
      placeholder={words.t('searchParty')}
      disabled={isDisabled}
      {...aria}
      onChange={(chosen: string | undefined) => onChange(chosen)}
    />
  );
}

/** An entry of the register by number or holder; only those of the asked kind are offered. */
export function EntrySelect({
  id,
  value,
  words,
  isDisabled,
  aria,
  onChange,
  kind,
}: Attributes & { readonly kind: string }) {
  const [text, setText] = useState('');
  const found = useSearch(text);
  const known = useQuery({
    queryKey: ['entry', value],
    queryFn: () => api.get('/api/v1/entries/{id}', { path: { id: value } }),
    enabled: value !== '',
    staleTime: 60_000,
  });
  const entries = [...(found.data?.entries ?? []), ...(known.data ? [known.data.entry] : [])];
  const options = new Map(
    entries
      .filter((entry) => entry.kind === kind)
      .map((entry) => [entry.id, `${entry.number} · ${words.of(entry.holderNames)}`]),
  );
  return (
    <Select
      id={id}
      className="wide-select"
      showSearch={{ filterOption: false, onSearch: setText }}
      // Until the register has answered a name, nobody is shown an id.
      labelRender={({ label }) => label ?? '…'}
      loading={found.isFetching}
      options={[...options].map(([option, label]) => ({ value: option, label }))}
      notFoundContent={words.t(text.trim() === '' ? 'typeToSearch' : 'nothingFound')}
      value={value === '' ? null : value}
      allowClear
      placeholder={words.t('searchEntry')}
      disabled={isDisabled}
      {...aria}
      onChange={(chosen: string | undefined) => onChange(chosen)}
    />
  );
}

type FieldOf<K extends Field['kind']> = Extract<Field, { kind: K }>;

export function PartyInput(props: ControlProps<FieldOf<'party'>>) {
  const device = useOnDevice();
  const common = { ...props, value: asText(props.value), aria: ariaOf(props) };
  if (device === null) return <PartySelect {...common} />;
  return <SelectOfDevice {...common} options={device.parties.map((id) => ({ value: id, label: id }))} />;
}

export function EntryInput(props: ControlProps<FieldOf<'entry'>>) {
  const device = useOnDevice();
  const common = { ...props, value: asText(props.value), aria: ariaOf(props) };
  if (device === null) return <EntrySelect {...common} kind={props.field.entryKind} />;
  return <SelectOfDevice {...common} options={device.entries.map(({ id, text }) => ({ value: id, label: text }))} />;
}

function SelectOfDevice({
  id,
  value,
  isDisabled,
  aria,
  options,
  onChange,
}: Attributes & { readonly options: readonly { readonly value: string; readonly label: string }[] }) {
  return (
    <Select
      id={id}
      className="wide-select"
      options={[...options]}
      value={value === '' ? null : value}
      allowClear
      disabled={isDisabled}
      {...aria}
      onChange={(chosen: string | undefined) => onChange(chosen)}
    />
  );
}

/** The name of a party that is only shown. */
export function PartyName({ id }: { readonly id: string }) {
  const words = useWords();
  const known = useQuery({
    queryKey: ['party', id],
    queryFn: () => api.get('/api/v1/parties/{id}', { path: { id } }),
    staleTime: 300_000,
  });
  return <>{known.data ? partyName(known.data.party, words) : id}</>;
}
