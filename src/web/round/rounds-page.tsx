import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { ListedRound } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { dayText, useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { namedDraft } from '../draft/places.ts';
import { Empty, Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { useSession, useToday } from '../shell/session.ts';
import { useSchemes } from '../work-list/cases-page.tsx';
import { Due, daysLeftUntil } from '../work-list/due.tsx';
import { MoreRows, usePages } from '../work-list/pages.tsx';
import { OpenRoundDialog } from './open-round-dialog.tsx';
import { useScheme } from './round-parts.ts';

/** Every round, the newest first; whoever may open one does it here. */
export function RoundsPage() {
  const words = useWords();
  const pages = usePages(['rounds'], (after) => api.get('/api/v1/rounds', { query: { limit: 30, after } }));
  const rounds = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <div className="page-title page-title-line">
        <div>
          <h1>{words.t('rounds')}</h1>
          <p className="soft">{words.t('roundsHint')}</p>
        </div>
        <OpenRound />
      </div>
      {pages.isPending ? <Loading /> : null}
      {pages.isError ? <ProblemShown problem={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.isSuccess && rounds.length === 0 ? <Empty title={words.t('emptyRounds')} /> : null}
      <ul className="rows-list">
        {rounds.map((round) => (
          <RoundRow key={round.id} round={round} />
        ))}
      </ul>
      {rounds.length > 0 ? <MoreRows pages={pages} shown={rounds.length} /> : null}
    </>
  );
}

function RoundRow({ round }: { readonly round: ListedRound }) {
  const words = useWords();
  const today = useToday();
  const scheme = useScheme(round.scheme, round.edition).data;
  const steps = round.openSteps.map((step) => words.key(scheme?.texts ?? {}, `step.${step}`, '…'));
  return (
    <li className="row">
      <div className="row-main">
        <Link to="/rounds/$id" params={{ id: round.id }} search={{}} className="row-link">
          <strong>{words.of(round.title)}</strong>
        </Link>
        <div className="row-facts soft">
          <span>{words.key(scheme?.texts ?? {}, 'title', round.scheme)}</span>
          <span>{words.t('casesInRound', { count: round.cases })}</span>
          <span>{words.t('opened', { at: dayText(round.openedAt) })}</span>
        </div>
      </div>
      <div className="row-side">
        {round.state === 'ended' ? (
          <span className="chip">{words.t('stateEnded')}</span>
        ) : (
          <span>{words.list(steps)}</span>
        )}
        {round.nextDue === null ? null : <Due due={round.nextDue} daysLeft={daysLeftUntil(today, round.nextDue)} />}
      </div>
    </li>
  );
}

/** Offered where one of the roles that open a round is this person's. */
function OpenRound() {
  const words = useWords();
  const roles = useSession().employment?.roles ?? [];
  const [isOpen, setOpen] = useState(false);
  const inRounds = useSchemes().data?.rows.filter((scheme) => scheme.isInForce && scheme.runsInRounds) ?? [];
  const mine = inRounds.filter((s) =>
    s.roles.some((r) => (r.of === 'body' || r.of === 'owner') && roles.includes(r.id)),
  );
  if (mine.length === 0) return null;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {words.t('openRound')}
      </Button>
      {isOpen ? (
        <DraftGate place={namedDraft('round:new')}>
          {(opened) => <OpenRoundDialog opened={opened} schemes={mine} onClose={() => setOpen(false)} />}
        </DraftGate>
      ) : null}
    </>
  );
}
