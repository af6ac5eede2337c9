import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import type { Text } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { ProblemShown } from '../shell/problem-shown.tsx';

interface RowProblem {
  readonly row: number;
  readonly column: string;
  readonly expected: Text;
  readonly found: string;
}

interface Report {
  readonly result: 'taken' | 'nothing-new' | 'kept-out';
  readonly rows: number;
  readonly rejected: number;
  readonly touched: number;
  readonly problems: readonly RowProblem[];
}

/** How an import goes, asked until it ends; afterwards what it did, and each bad row with what was expected and found. */
export function ImportReportShown({ job }: { readonly job: string }) {
  const words = useWords();
  const asked = useQuery({
    queryKey: ['import', job],
    queryFn: () => api.get('/api/v1/imports/{id}', { path: { id: job } }),
    refetchInterval: (query) => {
      const state = query.state.data?.state;
      return state === 'done' || state === 'failed' || state === 'cancelled' ? false : 1000;
    },
  });
  if (asked.isError) return <ProblemShown problem={asked.error} />;
  const state = asked.data?.state;
  if (state === 'failed')
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={words.t('importFailed', { why: faultText(asked.data?.result) })}
      />
    );
  const report = state === 'done' ? readReport(asked.data?.result) : null;
  if (report === null)
    return (
      <p className="soft" role="status">
        {words.t('importRunning')}
      </p>
    );
  const said =
    report.result === 'taken'
      ? words.t('importTaken', { ...report })
      : report.result === 'nothing-new'
        ? words.t('importNothing')
        : words.t('importKeptOut', { ...report });
  return (
    <section className="panel" aria-live="polite">
      <Alert type={report.result === 'kept-out' ? 'error' : 'success'} showIcon title={said} />
      {report.problems.length === 0 ? null : (
        <>
          <h3>{words.t('problemsTitle')}</h3>
          <div className="table-wrap">
            <table>
              <thead>
                <tr>
                  <th scope="col" className="number">
                    {words.t('row')}
                  </th>
                  <th scope="col">{words.t('column')}</th>
                  <th scope="col">{words.t('expected')}</th>
                  <th scope="col">{words.t('found')}</th>
                </tr>
              </thead>
              <tbody>
                {report.problems.map((problem) => (
                  <tr key={`${problem.row} ${problem.column} ${problem.found}`}>
                    <td className="number">{problem.row}</td>
                    <td>{problem.column}</td>
                    <td>{words.of(problem.expected)}</td>
                    <td>
                      <code>{problem.found}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

/** What the job left: the report of the import, as the worker wrote it. */
function readReport(result: unknown): Report | null {
  if (typeof result !== 'object' || result === null || !('result' in result)) return null;
  return { rows: 0, rejected: 0, touched: 0, problems: [], ...(result as Partial<Report>) } as Report;
}

function faultText(result: unknown): string {
  if (typeof result === 'object' && result !== null && 'message' in result) return String(result.message);
  return typeof result === 'string' ? result : JSON.stringify(result ?? '');
}
