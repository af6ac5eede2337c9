import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Session } from '../api/generated/api.ts';
import { ApiProblem, api, onSignedOut, sessionBegan, setDrawnFor } from '../desk/api.ts';
import { hasUnsaved, leaveUnsaved, saveUnsaved } from '../draft/keeper.ts';

const sessionKey = ['session'] as const;

/** Who is signed in; null when nobody is. */
export function useSessionQuery() {
  const client = useQueryClient();
  return useQuery({
    queryKey: sessionKey,
    queryFn: () =>
      api.get('/api/v1/session', {}).then(
        (session) => {
          setDrawnFor(session.account.id);
          return session;
        },
        (problem: unknown) => {
          // A session that ends under an open page leaves the page as it is: signing in again is asked over it.
          if (problem instanceof ApiProblem && problem.status === 401)
            return client.getQueryData<Session>(sessionKey) ?? null;
          throw problem;
        },
      ),
    staleTime: 60_000,
  });
}

/** The session on pages that are shown to a signed-in person only. */
export function useSession(): Session {
  const { data } = useSessionQuery();
  if (!data) throw new Error('This page is shown to a signed-in person only.');
  return data;
}

/** Today by the register's clock, which in a demonstration is not the wall's. */
export function useToday(zone = 'Asia/Shanghai'): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date(useSession().now));
}

/** A session that ended under an open page: the page stays, with all that was filled in, and asks to sign in again. */
let hasEnded = false;
const listeners = new Set<() => void>();

function setEnded(ended: boolean): void {
  hasEnded = ended;
  for (const listener of listeners) listener();
}

onSignedOut(() => setEnded(true));

export function useHasEnded(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => hasEnded,
  );
}

/** What could not be saved is saved when the session goes on, when the network comes back, and when the page is put away. */
listeners.add(() => {
  if (!hasEnded) void saveUnsaved();
});
window.addEventListener('online', () => void saveUnsaved());
document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && void saveUnsaved());
window.addEventListener('beforeunload', (event) => hasUnsaved() && event.preventDefault());

export function useSessionActs() {
  const client = useQueryClient();
  const take = (session: Session) => {
    setDrawnFor(session.account.id);
    client.setQueryData(sessionKey, session);
  };
  return {
    /** Signs in; the caller decides where to go on. */
    signIn: async (login: string, password: string): Promise<Session> => {
      const session = await api.post('/api/v1/session', { body: { login, password } });
      sessionBegan();
      // Another person than the page was drawn for: what the first one wrote is not sent in her name.
      if (client.getQueryData<Session>(sessionKey)?.account.id !== session.account.id) leaveUnsaved();
      take(session);
      setEnded(false);
      return session;
    },
    /** After signing in again on an open page: everything on it is asked anew. */
    resume: () => client.invalidateQueries(),
    /** Nothing of this person is left behind; `leave` goes to a page that shows nothing of hers. */
    signOut: async (leave: () => Promise<void>) => {
      await saveUnsaved();
      leaveUnsaved();
      await api.delete('/api/v1/session', {}).catch(() => undefined);
      await leave();
      setDrawnFor(null);
      setEnded(false);
      client.clear();
    },
    choose: async (employment: string) => {
      take(await api.put('/api/v1/session/employment', { body: { employment } }));
      await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    },
    prove: async (password: string) => {
      take(await api.post('/api/v1/session/identity', { body: { password } }));
    },
    remember: (language: 'zh' | 'en') =>
      api.put('/api/v1/session/language', { body: { language } }).catch(() => undefined),
  };
}

/** The proof of identity still holds for the act that is sent now. */
export function isIdentified(session: Session): boolean {
  return session.identifiedUntil !== null && Date.parse(session.identifiedUntil) - Date.now() > 10_000;
}
