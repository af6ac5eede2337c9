import type { Document } from './paper.ts';

/** The font has no picture for a character: printed all the same, it would be an empty box that nobody notices. */
export class GlyphError extends Error {
  readonly code = 'no-glyph';
  readonly characters: readonly string[];

  constructor(characters: readonly string[]) {
    const shown = characters.map(
      (sign) => `\`${sign}\` (U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`,
    );
    super(`Expected characters that the certificate's font (Noto Sans SC) has, found ${shown.join(', ')}.`);
    this.name = 'GlyphError';
    this.characters = characters;
  }
}

/** Checks every text in a value, at any depth. Line ends are no characters to print. */
export function assertGlyphs(doc: Document, value: unknown): void {
  const hasGlyph = glyphTester(doc);
  const absent = new Set<string>();
  const walk = (part: unknown): void => {
    if (typeof part === 'string') {
      for (const sign of part) if (!/[\n\r\t]/.test(sign) && !hasGlyph(sign.codePointAt(0) ?? 0)) absent.add(sign);
    } else if (typeof part === 'object' && part !== null) Object.values(part).forEach(walk);
  };
  walk(value);
  if (absent.size > 0) throw new GlyphError([...absent]);
}

/** pdfkit keeps the opened font in a member without a type; what is there is tested before it is used. */
function glyphTester(doc: Document): (codePoint: number) => boolean {
  doc.font('regular');
  const opened: unknown = Reflect.get(doc, '_font');
  const font: unknown = typeof opened === 'object' && opened !== null ? Reflect.get(opened, 'font') : undefined;
  const test: unknown =
    typeof font === 'object' && font !== null ? Reflect.get(font, 'hasGlyphForCodePoint') : undefined;
  if (typeof test !== 'function')
    throw new Error('Expected the opened font of pdfkit to tell its glyphs, found another form of it.');
  return (codePoint) => Reflect.apply(test, font, [codePoint]) === true;
}
