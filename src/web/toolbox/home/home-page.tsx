import { lazy, Suspense, useState } from 'react';
import { methodGroups } from '#toolbox/method/method.ts';
import type { CatalogueEntry } from '#toolbox/methods.ts';
import { groupNames } from '#toolbox/words/group-names.ts';
import { href } from '../shell/route.ts';
import { useWords } from '../words/language.tsx';
import { findMethods } from './find-methods.ts';
import { RecentWorks } from './recent-works.tsx';

const Guide = lazy(() => import('./guide-panel.tsx').then((part) => ({ default: part.GuidePanel })));

/** The door of the toolbox: search, the guide's three questions, where to start, recent works, and all methods. */
export function HomePage() {
  const words = useWords();
  const [query, setQuery] = useState('');
  const found = findMethods(query);
  return (
    <div className="home">
      <div className="hero">
        <h1 tabIndex={-1}>{words.t('toolbox')}</h1>
        <p>{words.t('heroLine')}</p>
        <label className="search">
          <span className="unseen">{words.t('search')}</span>
          <input
            type="search"
            value={query}
            placeholder={words.t('searchHint')}
            onChange={(event) => setQuery(event.target.value)}
          />
        </label>
      </div>
      {query.trim() === '' ? (
        <>
          <RecentWorks />
          <Suspense fallback={<section className="card guide-waiting">{words.t('loading')}</section>}>
            <Guide />
          </Suspense>
          <StartCards />
          {methodGroups.map((group) => (
            <MethodList
              key={group}
              title={words.of(groupNames[group])}
              methods={found.filter((one) => one.group === group)}
            />
          ))}
        </>
      ) : found.length > 0 ? (
        <MethodList title={words.t('foundMethods', { n: found.length })} methods={found} />
      ) : (
        <p className="empty-result card">{words.t('foundNone', { query })}</p>
      )}
    </div>
  );
}

function StartCards() {
  const words = useWords();
  return (
    <section className="start-cards" aria-label={words.t('whereToStart')}>
      <a className="card" href={href({ page: 'start', questionnaire: 'small-firm' })}>
        <strong>{words.t('startFirm')}</strong>
        <span>{words.t('startFirmHint')}</span>
      </a>
      <a className="card" href={href({ page: 'start', questionnaire: 'public-office' })}>
        <strong>{words.t('startOffice')}</strong>
        <span>{words.t('startOfficeHint')}</span>
      </a>
      <a className="card" href={href({ page: 'open' })}>
        <strong>{words.t('openAnalysis')}</strong>
        <span>{words.t('openAnalysisHint')}</span>
      </a>
    </section>
  );
}

function MethodList({ title, methods }: { readonly title: string; readonly methods: readonly CatalogueEntry[] }) {
  const words = useWords();
  if (methods.length === 0) return null;
  return (
    <section className="method-group">
      <h2>{title}</h2>
      <ul className="method-list">
        {methods.map((method) => (
          <li key={method.id}>
            <a href={href({ page: 'method', method: method.id, work: null })}>
              <strong>{words.of(method.title)}</strong>
              <span>{words.of(method.purpose)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
