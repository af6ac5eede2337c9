import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64url } from './base64url.ts';
import { type CredentialChecks, type CredentialReport, type StatusAnswer, verifyCredential } from './credential.ts';
import { credentialReasons, credentialSteps, stepResult, stepText } from './credential-reasons.ts';
import type { Issuer, IssuerAnswer, IssuerKey } from './issuer.ts';
import type { VerifySignature } from './jws.ts';

const did = 'did:web:register.example.org:bodies:034';
const kid = `${did}#key-1`;

/** Keys from a text, so that every run signs the same bytes. */
function keyFrom(name: string): KeyObject {
  const seed = createHash('sha256').update(name).digest();
  return createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
}
const rawPublic = (key: KeyObject) =>
  Buffer.from(String(createPublicKey(key).export({ format: 'jwk' }).x), 'base64url');
const privateKey = keyFrom('body 034');

const payload = {
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://vocabulary.uncefact.org/untp/0.7.0/context/'],
  type: ['DigitalConformityCredential', 'VerifiableCredential'],
  id: 'https://register.example.org/credentials/1',
  issuer: { type: ['CredentialIssuer'], id: did, name: '示例认证有限公司' },
  validFrom: '2026-03-10T00:00:00+08:00',
  validUntil: '2029-03-09T23:59:59.999+08:00',
  name: '质量管理体系认证证书 03426Q10286R0S',
  credentialStatus: {
    type: 'BitstringStatusListEntry',
    statusPurpose: 'suspension',
    statusListIndex: 4711,
    statusListCredential: 'https://register.example.org/status/034-1',
  },
  credentialSubject: {
    type: ['ConformityAttestation'],
    id: 'https://register.example.org/verify/1',
    name: '质量管理体系认证证书',
    assessorLevel: '3rdParty',
    assessmentLevel: 'authority-benchmark',
    attestationType: 'certification',
    issuedToParty: {
      type: ['Party'],
      id: 'https://register.example.org/verify/1#holder',
      name: '示例精密机械有限公司',
    },
    referenceScheme: {
      type: ['ConformityScheme'],
      id: 'https://register.example.org/schemes/cn-qms',
      name: '质量管理体系认证',
    },
  },
};
const header = { alg: 'EdDSA', typ: 'vc+jwt', cty: 'vc', kid, iat: Date.parse('2026-03-10T09:00:00+08:00') / 1000 };

/** Signs by node:crypto and nothing of ours but base64url. Undefined values leave a member out. */
function jwsOf(changes: { header?: object; payload?: object } = {}, key: KeyObject = privateKey): string {
  return signedText(
    JSON.stringify({ ...header, ...changes.header }),
    JSON.stringify({ ...payload, ...changes.payload }),
    key,
  );
}
function signedText(headerText: string, payloadText: string, key: KeyObject = privateKey): string {
  const input = [headerText, payloadText].map((text) => toBase64url(Buffer.from(text))).join('.');
  return `${input}.${toBase64url(sign(null, Buffer.from(input), key))}`;
}

const verifySignature: VerifySignature = ({ publicKey, message, signature }) =>
  verify(
    null,
    message,
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64url(publicKey) }, format: 'jwk' }),
    signature,
  );

const issuerKey: IssuerKey = {
  id: kid,
  algorithm: 'Ed25519',
  publicKey: rawPublic(privateKey),
  from: '2026-01-01T00:00:00.000Z',
  until: '2028-01-01T00:00:00.000Z',
  revoked: null,
};
const issuerWith = (changes: Partial<IssuerKey> = {}): Issuer => ({
  did,
  name: null,
  keys: [{ ...issuerKey, ...changes }],
});

function checksWith(
  changes: Partial<CredentialChecks> & { key?: Partial<IssuerKey>; answer?: StatusAnswer } = {},
): CredentialChecks {
  const { key, answer, ...rest } = changes;
  return {
    verifySignature,
    resolveIssuer: (asked): IssuerAnswer =>
      asked === did ? { answer: 'known', issuer: issuerWith(key) } : { answer: 'unknown', where: 'the pinned file' },
    now: '2026-11-25T12:00:00.000Z',
    status: () => answer ?? { answer: 'may-be-relied-on', asOf: '2026-11-25T11:00:00.000Z', hasSmallerScope: false },
    ...rest,
  };
}

const outcomesOf = (report: CredentialReport) => report.steps.map((step) => step.outcome);
const failedOf = (report: CredentialReport) =>
  report.steps.filter((step) => step.outcome === 'failed').map((step) => step.code);

