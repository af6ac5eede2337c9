import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { RecentImport } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import type { TextKey } from '../desk/texts/language.ts';
import { instantText, useWords } from '../desk/words.ts';
import { ProblemShown } from '../shell/problem-shown.tsx';

interface Recent {
  readonly rows: readonly RecentImport[];
}

export const isGoing = (state: RecentImport['state']) => state === 'waiting' || state === 'running';

/** The newest imports, asked again and again while one of them goes on. */
export function useRecentImports(): UseQueryResult<Recent> {
  return useQuery({
    queryKey: ['imports', 'recent'],
    queryFn: (): Promise<Recent> => api.get('/api/v1/imports', {}),
    staleTime: 0,
    refetchInterval: (query) => (query.state.data?.rows.some(({ state }) => isGoing(state)) ? 2000 : false),
  });
}

const outcomes: Readonly<Record<NonNullable<RecentImport['outcome']>, TextKey>> = {
  taken: 'importOutcomeTaken',
  'nothing-new': 'importOutcomeNothing',
  'kept-out': 'importOutcomeKeptOut',
  unreadable: 'importOutcomeUnreadable',
};

/** What runs and what came of the last ones, whoever began them: each opens its report. */
export function RecentImports({
  asked,
  chosen,
  onChosen,
}: {
  readonly asked: UseQueryResult<Recent>;
  readonly chosen: string | null;
  readonly onChosen: (job: string) => void;
}) {
  const words = useWords();
  const rows = asked.data?.rows ?? [];
  return (
    <section className="panel" aria-labelledby="recent-title">
      <h2 id="recent-title">{words.t('recentImports')}</h2>
      {asked.isError ? <ProblemShown problem={asked.error} retry={() => void asked.refetch()} /> : null}
      {asked.isSuccess && rows.length === 0 ? <p className="soft">{words.t('noImports')}</p> : null}
      <ul className="plain">
        {rows.map((row) => (
          <li key={row.id} className="duty draft-line">
            <div>
              <strong>{row.fileName}</strong> <span className="chip">{words.t(stateText(row))}</span>
              <div className="soft">
                {row.source} · {instantText(row.createdAt)}
                {isGoing(row.state) && row.rows !== null ? ` · ${words.t('importRead', { rows: row.rows })}` : ''}
              </div>
            </div>
            {row.id === chosen ? null : (
              <Button onClick={() => onChosen(row.id)}>
                {words.t(isGoing(row.state) ? 'importSee' : 'importOpen')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function stateText({ state, outcome }: RecentImport): TextKey {
  if (outcome !== null) return outcomes[outcome];
  if (state === 'waiting') return 'importWaiting';
  return state === 'running' ? 'importRunning' : 'importOutcomeUnreadable';
}
