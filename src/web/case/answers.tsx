import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import type { StoredValues } from '#certification/case/events.ts';
import { ActDialog } from '../act/act-dialog.tsx';
import { CertaintyMark } from '../act/certainty-mark.tsx';
import type { Case, CaseAct } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { dayText, useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { stepDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { FieldFrame, labelId } from '../form/field-frame.tsx';
import { asRecord, asText } from '../form/values.ts';
import { WordsField } from '../form/words-field.tsx';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { AnswerSource, type GivenDocument } from './answer-source.tsx';
import { figureNames } from './figure-names.ts';
import { useFurtherAct } from './use-further-act.ts';

type Attached = Case['answers'][number];

/** Answers of calculators that were put to the case, each to be looked at, computed again and printed; and the way to add one. */
export function Answers({ kase }: { readonly kase: Case }) {
  const words = useWords();
  const [shown, show] = useState<Attached | null>(null);
  if (kase.answers.length === 0 && kase.ended !== null) return null;
  return (
    <section className="panel" aria-labelledby="answers-title">
      <h2 id="answers-title">{words.t('answers')}</h2>
      {kase.answers.length === 0 ? <p className="soft">{words.t('noAnswers')}</p> : null}
      <ul className="plain answers">
        {kase.answers.map((answer) => (
          <li key={`${answer.answer} ${answer.step ?? ''}`}>
            <strong>{words.of(answer.title)}</strong> <CertaintyMark certainty={answer.certainty} />
            <br />
            {answer.figures.slice(0, 4).map((figure, index) => (
              <span key={figure.name}>
                {index === 0 ? '' : ' · '}
                {words.key(figureNames, figure.name, figure.name)} <strong>{figure.value}</strong>
              </span>
            ))}
            <br />
            <span className="soft">
              {answer.step === null ? '' : `${words.key(kase.texts, `step.${answer.step}`)} · `}
              {answer.attachedBy.person === null ? '' : `${words.of(answer.attachedBy.person.name)} · `}
              {dayText(answer.attachedAt, kase.scheme.zone)}
              {answer.words === '' ? '' : ` · ${answer.words}`}
            </span>
            <br />
            <Button size="small" className="no-print" onClick={() => show(answer)}>
              {words.t('answerOpen')}
            </Button>
          </li>
        ))}
      </ul>
      {kase.ended === null ? <Attach kase={kase} /> : null}
      <Modal
        open={shown !== null}
        title={shown === null ? '' : words.of(shown.title)}
        footer={null}
        width={760}
        destroyOnHidden
        onCancel={() => show(null)}
      >
        {shown === null ? null : <AnswerShown kase={kase} answer={shown} />}
      </Modal>
    </section>
  );
}

/** The answer as it was attached, line by line, and whether the rules that are loaded now still give it. */
function AnswerShown({ kase, answer }: { readonly kase: Case; readonly answer: Attached }) {
  const words = useWords();
  const found = useQuery({
    queryKey: ['attached-answer', kase.id, answer.answer],
    queryFn: () => api.get('/api/v1/cases/{id}/answers/{answer}', { path: { id: kase.id, answer: answer.answer } }),
  });
  if (found.isPending) return <Loading />;
  if (found.data === undefined) return <ProblemShown problem={found.error} retry={() => void found.refetch()} />;
  const { document, recomputed, print } = found.data;
  return (
    <>
      {recomputed.same ? (
        <Alert type="success" showIcon role="status" title={words.t('answerSame')} />
      ) : (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={words.t('answerDiffers')}
          description={words.of(recomputed.why)}
        />
      )}
      <div className="table-wrap">
        <table className="answer-lines">
          <thead>
            <tr>
              <th scope="col">{words.t('figure')}</th>
              <th scope="col" className="number">
                {words.t('figureValue')}
              </th>
              <th scope="col">{words.t('figureRule')}</th>
            </tr>
          </thead>
          <tbody>
            {document.answer.lines.map((line, index) => (
              // Lines of one kind share an id; their order is the answer's.
              // biome-ignore lint/suspicious/noArrayIndexKey: a document never changes
              <tr key={index}>
                <td>
                  {words.of(line.text)}
                  {line.near === null ? null : <div>⚠ {words.of(line.near)}</div>}
                </td>
                <td className="number">{line.value.length > 24 ? '' : line.value}</td>
                <td className="soft">
                  {line.rule === null ? null : (
                    <span title={words.of(line.rule.title)}>
                      {line.rule.pack} {line.rule.edition} · {line.rule.article}
                    </span>
                  )}{' '}
                  <CertaintyMark certainty={line.certainty} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="soft answer-digest">
        {words.t('answerDigest')} <code>{document.digest}</code>
      </p>
      <p className="buttons">
        {print === null ? null : (
          <Button href={words.language === 'en' ? `${print}&lang=en` : print} target="_blank" rel="noopener">
            {words.t('print')}
          </Button>
        )}
        {answer.file === null ? null : (
          <Button href={`/api/v1/files/${answer.file}`} download>
            {words.t('answerFile')}
          </Button>
        )}
      </p>
    </>
  );
}

function Attach({ kase }: { readonly kase: Case }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="no-print">
      <Button onClick={() => setOpen(true)}>{words.t('answerAttach')}</Button>
      {isOpen ? (
        <DraftGate place={stepDraft(kase.id, 'answer.attached', null)}>
          {(opened) => <AttachDialog opened={opened} kase={kase} onClose={() => setOpen(false)} />}
        </DraftGate>
      ) : null}
    </div>
  );
}

const nothingGiven = { given: {} as StoredValues, step: null as string | null, words: '' };

interface AttachProps {
  readonly opened: OpenedDraft;
  readonly kase: Case;
  readonly onClose: () => void;
}

function AttachDialog({ opened, kase, onClose }: AttachProps) {
  const words = useWords();
  const id = useId();
  const { draft, content: written, change } = useFormDraft(opened, nothingGiven);
  const { step, words: said } = written;
  const given = givenIn(written.given);
  const submission = useFurtherAct(kase, words.t('submitted', { what: words.t('answerAttach') }), {
    draft,
    onDone: onClose,
  });
  const refusals = submission.problem?.refusals ?? [];
  return (
    <ActDialog
      title={words.t('answerAttach')}
      hint={words.t('answerAttachHint')}
      texts={kase.texts}
      isOpen
      action={words.t('answerAttach')}
      submission={submission}
      draft={draft}
      content={(): CaseAct => ({
        act: 'attach-answer',
        step,
        document: given?.document ?? {},
        words: said,
      })}
      fieldElement={(path) => `${id}-${path}`}
      onClose={onClose}
    >
      <AnswerSource
        key={draft.turn}
        id={`${id}-document`}
        given={given}
        refusals={refusals.filter((r) => r.field === 'document')}
        texts={kase.texts}
        onGiven={(fresh) =>
          change({ given: fresh === null ? {} : { ...fresh, document: fresh.document as StoredValues } })
        }
      />
      <FieldFrame
        id={`${id}-step`}
        label={words.t('answerStep')}
        required={false}
        refusals={refusals.filter((r) => r.field === 'step')}
        texts={kase.texts}
        words={words}
      >
        <Select
          id={`${id}-step`}
          aria-labelledby={labelId(`${id}-step`)}
          value={step ?? ''}
          onChange={(value: string) => change({ step: value === '' ? null : value })}
          options={[
            { value: '', label: words.t('answerWholeCase') },
            ...kase.flow.steps.map((s) => ({ value: s.id, label: words.key(kase.texts, `step.${s.id}`) })),
          ]}
        />
      </FieldFrame>
      <WordsField
        id={`${id}-words`}
        label={words.t('inWords')}
        value={said}
        path="words"
        refusals={refusals}
        texts={kase.texts}
        onChange={(text) => change({ words: text })}
      />
    </ActDialog>
  );
}

function givenIn(kept: StoredValues): GivenDocument | null {
  const name = asText(kept['name']);
  return name === '' ? null : { name, document: asRecord(kept['document']) };
}
