import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CaseAnswer, doStep, openCase } from '#operation/acts/case-acts.ts';
import { actOnEntry, credentialForSigning, issueEntry, issueWithSignature } from '#operation/acts/entry-acts.ts';
import { systemActing } from '#operation/acts/request.ts';
import { currentKey } from '#operation/issue/issuing-keys.ts';
import { statusListOf } from '#operation/issue/status-list-of.ts';
import { reservePlace } from '#operation/issue/status-place.ts';
import { verifySignature } from '#operation/keys/node-crypto.ts';
import { signCredential } from '#operation/keys/sign-credential.ts';
import { openKey } from '#operation/keys/signing-key.ts';
import { addKey } from '#operation/parties/party-acts.ts';
import { checkCredential } from '#operation/verify/check-credential.ts';
import { gunzip } from '#operation/verify/gunzip.ts';
import { fromBase64url } from '#proof/base64url.ts';
import { type AskStatus, verifyCredential } from '#proof/credential.ts';
import { readStatusList } from '#proof/read-status-list.ts';
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

/** What an offline verifier is told: by the credential, and by the list as it is served at that time. */
async function told(entry: string, party: string, more: { readonly list?: string; readonly now?: string } = {}) {
  const key = await currentKey(t.world, party, t.world.clock.now());
  if (key === null) throw new Error('no key');
  const { did, id, algorithm, publicKey, from, until, revoked } = key.key;
  const issuer = { did, name: null, keys: [{ id, algorithm, publicKey, from, until, revoked }] };
  const list = more.list ?? (await servedList(party));
  const checks = {
    verifySignature,
    now: more.now ?? t.world.clock.now(),
    resolveIssuer: () => ({ answer: 'known' as const, issuer }),
    gunzip,
  };
  const text = await credentialOf(entry);
  const status: AskStatus = (place, by) => readStatusList(list, place, by, checks);
  return (await verifyCredential(text, { ...checks, status })).steps.find((s) => s.step === 'status')?.code;
}

async function servedList(party: string, list = 1): Promise<string> {
  const served = await statusListOf(t.world, party, list);
  if (typeof served === 'string') throw new Error(served);
  return served.jws;
}

const overdue = { list: 'status', code: 'overdue', words: '' };

test('a credential names its place in its issuer’s list, and the list says what became of it', async () => {
  const body = await organisation(t.world, '状态列表机构', '091', true);
  const { entry, decider } = await decide(body);
  const [payload] = [(await credentialOf(entry)).split('.')[1] ?? ''].map(
    (part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as { credentialStatus: Record<string, unknown> },
  );
  const place = await t.world.storage.statusPlaces.ofEntry(entry);
  expect(payload?.credentialStatus).toMatchObject({
    statusPurpose: 'suspension',
    statusListIndex: place?.index,
    statusListCredential: `https://register.example.org/status/${body}/1`,
  });
  const first = await servedList(body);
  expect(await told(entry, body)).toBe('status-ok');
  expect(await servedList(body), 'unchanged, it is the same list').toBe(first);
  expect(await told(entry, body, { now: '2026-03-04T02:00:00.000Z' })).toBe('status-list-stale');

  const acting = await decider.acting();
  const doing = async (act: 'suspend' | 'restore' | 'withdraw') =>
    done(await actOnEntry(t.world, { acting, entry, act: { act, reason: overdue } }));
  await doing('suspend');
  expect(await told(entry, body)).toBe('status-suspended');
  expect(await told(entry, body, { list: first }), 'an older list tells of its own day').toBe('status-ok');
  await doing('restore');
  expect(await told(entry, body)).toBe('status-ok');
  await doing('withdraw');
  expect(await told(entry, body)).toBe('status-withdrawn');

  const other = await organisation(t.world, '另一状态列表机构', '092', true);
  const { entry: foreign } = await decide(other);
  expect(await told(entry, body, { list: await servedList(other) })).toBe('status-list-issuer');
  expect(await told(foreign, other)).toBe('status-ok');
  expect(await statusListOf(t.world, body, 2)).toBe('unknown');
});

test('a list is signed anew while nothing changes, so that none goes stale', async () => {
  const body = await organisation(t.world, '长期列表机构', '093', true);
  const { entry } = await decide(body);
  const first = await servedList(body);
  const began = t.clock.now();
  try {
    t.clock.set('2026-03-02T15:00:00.000Z');
    const later = await servedList(body);
    expect(later).not.toBe(first);
    expect(await told(entry, body)).toBe('status-ok');
    t.clock.set(began);
    expect(await told(entry, body), 'and after the clock was put back').toBe('status-ok');
  } finally {
    t.clock.set(began);
  }
});

test('places are given once, whoever asks at the same time, and tell nothing of their order', async () => {
  const body = await organisation(t.world, '并发机构', '094', true);
  const given = await Promise.all(
    Array.from({ length: 40 }, () =>
      t.world.storage.inTransaction((transaction) =>
        reservePlace(t.world, { issuer: body, entry: t.world.newId() }, transaction),
      ),
    ),
  );
  const indexes = given.map((place) => place.index);
  expect(new Set(indexes).size).toBe(40);
  expect(given.every((place) => place.list === 1 && place.index % 4 === 0 && place.index < 524_288)).toBe(true);
  expect(indexes).not.toEqual([...indexes].sort((a, b) => a - b));
  // One that always draws the same first goes on to what is free.
  const stuck = {
    storage: t.world.storage,
    randomBytes: (n: number) => new Uint8Array(n).map((_, i) => (i < 3 ? 0 : i)),
  };
  const twice = await t.world.storage.inTransaction(async (transaction) => [
    await reservePlace(stuck, { issuer: body, entry: t.world.newId() }, transaction),
    await reservePlace(stuck, { issuer: body, entry: t.world.newId() }, transaction),
  ]);
  expect(twice[0]?.index).not.toBe(twice[1]?.index);
});

test('what was issued before there were lists still verifies, and says what was not checked', async () => {
  const body = await organisation(t.world, '旧证机构', '095', true);
  const { entry } = await decide(body);
  const text = await credentialOf(entry);
  const payload = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as object;
  const key = await currentKey(t.world, body, t.world.clock.now());
  if (key === null) throw new Error('no key');
  const { credentialStatus: _, ...before } = payload as { credentialStatus: object };
  const old = await signCredential(before, key.key, openKey(key.key, t.world.secrets), t.world.clock.now());
  const { report, found } = await checkCredential(t.world, old);
  expect(report.outcome).toBe('incomplete');
  expect(report.steps.filter((s) => s.outcome !== 'ok').map((s) => s.code)).toEqual(['status-none']);
  expect(found?.verdict.word).toBe('valid');
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
    number: expect.stringMatching(/^05626Q\d{5}R0S$/),
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
