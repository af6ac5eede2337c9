import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Progress } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import type { ListReport } from '../api/generated/api.ts';
import { type ApiProblem, addressOf, sendBytes } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { ProblemShown } from '../shell/problem-shown.tsx';
import { ListRows } from './list-rows.tsx';
import type { RoundWithScheme } from './round-parts.ts';

type Take = 'look' | 'all-or-none' | 'good-rows';

const listPath = '/api/v1/rounds/{id}/list';

/**
 * A recommending unit hands its list in: the empty form down, the filled one up. The file is looked at first; only then does
 * the unit say whether all of it or the good rows are taken.
 */
export function ForwardList({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const [report, setReport] = useState<ListReport | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isOver, setOver] = useState(false);

  const send = async (chosen: File, take: Take) => {
    setPercent(0);
    setProblem(null);
    try {
      const address = addressOf(listPath, { path: { id: round.id }, query: { take } });
      const answer = await sendBytes<ListReport>('POST', address, chosen, setPercent);
      setReport(answer);
      if (answer.taken) await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'draft' });
    } catch (error) {
      setReport(null);
      setProblem(error as ApiProblem);
    } finally {
      setPercent(null);
      if (input.current) input.current.value = '';
    }
  };
  const take = (chosen: File | undefined) => {
    if (chosen === undefined) return;
    setFile(chosen);
    void send(chosen, 'look');
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const form = (format: string) =>
    addressOf('/api/v1/rounds/{id}/list/form', { path: { id: round.id }, query: { format } });
  return (
    <section className="panel no-print" aria-labelledby="forward-list-title">
      <h2 id="forward-list-title">{words.t('forwardList')}</h2>
      <p className="soft">{words.t('forwardListHint')}</p>
      <p>
        <Button icon={<DownloadOutlined aria-hidden />} href={form('xlsx')} download>
          {words.t('listForm')}
        </Button>{' '}
        <a href={form('csv')} download>
          CSV
        </a>
      </p>
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        aria-hidden="true"
        accept=".xlsx,.csv"
        onChange={(event) => take(event.target.files?.[0])}
      />
      {/* The button inside does the same by keyboard. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is what a pointer does. */}
      <div
        className={`drop-list${isOver ? ' drop-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Button icon={<UploadOutlined aria-hidden />} loading={percent !== null} onClick={() => input.current?.click()}>
          {words.t('listChoose')}
        </Button>{' '}
        <span className="soft">{words.t('listDrop')}</span>
      </div>
      <div role="status">
        {percent === null ? null : <Progress percent={percent} showInfo={false} aria-label={words.t('listReading')} />}
      </div>
      {problem === null ? null : <ProblemShown problem={problem} />}
      {report === null || file === null ? null : (
        <Looked report={report} name={file.name} isBusy={percent !== null} onTake={(how) => void send(file, how)}>
          <ListRows report={report} scheme={scheme} />
        </Looked>
      )}
    </section>
  );
}

/** What there is to do where no button says it. */
function adviceOn({ taken, counts }: ListReport) {
  if (counts.refused > 0) return taken ? 'listRest' : counts.forwarded === 0 ? 'listNoneGood' : null;
  return !taken && counts.forwarded === 0 ? 'listNothingNew' : null;
}

function Looked({
  report,
  name,
  isBusy,
  onTake,
  children,
}: {
  readonly report: ListReport;
  readonly name: string;
  readonly isBusy: boolean;
  readonly onTake: (take: Take) => void;
  readonly children: React.ReactNode;
}) {
  const words = useWords();
  const { forwarded, already, refused, read } = report.counts;
  const advice = adviceOn(report);
  const counts = words.t(report.taken ? 'listCountsTaken' : 'listCounts', { read, forwarded, already, refused });
  return (
    <div className="list-report">
      <Alert
        type={report.taken ? 'success' : refused > 0 ? 'warning' : 'info'}
        showIcon
        role="status"
        title={`${name}${words.colon}${report.taken ? words.t('listTaken') : words.t('listLooked')}`}
        description={
          <>
            <p>{counts}</p>
            {report.unknown.length === 0 ? null : (
              <p>{words.t('listUnknown', { columns: words.list([...report.unknown]) })}</p>
            )}
            {advice === null ? null : <p>{words.t(advice)}</p>}
            {report.taken || forwarded === 0 ? null : (
              <p className="list-takes">
                {refused === 0 ? (
                  <Button type="primary" disabled={isBusy} onClick={() => onTake('all-or-none')}>
                    {words.t('listTakeAll', { count: forwarded })}
                  </Button>
                ) : (
                  <>
                    <Button disabled={isBusy} onClick={() => onTake('good-rows')}>
                      {words.t('listTakeGood', { count: forwarded })}
                    </Button>{' '}
                    <span className="soft">{words.t('listOrCorrect')}</span>
                  </>
                )}
              </p>
            )}
          </>
        }
      />
      {children}
    </div>
  );
}
