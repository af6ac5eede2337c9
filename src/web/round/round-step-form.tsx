import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import type { StoredValue } from '#certification/case/events.ts';
import type { StepSpec } from '#certification/scheme/scheme.ts';
import { IdentityDialog } from '../act/identity-dialog.tsx';
import { OutcomeInput, onlyOutcome, takesOn } from '../act/outcome-input.tsx';
import { ReasonInput, sentReason } from '../act/reason-input.tsx';
import { Refused } from '../act/refused.tsx';
import { emptyContent, fromStored, type StepContent, toStored } from '../act/step-content.ts';
import type { RoundAct } from '../api/generated/api.ts';
import { MissingList } from '../case/missing-list.tsx';
import { useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { DraftWord } from '../draft/draft-word.tsx';
import { namedDraft, noDraft } from '../draft/places.ts';
import { type OpenedDraft, useDraft } from '../draft/use-draft.ts';
import { fieldId } from '../form/field-input.tsx';
import { FormFields } from '../form/form-fields.tsx';
import { type FormSurroundings, missingFields, sentValues } from '../form/form-state.ts';
import { asText } from '../form/values.ts';
import { WordsField } from '../form/words-field.tsx';
import { useSession } from '../shell/session.ts';
import { DecideRows, rowsFrom, sentRows } from './decide-rows.tsx';
import { RoundNaming } from './round-naming.tsx';
import { isOwnLine, type RoundWithScheme } from './round-parts.ts';
import { StepWorkShown } from './step-work-shown.tsx';
import { useRoundAct } from './use-round-act.ts';

interface RoundStepFormProps extends RoundWithScheme {
  readonly spec: StepSpec;
}

/** A step of a round as a form, with what its work asks beside: a seed, whom to name, the decision over each row. */
export function RoundStepForm(props: RoundStepFormProps) {
  const place = placeOf(props);
  return <DraftGate place={place}>{(opened) => <OpenForm {...props} opened={opened} />}</DraftGate>;
}

function placeOf({ round, spec }: Pick<RoundStepFormProps, 'round' | 'spec'>) {
  return spec.work === 'vote' ? noDraft : namedDraft(`round:${round.id}:${spec.id}`);
}

function OpenForm({ round, scheme, spec, opened }: RoundStepFormProps & { readonly opened: OpenedDraft }) {
  const words = useWords();
  const { person, employment } = useSession();
  const form = scheme.forms.find((f) => f.id === spec.form);
  const around: FormSurroundings = { steps: new Map(), standing: {} };
  const begin = toStored(emptyContent({}, onlyOutcome(spec)));
  const draft = useDraft(opened, begin);
  const [isOutcomeMissing, setOutcomeMissing] = useState(false);
  const content = fromStored(draft.content);
  const seed = asText(draft.content['seed']);
  const rows = rowsFrom(draft.content['rows'], round);
  const change = (part: Partial<StepContent>) =>
    draft.change({ ...draft.content, ...toStored({ ...content, ...part }) });
  const also = (name: string, value: StoredValue) => draft.change({ ...draft.content, [name]: value });

  const outcome = spec.outcomes.find((o) => o.id === content.outcome);
  const reasonList = scheme.reasonLists.find((list) => list.id === outcome?.reasons);
  const missing = form && takesOn(outcome ?? spec.outcomes[0]) ? missingFields(form, content.values, around) : [];
  const scope = `round-${spec.id}`;
  const what = words.key(scheme.texts, `step.${spec.id}`);
  const submission = useRoundAct(round, words.t('submitted', { what }), {
    draft,
    needsIdentity: spec.identityAgain,
  });

  const act = (chosen: string): RoundAct => ({
    act: 'do',
    step: spec.id,
    line: isOwnLine(spec, employment?.roles ?? []) ? person.id : null,
    outcome: chosen,
    values: form ? sentValues(form, content.values, around) : {},
    reason: sentReason(reasonList, content.reason),
    named: content.named.filter((n) => spec.names.includes(n.role)),
    ...(spec.work === 'assign' ? { seed } : {}),
    ...(spec.work === 'decide-list' ? { rows: sentRows(rows, { round, scheme }, spec) } : {}),
  });
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setOutcomeMissing(content.outcome === null);
    if (content.outcome !== null) void submission.submit(act(content.outcome));
  };
  const refusals = submission.problem?.refusals ?? [];
  return (
    <form className="act-form" noValidate onSubmit={submit} aria-label={what}>
      <StepWorkShown round={round} scheme={scheme} spec={spec} />
      <Refused
        problem={submission.problem}
        texts={scheme.texts}
        fieldElement={(path) => `${fieldId(scope, path)}-field`}
        retry={() => submit()}
      />
      {form === undefined ? null : (
        <FormFields
          key={draft.turn}
          scope={scope}
          form={form}
          values={content.values}
          around={around}
          texts={scheme.texts}
          refusals={refusals}
          remarks={[]}
          isDisabled={submission.isBusy}
          onChange={(values) => change({ values })}
        />
      )}
      <RoundNaming
        round={round}
        scheme={scheme}
        spec={spec}
        scope={scope}
        named={content.named}
        refusals={refusals}
        isDisabled={submission.isBusy}
        onChange={(named) => change({ named })}
      />
      {spec.work === 'assign' ? (
        <WordsField
          id={fieldId(scope, 'seed')}
          label={words.t('seed')}
          hint={words.t('seedHint')}
          lines={1}
          required
          value={seed}
          path="seed"
          refusals={refusals}
          texts={scheme.texts}
          onChange={(fresh) => also('seed', fresh)}
        />
      ) : null}
      {spec.work === 'decide-list' ? (
        <DecideRows
          round={round}
          scheme={scheme}
          spec={spec}
          rows={rows}
          isDisabled={submission.isBusy}
          onChange={(fresh) =>
            also(
              'rows',
              fresh.map((row): StoredValue => ({ ...row })),
            )
          }
        />
      ) : null}
      {spec.outcomes.length < 2 ? null : (
        <OutcomeInput
          id={`${scope}-outcome`}
          step={spec}
          openings={[]}
          texts={scheme.texts}
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
          texts={scheme.texts}
          value={content.reason}
          refusals={refusals}
          isDisabled={submission.isBusy}
          onChange={(reason) => change({ reason })}
        />
      )}
      <MissingList missing={missing} texts={scheme.texts} element={(path) => `${fieldId(scope, path)}-field`} />
      <div className="act-end">
        <Button type="primary" size="large" htmlType="submit" loading={submission.isBusy}>
          {words.t('submitAs', { outcome: what })}
        </Button>
        {spec.work === 'vote' ? <p className="soft">{words.t('ballotSecret')}</p> : <DraftWord draft={draft} />}
        {spec.identityAgain ? <p className="soft">{words.t('identityNeeded')}</p> : null}
      </div>
      <IdentityDialog submission={submission} />
    </form>
  );
}
