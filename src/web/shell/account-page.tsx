import { Alert, App, Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { ApiProblem, api } from '../desk/api.ts';
import { Said } from '../desk/said.tsx';
import { useWords } from '../desk/words.ts';
import { MyDrafts } from '../draft/my-drafts.tsx';
import { FieldFrame, helpId } from '../form/field-frame.tsx';
import { useSchemes } from '../work-list/cases-page.tsx';
import { ApiTokens } from './api-tokens.tsx';
import { useSession } from './session.ts';

/** Who I am, for whom I work as what; my password; my API tokens. */
export function AccountPage() {
  const words = useWords();
  const { person, account, employments } = useSession();
  const schemes = useSchemes().data?.rows ?? [];
  const names = new Map(schemes.flatMap((s) => s.roles.map((role) => [role.id, words.of(role.title)] as const)));
  return (
    <>
      <div className="page-title">
        <h1>{words.of(person.name)}</h1>
        <p className="soft">{account.login}</p>
      </div>
      <div className="columns">
        <section className="panel" aria-labelledby="roles-title">
          <h2 id="roles-title">{words.t('myRoles')}</h2>
          {employments.length === 0 ? <p className="soft">{words.t('noEmployment')}</p> : null}
          <ul className="plain">
            {employments.map((employment) => (
              <li key={employment.id} className="duty">
                <strong>{words.of(employment.party.name)}</strong>
                <div>{words.list(employment.roles.map((role) => names.get(role) ?? role))}</div>
              </li>
            ))}
          </ul>
        </section>
        <ChangePassword />
        <MyDrafts />
        <ApiTokens />
      </div>
    </>
  );
}

function ChangePassword() {
  const words = useWords();
  const id = useId();
  const { message } = App.useApp();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await api.put('/api/v1/session/password', { body: { old, password: fresh } });
      setOld('');
      setFresh('');
      void message.success(words.t('passwordChanged'));
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem({}, error));
    }
    setBusy(false);
  };
  const wrongOld = problem?.code === 'sign-in-failed';
  return (
    <form className="panel act-form" onSubmit={(event) => void submit(event)} aria-labelledby={`${id}-head`} noValidate>
      <h2 id={`${id}-head`}>{words.t('changePassword')}</h2>
      <p className="hint">{words.t('changePasswordHint')}</p>
      {problem === null || problem.refusals.length > 0 ? null : (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={
            wrongOld ? (
              words.t('passwordWrong')
            ) : problem.status === 0 ? (
              words.t('unreachable')
            ) : (
              <Said text={problem.message} />
            )
          }
        />
      )}
      <FieldFrame id={`${id}-old`} label={words.t('oldPassword')} required refusals={[]} texts={{}} words={words}>
        <Input.Password
          id={`${id}-old`}
          autoComplete="current-password"
          value={old}
          onChange={(event) => setOld(event.target.value)}
        />
      </FieldFrame>
      <FieldFrame
        id={`${id}-new`}
        label={words.t('newPassword')}
        hint={words.t('newPasswordHint')}
        required
        refusals={problem?.refusals.filter((r) => r.field === 'password') ?? []}
        texts={{}}
        words={words}
      >
        <Input.Password
          id={`${id}-new`}
          autoComplete="new-password"
          value={fresh}
          aria-describedby={helpId(`${id}-new`)}
          onChange={(event) => setFresh(event.target.value)}
        />
      </FieldFrame>
      <div className="act-end">
        <Button type="primary" htmlType="submit" loading={isBusy} disabled={old === '' || fresh === ''}>
          {words.t('changePassword')}
        </Button>
      </div>
    </form>
  );
}
