import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { ApiProblem } from '../desk/api.ts';
import { Said } from '../desk/said.tsx';
import { instantText, refusalWords, useWords } from '../desk/words.ts';
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
  if (state.is === 'failed') return <NotKept problem={state.problem} retry={draft.retry} />;
  return <KeptWord draft={draft} />;
}

function NotKept({ problem, retry }: { readonly problem: unknown; readonly retry: () => void }) {
  const words = useWords();
  const api = problem instanceof ApiProblem && problem.status > 0 ? problem : null;
  const refusals = api?.refusals ?? [];
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={words.t(refusals.length > 0 ? 'draftRefused' : 'draftFailed')}
      description={
        <>
          {refusals.map((refusal) => {
            const { text, help } = refusalWords(refusal, {}, words);
            return (
              <div key={refusal.code}>
                <Said text={`${text} ${help}`} />
              </div>
            );
          })}
          {refusals.some(({ code }) => code === 'drafts-full') ? (
            <Link to="/account" hash="drafts">
              {words.t('myDrafts')}
            </Link>
          ) : null}
          {refusals.length > 0 ? null : <Said text={api?.message ?? words.t('unreachable')} />}
        </>
      }
      action={<Button onClick={retry}>{words.t('retry')}</Button>}
    />
  );
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
