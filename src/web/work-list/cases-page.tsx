import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { Empty, Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { CaseRow } from './case-row.tsx';
import { MoreRows, usePages } from './pages.tsx';

type Order = 'changed' | 'opened' | 'due';
interface Asked {
  readonly scheme?: string | undefined;
  readonly state?: 'open' | 'ended' | undefined;
  readonly order: Order;
}
const nothingAsked: Asked = { order: 'changed' };

export function useSchemes() {
  return useQuery({
    queryKey: ['schemes'],
    queryFn: () => api.get('/api/v1/schemes', {}),
    staleTime: 300_000,
  });
}

/** Every case that this person may see, by scheme, state and order. */
export function CasesPage() {
  const words = useWords();
  const [asked, setAsked] = useState<Asked>(nothingAsked);
  const pages = usePages(['cases', asked], (after) =>
    api.get('/api/v1/cases', { query: { ...asked, limit: 30, after } }),
  );
  const cases = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <div className="page-title">
        <h1>{words.t('cases')}</h1>
        <p className="soft">{words.t('casesHint')}</p>
      </div>
      <CaseFilters asked={asked} onChange={setAsked} />
      {pages.isPending ? <Loading /> : null}
      {pages.isError ? <ProblemShown problem={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.isSuccess && cases.length === 0 ? (
        <Empty title={words.t('emptyCases')}>
          {asked.scheme !== undefined || asked.state !== undefined ? (
            <Button onClick={() => setAsked(nothingAsked)}>{words.t('clearFilter')}</Button>
          ) : null}
        </Empty>
      ) : null}
      <ul className="rows-list">
        {cases.map((listed) => (
          <CaseRow key={listed.id} listed={listed} />
        ))}
      </ul>
      {cases.length > 0 ? <MoreRows pages={pages} shown={cases.length} /> : null}
    </>
  );
}

function CaseFilters({ asked, onChange }: { readonly asked: Asked; readonly onChange: (asked: Asked) => void }) {
  const words = useWords();
  const schemes = new Map(useSchemes().data?.rows.map((scheme) => [scheme.id, words.of(scheme.title)]));
  return (
    <search className="filters">
      <Select
        aria-label={words.t('scheme')}
        value={asked.scheme ?? ''}
        options={[
          { value: '', label: words.t('allSchemes') },
          ...[...schemes].map(([value, label]) => ({ value, label })),
        ]}
        onChange={(scheme: string) => onChange({ ...asked, scheme: scheme || undefined })}
      />
      <Select
        aria-label={words.t('state')}
        value={asked.state ?? ''}
        options={[
          { value: '', label: words.t('allStates') },
          { value: 'open', label: words.t('stateOpen') },
          { value: 'ended', label: words.t('stateEnded') },
        ]}
        onChange={(state: 'open' | 'ended' | '') => onChange({ ...asked, state: state || undefined })}
      />
      <Select
        aria-label={words.t('order')}
        value={asked.order}
        options={[
          { value: 'changed', label: words.t('orderChanged') },
          { value: 'opened', label: words.t('orderOpened') },
          { value: 'due', label: words.t('orderDue') },
        ]}
        onChange={(order: Order) => onChange({ ...asked, order })}
      />
    </search>
  );
}
