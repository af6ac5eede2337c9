import { Alert, Button } from 'antd';
import { ApiProblem } from '../desk/api.ts';
import { instantText, useWords } from '../desk/words.ts';
import type { KeptDraft } from './use-draft.ts';

/** What has become of the draft, in words, beside the form. */
export function DraftWord({ draft }: { readonly draft: KeptDraft }) {
  const words = useWords();
  const { state } = draft;
  if (state.is === 'conflict')
    return (
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={words.t('draftElsewhere', { at: instantText(state.theirs.savedAt) })}
        action={
          <div className="alert-actions">
            <Button onClick={draft.takeTheirs}>{words.t('takeTheirs')}</Button>
            <Button onClick={draft.keepMine}>{words.t('keepMine')}</Button>
          </div>
        }
      />
    );
  if (state.is === 'failed')
    return (
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={words.t('draftFailed')}
        description={
          state.problem instanceof ApiProblem && state.problem.status > 0
            ? state.problem.message
            : words.t('unreachable')
        }
        action={<Button onClick={draft.retry}>{words.t('retry')}</Button>}
      />
    );
  return (
    <p className="draft-word soft" role="status">
      {state.is === 'saved'
        ? words.t('draftSaved', { at: instantText(state.at).slice(11) })
        : state.is === 'new'
          ? words.t('draftNew')
          : words.t('draftSaving')}
    </p>
  );
}
