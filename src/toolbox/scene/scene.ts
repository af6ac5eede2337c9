import type { Text } from '../method/text.ts';

/**
 * A picture as data: what is drawn, in the data's own coordinates, and the table that stands behind it for those who can't
 * see it. The same scene is drawn as SVG (print, command line) and on a canvas (page), so that there is one picture.
 */
export interface Scene {
  readonly title: Text;
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Mark[];
  /** Headings and rows of the table behind the picture. */
  readonly table: { readonly head: readonly Text[]; readonly rows: readonly (readonly (string | number)[])[] };
  /** Width divided by height; 2.4 unless said. */
  readonly aspect?: number;
}

export interface Axis {
  readonly title: Text;
  readonly scale: 'linear' | 'log' | 'category' | 'none';
  /** Left out: from the marks. */
  readonly domain?: readonly [number, number];
  /** The axis counts whole things, such as pieces or lots: no tick between two of them. */
  readonly whole?: boolean;
  /** Names of the categories at 0, 1, 2 … */
  readonly categories?: readonly string[];
  /** Names of the points at 1, 2, 3 … on a linear axis that counts points; as many are shown as find room. */
  readonly pointLabels?: readonly string[];
}

/** Tones carry meaning and are drawn with colour and with shape or dash, so that a colour-blind reader loses nothing. */
export type Tone = 'data' | 'centre' | 'limit' | 'specification' | 'alarm' | 'muted' | 'fit' | 'second';

export type Mark =
  | {
      readonly kind: 'line';
      readonly tone: Tone;
      readonly x: ArrayLike<number>;
      readonly y: ArrayLike<number>;
      readonly step?: boolean;
      readonly label?: Text;
    }
  | {
      readonly kind: 'points';
      readonly tone: Tone;
      readonly x: ArrayLike<number>;
      readonly y: ArrayLike<number>;
      readonly labels?: readonly string[];
    }
  | {
      readonly kind: 'bars';
      readonly tone: Tone;
      readonly x: ArrayLike<number>;
      readonly y: ArrayLike<number>;
      readonly width: number;
      readonly base?: number;
    }
  | {
      readonly kind: 'horizontal';
      readonly tone: Tone;
      readonly y: number;
      readonly from?: number;
      readonly to?: number;
      readonly label?: Text;
    }
  | { readonly kind: 'vertical'; readonly tone: Tone; readonly x: number; readonly label?: Text }
  | {
      readonly kind: 'band';
      readonly tone: Tone;
      readonly x: ArrayLike<number>;
      readonly low: ArrayLike<number>;
      readonly high: ArrayLike<number>;
    }
  /** A box with its words, for trees and diagrams; `x`, `y` its centre. */
  | {
      readonly kind: 'box';
      readonly tone: Tone;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly text: string;
    }
  | {
      readonly kind: 'arrow';
      readonly tone: Tone;
      readonly from: readonly [number, number];
      readonly to: readonly [number, number];
      readonly text?: string;
    }
  | {
      readonly kind: 'text';
      readonly tone: Tone;
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly anchor?: 'start' | 'middle' | 'end';
    };
