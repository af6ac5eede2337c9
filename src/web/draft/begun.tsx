import { useQuery } from '@tanstack/react-query';
import { api } from '../desk/api.ts';
import { instantText, useWords } from '../desk/words.ts';

/** Beside the way into a form: that it was begun, and when. Nothing where it was not. */
export function Begun({ subject }: { readonly subject: string }) {
  const words = useWords();
  const [kind = '', of = ''] = subject.split(':');
  const about = `${kind}:${of}:`;
  const drafts = useQuery({
    // Asked once for all that stand side by side.
    queryKey: ['draft', 'of', about],
    queryFn: () => api.get('/api/v1/drafts', { query: { of: about } }),
    staleTime: 0,
  });
  const draft = drafts.data?.rows.find((row) => row.subject === subject);
  return draft === undefined ? null : (
    <span className="chip">{words.t('draftBegun', { at: instantText(draft.savedAt) })}</span>
  );
}
