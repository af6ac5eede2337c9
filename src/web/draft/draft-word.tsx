import { Alert, Button } from 'antd';
import { ApiProblem } from '../desk/api.ts';
import { instantText, useWords } from '../desk/words.ts';
import { useToday } from '../shell/session.ts';
import type { KeptDraft } from './use-draft.ts';

/** What has become of the draft, in words, beside the form: when it was kept, to throw it away, and to take that back. */
export function DraftWord({ draft }: { readonly draft: KeptDraft }) {
  const words = useWords();
  const { state } = draft;
  if (draft.isUnkept) return null;
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
  return <KeptWord draft={draft} />;
}

function KeptWord({ draft }: { readonly draft: KeptDraft }) {
  const words = useWords();
  const today = useToday();
  const { state } = draft;
  const timeOf = (at: string) => (instantText(at).startsWith(today) ? instantText(at).slice(11) : instantText(at));
  return (
    <p className="draft-word soft">
      <span role="status">
        {state.is === 'saved'
          ? words.t('draftSaved', { at: timeOf(state.at) })
          : state.is === 'discarded'
            ? words.t('draftDiscarded')
            : words.t(state.is === 'new' ? 'draftNew' : 'draftSaving')}
      </span>
      {state.is === 'saved' ? (
        <Button type="link" onClick={() => void draft.discard()}>
          {words.t('draftDiscard')}
        </Button>
      ) : state.is === 'discarded' ? (
        <Button type="link" onClick={draft.takeBack}>
          {words.t('draftTakeBack')}
        </Button>
      ) : null}
    </p>
  );
}
