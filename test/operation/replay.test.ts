import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDemonstration } from '#operation/demo/build-demo.ts';
import { projectionsOf, rebuildProjections } from '#operation/replay/rebuild.ts';
import { audit } from '#storage/audit/audit.ts';
import type { AuditFinding } from '#storage/audit/finding.ts';
import { createTestWorld, type TestWorld } from './test-world.ts';

const root = join(import.meta.dirname, '..', '..');
const folders = { schemes: join(root, 'schemes'), demonstration: join(root, 'demonstration') };

let t: TestWorld;
beforeAll(async () => {
  t = await createTestWorld('2026-11-25T02:00:00.000Z');
  await buildDemonstration(t.world, folders);
}, 120_000);
afterAll(() => t.close());

async function findings(): Promise<readonly AuditFinding[]> {
  const found: AuditFinding[] = [];
  await audit({ storage: t.storage, project: projectionsOf(t.world), onFinding: (f) => found.push(f) });
  return found;
}

test('INVARIANT: what the acts wrote bit by bit is what a replay of all events gives', async () => {
  expect(await findings()).toEqual([]);
});

test('a replay into cleared projections gives the same rows again', async () => {
  const rebuilt = await rebuildProjections(t.world);
  expect(rebuilt.events).toBeGreaterThan(300);
  expect(await findings()).toEqual([]);
});

test('an altered row is named', async () => {
  await t.storage.database.change({ text: `update entry set status = 'valid' where status = 'withdrawn'` });
  expect(await findings()).toMatchObject([{ place: 'entry', expected: 'withdrawn', found: 'valid' }]);
});
