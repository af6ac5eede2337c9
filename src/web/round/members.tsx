import { Link } from '@tanstack/react-router';
import { useWords } from '../desk/words.ts';
import { ListFiles } from './forwarded.tsx';
import type { RoundWithScheme } from './round-parts.ts';

/** The submissions of the round with where each stands, its score, rank and proposed grade. */
export function Members({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const hasScores = round.cases.some((c) => c.score !== null);
  const hasRecommenders = round.cases.some((c) => c.recommender !== null);
  return (
    <section className="panel" aria-labelledby="members-title">
      <h2 id="members-title">
        {words.t('members')} <span className="soft">{round.cases.length}</span>
      </h2>
      {round.cases.length === 0 ? (
        <p className="soft">{words.t('noMembers')}</p>
      ) : (
        <div className="table-wrap">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.t('title')}</th>
                <th scope="col">{words.t('applicant')}</th>
                {hasRecommenders ? <th scope="col">{words.t('recommendedBy')}</th> : null}
                <th scope="col">{words.t('atStep')}</th>
                {hasScores ? (
                  <>
                    <th scope="col" className="number">
                      {words.t('score')}
                    </th>
                    <th scope="col" className="number">
                      {words.t('rank')}
                    </th>
                    <th scope="col">{words.t('proposedGrade')}</th>
                  </>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {round.cases.map((member) => (
                <tr key={member.id}>
                  <td>
                    <Link to="/cases/$id" params={{ id: member.id }} search={{}}>
                      {member.title}
                    </Link>
                  </td>
                  <td>{words.of(member.applicant.name)}</td>
                  {hasRecommenders ? (
                    <td>{member.recommender === null ? '—' : words.of(member.recommender.name)}</td>
                  ) : null}
                  <td>
                    {member.ending === null
                      ? words.list(member.openSteps.map((step) => words.key(scheme.texts, `step.${step}`)))
                      : words.key(scheme.texts, `ending.${member.ending}`)}
                  </td>
                  {hasScores ? (
                    <>
                      <td className="number">{plain(member.score)}</td>
                      <td className="number">{plain(member.rank)}</td>
                      <td>
                        {typeof member.grade === 'string'
                          ? words.key(scheme.texts, `grade.${member.grade}`, member.grade)
                          : '—'}
                      </td>
                    </>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {round.cases.length === 0 ? null : <ListFiles round={round.id} />}
    </section>
  );
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '—';
}
