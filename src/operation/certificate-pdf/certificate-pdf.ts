import {
  type Bilingual,
  type CertificateFacts,
  demonstrationMark,
  inBothLanguages,
} from '#certification/credential/certificate-facts.ts';
import { drawAnnex, type ListBlock, listHeight, writeList } from './annex.ts';
import { attestationWords, words } from './certificate-words.ts';
import { drawFoot, layFoot } from './foot.ts';
import { drawDemonstrationMark, drawFrame } from './frame.ts';
import { assertGlyphs } from './glyphs.ts';
import {
  closeDocument,
  type Document,
  heightOf,
  ink,
  openDocument,
  paper,
  type Style,
  textWidth,
  write,
} from './paper.ts';

export interface CertificatePdfOptions {
  /** When the file is made; written into it. UTC. */
  readonly madeAt: string;
  /** The signed credential (compact JWS): attached, so that the file itself can be verified. */
  readonly credential?: string;
}

/** Name of the attachment that holds the credential. */
export const credentialAttachment = 'credential.jwt';

/**
 * Makes the printed form of a certificate: A4, Chinese and English, the same facts as its credential, with a QR code that opens
 * the verdict page. What does not fit on the first page goes to an annex; nothing is cut off.
 * @throws GlyphError when the font has no picture for a character of the facts.
 */
export async function makeCertificatePdf(facts: CertificateFacts, options: CertificatePdfOptions): Promise<Uint8Array> {
  const { credential, madeAt } = options;
  const title = `${inBothLanguages(facts.title)} ${facts.entry.number}`;
  const doc = openDocument({
    title,
    author: inBothLanguages(facts.issuer.name),
    subject: inBothLanguages(facts.scheme.name),
    madeAt,
  });
  assertGlyphs(doc, facts);
  addPage(doc, facts);
  const annex = drawFirstPage(doc, facts, credential !== undefined);
  if (annex.length > 0) drawAnnex(doc, facts.entry.number, annex, () => addPage(doc, facts));
  numberPages(doc);
  if (credential !== undefined) {
    const made = new Date(madeAt);
    // The types of pdfkit do not know the relationship that PDF/A-3 asks for (ISO 19005-3 6.8).
    const attachment = {
      name: credentialAttachment,
      type: 'application/vc+jwt',
      description: title,
      creationDate: made,
      modifiedDate: made,
      relationship: 'Source',
    };
    doc.file(Buffer.from(credential), attachment);
  }
  return closeDocument(doc);
}

function addPage(doc: Document, facts: CertificateFacts): void {
  doc.addPage();
  drawFrame(doc);
  if (facts.demonstration) drawDemonstrationMark(doc, demonstrationMark);
}

const centred = { align: 'center' } as const;
const styles = {
  issuer: { ...centred, size: 13, weight: 'medium', color: ink.deep, spacing: 1 },
  issuerEn: { ...centred, size: 8.5, color: ink.faint },
  title: { ...centred, size: 30, weight: 'bold', color: ink.deep, spacing: 4 },
  titleEn: { ...centred, size: 12, weight: 'medium', color: ink.gold, spacing: 0.6 },
  number: { ...centred, size: 10.5, weight: 'medium' },
  said: { ...centred, size: 10, color: ink.faint },
  holder: { ...centred, size: 19, weight: 'bold' },
  holderEn: { ...centred, size: 11.5, weight: 'medium' },
  small: { ...centred, size: 8.5, color: ink.faint },
  standard: { ...centred, size: 13, weight: 'bold', color: ink.deep },
  standardTitle: { ...centred, size: 9 },
  scope: { ...centred, size: 10.5, gap: 1.5 },
  scopeEn: { ...centred, size: 9.5, gap: 1 },
} as const satisfies Record<string, Style>;

type Line = readonly [text: string, style: Style, spaceBefore: number];

/** Draws the first page and answers what is left for the annex. */
function drawFirstPage(doc: Document, facts: CertificateFacts, attached: boolean): readonly ListBlock[] {
  const foot = layFoot(doc, facts, attached);
  const bottom = foot.top - 8;
  const whole = headLines(facts, true);
  const standardsFit = paper.top + heightOfLines(doc, whole) <= bottom - 60;
  const head = standardsFit ? whole : headLines(facts, false);
  const scope = scopeLines(facts.scope.text);
  const lists = listsOf(facts);
  let y = writeLines(doc, head, paper.top);
  const annex: ListBlock[] = standardsFit ? [] : [standardsOf(facts)];
  // What is left out is pointed to in one line; room for that line is kept as long as anything may be left out.
  const pointerHeight = 20;
  if (y + heightOfLines(doc, scope) <= bottom - pointerHeight) y = writeLines(doc, scope, y);
  else annex.push({ title: words.scope, rows: [facts.scope.text] });
  lists.forEach((block, i) => {
    const last = i === lists.length - 1 && annex.length === 0;
    if (y + listHeight(doc, block) <= bottom - (last ? 0 : pointerHeight)) y = writeList(doc, block, y);
    else annex.push(block);
  });
  if (annex.length > 0) {
    const { zh, en } = joined(annex.map((block) => block.title));
    writeLines(doc, [[`${zh}：${words.seeAnnex.zh}  ${en}: ${words.seeAnnex.en}`, styles.small, 8]], y);
  }
  drawFoot(doc, facts, foot);
  return annex;
}

