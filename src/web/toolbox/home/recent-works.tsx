import { useEffect, useState } from 'react';
import { catalogue } from '#toolbox/generated/catalogue.ts';
import { deviceStore } from '../keep/device-store.ts';
import { href } from '../shell/route.ts';
import { useWords } from '../words/language.tsx';
import type { KeptHistory } from '../workspace/kept-history.ts';
import type { KeptWork } from '../workspace/work.ts';

interface Removed {
  readonly work: KeptWork;
  readonly history: KeptHistory | undefined;
}

const shownAtFirst = 6;

/** What was worked on last, kept on this device alone. */
export function RecentWorks() {
  const words = useWords();
  const [works, setWorks] = useState<readonly KeptWork[]>([]);
  const [lasting, setLasting] = useState(true);
  const [all, setAll] = useState(false);
  const [removed, setRemoved] = useState<Removed | null>(null);
  useEffect(() => {
    void deviceStore().then(async (store) => {
      setLasting(store.isLasting);
      setWorks([...(await store.list('works'))].sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1)));
    });
  }, []);
  const remove = async (work: KeptWork) => {
    const store = await deviceStore();
    const history = await store.get('histories', work.id);
    await store.removeWork(work.id);
    setWorks(works.filter((one) => one.id !== work.id));
    setRemoved({ work, history });
  };
  const putBack = async ({ work, history }: Removed) => {
    const store = await deviceStore();
    if (history) await store.putWork(work, history);
    else await store.put('works', work);
    setWorks([work, ...works]);
    setRemoved(null);
  };
  if (works.length === 0 && !removed) return lasting ? null : <p className="soft">{words.t('deviceKeepsNothing')}</p>;
  return (
    <section className="card" aria-labelledby="recent-title">
      <h2 id="recent-title">{words.t('recent')}</h2>
      <ul className="recent">
        {works.slice(0, all ? works.length : shownAtFirst).map((work) => {
          const method = catalogue.find((one) => one.id === work.method);
          const title = work.title || (method ? words.of(method.title) : work.method);
          return (
            <li key={work.id}>
              <a href={href({ page: 'method', method: work.method, work: work.id })}>
                <strong>{title}</strong>{' '}
                <span className="soft">
                  {work.title && method ? `${words.of(method.title)} · ` : ''}
                  {localTime(work.changedAt)}
                </span>
              </a>
              <button type="button" aria-label={words.t('removeWork', { title })} onClick={() => void remove(work)}>
                ×
              </button>
            </li>
          );
        })}
      </ul>
      {!all && works.length > shownAtFirst ? (
        <button type="button" className="link" onClick={() => setAll(true)}>
          {words.t('showAll', { n: works.length })}
        </button>
      ) : null}
      {removed ? (
        <p role="status">
          {words.t('workRemoved')}{' '}
          <button type="button" className="link" onClick={() => void putBack(removed)}>
            {words.t('undo')}
          </button>
        </p>
      ) : null}
    </section>
  );
}

function localTime(instant: string): string {
  const date = new Date(instant);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
