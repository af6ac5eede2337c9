import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { missingAmong } from '../act/missing-field.ts';
import { api } from '../desk/api.ts';
import { dayText, useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { namedDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { FieldFrame, helpId } from '../form/field-frame.tsx';
import { partyName } from '../form/register-select.tsx';
import { WordsField } from '../form/words-field.tsx';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { AdminForm } from './admin-form.tsx';
import { useAdminAct } from './use-admin-act.ts';

/** Ways to sign in: made for a registered person, disabled, never deleted. */
export function Accounts() {
  const words = useWords();
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: () => api.get('/api/v1/admin/accounts', {}) });
  const disable = useAdminAct(
    (id: string) => api.delete('/api/v1/admin/accounts/{id}', { path: { id } }),
    words.t('disabled'),
  );
  return (
    <div className="columns">
      <section className="panel" aria-labelledby="accounts-title">
        <h2 id="accounts-title">{words.t('accounts')}</h2>
        {accounts.isPending ? <Loading /> : null}
        {accounts.isError ? <ProblemShown problem={accounts.error} /> : null}
        {disable.problem === null ? null : <ProblemShown problem={disable.problem} />}
        <div className="table-wrap">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.t('loginName')}</th>
                <th scope="col">{words.t('ofPerson')}</th>
                <th scope="col">{words.t('created')}</th>
                <th scope="col">{words.t('state')}</th>
              </tr>
            </thead>
            <tbody>
              {(accounts.data?.rows ?? []).map((account) => (
                <tr key={account.id}>
                  <td>{account.login}</td>
                  <td>{words.of(account.person.name)}</td>
                  <td>{dayText(account.createdAt)}</td>
                  <td>
                    {account.disabledAt === null ? (
                      <Popconfirm
                        title={words.t('disable')}
                        description={words.t('disableHint')}
                        onConfirm={() => void disable.submit(account.id)}
                      >
                        <Button>{words.t('disable')}</Button>
                      </Popconfirm>
                    ) : (
                      <span className="chip">{words.t('disabled')}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <DraftGate place={namedDraft('admin:account')}>{(opened) => <CreateAccount opened={opened} />}</DraftGate>
    </div>
  );
}

const emptyAccount = { person: '', login: '', isAdministrator: false };

function CreateAccount({ opened }: { readonly opened: OpenedDraft }) {
  const words = useWords();
  const { draft, content: account, change } = useFormDraft(opened, emptyAccount);
  // A password is kept nowhere but in this field.
  const [password, setPassword] = useState('');
  const persons = useQuery({
    queryKey: ['persons', 'all'],
    queryFn: () => api.get('/api/v1/admin/persons', { query: { limit: 200 } }),
  });
  const submission = useAdminAct(
    (content: typeof emptyAccount & { readonly password: string }) =>
      api.post('/api/v1/admin/accounts', { body: { ...content, language: 'zh' } }),
    words.t('saved'),
    {
      draft,
      onDone: () => setPassword(''),
      check: (content) =>
        missingAmong([
          ['person', words.t('ofPerson'), content.person],
          ['login', words.t('loginName'), content.login],
          ['password', words.t('firstPassword'), content.password],
        ]),
    },
  );
  return (
    <AdminForm
      title={words.t('createAccount')}
      action={words.t('createAccount')}
      submission={submission}
      draft={draft}
      content={() => ({ ...account, password })}
    >
      {(id, refusals) => (
        <>
          <FieldFrame
            id={`${id}-person`}
            label={words.t('ofPerson')}
            required
            refusals={refusals.filter((r) => r.field === 'person')}
            texts={{}}
            words={words}
          >
            <Select
              id={`${id}-person`}
              className="wide-select"
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={words.t('choose')}
              loading={persons.isPending}
              labelRender={({ label }) => label ?? '…'}
              value={account.person === '' ? null : account.person}
              options={(persons.data?.rows ?? []).map((p) => ({ value: p.id, label: partyName(p, words) }))}
              aria-describedby={helpId(`${id}-person`)}
              onChange={(person: string) => change({ person })}
            />
          </FieldFrame>
          <WordsField
            id={`${id}-login`}
            label={words.t('loginName')}
            lines={1}
            required
            value={account.login}
            path="login"
            refusals={refusals}
            texts={{}}
            onChange={(login) => change({ login })}
          />
          <FieldFrame
            id={`${id}-password`}
            label={words.t('firstPassword')}
            hint={words.t('newPasswordHint')}
            required
            refusals={refusals.filter((r) => r.field === 'password')}
            texts={{}}
            words={words}
          >
            <Input.Password
              id={`${id}-password`}
              autoComplete="new-password"
              value={password}
              aria-describedby={helpId(`${id}-password`)}
              onChange={(event) => setPassword(event.target.value)}
            />
          </FieldFrame>
          <Checkbox
            checked={account.isAdministrator}
            onChange={(event) => change({ isAdministrator: event.target.checked })}
          >
            {words.t('isAdministrator')}
          </Checkbox>
        </>
      )}
    </AdminForm>
  );
}
