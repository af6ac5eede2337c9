import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { plainNumber } from '#certification/scheme/cell-value.ts';
import { missingAmong } from '../act/missing-field.ts';
import { AdminForm } from '../admin/admin-form.tsx';
import { useAdminAct } from '../admin/use-admin-act.ts';
import { api } from '../desk/api.ts';
import type { TextKey } from '../desk/texts/language.ts';
import { instantText, useWords } from '../desk/words.ts';
import { FieldFrame, labelId } from '../form/field-frame.tsx';
import { WordsField } from '../form/words-field.tsx';
import { ProblemShown } from './problem-shown.tsx';

type Scope = 'read' | 'act' | 'import' | 'export' | 'admin';
const scopeTexts: Readonly<Record<Scope, TextKey>> = {
  read: 'scopeRead',
  act: 'scopeAct',
  import: 'scopeImport',
  export: 'scopeExport',
  admin: 'scopeAdmin',
};

/** One's own tokens: a new one is shown once; each says its uses, its end, and when it was last used. */
export function ApiTokens() {
  const words = useWords();
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => api.get('/api/v1/tokens', {}) });
  const rows = tokens.data?.rows ?? [];
  const revoke = useAdminAct((id: string) => api.delete('/api/v1/tokens/{id}', { path: { id } }), words.t('revoked'));
  return (
    <>
      <section className="panel" aria-labelledby="tokens-title">
        <h2 id="tokens-title">{words.t('tokens')}</h2>
        <p className="hint">{words.t('tokensHint')}</p>
        {tokens.isError ? <ProblemShown problem={tokens.error} /> : null}
        {tokens.isSuccess && rows.length === 0 ? <p className="soft">{words.t('noTokens')}</p> : null}
        <ul className="plain">
          {rows.map((token) => (
            <li key={token.id} className="duty">
              <strong>{token.name}</strong>{' '}
              {token.revokedAt === null ? (
                <Button loading={revoke.isBusy} onClick={() => void revoke.submit(token.id)}>
                  {words.t('revoke')}
                </Button>
              ) : (
                <span className="chip">{words.t('revoked')}</span>
              )}
              <div className="soft">
                {words.list(token.scopes.map((scope) => words.t(scopeTexts[scope as Scope] ?? 'scopeRead')))} ·{' '}
                {words.t('expiresAt')} {token.expiresAt === null ? words.t('withoutEnd') : instantText(token.expiresAt)}{' '}
                · {words.t('usedAt')} {instantText(token.usedAt)}
              </div>
            </li>
          ))}
        </ul>
      </section>
      <MakeToken />
    </>
  );
}

function MakeToken() {
  const words = useWords();
  const { message } = App.useApp();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['read']);
  const [days, setDays] = useState('365');
  const [made, setMade] = useState<string | null>(null);
  const submission = useAdminAct(
    (content: { readonly name: string; readonly scopes: readonly Scope[]; readonly days: number | null }) =>
      api.post('/api/v1/tokens', { body: { ...content, scopes: [...content.scopes] } }),
    words.t('saved'),
    ({ token }) => {
      setMade(token);
      setName('');
    },
    (content) =>
      missingAmong([
        ['name', words.t('tokenName'), content.name],
        ['scopes', words.t('tokenScopes'), content.scopes],
      ]),
  );
  return (
    <AdminForm
      title={words.t('makeToken')}
      action={words.t('makeToken')}
      submission={submission}
      content={() => ({ name: name.trim(), scopes, days: days.trim() === '' ? null : Number(plainNumber(days)) })}
    >
      {(id, refusals) => (
        <>
          {made === null ? null : (
            <Alert
              type="success"
              role="status"
              title={words.t('tokenShownOnce')}
              description={<code className="token">{made}</code>}
              action={
                <Button
                  onClick={() =>
                    void navigator.clipboard?.writeText(made).then(() => message.success(words.t('copied')))
                  }
                >
                  {words.t('copy')}
                </Button>
              }
            />
          )}
          <WordsField
            id={`${id}-name`}
            label={words.t('tokenName')}
            lines={1}
            required
            value={name}
            path="name"
            refusals={refusals}
            texts={{}}
            onChange={setName}
          />
          <FieldFrame
            id={`${id}-scopes`}
            label={words.t('tokenScopes')}
            required
            refusals={refusals.filter((r) => r.field === 'scopes')}
            texts={{}}
            words={words}
            isGroup
          >
            <Checkbox.Group
              role="group"
              aria-labelledby={labelId(`${id}-scopes`)}
              value={[...scopes]}
              options={(Object.keys(scopeTexts) as Scope[]).map((scope) => ({
                value: scope,
                label: words.t(scopeTexts[scope]),
              }))}
              onChange={(chosen) => setScopes(chosen as Scope[])}
            />
          </FieldFrame>
          <FieldFrame
            id={`${id}-days`}
            label={words.t('tokenDays')}
            required={false}
            refusals={[]}
            texts={{}}
            words={words}
          >
            <Input
              id={`${id}-days`}
              className="number-input"
              inputMode="numeric"
              value={days}
              onChange={(event) => setDays(event.target.value)}
            />
          </FieldFrame>
        </>
      )}
    </AdminForm>
  );
}
