import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CaseAnswer, doStep, openCase } from '#operation/acts/case-acts.ts';
import { actOnEntry, credentialForSigning, issueEntry, issueWithSignature } from '#operation/acts/entry-acts.ts';
import { systemActing } from '#operation/acts/request.ts';
import { currentKey } from '#operation/issue/issuing-keys.ts';
import { verifySignature } from '#operation/keys/node-crypto.ts';
import { addKey } from '#operation/parties/party-acts.ts';
import { fromBase64url } from '#proof/base64url.ts';
import { verifyCredential } from '#proof/credential.ts';
import { smallScheme } from './small-scheme.ts';
import {
  createTestWorld,
  done,
  organisation,
  refusalCodes,
  type Somebody,
  somebody,
  type TestWorld,
} from './test-world.ts';

let t: TestWorld;
let maker: string;
beforeAll(async () => {
  t = await createTestWorld('2026-03-02T02:00:00.000Z', [smallScheme]);
  maker = await organisation(t.world, '上海示例有限公司');
});
afterAll(() => t.close());

const act = (step: string, outcome: string, more: object = {}) => ({
  step,
  line: null,
  outcome,
  values: {},
  reason: null,
  remarks: [],
  named: [],
  ...more,
});

async function decide(body: string): Promise<{ entry: string; issued: boolean; decider: Somebody }> {
  const applicant = await somebody(t.world, '安', maker, ['applicant']);
  const office = await somebody(t.world, '芮', body, ['reviewer', 'planner']);
  const auditor = await somebody(t.world, '阿达', body, ['auditor']);
  const decider = await somebody(t.world, '丹', body, ['decider']);
  const open = { flow: 'initial', applicant: maker, body, round: null, entry: null, title: '初次认证' };
  const id = done<CaseAnswer>(
    await openCase(t.world, { acting: await applicant.acting(), scheme: 'small', open }),
  ).case;
  const steps: [Somebody, ReturnType<typeof act>][] = [
    [
      applicant,
      act('application', 'done', { values: { persons: 9, sector: ['18'], 'scope-text': '轴承', contact: '王' } }),
    ],
    [office, act('review', 'accept')],
    [office, act('team', 'done', { named: [{ role: 'auditor', person: auditor.person, party: body }] })],
    [auditor, act('audit', 'conforms', { values: { days: '1.0' } })],
    [office, act('recommendation', 'done', { values: { advice: '可' } })],
  ];
  for (const [who, doing] of steps) done(await doStep(t.world, { acting: await who.acting(), case: id, do: doing }));
  const { entries } = done<CaseAnswer>(
    await doStep(t.world, { acting: await decider.acting(), case: id, do: act('decision', 'grant') }),
  );
  return { entry: entries[0]?.id ?? '', issued: entries[0]?.issued ?? false, decider };
}

async function credentialOf(entry: string): Promise<string> {
  const row = await t.world.storage.entries.byId(entry);
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await t.world.storage.blobs.get(row?.credential ?? '')) ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function check(entry: string, party: string) {
  const key = await currentKey(t.world, party, t.world.clock.now());
  if (key === null) throw new Error('no key');
  const { did, id, algorithm, publicKey, from, until, revoked } = key.key;
  const issuer = { did, name: null, keys: [{ id, algorithm, publicKey, from, until, revoked }] };
  return verifyCredential(await credentialOf(entry), {
    verifySignature,
    now: t.world.clock.now(),
    resolveIssuer: () => ({ answer: 'known', issuer }),
  });
}

test('with a hosted key the entry is issued in the act that decides it, and its credential verifies', async () => {
  const body = await organisation(t.world, '自管密钥机构', '034', true);
  const { entry, issued } = await decide(body);
  expect(issued).toBe(true);
  const report = await check(entry, body);
  expect(report.steps.filter((s) => s.outcome === 'failed')).toEqual([]);
  expect(report.steps.find((s) => s.step === 'signature')?.outcome).toBe('ok');
});

test('with a key that lies elsewhere the number is reserved first, and the entry is valid once the signature arrived', async () => {
  const body = await organisation(t.world, '外部密钥机构', '056');
  const pair = generateKeyPairSync('ed25519');
  const x = fromBase64url(pair.publicKey.export({ format: 'jwk' }).x ?? '');
  done(
    await addKey(t.world, { acting: systemActing }, body, { custody: 'external', publicKey: x ?? new Uint8Array() }),
  );
  const { entry, issued, decider } = await decide(body);
  expect(issued).toBe(false);
  expect(await t.world.storage.entries.byId(entry)).toMatchObject({
    status: 'decided',
    number: '05626Q00002R0S',
    credential: null,
  });
  const acting = await decider.acting();
  // Nothing is done to an entry that was not issued yet.
  expect(
    refusalCodes(
      await actOnEntry(t.world, {
        acting,
        entry,
        act: { act: 'suspend', reason: { list: 'status', code: 'overdue', words: '' } },
      }),
    ),
  ).toEqual(['entry-status']);
  expect((await issueEntry(t.world, { acting, entry })).is).toBe('refused');

  const asked = await credentialForSigning(t.world, entry, t.world.clock.now());
  if (asked === null) throw new Error('nothing to sign');
  const wrong = sign(null, Buffer.from(`${asked.toSign}x`), pair.privateKey);
  expect(refusalCodes(await issueWithSignature(t.world, { acting, entry, ...asked, signature: wrong }))).toEqual([
    'value-kind',
  ]);
  const other = asked.toSign.replace(/\..*$/, `.${Buffer.from('{}').toString('base64url')}`);
  const signedOther = sign(null, Buffer.from(other), pair.privateKey);
  expect(
    refusalCodes(await issueWithSignature(t.world, { acting, entry, ...asked, toSign: other, signature: signedOther })),
  ).toEqual(['value-kind']);
  const signature = sign(null, Buffer.from(asked.toSign), pair.privateKey);
  done(await issueWithSignature(t.world, { acting, entry, ...asked, signature }));
  expect(await t.world.storage.entries.byId(entry)).toMatchObject({ status: 'valid', details: { keyId: asked.keyId } });
  expect((await check(entry, body)).steps.find((s) => s.step === 'signature')?.outcome).toBe('ok');
});

test('a body without a key decides, and issues when its key has come', async () => {
  const body = await organisation(t.world, '迟到密钥机构', '078');
  const { entry, issued, decider } = await decide(body);
  expect(issued).toBe(false);
  done(await addKey(t.world, { acting: systemActing }, body, { custody: 'hosted' }));
  done(await issueEntry(t.world, { acting: await decider.acting(), entry }));
  expect((await t.world.storage.entries.changes(entry)).map((c) => c.what)).toEqual(['decided', 'issued']);
  expect((await issueEntry(t.world, { acting: await decider.acting(), entry })).is).toBe('refused');
});
