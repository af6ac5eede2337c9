import { useEffect, useMemo, useRef, useState } from 'react';
import type { Problem } from '#toolbox/method/method.ts';
import type { BookSheet, Evaluation, MethodCard } from '../bench/protocol.ts';
import { Grid } from '../grid/grid.tsx';
import { type Cursor, placeOfCell, startCursor } from '../grid/move.ts';
import { asChartValues } from '../result/control-chart-values.ts';
import { SaidList } from '../result/said-list.tsx';
import { useWords } from '../words/language.tsx';
import { insertRow, ordered, removeColumns, removeRows, type Sheet, widthOf } from '../workspace/sheet.ts';
import { emptySheet, type Work } from '../workspace/work.ts';
import { type Clipped, clipped, readClipboard } from './clipboard.ts';
import { exclusionsAfter, moveExclusions, type RowsMoved } from './exclusions.ts';
import { StoredData } from './stored-data.tsx';
import { type Taken, takeFile, takeSheet, takeText } from './take-data.ts';

interface DataPanelProps {
  readonly card: MethodCard;
  readonly work: Work;
  readonly evaluation: Evaluation | null;
  readonly onChange: (next: Partial<Work>, what: string) => void;
  readonly onExample: () => void;
  readonly onEntry: () => void;
  readonly onAnalysis: (file: string) => void;
  /** A cell that a message named, to be shown. */
  readonly wantedCell: { readonly cell: string } | null;
}

/** Where data come in: pasted, dropped, typed into the grid, or entered one at a time. */
export function DataPanel(props: DataPanelProps) {
  const { work, evaluation, onChange } = props;
  const words = useWords();
  const { data } = work;
  const firstRow = evaluation?.table?.firstRow ?? (data.kind === 'sheet' && data.sheet.heading ? 2 : 1);
  const dataFrom = firstRow - 1;
  const [cursor, setCursor] = useState<Cursor>(startCursor);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sheets, setSheets] = useState<readonly BookSheet[]>([]);
  const [over, setOver] = useState(false);
  const tools = useRef<HTMLDivElement>(null);
  const { wantedCell } = props;
  useEffect(() => {
    const place = wantedCell ? placeOfCell(wantedCell.cell) : null;
    if (place) setCursor({ at: place, anchor: place, editing: false });
  }, [wantedCell]);

  const take = async (taken: Promise<Taken>): Promise<void> => {
    setProblem(null);
    setSheets([]);
    const answer = await taken;
    if (answer.kind === 'data') {
      onChange(exclusionsAfter(work, answer.change, dataFrom), '');
      setCursor(startCursor());
    } else if (answer.kind === 'sheets') setSheets(answer.sheets);
    else if (answer.kind === 'analysis') props.onAnalysis(answer.file);
    else setProblem(answer.problem);
  };
  usePastedAnywhere((pasted) => void take(takeText(pasted)));
  useDroppedAnywhere(setOver, (dropped) => {
    const [file] = dropped.files;
    void take(file ? takeFile(file) : takeText(clipped(dropped)));
  });
  const odd = useMemo(
    () =>
      new Set(evaluation?.table?.notes.flatMap((note) => (note.cell && note.taken !== 'layout' ? [note.cell] : []))),
    [evaluation],
  );
  return (
    <section className={`card data-panel${over ? ' over' : ''}`} aria-labelledby="data-title">
      <h2 id="data-title">{words.t('data')}</h2>
      <DataTools
        {...props}
        tools={tools}
        onText={(pasted) => void take(takeText(pasted))}
        onFile={(file) => void take(takeFile(file))}
      />
      {problem ? <SaidList kind="problem" items={[problem]} /> : null}
      <SheetChoice sheets={sheets} onChoose={(sheet) => void take(Promise.resolve(takeSheet(sheet)))} />
      {data.kind === 'stored' ? (
        <StoredData data={data} rows={evaluation?.table?.rows ?? null} />
      ) : (
        <>
          <Grid
            sheet={data.sheet}
            rows={Math.max(14, data.sheet.rows.length + 8)}
            columns={Math.max(6, widthOf(data.sheet) + 1)}
            dataFrom={dataFrom}
            cursor={cursor}
            onCursor={setCursor}
            odd={odd}
            onChange={(sheet, what) => onChange({ data: { kind: 'sheet', sheet } }, what)}
            onPasteWhole={(pasted) => void take(takeText(pasted))}
            onLeave={() => tools.current?.querySelector('button')?.focus()}
          />
          <RowTools
            sheet={data.sheet}
            cursor={cursor}
            onChange={(sheet, moved) =>
              onChange(
                {
                  data: { kind: 'sheet', sheet },
                  ...(moved && eachRowIsAPoint(evaluation)
                    ? { options: moveExclusions(work.options, { ...moved, row: moved.row - dataFrom }) }
                    : {}),
                },
                '',
              )
            }
          />
        </>
      )}
      <SaidList kind="note" items={work.importNotes} />
    </section>
  );
}

