import { expect, test } from 'vitest';
import type { EventEnvelope } from '#certification/event/event.ts';
import { EventFormatError, upcast } from './upcast.ts';

const envelope = (format: number, body: unknown): EventEnvelope => ({
  envelope: 1,
  stream: { kind: 'case', id: 'c' },
  version: 1,
  id: 'e',
  type: 'Weighed',
  format,
  recordedAt: '2026-03-10T00:00:00.000Z',
  actor: { kind: 'system', name: 'test' },
  body,
  previous: null,
});
const by = {
  Weighed: {
    1: (body: unknown) => ({ grams: (body as { kilograms: number }).kilograms * 1000 }),
    2: (body: unknown) => ({ ...(body as object), unit: 'g' }),
  },
};

test('an old event is raised step by step to the newest format; a new one is left as it is', () => {
  expect(upcast(envelope(1, { kilograms: 2 }), by)).toEqual({
    type: 'Weighed',
    format: 3,
    body: { grams: 2000, unit: 'g' },
  });
  expect(upcast(envelope(3, { grams: 5, unit: 'g' }), by)).toEqual({
    type: 'Weighed',
    format: 3,
    body: { grams: 5, unit: 'g' },
  });
});

test('an event of a newer program is refused, not guessed', () => {
  expect(() => upcast(envelope(4, {}), by)).toThrow(EventFormatError);
  expect(() => upcast(envelope(2, {}), {})).toThrow(/format up to 1, found 2/);
});
