import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { missingAmong } from '../act/missing-field.ts';
import { api } from '../desk/api.ts';
import { dayText, useWords } from '../desk/words.ts';
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
      <CreateAccount />
    </div>
  );
}

const emptyAccount = { person: '', login: '', password: '', language: 'zh' as 'zh' | 'en', isAdministrator: false };

function CreateAccount() {
  const words = useWords();
  const [account, setAccount] = useState(emptyAccount);
  const persons = useQuery({
    queryKey: ['persons', 'all'],
    queryFn: () => api.get('/api/v1/admin/persons', { query: { limit: 200 } }),
  });
  const submission = useAdminAct(
    (content: typeof emptyAccount) => api.post('/api/v1/admin/accounts', { body: content }),
    words.t('saved'),
    () => setAccount(emptyAccount),
    ({ person, login, password }) =>
      missingAmong([
        ['person', words.t('ofPerson'), person],
        ['login', words.t('loginName'), login],
        ['password', words.t('firstPassword'), password],
      ]),
  );
  return (
    <AdminForm
      title={words.t('createAccount')}
      action={words.t('createAccount')}
      submission={submission}
      content={() => account}
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
              value={account.person === '' ? null : account.person}
              options={(persons.data?.rows ?? []).map((p) => ({ value: p.id, label: partyName(p, words) }))}
              aria-describedby={helpId(`${id}-person`)}
              onChange={(person: string) => setAccount({ ...account, person })}
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
            onChange={(login) => setAccount({ ...account, login })}
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
              value={account.password}
              aria-describedby={helpId(`${id}-password`)}
              onChange={(event) => setAccount({ ...account, password: event.target.value })}
            />
          </FieldFrame>
          <Checkbox
            checked={account.isAdministrator}
            onChange={(event) => setAccount({ ...account, isAdministrator: event.target.checked })}
          >
            {words.t('isAdministrator')}
          </Checkbox>
        </>
      )}
    </AdminForm>
  );
}
