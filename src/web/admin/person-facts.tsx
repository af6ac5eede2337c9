import { Radio, Select } from 'antd';
import { missingAmong } from '../act/missing-field.ts';
import type { Party } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { FieldFrame, helpId, labelId } from '../form/field-frame.tsx';
import { PartySelect } from '../form/register-select.tsx';
import { WordsField } from '../form/words-field.tsx';
import { useToday } from '../shell/session.ts';
import { useSchemes } from '../work-list/cases-page.tsx';
import { AdminForm } from './admin-form.tsx';
import { DayField } from './day-field.tsx';
import { useAdminAct } from './use-admin-act.ts';

interface PersonForm {
  readonly opened: OpenedDraft;
  readonly person: Party;
}

const frame = { refusals: [], texts: {} } as const;
/** A role of the house and of no scheme: it keeps the register. */
const registrar = { id: 'registrar', zh: '名录登记员', en: 'registrar' };
/** Steers the editions of the schemes whose owner her party is (its code `scheme-owner`). */
const schemeOwner = { id: 'scheme-owner', zh: '制度所有者', en: 'owner of schemes' };

/** For whom the person works, as what, from when. */
export function Employ({ opened, person }: PersonForm) {
  const words = useWords();
  const today = useToday();
  const begin = { party: '', roles: [] as readonly string[], from: today, to: null as string | null };
  const { draft, content: work, change } = useFormDraft(opened, begin);
  const roles = new Map((useSchemes().data?.rows ?? []).flatMap((s) => s.roles.map((r) => [r.id, words.of(r.title)])));
  for (const role of [registrar, schemeOwner]) roles.set(role.id, words.of(role));
  const submission = useAdminAct(
    (content: typeof begin) =>
      api.post('/api/v1/admin/employments', { body: { person: person.id, ...content, roles: [...content.roles] } }),
    words.t('saved'),
    {
      draft,
      check: ({ party, roles: chosen }) =>
        missingAmong([
          ['party', words.t('organisation'), party],
          ['roles', words.t('roles'), chosen],
        ]),
    },
  );
  return (
    <AdminForm
      title={words.t('employ')}
      action={words.t('employ')}
      submission={submission}
      draft={draft}
      content={() => work}
    >
      {(id, refusals) => (
        <>
          <FieldFrame
            id={`${id}-party`}
            label={words.t('organisation')}
            required
            refusals={refusals.filter((r) => r.field === 'party')}
            texts={{}}
            words={words}
          >
            <PartySelect
              id={`${id}-party`}
              value={work.party}
              words={words}
              isDisabled={submission.isBusy}
              aria={{ 'aria-describedby': helpId(`${id}-party`) }}
              onChange={(party) => change({ party: party ?? '' })}
            />
          </FieldFrame>
          <FieldFrame
            id={`${id}-roles`}
            label={words.t('roles')}
            hint={words.t('rolesHint')}
            required
            refusals={refusals.filter((r) => r.field === 'roles')}
            texts={{}}
            words={words}
          >
            <Select
              id={`${id}-roles`}
              className="wide-select"
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              value={[...work.roles]}
              options={[...roles].map(([value, label]) => ({ value, label: `${label} (${value})` }))}
              aria-describedby={helpId(`${id}-roles`)}
              onChange={(chosen: string[]) => change({ roles: chosen })}
            />
          </FieldFrame>
          <DayField
            id={`${id}-from`}
            label={words.t('from')}
            required
            value={work.from}
            onChange={(from) => change({ from: from ?? today })}
          />
          <DayField id={`${id}-to`} label={words.t('to')} value={work.to} onChange={(to) => change({ to })} />
        </>
      )}
    </AdminForm>
  );
}

