import { useEffect, useRef, useState } from 'react';
import { readNumberText } from '#toolbox/data-entry/number-text.ts';
import type { Evaluation, MethodCard } from '../bench/protocol.ts';
import { pointCount } from '../chart/frame.ts';
import { SvgChart } from '../chart/svg-chart.tsx';
import { useWidth } from '../chart/use-width.ts';
import { asChartValues, ruleText } from '../result/control-chart-values.ts';
import { Marked } from '../result/marked.tsx';
import { useWords } from '../words/language.tsx';
import { cellAt, type Sheet, setCell } from '../workspace/sheet.ts';
import type { Work } from '../workspace/work.ts';
import { CollectionPlan } from './collection-plan.tsx';
import {
  columnsToFill,
  entryColumns,
  entryTemplate,
  lastEntries,
  nextEntry,
  personColumn,
  planRoles,
  usedWords,
} from './entry-columns.ts';
import { Keypad } from './keypad.tsx';

interface PhoneEntryProps {
  readonly card: MethodCard;
  readonly work: Work;
  readonly evaluation: Evaluation | null;
  readonly onChange: (next: Partial<Work>, what: string) => void;
  readonly onUndo: () => void;
  readonly onClose: () => void;
}

/** Values one at a time, at the machine: large keys, or a gauge that types and ends with Enter; the chart stands above. */
export function PhoneEntry(props: PhoneEntryProps) {
  const { card, work, evaluation, onClose } = props;
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  const isEmpty = work.data.kind === 'sheet' && work.data.sheet.rows.length === 0;
  return (
    <dialog ref={dialog} className="entry" aria-labelledby="entry-title" onCancel={onClose}>
      <header className="entry-head">
        <h2 id="entry-title">{words.of(card.title)}</h2>
        <button type="button" onClick={onClose}>
          {words.t('entryDone')}
        </button>
      </header>
      {work.data.kind === 'stored' ? (
        <p>{words.t('storedNoEntry')}</p>
      ) : isEmpty || !evaluation ? (
        <EntryStart {...props} />
      ) : (
        <Entering {...props} sheet={work.data.sheet} evaluation={evaluation} />
      )}
    </dialog>
  );
}

/** Before the first value: how many make a subgroup, or the plan of a gauge study. */
function EntryStart({ card, onChange }: PhoneEntryProps) {
  const words = useWords();
  const [perRow, setPerRow] = useState(5);
  const many = card.columns.some((role) => role.kind === 'number' && role.columns[1] > 1 && !role.optional);
  const begin = () => onChange(entryTemplate(card, words.language, perRow), '');
  // A method without a choice to make begins at once.
  const isPlain = !many && !planRoles(card);
  const begun = useRef(false);
  useEffect(() => {
    if (!isPlain || begun.current) return;
    begun.current = true;
    begin();
  });
  if (isPlain) return null;
  return (
    <>
      {many ? (
        <div className="plan">
          <label>
            {words.t('perSubgroup')}
            <input
              type="number"
              min={1}
              max={25}
              value={perRow}
              onChange={(event) => setPerRow(Math.min(25, Math.max(1, Math.round(Number(event.target.value)) || 1)))}
            />
          </label>
          <button type="button" onClick={begin}>
            {words.t('entryBegin')}
          </button>
        </div>
      ) : null}
      <CollectionPlan card={card} onPlan={(change) => onChange(change, '')} />
      {planRoles(card) ? (
        <button type="button" className="link" onClick={begin}>
          {words.t('withoutPlan')}
        </button>
      ) : null}
    </>
  );
}

