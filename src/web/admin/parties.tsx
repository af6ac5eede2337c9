import { Button } from 'antd';
import { useState } from 'react';
import { missingAmong } from '../act/missing-field.ts';
import type { Party } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import type { TextKey } from '../desk/texts/language.ts';
import { useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { namedDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { partyName } from '../form/register-select.tsx';
import { WordsField } from '../form/words-field.tsx';
import { Empty, Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { useSession, useToday } from '../shell/session.ts';
import { MoreRows, usePages } from '../work-list/pages.tsx';
import { AdminForm } from './admin-form.tsx';
import { DayField } from './day-field.tsx';
import { useAdminAct } from './use-admin-act.ts';

/** The organisations of the register; a new one, a new name, a signing key. */
export function Parties() {
  const words = useWords();
  const pages = usePages(['parties'], (after) => api.get('/api/v1/parties', { query: { limit: 30, after } }));
  const parties = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const [renamed, setRenamed] = useState<Party | null>(null);
  return (
    <div className="columns">
      <section className="panel" aria-labelledby="parties-title">
        <h2 id="parties-title">{words.t('parties')}</h2>
        {pages.isPending ? <Loading /> : null}
        {pages.isError ? <ProblemShown problem={pages.error} /> : null}
        {pages.isSuccess && parties.length === 0 ? <Empty title={words.t('none')} /> : null}
        <ul className="plain">
          {parties.map((party) => (
            <PartyLine key={party.id} party={party} onRename={() => setRenamed(party)} />
          ))}
        </ul>
        {parties.length > 0 ? <MoreRows pages={pages} shown={parties.length} /> : null}
      </section>
      <div className="case-main">
        {renamed === null ? null : (
          <DraftGate key={renamed.id} place={namedDraft(`admin:rename:${renamed.id}`)}>
            {(opened) => <Rename opened={opened} party={renamed} onDone={() => setRenamed(null)} />}
          </DraftGate>
        )}
        <DraftGate place={namedDraft('admin:party')}>{(opened) => <RegisterParty opened={opened} />}</DraftGate>
      </div>
    </div>
  );
}

function PartyLine({ party, onRename }: { readonly party: Party; readonly onRename: () => void }) {
  const words = useWords();
  const { account } = useSession();
  const giveKey = useAdminAct(
    (_: null, key: string) =>
      api.post('/api/v1/parties/{id}/keys', { path: { id: party.id }, body: { custody: 'hosted' }, key }),
    (answer) => words.t('keyGiven', { key: answer.keyId }),
  );
  return (
    <li className="duty">
      <strong>{partyName(party, words)}</strong>
      <div className="soft">
        {party.codes
          .flatMap(({ system, value }) => {
            const label = Object.hasOwn(codeSystems, system) ? codeSystems[system] : undefined;
            return label === undefined ? [] : [`${words.t(label)} ${value}`];
          })
          .join(' · ')}
      </div>
      <div className="buttons">
        <Button onClick={onRename}>{words.t('rename')}</Button>
        {account.isAdministrator ? (
          <Button loading={giveKey.isBusy} onClick={() => void giveKey.submit(null)}>
            {words.t('giveKey')}
          </Button>
        ) : null}
      </div>
      {giveKey.problem === null ? null : <ProblemShown problem={giveKey.problem} />}
    </li>
  );
}

/** What systems of codes are called; a code of another system serves a program and is not shown. */
const codeSystems: Readonly<Record<string, TextKey>> = {
  uscc: 'uscc',
  lei: 'codeLei',
  'number-code': 'numberCode',
  'approval-number': 'codeApproval',
};

const emptyParty = { zh: '', en: '', uscc: '', numberCode: '', address: '' };

function RegisterParty({ opened }: { readonly opened: OpenedDraft }) {
  const words = useWords();
  const { draft, content: party, change } = useFormDraft(opened, emptyParty);
  const submission = useAdminAct(
    (content: typeof emptyParty, key: string) =>
      api.post('/api/v1/parties', {
        body: {
          names: (['zh', 'en'] as const)
            .filter((language) => content[language].trim() !== '')
            .map((language) => ({ language, name: content[language].trim(), from: null })),
          codes: [
            { system: 'uscc', value: content.uscc.trim() },
            { system: 'number-code', value: content.numberCode.trim() },
          ].filter((code) => code.value !== ''),
          details: content.address.trim() === '' ? {} : { address: content.address.trim() },
        },
        key,
      }),
    words.t('saved'),
    { draft, check: ({ zh, en }) => missingAmong([['names', words.t('nameZh'), zh + en]]) },
  );
  return (
    <AdminForm
      title={words.t('registerParty')}
      action={words.t('registerParty')}
      submission={submission}
      draft={draft}
      content={() => party}
    >
      {(id, refusals) => {
        const field = (name: keyof typeof emptyParty, label: string, path: string, required = false) => (
          <WordsField
            id={`${id}-${path}`}
            label={label}
            lines={1}
            required={required}
            value={party[name]}
            path={path}
            refusals={refusals}
            texts={{}}
            onChange={(text) => change({ [name]: text })}
          />
        );
        return (
          <>
            {field('zh', words.t('nameZh'), 'names', true)}
            {field('en', words.t('nameEn'), 'names.en')}
            {field('uscc', words.t('uscc'), 'codes')}
            {field('numberCode', words.t('numberCode'), 'codes.number')}
            {field('address', words.t('addressField'), 'details')}
          </>
        );
      }}
    </AdminForm>
  );
}

function Rename({
  opened,
  party,
  onDone,
}: {
  readonly opened: OpenedDraft;
  readonly party: Party;
  readonly onDone: () => void;
}) {
  const words = useWords();
  const today = useToday();
  const { draft, content: names, change } = useFormDraft(opened, { zh: '', en: '', from: today });
  const submission = useAdminAct(
    (content: typeof names, key: string) =>
      api.post('/api/v1/parties/{id}/facts', {
        path: { id: party.id },
        body: {
          type: 'OrganisationRenamed',
          body: {
            names: (['zh', 'en'] as const)
              .filter((language) => content[language].trim() !== '')
              .map((language) => ({ language, name: content[language].trim(), from: content.from })),
            from: content.from,
          },
        },
        key,
      }),
    words.t('saved'),
    { draft, onDone, check: ({ zh, en }) => missingAmong([['names', words.t('nameZh'), zh + en]]) },
  );
  return (
    <AdminForm
      title={`${words.t('rename')}${words.colon}${partyName(party, words)}`}
      action={words.t('rename')}
      submission={submission}
      draft={draft}
      content={() => names}
    >
      {(id, refusals) => (
        <>
          <WordsField
            id={`${id}-names`}
            label={words.t('nameZh')}
            lines={1}
            required
            value={names.zh}
            path="names"
            refusals={refusals}
            texts={{}}
            onChange={(zh) => change({ zh })}
          />
          <WordsField
            id={`${id}-en`}
            label={words.t('nameEn')}
            lines={1}
            value={names.en}
            path="names.en"
            refusals={refusals}
            texts={{}}
            onChange={(en) => change({ en })}
          />
          <DayField
            id={`${id}-from`}
            label={words.t('renameFrom')}
            value={names.from}
            onChange={(from) => change({ from: from ?? today })}
          />
        </>
      )}
    </AdminForm>
  );
}
