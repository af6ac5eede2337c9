import { useQuery } from '@tanstack/react-query';
import type { Draft } from '../api/generated/api.ts';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import type { DraftPlace } from './use-draft.ts';

/** Shows a form once its draft is read, so that nothing that was written is ever covered by an empty form. */
export function DraftGate({
  name,
  place,
  children,
}: {
  /** What the draft is called in this page's memory. */
  readonly name: string;
  readonly place: DraftPlace;
  readonly children: (draft: Draft | null) => React.ReactNode;
}) {
  const draft = useQuery({
    queryKey: ['draft', name],
    queryFn: () => place.read(),
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
