import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useWords } from '../desk/words.ts';

interface Paged {
  readonly next: string | null;
}

/** A list that is read page by page: the cursor of each page leads to the next. */
export function usePages<P extends Paged>(key: readonly unknown[], read: (after: string | undefined) => Promise<P>) {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam ?? undefined),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** “More”, where there is more; and how many rows are shown. */
export function MoreRows({
  pages,
  shown,
}: {
  readonly pages: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
  readonly shown: number;
}) {
  const words = useWords();
  return (
    <p className="more">
      {pages.hasNextPage ? (
        <Button loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
          {words.t('more')}
        </Button>
      ) : null}
      <span className="soft" role="status">
        {words.t('shownRows', { count: shown })}
      </span>
    </p>
  );
}
