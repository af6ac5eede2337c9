import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EventEnvelope } from '#certification/event/event.ts';
import { canonicalBytes } from '#proof/canonical.ts';
import { toHex } from '#proof/hex.ts';
import { sha256 } from '../keys/node-crypto.ts';
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

/** Bytes as they were stored, by the digest that chains to them. A file here is never changed; a new format adds one. */
const golden: Readonly<Record<string, { readonly hash: string; readonly newest: object }>> = {
  'entry-issued-1.event': {
    hash: '561c53452286cef8c29b2a6c331e53614fb1c372a710f402881e5e57bb6f8117',
    newest: { issuedOn: '2026-03-10', keyId: 'key-2026-1', status: null },
  },
  'entry-issued-2.event': {
    hash: '02d85c26e4cca4835447c9504637ae4c2bfe6b1fadf1ec7df8704dcd6e9d9827',
    newest: { issuedOn: '2026-03-10', keyId: 'key-2026-1', status: { list: 1, index: 280_004 } },
  },
  'person-released-1.event': {
    hash: 'c8f64dddc0c2db4a52d32f550b9c66bfe6000075b08270148420904fee3f2613',
    newest: { role: 'auditor', words: '病假', steps: [], effects: { completed: [], ended: null } },
  },
  'person-released-2.event': {
    hash: 'd3a0bb202295d38941319cfc4bea9969ac93c2493a839e608305b79e62458822',
    newest: { role: 'auditor', steps: ['audit'], effects: { completed: [{ step: 'audit', outcome: 'conforms' }] } },
  },
};

test('stored bytes of every format keep their hash and are read in the newest format', () => {
  const folder = join(import.meta.dirname, 'golden');
  expect(readdirSync(folder)).toEqual(Object.keys(golden));
  for (const [file, { hash, newest }] of Object.entries(golden)) {
    const bytes = readFileSync(join(folder, file));
    expect(toHex(sha256(bytes)), file).toBe(hash);
    const stored = JSON.parse(bytes.toString()) as EventEnvelope;
    expect(Buffer.from(canonicalBytes(stored)).equals(bytes), file).toBe(true);
    expect(upcast(stored), file).toMatchObject({ type: stored.type, format: 2, body: newest });
  }
});
