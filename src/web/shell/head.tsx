import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useWords } from '../desk/words.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { useSession, useSessionActs } from './session.ts';
import { Mark } from './sign-in-page.tsx';

/** Who I am, for whom I act, the language, and the ways out. */
export function Head({ menu }: { readonly menu: React.ReactNode }) {
  const words = useWords();
  return (
    <header className="head">
      <a className="skip" href="#main">
        {words.t('skip')}
      </a>
      <DemonstrationMark />
      <div className="head-bar">
        {menu}
        <Link to="/" className="brand">
          <Mark />
          <span>
            {words.t('name')} <small>{words.t('desk')}</small>
          </span>
        </Link>
        <Who />
        <div className="head-ways">
          <a href="/">{words.t('publicPages')}</a>
          <LanguageSwitch />
          <SignOut />
        </div>
      </div>
    </header>
  );
}

function DemonstrationMark() {
  const words = useWords();
  const { isDemonstration, now } = useSession();
  if (!isDemonstration) return null;
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(new Date(now));
  return (
    <div className="demonstration" role="note">
      <span className="wide">{words.t('demonstration', { day })}</span>
      <span className="narrow">{words.t('demonstrationShort', { day })}</span>
    </div>
  );
}

function Who() {
  const words = useWords();
  const { person, employment, employments } = useSession();
  const { choose } = useSessionActs();
  return (
    <div className="who">
      <Link to="/account" className="who-name">
        {words.of(person.name)}
      </Link>
      {employments.length > 1 ? (
        <Select
          aria-label={words.t('actingFor')}
          value={employment?.id ?? null}
          placeholder={words.t('actingFor')}
          popupMatchSelectWidth={false}
          options={employments.map((e) => ({ value: e.id, label: words.of(e.party.name) }))}
          onChange={(id: string) => void choose(id)}
        />
      ) : (
        <span className="soft">{employment ? words.of(employment.party.name) : ''}</span>
      )}
    </div>
  );
}

function SignOut() {
  const words = useWords();
  const { signOut } = useSessionActs();
  const navigate = useNavigate();
  return (
    <Button type="text" onClick={() => void signOut(() => navigate({ to: '/sign-in' }))}>
      {words.t('signOut')}
    </Button>
  );
}