describe('verifyCredential', () => {
  it('holds at every step for a credential in order', async () => {
    const report = await verifyCredential(jwsOf(), checksWith());
    expect(report.steps.map((step) => step.code)).toEqual([
      'format-ok',
      'algorithm-ok',
      'issuer-ok',
      'signature-ok',
      'shape-ok',
      'dates-ok',
      'status-ok',
    ]);
    expect(report).toMatchObject({
      outcome: 'ok',
      issuer: did,
      keyId: kid,
      signedAt: '2026-03-10T01:00:00.000Z',
      payload,
    });
  });

  it('takes the envelope of VC Data Model 2.0, white space around, and the name Ed25519 of RFC 9864', async () => {
    const enveloped = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: `data:application/vc+jwt,${jwsOf()}`,
      type: ['EnvelopedVerifiableCredential'],
    };
    for (const text of [JSON.stringify(enveloped), `\n ${jwsOf()}\r\n`, jwsOf({ header: { alg: 'Ed25519' } })])
      expect((await verifyCredential(text, checksWith())).outcome).toBe('ok');
  });

  it('offline says what was not checked, and is not `ok`', async () => {
    const { status: _status, ...offline } = checksWith();
    const report = await verifyCredential(jwsOf(), offline);
    expect(report.outcome).toBe('incomplete');
    expect(report.steps.at(-1)).toMatchObject({ outcome: 'not-checked', code: 'status-offline' });
    expect(stepText(report.steps.at(-1) ?? stepResult('status-none')).en).toContain(
      'https://register.example.org/status/034-1',
    );
  });

  it.each<[string, object, object, string]>([
    ['typ of another kind of token', { typ: 'JWT' }, {}, 'format-typ'],
    ['typ of the older draft', { typ: 'vc-ld+jwt' }, {}, 'format-typ'],
    ['no typ', { typ: undefined }, {}, 'format-typ'],
    ['cty of another kind', { cty: 'vp' }, {}, 'format-cty'],
    ['a vc claim', {}, { vc: {} }, 'format-vc-claim'],
    ['a vp claim', {}, { vp: null }, 'format-vc-claim'],
    ['crit', { crit: ['exp'], exp: 1 }, {}, 'format-header-member'],
    ['a key of its own', { jwk: { kty: 'OKP' } }, {}, 'format-header-member'],
    ['a certificate of its own', { x5c: [] }, {}, 'format-header-member'],
    ['b64', { b64: false }, {}, 'format-header-member'],
    ['iat as text', { iat: '2026' }, {}, 'format-iat'],
    ['alg none', { alg: 'none' }, {}, 'algorithm-not-allowed'],
    ['alg HS256', { alg: 'HS256' }, {}, 'algorithm-not-allowed'],
    ['alg of a prototype', { alg: 'constructor' }, {}, 'algorithm-not-allowed'],
    ['no alg', { alg: undefined }, {}, 'algorithm-not-allowed'],
    ['kid of another DID', { kid: 'did:web:evil.example#key-1' }, {}, 'issuer-other-did'],
    ['kid of a longer DID', { kid: `${did}:x#key-1` }, {}, 'issuer-other-did'],
    ['kid without a fragment', { kid: did }, {}, 'issuer-kid'],
    ['kid that is no DID URL', { kid: 'key-1' }, {}, 'issuer-kid'],
    ['no kid', { kid: undefined }, {}, 'issuer-kid'],
    ['a key that the issuer does not have', { kid: `${did}#key-2` }, {}, 'issuer-no-such-key'],
    ['an issuer that is no DID', {}, { issuer: 'https://example.org' }, 'issuer-missing'],
    ['no issuer', {}, { issuer: undefined }, 'issuer-missing'],
    ['an undefined member', {}, { nmae: 'x' }, 'shape-wrong'],
    [
      'a member that the context would swallow',
      {},
      { credentialSubject: { ...payload.credentialSubject, valid: true } },
      'shape-wrong',
    ],
    ['another context', {}, { '@context': [...payload['@context'], 'https://example.org'] }, 'shape-unknown'],
    ['validFrom that is no instant', {}, { validFrom: '2026-03-10' }, 'shape-wrong'],
  ])('refuses %s by name', async (_, headerChange, payloadChange, code) => {
    const report = await verifyCredential(jwsOf({ header: headerChange, payload: payloadChange }), checksWith());
    expect(report.outcome).toBe('failed');
    expect(failedOf(report)[0]).toBe(code);
  });

  it('refuses an unsigned credential even with an empty signature', async () => {
    const [, body] = jwsOf().split('.');
    for (const alg of ['none', 'EdDSA']) {
      const text = `${toBase64url(Buffer.from(JSON.stringify({ ...header, alg })))}.${body}.`;
      expect((await verifyCredential(text, checksWith())).outcome, alg).toBe('failed');
    }
  });

  it('refuses a repeated member, which two programs would read in two ways', async () => {
    const twice = JSON.stringify(payload).replace('"name":', '"name":"Somebody else","name":');
    expect(failedOf(await verifyCredential(signedText(JSON.stringify(header), twice), checksWith()))).toEqual([
      'format-repeated-member',
    ]);
    const inHeader = JSON.stringify(header).replace('"alg":', '"alg":"none","alg":');
    expect(failedOf(await verifyCredential(signedText(inHeader, JSON.stringify(payload)), checksWith()))).toEqual([
      'format-repeated-member',
    ]);
  });

  it.each<[string, Parameters<typeof checksWith>[0], string, string]>([
    [
      'an unknown issuer',
      { resolveIssuer: () => ({ answer: 'unknown', where: 'the file' }) },
      'failed',
      'issuer-unknown',
    ],
    [
      'keys that could not be had',
      { resolveIssuer: () => ({ answer: 'unreachable', reason: 'no network' }) },
      'incomplete',
      'issuer-unreachable',
    ],
    [
      'an answer about another issuer',
      { resolveIssuer: () => ({ answer: 'known', issuer: { ...issuerWith(), did: 'did:web:x' } }) },
      'failed',
      'issuer-unknown',
    ],
    ['a key that began later', { key: { from: '2026-03-10T01:00:00.001Z' } }, 'failed', 'issuer-key-not-yet'],
    ['a key that ended before', { key: { until: '2026-03-10T01:00:00.000Z' } }, 'failed', 'issuer-key-ended'],
    [
      'a key revoked before',
      { key: { revoked: { from: '2026-03-01T00:00:00.000Z', reason: 'ceased' } } },
      'failed',
      'issuer-key-revoked',
    ],
    [
      'a key stolen later',
      { key: { revoked: { from: '2026-06-01T00:00:00.000Z', reason: 'compromised' } } },
      'incomplete',
      'issuer-key-compromised-later',
    ],
    ['a credential from the future', { now: '2026-03-09T15:59:59.999Z' }, 'failed', 'dates-not-yet'],
    ['an expired credential', { now: '2029-03-09T16:00:00.000Z' }, 'failed', 'dates-expired'],
    ['a signature from the future', { now: '2026-03-10T00:54:59.000Z' }, 'failed', 'dates-signed-later'],
    [
      'a status that says no',
      { answer: { answer: 'may-not-be-relied-on', asOf: '2026-11-25T11:00:00.000Z', state: '撤销' } },
      'failed',
      'status-not-to-rely-on',
    ],
    [
      'a certificate that is suspended',
      { answer: { answer: 'may-not-be-relied-on', asOf: '2026-11-25T11:00:00.000Z', state: 'suspended' } },
      'failed',
      'status-suspended',
    ],
    [
      'a scope that became smaller',
      { answer: { answer: 'may-be-relied-on', asOf: '2026-11-25T11:00:00.000Z', hasSmallerScope: true } },
      'incomplete',
      'status-smaller-scope',
    ],
    [
      'a list that was forged',
      { answer: { answer: 'faulty-list', code: 'status-list-signature', parameters: {} } },
      'failed',
      'status-list-signature',
    ],
    [
      'a status that could not be had',
      { answer: { answer: 'unreachable', reason: 'timeout' } },
      'incomplete',
      'status-unreachable',
    ],
  ])('answers %s by name', async (_, changes, outcome, code) => {
    const report = await verifyCredential(jwsOf(), checksWith(changes));
    expect(report.outcome).toBe(outcome);
    expect(report.steps.map((step) => step.code)).toContain(code);
  });

  it.each<[string, Parameters<typeof checksWith>[0]]>([
    ['a key that began at that instant', { key: { from: '2026-03-10T01:00:00.000Z' } }],
    ['a key that ended after it', { key: { until: '2026-03-10T01:00:00.001Z' } }],
    ['a key that ceased later', { key: { revoked: { from: '2026-06-01T00:00:00.000Z', reason: 'ceased' } } }],
    ['a key without dates', { key: { from: null, until: null } }],
    ['the first instant of validity', { now: '2026-03-10T00:59:00.000Z' }],
    ['the last instant of validity', { now: '2029-03-09T15:59:59.999Z' }],
  ])('holds at the border: %s', async (_, changes) => {
    expect((await verifyCredential(jwsOf(), checksWith(changes))).outcome).toBe('ok');
  });

  it('judges the key at validFrom where the signature bears no time', async () => {
    const text = jwsOf({ header: { iat: undefined } });
    const early = { key: { from: '2026-03-10T00:00:00.000Z' } };
    expect(failedOf(await verifyCredential(text, checksWith(early)))).toEqual(['issuer-key-not-yet']);
    expect((await verifyCredential(text, checksWith())).outcome).toBe('ok');
    const neither = await verifyCredential(
      jwsOf({ header: { iat: undefined }, payload: { validFrom: 1 } }),
      checksWith(),
    );
    expect(failedOf(neither)).toEqual(['issuer-no-day', 'shape-wrong']);
  });

  it('asks for no status in the name of somebody whose signature does not hold', async () => {
    let asked = 0;
    const status = () => {
      asked++;
      return { answer: 'may-be-relied-on' as const, asOf: '2026-11-25T11:00:00.000Z', hasSmallerScope: false };
    };
    const forged = await verifyCredential(jwsOf({}, keyFrom('somebody else')), checksWith({ status }));
    expect(failedOf(forged)).toEqual(['signature-wrong']);
    expect(outcomesOf(forged)).toEqual(['ok', 'ok', 'ok', 'failed', 'not-checked', 'not-checked', 'not-checked']);
    await verifyCredential(jwsOf(), checksWith({ status, key: { until: '2026-02-01T00:00:00.000Z' } }));
    expect(asked).toBe(0);
  });

  it('refuses the JWS with any one character altered, and names the step', async () => {
    const text = jwsOf();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    for (let i = 0; i < text.length; i++) {
      const other = alphabet.charAt((alphabet.indexOf(text.charAt(i)) + 1) % alphabet.length);
      const report = await verifyCredential(text.slice(0, i) + other + text.slice(i + 1), checksWith());
      expect(report.outcome, `character ${i}`).toBe('failed');
      const [code = ''] = failedOf(report);
      expect(code, `character ${i}`).toMatch(/^(format|algorithm|issuer|signature)-/);
    }
  });

  it('refuses every other last character: the bits that carry nothing count too', async () => {
    const text = jwsOf();
    for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
      const altered = text.slice(0, -1) + sign;
      expect((await verifyCredential(altered, checksWith())).outcome).toBe(altered === text ? 'ok' : 'failed');
    }
  });

  it('refuses the JWS with a character left out or put in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(jwsOf().length - 1), fc.constantFrom('', 'AA', '.', '=', '\n'), async (place, put) => {
        const text = jwsOf();
        const altered = text.slice(0, place) + put + text.slice(put === '' ? place + 1 : place);
        const inside = place > 0 || put.trim() !== '';
        if (inside) expect((await verifyCredential(altered, checksWith())).outcome).toBe('failed');
      }),
    );
  });

  it('answers any text whatever without falling over', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json(),
          fc.tuple(fc.json(), fc.json()).map(([a, b]) => signedText(a, b)),
        ),
        async (text) => {
          const report = await verifyCredential(text, checksWith());
          expect(report.outcome).toBe('failed');
          expect(report.steps.map((step) => step.step)).toEqual([...credentialSteps]);
        },
      ),
    );
    expect(failedOf(await verifyCredential('A'.repeat(1_000_001), checksWith()))).toEqual(['format-too-long']);
  });

  it('does not take a time that is none', async () => {
    await expect(verifyCredential(jwsOf(), checksWith({ now: 'today' }))).rejects.toThrow('`today`');
  });
});

describe('the words of the steps', () => {
  it('exist in both languages for every code, with every parameter filled that the check gives', async () => {
    expect(credentialReasons.length).toBeGreaterThan(40);
    const report = await verifyCredential(jwsOf({ payload: { nmae: 'x' } }), checksWith());
    for (const step of report.steps)
      for (const words of Object.values(stepText(step))) expect(words).not.toMatch(/[{}]/);
    const wrong = report.steps.find((step) => step.code === 'shape-wrong');
    expect(wrong && stepText(wrong).en).toBe(
      'The content does not fit UNTP Digital Conformity Credential 0.7.0: at $.nmae expected no such member, found `"x"` (1 in all).',
    );
  });
});
