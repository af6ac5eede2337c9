import type { Problem, Warning } from '#toolbox/method/method.ts';
import { useWords } from '../words/language.tsx';
import { Marked } from './marked.tsx';

interface SaidListProps {
  readonly kind: 'problem' | 'warning' | 'note';
  readonly items: readonly (Problem | Warning)[];
  /** Shows the cell that a problem names. */
  readonly onCell?: (cell: string) => void;
}

/** Refusals, warnings and notes in words: what was expected, what was found, what to do. */
export function SaidList({ kind, items, onCell }: SaidListProps) {
  const words = useWords();
  if (items.length === 0) return null;
  return (
    <ul className={`said ${kind}`} role={kind === 'problem' ? 'alert' : undefined}>
      {items.map((item) => {
        const cell = 'cell' in item ? item.cell : undefined;
        return (
          <li key={`${item.code} ${item.text.en}`}>
            <p>
              <Marked text={words.of(item.text)} />
            </p>
            <p className="soft">
              <Marked text={words.of(item.help)} />{' '}
              {cell && onCell ? (
                <button type="button" className="link" onClick={() => onCell(cell)}>
                  {words.t('showCell', { cell })}
                </button>
              ) : null}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
