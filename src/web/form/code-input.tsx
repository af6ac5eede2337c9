import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { isSearchable } from '#certification/codes/code-search.ts';
import type { Field } from '#certification/scheme/form.ts';
import { ApiProblem, api } from '../desk/api.ts';
import { Said } from '../desk/said.tsx';
import type { Words } from '../desk/words.ts';
import { useToday } from '../shell/session.ts';
import { ariaOf, type ControlProps } from './control.ts';
import { useOnDevice } from './on-device.ts';
import { asList, asText } from './values.ts';

type CodeField = Extract<Field, { kind: 'code' }>;

/** A code of a dated list, typed or found by its name; what it means, or what is wrong with it, stands beneath. */
export function CodeInput(props: ControlProps<CodeField>) {
  const { field, value, words } = props;
  const device = useOnDevice();
  if (device !== null) return <TypedCodes {...props} />;
  return (
    <>
      {field.many ? <ManyCodes {...props} /> : <OneCode {...props} />}
      {asList(value).map((code) => (
        <CodeMeaning key={code} list={field.list} code={code} words={words} />
      ))}
    </>
  );
}

/** Without a server nobody is asked what a code means; the act itself judges it. */
function TypedCodes(props: ControlProps<CodeField>) {
  const { id, field, value, onChange, isDisabled, isRefused } = props;
  const [typed, setTyped] = useState(() => asList(value).join(', '));
  const change = (text: string) => {
    setTyped(text);
    const codes = text.split(separators).filter((part) => part !== '');
    onChange(codes.length === 0 ? undefined : field.many ? codes : text.trim());
  };
  return (
    <Input
      id={id}
      className="code-text"
      autoComplete="off"
      spellCheck={false}
      value={typed}
      disabled={isDisabled}
      {...ariaOf(props)}
      {...(isRefused ? { status: 'error' as const } : {})}
      onChange={(event) => change(event.target.value)}
    />
  );
}

function OneCode(props: ControlProps<CodeField>) {
  const { id, field, value, words, onChange, isDisabled, isRefused } = props;
  const [asked, setAsked] = useState('');
  const options = useOffered(field.list, asked, words);
  const change = (text: string | undefined) =>
    onChange(text === undefined || text.trim() === '' ? undefined : text.trim());
  const common = {
    id,
    className: 'code-text',
    value: asText(value),
    disabled: isDisabled,
    ...ariaOf(props),
    ...(isRefused ? { status: 'error' as const } : {}),
  };
  if (!isSearchable(field.list))
    return <Input {...common} autoComplete="off" spellCheck={false} onChange={(event) => change(event.target.value)} />;
  return (
    <AutoComplete
      {...common}
      options={options}
      popupMatchSelectWidth={false}
      placeholder={words.t('codeHint')}
      showSearch={{ filterOption: false, onSearch: setAsked }}
      onChange={change}
    />
  );
}

const separators = /[,\s，、;；]+/u;

/** Several codes: found by name, or typed and pasted, parted by a space or comma. */
function ManyCodes(props: ControlProps<CodeField>) {
  const { id, field, value, words, onChange, isDisabled } = props;
  const codes = asList(value);
  const [typed, setTyped] = useState('');
  const options = useOffered(field.list, typed, words);
  const set = (next: readonly string[]) => onChange(next.length === 0 ? undefined : [...new Set(next)]);
  const take = (text: string) => {
    setTyped('');
    const more = text.split(separators).filter((part) => part !== '');
    if (more.length > 0) set([...codes, ...more]);
  };
  const canSearch = isSearchable(field.list);
  return (
    <Select
      id={id}
      className="wide-select"
      mode="multiple"
      placeholder={words.t(canSearch ? 'codesHint' : 'codesHintPlain')}
      value={[...codes]}
      options={options}
      optionLabelProp="value"
      disabled={isDisabled}
      suffixIcon={null}
      notFoundContent={typed.trim() === '' || !canSearch ? null : words.t('nothingFound')}
      defaultActiveFirstOption={false}
      showSearch={{
        filterOption: false,
        searchValue: typed,
        onSearch: (text: string) => (separators.test(text) && /[\p{L}\p{N}]/u.test(text) ? take(text) : setTyped(text)),
      }}
      {...ariaOf(props)}
      onInputKeyDown={(event) => {
        if (event.key !== 'Enter' || typed.trim() === '' || hasActiveOption()) return;
        event.preventDefault();
        event.stopPropagation();
        take(typed);
      }}
      onBlur={() => take(typed)}
      onChange={(chosen: string[]) => {
        setTyped('');
        set(chosen);
      }}
    />
  );
}

/** Whether the arrow keys stand on an option: then Enter takes it, else what was typed. */
function hasActiveOption(): boolean {
  return (
    document.querySelector('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option-active') !==
    null
  );
}

/** The codes of a list that fit what is typed, where the list can be searched by name. */
function useOffered(list: string, asked: string, words: Words) {
  const day = useToday();
  const text = useDeferredValue(asked.trim());
  const found = useQuery({
    queryKey: ['codes', list, text, day],
    queryFn: () => api.get('/api/v1/codes/{list}', { path: { list }, query: { q: text, day } }),
    enabled: isSearchable(list) && text.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (found.data?.rows ?? []).map(({ code, name }) => ({
    value: code,
    label: (
      <>
        {code} <span className="soft">{words.of(name)}</span>
      </>
    ),
  }));
}

type CodeParts = Readonly<Record<string, unknown>>;

function isName(part: unknown): part is { readonly zh: string; readonly en: string } {
  return typeof part === 'object' && part !== null && 'zh' in part && 'en' in part;
}

/** The name of a code, by the same check that the server makes when the form is sent. */
function useCode(list: string, code: string) {
  const day = useToday();
  return useQuery({
    queryKey: ['code', list, code, day],
    queryFn: () =>
      api.post('/api/v1/calc/{calculator}', { path: { calculator: 'code' }, body: { value: code, kind: list, day } }),
    enabled: code.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

function CodeMeaning({ list, code, words }: { readonly list: string; readonly code: string; readonly words: Words }) {
  const found = useCode(list, useDeferredValue(code));
  if (found.data) {
    const name = nameIn(found.data.details, words.language);
    return name === null ? null : (
      <p className="hint">
        {code}
        {words.colon}
        {name}
      </p>
    );
  }
  const refusals = found.error instanceof ApiProblem ? found.error.refusals : [];
  return refusals.length === 0 ? null : (
    <p className="hint wrong-code">
      <Said text={refusals.map((refusal) => words.of(refusal.text)).join(' ')} />
    </p>
  );
}

function nameIn(details: unknown, language: 'zh' | 'en'): string | null {
  const [first] = Array.isArray(details) ? (details as readonly { readonly parts?: CodeParts | null }[]) : [];
  const parts = first?.parts ?? {};
  // A list's row, or the class that a code belongs to, names it in both languages; a region has one name.
  const named = [parts, ...Object.values(parts)].find((part) => isName(part));
  const name = named?.[language] ?? parts['name'];
  return typeof name === 'string' ? name : null;
}

/** The name of a code where it is only shown. */
export function CodeName({
  list,
  code,
  words,
}: {
  readonly list: string;
  readonly code: string;
  readonly words: Words;
}) {
  const found = useCode(list, code);
  const name = found.data ? nameIn(found.data.details, words.language) : null;
  return (
    <>
      {code}
      {name === null ? null : <span className="soft"> {name}</span>}
    </>
  );
}