function headLines(facts: CertificateFacts, withStandards: boolean): readonly Line[] {
  const { issuer, title, entry, holder, grade } = facts;
  const standards = withStandards ? facts.standards : [];
  const { opening, conforms } = attestationWords[facts.attestation];
  return [
    [issuer.name.zh, styles.issuer, 0],
    ...optional(issuer.name.en, styles.issuerEn, 1),
    [title.zh, fitted(title.zh, styles.title, 12), 16],
    ...optional(title.en.toUpperCase(), styles.titleEn, 4),
    [`${words.number.zh} ${words.number.en}  ${entry.number}`, styles.number, 10],
    [`${opening.zh}  ${opening.en}`, styles.said, 16],
    [holder.name.zh, fitted(holder.name.zh, styles.holder, 22), 6],
    ...optional(holder.name.en, styles.holderEn, 2),
    ...(holder.uscc === null ? [] : [[`${inBothLanguages(words.uscc)}  ${holder.uscc}`, styles.small, 5] as const]),
    ...(holder.address === null
      ? []
      : [[`${words.address.zh} ${words.address.en}  ${inBothLanguages(holder.address)}`, styles.small, 2] as const]),
    ...(standards.length === 0 ? [] : [[`${conforms.zh}  ${conforms.en}`, styles.said, 12] as const]),
    ...standards.flatMap(({ number, title: named }): Line[] => [
      [number, styles.standard, 5],
      ...(named === null ? [] : [[inBothLanguages(named), styles.standardTitle, 1] as const]),
    ]),
    ...(grade === null
      ? []
      : [[`${words.grade.zh} ${words.grade.en}  ${inBothLanguages(grade.name)}`, styles.number, 10] as const]),
  ];
}

function standardsOf({ standards }: CertificateFacts): ListBlock {
  const rows = standards.map(({ number, title }) => ({
    zh: title === null ? number : `${number} ${title.zh}`,
    en: title?.en ?? '',
  }));
  return { title: words.standards, rows };
}

function scopeLines(scope: Bilingual): readonly Line[] {
  return [
    [`${words.scope.zh}  ${words.scope.en}`, styles.said, 12],
    [scope.zh, styles.scope, 4],
    ...optional(scope.en, styles.scopeEn, 3),
  ];
}

function listsOf({ scope, products, sites }: CertificateFacts): readonly ListBlock[] {
  const model = (text: string | null) => (text === null ? '' : `  ${text}`);
  const blocks: ListBlock[] = [
    { title: words.codes, rows: scope.codes.map(({ code, name }) => ({ zh: `${code} ${name.zh}`, en: name.en })) },
    {
      title: words.products,
      rows: products.map((one) => ({ zh: `${one.name.zh}${model(one.model)}`, en: one.name.en })),
    },
    {
      title: words.sites,
      rows: sites.map(({ name, address }) => ({
        zh: address === null ? name.zh : `${name.zh}：${address.zh}`,
        en: address === null ? name.en : [name.en, address.en].filter((text) => text !== '').join(': '),
      })),
    },
  ];
  return blocks.filter((block) => block.rows.length > 0);
}

function numberPages(doc: Document): void {
  const { count } = doc.bufferedPageRange();
  for (let i = 0; i < count && count > 1; i++) {
    doc.switchToPage(i);
    write(
      doc,
      `${words.page.zh} ${words.page.en} ${i + 1} / ${count}`,
      { size: 7, color: ink.faint, align: 'center' },
      paper.height - 46,
    );
  }
}

function optional(text: string, style: Style, before: number): readonly Line[] {
  return text === '' ? [] : [[text, style, before]];
}

/** A long name in smaller letters: from `length` characters on by the square root, and never under a readable size. */
function fitted(text: string, style: Style, length: number): Style {
  if (text.length <= length) return style;
  return { ...style, size: Math.max(11, style.size * Math.sqrt(length / text.length)) };
}

function heightOfLines(doc: Document, lines: readonly Line[]): number {
  return lines.reduce((sum, [text, style, before]) => sum + before + heightOf(doc, text, style, textWidth), 0);
}

function writeLines(doc: Document, lines: readonly Line[], from: number): number {
  return lines.reduce((y, [text, style, before]) => write(doc, text, style, y + before), from);
}

function joined(texts: readonly Bilingual[]): Bilingual {
  return { zh: texts.map((text) => text.zh).join('、'), en: texts.map((text) => text.en).join(', ') };
}
