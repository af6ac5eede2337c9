import type { Bilingual } from '#certification/credential/certificate-facts.ts';
import { words } from './certificate-words.ts';
import { type Document, heightOf, ink, paper, type Style, write } from './paper.ts';

/** A list of the certificate: codes, products, sites, or a scope that is too long for the first page. */
export interface ListBlock {
  readonly title: Bilingual;
  readonly rows: readonly Bilingual[];
}

const titleStyle: Style = { size: 9, weight: 'medium', color: ink.deep };
const rowStyle: Style = { size: 8.8 };
const rowEnStyle: Style = { size: 8, color: ink.faint };
const rowGap = 2.5;

export function listHeight(doc: Document, block: ListBlock): number {
  return 10 + heightOf(doc, titleOf(block), titleStyle) + block.rows.reduce((sum, row) => sum + rowHeight(doc, row), 0);
}

/** Draws a list that fits and answers the y below it. */
export function writeList(doc: Document, block: ListBlock, y: number): number {
  const below = write(doc, titleOf(block), titleStyle, y + 10);
  return block.rows.reduce((at, row) => writeRow(doc, row, at), below);
}

/** Draws the lists on as many pages as they need; a text longer than a third of a page runs on over the page's end. */
export function drawAnnex(doc: Document, number: string, blocks: readonly ListBlock[], addPage: () => void): void {
  const heading = `${words.annex.zh} ${words.annex.en}  ·  ${words.number.zh} ${words.number.en} ${number}`;
  const begin = () => {
    addPage();
    return write(doc, heading, { size: 11, weight: 'medium', color: ink.deep, align: 'center' }, paper.top) + 8;
  };
  let y = begin();
  for (const block of blocks) {
    // A title never stands alone at the foot of a page.
    if (y + 60 > annexBottom) y = begin();
    y = write(doc, titleOf(block), titleStyle, y + 10);
    for (const row of block.rows) {
      if (y + rowHeight(doc, row) <= annexBottom) y = writeRow(doc, row, y);
      else if (rowHeight(doc, row) <= (annexBottom - paper.top) / 3) y = writeRow(doc, row, begin());
      else
        for (const [text, style] of [[row.zh, rowStyle] as const, [row.en, rowEnStyle] as const])
          for (let rest = text; rest !== ''; ) {
            const piece = fittingPiece(doc, rest, style, annexBottom - y - rowGap);
            if (piece === '') y = begin();
            else y = write(doc, piece, style, y + rowGap);
            rest = rest.slice(piece.length);
          }
    }
  }
}

const annexBottom = paper.bottom - 10;

/** More characters than a page holds even in its smallest letters: what lies beyond need not be measured. */
const mostOnPage = 9000;

/** The longest beginning of a text that fits a height, ended where a sentence pauses if one does near its end. */
function fittingPiece(doc: Document, text: string, style: Style, height: number): string {
  if (text.length < mostOnPage && heightOf(doc, text, style) <= height) return text;
  let [fits, breaks] = [0, Math.min(text.length, mostOnPage)];
  while (breaks - fits > 1) {
    const middle = (fits + breaks) >> 1;
    if (heightOf(doc, text.slice(0, middle), style) <= height) fits = middle;
    else breaks = middle;
  }
  const pause = Math.max(
    ...['，', '。', '；', '、', ', ', '; ', '. ', ' ', '\n'].map(
      (sign) => text.lastIndexOf(sign, fits - 1) + sign.length,
    ),
  );
  const end = pause > fits - 80 && pause <= fits ? pause : fits;
  // Never between the two halves of a character beyond the basic plane.
  return /[\ud800-\udbff]$/.test(text.slice(0, end)) ? text.slice(0, end - 1) : text.slice(0, end);
}

function rowHeight(doc: Document, row: Bilingual): number {
  const english = row.en === '' ? 0 : heightOf(doc, row.en, rowEnStyle);
  return rowGap + heightOf(doc, row.zh, rowStyle) + english;
}

function writeRow(doc: Document, row: Bilingual, y: number): number {
  const below = write(doc, row.zh, rowStyle, y + rowGap);
  return row.en === '' ? below : write(doc, row.en, rowEnStyle, below);
}

const titleOf = ({ title }: ListBlock) => `${title.zh} ${title.en}`;
