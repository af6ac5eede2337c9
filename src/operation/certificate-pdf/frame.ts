import type { Bilingual } from '#certification/credential/certificate-facts.ts';
import { type Document, ink, paper } from './paper.ts';

/** The frame of every page: a double rule with stepped corners, and a rosette of fine lines behind the text. */
export function drawFrame(doc: Document): void {
  doc.rect(0, 0, paper.width, paper.height).fill('#fffdf8');
  drawRosette(doc, paper.width / 2, 430, 205);
  const { width, height } = paper;
  doc
    .lineWidth(2.2)
    .strokeColor(ink.gold)
    .rect(26, 26, width - 52, height - 52)
    .stroke();
  doc
    .lineWidth(0.6)
    .strokeColor(ink.deep)
    .rect(32, 32, width - 64, height - 64)
    .stroke();
  for (const [x, y, h, v] of [
    [32, 32, 1, 1],
    [width - 32, 32, -1, 1],
    [32, height - 32, 1, -1],
    [width - 32, height - 32, -1, -1],
  ] as const)
    drawCorner(doc, { x, y, h, v });
}

/** Stepped corners, as on the frames of Chinese official papers. `h` and `v` point to the inside. */
function drawCorner(doc: Document, { x, y, h, v }: { x: number; y: number; h: number; v: number }): void {
  doc.lineWidth(0.9).strokeColor(ink.gold);
  for (const size of [26, 20]) {
    const step = size / 2.6;
    doc
      .moveTo(x + h * (size + step), y + v * 5)
      .lineTo(x + h * (size + step), y + v * step)
      .lineTo(x + h * step, y + v * step)
      .lineTo(x + h * step, y + v * (size + step))
      .lineTo(x + h * 5, y + v * (size + step))
      .stroke();
  }
}

/** Interlaced curves r = R·(a + b·cos(kφ)), very pale: a ground that a copier blurs and a reader does not notice. */
function drawRosette(doc: Document, cx: number, cy: number, radius: number): void {
  doc.lineWidth(0.35).strokeColor(ink.paleGold);
  for (const [inner, swing, petals] of [
    [0.78, 0.2, 24],
    [0.55, 0.22, 18],
    [0.3, 0.18, 12],
  ] as const)
    for (let turn = 0; turn < 4; turn++) {
      const points = 20 * petals;
      for (let i = 0; i <= points; i++) {
        const angle = (2 * Math.PI * i) / points;
        const r = radius * (inner + swing * Math.cos(petals * angle + (turn * Math.PI) / 2));
        const [x, y] = [cx + r * Math.cos(angle), cy + r * Math.sin(angle)];
        if (i === 0) doc.moveTo(x, y);
        else doc.lineTo(x, y);
      }
      doc.stroke();
    }
}

/** The mark of invented data: across the page and in the corner, so that no cut-out loses it. */
export function drawDemonstrationMark(doc: Document, mark: Bilingual): void {
  const words = `${mark.zh} ${mark.en}`;
  doc.save();
  doc.rotate(-52, { origin: [paper.width / 2, 430] });
  doc.font('bold').fontSize(66).fillColor(ink.warning).fillOpacity(0.09);
  doc.text(words, (paper.width - doc.widthOfString(words)) / 2, 385, { lineBreak: false });
  doc.restore();
  const [width, x, y] = [126, paper.width - 26 - 126, 26];
  doc.save().fillOpacity(1);
  doc.rect(x, y, width, 18).fill(ink.warning);
  doc.font('bold').fontSize(9).fillColor('#ffffff');
  doc.text(words, x + (width - doc.widthOfString(words)) / 2, y + 2.5, { lineBreak: false });
  doc.restore();
}
