import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { NoPage } from '../shell/no-page.tsx';
import { Shell } from '../shell/shell.tsx';
import { SignInPage } from '../shell/sign-in-page.tsx';

/** Where on a case, round or entry somebody is sent: a step, one line of it, an act. */
export interface PlaceSearch {
  readonly do?: string;
  readonly line?: string;
}

function placeSearch(search: Record<string, unknown>): PlaceSearch {
  const text = (name: string) =>
    typeof search[name] === 'string' || typeof search[name] === 'number' ? String(search[name]) : undefined;
  const [step, line] = [text('do'), text('line')];
  return { ...(step === undefined ? {} : { do: step }), ...(line === undefined ? {} : { line }) };
}

const root = createRootRoute({ notFoundComponent: NoPage });
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignInPage,
  validateSearch: (search: Record<string, unknown>) => (typeof search['to'] === 'string' ? { to: search['to'] } : {}),
});

/** Writing a scheme asks for no account: it runs on the device. */
const write = createRoute({
  getParentRoute: () => root,
  path: '/write',
  component: lazyRouteComponent(() => import('../write/write-page.tsx'), 'WritePage'),
});

const work = lazyRouteComponent(() => import('../work-list/work-pages.tsx'), 'TodoPage');
const done = lazyRouteComponent(() => import('../work-list/work-pages.tsx'), 'DonePage');
const mine = lazyRouteComponent(() => import('../work-list/work-pages.tsx'), 'MinePage');

const pages = [
  createRoute({ getParentRoute: () => shell, path: '/', component: work }),
  createRoute({ getParentRoute: () => shell, path: '/done', component: done }),
  createRoute({ getParentRoute: () => shell, path: '/mine', component: mine }),
  createRoute({
    getParentRoute: () => shell,
    path: '/cases',
    component: lazyRouteComponent(() => import('../work-list/cases-page.tsx'), 'CasesPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/cases/$id',
    validateSearch: placeSearch,
    component: lazyRouteComponent(() => import('../case/case-page.tsx'), 'CasePage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/apply',
    component: lazyRouteComponent(() => import('../apply/apply-page.tsx'), 'ApplyPage'),
    validateSearch: (search: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(search).filter(([, value]) => typeof value === 'string')) as {
        scheme?: string;
        flow?: string;
        entry?: string;
        round?: string;
      },
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/entries',
    component: lazyRouteComponent(() => import('../entry/entries-page.tsx'), 'EntriesPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/entries/$id',
    validateSearch: placeSearch,
    component: lazyRouteComponent(() => import('../entry/entry-page.tsx'), 'EntryPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/rounds',
    component: lazyRouteComponent(() => import('../round/rounds-page.tsx'), 'RoundsPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/rounds/$id',
    validateSearch: placeSearch,
    component: lazyRouteComponent(() => import('../round/round-page.tsx'), 'RoundPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/account',
    component: lazyRouteComponent(() => import('../shell/account-page.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin',
    component: lazyRouteComponent(() => import('../admin/admin-page.tsx'), 'AdminPage'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([signIn, write, shell.addChildren(pages)]),
  basepath: '/desk',
  scrollRestoration: true,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