function Entering({
  card,
  evaluation,
  sheet,
  onChange,
  onUndo,
}: PhoneEntryProps & { readonly sheet: Sheet; readonly evaluation: Evaluation }) {
  const words = useWords();
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const dataFrom = (evaluation.table?.firstRow ?? 2) - 1;
  const all = entryColumns(card, evaluation, sheet);
  const columns = columnsToFill(card, sheet, all, dataFrom);
  // A study that was laid out shows whose turn it is and the label of the part, never the part's own number.
  const planned = planRoles(card) !== null && isLabelled(sheet, all, dataFrom);
  const next = nextEntry(sheet, columns, dataFrom);
  const canEnter = next !== null;
  useEffect(() => {
    if (canEnter) input.current?.focus();
  }, [canEnter]);
  useSignalTouch(evaluation);
  if (!next) return <p>{words.t('noEntryColumns')}</p>;
  const isDone = planned && next.place.row >= sheet.rows.length;

  const enter = (raw: string): void => {
    const value = raw.trim();
    if (value === '') return;
    if (next.column.kind === 'number' && !readNumberText(value).ok) {
      setRefused(value);
      return;
    }
    setRefused(null);
    setText('');
    onChange({ data: { kind: 'sheet', sheet: setCell(sheet, next.place, value) } }, '');
    input.current?.focus();
    if ('vibrate' in navigator) navigator.vibrate(15);
  };
  const isWord = next.column.kind === 'label';
  const row = next.place.row - dataFrom + 1;
  return (
    <>
      <EntryChart evaluation={evaluation} />
      <div className="entry-prompt" aria-live="polite">
        {isDone ? (
          <strong>{words.t('planDone')}</strong>
        ) : planned ? (
          <PlannedStep
            sheet={sheet}
            row={next.place.row}
            steps={sheet.rows.length - dataFrom}
            done={row - 1}
            person={personColumn(card, evaluation, sheet)}
            read={all.at(-1)?.index ?? 0}
          />
        ) : (
          <>
            <strong>{columns.length > 1 ? words.t('entryRow', { row }) : words.t('entryPoint', { row })}</strong>{' '}
            {next.column.name}
          </>
        )}
      </div>
      <form
        className="entry-form"
        onSubmit={(event) => {
          event.preventDefault();
          enter(text);
        }}
      >
        <input
          ref={input}
          className="entry-value"
          aria-label={next.column.name}
          inputMode={isWord ? 'text' : 'none'}
          autoComplete="off"
          enterKeyHint="next"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            // Some gauges end a value with Tab.
            if (event.key === 'Tab' && !event.shiftKey && text !== '') {
              event.preventDefault();
              enter(text);
            }
          }}
        />
        {refused !== null ? (
          <p className="field-error" role="alert">
            <Marked text={words.t('expectedNumber', { found: `\`${refused}\`` })} />
          </p>
        ) : null}
        {isWord ? (
          <div className="word-keys">
            {usedWords(sheet, next.column.index, dataFrom).map((word) => (
              <button key={word} type="button" onClick={() => enter(word)}>
                {word}
              </button>
            ))}
            <button type="submit" className="done">
              {words.t('nextValue')}
            </button>
          </div>
        ) : (
          <Keypad
            onKey={(key) => setText((old) => typed(old, key))}
            onErase={() => setText((old) => old.slice(0, -1))}
            onDone={() => enter(text)}
          />
        )}
      </form>
      <p className="entry-last">
        <button type="button" className="link" onClick={onUndo}>
          {words.t('undoLast')}
        </button>
        {lastEntries(sheet, columns, dataFrom, 4).map(({ place, text: value }) => (
          <span key={`${place.row} ${place.column}`}>{value}</span>
        ))}
      </p>
      {isWord ? null : <p className="soft">{words.t('wedgeHint')}</p>}
    </>
  );
}

/** A minus stands first or not at all; a second point is not taken. */
function typed(text: string, key: string): string {
  if (key === '-') return text.startsWith('-') ? text.slice(1) : `-${text}`;
  return key === '.' && text.includes('.') ? text : text + key;
}

/** The plan of a gauge study has a column of labels beside those of the method. */
function isLabelled(sheet: Sheet, all: ReturnType<typeof entryColumns>, dataFrom: number): boolean {
  const read = all.at(-1)?.index ?? 0;
  return /^[A-Z]\d\d$/.test(cellAt(sheet, { row: dataFrom, column: read - 1 }));
}

interface PlannedStepProps {
  readonly sheet: Sheet;
  readonly row: number;
  readonly steps: number;
  readonly done: number;
  readonly person: number;
  readonly read: number;
}

function PlannedStep({ sheet, row, steps, done, person, read }: PlannedStepProps) {
  const words = useWords();
  // The label stands before the reading; the part's own number is not shown, so that nobody remembers it.
  const label = cellAt(sheet, { row, column: read - 1 });
  const who = cellAt(sheet, { row, column: person });
  return <strong>{words.t('planStep', { person: who, label, done: done + 1, all: steps })}</strong>;
}

function EntryChart({ evaluation }: { readonly evaluation: Evaluation }) {
  const words = useWords();
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder);
  const { outcome } = evaluation;
  const scene = outcome?.ok ? outcome.scenes[0] : undefined;
  const chart = outcome?.ok ? asChartValues(outcome.values) : null;
  const last = chart?.signals.filter((signal) => signal.point === chart.points) ?? [];
  return (
    <div ref={holder} className="entry-chart">
      {scene && width > 0 && pointCount(scene) < 20_000 ? (
        <SvgChart
          scenes={[{ ...scene, aspect: 2.2 }]}
          language={words.language}
          width={width}
          point={null}
          onPoint={() => undefined}
        />
      ) : (
        <p className="soft">{words.t('chartSoon')}</p>
      )}
      {chart && last.length > 0 ? (
        <p className="verdict bad" role="alert">
          ◆ {last.map((signal) => words.of(ruleText(chart, signal.rule))).join('; ')}
        </p>
      ) : null}
    </div>
  );
}

/** A new signal is felt, for eyes are on the gauge. */
function useSignalTouch({ outcome }: Evaluation): void {
  const chart = outcome?.ok ? asChartValues(outcome.values) : null;
  const count = chart?.signals.filter((signal) => signal.point === chart.points).length ?? 0;
  useEffect(() => {
    if (count > 0 && 'vibrate' in navigator) navigator.vibrate([90, 50, 90]);
  }, [count]);
}
