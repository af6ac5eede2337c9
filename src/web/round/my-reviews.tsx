import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { WorkTask } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { useSession } from '../shell/session.ts';
import { Due } from '../work-list/due.tsx';
import type { RoundWithScheme } from './round-parts.ts';

/** The reviewer's page: what is mine, what is left. */
export function MyReviews({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const roles = useSession().employment?.roles ?? [];
  const assignment = scheme.round?.assignment;
  const isReviewer = assignment !== undefined && roles.includes(assignment.role);
  const mine = useQuery({
    queryKey: ['cases', 'round', round.id],
    queryFn: () => api.get('/api/v1/cases', { query: { round: round.id, limit: 200 } }),
    enabled: isReviewer,
  });
  const todo = useReviewTasks('todo', isReviewer);
  const done = useReviewTasks('done', isReviewer);
  if (!isReviewer || assignment === undefined) return null;
  const inRound = new Set(mine.data?.rows.map((row) => row.id));
  const ofRound = (tasks: readonly WorkTask[]) =>
    tasks.filter((task) => task.step === assignment.step && inRound.has(task.subject));
  const left = ofRound(todo.data?.tasks ?? []);
  const ready = ofRound(done.data?.tasks ?? []);
  if (left.length === 0 && ready.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="mine-title">
      <h2 id="mine-title">{words.t('myReviews')}</h2>
      <p>{left.length === 0 ? words.t('reviewsAllDone') : words.t('reviewsLeft', { count: left.length })}</p>
      <ul className="rows-list">
        {[...left, ...ready].map((task) => (
          <li key={`${task.subject} ${task.line}`} className="row">
            <div className="row-main">
              <Link to="/cases/$id" params={{ id: task.subject }} search={{ do: task.step }} className="row-link">
                <strong>{task.title}</strong>
              </Link>
            </div>
            <div className="row-side">
              <span className="chip">{words.t(task.state === 'open' ? 'reviewLeft' : 'reviewDone')}</span>
              {task.due === null ? null : <Due due={task.due} daysLeft={task.daysLeft} />}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useReviewTasks(list: 'todo' | 'done', isWanted: boolean) {
  return useQuery({
    queryKey: ['work', 'reviews', list],
    queryFn: () => api.get('/api/v1/work', { query: { list, limit: 200 } }),
    enabled: isWanted,
  });
}
