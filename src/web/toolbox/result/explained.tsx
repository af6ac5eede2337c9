import { useId, useState } from 'react';
import type { Explanation } from '#toolbox/method/method.ts';
import { useWords } from '../words/language.tsx';
import { Marked } from './marked.tsx';

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
        className={explanation ? 'explained' : undefined}
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
            {explanation ? <ExplanationText explanation={explanation} /> : <p>{words.t('noFormula')}</p>}
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
