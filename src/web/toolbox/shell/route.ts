import { useSyncExternalStore } from 'react';

/** The addresses of the toolbox, after `#`: so the page works wherever its one file is served, and offline. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'method'; readonly method: string; readonly work: string | null }
  | { readonly page: 'start'; readonly questionnaire: string | null }
  | { readonly page: 'form'; readonly form: string }
  | { readonly page: 'open' };

export function readRoute(hash: string): Route {
  const [page = '', first = '', second = ''] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decode);
  if (page === 'method' && first !== '') return { page: 'method', method: first, work: second === '' ? null : second };
  if (page === 'start') return { page: 'start', questionnaire: first === '' ? null : first };
  if (page === 'form' && first !== '') return { page: 'form', form: first };
  if (page === 'open') return { page: 'open' };
  return { page: 'home' };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function href(route: Route): string {
  switch (route.page) {
    case 'home':
      return '#/';
    case 'method':
      return `#/method/${route.method}${route.work === null ? '' : `/${route.work}`}`;
    case 'start':
      return `#/start${route.questionnaire === null ? '' : `/${route.questionnaire}`}`;
    case 'form':
      return `#/form/${route.form}`;
    case 'open':
      return '#/open';
  }
}

export function goTo(route: Route): void {
  location.hash = href(route);
}

/** The same page under another address, without a step in the history: a work that was just given its id. */
export function replaceRoute(route: Route): void {
  history.replaceState(null, '', href(route));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

function subscribe(hear: () => void): () => void {
  addEventListener('hashchange', hear);
  return () => removeEventListener('hashchange', hear);
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return readRoute(hash);
}
