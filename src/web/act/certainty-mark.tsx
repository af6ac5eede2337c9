import { useWords } from '../desk/words.ts';

/** A value that is not from a verified source says so, wherever it stands. */
export function CertaintyMark({ certainty }: { readonly certainty: 'verified' | 'secondary' | 'to-be-confirmed' }) {
  const words = useWords();
  if (certainty === 'verified') return null;
  return (
    <span className={`certainty certainty-${certainty}`}>
      {words.t(certainty === 'secondary' ? 'secondary' : 'toBeConfirmed')}
    </span>
  );
}
