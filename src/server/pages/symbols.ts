import { raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

const draw = (inner: string): Markup =>
  raw(
    `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${inner}</svg>`,
  );

/** Shapes that differ without colour: a tick, two bars, a cross, a stroke through, an hourglass, a question, a dash. */
export const symbols = {
  valid: draw('<circle cx="12" cy="12" r="10"/><path d="m7 12.5 3.4 3.4L17.2 9"/>'),
  suspended: draw('<circle cx="12" cy="12" r="10"/><path d="M9.5 8v8M14.5 8v8"/>'),
  withdrawn: draw('<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8z"/><path d="m8.5 8.5 7 7M15.5 8.5l-7 7"/>'),
  cancelled: draw('<circle cx="12" cy="12" r="10"/><path d="m5 19 14-14"/>'),
  expired: draw('<path d="M6 2h12M6 22h12M7 2c0 6 10 8 10 10S7 16 7 22M17 2c0 6-10 8-10 10s10 4 10 10"/>'),
  unknown: draw(
    '<circle cx="12" cy="12" r="10" stroke-dasharray="3.2 2.6"/><path d="M9.4 9.2a2.7 2.7 0 1 1 3.9 2.9c-1 .5-1.3 1-1.3 2"/><path d="M12 17.3v.01"/>',
  ),
  yes: draw('<path d="m4 12.5 5 5L20 6.5"/>'),
  no: draw('<path d="M5 5l14 14M19 5 5 19"/>'),
  skip: draw('<path d="M5 12h14"/>'),
  mark: draw('<path d="M12 2 4 5v6c0 5.2 3.4 9.4 8 11 4.6-1.6 8-5.8 8-11V5z"/><path d="m8 12 3 3 5.4-5.6"/>'),
} as const;

export type SymbolName = keyof typeof symbols;
