import { useEffect, useRef, useState } from 'react';
import { catalogue } from '#toolbox/generated/catalogue.ts';
import { bench } from '../bench/bench.ts';
import type { OpenedAnalysis, OpenedStep } from '../bench/protocol.ts';
import { deviceStore } from '../keep/device-store.ts';
import { Marked } from '../result/marked.tsx';
import { SaidList } from '../result/said-list.tsx';
import { goTo } from '../shell/route.ts';
import { useWords } from '../words/language.tsx';
import { newId } from '../workspace/work.ts';

/** A file that another page handed over to be opened. */
let handedOver: string | null = null;

export function openAnalysisFile(file: string): void {
  handedOver = file;
  goTo({ page: 'open' });
}

/** Opens an analysis file, checks its seal, runs it again and says whether everything came out the same. */
export function OpenPage() {
  const words = useWords();
  const [opened, setOpened] = useState<OpenedAnalysis | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const open = async (file: string): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      setOpened(await bench.ask('open', { file }));
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: taken over once
  useEffect(() => {
    const file = handedOver;
    handedOver = null;
    if (file !== null) void open(file);
  }, []);
  return (
    <div className="narrow-page">
      <h1 tabIndex={-1}>{words.t('openAnalysis')}</h1>
      <p>{words.t('openHint')}</p>
      <button
        type="button"
        className="primary drop"
        onClick={() => input.current?.click()}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          const [file] = event.dataTransfer.files;
          if (file) void file.text().then(open);
        }}
      >
        {words.t('chooseAnalysis')}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={words.t('chooseAnalysis')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) void file.text().then(open);
          event.target.value = '';
        }}
      />
      <div aria-live="polite">
        {busy ? <p>{words.t('rerunning')}</p> : null}
        {fault ? <p className="field-error">{words.t('benchFault', { reason: fault })}</p> : null}
        {opened && !opened.ok ? (
          <>
            <p className="verdict bad">✗ {words.t('fileRefused')}</p>
            <SaidList kind="problem" items={opened.problems} />
          </>
        ) : null}
        {opened?.ok ? <Opened opened={opened} /> : null}
      </div>
    </div>
  );
}

function Opened({ opened }: { readonly opened: Extract<OpenedAnalysis, { ok: true }> }) {
  const words = useWords();
  const same = opened.steps.every((step) => step.same);
  return (
    <>
      <p className={`verdict ${same ? 'good' : 'bad'}`}>
        {same ? `✓ ${words.t('rerunSame')}` : `✗ ${words.t('rerunDiffers')}`}
      </p>
      <dl className="facts">
        <dt>{words.t('titleOf')}</dt>
        <dd>{opened.title}</dd>
        <dt>{words.t('madeAt')}</dt>
        <dd>{opened.madeAt.slice(0, 16).replace('T', ' ')} UTC</dd>
        <dt>{words.t('madeWith')}</dt>
        <dd>{opened.software}</dd>
        <dt>SHA-256</dt>
        <dd>
          <code>{opened.digest}</code>
        </dd>
      </dl>
      {opened.excluded.map((one) => (
        <p key={one.reason}>{words.t('rowsTakenOut', { n: one.rows, reason: one.reason })}</p>
      ))}
      {opened.steps.map((step, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps of a file, in their order
        <Step key={k} step={step} title={opened.title} />
      ))}
    </>
  );
}

function Step({ step, title }: { readonly step: OpenedStep; readonly title: string }) {
  const words = useWords();
  const { calculation } = step;
  const method = catalogue.find((one) => one.id === calculation.method);
  const goOn = async () => {
    const id = newId();
    const store = await deviceStore();
    await store.put('works', {
      id,
      method: calculation.method,
      title,
      data: calculation.data,
      assignment: calculation.assignment,
      options: calculation.options,
      importNotes: [],
      changedAt: new Date().toISOString(),
    });
    goTo({ page: 'method', method: calculation.method, work: id });
  };
  return (
    <section className="card">
      <h2>{method ? words.of(method.title) : calculation.method}</h2>
      <p>{step.same ? `✓ ${words.t('stepSame')}` : `✗ ${words.t('stepDiffers')}`}</p>
      <SaidList kind="problem" items={step.problems} />
      {step.differences.map((one) => (
        <p key={one.path}>
          <Marked text={words.t('differs', { path: one.path, was: one.was, is: one.is })} />
        </p>
      ))}
      {method ? (
        <button type="button" onClick={() => void goOn()}>
          {words.t('goOnWith')}
        </button>
      ) : null}
    </section>
  );
}
