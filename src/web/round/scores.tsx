import { useQueries } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { RoundSpec } from '#certification/scheme/round.ts';
import type { Case, CaseStep } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { Loading } from '../shell/problem-shown.tsx';
import type { RoundWithScheme } from './round-parts.ts';
import { type ScoreRow, scoresOf } from './score-rows.ts';

const mostAtOnce = 60;

/** Every reviewer's score of every submission, with spread and outliers, for the meeting that looks at them. */
export function Scores({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const scoring = scheme.round?.scoring;
  const members = round.cases.filter((member) => member.ending === null || member.score !== null);
  if (scoring === undefined || members.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="scores-title">
      <h2 id="scores-title">{words.t('scores')}</h2>
      {isOpen ? (
        <ScoreTable ids={members.slice(0, mostAtOnce).map((m) => m.id)} scoring={scoring} />
      ) : (
        <Button onClick={() => setOpen(true)}>{words.t('scoresShow')}</Button>
      )}
    </section>
  );
}

function ScoreTable({
  ids,
  scoring,
}: {
  readonly ids: readonly string[];
  readonly scoring: NonNullable<RoundSpec['scoring']>;
}) {
  const words = useWords();
  const cases = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['case', id],
      queryFn: () => api.get('/api/v1/cases/{id}', { path: { id } }),
      staleTime: 30_000,
    })),
  });
  if (cases.some((c) => c.isPending)) return <Loading />;
  const rows = cases
    .flatMap((c) => (c.data === undefined ? [] : [rowOf(c.data, scoring)]))
    .sort((a, b) => (b.spread ?? 0) - (a.spread ?? 0));
  return (
    <>
      <p className="hint">{words.t('scoresHint')}</p>
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
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  {row.title}{' '}
                  <span className="soft">{words.t('scoresOf', { done: row.scores.length, all: row.lines })}</span>
                </td>
                <td>
                  <ul className="scores">
                    {row.scores.map((score, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: two reviewers may give the same score.
                      <li key={index} className={score.isOutlier ? 'score-outlier' : ''}>
                        {score.isTrimmed ? <s title={words.t('trimmed')}>{score.value}</s> : score.value}
                        {score.isOutlier ? <span className="certainty">{words.t('outlier')}</span> : null}
                      </li>
                    ))}
                  </ul>
                </td>
                <td className="number">{row.mean ?? '—'}</td>
                <td className="number">{row.spread ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function rowOf(
  kase: Case,
  scoring: NonNullable<RoundSpec['scoring']>,
): ScoreRow & { readonly id: string; readonly title: string } {
  const step: CaseStep | undefined = kase.steps.find((s) => s.id === scoring.step);
  return { id: kase.id, title: kase.title, ...scoresOf(step?.lines ?? [], scoring) };
}
