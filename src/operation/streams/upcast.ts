import { unchanged } from '#certification/case/plan.ts';
import type { EventEnvelope } from '#certification/event/event.ts';

/** Raises the body of one format to the next one. */
export type Upcaster = (body: unknown) => unknown;

/** By type of event, then by the format that it raises. */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, Upcaster>>>>;

/**
 * Upcasters of all events, for the types that are beyond their first format; a format is added here on the day its successor
 * is written, and never taken away. They work on reading only: stored bytes stay what they are.
 */
export const upcasters: Upcasters = {
  // 2: the place in the issuer's status list. What was issued before has none.
  EntryIssued: { 1: (body) => ({ ...(body as object), status: null }) },
  // Format 2 says why a display corrects an older one, and whose each row is. What was hashed stays as it was hashed.
  ListDisplayed: { 1: (body) => ({ ...(body as object), why: null }) },
  // 2: the lines that fall away with her, and what that does to the plan. Before, her line stayed.
  PersonReleased: { 1: (body) => ({ ...(body as object), steps: [], effects: unchanged }) },
};

export class EventFormatError extends Error {
  readonly code = 'event-format-unknown';

  constructor(envelope: EventEnvelope, newest: number) {
    const at = `${envelope.stream.kind} ${envelope.stream.id} version ${envelope.version}`;
    super(
      `Expected the event ${envelope.type} (${at}) in a format up to ${newest}, found ${envelope.format}: it was written by a newer program. Use that one.`,
    );
    this.name = 'EventFormatError';
  }
}

/**
 * The event in the newest format of its type.
 * @throws EventFormatError when it was written in a newer format than this program knows.
 */
export function upcast(
  envelope: EventEnvelope,
  by: Upcasters = upcasters,
): { readonly type: string; readonly format: number; readonly body: unknown } {
  const steps = Object.hasOwn(by, envelope.type) ? by[envelope.type] : undefined;
  // Most types are in their first format, and a replay asks for each event.
  const newest = steps === undefined ? 1 : 1 + Math.max(0, ...Object.keys(steps).map(Number));
  if (envelope.format > newest) throw new EventFormatError(envelope, newest);
  let body = envelope.body;
  for (let format = envelope.format; format < newest; format++) body = steps?.[format]?.(body) ?? body;
  return { type: envelope.type, format: newest, body };
}
