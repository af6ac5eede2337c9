import { Button, Radio } from 'antd';
import type { StoredValue, StoredValues } from '#certification/case/events.ts';
import type { Field } from '#certification/scheme/form.ts';
import { missingAmong } from '../act/missing-field.ts';
import { Refused } from '../act/refused.tsx';
import type { Submission } from '../act/use-submission.ts';
import type { Case, CaseAct, Finding, Opening } from '../api/generated/api.ts';
import { useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { DraftWord } from '../draft/draft-word.tsx';
import { stepDraft } from '../draft/places.ts';
import { type KeptDraft, type OpenedDraft, useDraft } from '../draft/use-draft.ts';
import { FieldFrame, helpId, labelId } from '../form/field-frame.tsx';
import { FileInput } from '../form/file-input.tsx';
import { asFiles, asText } from '../form/values.ts';
import { WordsField } from '../form/words-field.tsx';
import { useFurtherAct } from './use-further-act.ts';

interface FindingFormProps {
  readonly kase: Case;
  readonly finding: Finding;
}

/** A form of a finding keeps its draft beside those of the steps, under a name of its own. */
function Gate({
  kase,
  name,
  children,
}: {
  readonly kase: Case;
  readonly name: string;
  readonly children: (opened: OpenedDraft) => React.ReactNode;
}) {
  return <DraftGate place={stepDraft(kase.id, name, null)}>{children}</DraftGate>;
}

function FormFrame({
  kase,
  scope,
  submission,
  draft,
  action,
  content,
  onCancel,
  children,
}: {
  readonly kase: Case;
  readonly scope: string;
  readonly submission: Submission<CaseAct>;
  readonly draft: KeptDraft;
  readonly action: string;
  readonly content: () => CaseAct;
  readonly onCancel?: () => void;
  readonly children: React.ReactNode;
}) {
  const words = useWords();
  return (
    <form
      className="act-form"
      noValidate
      aria-label={action}
      onSubmit={(event) => {
        event.preventDefault();
        void submission.submit(content());
      }}
    >
      <Refused
        problem={submission.problem}
        texts={kase.texts}
        fieldElement={(path) => `${scope}-${path}-field`}
        retry={() => void submission.submit(content())}
      />
      {children}
      <div className="act-end">
        <Button type="primary" htmlType="submit" size="large" loading={submission.isBusy}>
          {action}
        </Button>
        {onCancel === undefined ? null : (
          <Button size="large" onClick={onCancel}>
            {words.t('cancel')}
          </Button>
        )}
        <DraftWord draft={draft} />
      </div>
    </form>
  );
}

export function RaiseForm(props: { readonly kase: Case; readonly opening: Opening; readonly onClose: () => void }) {
  return (
    <Gate kase={props.kase} name={`raise.${props.opening.on}`}>
      {(opened) => <Raise {...props} opened={opened} />}
    </Gate>
  );
}

interface Opened {
  readonly opened: OpenedDraft;
}

function Raise({
  kase,
  opening,
  onClose,
  opened,
}: { readonly kase: Case; readonly opening: Opening; readonly onClose: () => void } & Opened) {
  const words = useWords();
  const draft = useDraft(opened, {});
  const { grade, clause, text } = textsIn(draft.content);
  const change = (part: StoredValues) => draft.change({ ...draft.content, ...part });
  const submission = useFurtherAct(kase, words.t('submitted', { what: words.t('raise') }), {
    draft,
    onDone: onClose,
    check: () => missingAmong([['grade', words.t('grade'), grade]]),
  });
  const refusals = submission.problem?.refusals ?? [];
  const scope = `raise-${opening.on}`;
  return (
    <FormFrame
      kase={kase}
      scope={scope}
      submission={submission}
      draft={draft}
      action={words.t('raise')}
      content={() => ({ act: 'raise-finding', step: opening.on, grade, clause, text })}
      onCancel={onClose}
    >
      <FieldFrame
        id={`${scope}-grade`}
        label={words.t('grade')}
        required
        refusals={refusals.filter((r) => r.field === 'grade')}
        texts={kase.texts}
        words={words}
        isGroup
      >
        <Radio.Group
          aria-labelledby={labelId(`${scope}-grade`)}
          options={opening.outcomes.map(({ id }) => ({ value: id, label: words.key(kase.texts, `grade.${id}`) }))}
          value={grade === '' ? null : grade}
          onChange={(event) => change({ grade: String(event.target.value) })}
        />
      </FieldFrame>
      <WordsField
        id={`${scope}-clause`}
        label={words.t('clause')}
        hint={words.t('clauseHint')}
        lines={1}
        required
        value={clause}
        path="clause"
        refusals={refusals}
        texts={kase.texts}
        onChange={(fresh) => change({ clause: fresh })}
      />
      <WordsField
        id={`${scope}-text`}
        label={words.t('statement')}
        required
        value={text}
        path="text"
        refusals={refusals}
        texts={kase.texts}
        onChange={(fresh) => change({ text: fresh })}
      />
    </FormFrame>
  );
}

export function AnswerForm(props: FindingFormProps) {
  return (
    <Gate kase={props.kase} name={`answer.${props.finding.finding}`}>
      {(opened) => <Answer {...props} opened={opened} />}
    </Gate>
  );
}

const evidenceField: Extract<Field, { kind: 'file' }> = {
  id: 'files',
  kind: 'file',
  types: [],
  mostMegabytes: 50,
  many: true,
  required: false,
  personal: false,
  public: false,
};

function Answer({ kase, finding, opened }: FindingFormProps & Opened) {
  const words = useWords();
  const draft = useDraft(opened, {});
  const { cause, correction } = textsIn(draft.content);
  const files = draft.content['files'];
  const change = (part: StoredValues) => draft.change({ ...draft.content, ...part });
  const submission = useFurtherAct(kase, words.t('submitted', { what: words.t('answerIt') }), { draft });
  const refusals = submission.problem?.refusals ?? [];
  const scope = `answer-${finding.finding}`;
  const evidenceId = `${scope}-files`;
  return (
    <FormFrame
      kase={kase}
      scope={scope}
      submission={submission}
      draft={draft}
      action={words.t('answerIt')}
      content={() => ({ act: 'answer-finding', finding: finding.finding, cause, correction, files: asFiles(files) })}
    >
      <WordsField
        id={`${scope}-cause`}
        label={words.t('cause')}
        required
        value={cause}
        path="cause"
        refusals={refusals}
        texts={kase.texts}
        onChange={(fresh) => change({ cause: fresh })}
      />
      <WordsField
        id={`${scope}-correction`}
        label={words.t('correction')}
        required
        value={correction}
        path="correction"
        refusals={refusals}
        texts={kase.texts}
        onChange={(fresh) => change({ correction: fresh })}
      />
      <FieldFrame
        id={evidenceId}
        label={words.t('evidence')}
        required={false}
        refusals={refusals.filter((r) => r.field === 'files')}
        texts={kase.texts}
        words={words}
      >
        <FileInput
          id={evidenceId}
          field={evidenceField}
          value={files}
          texts={kase.texts}
          words={words}
          describedBy={helpId(evidenceId)}
          labelledBy={labelId(evidenceId)}
          isRefused={false}
          isDisabled={submission.isBusy}
          onChange={(fresh: StoredValue | undefined) => change({ files: fresh ?? [] })}
        />
      </FieldFrame>
    </FormFrame>
  );
}

export function SettleForm(props: FindingFormProps) {
  return (
    <Gate kase={props.kase} name={`settle.${props.finding.finding}`}>
      {(opened) => <Settle {...props} opened={opened} />}
    </Gate>
  );
}

function Settle({ kase, finding, opened }: FindingFormProps & Opened) {
  const words = useWords();
  const draft = useDraft(opened, {});
  const { accepted, words: said } = textsIn(draft.content);
  const change = (part: StoredValues) => draft.change({ ...draft.content, ...part });
  const submission = useFurtherAct(kase, words.t('submitted', { what: words.t('settle') }), { draft });
  const refusals = submission.problem?.refusals ?? [];
  const scope = `settle-${finding.finding}`;
  return (
    <FormFrame
      kase={kase}
      scope={scope}
      submission={submission}
      draft={draft}
      action={words.t('settle')}
      content={() => ({
        act: 'settle-finding',
        finding: finding.finding,
        accepted: accepted !== 'no',
        words: said,
      })}
    >
      <FieldFrame
        id={`${scope}-accepted`}
        label={words.t('verdictOn')}
        required
        refusals={[]}
        texts={kase.texts}
        words={words}
        isGroup
      >
        <Radio.Group
          aria-labelledby={labelId(`${scope}-accepted`)}
          options={[
            { value: 'yes', label: words.t('accepted') },
            { value: 'no', label: words.t('rejected') },
          ]}
          value={accepted === '' ? 'yes' : accepted}
          onChange={(event) => change({ accepted: String(event.target.value) })}
        />
      </FieldFrame>
      <WordsField
        id={`${scope}-words`}
        label={words.t('verification')}
        required
        value={said}
        path="words"
        refusals={refusals}
        texts={kase.texts}
        onChange={(fresh) => change({ words: fresh })}
      />
    </FormFrame>
  );
}

/** The texts of a small form's draft; what is not there is empty. */
function textsIn(content: StoredValues) {
  const text = (name: string) => asText(content[name]);
  return {
    grade: text('grade'),
    clause: text('clause'),
    text: text('text'),
    cause: text('cause'),
    correction: text('correction'),
    accepted: text('accepted'),
    words: text('words'),
  };
}
