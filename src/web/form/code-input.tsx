import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useDeferredValue } from 'react';
import type { Field } from '#certification/scheme/form.ts';
import { ApiProblem, api } from '../desk/api.ts';
import type { Words } from '../desk/words.ts';
import { useToday } from '../shell/session.ts';
import { ariaOf, type ControlProps } from './control.ts';
import { asList, asText } from './values.ts';

type CodeField = Extract<Field, { kind: 'code' }>;

/** A code of a dated list; what it means, or what is wrong with it, stands beneath while one types. */
export function CodeInput(props: ControlProps<CodeField>) {
  const { id, field, value, words, onChange, isDisabled, isRefused } = props;
  const codes = asList(value);
  return (
    <>
      {field.many ? (
        <Select
          id={id}
          className="wide-select"
          mode="tags"
          open={false}
          suffixIcon={null}
          placeholder={words.t('codesHint')}
          value={[...codes]}
          tokenSeparators={[',', ' ', '，', '、', ';', '；']}
          disabled={isDisabled}
          {...ariaOf(props)}
          onChange={(chosen: string[]) => onChange(chosen.length === 0 ? undefined : chosen.map((c) => c.trim()))}
        />
      ) : (
        <Input
          id={id}
          className="code-text"
          autoComplete="off"
          spellCheck={false}
          value={asText(value)}
          disabled={isDisabled}
          {...ariaOf(props)}
          {...(isRefused ? { status: 'error' as const } : {})}
          onChange={(event) => onChange(event.target.value.trim() === '' ? undefined : event.target.value.trim())}
        />
      )}
      {codes.map((code) => (
        <CodeMeaning key={code} list={field.list} code={code} words={words} />
      ))}
    </>
  );
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
    <p className="hint wrong-code">{refusals.map((refusal) => words.of(refusal.text)).join(' ')}</p>
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
