import { useQuery } from '@tanstack/react-query';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { unsavedDraft } from './keeper.ts';
import type { DraftPlace } from './places.ts';
import type { OpenedDraft } from './use-draft.ts';

/** Shows a form once its draft is read, so that nothing that was written is ever covered by an empty form. */
export function DraftGate({
  place,
  children,
}: {
  readonly place: DraftPlace;
  readonly children: (opened: OpenedDraft) => React.ReactNode;
}) {
  const draft = useQuery({
    queryKey: ['draft', place.subject],
    queryFn: async () => {
      // Left a moment ago: first its last words are saved. Where they can't be, the form goes on with them.
      const living = place.subject === '' ? undefined : unsavedDraft(place.subject);
      await living?.save();
      if (living !== undefined && unsavedDraft(place.subject) === living) return { place, stored: null, living };
      return { place, stored: await place.read(), living: undefined };
    },
    // Read anew each time a form is opened, and never under an open form.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (draft.isError) return <ProblemShown problem={draft.error} retry={() => void draft.refetch()} />;
  if (draft.isPending || (draft.isFetching && !draft.isFetchedAfterMount)) return <Loading />;
  return children(draft.data);
}
