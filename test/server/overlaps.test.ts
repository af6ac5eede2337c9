import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import { createServerWorld, type ServerWorld } from './server-world.ts';

const basis = [{ document: '示例规则 Example rule 7', certainty: 'verified' as const }];
const one: Scheme = { ...smallScheme, basis };
const twin: Scheme = { ...one, id: 'small-twin', owner: 'another-owner' };
let t: ServerWorld;
beforeAll(async () => {
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [one, twin]);
});
afterAll(() => t.close());

test('two schemes of two owners for the same are listed with their reasons, by the API and on the page', async () => {
  const { body } = await t.browser().get('/api/v1/scheme-overlaps');
  expect(body.day).toBe('2026-03-02');
  const found = body.overlaps.find((o: { a: string; b: string }) => [o.a, o.b].sort().join() === 'small,small-twin');
  expect(found).toMatchObject({ sharePercent: 100, sameOwner: false });
  expect(body.programmes.map((p: { kind: string }) => p.kind)).toContain('evaluation');
  const page = await t.browser().get('/overlaps?lang=en');
  expect(page.status).toBe(200);
  expect(page.text).toContain('two owners');
  expect(page.text).toContain('to be confirmed');
});
