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

interface EndProps {
  readonly scheme: string;
  readonly edition: SchemeLife['editions'][number];
  readonly today: string;
}

/** 收回: before its first day, nothing ever ran under it. 关闭: no case is opened under it after a day; what runs goes on. */
const ends = {
  recall: { short: 'editionRecallShort', title: 'editionRecall', hint: 'editionRecallHint' },
  close: { short: 'editionCloseShort', title: 'editionClose', hint: 'editionCloseHint' },
} as const;
type End = keyof typeof ends;

/** How this edition can be ended today; null where it can't. */
function endOf({ edition, today }: Pick<EndProps, 'edition' | 'today'>): End | null {
  if (edition.state === 'registered') return 'recall';
  const takesNew = edition.state !== 'recalled' && (edition.newUntil === null || today <= edition.newUntil);
  return takesNew ? 'close' : null;
}

export function EndEdition(props: EndProps) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const end = endOf(props);
  if (end === null) return null;
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {words.t(ends[end].short)}
      </Button>
      {isOpen ? (
        <DraftGate place={namedDraft(`admin:${end}:${props.scheme}:${props.edition.edition}`)}>
          {(opened) => <EndDialog {...props} end={end} opened={opened} onClose={() => setOpen(false)} />}
        </DraftGate>
      ) : null}
    </>
  );
}

interface EndDialogProps extends EndProps {
  readonly end: End;
  readonly opened: OpenedDraft;
  readonly onClose: () => void;
}

function EndDialog({ end, opened, scheme, edition: { edition }, today, onClose }: EndDialogProps) {
  const words = useWords();
  const id = useId();
  const { draft, content, change } = useFormDraft(opened, { words: '', lastDay: today });
  const title = words.t(ends[end].title, { edition });
  const submission = useAdminAct(
    ({ words: why, lastDay }: { readonly words: string; readonly lastDay: string }, key) =>
      api.post('/api/v1/scheme-editions/{id}/acts', {
        path: { id: scheme },
        body: end === 'recall' ? { act: end, edition, words: why } : { act: end, edition, words: why, lastDay },
        key,
      }),
    words.t('submitted', { what: title }),
    { draft, onDone: onClose },
  );
  return (
    <ActDialog
      title={title}
      hint={words.t(ends[end].hint)}
      texts={{}}
      isOpen
      isDangerous
      action={title}
      submission={submission}
      draft={draft}
      content={() => content}
      fieldElement={(path) => `${id}-${path}-field`}
      onClose={onClose}
    >
      {end === 'recall' ? null : (
        <DayField
          id={`${id}-lastDay`}
          label={words.t('editionLastDay')}
          required
          value={content.lastDay}
          onChange={(lastDay) => change({ lastDay: lastDay ?? today })}
        />
      )}
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
