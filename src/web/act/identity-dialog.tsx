import { Alert, Button, Input, Modal } from 'antd';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { ApiProblem } from '../desk/api.ts';
import { Said } from '../desk/said.tsx';
import { useWords } from '../desk/words.ts';
import { useSession, useSessionActs } from '../shell/session.ts';
import type { Submission } from './use-submission.ts';

/** The password again, before a decision that is this person's own (ISO/IEC 17065 7.6). */
export function IdentityDialog({
  submission,
}: {
  readonly submission: Pick<Submission<never>, 'isAskingIdentity' | 'prove'>;
}) {
  const words = useWords();
  const { isAskingIdentity, prove } = submission;
  return (
    <Modal
      open={isAskingIdentity}
      title={words.t('identity')}
      onCancel={prove.cancel}
      footer={null}
      destroyOnHidden
      mask={{ closable: false }}
    >
      <IdentityForm done={prove.done} />
    </Modal>
  );
}

function IdentityForm({ done }: { readonly done: () => void }) {
  const words = useWords();
  const { person } = useSession();
  const acts = useSessionActs();
  const id = useId();
  const box = useRef<HTMLFormElement>(null);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  useEffect(() => {
    // The dialog's own animation takes the focus first.
    const timer = setTimeout(() => box.current?.querySelector('input')?.focus(), 60);
    return () => clearTimeout(timer);
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (password === '') return setProblem(words.t('passwordMissing'));
    setBusy(true);
    try {
      await acts.prove(password);
      done();
    } catch (error) {
      const api = error instanceof ApiProblem && error.status > 0 ? error : null;
      setProblem(
        api === null ? words.t('unreachable') : api.code === 'sign-in-failed' ? words.t('passwordWrong') : api.message,
      );
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)} ref={box} className="sign-in-form">
      <p>{words.t('identityHint', { name: words.of(person.name) })}</p>
      {problem === null ? null : <Alert type="error" showIcon role="alert" title={<Said text={problem} />} />}
      <label htmlFor={id}>{words.t('password')}</label>
      <Input.Password
        id={id}
        size="large"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
        {words.t('identityDo')}
      </Button>
    </form>
  );
}
