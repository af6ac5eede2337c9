import type { Tone } from './scene.ts';

/**
 * How a tone looks. Colours are from the set of Okabe and Ito, which readers with any colour vision tell apart, and no
 * tone is told by colour alone: lines differ in dash, points in shape. Dark enough to print in grey.
 */
export interface ToneStyle {
  readonly colour: string;
  readonly width: number;
  /** SVG dash pattern; none: a solid line. */
  readonly dash?: string;
  readonly marker: 'dot' | 'ring' | 'diamond' | 'square' | 'triangle' | 'cross';
  readonly size: number;
  readonly fill: string;
}

export const tones: Readonly<Record<Tone, ToneStyle>> = {
  data: { colour: '#1b4f8a', width: 1.4, marker: 'dot', size: 2.6, fill: '#9bbfe3' },
  centre: { colour: '#3f5a4a', width: 1.2, marker: 'dot', size: 2.6, fill: '#cfe0d5' },
  limit: { colour: '#b34700', width: 1.3, dash: '7 4', marker: 'square', size: 2.6, fill: '#f3d3bd' },
  specification: { colour: '#6f3c8f', width: 1.5, dash: '12 4 2 4', marker: 'triangle', size: 3, fill: '#e0cfea' },
  alarm: { colour: '#c4161c', width: 1.6, dash: '2 3', marker: 'diamond', size: 5, fill: '#f2b8b5' },
  muted: { colour: '#7a808a', width: 1, dash: '3 3', marker: 'ring', size: 7, fill: '#e4e7eb' },
  fit: { colour: '#00654b', width: 1.8, marker: 'cross', size: 3, fill: '#bfe3d6' },
  second: { colour: '#8a5a00', width: 1.5, dash: '5 2 1 2', marker: 'square', size: 2.8, fill: '#f0dcae' },
};

export const ink = { axis: '#5a616b', grid: '#e8ebef', text: '#22272e', paper: '#ffffff' } as const;

/** Fonts that every desktop and phone in use has for Chinese, then the browser's own. */
export const fontFamily =
  "'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei','Hiragino Sans GB',sans-serif";

/** Width of a text at one pixel of font size, near enough to keep labels apart: Chinese signs fill their square. */
export function textWidth(text: string): number {
  let width = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    if (code >= 0x2e80) width += 1;
    else if (/[ilj.,:;'|!]/.test(sign)) width += 0.28;
    else if (/[mwMW@%]/.test(sign)) width += 0.85;
    else if (/[A-Z]/.test(sign)) width += 0.66;
    else width += 0.56;
  }
  return width;
}
