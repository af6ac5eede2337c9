import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Alert, Button, Modal } from 'antd';
import { Suspense, useEffect, useRef, useState } from 'react';
import type { Session } from '../api/generated/api.ts';
import { useWords } from '../desk/words.ts';
import { Head } from './head.tsx';
import { Navigation } from './navigation.tsx';
import { Loading, ProblemShown } from './problem-shown.tsx';
import { useHasEnded, useSession, useSessionActs, useSessionQuery } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';

/** The frame of every page of the desk; whoever is not signed in is asked to, and comes back to where she was going. */
export function Shell() {
  const session = useSessionQuery();
  if (session.isPending) return <Loading />;
  if (session.isError && !session.data)
    return <ProblemShown problem={session.error} retry={() => void session.refetch()} />;
  return session.data ? <Frame /> : <ToSignIn />;
}

function ToSignIn() {
  const navigate = useNavigate();
  const { pathname, searchStr } = useLocation();
  const from = useRef(`${pathname}${searchStr}`);
  useEffect(() => {
    const to = from.current;
    void navigate({ to: '/sign-in', search: to === '/' ? {} : { to }, replace: true });
  }, [navigate]);
  return null;
}

function Frame() {
  const words = useWords();
  const { employment, employments, account } = useSession();
  const [isOpen, setOpen] = useState(false);
  const { pathname } = useLocation();

  useEffect(() => {
    if (!isOpen) return;
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false);
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [isOpen]);

  return (
    <div className={`shell${isOpen ? ' menu-open' : ''}`}>
      <Head
        menu={
          <Button className="menu-button" aria-expanded={isOpen} aria-controls="menu" onClick={() => setOpen(!isOpen)}>
            {words.t('menu')}
          </Button>
        }
      />
      <div className="shell-body">
        <div className="side" id="menu">
          <Navigation onChosen={() => setOpen(false)} />
        </div>
        <main id="main" tabIndex={-1} key={employment?.id ?? ''}>
          {employment === null && employments.length === 0 && !account.isAdministrator ? (
            <Alert type="warning" showIcon title={words.t('noEmployment')} />
          ) : null}
          <Suspense fallback={<Loading />} key={pathname}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <SignInAgain />
    </div>
  );
}

/** Over the open page, which keeps everything that was filled in. Another person begins with an empty page. */
function SignInAgain() {
  const words = useWords();
  const hasEnded = useHasEnded();
  const { account } = useSession();
  const { resume, signOut } = useSessionActs();
  const navigate = useNavigate();
  const goOn = async (session: Session) => {
    if (session.account.id === account.id) return resume();
    location.reload();
  };
  return (
    <Modal
      open={hasEnded}
      title={words.t('sessionEnded')}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={null}
      destroyOnHidden
    >
      <p>{words.t('sessionEndedHint')}</p>
      <SignInForm login={account.login} onSignedIn={goOn} />
      <Button type="link" onClick={() => void signOut(() => navigate({ to: '/sign-in' }))}>
        {words.t('otherAccount')}
      </Button>
    </Modal>
  );
}
