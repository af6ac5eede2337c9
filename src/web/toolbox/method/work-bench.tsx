import { useEffect, useState } from 'react';
import type { OptionValues } from '#toolbox/method/method.ts';
import { openAnalysisFile } from '../analysis/open-page.tsx';
import { SavePanel } from '../analysis/save-panel.tsx';
import type { Evaluation, MethodCard, Progress } from '../bench/protocol.ts';
import { PhoneEntry } from '../entry/phone-entry.tsx';
import { ResultView } from '../result/result-view.tsx';
import { readRoute, replaceRoute } from '../shell/route.ts';
import { useWords } from '../words/language.tsx';
import type { History } from '../workspace/history.ts';
import type { Work } from '../workspace/work.ts';
import { CarryOn } from './carry-on.tsx';
import { ColumnsPanel } from './columns-panel.tsx';
import { startOfCustom } from './custom-rules.ts';
import { DataPanel } from './data-panel.tsx';
import { exampleChange } from './example.ts';
import { OptionsPanel } from './options-panel.tsx';
import { fieldsOf, flatFields, isFlatList } from './schema-value.ts';
import { Teaching } from './teaching.tsx';
import { type OpenWork, useEvaluation, useWork } from './use-work.ts';

interface WorkBenchProps {
  readonly card: MethodCard;
  readonly initial: History<Work>;
}

/** On a phone one of these is shown at a time. */
type Part = 'result' | 'data' | 'teaching';

/** One work at a method: data and options on one side, the answer on the other, both alive at once. */
export function WorkBench({ card, initial }: WorkBenchProps) {
  const words = useWords();
  const open = useWork(initial, (kept) => {
    // A new work takes its address when it is first kept, unless the reader has gone on meanwhile.
    const now = readRoute(location.hash);
    if (now.page === 'method' && now.method === card.id && now.work === null)
      replaceRoute({ page: 'method', method: card.id, work: kept.id });
  });
  const { work, change } = open;
  const evaluating = useEvaluation(card, work, words.language);
  const { evaluation } = evaluating;
  const [entering, setEntering] = useState(false);
  const [wantedCell, setWantedCell] = useState<{ readonly cell: string } | null>(null);
  const hasAnswer = evaluation?.outcome !== null && evaluation !== null;
  const [part, setPart] = useState<Part | null>(null);
  const shown = part ?? (hasAnswer ? 'result' : 'data');
  useUndoKeys(open);

  const setOption = (name: string, value: unknown, what = 'value') => {
    const next = withOption(work.options, name, value);
    const begins = name === 'ruleSet' && value === 'custom' && next['customRules'] === undefined;
    const rules = card.options.find((spec) => spec.name === 'rules');
    const options = begins ? { ...next, customRules: startOfCustom(rules, work.options) } : next;
    change({ options }, what === '' ? '' : `option:${name}:${what}`);
  };
  const canExclude = card.options.some((spec) => spec.name === 'exclude');
  const exclude = (point: number, reason: string) => {
    const list = Array.isArray(work.options['exclude']) ? work.options['exclude'] : [];
    setOption('exclude', [...list, { point, reason }], '');
  };
  const showExample = () => {
    change(exampleChange(card, words.language), '');
    setPart('result');
  };
  const showCell = (cell: string) => {
    setPart('data');
    setWantedCell({ cell });
  };
  const takesData = card.columns.length > 0;
  return (
    <div className="work-bench" data-part={shown}>
      <WorkHead card={card} open={open} busy={evaluating.busy} />
      <nav className="parts" aria-label={words.t('parts')}>
        {(['result', 'data', 'teaching'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={shown === one} onClick={() => setPart(one)}>
            {words.t(one === 'data' && !takesData ? 'partInput' : partTexts[one])}
          </button>
        ))}
      </nav>
      <div className={`work-columns${isWide(card) ? ' stacked' : ''}`}>
        <div className="work-input">
          {takesData ? (
            <DataPanel
              card={card}
              work={work}
              evaluation={evaluation}
              onChange={change}
              onExample={showExample}
              onEntry={() => setEntering(true)}
              onAnalysis={openAnalysisFile}
              wantedCell={wantedCell}
            />
          ) : null}
          {evaluation ? (
            <ColumnsPanel
              card={card}
              evaluation={evaluation}
              onAssign={(assignment) => change({ assignment }, 'columns')}
            />
          ) : null}
          <OptionsPanel
            card={card}
            options={work.options}
            onOption={setOption}
            onReset={() => change({ options: {} }, '')}
            onExample={takesData ? undefined : showExample}
          />
        </div>
        <div className="work-result">
          <Answer
            card={card}
            evaluation={evaluation}
            fault={evaluating.fault}
            stopped={evaluating.stopped}
            progress={evaluating.busy ? evaluating.progress : null}
            onAgain={evaluating.again}
            onStop={evaluating.stop}
            takesData={takesData}
            onExample={showExample}
            onEntry={() => setEntering(true)}
            onExclude={canExclude ? exclude : undefined}
            onCell={showCell}
            onOptions={(options) => change({ options, data: { kind: 'sheet', sheet: { rows: [] } } }, '')}
            work={work}
          />
          <SavePanel card={card} work={work} evaluation={evaluation} />
        </div>
      </div>
      <Teaching card={card} onExample={showExample} />
      {entering ? (
        <PhoneEntry
          card={card}
          work={work}
          evaluation={evaluation}
          onChange={change}
          onUndo={open.undo}
          onClose={() => setEntering(false)}
        />
      ) : null}
    </div>
  );
}

/** Tables of this many columns or more want the whole width; the answer then stands below. */
const wideTable = 7;

