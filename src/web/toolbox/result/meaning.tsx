import { useContext } from 'react';
import { meaningOf } from '../words/field-meaning.ts';
import { useWords } from '../words/language.tsx';
import { Basis } from './result-basis.ts';

/** What a figure is, from the list of all fields; fetched at the first tap. */
export function Meaning({ path }: { readonly path: string }) {
  const words = useWords();
  const { method, sources } = useContext(Basis);
  const meaning = meaningOf(path, method);
  if (!meaning) return <p>{words.t('noFormula')}</p>;
  const formula = words.of(meaning.formula);
  return (
    <>
      {formula === '' ? null : <p className="formula">{formula}</p>}
      <p>{words.of(meaning.text)}</p>
      {sources[0] ? (
        <p className="soft">
          {words.t('source')} {sources[0]}
        </p>
      ) : null}
    </>
  );
}
