import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import type { Refusal } from '../api/generated/api.ts';
import { type SchemeTexts, useWords, type Words } from '../desk/words.ts';
import { FieldFrame, helpId } from '../form/field-frame.tsx';

export interface GivenDocument {
  readonly name: string;
  readonly document: Readonly<Record<string, unknown>>;
}

/** Where an answer comes from: the address of the calculator's page, which holds all inputs, or the file that was kept. */
export function AnswerSource({
  id,
  given,
  refusals,
  texts,
  onGiven,
}: {
  readonly id: string;
  readonly given: GivenDocument | null;
  readonly refusals: readonly Refusal[];
  readonly texts: SchemeTexts;
  readonly onGiven: (given: GivenDocument | null) => void;
}) {
  const words = useWords();
  const file = useRef<HTMLInputElement>(null);
  const [address, setAddress] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const take = (read: GivenDocument | string) => {
    setProblem(typeof read === 'string' ? read : null);
    onGiven(typeof read === 'string' ? null : read);
  };
  const onAddress = async (text: string) => {
    setAddress(text);
    if (text.trim() === '') take(words.t('answerNothing'));
    else take(await documentAt(text, words));
  };
  return (
    <FieldFrame
      id={id}
      label={words.t('answerSource')}
      required
      hint={words.t('answerSourceHint')}
      refusals={refusals}
      texts={texts}
      words={words}
    >
      <Input
        id={id}
        value={address}
        placeholder="/calc/audit-time?ask=1&…"
        aria-describedby={helpId(id)}
        onChange={(event) => void onAddress(event.target.value)}
      />
      <p className="buttons">
        <Button href="/calc" target="_blank" rel="noopener">
          {words.t('answerToCalculators')}
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          tabIndex={-1}
          aria-hidden="true"
          accept=".json"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen) void documentIn(chosen, words).then(take);
            event.target.value = '';
          }}
        />
        <Button onClick={() => file.current?.click()}>{words.t('answerChooseFile')}</Button>
      </p>
      <div role="status">
        {problem === null ? null : <p className="refusal">{problem}</p>}
        {given === null ? null : <p className="good">✓ {given.name}</p>}
      </div>
    </FieldFrame>
  );
}

/** The document behind the address of a calculator's page of this house; in words why there is none. */
async function documentAt(text: string, words: Words): Promise<GivenDocument | string> {
  let at: URL;
  try {
    at = new URL(text.trim(), location.origin);
  } catch {
    return words.t('answerNoAddress');
  }
  if (!at.pathname.startsWith('/calc/')) return words.t('answerNoAddress');
  at.searchParams.set('as', 'document');
  // Only this house is asked: what another says would be computed again here anyway.
  const response = await fetch(`${at.pathname}${at.search}`).catch(() => null);
  const type = response?.headers.get('content-type') ?? '';
  if (response === null || !response.ok || !type.startsWith('application/json')) return words.t('answerNotGiven');
  return asDocument(await response.text(), `${at.pathname.slice('/calc/'.length)}`, words);
}

async function documentIn(file: File, words: Words): Promise<GivenDocument | string> {
  return asDocument(await file.text(), file.name, words);
}

function asDocument(text: string, name: string, words: Words): GivenDocument | string {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null && !Array.isArray(document))
      return { name, document: { ...document } };
  } catch {
    // Said below, in the same words as for any other file.
  }
  return words.t('answerNoDocument');
}
