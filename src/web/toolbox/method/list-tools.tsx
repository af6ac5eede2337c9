import { useWords } from '../words/language.tsx';

interface ListToolsProps {
  readonly place: number;
  readonly length: number;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

/** Moves a row up or down, or takes it out; everything can be taken back. */
export function ListTools({ place, length, onMove, onRemove }: ListToolsProps) {
  const words = useWords();
  const n = place + 1;
  return (
    <span className="list-tools">
      <span className="soft">{n}</span>
      <button
        type="button"
        aria-label={words.t('moveUp', { n })}
        disabled={place === 0}
        onClick={() => onMove(place - 1)}
      >
        ↑
      </button>
      <button
        type="button"
        aria-label={words.t('moveDown', { n })}
        disabled={place === length - 1}
        onClick={() => onMove(place + 1)}
      >
        ↓
      </button>
      <button type="button" aria-label={words.t('removeRow', { n })} onClick={onRemove}>
        ×
      </button>
    </span>
  );
}

export function AddRow({ onAdd }: { readonly onAdd: () => void }) {
  const words = useWords();
  return (
    <button type="button" className="add-row" onClick={onAdd}>
      + {words.t('addRow')}
    </button>
  );
}

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [row] = next.splice(from, 1);
  if (row !== undefined) next.splice(to, 0, row);
  return next;
}
