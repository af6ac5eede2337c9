import { Component, lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { HomePage } from '../home/home-page.tsx';
import { useOffline } from '../offline/keep-offline.ts';
import { useWords } from '../words/language.tsx';
import { href, type Route, useRoute } from './route.ts';

const MethodPage = lazy(() => import('../method/method-page.tsx').then((part) => ({ default: part.MethodPage })));
const SelfCheckPage = lazy(() =>
  import('../self-check/self-check-page.tsx').then((part) => ({ default: part.SelfCheckPage })),
);
const FormPage = lazy(() => import('../self-check/form-page.tsx').then((part) => ({ default: part.FormPage })));
const OpenPage = lazy(() => import('../analysis/open-page.tsx').then((part) => ({ default: part.OpenPage })));

export function App() {
  const words = useWords();
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  useArrival(route, main);
  useStrayDrops();
  useEffect(() => {
    document.title = `${words.t('toolbox')} · ${words.t('touchstone')}`;
  }, [words]);
  return (
    <div className="screen">
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        {words.t('skip')}
      </button>
      <Head route={route} />
      <main ref={main} id="main" tabIndex={-1}>
        <Fallback>
          <Suspense
            fallback={
              <p className="loading" role="status">
                {words.t('loading')}
              </p>
            }
          >
            <Page route={route} />
          </Suspense>
        </Fallback>
      </main>
      <Foot />
    </div>
  );
}

function Page({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'home':
      return <HomePage />;
    case 'method':
      return <MethodPage method={route.method} work={route.work} />;
    case 'start':
      return <SelfCheckPage questionnaire={route.questionnaire} />;
    case 'form':
      return <FormPage form={route.form} />;
    case 'open':
      return <OpenPage />;
  }
}

/** A new page begins at its top, and its heading is read out; a work that is given its address stays where it is. */
function useArrival(route: Route, main: React.RefObject<HTMLElement | null>): void {
  const place = route.page === 'method' ? `method ${route.method}` : href(route);
  const first = useRef(place);
  useEffect(() => {
    if (first.current === place) return;
    first.current = place;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [place, main]);
}

/**
 * A file dropped where nobody takes it would lead the browser away from the page; here an analysis is opened, and anything else
 * does nothing. On the window, so that whoever takes drops on the page comes first.
 */
function useStrayDrops(): void {
  useEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (!file || !/\.json$/i.test(file.name)) return;
      void Promise.all([import('../analysis/open-page.tsx'), file.text()]).then(([part, text]) =>
        part.openAnalysisFile(text),
      );
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, []);
}

function Head({ route }: { readonly route: Route }) {
  const words = useWords();
  const { language, setLanguage } = words;
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <header className="head no-print">
      <a className="brand" href={href({ page: 'home' })}>
        <svg className="mark" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M3 17.5 8 11l4 3.5L21 5M3 21h18" />
        </svg>
        <span>
          {words.t('toolbox')} <small>{words.t('touchstone')}</small>
        </span>
      </a>
      <nav aria-label={words.t('navigation')}>
        <a href={href({ page: 'home' })} aria-current={route.page === 'home' ? 'page' : undefined}>
          {words.t('home')}
        </a>
        <a
          href={href({ page: 'start', questionnaire: null })}
          aria-current={route.page === 'start' ? 'page' : undefined}
        >
          {words.t('whereToStart')}
        </a>
        <a href={href({ page: 'open' })} aria-current={route.page === 'open' ? 'page' : undefined}>
          {words.t('navOpen')}
        </a>
        <button type="button" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => setLanguage(other)}>
          {words.t('otherLanguage')}
        </button>
      </nav>
    </header>
  );
}

function Foot() {
  const words = useWords();
  const offline = useOffline();
  return (
    <footer className="foot no-print">
      <p>{words.t('privacy')}</p>
      <p className="soft">
        <span data-offline={offline}>
          {words.t(
            offline === 'ready' ? 'offlineReady' : offline === 'preparing' ? 'offlinePreparing' : 'offlineUnable',
          )}
        </span>{' '}
        · {words.t('version')} {__TOUCHSTONE_VERSION__} · <a href="/">{words.t('publicPages')}</a>
      </p>
    </footer>
  );
}

/** A part that fails says so and can be tried again; the rest of the page goes on. */
class Fallback extends Component<{ readonly children: ReactNode }, { readonly fault: string | null }> {
  override state = { fault: null };
  static getDerivedStateFromError(fault: unknown) {
    return { fault: fault instanceof Error ? fault.message : String(fault) };
  }
  override render() {
    return this.state.fault === null ? (
      this.props.children
    ) : (
      <Failed reason={this.state.fault} onAgain={() => this.setState({ fault: null })} />
    );
  }
}

function Failed({ reason, onAgain }: { readonly reason: string; readonly onAgain: () => void }) {
  const words = useWords();
  return (
    <div className="narrow-page" role="alert">
      <h1 tabIndex={-1}>{words.t('notLoaded')}</h1>
      <p>{words.t('notLoadedHelp')}</p>
      <p className="soft">{reason}</p>
      <button type="button" onClick={onAgain}>
        {words.t('tryAgain')}
      </button>
    </div>
  );
}
