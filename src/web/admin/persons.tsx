import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { missingAmong } from '../act/missing-field.ts';
import type { Party } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { namedDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { partyName } from '../form/register-select.tsx';
import { WordsField } from '../form/words-field.tsx';
import { Empty, Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { useSession } from '../shell/session.ts';
import { useSchemes } from '../work-list/cases-page.tsx';
import { MoreRows, usePages } from '../work-list/pages.tsx';
import { AdminForm } from './admin-form.tsx';
import { Assess, DeclareTie, Employ } from './person-facts.tsx';
import { useAdminAct } from './use-admin-act.ts';

/** Persons with where they work and as what; competence and ties. Account, person and employment are three things. */
export function Persons() {
  const words = useWords();
  const pages = usePages(['persons'], (after) => api.get('/api/v1/admin/persons', { query: { limit: 30, after } }));
  const persons = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const [chosen, setChosen] = useState<Party | null>(null);
  return (
    <div className="columns">
      <section className="panel" aria-labelledby="persons-title">
        <h2 id="persons-title">{words.t('persons')}</h2>
        {pages.isPending ? <Loading /> : null}
        {pages.isError ? <ProblemShown problem={pages.error} /> : null}
        {pages.isSuccess && persons.length === 0 ? <Empty title={words.t('none')} /> : null}
        <ul className="plain">
          {persons.map((person) => (
            <li key={person.id}>
              <Button
                type={person.id === chosen?.id ? 'primary' : 'text'}
                aria-pressed={person.id === chosen?.id}
                onClick={() => setChosen(person)}
              >
                {partyName(person, words)}
              </Button>
            </li>
          ))}
        </ul>
        {persons.length > 0 ? <MoreRows pages={pages} shown={persons.length} /> : null}
      </section>
      <div className="case-main">
        {chosen === null ? null : <PersonFacts key={chosen.id} person={chosen} />}
        <DraftGate place={namedDraft('admin:person')}>{(opened) => <RegisterPerson opened={opened} />}</DraftGate>
      </div>
    </div>
  );
}

function PersonFacts({ person }: { readonly person: Party }) {
  const words = useWords();
  const { account } = useSession();
  const schemes = useSchemes().data?.rows ?? [];
  const roleNames = new Map(schemes.flatMap((s) => s.roles.map((role) => [role.id, words.of(role.title)] as const)));
  const found = useQuery({
    queryKey: ['employments', person.id],
    queryFn: () => api.get('/api/v1/admin/persons/{id}/employments', { path: { id: person.id } }),
    enabled: account.isAdministrator,
  });
  const rows = found.data?.rows ?? [];
  return (
    <>
      <section className="panel" aria-labelledby="person-title">
        <h2 id="person-title">{partyName(person, words)}</h2>
        <h3>{words.t('employments')}</h3>
        {found.isSuccess && rows.length === 0 ? <p className="soft">{words.t('noEmployments')}</p> : null}
        <ul className="plain">
          {rows.map((row) => (
            <li key={row.id} className="duty">
              <strong>{words.of(row.party.name)}</strong>{' '}
              <span className="soft">
                {row.from} – {row.to ?? ''}
              </span>
              <div>{words.list(row.roles.map((role) => roleNames.get(role) ?? role))}</div>
            </li>
          ))}
        </ul>
      </section>
      {account.isAdministrator ? (
        <DraftGate place={namedDraft(`admin:employment:${person.id}`)}>
          {(opened) => <Employ opened={opened} person={person} />}
        </DraftGate>
      ) : null}
      <DraftGate place={namedDraft(`admin:competence:${person.id}`)}>
        {(opened) => <Assess opened={opened} person={person} />}
      </DraftGate>
      <DraftGate place={namedDraft(`admin:tie:${person.id}`)}>
        {(opened) => <DeclareTie opened={opened} person={person} />}
      </DraftGate>
    </>
  );
}

const emptyName = { zh: '', en: '' };

function RegisterPerson({ opened }: { readonly opened: OpenedDraft }) {
  const words = useWords();
  const { draft, content: name, change } = useFormDraft(opened, emptyName);
  const submission = useAdminAct(
    (content: typeof name, key: string) => api.post('/api/v1/admin/persons', { body: content, key }),
    words.t('saved'),
    { draft, check: ({ zh }) => missingAmong([['zh', words.t('personName'), zh]]) },
  );
  return (
    <AdminForm
      title={words.t('registerPerson')}
      action={words.t('registerPerson')}
      submission={submission}
      draft={draft}
      content={() => name}
    >
      {(id, refusals) => (
        <>
          <WordsField
            id={`${id}-zh`}
            label={words.t('personName')}
            lines={1}
            required
            value={name.zh}
            path="zh"
            refusals={refusals}
            texts={{}}
            onChange={(zh) => change({ zh })}
          />
          <WordsField
            id={`${id}-en`}
            label={words.t('personNameEn')}
            lines={1}
            value={name.en}
            path="en"
            refusals={refusals}
            texts={{}}
            onChange={(en) => change({ en })}
          />
        </>
      )}
    </AdminForm>
  );
}
