import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CappedCount } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import type { TextKey } from '../desk/texts/language.ts';
import { useWords } from '../desk/words.ts';
import { useSession } from './session.ts';

/** The counts beside 待办, 已办 and 我发起的; asked anew when the window comes to the front. */
export function useCounts() {
  return useQuery({
    queryKey: ['work', 'counts'],
    queryFn: () => api.get('/api/v1/work', { query: { list: 'todo', limit: 1 } }).then((work) => work.counts),
    staleTime: 15_000,
    refetchInterval: 60_000,
  });
}

function Count({ of, late }: { readonly of: CappedCount | undefined; readonly late?: CappedCount | undefined }) {
  const words = useWords();
  if (!of) return null;
  const shown = `${of.count}${of.isCapped ? '+' : ''}`;
  return (
    <span className="count">
      {shown}
      {late && late.count > 0 ? (
        <span className="count-late">
          {words.t('late')} {late.count}
        </span>
      ) : null}
    </span>
  );
}

interface Place {
  readonly to: '/' | '/done' | '/mine' | '/cases' | '/rounds' | '/entries' | '/apply' | '/admin' | '/write';
  readonly text: TextKey;
  readonly forAdministrators?: true;
}

const places: readonly Place[] = [
  { to: '/', text: 'todo' },
  { to: '/done', text: 'done' },
  { to: '/mine', text: 'mine' },
  { to: '/cases', text: 'cases' },
  { to: '/rounds', text: 'rounds' },
  { to: '/entries', text: 'entries' },
  { to: '/apply', text: 'apply' },
  { to: '/admin', text: 'admin', forAdministrators: true },
  { to: '/write', text: 'writeScheme', forAdministrators: true },
];

/** `onChosen` closes the menu of a phone. */
export function Navigation({ onChosen }: { readonly onChosen: () => void }) {
  const words = useWords();
  const session = useSession();
  const counts = useCounts().data;
  const roles = session.employment?.roles ?? [];
  const mayAdminister =
    session.account.isAdministrator || roles.includes('registrar') || roles.includes('scheme-owner');
  const countOf = (place: Place) =>
    place.to === '/' ? (
      <Count of={counts?.waiting} late={counts?.late} />
    ) : place.to === '/done' ? (
      <Count of={counts?.done} />
    ) : place.to === '/mine' ? (
      <Count of={counts?.opened} />
    ) : null;
  return (
    <nav aria-label={words.t('mainNavigation')} className="navigation">
      <ul>
        {places
          .filter((place) => !place.forAdministrators || mayAdminister)
          .map((place) => (
            <li key={place.to}>
              <Link
                to={place.to}
                activeOptions={{ exact: place.to === '/' }}
                activeProps={{ 'aria-current': 'page' }}
                onClick={onChosen}
              >
                {words.t(place.text)}
                {countOf(place)}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
