import { Button } from 'antd';
import { useId, useState } from 'react';
import { ActDialog } from '../../act/act-dialog.tsx';
import type { SchemeLife } from '../../api/generated/api.ts';
import { api } from '../../desk/api.ts';
import { useWords } from '../../desk/words.ts';
import { WordsField } from '../../form/words-field.tsx';
import { DayField } from '../day-field.tsx';
import { useAdminAct } from '../use-admin-act.ts';

type Edition = SchemeLife['editions'][number];

interface EndProps {
  readonly scheme: string;
  readonly edition: Edition;
}

/** 收回: before its first day, nothing ever ran under it. */
export function RecallEdition({ scheme, edition }: EndProps) {
  const words = useWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  const title = words.t('editionRecall', { edition: edition.edition });
  const submission = useAdminAct(
    (why: string, key) =>
      api.post('/api/v1/scheme-editions/{id}/acts', {
        path: { id: scheme },
        body: { act: 'recall', edition: edition.edition, words: why },
        key,
      }),
    words.t('submitted', { what: title }),
    () => setOpen(false),
  );
  if (edition.state !== 'registered') return null;
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {words.t('editionRecallShort')}
      </Button>
      <ActDialog
        title={title}
        hint={words.t('editionRecallHint')}
        texts={{}}
        isOpen={isOpen}
        isDangerous
        action={words.t('editionRecallShort')}
        submission={submission}
        content={() => said}
        fieldElement={(path) => `${id}-${path}-field`}
        onClose={() => setOpen(false)}
      >
        <WordsField
          id={`${id}-words`}
          label={words.t('editionWhy')}
          required
          value={said}
          path="words"
          refusals={submission.problem?.refusals ?? []}
          texts={{}}
          onChange={setSaid}
        />
      </ActDialog>
    </>
  );
}

/** 关闭: no case is opened under it after a day; what runs and what holds goes on. */
export function CloseEdition({ scheme, edition, today }: EndProps & { readonly today: string }) {
  const words = useWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  const [lastDay, setLastDay] = useState<string | null>(null);
  const title = words.t('editionClose', { edition: edition.edition });
  const submission = useAdminAct(
    (content: { readonly words: string; readonly lastDay: string }, key) =>
      api.post('/api/v1/scheme-editions/{id}/acts', {
        path: { id: scheme },
        body: { act: 'close', edition: edition.edition, ...content },
        key,
      }),
    words.t('submitted', { what: title }),
    () => setOpen(false),
  );
  const takesNew = edition.state !== 'recalled' && (edition.newUntil === null || today <= edition.newUntil);
  if (!takesNew || edition.state === 'registered') return null;
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {words.t('editionCloseShort')}
      </Button>
      <ActDialog
        title={title}
        hint={words.t('editionCloseHint')}
        texts={{}}
        isOpen={isOpen}
        isDangerous
        action={words.t('editionCloseShort')}
        submission={submission}
        content={() => ({ words: said, lastDay: lastDay ?? today })}
        fieldElement={(path) => `${id}-${path}-field`}
        onClose={() => setOpen(false)}
      >
        <DayField
          id={`${id}-lastDay`}
          label={words.t('editionLastDay')}
          required
          value={lastDay ?? today}
          onChange={setLastDay}
        />
        <WordsField
          id={`${id}-words`}
          label={words.t('editionWhy')}
          required
          value={said}
          path="words"
          refusals={submission.problem?.refusals ?? []}
          texts={{}}
          onChange={setSaid}
        />
      </ActDialog>
    </>
  );
}
