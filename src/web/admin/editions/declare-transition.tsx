import { Button, Input, InputNumber, Select } from 'antd';
import { useId, useState } from 'react';
import { transitionEnds } from '#certification/scheme/edition/transition.ts';
import { certainties } from '#certification/scheme/vocabulary/head.ts';
import { ActDialog } from '../../act/act-dialog.tsx';
import type { SchemeLife, Transition } from '../../api/generated/api.ts';
import { api } from '../../desk/api.ts';
import { useWords } from '../../desk/words.ts';
import { DraftGate } from '../../draft/draft-gate.tsx';
import { namedDraft } from '../../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../../draft/use-draft.ts';
import { FieldFrame } from '../../form/field-frame.tsx';
import { WordsField } from '../../form/words-field.tsx';
import { useScheme } from '../../round/round-parts.ts';
import { DayField } from '../day-field.tsx';
import { useAdminAct } from '../use-admin-act.ts';

type Edition = SchemeLife['editions'][number];

const ends = {
  expire: 'transitionExpire',
  withdraw: 'transitionWithdraw',
  'must-suspend': 'mustSuspend',
  'must-withdraw': 'mustWithdraw',
  flag: 'transitionFlag',
} as const;
const marks = { verified: 'certaintyVerified', secondary: 'secondary', 'to-be-confirmed': 'toBeConfirmed' } as const;

/** Declares how the holders and cases of an edition come to a later one; a declaration that stands is where it begins. */
export function DeclareTransition({
  scheme,
  edition,
  editions,
}: {
  readonly scheme: string;
  readonly edition: Edition;
  readonly editions: readonly Edition[];
}) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const later = editions.filter((e) => e.from > edition.from && e.state !== 'recalled');
  if (later.length === 0 || edition.state === 'recalled' || edition.state === 'closed') return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {words.t(edition.transition === null ? 'transitionDeclare' : 'transitionAnew')}
      </Button>
      {isOpen ? (
        <DraftGate place={namedDraft(`admin:transition:${scheme}:${edition.edition}`)}>
          {(opened) => (
            <Dialog opened={opened} scheme={scheme} edition={edition} later={later} onClose={() => setOpen(false)} />
          )}
        </DraftGate>
      ) : null}
    </>
  );
}

function begun(edition: Edition, later: readonly Edition[]): Transition {
  const to = later[0]?.edition ?? '';
  const named = (name: string) => ({ zh: name, en: name });
  return (
    edition.transition ?? {
      from: edition.edition,
      to,
      fromName: named(edition.edition),
      toName: named(to),
      newUntil: edition.lastDay ?? '',
      decideUntil: null,
      holdUntil: '',
      remindDays: 180,
      afterwards: 'must-withdraw',
      flows: [],
      basis: { document: '', certainty: 'to-be-confirmed' },
    }
  );
}

