import { Button, Radio } from 'antd';
import { Refused } from '../act/refused.tsx';
import type { Round } from '../api/generated/api.ts';
import { instantText, useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { DraftWord } from '../draft/draft-word.tsx';
import { namedDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { FieldFrame, labelId } from '../form/field-frame.tsx';
import { asRecord, asText, sizeText } from '../form/values.ts';
import { WordsField } from '../form/words-field.tsx';
import type { RoundWithScheme } from './round-parts.ts';
import { useRoundAct } from './use-round-act.ts';

type Objection = Round['objections'][number];

/** What was objected to the displayed list, by whom (protected), and the answer. An open one stops the decision. */
export function Objections({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  if (round.display === null) return null;
  return (
    <section className="panel" aria-labelledby="objections-title" id="objections">
      <h2 id="objections-title">{words.t('objections')}</h2>
      {round.objections.length === 0 ? <p className="soft">{words.t('noObjections')}</p> : null}
      <ol className="findings">
        {round.objections.map((objection) => (
          <ObjectionShown key={objection.id} round={round} scheme={scheme} objection={objection} />
        ))}
      </ol>
    </section>
  );
}

function ObjectionShown({ round, scheme, objection }: RoundWithScheme & { readonly objection: Objection }) {
  const words = useWords();
  const { answer, refused } = objection;
  const waits = answer === null && refused === null;
  // Sealed values come in the clear for those who run the round.
  const by = asRecord(objection.by as Parameters<typeof asRecord>[0]);
  return (
    <li className={`finding finding-${waits ? 'open' : 'closed'}`}>
      <div className="step-head">
        <strong>{round.cases.find((c) => c.id === objection.about)?.title ?? objection.about}</strong>
        <span className="chip">
          {refused !== null
            ? words.t('objectionRefused', { why: refusedWords(refused.code, words) })
            : words.t(answer === null ? 'objectionWaits' : 'objectionAnswered')}
        </span>
        <time className="soft" dateTime={objection.receivedAt}>
          {instantText(objection.receivedAt, scheme.zone)}
        </time>
      </div>
      <p className="prose">{typeof objection.words === 'string' ? objection.words : '—'}</p>
      <p className="soft">
        {words.t('objectionBy')}
        {words.colon}
        {asText(by['name']) || '—'} {asText(by['contact'])}
      </p>
      <ul className="files">
        {objection.evidence.map((file) => (
          <li key={file.id}>
            <a href={`/api/v1/files/${file.id}`} download>
              {file.name}
            </a>{' '}
            <span className="soft">{sizeText(file.size)}</span>
          </li>
        ))}
      </ul>
      {answer === null ? null : (
        <p>
          <span className="chip">{words.t(answer.upheld ? 'upheld' : 'notUpheld')}</span> {answer.words}
        </p>
      )}
      {waits && round.decided === null ? (
        <DraftGate place={namedDraft(`round:${round.id}:act.objection:${objection.id}`)}>
          {(opened) => <AnswerObjection opened={opened} round={round} scheme={scheme} objection={objection} />}
        </DraftGate>
      ) : null}
    </li>
  );
}

const refusals = {
  'objection-late': { zh: '公示期已过', en: 'after the display ended' },
  'objection-anonymous': { zh: '未具真实身份', en: 'without identity' },
  'objection-without-evidence': { zh: '未附证据', en: 'without evidence' },
  late: { zh: '公示期已过', en: 'after the display ended' },
  anonymous: { zh: '未具真实身份', en: 'without identity' },
  'without-evidence': { zh: '未附证据', en: 'without evidence' },
} as const;

function refusedWords(code: string, words: ReturnType<typeof useWords>): string {
  return Object.hasOwn(refusals, code) ? words.of(refusals[code as keyof typeof refusals]) : code;
}

const noAnswer = { upheld: null as boolean | null, words: '' };

function AnswerObjection({
  opened,
  round,
  scheme,
  objection,
}: RoundWithScheme & { readonly opened: OpenedDraft; readonly objection: Objection }) {
  const words = useWords();
  const { draft, content: written, change } = useFormDraft(opened, noAnswer);
  const { upheld, words: said } = written;
  const submission = useRoundAct(round, words.t('submitted', { what: words.t('answer') }), { draft });
  const id = `objection-${objection.id}`;
  const submit = () =>
    void submission.submit({
      act: 'answer-objection',
      objection: objection.id,
      upheld: upheld === true,
      words: said,
    });
  return (
    <form
      className="act-form"
      noValidate
      aria-label={words.t('answer')}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Refused
        problem={submission.problem}
        texts={scheme.texts}
        fieldElement={(p) => `${id}-${p}-field`}
        retry={submit}
      />
      <FieldFrame
        id={`${id}-upheld`}
        label={words.t('verdictOn')}
        required
        refusals={[]}
        texts={scheme.texts}
        words={words}
        isGroup
      >
        <Radio.Group
          aria-labelledby={labelId(`${id}-upheld`)}
          value={upheld}
          options={[
            { value: true, label: words.t('upheld') },
            { value: false, label: words.t('notUpheld') },
          ]}
          onChange={(event) => change({ upheld: event.target.value === true })}
        />
      </FieldFrame>
      <WordsField
        id={`${id}-words`}
        label={words.t('answerWords')}
        required
        value={said}
        path="words"
        refusals={submission.problem?.refusals ?? []}
        texts={scheme.texts}
        onChange={(text) => change({ words: text })}
      />
      <div className="act-end">
        <Button type="primary" htmlType="submit" disabled={upheld === null} loading={submission.isBusy}>
          {words.t('answer')}
        </Button>
        <DraftWord draft={draft} />
      </div>
    </form>
  );
}
