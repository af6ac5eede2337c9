import { z } from '@hono/zod-openapi';
import { type CaseWindow, caseWindowText } from '#certification/scheme/edition/case-window.ts';
import { certainties } from '#certification/scheme/vocabulary/head.ts';
import { day, text } from './shapes.ts';

export const windowShape = z
  .object({
    edition: z.string(),
    to: z.string(),
    fromName: text,
    toName: text,
    /** Last day on which a result may be decided under this edition; null: whenever the case is done. */
    decideUntil: day.nullable(),
    /** Days left, that day included; below one when it is over. */
    daysLeft: z.int().nullable(),
    isNear: z.boolean(),
    /** A grant is refused: the day is over, and confirmed. */
    isOver: z.boolean(),
    basis: z.string(),
    certainty: z.enum(certainties),
    /** The sentence for people, with the mark while the day is to be confirmed. */
    says: text,
  })
  .openapi('CaseWindow', {
    description: '版本过渡对在办案件的要求 / What a transition asks of a case under this edition',
  });

export const showWindow = (window: CaseWindow | null) =>
  window === null ? null : { ...window, says: caseWindowText(window) };
