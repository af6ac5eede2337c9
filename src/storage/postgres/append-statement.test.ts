import { expect, test } from 'vitest';
import { appendStatement, type SealedAppend } from './append-statement.ts';

const none = new Uint8Array(32);

function sealed(i: number): SealedAppend {
  const stream = { id: `00000000-0000-8000-8000-${String(i).padStart(12, '0')}`, kind: 'case' as const };
  const expected = { ...stream, version: 4, hash: none };
  return {
    append: { stream, expected, events: [], facts: [] },
    head: { version: 5, hash: none },
    events: [{ id: stream.id, type: 'Decided', format: 1, row: { version: 5, bytes: none, hash: none } }],
  } as unknown as SealedAppend;
}

test('a prepared append has a name that PostgreSQL keeps whole, and each shape its own', () => {
  const names = [1, 2, 3, 5, 8, 12, 20].map(
    (count) =>
      appendStatement(
        Array.from({ length: count }, (_, i) => sealed(i)),
        '2026-01-01T00:00:00Z',
      ).statement.name,
  );
  for (const name of names) expect(name?.length ?? 0).toBeLessThanOrEqual(63);
  const kept = names.filter((name) => name !== undefined);
  expect(new Set(kept).size).toBe(kept.length);
  expect(kept.length).toBeGreaterThan(2);
});
