import { lazy, Suspense, useContext, useId, useState } from 'react';
import type { Explanation } from '#toolbox/method/method.ts';
import { useWords } from '../words/language.tsx';
import { Marked } from './marked.tsx';
import { Basis } from './result-basis.ts';

const Meaning = lazy(() => import('./meaning.tsx').then((part) => ({ default: part.Meaning })));

interface FigureProps {
  readonly path: string;
  readonly name: string;
  readonly shown: string;
  readonly detail?: string | undefined;
  /** The figure with all its digits, where it was shortened. */
  readonly whole?: string | undefined;
  readonly explanation: Explanation | undefined;
}

/** One figure; a tap says which formula gave it, why, and whose it is. */
export function Figure({ path, name, shown, detail, whole, explanation }: FigureProps) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className={`figure${open ? ' open' : ''}${shown.length > 16 ? ' long' : ''}`}>
      <button
        type="button"
        className="explained"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span className="figure-name">{name}</span>
        <span className="figure-value">{shown}</span>
        {detail ? <span className="figure-detail">{detail}</span> : null}
      </button>
      <div id={id} className="explanation" hidden={!open}>
        {open ? (
          <>
            <Why path={path} explanation={explanation} />
            <p className="soft">
              {words.t('fieldName')} <code>{path}</code>
              {whole ? (
                <>
                  {' · '}
                  {words.t('allDigits')} <code>{whole}</code>
                </>
              ) : null}
            </p>
          </>
        ) : null}
      </div>
    </div>
  );
}

/** Why a figure is what it is: the method's own words with its figures, else those of the field; and how many data it rests on. */
export function Why({ path, explanation }: Pick<FigureProps, 'path' | 'explanation'>) {
  const words = useWords();
  const { counts } = useContext(Basis);
  return (
    <>
      {explanation ? (
        <ExplanationText explanation={explanation} />
      ) : (
        <Suspense fallback={<p className="soft">{words.t('loading')}</p>}>
          <Meaning path={path} />
        </Suspense>
      )}
      {counts.length > 0 ? (
        <p className="soft">
          {words.t('computedFrom')}{' '}
          {counts.map((one) => `${words.of(one.name)} = ${one.shown}`).join(words.language === 'zh' ? '，' : ', ')}
        </p>
      ) : null}
    </>
  );
}

export function ExplanationText({ explanation }: { readonly explanation: Explanation }) {
  const words = useWords();
  return (
    <>
      <p className="formula">{explanation.formula}</p>
      <p>
        <Marked text={words.of(explanation.text)} />
      </p>
      <p className="soft">
        {words.t('source')} {explanation.source}
      </p>
    </>
  );
}
