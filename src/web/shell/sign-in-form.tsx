import { Alert, Button, Input } from 'antd';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Session } from '../api/generated/api.ts';
import { ApiProblem } from '../desk/api.ts';
import { Said } from '../desk/said.tsx';
import { useWords } from '../desk/words.ts';
import { useSessionActs } from './session.ts';

/** Account and password, with errors in words. `login` is given and fixed where an ended session goes on. */
export function SignInForm({
  login: known,
  onSignedIn,
}: {
  readonly login?: string;
  readonly onSignedIn: (session: Session) => void | Promise<void>;
}) {
  const words = useWords();
  const acts = useSessionActs();
  const loginId = useId();
  const passwordId = useId();
  const [login, setLogin] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const first = useRef<HTMLDivElement>(null);

  useEffect(() => {
    first.current?.querySelector<HTMLInputElement>('input:not([disabled])')?.focus();
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (login.trim() === '') return setProblem(words.t('loginMissing'));
    if (password === '') return setProblem(words.t('passwordMissing'));
    setBusy(true);
    setProblem(null);
    try {
      await onSignedIn(await acts.signIn(login.trim(), password));
    } catch (error) {
      const isAway = error instanceof ApiProblem && error.status === 0;
      setProblem(
        isAway
          ? words.t('unreachable')
          : error instanceof ApiProblem
            ? words.list([error.message, error.help].filter((part) => part !== ''))
            : words.t('failed'),
      );
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="sign-in-form">
      <div ref={first}>
        {problem === null ? null : <Alert type="error" showIcon role="alert" title={<Said text={problem} />} />}
        <label htmlFor={loginId}>{words.t('login')}</label>
        <Input
          id={loginId}
          size="large"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={login}
          disabled={known !== undefined}
          onChange={(event) => setLogin(event.target.value)}
        />
        <label htmlFor={passwordId}>{words.t('password')}</label>
        <Input.Password
          id={passwordId}
          size="large"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
          {words.t('signIn')}
        </Button>
      </div>
    </form>
  );
}
