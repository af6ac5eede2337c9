import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Button, Select } from 'antd';
import { type FormEvent, useId } from 'react';
import type { StoredValues } from '#certification/case/events.ts';
import { missingAmong } from '../act/missing-field.ts';
import { Refused } from '../act/refused.tsx';
import { useSubmission } from '../act/use-submission.ts';
import type { EntryView, ListedRound, Refusal, SchemeSummary } from '../api/generated/api.ts';
import { WindowNotice } from '../case/window-notice.tsx';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { DraftWord } from '../draft/draft-word.tsx';
import { newCaseDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { FieldFrame, helpId } from '../form/field-frame.tsx';
import { PartyName, PartySelect } from '../form/register-select.tsx';
import { WordsField } from '../form/words-field.tsx';
import { useScheme } from '../round/round-parts.ts';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { useSession } from '../shell/session.ts';
import { BodySelect } from './body-select.tsx';
import { RecommenderField } from './recommender-field.tsx';

interface OpenCaseProps {
  readonly scheme: SchemeSummary;
  readonly flow: SchemeSummary['flows'][number];
  readonly entry: string | null;
  readonly round: string | null;
}

/** `values` is the first step's form, which opens with the case: nothing of it is written yet. */
const emptyOpening = {
  applicant: '',
  body: '',
  round: null as string | null,
  recommender: null as string | null,
  title: '',
  values: {} as StoredValues,
};

/** Opens a case: who applies to whom, in which round, about which entry, under which title. */
export function OpenCaseForm(props: OpenCaseProps) {
  const { scheme, flow, entry } = props;
  const view = useQuery({
    queryKey: ['entry', entry],
    queryFn: () => api.get('/api/v1/entries/{id}', { path: { id: entry ?? '' } }),
    enabled: entry !== null,
  });
  const form = (about: EntryView | null) => (
    <DraftGate place={newCaseDraft(scheme.id, flow.id, entry)}>
      {(opened) => <OpenForm {...props} opened={opened} about={about} />}
    </DraftGate>
  );
  if (entry === null) return form(null);
  if (view.isPending) return <Loading />;
  if (view.isError) return <ProblemShown problem={view.error} retry={() => void view.refetch()} />;
  return form(view.data);
}

interface OpenFormProps extends OpenCaseProps {
  readonly opened: OpenedDraft;
  readonly about: EntryView | null;
}

function OpenForm({ opened, scheme, flow, round: askedRound, about }: OpenFormProps) {
  const words = useWords();
  const id = useId();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { employment } = useSession();
  const party = employment?.party ?? null;
  // Whoever opens for the applicant's side is the applicant; a body opens for somebody else.
  const opening = scheme.roles.filter((r) => flow.openedBy.includes(r.id) && employment?.roles.includes(r.id));
  const isApplicant = opening.some((role) => role.of === 'applicant');
  const inRound = scheme.runsInRounds && flow.onEntry === null;

  const { draft, content: written, change } = useFormDraft(opened, emptyOpening);
  const { recommender, title } = written;
  // Who applies, or to whom, is told by the entry or by for whom this person works; else it is chosen.
  const applicant = about?.entry.holder ?? (isApplicant ? (party?.id ?? '') : written.applicant);
  const body = about?.entry.issuer ?? (isApplicant ? written.body : (party?.id ?? ''));
  const rounds = useCollecting(scheme.id, inRound);
  const [only] = rounds.rows;
  const round =
    rounds.rows.find((r) => r.id === (written.round ?? askedRound)) ??
    (rounds.rows.length === 1 ? (only ?? null) : null);
  const subject = about === null ? words.of(party?.name) : `${about.entry.number} ${words.of(about.entry.holderNames)}`;
  const suggested = isApplicant || about !== null ? `${subject} ${words.of(flow.title)}` : '';

  const submission = useSubmission(
    (content: ReturnType<typeof read>, key: string) => api.post('/api/v1/cases', { body: content, key }),
    {
      draft,
      check: (content) =>
        missingAmong([
          ['round', words.t('chooseRound'), inRound ? content.round : 'none asked'],
          ['applicant', words.t('chooseApplicant'), content.applicant],
          ['body', words.t('chooseBody'), inRound ? 'told by the round' : content.body],
          ['title', words.t('caseTitle'), content.title],
        ]),
      onDone: async (answer) => {
        await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'draft' });
        await navigate({ to: '/cases/$id', params: { id: answer.case }, search: {} });
      },
    },
  );
  const read = () => ({
    scheme: scheme.id,
    flow: flow.id,
    applicant,
    body: round?.body ?? body,
    round: round?.id ?? null,
    entry: about?.id ?? null,
    recommender,
    title: title.trim() === '' ? suggested : title.trim(),
  });
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    void submission.submit(read());
  };
  const refusals = submission.problem?.refusals ?? [];
  const field = (name: string) => `${id}-${name}`;

  return (
    <form className="panel act-form" onSubmit={submit} noValidate aria-labelledby={field('head')}>
      <div className="page-title-line">
        <h2 id={field('head')}>
          {words.of(scheme.title)} · {words.of(flow.title)}
        </h2>
        <Link to="/apply" search={{}}>
          {words.t('otherFlow')}
        </Link>
      </div>
      <p className="soft">{words.of(scheme.summary)}</p>
      <WindowNotice window={scheme.window} />
      <Refused
        problem={submission.problem}
        texts={{}}
        fieldElement={(name) => `${field(name)}-field`}
        retry={() => submit()}
      />
      {about === null ? null : (
        <p>
          {words.t('aboutEntry')}
          {words.colon}
          <strong>{about.entry.number}</strong> {words.of(about.entry.holderNames)}
        </p>
      )}
      {inRound ? (
        <RoundField
          id={field('round')}
          rounds={rounds}
          value={round}
          refusals={refusals}
          onChange={(chosen) => change({ round: chosen, recommender: null })}
        />
      ) : null}
      {round === null || !isApplicant ? null : (
        <RecommenderField
          id={field('recommender')}
          round={round.id}
          value={recommender}
          refusals={own(refusals, 'recommender')}
          onChange={(fresh) => change({ recommender: fresh })}
        />
      )}
      {isApplicant || about !== null ? (
        <p>
          {words.t('applicant')}
          {words.colon}
          <PartyName id={applicant} />
        </p>
      ) : (
        <FieldFrame
          id={field('applicant')}
          label={words.t('chooseApplicant')}
          required
          refusals={own(refusals, 'applicant')}
          texts={{}}
          words={words}
        >
          <PartySelect
            id={field('applicant')}
            value={applicant}
            words={words}
            isDisabled={submission.isBusy}
            aria={{ 'aria-describedby': helpId(field('applicant')) }}
            onChange={(chosen) => change({ applicant: chosen ?? '' })}
          />
        </FieldFrame>
      )}
      {inRound ? null : about !== null || !isApplicant ? (
        <p>
          {words.t('body')}
          {words.colon}
          <PartyName id={body} />
        </p>
      ) : (
        <FieldFrame
          id={field('body')}
          label={words.t('chooseBody')}
          required
          refusals={own(refusals, 'body')}
          texts={{}}
          words={words}
        >
          <BodySelect
            id={field('body')}
            value={body}
            isDisabled={submission.isBusy}
            onChange={(fresh) => change({ body: fresh })}
          />
        </FieldFrame>
      )}
      <WordsField
        id={field('title')}
        label={words.t('caseTitle')}
        hint={suggested === '' ? words.t('caseTitleHint') : `${words.t('caseTitleHint')} ${suggested}`}
        lines={1}
        required={suggested === ''}
        value={title}
        path="title"
        refusals={refusals}
        texts={{}}
        onChange={(fresh) => change({ title: fresh })}
      />
      <div className="act-end">
        <Button type="primary" size="large" htmlType="submit" loading={submission.isBusy}>
          {words.t('begin')}
        </Button>
        <DraftWord draft={draft} />
      </div>
    </form>
  );
}

