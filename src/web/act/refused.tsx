import { Alert, Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { ApiProblem } from '../desk/api.ts';
import { isUncertain } from '../desk/api.ts';
import { useCited } from '../desk/cited.ts';
import { Said } from '../desk/said.tsx';
import { refusalWords, type SchemeTexts, useWords } from '../desk/words.ts';
import { Changed } from './changed.tsx';

/**
 * Why an act was not done: every reason at once, those of a field leading to it. It takes the focus, so that it is read first
 * and nothing is missed below the fold.
 */
export function Refused({
  problem,
  texts,
  fieldElement,
  retry,
}: {
  readonly problem: ApiProblem | null;
  readonly texts: SchemeTexts;
  /** The id of the element that holds a field. */
  readonly fieldElement: (path: string) => string;
  readonly retry?: (() => void) | undefined;
}) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem === null) return;
    box.current?.focus();
    box.current?.scrollIntoView({ block: 'center' });
  }, [problem]);
  if (problem === null) return null;
  if (problem.code === 'changed-since')
    return (
      <div ref={box} tabIndex={-1} className="refused-box">
        <Changed change={problem.change} texts={texts} />
      </div>
    );
  const isAway = isUncertain(problem);
  return (
    <div ref={box} tabIndex={-1} className="refused-box">
      <Alert
        type={isAway ? 'warning' : 'error'}
        showIcon
        role="alert"
        title={
          problem.refusals.length > 0 ? (
            words.t('refusedTitle')
          ) : problem.status === 0 ? (
            words.t('unreachable')
          ) : (
            <Said text={problem.message} />
          )
        }
        description={
          problem.refusals.length > 0 ? (
            <ul className="refusals">
              {problem.refusals.map((refusal) => (
                <RefusalLine
                  key={`${refusal.code} ${refusal.field ?? ''} ${refusal.text.zh}`}
                  said={refusalWords(refusal, texts, words)}
                  basis={refusal.basis}
                  target={refusal.field === null ? null : fieldElement(refusal.field)}
                />
              ))}
            </ul>
          ) : (
            <>
              {isAway ? words.t('uncertainHint') : <Said text={problem.help} />}
              {problem.status >= 500 && problem.requestId !== '' ? (
                <div className="soft">{words.t('requestId', { id: problem.requestId })}</div>
              ) : null}
            </>
          )
        }
        action={isAway && retry ? <Button onClick={retry}>{words.t('retry')}</Button> : undefined}
      />
    </div>
  );
}

function RefusalLine({
  said,
  basis,
  target,
}: {
  readonly said: { readonly text: string; readonly help: string };
  readonly basis: string | null;
  readonly target: string | null;
}) {
  const words = useWords();
  const cited = useCited();
  const go = () => {
    const field = target === null ? null : document.getElementById(target);
    field?.scrollIntoView({ block: 'center' });
    field?.querySelector<HTMLElement>('input, textarea, button, [tabindex]')?.focus({ preventScroll: true });
  };
  const hasField = target !== null && document.getElementById(target) !== null;
  return (
    <li>
      {hasField ? (
        <button type="button" className="link" onClick={go}>
          <Said text={said.text} />
        </button>
      ) : (
        <span>
          <Said text={said.text} />
        </span>
      )}{' '}
      <span>
        <Said text={said.help} />
      </span>
      {basis === null || basis === '' ? null : (
        <span className="soft"> {words.t('basis', { basis: cited(basis) })}</span>
      )}
    </li>
  );
}