function Dialog({
  opened,
  scheme,
  edition,
  later,
  onClose,
}: {
  readonly opened: OpenedDraft;
  readonly scheme: string;
  readonly edition: Edition;
  readonly later: readonly Edition[];
  readonly onClose: () => void;
}) {
  const words = useWords();
  const id = useId();
  const form = useFormDraft(opened, { given: begun(edition, later), words: '' });
  const { draft } = form;
  const { given, words: said } = form.content;
  const change = (more: Partial<Transition>) => form.change({ given: { ...given, ...more } });
  const target = useScheme(scheme, given.to).data;
  const title = words.t('transitionTitle', { edition: edition.edition });
  const submission = useAdminAct(
    (transition: Transition, key) =>
      api.post('/api/v1/scheme-editions/{id}/acts', {
        path: { id: scheme },
        body: { act: 'declare-transition', transition, words: said },
        key,
      }),
    words.t('submitted', { what: title }),
    { draft, onDone: onClose },
  );
  const refusals = submission.problem?.refusals ?? [];
  const frame = (name: string, label: string, control: React.ReactNode, hint?: string) => (
    <FieldFrame
      id={`${id}-${name}`}
      label={label}
      required
      hint={hint}
      refusals={refusals.filter((r) => r.field === name)}
      texts={{}}
      words={words}
    >
      {control}
    </FieldFrame>
  );
  const name = (which: 'fromName' | 'toName', label: string) =>
    frame(
      which,
      label,
      <div className="two-languages">
        {(['zh', 'en'] as const).map((language) => (
          <Input
            key={language}
            id={language === 'zh' ? `${id}-${which}` : undefined}
            aria-label={`${label} ${language === 'zh' ? '中文' : 'English'}`}
            value={given[which][language]}
            onChange={(event) => change({ [which]: { ...given[which], [language]: event.target.value } })}
          />
        ))}
      </div>,
    );
  const day = (which: 'newUntil' | 'decideUntil' | 'holdUntil', label: string, hint: string) => (
    <DayField
      id={`${id}-${which}`}
      label={label}
      hint={hint}
      required={which !== 'decideUntil'}
      value={given[which] === '' ? null : given[which]}
      onChange={(chosen) => change({ [which]: chosen ?? (which === 'decideUntil' ? null : '') })}
    />
  );
  return (
    <ActDialog
      title={title}
      hint={words.t('transitionHint')}
      texts={target?.texts ?? {}}
      isOpen
      action={words.t('transitionDeclare')}
      submission={submission}
      draft={draft}
      content={() => given}
      fieldElement={(path) => `${id}-${path}-field`}
      onClose={onClose}
    >
      {frame(
        'to',
        words.t('transitionTo'),
        <Select
          id={`${id}-to`}
          value={given.to}
          options={later.map((e) => ({ value: e.edition, label: words.t('edition', { edition: e.edition }) }))}
          onChange={(to: string) => change({ to, flows: [] })}
        />,
      )}
      {name('fromName', words.t('transitionFromName'))}
      {name('toName', words.t('transitionToName'))}
      {day('newUntil', words.t('transitionNewUntil'), words.t('transitionNewUntilHint'))}
      {day('decideUntil', words.t('transitionDecideUntil'), words.t('transitionDecideUntilHint'))}
      {day('holdUntil', words.t('transitionHoldUntil'), words.t('transitionHoldUntilHint'))}
      {frame(
        'afterwards',
        words.t('transitionAfterwards'),
        <Select
          id={`${id}-afterwards`}
          value={given.afterwards}
          options={transitionEnds.map((value) => ({ value, label: words.t(ends[value]) }))}
          onChange={(afterwards: Transition['afterwards']) => change({ afterwards })}
        />,
      )}
      {frame(
        'remindDays',
        words.t('transitionRemind'),
        <InputNumber
          id={`${id}-remindDays`}
          min={0}
          max={3650}
          precision={0}
          controls={false}
          value={given.remindDays}
          onChange={(remindDays) => change({ remindDays: remindDays ?? 0 })}
        />,
      )}
      <FieldFrame
        id={`${id}-flows`}
        label={words.t('transitionFlows')}
        required={false}
        refusals={[]}
        texts={{}}
        words={words}
      >
        <Select
          id={`${id}-flows`}
          mode="multiple"
          value={[...given.flows]}
          options={(target?.flows ?? []).map((f) => ({
            value: f.id,
            label: words.key(target?.texts ?? {}, `flow.${f.id}`, f.id),
          }))}
          onChange={(flows: string[]) => change({ flows })}
        />
      </FieldFrame>
      {frame(
        'basis',
        words.t('transitionBasis'),
        <Input
          id={`${id}-basis`}
          value={given.basis.document}
          onChange={(event) => change({ basis: { ...given.basis, document: event.target.value } })}
        />,
      )}
      {frame(
        'certainty',
        words.t('transitionCertainty'),
        <Select
          id={`${id}-certainty`}
          value={given.basis.certainty}
          options={certainties.map((value) => ({ value, label: words.t(marks[value]) }))}
          onChange={(certainty: Transition['basis']['certainty']) => change({ basis: { ...given.basis, certainty } })}
        />,
        words.t('transitionCertaintyHint'),
      )}
      {edition.transition === null ? null : (
        <WordsField
          id={`${id}-words`}
          label={words.t('transitionWhyAnew')}
          required
          value={said}
          path="words"
          refusals={refusals}
          texts={{}}
          onChange={(text) => form.change({ words: text })}
        />
      )}
    </ActDialog>
  );
}
