import { useWords } from '../desk/words.ts';

/** What the world may see and take of an entry. */
export function EntryLinks({ id, hasCredential }: { readonly id: string; readonly hasCredential: boolean }) {
  const words = useWords();
  return (
    <span className="links">
      <a href={`/entries/${id}`} target="_blank" rel="noreferrer">
        {words.t('verdictPage')}
      </a>
      {hasCredential ? (
        <>
          <a href={`/entries/${id}/certificate.pdf`} target="_blank" rel="noreferrer">
            {words.t('certificate')}
          </a>
          <a href={`/credentials/${id}`} download>
            {words.t('credential')}
          </a>
        </>
      ) : null}
    </span>
  );
}
