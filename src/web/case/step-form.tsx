import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import type { StepSpec } from '#certification/scheme/scheme.ts';
import { CalculationPreview } from '../act/calculation-preview.tsx';
import { IdentityDialog } from '../act/identity-dialog.tsx';
import { OutcomeInput, onlyOutcome, reopenedBy, takesOn } from '../act/outcome-input.tsx';
import { ReasonInput, sentReason } from '../act/reason-input.tsx';
import { Refused } from '../act/refused.tsx';
import { RemarksInput, saidRemarks } from '../act/remarks-input.tsx';
import { emptyContent, fromStored, type StepContent, toStored } from '../act/step-content.ts';
import { useSubmission } from '../act/use-submission.ts';
import type { Case, CaseStep, DoStep, Opening } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { DraftWord } from '../draft/draft-word.tsx';
import { stepDraft } from '../draft/places.ts';
import { type OpenedDraft, useDraft } from '../draft/use-draft.ts';
import { fieldId } from '../form/field-input.tsx';
import { FormFields } from '../form/form-fields.tsx';
import { missingFields, sentValues } from '../form/form-state.ts';
import { useToday } from '../shell/session.ts';
import { beginWith, formOf, lineName, outcomeName, surroundingsOf } from './case-parts.ts';
import { MissingList } from './missing-list.tsx';
import { StepNaming } from './step-naming.tsx';
import { TakeOver } from './take-over.tsx';

interface StepFormProps {
  readonly kase: Case;
  readonly spec: StepSpec;
  readonly opening: Opening;
  readonly onDone: (ended: string | null) => void;
  /** Somebody else was first. */
  readonly onChanged: () => void;
}

/** A step, or one line of it, as a form; opened where its draft was left. */
export function StepForm(props: StepFormProps) {
  const { kase, spec, opening } = props;
  const place = stepDraft(kase.id, spec.id, opening.line);
  return <DraftGate place={place}>{(opened) => <OpenForm {...props} opened={opened} />}</DraftGate>;
}

