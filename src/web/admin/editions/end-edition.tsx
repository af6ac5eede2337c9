import { Button } from 'antd';
import { useId, useState } from 'react';
import { ActDialog } from '../../act/act-dialog.tsx';
import type { SchemeLife } from '../../api/generated/api.ts';
import { api } from '../../desk/api.ts';
import { useWords } from '../../desk/words.ts';
import { DraftGate } from '../../draft/draft-gate.tsx';
import { namedDraft } from '../../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../../draft/use-draft.ts';
import { WordsField } from '../../form/words-field.tsx';
import { DayField } from '../day-field.tsx';
import { useAdminAct } from '../use-admin-act.ts';

type Edition = SchemeLife['editions'][number];

interface EndProps {
  readonly scheme: string;
  readonly edition: Edition;
}

interface EndDialogProps extends EndProps {
  readonly opened: OpenedDraft;
  readonly onClose: () => void;
}

/** 收回: before its first day, nothing ever ran under it. */
export function RecallEdition({ scheme, edition }: EndProps) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  if (edition.state !== 'registered') return null;
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {words.t('editionRecallShort')}
      </Button>
      {isOpen ? (
        <DraftGate place={namedDraft(`admin:recall:${scheme}:${edition.edition}`)}>
          {(opened) => (
            <RecallDialog opened={opened} scheme={scheme} edition={edition} onClose={() => setOpen(false)} />
          )}
        </DraftGate>
      ) : null}
    </>
  );
}

const nothingSaid = { words: '' };

function RecallDialog({ opened, scheme, edition, onClose }: EndDialogProps) {
  const words = useWords();
  const id = useId();
  const { draft, content, change } = useFormDraft(opened, nothingSaid);
  const title = words.t('editionRecall', { edition: edition.edition });
  const submission = useAdminAct(
    (why: string, key) =>
      api.post('/api/v1/scheme-editions/{id}/acts', {
        path: { id: scheme },
        body: { act: 'recall', edition: edition.edition, words: why },
        key,
      }),
    words.t('submitted', { what: title }),
    { draft, onDone: onClose },
  );
  return (
    <ActDialog
      title={title}
      hint={words.t('editionRecallHint')}
      texts={{}}
      isOpen
      isDangerous
      action={words.t('editionRecallShort')}
      submission={submission}
      draft={draft}
      content={() => content.words}
      fieldElement={(path) => `${id}-${path}-field`}
      onClose={onClose}
    >
      <WordsField
        id={`${id}-words`}
        label={words.t('editionWhy')}
        required
        value={content.words}
        path="words"
        refusals={submission.problem?.refusals ?? []}
        texts={{}}
        onChange={(text) => change({ words: text })}
      />
    </ActDialog>
  );
}

/** 关闭: no case is opened under it after a day; what runs and what holds goes on. */
export function CloseEdition({ scheme, edition, today }: EndProps & { readonly today: string }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const takesNew = edition.state !== 'recalled' && (edition.newUntil === null || today <= edition.newUntil);
  if (!takesNew || edition.state === 'registered') return null;
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {words.t('editionCloseShort')}
      </Button>
      {isOpen ? (
        <DraftGate place={namedDraft(`admin:close:${scheme}:${edition.edition}`)}>
          {(opened) => (
            <CloseDialog
              opened={opened}
              scheme={scheme}
              edition={edition}
              today={today}
              onClose={() => setOpen(false)}
            />
          )}
        </DraftGate>
      ) : null}
    </>
  );
}

function CloseDialog({ opened, scheme, edition, today, onClose }: EndDialogProps & { readonly today: string }) {
  const words = useWords();
  const id = useId();
  const { draft, content, change } = useFormDraft(opened, { words: '', lastDay: today });
  const title = words.t('editionClose', { edition: edition.edition });
  const submission = useAdminAct(
    (asked: { readonly words: string; readonly lastDay: string }, key) =>
      api.post('/api/v1/scheme-editions/{id}/acts', {
        path: { id: scheme },
        body: { act: 'close', edition: edition.edition, ...asked },
        key,
      }),
    words.t('submitted', { what: title }),
    { draft, onDone: onClose },
  );
  return (
    <ActDialog
      title={title}
      hint={words.t('editionCloseHint')}
      texts={{}}
      isOpen
      isDangerous
      action={words.t('editionCloseShort')}
      submission={submission}
      draft={draft}
      content={() => content}
      fieldElement={(path) => `${id}-${path}-field`}
      onClose={onClose}
    >
      <DayField
        id={`${id}-lastDay`}
        label={words.t('editionLastDay')}
        required
        value={content.lastDay}
        onChange={(lastDay) => change({ lastDay: lastDay ?? today })}
      />
      <WordsField
        id={`${id}-words`}
        label={words.t('editionWhy')}
        required
        value={content.words}
        path="words"
        refusals={submission.problem?.refusals ?? []}
        texts={{}}
        onChange={(text) => change({ words: text })}
      />
    </ActDialog>
  );
}
