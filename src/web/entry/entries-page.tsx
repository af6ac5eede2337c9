import { Link } from '@tanstack/react-router';
import { Radio, Select } from 'antd';
import { useState } from 'react';
import { generalTexts } from '#certification/scheme/general-texts.ts';
import type { Entry } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { spanText, useWords } from '../desk/words.ts';
import { Empty, Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { useSession, useToday } from '../shell/session.ts';
import { Due, daysLeftUntil } from '../work-list/due.tsx';
import { MoreRows, usePages } from '../work-list/pages.tsx';
import { StatusChip, statusNames } from './status-chip.tsx';

type Side = 'holder' | 'issuer';

/** The entries that this person's organisation holds or issued. */
export function EntriesPage() {
  const words = useWords();
  const { employment } = useSession();
  const [side, setSide] = useState<Side | null>(null);
  const [status, setStatus] = useState('');
  const party = employment?.party.id ?? '';
  const held = useEntries('holder', party, status);
  const issued = useEntries('issuer', party, status);
  const heldFirst = (held.data?.pages[0]?.rows.length ?? 0) > 0 || status !== '';
  const chosen: Side = side ?? (held.isPending || heldFirst ? 'holder' : 'issuer');
  const pages = chosen === 'holder' ? held : issued;
  const entries = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <div className="page-title">
        <h1>{words.t('entries')}</h1>
        <p className="soft">{words.t('entriesHint')}</p>
      </div>
      <search className="filters">
        <Radio.Group
          aria-label={words.t('entries')}
          optionType="button"
          value={chosen}
          options={[
            { value: 'holder', label: words.t('heldByUs') },
            { value: 'issuer', label: words.t('issuedByUs') },
          ]}
          onChange={(event) => setSide(event.target.value as Side)}
        />
        <Select
          aria-label={words.t('state')}
          value={status}
          options={[{ value: '', label: words.t('allStatuses') }, ...statusNames(words)]}
          onChange={setStatus}
        />
      </search>
      {pages.isPending ? <Loading /> : null}
      {pages.isError ? <ProblemShown problem={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.isSuccess && entries.length === 0 ? <Empty title={words.t('emptyEntries')} /> : null}
      <ul className="rows-list">
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} side={chosen} />
        ))}
      </ul>
      {entries.length > 0 ? <MoreRows pages={pages} shown={entries.length} /> : null}
    </>
  );
}

function useEntries(side: Side, party: string, status: string) {
  return usePages(['entries', side, party, status], (after) =>
    party === ''
      ? Promise.resolve({ rows: [], next: null })
      : api.get('/api/v1/entries', { query: { [side]: party, status: status || undefined, limit: 30, after } }),
  );
}

function EntryRow({ entry, side }: { readonly entry: Entry; readonly side: Side }) {
  const words = useWords();
  const today = useToday();
  return (
    <li className="row">
      <div className="row-main">
        <Link to="/entries/$id" params={{ id: entry.id }} search={{}} className="row-link">
          <strong>{entry.number}</strong>
          <span className="row-title">{words.of(side === 'holder' ? entry.issuerNames : entry.holderNames)}</span>
        </Link>
        <div className="row-facts soft">
          <span>{words.key(generalTexts, `kind.${entry.kind}`, entry.kind)}</span>
          <span>{spanText(words, entry.from, entry.to)}</span>
        </div>
      </div>
      <div className="row-side">
        <StatusChip status={entry.status} />
        {entry.status === 'valid' && entry.to !== null && daysLeftUntil(today, entry.to) <= 120 ? (
          <Due due={entry.to} daysLeft={daysLeftUntil(today, entry.to)} />
        ) : null}
      </div>
    </li>
  );
}
