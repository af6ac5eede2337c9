import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { RoundScores } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import type { RoundWithScheme } from './round-parts.ts';

/** Every reviewer's score of every submission, with spread and outliers, for the meeting that looks at them. */
export function Scores({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  if (scheme.round?.scoring === undefined || round.cases.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="scores-title">
      <h2 id="scores-title">{words.t('scores')}</h2>
      {isOpen ? (
        <ScoreTable round={round} scheme={scheme} />
      ) : (
        <Button onClick={() => setOpen(true)}>{words.t('scoresShow')}</Button>
      )}
    </section>
  );
}

function ScoreTable({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const scores = useQuery({
    queryKey: ['round', round.id, 'scores'],
    queryFn: () => api.get('/api/v1/rounds/{id}/scores', { path: { id: round.id } }),
  });
  if (scores.isPending) return <Loading />;
  if (scores.isError) return <ProblemShown problem={scores.error} retry={() => void scores.refetch()} />;
  const ties = scheme.round?.scoring?.ties ?? [];
  return (
    <>
      <p className="hint">
        {words.t('scoresHint')} {words.of(scores.data.rule)}
      </p>
      {ties.length === 0 ? null : (
        <p className="hint">
          {words.t('tiesBy', { fields: words.list(ties.map((f) => words.key(scheme.texts, `field.${f}`, f))) })}
        </p>
      )}
      <div className="table-wrap">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.t('title')}</th>
              <th scope="col">{words.t('scores')}</th>
              <th scope="col" className="number">
                {words.t('score')}
              </th>
              <th scope="col" className="number">
                {words.t('spread')}
              </th>
            </tr>
          </thead>
          <tbody>
            {scores.data.rows.map((row) => (
              <ScoreRow key={row.case} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function ScoreRow({ row }: { readonly row: RoundScores['rows'][number] }) {
  const words = useWords();
  return (
    <tr>
      <td>
        {row.title}{' '}
        <span className="soft">
          {words.t('scoresOf', { done: row.given.length, all: row.given.length + row.waiting.length })}
        </span>
        {row.waiting.length === 0 ? null : (
          <div className="soft">
            {words.t('notScored')}
            {words.colon}
            {words.list(row.waiting.map((person) => words.of(person.name)))}
          </div>
        )}
      </td>
      <td>
        <ul className="scores">
          {row.given.map((score) => (
            <li
              key={score.reviewer.id}
              className={score.isOutlier ? 'score-outlier' : ''}
              title={`${words.of(score.reviewer.name)}${score.away === null ? '' : ` ${score.away}`}`}
            >
              {score.isTrimmed ? <s title={words.t('trimmed')}>{score.score}</s> : score.score}
              {score.isOutlier ? (
                <span className="certainty">
                  {words.t('outlier')} {score.away}
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      </td>
      <td className="number">{row.mean ?? '—'}</td>
      <td className="number">{row.spread ?? '—'}</td>
    </tr>
  );
}