function isWide(card: MethodCard): boolean {
  return card.options.some((spec) => {
    if (spec.kind !== 'json' || spec.name === 'states') return false;
    const lists = isFlatList(spec.schema) ? [spec.schema] : fieldsOf(spec.schema).map((field) => field.schema);
    return lists.some((list) => isFlatList(list) && flatFields(list).length >= wideTable);
  });
}

const partTexts = { result: 'partResult', data: 'partData', teaching: 'partTeaching' } as const;

function withOption(options: OptionValues, name: string, value: unknown): OptionValues {
  const { [name]: _, ...others } = options;
  return value === undefined ? others : { ...others, [name]: value };
}

function WorkHead({
  card,
  open,
  busy,
}: {
  readonly card: MethodCard;
  readonly open: OpenWork;
  readonly busy: boolean;
}) {
  const words = useWords();
  const { work, change } = open;
  return (
    <header className="work-head">
      <div>
        <h1 tabIndex={-1}>{words.of(card.title)}</h1>
        <p>{words.of(card.purpose)}</p>
      </div>
      <div className="work-tools">
        <label className="work-title">
          <span className="unseen">{words.t('workTitle')}</span>
          <input
            value={work.title}
            placeholder={words.t('workTitle')}
            onChange={(event) => change({ title: event.target.value }, 'title')}
          />
        </label>
        <button type="button" disabled={!open.canUndo} onClick={open.undo} title="Ctrl+Z">
          ↶ {words.t('undo')}
        </button>
        <button type="button" disabled={!open.canRedo} onClick={open.redo} title="Ctrl+Y">
          ↷ {words.t('redo')}
        </button>
        {open.elsewhere ? (
          <span className="elsewhere" role="alert">
            {words.t('changedElsewhere')}{' '}
            <button type="button" className="link" onClick={open.takeOther}>
              {words.t('takeOther')}
            </button>
          </span>
        ) : null}
        <span className="soft kept" role="status">
          {busy ? words.t('computing') : words.t(open.kept === 'not-kept' ? 'notKept' : 'keptHere')}
        </span>
      </div>
    </header>
  );
}

interface AnswerProps {
  readonly card: MethodCard;
  readonly evaluation: Evaluation | null;
  readonly fault: string | null;
  readonly stopped: boolean;
  readonly progress: Progress | null;
  readonly onAgain: () => void;
  readonly onStop: () => void;
  readonly takesData: boolean;
  readonly work: Work;
  readonly onExample: () => void;
  readonly onEntry: () => void;
  readonly onExclude: ((point: number, reason: string) => void) | undefined;
  readonly onCell: (cell: string) => void;
  readonly onOptions: (options: OptionValues) => void;
}

function Answer(props: AnswerProps) {
  const { card, evaluation, fault, takesData } = props;
  const words = useWords();
  if (props.progress) return <Reading progress={props.progress} onStop={props.onStop} />;
  if (props.stopped)
    return (
      <section className="card empty-result" role="status">
        <p>{words.t('stoppedByYou')}</p>
        <button type="button" onClick={props.onAgain}>
          {words.t('tryAgain')}
        </button>
      </section>
    );
  if (fault !== null)
    return (
      <section className="card" role="alert">
        <p className="field-error">{words.t('benchFault', { reason: fault })}</p>
        <button type="button" onClick={props.onAgain}>
          {words.t('tryAgain')}
        </button>
      </section>
    );
  if (!evaluation) return <section className="card empty-result">{words.t('computing')}</section>;
  if (evaluation.outcome === null)
    return (
      <section className="card empty-result">
        <h2>{words.t('nothingYet')}</h2>
        <p>{words.t(takesData ? 'nothingYetData' : 'nothingYetInput')}</p>
        <div className="tools">
          <button type="button" className="primary" onClick={props.onExample}>
            {words.t('tryExample')}
          </button>
          {takesData ? (
            <button type="button" onClick={props.onEntry}>
              {words.t('enterOneByOne')}
            </button>
          ) : null}
        </div>
      </section>
    );
  return (
    <section className="card result" aria-label={words.t('partResult')}>
      <ResultView card={card} evaluation={evaluation} onExclude={props.onExclude} onCell={props.onCell} />
      <CarryOn card={card} evaluation={evaluation} work={props.work} onOptions={props.onOptions} />
    </section>
  );
}

/** A large file on its way: how far it is, and a way out. */
function Reading({ progress, onStop }: { readonly progress: Progress; readonly onStop: () => void }) {
  const words = useWords();
  const share = Math.floor((100 * progress.bytes) / progress.of);
  const isRead = progress.bytes >= progress.of;
  const said = isRead
    ? words.t('fileRead')
    : words.t('readingFile', {
        share,
        done: (progress.bytes / 1e6).toFixed(0),
        all: (progress.of / 1e6).toFixed(0),
      });
  return (
    <section className="card empty-result reading">
      <p role="status">{said}</p>
      {isRead ? <progress aria-label={said} /> : <progress max={100} value={share} aria-label={said} />}
      <button type="button" onClick={onStop}>
        {words.t('stopComputing')}
      </button>
    </section>
  );
}

/** Ctrl+Z and Ctrl+Y anywhere on the page: every change goes through the work, so a field's own undo is not needed. */
function useUndoKeys({ undo, redo }: OpenWork): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      const key = event.key.toLowerCase();
      const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
      if (key !== 'z' && !isRedo) return;
      if (event.target instanceof Element && event.target.closest('[data-own-undo]')) return;
      event.preventDefault();
      if (isRedo) redo();
      else undo();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [undo, redo]);
}
