import { useQuery } from '@tanstack/react-query';
import { Button, Progress, Radio, Select } from 'antd';
import { useRef, useState } from 'react';
import { missingAmong } from '../act/missing-field.ts';
import type { ImportSource } from '../api/generated/api.ts';
import { ApiProblem, api, sendBytes, uploadFile } from '../desk/api.ts';
import { instantText, useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { namedDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { FieldFrame, helpId, labelId } from '../form/field-frame.tsx';
import { sizeText } from '../form/values.ts';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { AdminForm } from './admin-form.tsx';
import { DayField } from './day-field.tsx';
import { ImportReportShown } from './import-report.tsx';
import { isGoing, RecentImports, useRecentImports } from './recent-imports.tsx';
import { useAdminAct } from './use-admin-act.ts';

/** Foreign registers: their mappings, their files, and what came of each. */
export function Imports() {
  const sources = useQuery({ queryKey: ['imports'], queryFn: () => api.get('/api/v1/imports/sources', {}) });
  const recent = useRecentImports();
  const [job, setJob] = useState<string | null>(null);
  const going = recent.data?.rows.find(({ state }) => isGoing(state))?.id;
  // Whoever comes back sees at once what still runs, and what comes of it.
  if (job === null && going !== undefined) setJob(going);
  const reportAt = useRef<HTMLDivElement>(null);
  const show = (chosen: string) => {
    setJob(chosen);
    // Below the form it may lie out of sight, on a phone it does.
    requestAnimationFrame(() => reportAt.current?.scrollIntoView({ block: 'nearest' }));
  };
  if (sources.isPending) return <Loading />;
  if (sources.data === undefined) return <ProblemShown problem={sources.error} retry={() => void sources.refetch()} />;
  return (
    <div className="columns">
      <div className="case-main">
        <DraftGate place={namedDraft('admin:import')}>
          {(opened) => <StartImport opened={opened} sources={sources.data.rows} onStarted={show} />}
        </DraftGate>
        {job === null ? null : (
          <div ref={reportAt} className="case-main">
            <ImportReportShown key={job} job={job} />
          </div>
        )}
        <RegisterMapping />
      </div>
      <div className="case-main">
        <RecentImports asked={recent} chosen={job} onChosen={show} />
        <Batches sources={sources.data.rows} />
      </div>
    </div>
  );
}

type Take = 'all-or-none' | 'good-rows';

/** The file goes up when it is chosen: the draft holds where it lies, and a page that is opened again need not send it twice. */
const emptyImport = {
  source: '',
  file: { id: '', name: '', size: 0 },
  day: null as string | null,
  take: 'all-or-none' as Take,
};

function StartImport({
  opened,
  sources,
  onStarted,
}: {
  readonly opened: OpenedDraft;
  readonly sources: readonly ImportSource[];
  readonly onStarted: (job: string) => void;
}) {
  const words = useWords();
  const { draft, content: written, change } = useFormDraft(opened, emptyImport);
  const { file, day, take } = written;
  const source = sources.some((s) => s.code === written.source) ? written.source : (sources[0]?.code ?? '');
  const [going, setGoing] = useState<{ readonly name: string; readonly percent: number } | null>(null);
  const [notSent, setNotSent] = useState<ApiProblem | null>(null);
  const send = async (chosen: File) => {
    setNotSent(null);
    try {
      setGoing({ name: chosen.name, percent: 0 });
      const stored = await uploadFile(chosen, (percent) => setGoing({ name: chosen.name, percent }));
      change({ file: { id: stored.id, name: stored.name, size: stored.size } });
    } catch (problem) {
      setNotSent(problem instanceof ApiProblem ? problem : new ApiProblem({}, problem));
    } finally {
      setGoing(null);
    }
  };
  const submission = useAdminAct(
    (content: { readonly source: string; readonly file: string; readonly day: string | null; readonly take: Take }) =>
      api.post('/api/v1/imports', { body: content }),
    words.t('importRunning'),
    {
      draft,
      onDone: (answer) => onStarted(answer.job),
      check: (content) => missingAmong([['file', words.t('importFile'), content.file]]),
    },
  );
  if (sources.length === 0) return <p className="soft">{words.t('noSources')}</p>;
  return (
    <AdminForm
      title={words.t('imports')}
      hint={words.t('importHint')}
      action={words.t('startImport')}
      submission={submission}
      draft={draft}
      content={() => ({ source, file: file.id, day, take })}
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
              onChange={(fresh: string) => change({ source: fresh })}
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
            {file.id === '' ? null : (
              <p>
                <span className="file-name">{file.name}</span> <span className="soft">{sizeText(file.size)}</span>
              </p>
            )}
            <input
              id={`${id}-file`}
              type="file"
              accept=".csv,.xlsx,.json,.jsonl,.txt"
              disabled={going !== null}
              onChange={(event) => {
                const chosen = event.target.files?.[0];
                if (chosen) void send(chosen);
                // What was chosen is named above; a file of the same name may be chosen again.
                event.target.value = '';
              }}
            />
            <div role="status">
              {going === null ? null : (
                <>
                  <span className="soft">{words.t('uploading', going)}</span>
                  <Progress percent={going.percent} showInfo={false} aria-hidden="true" />
                </>
              )}
            </div>
            {notSent === null ? null : <ProblemShown problem={notSent} />}
          </FieldFrame>
          <DayField
            id={`${id}-day`}
            label={words.t('importDay')}
            value={day}
            onChange={(fresh) => change({ day: fresh })}
          />
          <FieldFrame id={`${id}-take`} label={words.t('take')} required refusals={[]} texts={{}} words={words} isGroup>
            <Radio.Group
              aria-labelledby={labelId(`${id}-take`)}
              value={take}
              options={[
                { value: 'all-or-none', label: words.t('takeAll') },
                { value: 'good-rows', label: words.t('takeGood') },
              ]}
              onChange={(event) => change({ take: event.target.value as Take })}
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
      {problem === null ? null : <ProblemShown problem={problem} />}
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
