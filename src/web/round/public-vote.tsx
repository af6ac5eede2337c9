import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { isPublicVote } from '#certification/round/public-vote.ts';
import { ActDialog } from '../act/act-dialog.tsx';
import type { RoundAct, PublicVote as Vote } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { instantText, useWords } from '../desk/words.ts';
import { WordsField } from '../form/words-field.tsx';
import type { RoundWithScheme } from './round-parts.ts';
import { useRoundAct } from './use-round-act.ts';
import { VotingCodes } from './voting-codes.tsx';

type Burst = NonNullable<Vote['desk']>['bursts'][number];

/** A vote of the public: where it is done, and for those who run it its counts, its bursts, its codes and its close. */
export function PublicVote({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const hasVote = scheme.round?.steps.some((step) => isPublicVote(scheme, step)) ?? false;
  const vote = useQuery({
    queryKey: ['round', round.id, 'public-vote'],
    queryFn: () => api.get('/api/v1/rounds/{id}/public-vote', { path: { id: round.id } }),
    enabled: hasVote,
  });
  if (vote.data === undefined || vote.data.state === 'waiting') return null;
  const { data } = vote;
  return (
    <section className="panel" aria-labelledby="public-vote-title">
      <h2 id="public-vote-title">{words.of(data.name)}</h2>
      <p>
        <a href={`/rounds/${round.id}/vote`}>{words.t('votePage')}</a>{' '}
        {data.to === null ? null : (
          <span className="soft">{words.t('voteRuns', { from: data.from ?? '', to: data.to })}</span>
        )}{' '}
        <span className="chip">{words.t(stateWords[data.state])}</span>
      </p>
      {data.desk === null ? null : <Counts vote={data} />}
      {data.desk === null || data.state === 'closed' ? null : (
        <>
          <Bursts round={round} scheme={scheme} vote={data} />
          {data.state === 'running' ? <VotingCodes round={round} vote={data} /> : null}
          <CloseIt round={round} scheme={scheme} vote={data} />
        </>
      )}
      <SetAside vote={data} />
    </section>
  );
}

const stateWords = {
  waiting: 'voteWaiting',
  running: 'voteRunning',
  ended: 'voteEnded',
  closed: 'publicVoteClosed',
} as const;

const titleIn = (vote: Vote, item: string) => vote.items.find((i) => i.id === item)?.title ?? '';

function Counts({ vote }: { readonly vote: Vote }) {
  const words = useWords();
  const counts = vote.results ?? vote.desk?.counts ?? [];
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.t('title')}</th>
          <th scope="col" className="number">
            {words.t('votesCounted')}
          </th>
          <th scope="col" className="number">
            {words.t('votesSetAside')}
          </th>
        </tr>
      </thead>
      <tbody>
        {counts.map((row) => (
          <tr key={row.item}>
            <td>{titleIn(vote, row.item)}</td>
            <td className="number">{row.counted}</td>
            <td className="number">{row.setAside}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function stretch({ since, until }: { readonly since: number; readonly until: number }): string {
  const at = (seconds: number) => instantText(new Date(seconds * 1000).toISOString());
  return `${at(since)} – ${at(until).slice(-5)}`;
}

function Bursts({ round, scheme, vote }: RoundWithScheme & { readonly vote: Vote }) {
  const words = useWords();
  const [chosen, setChosen] = useState<Burst | null>(null);
  const bursts = vote.desk?.bursts ?? [];
  return (
    <>
      <h3>{words.t('bursts')}</h3>
      <p className="soft">{words.t(bursts.length === 0 ? 'noBursts' : 'burstsHint')}</p>
      <ul className="plain">
        {bursts.map((burst) => (
          <li key={`${burst.kind} ${burst.item} ${burst.source} ${burst.since}`}>
            <strong>{titleIn(vote, burst.item)}</strong>{' '}
            {words.t(burst.kind === 'source' ? 'burstBySource' : 'burstByTime', {
              count: burst.count,
              against: burst.against,
            })}{' '}
            <span className="soft">{stretch(burst)}</span>{' '}
            <Button size="small" onClick={() => setChosen(burst)}>
              {words.t('setAsideVotes')}
            </Button>
          </li>
        ))}
      </ul>
      {chosen === null ? null : (
        <SetAsideDialog round={round} scheme={scheme} vote={vote} burst={chosen} onClose={() => setChosen(null)} />
      )}
    </>
  );
}

function SetAsideDialog({
  round,
  scheme,
  vote,
  burst,
  onClose,
}: RoundWithScheme & { readonly vote: Vote; readonly burst: Burst; readonly onClose: () => void }) {
  const words = useWords();
  const [why, setWhy] = useState('');
  const submission = useRoundAct(round, words.t('votesAreSetAside'), { onDone: onClose });
  const { kind, item, since, source } = burst;
  return (
    <ActDialog
      title={`${words.t('setAsideVotes')}${words.colon}${titleIn(vote, item)}`}
      hint={words.t('setAsideHint', { count: burst.count })}
      texts={scheme.texts}
      isOpen
      action={words.t('setAsideVotes')}
      submission={submission}
      content={(): RoundAct => ({ act: 'set-aside-votes', step: vote.step, kind, item, since, source, why })}
      onClose={onClose}
    >
      <WordsField
        id="set-aside-why"
        label={words.t('why')}
        required
        value={why}
        path="why"
        refusals={submission.problem?.refusals ?? []}
        texts={scheme.texts}
        onChange={setWhy}
      />
    </ActDialog>
  );
}

function CloseIt({ round, scheme, vote }: RoundWithScheme & { readonly vote: Vote }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const submission = useRoundAct(round, words.t('publicVoteClosed'), { onDone: () => setOpen(false) });
  if (vote.state !== 'ended') return <p className="soft">{words.t('voteCloseLater')}</p>;
  return (
    <>
      <Button type="primary" className="vote-close" onClick={() => setOpen(true)}>
        {words.t('closePublicVote')}
      </Button>
      <ActDialog
        title={words.t('closePublicVote')}
        hint={words.t('closePublicVoteHint')}
        texts={scheme.texts}
        isOpen={isOpen}
        action={words.t('closePublicVote')}
        submission={submission}
        content={(): RoundAct => ({ act: 'close-vote', step: vote.step })}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

function SetAside({ vote }: { readonly vote: Vote }) {
  const words = useWords();
  if (vote.setAside.length === 0) return null;
  return (
    <>
      <h3>{words.t('votesSetAside')}</h3>
      <ul className="plain">
        {vote.setAside.map((aside) => (
          <li key={`${aside.case} ${aside.kind} ${aside.since}`}>
            {titleIn(vote, aside.case)} · {words.t('votesMany', { count: aside.count })}{' '}
            <span className="soft">
              {stretch(aside)} {aside.why}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
