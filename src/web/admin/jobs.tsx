import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { Job, paths } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import type { TextKey } from '../desk/texts/language.ts';
import { instantText, useWords, type Words } from '../desk/words.ts';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { useAdminAct } from './use-admin-act.ts';

/** What the worker has before it, and what failed: seen, and run again. */
export function Jobs() {
  const words = useWords();
  const jobs = useQuery({
    queryKey: ['jobs'],
    queryFn: () => api.get('/api/v1/admin/jobs', {}),
    refetchInterval: 5_000,
  });
  if (jobs.isPending) return <Loading />;
  if (jobs.data === undefined) return <ProblemShown problem={jobs.error} retry={() => void jobs.refetch()} />;
  const { queues, failures, outboxWaiting } = jobs.data;
  return (
    <div className="columns">
      <section className="panel" aria-labelledby="jobs-title">
        <h2 id="jobs-title">{words.t('jobs')}</h2>
        <div className="table-wrap">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.t('queue')}</th>
                <th scope="col" className="number">
                  {words.t('waiting')}
                </th>
                <th scope="col" className="number">
                  {words.t('running')}
                </th>
                <th scope="col" className="number">
                  {words.t('failedJobs')}
                </th>
              </tr>
            </thead>
            <tbody>
              {queues.map((queue) => (
                <tr key={queue.queue}>
                  <td>{queueName(queue.queue, words)}</td>
                  <td className="number">{queue.waiting}</td>
                  <td className="number">{queue.running}</td>
                  <td className="number">{queue.failed}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="soft">{words.t('outboxWaiting', { count: outboxWaiting })}</p>
      </section>
      <section className="panel" aria-labelledby="failures-title">
        <h2 id="failures-title">{words.t('failedJobs')}</h2>
        {failures.length === 0 ? <p className="soft">{words.t('noFailures')}</p> : null}
        <ul className="plain">
          {failures.map((job) => (
            <Failure key={job.id} job={job} />
          ))}
        </ul>
      </section>
    </div>
  );
}

/** The worker's queues, as the route that runs one again knows them. */
type Queue = paths['/api/v1/admin/jobs/{queue}/{id}/retry']['post']['parameters']['path']['queue'];

const queueNames = {
  clock: 'queueClock',
  reckon: 'queueReckon',
  reminders: 'queueReminders',
  sweep: 'queueSweep',
  import: 'queueImport',
  export: 'queueExport',
} as const satisfies Record<Queue, TextKey>;

function queueName(queue: string, words: Words): string {
  return Object.hasOwn(queueNames, queue) ? words.t(queueNames[queue as Queue]) : queue;
}

function Failure({ job }: { readonly job: Job }) {
  const words = useWords();
  const again = useAdminAct(
    (queue: Queue) => api.post('/api/v1/admin/jobs/{queue}/{id}/retry', { path: { queue, id: job.id } }),
    words.t('runAgainDone'),
  );
  return (
    <li className="duty">
      <strong>{queueName(job.queue, words)}</strong> <span className="soft">{instantText(job.endedAt)}</span>{' '}
      <span className="soft">{words.t('attempts', { count: job.attempts })}</span>
      <pre className="job-result">
        {typeof job.result === 'string' ? job.result : JSON.stringify(job.result, null, 1)}
      </pre>
      <Button loading={again.isBusy} onClick={() => void again.submit(job.queue as Queue)}>
        {words.t('runAgain')}
      </Button>
      {again.problem === null ? null : <ProblemShown problem={again.problem} />}
    </li>
  );
}
