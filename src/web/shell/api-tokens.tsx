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
import { DraftGate } from '../draft/draft-gate.tsx';
import { namedDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
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
      <DraftGate place={namedDraft('admin:token')}>{(opened) => <MakeToken opened={opened} />}</DraftGate>
    </>
  );
}

const emptyToken = { name: '', scopes: ['read'] as readonly Scope[], days: '365' };

function MakeToken({ opened }: { readonly opened: OpenedDraft }) {
  const words = useWords();
  const { message } = App.useApp();
  const { draft, content, change } = useFormDraft(opened, emptyToken);
  const { name, scopes, days } = content;
  const [made, setMade] = useState<string | null>(null);
  const submission = useAdminAct(
    (asked: { readonly name: string; readonly scopes: readonly Scope[]; readonly days: number | null }) =>
      api.post('/api/v1/tokens', { body: { ...asked, scopes: [...asked.scopes] } }),
    words.t('saved'),
    {
      draft,
      // The token itself is shown here once, and stands in no draft.
      onDone: ({ token }) => setMade(token),
      check: (asked) =>
        missingAmong([
          ['name', words.t('tokenName'), asked.name],
          ['scopes', words.t('tokenScopes'), asked.scopes],
        ]),
    },
  );
  return (
    <AdminForm
      title={words.t('makeToken')}
      action={words.t('makeToken')}
      submission={submission}
      draft={draft}
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
            onChange={(fresh) => change({ name: fresh })}
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
              onChange={(chosen) => change({ scopes: chosen as Scope[] })}
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
              onChange={(event) => change({ days: event.target.value })}
            />
          </FieldFrame>
        </>
      )}
    </AdminForm>
  );
}
