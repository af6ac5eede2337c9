import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { columnLetters } from '#toolbox/data-entry/cell-name.ts';
import { createRecordSplitter } from '#toolbox/data-entry/split-text.ts';
import { type Clipped, clipped } from '../method/clipboard.ts';
import { useWords } from '../words/language.tsx';
import {
  type CellPlace,
  cellAt,
  clearRange,
  copyRange,
  ordered,
  type Sheet,
  setBlock,
  setCell,
} from '../workspace/sheet.ts';
import { type Cursor, moveBy } from './move.ts';

interface GridProps {
  readonly sheet: Sheet;
  /** Rows and columns that are offered; the last ones empty, to go on typing. */
  readonly rows: number;
  readonly columns: number;
  /** Row of the sheet, counted from 0, in which the data begin; those above are headings. */
  readonly dataFrom: number;
  readonly cursor: Cursor;
  readonly onCursor: (cursor: Cursor) => void;
  /** Names of cells that something was said about. */
  readonly odd: ReadonlySet<string>;
  readonly onChange: (sheet: Sheet, what: string) => void;
  /** A text pasted into an empty sheet is read as a whole: its separators, headings and numbers. */
  readonly onPasteWhole: (pasted: Clipped) => void;
  readonly onLeave: () => void;
}

const rowHeight = 32;
const columnWidth = 78;
const numberWidth = 44;
const shownRows = 12;

