import { useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Session } from '../api/generated/api.ts';
import { useWords } from '../desk/words.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** The page for whoever is not signed in; afterwards it goes on to where she was going. */
export function SignInPage() {
  const words = useWords();
  const router = useRouter();
  const { i18n } = useTranslation();
  const { to } = useSearch({ strict: false });
  const goOn = async ({ account }: Session) => {
    // Who has chosen a language on this device keeps it; else the account's own is spoken.
    if (!/(?:^|;\s*)lang=/.test(document.cookie)) await i18n.changeLanguage(account.language);
    router.history.replace(router.basepath + (isOwnPath(to) ? to : '/'));
  };
  return (
    <main className="sign-in" id="main">
      <div className="sign-in-card">
        <p className="brand">
          <Mark />
          <span>{words.t('name')}</span>
        </p>
        <h1>{words.t('signInTitle')}</h1>
        <SignInForm onSignedIn={goOn} />
        <p className="soft">
          <a href="/">{words.t('publicPages')}</a>
          {' · '}
          {words.t('signInHint')}
        </p>
        <LanguageSwitch />
      </div>
    </main>
  );
}

/** A place of the desk and nothing else: an address from the query must not lead to another site. */
function isOwnPath(to: unknown): to is string {
  return typeof to === 'string' && /^\/(?![/\\])/.test(to);
}

/** The mark of the public pages. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="mark">
      <path d="M12 2 4 5v6c0 5.2 3.4 9.4 8 11 4.6-1.6 8-5.8 8-11V5z" />
      <path d="m8 12 3 3 5.4-5.6" />
    </svg>
  );
}
