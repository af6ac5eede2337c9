/** How wide a text is drawn, in units of its font size: Chinese signs are square, Latin letters about half as wide. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(sign)
      ? 1
      : sign === ' '
        ? 0.3
        : 0.56;
  return width;
}

/** Breaks a text into at most `most` lines of so many ems; what does not fit ends in an ellipsis. */
export function breakLines(text: string, ems: number, most: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    if (line !== '' && widthOf(line + piece) > ems) {
      lines.push(line.trim());
      line = piece.trimStart();
    } else line += piece;
  }
  if (line.trim() !== '') lines.push(line.trim());
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  const last = kept[most - 1] ?? '';
  return [...kept.slice(0, -1), `${[...last].slice(0, Math.max(1, [...last].length - 1)).join('')}…`];
}

/** Latin words stay whole; Chinese may break after any sign. */
function piecesOf(text: string): readonly string[] {
  return text.match(/[\x21-\x7e\u00a0-\u024f]+ ?|\s+|[^\x21-\x7e\s]/gu) ?? [];
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
