import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';

/** A4 in points, and where the text stands inside the frame. */
export const paper = { width: 595.28, height: 841.89, left: 72, right: 523.28, top: 62, bottom: 782 } as const;
export const textWidth = paper.right - paper.left;

export const ink = {
  text: '#1c2733',
  faint: '#5b6673',
  deep: '#17395c',
  gold: '#a8843a',
  paleGold: '#e9dfc8',
  warning: '#b3261e',
} as const;

export type Weight = 'regular' | 'medium' | 'bold';

const fontFile = (folder: string, name: string) =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${folder}/NotoSansSC_${name}.ttf`));

/** The full fonts: a subset made beforehand loses the characters that nobody thought of (see the test that looks at pixels). */
const fonts: Record<Weight, () => string> = {
  regular: () => fontFile('400Regular', '400Regular'),
  medium: () => fontFile('500Medium', '500Medium'),
  bold: () => fontFile('700Bold', '700Bold'),
};

export type Document = PDFKit.PDFDocument;

export interface DocumentInfo {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  /** Written into the file; UTC. */
  readonly madeAt: string;
}

/** An empty document in PDF/A-3b, the archival form that may carry attachments, with the fonts of the house. */
export function openDocument(info: DocumentInfo): Document {
  const madeAt = new Date(info.madeAt);
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/A-3b',
    lang: 'zh-CN',
    displayTitle: true,
    // No font yet: Helvetica may not stand in PDF/A, and pdfkit would read a font that is first opened by its path anew at
    // every change of font (0.20.2, `isEqualFont` returns before the name is remembered): two seconds a page.
    font: '',
    info: { Title: info.title, Author: info.author, Subject: info.subject, CreationDate: madeAt, ModDate: madeAt },
  });
  for (const [weight, path] of Object.entries(fonts)) doc.registerFont(weight, path());
  doc.font('regular');
  return doc;
}

/** Collects the finished file. */
export function closeDocument(doc: Document): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
    doc.end();
  });
}

export interface Style {
  readonly weight?: Weight;
  readonly size: number;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right';
  readonly spacing?: number;
  readonly gap?: number;
}

/** Height of a text in a style and width, without drawing it. */
export function heightOf(doc: Document, text: string, style: Style, width: number = textWidth): number {
  return doc
    .font(style.weight ?? 'regular')
    .fontSize(style.size)
    .heightOfString(text, optionsOf(style, width));
}

/** Draws a text and answers the y below it. */
export function write(
  doc: Document,
  text: string,
  style: Style,
  y: number,
  x: number = paper.left,
  width: number = textWidth,
): number {
  const height = heightOf(doc, text, style, width);
  doc.fillColor(style.color ?? ink.text).text(text, x, y, { ...optionsOf(style, width), height: height + 2 });
  return y + height;
}

function optionsOf(style: Style, width: number): PDFKit.Mixins.TextOptions {
  return { width, align: style.align ?? 'left', characterSpacing: style.spacing ?? 0, lineGap: style.gap ?? 0 };
}