function DataTools({
  work,
  tools,
  onChange,
  onExample,
  onEntry,
  onText,
  onFile,
}: DataPanelProps & {
  readonly tools: React.RefObject<HTMLDivElement | null>;
  readonly onText: (pasted: Clipped) => void;
  readonly onFile: (file: File) => void;
}) {
  const words = useWords();
  const [pasting, setPasting] = useState(false);
  const isEmpty = work.data.kind === 'sheet' && work.data.sheet.rows.length === 0;
  const paste = async (): Promise<void> => {
    try {
      onText(await readClipboard());
    } catch {
      // Not allowed, or no HTTPS: a box to paste into does it as well.
      setPasting(true);
    }
  };
  return (
    <>
      <div ref={tools} className="tools">
        <button type="button" onClick={() => void paste()}>
          {words.t('paste')}
        </button>
        <FileButton onFile={onFile} />
        <button type="button" onClick={onEntry}>
          {words.t('enterOneByOne')}
        </button>
        <button type="button" onClick={onExample}>
          {words.t('example')}
        </button>
        {isEmpty ? null : (
          <button
            type="button"
            onClick={() =>
              onChange(
                exclusionsAfter(
                  work,
                  { data: { kind: 'sheet', sheet: emptySheet }, assignment: null, importNotes: [] },
                  0,
                ),
                '',
              )
            }
          >
            {words.t('clear')}
          </button>
        )}
      </div>
      {isEmpty ? <p className="soft">{words.t('dataHint')}</p> : null}
      {pasting ? (
        <textarea
          className="paste-box"
          rows={4}
          // biome-ignore lint/a11y/noAutofocus: it opened because the user asked to paste
          autoFocus
          aria-label={words.t('pasteHere')}
          placeholder={words.t('pasteHere')}
          onPaste={(event) => {
            event.preventDefault();
            setPasting(false);
            onText(clipped(event.clipboardData));
          }}
          onChange={(event) => {
            if (!/\n/.test(event.target.value)) return;
            setPasting(false);
            onText({ text: event.target.value, widened: 0 });
          }}
        />
      ) : null}
    </>
  );
}

function FileButton({ onFile }: { readonly onFile: (file: File) => void }) {
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {words.t('openDataFile')}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,.xlsx,.xlsm,.json,text/csv,text/plain"
        aria-label={words.t('openDataFile')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
          event.target.value = '';
        }}
      />
    </>
  );
}

function SheetChoice({
  sheets,
  onChoose,
}: {
  readonly sheets: readonly BookSheet[];
  readonly onChoose: (sheet: BookSheet) => void;
}) {
  const words = useWords();
  if (sheets.length === 0) return null;
  return (
    <fieldset className="sheet-choice">
      <legend>{words.t('whichSheet')}</legend>
      {sheets.map((sheet) => (
        <button key={sheet.name} type="button" onClick={() => onChoose(sheet)}>
          {sheet.name} <span className="soft">{words.t('rowCount', { n: sheet.rows.length })}</span>
        </button>
      ))}
    </fieldset>
  );
}

/** Where it is so, a point that was left out is found again by its row. */
function eachRowIsAPoint(evaluation: Evaluation | null): boolean {
  const { outcome, table } = evaluation ?? { outcome: null, table: null };
  const chart = outcome?.ok ? asChartValues(outcome.values) : null;
  return chart !== null && chart.points === table?.rows;
}

function RowTools({
  sheet,
  cursor,
  onChange,
}: {
  readonly sheet: Sheet;
  readonly cursor: Cursor;
  readonly onChange: (sheet: Sheet, moved?: RowsMoved) => void;
}) {
  const words = useWords();
  if (sheet.rows.length === 0) return null;
  const { from, to } = ordered({ from: cursor.anchor, to: cursor.at });
  return (
    <div className="tools small">
      <button type="button" onClick={() => onChange(insertRow(sheet, from.row), { row: from.row, count: 1 })}>
        {words.t('insertRow')}
      </button>
      <button
        type="button"
        onClick={() => onChange(removeRows(sheet, from.row, to.row), { row: from.row, count: from.row - to.row - 1 })}
      >
        {words.t('removeRows')}
      </button>
      <button type="button" onClick={() => onChange(removeColumns(sheet, from.column, to.column))}>
        {words.t('removeColumns')}
      </button>
      <span className="soft">{words.t('gridHint')}</span>
    </div>
  );
}

/** A file dropped anywhere on the page is data: beside its panel the browser would leave the page and show the file. */
function useDroppedAnywhere(setOver: (over: boolean) => void, onDrop: (dropped: DataTransfer) => void): void {
  const now = useRef(onDrop);
  now.current = onDrop;
  useEffect(() => {
    const enter = (event: DragEvent): void => {
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (event.defaultPrevented || !event.dataTransfer) return;
      event.preventDefault();
      setOver(false);
      now.current(event.dataTransfer);
    };
    document.addEventListener('dragover', enter);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', enter);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, [setOver]);
}

/** A paste that goes to no field is data: the page takes it wherever the focus is. */
function usePastedAnywhere(onText: (pasted: Clipped) => void): void {
  const now = useRef(onText);
  now.current = onText;
  useEffect(() => {
    const hear = (event: ClipboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || target?.closest('input, textarea, select, [contenteditable]')) return;
      const pasted = event.clipboardData ? clipped(event.clipboardData) : { text: '', widened: 0 };
      if (pasted.text.trim() === '') return;
      event.preventDefault();
      now.current(pasted);
    };
    document.addEventListener('paste', hear);
    return () => document.removeEventListener('paste', hear);
  }, []);
}
