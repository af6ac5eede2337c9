import { useNavigate } from '@tanstack/react-router';
import { App, Button, Radio } from 'antd';
import { useId, useState } from 'react';
import { ActDialog } from '../act/act-dialog.tsx';
import { ReasonInput, sentReason } from '../act/reason-input.tsx';
import type { Case, CaseAct, Opening } from '../api/generated/api.ts';
import type { TextKey } from '../desk/texts/language.ts';
import { useWords } from '../desk/words.ts';
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
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState({ code: '', words: '' });
  const exit = kase.flow.exits.find((e) => e.id === opening.on);
  const list = kase.reasonLists.find((l) => l.id === exit?.reasons);
  const name = words.key(kase.texts, `exit.${opening.on}`);
  const submission = useFurtherAct(kase, words.t('submitted', { what: name }), () => setOpen(false));
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {name}
      </Button>
      <ActDialog
        title={name}
        hint={words.t('leaveHint', { ending: words.key(kase.texts, `ending.${exit?.ending ?? ''}`) })}
        texts={kase.texts}
        isOpen={isOpen}
        isDangerous
        action={name}
        submission={submission}
        content={(): CaseAct => ({
          act: 'leave',
          exit: opening.on,
          reason: sentReason(list, reason),
        })}
        onClose={() => setOpen(false)}
      >
        {list === undefined ? null : (
          <ReasonInput
            id={id}
            list={list}
            texts={kase.texts}
            value={reason}
            refusals={submission.problem?.refusals ?? []}
            isDisabled={submission.isBusy}
            onChange={setReason}
          />
        )}
      </ActDialog>
    </>
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
  const navigate = useNavigate();
  const { message } = App.useApp();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [kind, setKind] = useState<ConflictKind>('organisation');
  const [said, setSaid] = useState('');
  const submission = useFurtherAct(kase, words.t('submitted', { what: words.t('conflict') }), async () => {
    setOpen(false);
    void message.info(words.t('recused'));
    await navigate({ to: '/' });
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.t('conflict')}</Button>
      <ActDialog
        title={words.t('conflict')}
        hint={words.t('conflictHint')}
        texts={kase.texts}
        isOpen={isOpen}
        isDangerous
        action={words.t('conflict')}
        submission={submission}
        content={(): CaseAct => ({ act: 'declare-conflict', kind, words: said })}
        onClose={() => setOpen(false)}
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
            onChange={(event) => setKind(event.target.value as ConflictKind)}
          />
        </FieldFrame>
        <WordsField
          id={`${id}-words`}
          label={words.t('inWords')}
          value={said}
          path="words"
          refusals={submission.problem?.refusals ?? []}
          texts={kase.texts}
          onChange={setSaid}
        />
      </ActDialog>
    </>
  );
}
