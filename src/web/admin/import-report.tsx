import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useEffect } from 'react';
import { api } from '../desk/api.ts';
import { Said } from '../desk/said.tsx';
import { useWords } from '../desk/words.ts';
import { ProblemShown } from '../shell/problem-shown.tsx';

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
  const state = asked.data?.state;
  const client = useQueryClient();
  useEffect(() => {
    // What came in stands among the snapshots now.
    if (state === 'done') void client.invalidateQueries({ queryKey: ['imports'] });
  }, [client, state]);
  if (asked.isError) return <ProblemShown problem={asked.error} />;
  const { report = null, fault = null, rows = null, fileName = '' } = asked.data ?? {};
  if (state === 'failed' || state === 'cancelled')
    return <NotRead fileName={fileName} why={faultText(asked.data?.result)} />;
  if (fault !== null) {
    const { expected, found, row } = fault;
    const at = row === null ? '' : `${words.t('row')} ${row}${words.colon}`;
    const why = `${at}${words.t('expected')} ${words.of(expected)}${words.language === 'zh' ? '，' : ', '}${words.t('found')} \`${found}\``;
    return <NotRead fileName={fileName} why={why} />;
  }
  if (report === null)
    return (
      <section className="panel">
        <p role="status">
          <strong>{fileName}</strong> {words.t(state === 'waiting' ? 'importWaiting' : 'importRunning')}
          {rows === null ? null : <span className="soft"> {words.t('importRead', { rows })}</span>}
        </p>
        <p className="hint">{words.t('importGoesOn')}</p>
      </section>
    );
  const said =
    report.result === 'taken'
      ? words.t('importTaken', { ...report })
      : report.result === 'nothing-new'
        ? words.t('importNothing')
        : words.t('importKeptOut', { ...report });
  return (
    <section className="panel" aria-live="polite">
      <p>
        <strong>{fileName}</strong>
      </p>
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
                    <td>
                      <Said text={words.of(problem.expected)} />
                    </td>
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

function NotRead({ fileName, why }: { readonly fileName: string; readonly why: string }) {
  const words = useWords();
  return (
    <section className="panel">
      <p>
        <strong>{fileName}</strong>
      </p>
      <Alert type="error" showIcon role="alert" title={<Said text={words.t('importFailed', { why })} />} />
    </section>
  );
}

function faultText(result: unknown): string {
  if (typeof result === 'object' && result !== null && 'message' in result) return String(result.message);
  return typeof result === 'string' ? result : JSON.stringify(result ?? '');
}
