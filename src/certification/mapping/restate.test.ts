import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statusOn } from '../register/status.ts';
import type { Observation } from './observe.ts';
import { parseMapping } from './parse.ts';
import { restateEntry } from './restate.ts';

function load(id: string) {
  const file = join(resolve(import.meta.dirname, '../../..'), 'mappings', `${id}.yaml`);
  const parsed = parseMapping(readFileSync(file, 'utf8'), file);
  if (!parsed.ok) throw new Error('the mapping does not parse');
  return parsed.mapping;
}
const mapping = load('fedramp-products');
const takenIn = (day: string) => `${day}T12:00:00.000Z`;
const seen = (day: string, fields: Record<string, string>): Observation => ({ day, fields });
const ask = (day: string, known: string | null = null) => ({ day, known, sourceSeen: '2025-06-30' });

describe('an entry told anew from its observations', () => {
  const story = [
    seen('2023-02-28', { status: 'valid' }),
    { day: '2023-12-31', fields: null },
    seen('2024-12-31', { status: 'suspended' }),
    seen('2025-06-30', { status: 'suspended' }),
  ];
  const told = restateEntry(mapping, story, takenIn);
  if (!told) throw new Error('nothing told');

  it('answers for a day, and inside an interval says both ends', () => {
    expect(statusOn(told.changes, ask('2023-02-28'))).toMatchObject({ kind: 'status', status: 'valid' });
    expect(statusOn(told.changes, ask('2024-06-01'))).toMatchObject({
      kind: 'between',
      seen: { status: 'valid' },
      changed: { status: 'suspended', by: '2024-12-31' },
      notSeenSince: '2023-02-28',
    });
    expect(statusOn(told.changes, ask('2025-01-15'))).toMatchObject({
      kind: 'status',
      status: 'suspended',
      notSeenSince: null,
    });
  });

  it('answers as known on an earlier day, without what became known later', () => {
    expect(statusOn(told.changes, ask('2024-12-31', '2023-12-31'))).toMatchObject({
      kind: 'status',
      status: 'valid',
      notSeenSince: '2023-02-28',
    });
  });

  it('takes a corrected first day back on the day of the correction, and not before', () => {
    const corrected = restateEntry(
      load('common-criteria-smartcards'),
      [
        seen('2023-02-28', { status: 'valid', from: '2022-05-01' }),
        seen('2023-12-31', { status: 'valid', from: '2022-01-01' }),
      ],
      takenIn,
    );
    expect(statusOn(corrected?.changes ?? [], ask('2022-03-01'))).toMatchObject({ kind: 'status', status: 'valid' });
    expect(statusOn(corrected?.changes ?? [], ask('2022-03-01', '2023-06-01'))).toMatchObject({ kind: 'not-yet' });
  });

  it('is nothing where no snapshot ever showed it', () =>
    expect(restateEntry(mapping, [{ day: '2023-01-01', fields: null }], takenIn)).toBeNull());
});