function OpenForm({
  kase,
  spec,
  opening,
  onDone,
  onChanged,
  opened,
}: StepFormProps & { readonly opened: OpenedDraft }) {
  const words = useWords();
  const client = useQueryClient();
  const { message } = App.useApp();
  const today = useToday(kase.scheme.zone);
  const form = formOf(kase, spec);
  const begin = emptyContent(beginWith(kase, form), onlyOutcome(spec));
  const draft = useDraft(opened, toStored(begin));
  const [isOutcomeMissing, setOutcomeMissing] = useState(false);
  const content = fromStored(draft.content);
  const change = (part: Partial<StepContent>) => draft.change(toStored({ ...content, ...part }));

  const scope = `do-${spec.id}-${opening.line ?? ''}`;
  const around = surroundingsOf(kase);
  const outcome = spec.outcomes.find((o) => o.id === content.outcome);
  const reasonList = kase.reasonLists.find((list) => list.id === outcome?.reasons);
  const stepShown = kase.steps.find((step) => step.id === spec.id);
  const isFirst = kase.flow.steps[0]?.id === spec.id;
  const missing = form && takesOn(outcome ?? spec.outcomes[0]) ? missingFields(form, content.values, around) : [];

  const submission = useSubmission(
    (act: DoStep, key: string) =>
      api.post('/api/v1/cases/{id}/acts', { path: { id: kase.id }, body: { ...act, expected: kase.version }, key }),
    {
      needsIdentity: spec.identityAgain,
      draft,
      onDone: async ({ ended }) => {
        const what = words.key(kase.texts, `step.${spec.id}`);
        // First the page shows what there is now, then it is said: nobody reads “done” over what was.
        await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'draft' });
        void message.success(words.t('submitted', { what }));
        onDone(ended);
      },
      onChanged: () => {
        onChanged();
        return client.invalidateQueries({ queryKey: ['case', kase.id] });
      },
    },
  );

  const act = (chosen: string): DoStep => ({
    act: 'do',
    step: spec.id,
    line: opening.line,
    outcome: chosen,
    values: form ? sentValues(form, content.values, around) : {},
    reason: sentReason(reasonList, content.reason),
    remarks: outcome?.goes === 'return' ? saidRemarks(content.remarks) : [],
    named: content.named.filter((n) => spec.names.includes(n.role)),
  });
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    setOutcomeMissing(content.outcome === null);
    if (content.outcome !== null) await submission.submit(act(content.outcome));
    else document.getElementById(`${scope}-outcome-field`)?.scrollIntoView({ block: 'center' });
  };
  const refusals = submission.problem?.refusals ?? [];

  return (
    <form
      className="act-form"
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={formName(kase, spec, opening, words)}
    >
      <Guidance kase={kase} spec={spec} step={stepShown} />
      <Refused
        problem={submission.problem}
        texts={kase.texts}
        fieldElement={(path) => `${fieldId(scope, path)}-field`}
        retry={() => void submit()}
      />
      {form !== undefined && isFirst && stepShown?.status === 'open' && stepShown.doneAt === null ? (
        <TakeOver kase={kase} form={form} values={content.values} onTake={(values) => change({ values })} />
      ) : null}
      {form === undefined ? null : (
        <FormFields
          key={draft.turn}
          scope={scope}
          form={form}
          values={content.values}
          around={around}
          texts={kase.texts}
          refusals={refusals}
          remarks={stepShown?.remarks ?? []}
          isDisabled={submission.isBusy}
          onChange={(values) => change({ values })}
        />
      )}
      <StepNaming
        kase={kase}
        spec={spec}
        scope={scope}
        values={content.values}
        named={content.named}
        refusals={refusals}
        isDisabled={submission.isBusy}
        onChange={(named) => change({ named })}
      />
      {spec.calculation === undefined ? null : (
        <CalculationPreview
          spec={spec.calculation}
          values={{ ...kase.values, ...content.values }}
          today={today}
          texts={kase.texts}
        />
      )}
      {spec.outcomes.length < 2 ? null : (
        <OutcomeInput
          id={`${scope}-outcome`}
          step={spec}
          openings={opening.outcomes}
          texts={kase.texts}
          value={content.outcome}
          isDisabled={submission.isBusy}
          isMissing={isOutcomeMissing && content.outcome === null}
          onChange={(chosen) => change({ outcome: chosen })}
        />
      )}
      {reasonList === undefined ? null : (
        <ReasonInput
          id={`${scope}-reason`}
          list={reasonList}
          texts={kase.texts}
          value={content.reason}
          refusals={refusals}
          isDisabled={submission.isBusy}
          onChange={(reason) => change({ reason })}
        />
      )}
      {outcome?.goes === 'return' ? (
        <RemarksInput
          id={`${scope}-remark`}
          forms={reopenedBy(kase.flow, spec, outcome).flatMap((step) => formOf(kase, step) ?? [])}
          texts={kase.texts}
          value={content.remarks}
          isDisabled={submission.isBusy}
          onChange={(remarks) => change({ remarks })}
        />
      ) : null}
      <MissingList missing={missing} texts={kase.texts} element={(path) => `${fieldId(scope, path)}-field`} />
      <div className="act-end">
        <Button type="primary" htmlType="submit" size="large" loading={submission.isBusy}>
          {content.outcome === null || spec.outcomes.length < 2
            ? words.t('submit')
            : words.t('submitAs', { outcome: outcomeName(kase, spec.id, content.outcome, words) })}
        </Button>
        <DraftWord draft={draft} />
        {spec.identityAgain ? <p className="soft">{words.t('identityNeeded')}</p> : null}
      </div>
      <IdentityDialog submission={submission} />
    </form>
  );
}

function formName(kase: Case, spec: StepSpec, opening: Opening, words: ReturnType<typeof useWords>): string {
  const step = words.key(kase.texts, `step.${spec.id}`);
  return opening.line === null ? step : words.t('lineOf', { step, line: lineName(kase, spec.id, opening.line, words) });
}

/** What the scheme says to whoever does this step, and that it came back. */
function Guidance({
  kase,
  spec,
  step,
}: {
  readonly kase: Case;
  readonly spec: StepSpec;
  readonly step: CaseStep | undefined;
}) {
  const words = useWords();
  const help = kase.texts[`help.step.${spec.id}`];
  const wasReturned = (step?.remarks.length ?? 0) > 0 || step?.returnReason != null;
  const fields = new Set(formOf(kase, spec)?.fields.map((field) => field.id));
  // Remarks on fields of other steps have no field here to stand at.
  const elsewhere = (step?.remarks ?? []).filter((remark) => !fields.has(remark.field));
  return (
    <>
      {help === undefined ? null : <p className="guidance">{words.of(help)}</p>}
      {wasReturned ? (
        <div className="remark" role="note">
          <strong>{words.t('returnedToYou')}</strong>
          {step?.returnReason ? (
            <div>
              {words.key(kase.texts, `reason.${step.returnReason.list}.${step.returnReason.code}`)}{' '}
              {step.returnReason.words}
            </div>
          ) : null}
          {elsewhere.map((remark) => (
            <div key={remark.field}>
              {words.key(kase.texts, `field.${remark.field}`)}
              {words.colon}
              {remark.remark}
            </div>
          ))}
        </div>
      ) : null}
    </>
  );
}
