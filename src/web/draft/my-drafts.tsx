import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Popconfirm } from 'antd';
import { useAdminAct } from '../admin/use-admin-act.ts';
import type { KeptDraft } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { instantText, useWords, type Words } from '../desk/words.ts';
import { ProblemShown } from '../shell/problem-shown.tsx';
import { placeOf } from './place-of.ts';

/** Everything that one has begun and not done: opened again, or discarded; and how much room is left for more. */
export function MyDrafts() {
  const words = useWords();
  const drafts = useQuery({
    queryKey: ['kept-drafts'],
    queryFn: () => api.get('/api/v1/kept-drafts', {}),
    staleTime: 0,
  });
  const discard = useAdminAct(
    (subject: string) => api.delete('/api/v1/drafts/{subject}', { path: { subject } }),
    words.t('draftDiscarded'),
  );
  const found = drafts.data;
  return (
    <section className="panel" aria-labelledby="drafts-title" id="drafts">
      <h2 id="drafts-title">{words.t('myDrafts')}</h2>
      {found === undefined ? null : (
        <p className="hint">
          {words.t('draftsHeld', {
            drafts: found.held.drafts,
            size: sizeText(found.held.bytes),
            mostDrafts: found.most.drafts,
            mostSize: sizeText(found.most.bytes),
          })}
        </p>
      )}
      {drafts.isError ? <ProblemShown problem={drafts.error} retry={() => void drafts.refetch()} /> : null}
      {discard.problem === null ? null : <ProblemShown problem={discard.problem} />}
      {found?.rows.length === 0 ? <p className="soft">{words.t('noDrafts')}</p> : null}
      <ul className="plain draft-list">
        {found?.rows.map((draft) => (
          <li key={draft.subject} className="duty draft-line">
            <div>
              <DraftName draft={draft} words={words} />
              <div className="soft">
                {words.t('draftSaved', { at: instantText(draft.savedAt) })} · {sizeText(draft.bytes)}
              </div>
            </div>
            <Popconfirm
              title={words.t('draftDiscardAsk')}
              okText={words.t('draftDiscard')}
              cancelText={words.t('cancel')}
              onConfirm={() => discard.submit(draft.subject)}
            >
              <Button>{words.t('draftDiscard')}</Button>
            </Popconfirm>
          </li>
        ))}
      </ul>
    </section>
  );
}

function DraftName({ draft, words }: { readonly draft: KeptDraft; readonly words: Words }) {
  const place = placeOf(draft.subject);
  const title = draft.title === null ? words.t(place.text) : words.of(draft.title);
  const name = (
    <>
      <strong>{title}</strong>
      {draft.part === null ? null : ` · ${words.of(draft.part)}`}
    </>
  );
  // What one may no longer see has no page to lead to; the draft itself is still one's own.
  return place.link === null || (place.isNamed && draft.title === null) ? (
    <span>{name}</span>
  ) : (
    <Link {...place.link}>{name}</Link>
  );
}

function sizeText(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 100) / 10} kB` : `${Math.round(bytes / 100_000) / 10} MB`;
}
