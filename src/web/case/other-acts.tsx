import { useNavigate } from '@tanstack/react-router';
import { App, Button, Radio } from 'antd';
import { useId, useState } from 'react';
import { ActDialog } from '../act/act-dialog.tsx';
import { ReasonInput, sentReason } from '../act/reason-input.tsx';
import type { Case, CaseAct, Opening } from '../api/generated/api.ts';
import type { TextKey } from '../desk/texts/language.ts';
import { useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { stepDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { FieldFrame, labelId } from '../form/field-frame.tsx';
import { WordsField } from '../form/words-field.tsx';
import { useFurtherAct } from './use-further-act.ts';

/** The ways out of a case, and the declaration that bars oneself. */
export function OtherActs({ kase }: { readonly kase: Case }) {
  const words = useWords();
  const exits = kase.openings.filter((o) => o.act === 'leave' && o.bars.length === 0);
  if (kase.ended) return null;
  return (
    <section className="panel no-print" aria-labelledby="other-title">
      <h2 id="other-title">{words.t('otherWays')}</h2>
      <div className="buttons">
        {exits.map((opening) => (
          <Leave key={opening.on} kase={kase} opening={opening} />
        ))}
        <DeclareConflict kase={kase} />
      </div>
    </section>
  );
}

function Leave({ kase, opening }: { readonly kase: Case; readonly opening: Opening }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {words.key(kase.texts, `exit.${opening.on}`)}
      </Button>
      {isOpen ? (
        <DraftGate place={stepDraft(kase.id, `leave.${opening.on}`, null)}>
          {(opened) => <LeaveDialog opened={opened} kase={kase} opening={opening} onClose={() => setOpen(false)} />}
        </DraftGate>
      ) : null}
    </>
  );
}

interface DialogProps {
  readonly opened: OpenedDraft;
  readonly kase: Case;
  readonly onClose: () => void;
}

const noReason = { code: '', words: '' };

function LeaveDialog({ opened, kase, opening, onClose }: DialogProps & { readonly opening: Opening }) {
  const words = useWords();
  const id = useId();
  const { draft, content: reason, change } = useFormDraft(opened, noReason);
  const exit = kase.flow.exits.find((e) => e.id === opening.on);
  const list = kase.reasonLists.find((l) => l.id === exit?.reasons);
  const name = words.key(kase.texts, `exit.${opening.on}`);
  const submission = useFurtherAct(kase, words.t('submitted', { what: name }), { draft, onDone: onClose });
  return (
    <ActDialog
      title={name}
      hint={words.t('leaveHint', { ending: words.key(kase.texts, `ending.${exit?.ending ?? ''}`) })}
      texts={kase.texts}
      isOpen
      isDangerous
      action={name}
      submission={submission}
      draft={draft}
      content={(): CaseAct => ({
        act: 'leave',
        exit: opening.on,
        reason: sentReason(list, reason),
      })}
      onClose={onClose}
    >
      {list === undefined ? null : (
        <ReasonInput
          id={id}
          list={list}
          texts={kase.texts}
          value={reason}
          refusals={submission.problem?.refusals ?? []}
          isDisabled={submission.isBusy}
          onChange={change}
        />
      )}
    </ActDialog>
  );
}

const kinds = {
  organisation: 'conflictOrganisation',
  project: 'conflictProject',
  kinship: 'conflictKinship',
  other: 'conflictOther',
} as const satisfies Record<string, TextKey>;
type ConflictKind = keyof typeof kinds;

function DeclareConflict({ kase }: { readonly kase: Case }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.t('conflict')}</Button>
      {isOpen ? (
        <DraftGate place={stepDraft(kase.id, 'conflict.mine', null)}>
          {(opened) => <ConflictDialog opened={opened} kase={kase} onClose={() => setOpen(false)} />}
        </DraftGate>
      ) : null}
    </>
  );
}

const noConflict = { kind: 'organisation' as ConflictKind, words: '' };

function ConflictDialog({ opened, kase, onClose }: DialogProps) {
  const words = useWords();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const id = useId();
  const { draft, content: written, change } = useFormDraft(opened, noConflict);
  const { kind, words: said } = written;
  const submission = useFurtherAct(kase, words.t('submitted', { what: words.t('conflict') }), {
    draft,
    onDone: async () => {
      onClose();
      void message.info(words.t('recused'));
      await navigate({ to: '/' });
    },
  });
  return (
    <ActDialog
      title={words.t('conflict')}
      hint={words.t('conflictHint')}
      texts={kase.texts}
      isOpen
      isDangerous
      action={words.t('conflict')}
      submission={submission}
      draft={draft}
      content={(): CaseAct => ({ act: 'declare-conflict', kind, words: said })}
      onClose={onClose}
    >
      <FieldFrame
        id={`${id}-kind`}
        label={words.t('conflictKind')}
        required
        refusals={[]}
        texts={kase.texts}
        words={words}
        isGroup
      >
        <Radio.Group
          aria-labelledby={labelId(`${id}-kind`)}
          value={kind}
          options={(Object.keys(kinds) as ConflictKind[]).map((k) => ({ value: k, label: words.t(kinds[k]) }))}
          onChange={(event) => change({ kind: event.target.value as ConflictKind })}
        />
      </FieldFrame>
      <WordsField
        id={`${id}-words`}
        label={words.t('inWords')}
        value={said}
        path="words"
        refusals={submission.problem?.refusals ?? []}
        texts={kase.texts}
        onChange={(text) => change({ words: text })}
      />
    </ActDialog>
  );
}
