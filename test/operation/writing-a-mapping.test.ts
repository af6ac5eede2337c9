import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMapping } from '#certification/mapping/parse.ts';
import { systemActing } from '#operation/acts/request.ts';
import { carryOutImport, registerMapping } from '#operation/import/sources.ts';
import { lookUp } from '#operation/verify/look-up.ts';
import { createTestWorld, type TestWorld } from './test-world.ts';

const page = readFileSync(resolve(import.meta.dirname, '..', '..', join('docs', 'writing-a-mapping.md')), 'utf8');

function snippet(name: string): string {
  const found = [...page.matchAll(/```(?:yaml|csv) ([^\n]+)\n([\s\S]*?)```/g)].find((match) => match[1] === name);
  if (found?.[2] === undefined) throw new Error(`the page has no snippet ${name}`);
  return found[2];
}

let test: TestWorld;
beforeAll(async () => {
  test = await createTestWorld('2026-07-01T02:00:00.000Z');
});
afterAll(() => test.close());

async function* once(bytes: Uint8Array) {
  yield bytes;
}

async function take(fileName: string, more: { take?: 'all-or-none' | 'good-rows' } = {}) {
  const put = await test.world.storage.blobs.put(once(Buffer.from(snippet(fileName))), { most: 1e6 });
  if (!('digest' in put)) throw new Error('too large');
  return carryOutImport(test.world, {
    source: 'province-laboratories',
    file: put.digest,
    fileName,
    day: null,
    take: more.take ?? 'all-or-none',
    actor: { kind: 'system', name: 'importer' },
  });
}

async function dossier(number: string) {
  const answer = await lookUp(test.world, { number, on: null, known: null, name: null, codes: [] });
  const [found] = answer.found;
  if (!found) throw new Error(`${number} was not found`);
  return found.dossier;
}

describe('the page on writing a mapping', () => {
  it('shows a mapping that is sound, and two files whose changes are as it says', async () => {
    const registered = await registerMapping(test.world, systemActing, snippet('mapping.yaml'), 'mapping.yaml');
    expect(registered.is, JSON.stringify(registered)).toBe('registered');
    // The later file first: the order in which they come in makes no difference.
    expect(await take('实验室名录_20251231.csv')).toMatchObject({ report: { result: 'taken' } });
    expect(await take('实验室名录_20250630.csv')).toMatchObject({ report: { result: 'taken' } });
    expect(await take('实验室名录_20250630.csv')).toMatchObject({ report: { result: 'nothing-new' } });

    const seven = await dossier('LAB-0007');
    expect(seven.entry).toMatchObject({ status: 'valid', scopeCodes: ['水质'], from: '2021-07-02' });
    const told = JSON.stringify(seven.changes);
    expect(told).toContain('土壤');
    expect(told).toContain('2025-06-30');
    expect(told).toContain('2021-07-01');
    expect((await dossier('LAB-0012')).entry.status).toBe('valid');
  });

  it('shows a file whose bad rows are told by row and column; only the good row comes in, and only when asked', async () => {
    const refused = JSON.stringify(await take('实验室名录_20260630.csv'));
    for (const part of ['有效期至', '2027年6月31日', '状态', '冻结']) expect(refused).toContain(part);
    await expect(dossier('LAB-0031')).rejects.toThrow('not found');
    const taken = await take('实验室名录_20260630.csv', { take: 'good-rows' });
    expect(JSON.stringify(taken)).toContain('冻结');
    expect((await dossier('LAB-0031')).entry.status).toBe('valid');
  });

  it('shows a fault of a mapping that is told with its line', () => {
    const lines = snippet('mapping.yaml').split('\n');
    const at = lines.findIndex((line) => line.startsWith('  status:'));
    lines[at] = snippet('broken mapping.yaml').trimEnd();
    const parsed = parseMapping(lines.join('\n'), 'mapping.yaml');
    expect(parsed).toMatchObject({ ok: false, faults: [{ file: 'mapping.yaml', line: at + 1, found: '`code`' }] });
  });
});
