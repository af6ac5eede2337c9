import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { TextKey } from '../desk/texts/language.ts';
import { useWords } from '../desk/words.ts';
import { Empty, Loading } from '../shell/problem-shown.tsx';
import { useSession } from '../shell/session.ts';

interface Section {
  readonly id: 'parties' | 'persons' | 'accounts' | 'imports' | 'editions' | 'jobs' | 'clock';
  readonly text: TextKey;
  /** Who may: the same as the policy says, so that nothing is offered that is then refused. */
  readonly by: 'administrator' | 'registrar' | 'either';
  readonly page: React.LazyExoticComponent<() => React.ReactNode>;
}

const sections: readonly Section[] = [
  {
    id: 'parties',
    text: 'parties',
    by: 'either',
    page: lazy(() => import('./parties.tsx').then((m) => ({ default: m.Parties }))),
  },
  {
    id: 'persons',
    text: 'persons',
    by: 'either',
    page: lazy(() => import('./persons.tsx').then((m) => ({ default: m.Persons }))),
  },
  {
    id: 'accounts',
    text: 'accounts',
    by: 'administrator',
    page: lazy(() => import('./accounts.tsx').then((m) => ({ default: m.Accounts }))),
  },
  {
    id: 'imports',
    text: 'imports',
    by: 'registrar',
    page: lazy(() => import('./imports.tsx').then((m) => ({ default: m.Imports }))),
  },
  {
    id: 'editions',
    text: 'editions',
    by: 'either',
    page: lazy(() => import('./editions/editions.tsx').then((m) => ({ default: m.Editions }))),
  },
  {
    id: 'jobs',
    text: 'jobs',
    by: 'administrator',
    page: lazy(() => import('./jobs.tsx').then((m) => ({ default: m.Jobs }))),
  },
  {
    id: 'clock',
    text: 'clock',
    by: 'administrator',
    page: lazy(() => import('./clock.tsx').then((m) => ({ default: m.Clock }))),
  },
];

/** Parties, persons, accounts, imports, jobs and, in a demonstration, the clock: each for those whom the policy lets. */
export function AdminPage() {
  const words = useWords();
  const { account, employment, isDemonstration } = useSession();
  const isRegistrar = employment?.roles.includes('registrar') === true;
  const isOwner = employment?.roles.includes('scheme-owner') === true;
  const mine = sections.filter(
    (section) =>
      (section.id !== 'clock' || isDemonstration) &&
      ((section.by !== 'registrar' && account.isAdministrator) ||
        (section.by !== 'administrator' && isRegistrar) ||
        (section.id === 'editions' && isOwner)),
  );
  const [chosen, setChosen] = useState<Section['id'] | null>(null);
  const current = mine.find((section) => section.id === chosen) ?? mine[0];
  if (current === undefined) return <Empty title={words.t('nothingToAdminister')} />;
  const Page = current.page;
  return (
    <>
      <div className="page-title">
        <h1>{words.t('admin')}</h1>
      </div>
      <fieldset className="choose-act bare" aria-label={words.t('admin')}>
        {mine.map((section) => (
          <Button
            key={section.id}
            type={section === current ? 'primary' : 'default'}
            aria-pressed={section === current}
            onClick={() => setChosen(section.id)}
          >
            {words.t(section.text)}
          </Button>
        ))}
      </fieldset>
      <Suspense fallback={<Loading />}>
        <Page />
      </Suspense>
    </>
  );
}
