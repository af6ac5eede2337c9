import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseIssuerFile } from '#proof/issuer-file.ts';
import { organisation } from '../operation/test-world.ts';
import { createServerWorld, type ServerWorld } from './server-world.ts';

let t: ServerWorld;
const count = 20_500;

beforeAll(async () => {
  t = await createServerWorld('2026-03-02T02:00:00.000Z');
});
afterAll(() => t.close());

test('the issuer file holds every organisation with a key, first and last, however many have none', async () => {
  const real = await organisation(t.world, '示例认证有限公司', '034', true);
  const without = await organisation(t.world, '没有密钥的单位');
  const rows = (text: string) => t.storage.database.change({ text });
  // As many again as the file once held at most, before and behind the real one; every other organisation has no key.
  const id = (n: string) => `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
  await rows(`insert into party (id, kind, details, since, version)
    select ${id('n')}, 'organisation', '{}', '2026-01-01', 1 from generate_series(1, ${2 * count}) as n`);
  await rows(`insert into organisation_key (party, key_id, algorithm, custody, public_jwk, valid_from, valid_to)
    select ${id('2 * n')}, 'key-2026-1', 'Ed25519', 'external', (select public_jwk from organisation_key limit 1), '2026-01-01',
      case when n % 3 = 0 then timestamptz '2026-02-01' end
    from generate_series(1, ${count}) as n`);
  const answer = await t.browser().get('/issuers.json');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
  const reading = parseIssuerFile(answer.text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems.slice(0, 3)));
  const { issuers } = reading.file;
  expect(issuers).toHaveLength(count + 1);
  expect(new Set(issuers.map((i) => i.did)).size).toBe(count + 1);
  // Whose key has ended is in it too: what it signed before stays good.
  expect(issuers[2]?.keys[0]?.until).toBe('2026-02-01T00:00:00.000Z');
  const of = (party: string) => issuers.find((i) => i.did.endsWith(party));
  expect(of(real)?.name).toEqual({ zh: '示例认证有限公司', en: '示例认证有限公司 Ltd' });
  expect(of(without)).toBeUndefined();
  const one = await t.browser().get(`/issuers.json?party=${real}`);
  expect(JSON.parse(one.text).issuers).toEqual([
    JSON.parse(answer.text).issuers.find((i: { did: string }) => i.did.endsWith(real)),
  ]);
  expect((await t.browser().get(`/issuers.json?party=${without}`)).status).toBe(404);
}, 60_000);