function own(refusals: readonly Refusal[], name: string): readonly Refusal[] {
  return refusals.filter((refusal) => refusal.field === name);
}

interface Collecting {
  readonly isKnown: boolean;
  readonly rows: readonly ListedRound[];
}

/** The open rounds of the scheme that take applications now: a round does so only while it collects. */
function useCollecting(scheme: string, isAsked: boolean): Collecting {
  const rounds = useQuery({
    queryKey: ['rounds', 'open', scheme],
    queryFn: () => api.get('/api/v1/rounds', { query: { scheme, state: 'open', limit: 100 } }),
    enabled: isAsked,
  });
  const edition = useScheme(scheme, rounds.data?.rows[0] === undefined ? '' : 'current').data;
  const collecting = edition?.round?.steps.filter((step) => step.work === 'collect').map((step) => step.id) ?? [];
  return {
    isKnown: rounds.isSuccess && (rounds.data.rows.length === 0 || edition !== undefined),
    rows: (rounds.data?.rows ?? []).filter((row) => row.openSteps.some((step) => collecting.includes(step))),
  };
}

/** An open round of the scheme; where there is one, it is chosen by itself. */
function RoundField({
  id,
  rounds,
  value,
  refusals,
  onChange,
}: {
  readonly id: string;
  readonly rounds: Collecting;
  readonly value: ListedRound | null;
  readonly refusals: readonly Refusal[];
  readonly onChange: (round: string) => void;
}) {
  const words = useWords();
  if (rounds.isKnown && rounds.rows.length === 0) return <Alert type="info" showIcon title={words.t('noOpenRound')} />;
  return (
    <FieldFrame
      id={id}
      label={words.t('chooseRound')}
      required
      refusals={refusals.filter((r) => r.field === 'round')}
      texts={{}}
      words={words}
    >
      <Select
        id={id}
        className="wide-select"
        loading={!rounds.isKnown}
        placeholder={words.t('choose')}
        value={value?.id ?? null}
        options={rounds.rows.map((row) => ({ value: row.id, label: words.of(row.title) }))}
        onChange={onChange}
      />
    </FieldFrame>
  );
}