/** For which codes the person is competent, since when, on the strength of what. */
export function Assess({ opened, person }: PersonForm) {
  const words = useWords();
  const today = useToday();
  const begin = { codes: [] as readonly string[], on: today, basis: '' };
  const { draft, content: assessed, change } = useFormDraft(opened, begin);
  const submission = useAdminAct(
    (content: typeof begin, key: string) =>
      api.post('/api/v1/parties/{id}/facts', {
        path: { id: person.id },
        body: { type: 'CompetenceAssessed', body: { ...content, codes: [...content.codes] } },
        key,
      }),
    words.t('saved'),
    {
      draft,
      check: ({ codes, basis }) =>
        missingAmong([
          ['codes', words.t('competenceCodes'), codes],
          ['basis', words.t('assessBasis'), basis],
        ]),
    },
  );
  return (
    <AdminForm
      title={words.t('assess')}
      action={words.t('assess')}
      submission={submission}
      draft={draft}
      content={() => assessed}
    >
      {(id, refusals) => (
        <>
          <FieldFrame
            {...frame}
            refusals={refusals.filter((r) => r.field === 'codes')}
            id={`${id}-codes`}
            label={words.t('competenceCodes')}
            hint={words.t('codesHint')}
            required
            words={words}
          >
            <Select
              id={`${id}-codes`}
              className="wide-select"
              mode="tags"
              open={false}
              suffixIcon={null}
              tokenSeparators={[',', ' ', '，', '、']}
              value={[...assessed.codes]}
              aria-describedby={helpId(`${id}-codes`)}
              onChange={(codes: string[]) => change({ codes })}
            />
          </FieldFrame>
          <DayField
            id={`${id}-on`}
            label={words.t('assessedOn')}
            required
            value={assessed.on}
            onChange={(on) => change({ on: on ?? today })}
          />
          <WordsField
            id={`${id}-basis`}
            label={words.t('assessBasis')}
            lines={1}
            required
            value={assessed.basis}
            path="basis"
            refusals={refusals}
            texts={{}}
            onChange={(basis) => change({ basis })}
          />
        </>
      )}
    </AdminForm>
  );
}

type TieKind = 'organisation' | 'project' | 'kinship' | 'other';

/** A tie that bars the person from what concerns that organisation. */
export function DeclareTie({ opened, person }: PersonForm) {
  const words = useWords();
  const begin = { party: '', kind: 'organisation' as TieKind, until: null as string | null };
  const { draft, content: tie, change } = useFormDraft(opened, begin);
  const submission = useAdminAct(
    (content: typeof tie, key: string) =>
      api.post('/api/v1/parties/{id}/facts', {
        path: { id: person.id },
        body: { type: 'TieDeclared', body: content },
        key,
      }),
    words.t('saved'),
    { draft, check: ({ party }) => missingAmong([['party', words.t('organisation'), party]]) },
  );
  const kinds: Readonly<Record<TieKind, string>> = {
    organisation: words.t('conflictOrganisation'),
    project: words.t('conflictProject'),
    kinship: words.t('conflictKinship'),
    other: words.t('conflictOther'),
  };
  return (
    <AdminForm title={words.t('tie')} action={words.t('tie')} submission={submission} draft={draft} content={() => tie}>
      {(id, refusals) => (
        <>
          <FieldFrame
            id={`${id}-party`}
            label={words.t('organisation')}
            required
            refusals={refusals.filter((r) => r.field === 'party')}
            texts={{}}
            words={words}
          >
            <PartySelect
              id={`${id}-party`}
              value={tie.party}
              words={words}
              isDisabled={submission.isBusy}
              aria={{ 'aria-describedby': helpId(`${id}-party`) }}
              onChange={(party) => change({ party: party ?? '' })}
            />
          </FieldFrame>
          <FieldFrame {...frame} id={`${id}-kind`} label={words.t('conflictKind')} required words={words} isGroup>
            <Radio.Group
              aria-labelledby={labelId(`${id}-kind`)}
              value={tie.kind}
              options={(Object.keys(kinds) as TieKind[]).map((kind) => ({ value: kind, label: kinds[kind] }))}
              onChange={(event) => change({ kind: event.target.value as TieKind })}
            />
          </FieldFrame>
          <DayField
            id={`${id}-until`}
            label={words.t('tieUntil')}
            value={tie.until}
            onChange={(until) => change({ until })}
          />
        </>
      )}
    </AdminForm>
  );
}
