import { textWidth } from './tones.ts';

/** Numbers in paths: two decimals of a pixel are finer than any printer; what lies far off the paper stays off it. */
export function px(value: number): string {
  return String(Math.round(Math.max(-1e6, Math.min(1e6, value)) * 100) / 100);
}

/** Escapes what XML gives a meaning to; control characters, which XML forbids, are left out. */
export function escapeXml(text: string): string {
  let safe = '';
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) continue;
    safe += entities[sign] ?? sign;
  }
  return safe;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export interface TextStyle {
  readonly size: number;
  readonly colour: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly weight?: 'bold';
  /** A halo of the paper's colour keeps words legible across lines. */
  readonly halo?: boolean;
  readonly rotate?: number;
}

export function svgText(
  x: number,
  y: number,
  text: string,
  { size, colour, anchor = 'start', weight, halo, rotate }: TextStyle,
): string {
  const attributes = [
    `x="${px(x)}" y="${px(y)}" font-size="${px(size)}" fill="${colour}"`,
    anchor === 'start' ? '' : `text-anchor="${anchor}"`,
    weight ? `font-weight="${weight}"` : '',
    halo ? 'stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"' : '',
    rotate ? `transform="rotate(${px(rotate)} ${px(x)} ${px(y)})"` : '',
  ];
  return `<text ${attributes.filter((a) => a !== '').join(' ')}>${escapeXml(text)}</text>`;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Places that words already take, so that the next ones find another. */
export interface Occupied {
  /** The first free place among those offered, which is then taken; undefined where all are taken or off the picture. */
  place(
    text: string,
    size: number,
    offers: readonly { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' }[],
  ): { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' } | undefined;
  take(box: Box): void;
}

export function createOccupied(within: Box): Occupied {
  const taken: Box[] = [];
  return {
    take: (box) => void taken.push(box),
    place(text, size, offers) {
      const width = textWidth(text) * size;
      for (const offer of offers) {
        const left =
          offer.anchor === 'start' ? offer.x : offer.anchor === 'end' ? offer.x - width : offer.x - width / 2;
        const box = { left, right: left + width, top: offer.y - size, bottom: offer.y + size * 0.25 };
        if (box.left < within.left || box.right > within.right || box.top < within.top || box.bottom > within.bottom)
          continue;
        if (
          taken.some(
            (other) =>
              box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top,
          )
        )
          continue;
        taken.push(box);
        return offer;
      }
      return undefined;
    },
  };
}

/** Cuts a text into lines of at most `width` pixels: at blanks, or between Chinese signs. */
export function wrapText(text: string, size: number, width: number, mostLines = 6): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const piece of paragraph.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g) ?? ['']) {
      if (line !== '' && textWidth(line + piece.trimEnd()) * size > width) {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      } else line += piece;
    }
    lines.push(line.trimEnd());
  }
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines - 1), `${lines[mostLines - 1]?.slice(0, -1) ?? ''}…`];
}
