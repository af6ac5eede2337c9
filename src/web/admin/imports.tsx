import { useQuery } from '@tanstack/react-query';
import { Button, Progress, Radio, Select } from 'antd';
import { useRef, useState } from 'react';
import { missingAmong } from '../act/missing-field.ts';
import type { ImportSource } from '../api/generated/api.ts';
import { type ApiProblem, api, sendBytes, uploadFile } from '../desk/api.ts';
import { instantText, useWords } from '../desk/words.ts';
import { FieldFrame, helpId, labelId } from '../form/field-frame.tsx';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { AdminForm } from './admin-form.tsx';
import { DayField } from './day-field.tsx';
import { ImportReportShown } from './import-report.tsx';
import { useAdminAct } from './use-admin-act.ts';

/** Foreign registers: their mappings, their files, and what came of each. */
export function Imports() {
  const sources = useQuery({ queryKey: ['imports'], queryFn: () => api.get('/api/v1/imports/sources', {}) });
  const [job, setJob] = useState<string | null>(null);
  if (sources.isPending) return <Loading />;
  if (sources.data === undefined) return <ProblemShown problem={sources.error} retry={() => void sources.refetch()} />;
  return (
    <div className="columns">
      <div className="case-main">
        <StartImport sources={sources.data.rows} onStarted={setJob} />
        {job === null ? null : <ImportReportShown job={job} />}
        <RegisterMapping />
      </div>
      <Batches sources={sources.data.rows} />
    </div>
  );
}

function StartImport({
  sources,
  onStarted,
}: {
  readonly sources: readonly ImportSource[];
  readonly onStarted: (job: string) => void;
}) {
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [source, setSource] = useState(sources[0]?.code ?? '');
  const [file, setFile] = useState<File | null>(null);
  const [day, setDay] = useState<string | null>(null);
  const [take, setTake] = useState<'all-or-none' | 'good-rows'>('all-or-none');
  const [percent, setPercent] = useState<number | null>(null);
  const submission = useAdminAct(
    async (content: { readonly source: string; readonly day: string | null; readonly take: typeof take }) => {
      if (file === null) return null;
      setPercent(0);
      try {
        const stored = await uploadFile(file, setPercent);
        return await api.post('/api/v1/imports', { body: { ...content, file: stored.id } });
      } finally {
        setPercent(null);
      }
    },
    words.t('importRunning'),
    (answer) => answer !== null && onStarted(answer.job),
    () => missingAmong([['file', words.t('importFile'), file?.name ?? null]]),
  );
  if (sources.length === 0) return <p className="soft">{words.t('noSources')}</p>;
  return (
    <AdminForm
      title={words.t('imports')}
      hint={words.t('importHint')}
      action={words.t('startImport')}
      submission={submission}
      content={() => ({ source, day, take })}
    >
      {(id, refusals) => (
        <>
          <FieldFrame id={`${id}-source`} label={words.t('source')} required refusals={[]} texts={{}} words={words}>
            <Select
              id={`${id}-source`}
              className="wide-select"
              value={source}
              options={sources.map((s) => ({ value: s.code, label: `${words.of(s.names)} (${s.code})` }))}
              aria-describedby={helpId(`${id}-source`)}
              onChange={setSource}
            />
          </FieldFrame>
          <FieldFrame
            id={`${id}-file`}
            label={words.t('importFile')}
            required
            refusals={refusals}
            texts={{}}
            words={words}
          >
            <input
              id={`${id}-file`}
              ref={input}
              type="file"
              accept=".csv,.xlsx,.json,.jsonl,.txt"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
            <div role="status">
              {percent === null ? null : (
                <>
                  <span className="soft">{words.t('uploading', { name: file?.name ?? '', percent })}</span>
                  <Progress percent={percent} showInfo={false} aria-hidden="true" />
                </>
              )}
            </div>
          </FieldFrame>
          <DayField id={`${id}-day`} label={words.t('importDay')} value={day} onChange={setDay} />
          <FieldFrame id={`${id}-take`} label={words.t('take')} required refusals={[]} texts={{}} words={words} isGroup>
            <Radio.Group
              aria-labelledby={labelId(`${id}-take`)}
              value={take}
              options={[
                { value: 'all-or-none', label: words.t('takeAll') },
                { value: 'good-rows', label: words.t('takeGood') },
              ]}
              onChange={(event) => setTake(event.target.value as typeof take)}
            />
          </FieldFrame>
        </>
      )}
    </AdminForm>
  );
}

/** A mapping is a file of the author's: taken as it is, its faults said with line and column. */
function RegisterMapping() {
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  const submission = useAdminAct(
    (file: File) =>
      sendBytes<{ readonly source: string; readonly edition: string }>(
        'POST',
        '/api/v1/imports/mappings',
        new Blob([file], { type: 'application/yaml' }),
        () => undefined,
      ),
    (answer) => words.t('mappingDone', answer),
  );
  const problem: ApiProblem | null = submission.problem;
  return (
    <section className="panel" aria-labelledby="mapping-title">
      <h2 id="mapping-title">{words.t('registerMapping')}</h2>
      <p className="hint">{words.t('mappingHint')}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".yaml,.yml"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void submission.submit(file);
          event.target.value = '';
        }}
      />
      <Button loading={submission.isBusy} onClick={() => input.current?.click()}>
        {words.t('chooseFile')}
      </Button>
      {problem === null ? null : problem.refusals.length === 0 ? (
        <ProblemShown problem={problem} />
      ) : (
        <ul className="refusals" role="alert">
          {problem.refusals.map((refusal) => (
            <li key={`${refusal.field} ${refusal.text.en}`}>
              {words.of(refusal.text)} <span className="soft">{words.of(refusal.help)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Batches({ sources }: { readonly sources: readonly ImportSource[] }) {
  const words = useWords();
  return (
    <section className="panel" aria-labelledby="batches-title">
      <h2 id="batches-title">{words.t('batches')}</h2>
      {sources.map((source) => (
        <div key={source.id}>
          <h3>
            {words.of(source.names)} <span className="soft">{source.code}</span>
          </h3>
          {source.batches.length === 0 ? <p className="soft">{words.t('none')}</p> : null}
          <div className="table-wrap">
            <table>
              <tbody>
                {source.batches.map((batch) => (
                  <tr key={batch.batch}>
                    <td>{batch.snapshot}</td>
                    <td>{batch.fileName}</td>
                    <td className="number">
                      {batch.rows} {words.t('rows')}
                    </td>
                    <td className="number">
                      {batch.rejected} {words.t('rejectedRows')}
                    </td>
                    <td className="soft">{instantText(batch.importedAt)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      ))}
    </section>
  );
}
