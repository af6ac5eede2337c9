import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../desk/words.ts';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { Assignment } from './assignment.tsx';
import { Balance } from './balance.tsx';
import { Display } from './display.tsx';
import { Duplicates } from './duplicates.tsx';
import { Forwarded } from './forwarded.tsx';
import { Members } from './members.tsx';
import { MyReviews } from './my-reviews.tsx';
import { Objections } from './objections.tsx';
import { PublicVote } from './public-vote.tsx';
import { Quotas } from './quotas.tsx';
import {
  type RoundStep,
  type RoundWithScheme,
  roundStepSpec,
  useIsUnit,
  useMineInRound,
  useRound,
  useScheme,
} from './round-parts.ts';
import { RoundStepForm } from './round-step-form.tsx';
import { RoundSteps } from './round-steps.tsx';
import { Scores } from './scores.tsx';
import { Votes } from './votes.tsx';

/** A round: for the secretary the whole desk, for a reviewer what is hers and what is left, for others what is public. */
export function RoundPage() {
  const { id } = useParams({ strict: false });
  const round = useRound(id ?? '');
  const known = round.data?.scheme;
  const scheme = useScheme(known?.id ?? '', known?.edition ?? '');
  if (round.data === undefined)
    return round.isPending ? <Loading /> : <ProblemShown problem={round.error} retry={() => void round.refetch()} />;
  if (scheme.data === undefined)
    return scheme.isPending ? <Loading /> : <ProblemShown problem={scheme.error} retry={() => void scheme.refetch()} />;
  return <RoundShown round={round.data} scheme={scheme.data} />;
}

function RoundShown({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const mine = useMineInRound({ round, scheme });
  const collects = round.steps.some((s) => s.status === 'open' && roundStepSpec(scheme, s.id)?.work === 'collect');
  return (
    <article className="case">
      <header className="case-head">
        <div>
          <p className="soft">{words.key(scheme.texts, 'title')}</p>
          <h1>{words.of(round.title)}</h1>
          <p className="soft">{words.of(round.body.name)}</p>
        </div>
        {collects && scheme.round ? (
          <Link to="/apply" search={{ scheme: scheme.id, flow: scheme.round.caseFlow, round: round.id }}>
            {words.t('applyInRound')}
          </Link>
        ) : null}
      </header>
      <NextInRound round={round} scheme={scheme} mine={mine} />
      <div className="case-body">
        <div className="case-main">
          <ActInRound round={round} scheme={scheme} mine={mine} />
          <MyReviews round={round} scheme={scheme} />
          <Forwarded round={round} scheme={scheme} />
          {round.isDesk ? <Members round={round} scheme={scheme} /> : null}
          {round.isDesk ? <Duplicates round={round} scheme={scheme} /> : null}
          {round.isDesk ? <Scores round={round} scheme={scheme} /> : null}
          {round.isDesk ? <Objections round={round} scheme={scheme} /> : null}
        </div>
        <aside className="case-aside">
          <section className="panel" aria-labelledby="phases-title">
            <h2 id="phases-title">{words.t('phases')}</h2>
            <RoundSteps round={round} scheme={scheme} />
          </section>
          <Display round={round} scheme={scheme} />
          <PublicVote round={round} scheme={scheme} />
          {round.isDesk ? <Votes round={round} scheme={scheme} /> : null}
          {round.isDesk ? <Balance round={round} scheme={scheme} /> : null}
          {round.isDesk && scheme.round?.recommenders ? <Quotas round={round} scheme={scheme} /> : null}
          {round.isDesk ? <Assignment round={round} scheme={scheme} /> : null}
        </aside>
      </div>
    </article>
  );
}

interface MineProps extends RoundWithScheme {
  readonly mine: readonly RoundStep[];
}

function NextInRound({ round, scheme, mine }: MineProps) {
  const words = useWords();
  const open = round.steps.filter((step) => step.status === 'open');
  const [first] = mine;
  const name = (step: RoundStep) => words.key(scheme.texts, `step.${step.id}`);
  const who = (step: RoundStep) =>
    words.list((roundStepSpec(scheme, step.id)?.by ?? []).map((role) => words.key(scheme.texts, `role.${role}`)));
  return (
    <div className={`next ${first ? 'next-mine' : 'next-waits'}`} role="status">
      <span className="next-word">{words.t('next')}</span>
      {first ? (
        <>
          <strong>
            {words.t('yourTurn')}
            {words.colon}
            {words.list(mine.map(name))}
          </strong>
          <button
            type="button"
            className="next-go no-print"
            onClick={() => document.getElementById('act')?.scrollIntoView({ block: 'start' })}
          >
            {words.t('toTheForm')}
          </button>
        </>
      ) : open.length === 0 ? (
        <span>{words.t('nothingOpen')}</span>
      ) : (
        open.map((step) => (
          <span key={step.id}>
            <strong>{name(step)}</strong> {words.t('waitsFor', { who: who(step) })}
          </span>
        ))
      )}
    </div>
  );
}

function ActInRound({ round, scheme, mine }: MineProps) {
  const words = useWords();
  const asked = useSearch({ strict: false });
  const [chosen, setChosen] = useState<string | null>(null);
  const current = mine.find((s) => s.id === chosen) ?? mine.find((s) => s.id === asked.do) ?? mine[0];
  const spec = current === undefined ? undefined : roundStepSpec(scheme, current.id);
  const isUnit = useIsUnit(scheme);
  if (current === undefined || spec === undefined)
    return isUnit && !round.isDesk ? null : (
      <p className="soft">{words.t(round.isDesk ? 'nothingInRound' : 'roundPublicOnly')}</p>
    );
  return (
    <section className="panel act-panel" id="act" aria-labelledby="act-title">
      {mine.length > 1 ? (
        <fieldset className="choose-act bare" aria-label={words.t('chooseWhat')}>
          {mine.map((step) => (
            <Button
              key={step.id}
              type={step === current ? 'primary' : 'default'}
              aria-pressed={step === current}
              onClick={() => setChosen(step.id)}
            >
              {words.key(scheme.texts, `step.${step.id}`)}
            </Button>
          ))}
        </fieldset>
      ) : null}
      <h2 id="act-title">{words.key(scheme.texts, `step.${current.id}`)}</h2>
      <RoundStepForm key={current.id} round={round} scheme={scheme} spec={spec} />
    </section>
  );
}
