import { useEffect, useState } from 'react';
import { bench } from '../bench/bench.ts';
import type { MethodCard } from '../bench/protocol.ts';
import { deviceStore } from '../keep/device-store.ts';
import { useWords } from '../words/language.tsx';
import { type History, startHistory } from '../workspace/history.ts';
import { restoreHistory } from '../workspace/kept-history.ts';
import { newId, newWork, type Work } from '../workspace/work.ts';
import { WorkBench } from './work-bench.tsx';

interface MethodPageProps {
  readonly method: string;
  /** Id of a kept work, or null for a new one. */
  readonly work: string | null;
}

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'missing'; readonly what: 'method' | 'work' }
  | { readonly state: 'fault'; readonly reason: string }
  | { readonly state: 'open'; readonly card: MethodCard; readonly work: History<Work> };

/** The page of a method: fetches what is known of it, and the kept work if one is named. */
export function MethodPage({ method, work }: MethodPageProps) {
  const words = useWords();
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const openId = loaded.state === 'open' && loaded.work.present.method === method ? loaded.work.present.id : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a work that was just given its address is open already
  useEffect(() => {
    if (work !== null && work === openId) return;
    let left = false;
    setLoaded({ state: 'loading' });
    void load(method, work)
      .catch((fault: Error): Loaded => ({ state: 'fault', reason: fault.message }))
      .then((answer) => {
        if (!left) setLoaded(answer);
      });
    return () => {
      left = true;
    };
  }, [method, work, attempt]);
  switch (loaded.state) {
    case 'loading':
      return (
        <p className="loading" role="status">
          {words.t('loading')}
        </p>
      );
    case 'missing':
      return (
        <div className="narrow-page">
          <h1 tabIndex={-1}>{words.t(loaded.what === 'method' ? 'noMethod' : 'noWork')}</h1>
          <p>{words.t(loaded.what === 'method' ? 'noMethodHelp' : 'noWorkHelp')}</p>
          <a href="#/">{words.t('home')}</a>
        </div>
      );
    case 'fault':
      return (
        <div className="narrow-page" role="alert">
          <h1 tabIndex={-1}>{words.t('notLoaded')}</h1>
          <p>{words.t('notLoadedHelp')}</p>
          <p className="soft">{loaded.reason}</p>
          <button type="button" onClick={() => setAttempt(attempt + 1)}>
            {words.t('tryAgain')}
          </button>
        </div>
      );
    case 'open':
      return <WorkBench key={loaded.work.present.id} card={loaded.card} initial={loaded.work} />;
  }
}

async function load(method: string, id: string | null): Promise<Loaded> {
  const card = await bench.ask('describe', { method });
  if (!card) return { state: 'missing', what: 'method' };
  if (id === null) return { state: 'open', card, work: startHistory(newWork(newId(), method)) };
  const store = await deviceStore();
  const kept = await store.get('works', id);
  if (kept?.method !== method) return { state: 'missing', what: 'work' };
  return { state: 'open', card, work: restoreHistory(kept, await store.get('histories', id)) };
}
