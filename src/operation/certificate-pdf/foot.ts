import type { Bilingual, CertificateFacts } from '#certification/credential/certificate-facts.ts';
import { dayInWords, words } from './certificate-words.ts';
import { type Document, heightOf, ink, paper, type Style, textWidth, write } from './paper.ts';
import { drawQrCode } from './qr-code.ts';

/** The block at the bottom of the first page: code, dates, issuer and notes. It grows upwards; the text ends above `top`. */
export interface Foot {
  readonly top: number;
  readonly notesTop: number;
  readonly rows: readonly FootRow[];
  readonly notes: readonly (readonly [text: string, style: Style])[];
}

type FootRow = readonly [label: Bilingual, value: string];

const qrSize = 92;
const labelX = paper.left + qrSize + 24;
const valueX = labelX + 108;
const labelStyle: Style = { size: 8, color: ink.faint };
const valueStyle: Style = { size: 9, weight: 'medium' };
const noteStyle: Style = { size: 6.3, color: ink.faint, align: 'center', gap: 0.5 };
const rowGap = 3;

export function layFoot(doc: Document, facts: CertificateFacts, attached: boolean): Foot {
  const rows = rowsOf(facts);
  const notes: Foot['notes'] = [
    ...(facts.demonstration
      ? [noteOf(words.demonstrationNote, { ...noteStyle, weight: 'bold', color: ink.warning })]
      : []),
    noteOf(words.statusNote, noteStyle),
    ...(attached ? [noteOf(words.attachedNote, noteStyle)] : []),
    [facts.pages.verdict, { ...noteStyle, color: ink.deep }],
  ];
  const notesHeight = notes.reduce((sum, [text, style]) => sum + 1 + heightOf(doc, text, style, textWidth), 0);
  const rowsHeight = rows.reduce((sum, row) => sum + rowGap + rowHeight(doc, row), 0);
  const notesTop = paper.bottom - notesHeight;
  return { rows, notes, notesTop, top: notesTop - Math.max(rowsHeight, qrSize + 16) - 16 };
}

export function drawFoot(doc: Document, facts: CertificateFacts, foot: Foot): void {
  const { top } = foot;
  doc.lineWidth(0.6).strokeColor(ink.gold).moveTo(paper.left, top).lineTo(paper.right, top).stroke();
  drawQrCode(doc, facts.pages.verdict, paper.left, top + 7, qrSize);
  doc.link(paper.left, top + 7, qrSize, qrSize, facts.pages.verdict);
  const caption: Style = { size: 8, weight: 'medium', align: 'center', color: ink.deep };
  write(doc, `${words.scan.zh} ${words.scan.en}`, caption, top + qrSize + 6, paper.left, qrSize);
  let y = top + 6;
  for (const row of foot.rows) {
    const [label, value] = row;
    write(doc, `${label.zh} ${label.en}`, labelStyle, y + rowGap + 0.8, labelX, valueX - labelX - 6);
    write(doc, value, valueStyle, y + rowGap, valueX, paper.right - valueX);
    y += rowGap + rowHeight(doc, row);
  }
  foot.notes.reduce((at, [text, style]) => write(doc, text, style, at) + 1, foot.notesTop);
}

function rowsOf({ decidedOn, from, to, issuer, scheme }: CertificateFacts): readonly FootRow[] {
  const oneLine = ({ zh, en }: Bilingual) => (en === '' ? zh : `${zh}  ${en}`);
  const twoLines = ({ zh, en }: Bilingual) => (en === '' ? zh : `${zh}\n${en}`);
  return [
    [words.decidedOn, oneLine(dayInWords(decidedOn))],
    [words.from, oneLine(dayInWords(from))],
    [words.to, oneLine(to === null ? words.withoutEnd : dayInWords(to))],
    [words.scheme, twoLines({ zh: `${scheme.name.zh}（${scheme.edition}）`, en: scheme.name.en })],
    [words.issuedBy, twoLines(issuer.name)],
    ...(issuer.approval === null ? [] : [[words.approval, issuer.approval.number] as const]),
  ];
}

function rowHeight(doc: Document, [label, value]: FootRow): number {
  return Math.max(
    heightOf(doc, `${label.zh} ${label.en}`, labelStyle, valueX - labelX - 6),
    heightOf(doc, value, valueStyle, paper.right - valueX),
  );
}

const noteOf = (note: Bilingual, style: Style) => [`${note.zh} ${note.en}`, style] as const;