/** A sheet of cells to type and paste into; only the rows in sight stand in the page. */
export function Grid(props: GridProps) {
  const { rows, columns, cursor } = props;
  const words = useWords();
  const holder = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const first = Math.max(0, Math.floor(top / rowHeight) - 2);
  const last = Math.min(rows, first + shownRows + 6);
  useScrollTo(holder, cursor);
  const onScroll = () => setTop(holder.current?.scrollTop ?? 0);
  const letters = Array.from({ length: columns }, (_, column) => columnLetters(column));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of cells that are edited, only some rows of which are in the page
    <div
      ref={holder}
      className="grid"
      role="grid"
      aria-label={words.t('gridLabel')}
      aria-rowcount={rows + 1}
      aria-colcount={columns + 1}
      onScroll={onScroll}
      style={{ maxHeight: rowHeight * (shownRows + 1) + 2 }}
    >
      <div
        className="grid-body"
        style={{ height: rowHeight * (rows + 1), minWidth: numberWidth + columns * columnWidth }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above */}
        <div className="grid-row grid-letters" role="row" aria-rowindex={1}>
          <span className="grid-number" />
          {letters.map((letter, column) => (
            // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above
            <span key={letter} className="grid-letter" role="columnheader" aria-colindex={column + 2}>
              {letter}
            </span>
          ))}
        </div>
        {Array.from({ length: last - first }, (_, k) => first + k).map((row) => (
          // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above
          <div
            key={row}
            className={`grid-row${row < props.dataFrom ? ' heading' : ''}`}
            role="row"
            aria-rowindex={row + 2}
            style={{ top: rowHeight * (row + 1) }}
          >
            {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above */}
            <span className="grid-number" role="rowheader">
              {row + 1}
            </span>
            {letters.map((letter, column) => (
              <GridCell key={letter} {...props} name={`${letter}${row + 1}`} place={{ row, column }} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function useScrollTo(holder: React.RefObject<HTMLDivElement | null>, { at }: Cursor): void {
  useLayoutEffect(() => {
    const { current } = holder;
    if (!current) return;
    const y = rowHeight * (at.row + 1);
    if (y < current.scrollTop + rowHeight) current.scrollTop = y - rowHeight;
    else if (y + rowHeight > current.scrollTop + current.clientHeight)
      current.scrollTop = y + rowHeight - current.clientHeight;
    const x = numberWidth + at.column * columnWidth;
    if (x < current.scrollLeft + numberWidth) current.scrollLeft = Math.max(0, x - numberWidth);
    else if (x + columnWidth > current.scrollLeft + current.clientWidth)
      current.scrollLeft = x + columnWidth - current.clientWidth;
  }, [holder, at.row, at.column]);
}

interface GridCellProps extends GridProps {
  readonly name: string;
  readonly place: CellPlace;
}

function GridCell(props: GridCellProps) {
  const { sheet, cursor, onCursor, place, name, odd } = props;
  const isAt = cursor.at.row === place.row && cursor.at.column === place.column;
  const { from, to } = ordered({ from: cursor.anchor, to: cursor.at });
  const inRange =
    place.row >= from.row && place.row <= to.row && place.column >= from.column && place.column <= to.column;
  const text = cellAt(sheet, place);
  const className = `grid-cell${inRange ? ' chosen' : ''}${odd.has(name) ? ' odd' : ''}${
    place.row >= props.dataFrom && /^[\s\d.,+\-−eE%]+$/.test(text) ? ' number' : ''
  }`;
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the cell at the cursor holds an input
    <span
      className={className}
      role="gridcell"
      aria-colindex={place.column + 2}
      aria-selected={inRange}
      onPointerDown={(event) => {
        if (isAt || event.button !== 0) return;
        event.preventDefault();
        onCursor({ at: place, anchor: event.shiftKey ? cursor.anchor : place, editing: false });
      }}
      onPointerEnter={(event) => {
        if (event.buttons === 1 && event.pointerType === 'mouse' && !isAt)
          onCursor({ at: place, anchor: cursor.anchor, editing: false });
      }}
    >
      {isAt ? <CellEditor {...props} text={text} /> : text}
    </span>
  );
}

/** The input of the cell at the cursor: what is typed is in the sheet at once. */
function CellEditor(props: GridCellProps & { readonly text: string }) {
  const { sheet, place, name, text, cursor, onCursor, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const before = useRef(text);
  useEffect(() => {
    // Only where the grid already has the focus, so that opening the page moves nothing.
    if (document.activeElement?.closest('.grid') || document.activeElement === document.body) {
      input.current?.focus({ preventScroll: true });
      input.current?.select();
    }
  }, []);
  const range = ordered({ from: cursor.anchor, to: cursor.at });
  const isRange = range.from.row !== range.to.row || range.from.column !== range.to.column;
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    // The input method of Chinese and Japanese uses Enter and arrows itself.
    if (event.nativeEvent.isComposing) return;
    const { key } = event;
    if (key === 'Escape') {
      event.preventDefault();
      if (!cursor.editing) props.onLeave();
      else {
        onChange(setCell(sheet, place, before.current), '');
        onCursor({ ...cursor, editing: false });
      }
      return;
    }
    if ((key === 'Delete' || key === 'Backspace') && (isRange || (!cursor.editing && key === 'Delete'))) {
      event.preventDefault();
      onChange(clearRange(sheet, range), '');
      return;
    }
    const size = { rows: props.rows, columns: props.columns };
    const moved = moveBy(cursor, { key, shift: event.shiftKey, command: event.ctrlKey || event.metaKey }, size);
    if (!moved) return;
    event.preventDefault();
    onCursor(moved);
  };
  const onPaste = (event: React.ClipboardEvent): void => {
    const whole = clipped(event.clipboardData);
    const pasted = whole.text;
    if (sheet.rows.length === 0 || (place.row === 0 && place.column === 0 && /[\t\n].*[\t\n]/s.test(pasted))) {
      event.preventDefault();
      props.onPasteWhole(whole);
      return;
    }
    if (!/[\t\r\n]/.test(pasted.trim())) return;
    event.preventDefault();
    onChange(setBlock(sheet, place, splitCells(pasted)), '');
  };
  return (
    <input
      ref={input}
      aria-label={name}
      value={text}
      inputMode={place.row >= props.dataFrom && /^[\d.,\s-]*$/.test(text) && place.row > 0 ? 'decimal' : 'text'}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        if (!cursor.editing) onCursor({ ...cursor, editing: true });
        onChange(setCell(sheet, place, event.target.value), `cell:${name}`);
      }}
      onDoubleClick={() => onCursor({ ...cursor, editing: true })}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      onCopy={(event) => {
        if (!isRange) return;
        event.preventDefault();
        event.clipboardData.setData('text/plain', copyRange(sheet, range));
      }}
      onCut={(event) => {
        if (!isRange) return;
        event.preventDefault();
        event.clipboardData.setData('text/plain', copyRange(sheet, range));
        onChange(clearRange(sheet, range), '');
      }}
    />
  );
}

function splitCells(text: string): string[][] {
  const block: string[][] = [];
  const splitter = createRecordSplitter(text.includes('\t') ? '\t' : undefined);
  splitter.push(text, (cells) => block.push(cells));
  splitter.end((cells) => block.push(cells));
  return block;
}
