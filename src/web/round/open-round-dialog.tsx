import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { useId } from 'react';
import { ActDialog } from '../act/act-dialog.tsx';
import { missingAmong } from '../act/missing-field.ts';
import { useSubmission } from '../act/use-submission.ts';
import type { SchemeSummary } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { FieldFrame, helpId } from '../form/field-frame.tsx';
import { WordsField } from '../form/words-field.tsx';
import { useSession } from '../shell/session.ts';

export function OpenRoundDialog({
  opened,
  schemes,
  onClose,
}: {
  readonly opened: OpenedDraft;
  readonly schemes: readonly SchemeSummary[];
  readonly onClose: () => void;
}) {
  const words = useWords();
  const id = useId();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { employment } = useSession();
  const begin = { scheme: schemes[0]?.id ?? '', title: { zh: '', en: '' } };
  const { draft, content: written, change } = useFormDraft(opened, begin);
  const { title } = written;
  const scheme = schemes.some((s) => s.id === written.scheme) ? written.scheme : begin.scheme;
  const submission = useSubmission(
    (content: { readonly scheme: string; readonly body: string; readonly title: typeof title }, key: string) =>
      api.post('/api/v1/rounds', { body: content, key }),
    {
      draft,
      check: (content) => missingAmong([['title', words.t('roundTitleZh'), content.title.zh]]),
      onDone: async ({ round }) => {
        await client.invalidateQueries({ queryKey: ['rounds'] });
        await navigate({ to: '/rounds/$id', params: { id: round }, search: {} });
      },
    },
  );
  const refusals = submission.problem?.refusals ?? [];
  return (
    <ActDialog
      title={words.t('openRound')}
      texts={{}}
      isOpen
      action={words.t('openRound')}
      submission={submission}
      draft={draft}
      content={() => ({ scheme, body: employment?.party.id ?? '', title })}
      onClose={onClose}
    >
      <FieldFrame id={`${id}-scheme`} label={words.t('scheme')} required refusals={[]} texts={{}} words={words}>
        <Select
          id={`${id}-scheme`}
          className="wide-select"
          value={scheme}
          options={schemes.map((s) => ({ value: s.id, label: words.of(s.title) }))}
          aria-describedby={helpId(`${id}-scheme`)}
          onChange={(fresh: string) => change({ scheme: fresh })}
        />
      </FieldFrame>
      <WordsField
        id={`${id}-zh`}
        label={words.t('roundTitleZh')}
        lines={1}
        required
        value={title.zh}
        path="title"
        refusals={refusals}
        texts={{}}
        onChange={(zh) => change({ title: { ...title, zh } })}
      />
      <WordsField
        id={`${id}-en`}
        label={words.t('roundTitleEn')}
        lines={1}
        value={title.en}
        path="title.en"
        refusals={refusals}
        texts={{}}
        onChange={(en) => change({ title: { ...title, en } })}
      />
    </ActDialog>
  );
}
