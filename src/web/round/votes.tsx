import { Button } from 'antd';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog.tsx';
import type { Round, RoundAct } from '../api/generated/api.ts';
import { useWords } from '../desk/words.ts';
import type { RoundWithScheme } from './round-parts.ts';
import { tieWords } from './tie-words.ts';
import { useRoundAct } from './use-round-act.ts';

type Vote = Round['votes'][number];

/** Secret votes: who has voted and who has not, what nobody may know before the close, and then the counts. */
export function Votes({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  return round.votes.map((vote) => (
    <section key={vote.step} className="panel" aria-labelledby={`vote-${vote.step}`}>
      <h2 id={`vote-${vote.step}`}>{words.key(scheme.texts, `step.${vote.step}`)}</h2>
      <p>
        {words.t('votesCast', { cast: vote.cast, entitled: vote.entitled })}{' '}
        <span className="chip">{words.t(vote.isClosed ? 'voteClosed' : 'voteOpen')}</span>
      </p>
      {vote.tally.length === 0 ? null : (
        <dl className="facts">
          {vote.tally.map(({ choice, count }) => (
            <div key={choice}>
              <dt>{words.key(scheme.texts, `option.vote.${choice}`, choice)}</dt>
              <dd>{count}</dd>
            </div>
          ))}
        </dl>
      )}
      {vote.waiting.length === 0 ? null : (
        <p className="soft">
          {words.t('notVoted')}
          {words.colon}
          {words.list(vote.waiting.map((person) => words.of(person.name)))}
        </p>
      )}
      {vote.recused.length === 0 ? null : (
        <p className="soft">
          {words.t('excluded')}
          {words.colon}
          {words.list(vote.recused.map((r) => `${words.of(r.person.name)}${words.aside(tieWords(r.why, words))}`))}
        </p>
      )}
      {vote.isClosed ? null : <CloseVote round={round} scheme={scheme} vote={vote} />}
    </section>
  ));
}

function CloseVote({ round, scheme, vote }: RoundWithScheme & { readonly vote: Vote }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const submission = useRoundAct(round, words.t('voteClosed'), { onDone: () => setOpen(false) });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.t('closeVote')}</Button>
      <ActDialog
        title={words.t('closeVote')}
        hint={words.t('closeVoteHint')}
        texts={scheme.texts}
        isOpen={isOpen}
        action={words.t('closeVote')}
        submission={submission}
        content={(): RoundAct => ({ act: 'close-vote', step: vote.step })}
        onClose={() => setOpen(false)}
      />
    </>
  );
}
