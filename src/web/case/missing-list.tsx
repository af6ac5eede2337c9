import { type SchemeTexts, useWords } from '../desk/words.ts';
import type { MissingField } from '../form/form-state.ts';

const mostNamed = 8;

/** A tick list turned round: what is still to be filled in, each leading to its field. */
export function MissingList({
  missing,
  texts,
  element,
}: {
  readonly missing: readonly MissingField[];
  readonly texts: SchemeTexts;
  readonly element: (path: string) => string;
}) {
  const words = useWords();
  if (missing.length === 0) return null;
  const go = (path: string) => {
    const field = document.getElementById(element(path));
    field?.scrollIntoView({ block: 'center' });
    field?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true });
  };
  return (
    <p className="missing">
      {words.t('stillMissing', { count: missing.length })}
      {missing.slice(0, mostNamed).map(({ path, field, row }) => (
        <button key={path} type="button" className="link" onClick={() => go(path)}>
          {row === null ? '' : `${words.t('rowOf', { row })} `}
          {words.key(texts, `field.${field.id}`)}
        </button>
      ))}
      {missing.length > mostNamed ? '…' : ''}
    </p>
  );
}
