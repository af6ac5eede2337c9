import { useWords } from '../words/language.tsx';

interface KeypadProps {
  readonly onKey: (key: string) => void;
  readonly onErase: () => void;
  readonly onDone: () => void;
}

const keys = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '−', '0', '.'] as const;

/** Large keys for a thumb, or for gloves; the focus stays in the field, so that a gauge can send at any time. */
export function Keypad({ onKey, onErase, onDone }: KeypadProps) {
  const words = useWords();
  // The press itself must not take the focus away.
  const keepFocus = (event: React.PointerEvent) => event.preventDefault();
  return (
    <div className="keypad">
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          tabIndex={-1}
          onPointerDown={keepFocus}
          onClick={() => onKey(key === '−' ? '-' : key)}
        >
          {key}
        </button>
      ))}
      <button type="button" tabIndex={-1} className="erase" onPointerDown={keepFocus} onClick={onErase}>
        ⌫<span className="unseen">{words.t('eraseDigit')}</span>
      </button>
      <button type="button" className="done" onPointerDown={keepFocus} onClick={onDone}>
        {words.t('nextValue')}
      </button>
    </div>
  );
}
