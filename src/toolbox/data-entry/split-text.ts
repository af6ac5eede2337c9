export type Delimiter = '\t' | ';' | ',' | '，' | '；' | '|' | ' ';

const candidates: readonly Delimiter[] = ['\t', ';', '；', '|', ',', '，'];

/** Number of `delimiter` outside quotes in the first records of a text, record by record. */
function countsPerLine(lines: readonly string[], delimiter: string): number[] {
  return lines.map((line) => {
    let count = 0;
    let quoted = false;
    for (const c of line) {
      if (c === '"') quoted = !quoted;
      else if (c === delimiter && !quoted) count++;
    }
    return count;
  });
}

/**
 * The sign that separates cells, judged from the first lines. A comma that stands in the lines of data but not in the
 * heading is a decimal comma in a single column, so a comma counts only where every line has equally many.
 */
export function detectDelimiter(sample: string): Delimiter | undefined {
  const lines = sample
    .replace(/(^|[\n\r\t,;|，；])"(?:[^"]|"")*"/g, '$1q')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 50);
  if (lines.length === 0) return undefined;
  for (const delimiter of candidates) {
    const counts = countsPerLine(lines, delimiter);
    const most = Math.max(...counts);
    if (most === 0) continue;
    if (delimiter === '\t') return delimiter;
    const even = counts.every((count) => count === counts[0]);
    const body = counts.slice(1);
    const evenBody = body.length > 1 && most === body[0] && body.every((count) => count === body[0]) && counts[0] !== 0;
    if (even || evenBody || (delimiter !== ',' && counts.filter((c) => c > 0).length > lines.length / 2))
      return delimiter;
    // Ragged commas: separators when some lines have several, for a number has one decimal comma.
    if (delimiter === ',' && most > 1 && counts[0] !== 0) return delimiter;
  }
  const words = lines.map((line) => line.trim().split(/\s+/).length);
  const dataWords = words.length > 1 ? words.slice(1) : words;
  if ((dataWords[0] ?? 1) > 1 && dataWords.every((n) => n === dataWords[0]) && /\d\s+[+-]?\d/.test(lines.at(-1) ?? ''))
    return ' ';
  return undefined;
}

/** A quoted cell longer than this is taken as a quote that was never closed, so that one stray sign can't swallow a file. */
const longestQuotedCell = 1_000_000;

/** A splitter that is fed a text in pieces and gives records of cells, quotes undone (RFC 4180), with unclosed quotes told. */
export interface RecordSplitter {
  push(piece: string, onRecord: (cells: string[]) => void): void;
  /** Gives the last record; true where a quote was never closed. */
  end(onRecord: (cells: string[]) => void): boolean;
}

export function createRecordSplitter(delimiter: Delimiter | undefined): RecordSplitter {
  let rest = '';
  let stray = false;
  const takeLines = (text: string, last: boolean, onRecord: (cells: string[]) => void): void => {
    let start = 0;
    while (start < text.length) {
      let end = endOfRecord(text, start, delimiter);
      if (end.unclosed && (last || text.length - start > longestQuotedCell)) {
        // The quote that never closed is taken as an ordinary sign, so that no line is lost.
        stray = true;
        end = endOfRecord(text, start, undefined, false);
      }
      if (
        end.unclosed ||
        (end.at === text.length && !last) ||
        (text[end.at] === '\r' && end.at + 1 === text.length && !last)
      )
        break;
      onRecord(splitRecord(text.slice(start, end.at), delimiter));
      start = end.at + (text[end.at] === '\r' && text[end.at + 1] === '\n' ? 2 : 1);
    }
    rest = text.slice(start);
  };
  return {
    push: (piece, onRecord) => void takeLines(rest + piece, false, onRecord),
    end: (onRecord) => {
      takeLines(rest, true, onRecord);
      return stray;
    },
  };
}

function endOfRecord(
  text: string,
  start: number,
  delimiter: Delimiter | undefined,
  quotes = true,
): { at: number; unclosed: boolean } {
  let quoted = false;
  let atCellStart = true;
  for (let i = start; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 34) quoted = false;
      continue;
    }
    if (c === 10 || c === 13) return { at: i, unclosed: false };
    // A quote opens only at the start of a cell (or right after a closed one, as `""` does): 5" is five inches.
    if (quotes && c === 34 && (atCellStart || text.charCodeAt(i - 1) === 34)) quoted = true;
    atCellStart = delimiter !== undefined && text[i] === delimiter;
  }
  return { at: text.length, unclosed: quoted };
}

function splitRecord(line: string, delimiter: Delimiter | undefined): string[] {
  if (delimiter === ' ') return line.trim() === '' ? [''] : line.trim().split(/\s+/);
  if (!line.includes('"')) return delimiter === undefined ? [line] : line.split(delimiter);
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (quoted && c === '"' && line[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (c === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (!quoted && c === delimiter) {
      cells.push(cell);
      cell = '';
    } else cell += c;
  }
  cells.push(cell);
  return cells;
}
