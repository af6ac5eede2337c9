import { createHash, sign } from 'node:crypto';
import { compactVerify, importJWK, type JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '#proof/canonical.ts';
import { verifyCredential } from '#proof/credential.ts';
import { readDidDocument } from '#proof/did-document.ts';
import type { Issuer } from '#proof/issuer.ts';
import { fromEd25519Multikey } from '#proof/multibase.ts';
import { makeDidDocument } from './did-document.ts';
import { sha256, verifySignature } from './node-crypto.ts';
import { makeSecret, type SecretRing } from './secret-file.ts';
import { credentialToSign, joinSignature, signCredential } from './sign-credential.ts';
import { externalKey, generateHostedKey, openKey, type SigningKey } from './signing-key.ts';

const did = 'did:web:register.example.org:bodies:034';
const secret = makeSecret(new Uint8Array(32).fill(1));
const secrets: SecretRing = { current: secret, all: [secret] };
const key = generateHostedKey(`${did}#key-1`, '2026-01-01T00:00:00.000Z', secrets);
const signedAt = '2026-03-10T01:00:00.000Z';

const payload = {
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://vocabulary.uncefact.org/untp/0.7.0/context/'],
  type: ['DigitalConformityCredential', 'VerifiableCredential'],
  id: 'https://register.example.org/credentials/1',
  issuer: { type: ['CredentialIssuer'], id: did, name: '示例认证有限公司' },
  validFrom: '2026-03-09T16:00:00.000Z',
  validUntil: '2029-03-09T15:59:59.999Z',
  name: '质量管理体系认证证书',
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

const issuerOf = (...keys: SigningKey[]): Issuer => ({ did, name: null, keys });
const check = (jws: string, issuer: Issuer) =>
  verifyCredential(jws, {
    verifySignature,
    resolveIssuer: () => ({ answer: 'known', issuer }),
    now: '2026-11-25T00:00:00.000Z',
    status: () => ({ answer: 'may-be-relied-on', asOf: '2026-11-25T00:00:00.000Z', hasSmallerScope: false }),
  });

describe('signCredential', () => {
  it('signs what jose and our own check both verify', async () => {
    const jws = await signCredential(payload, key, openKey(key, secrets), signedAt);
    const [method] = makeDidDocument(did, [key]).verificationMethod as { publicKeyJwk: JWK }[];
    const { payload: bytes, protectedHeader } = await compactVerify(
      jws,
      await importJWK(method?.publicKeyJwk ?? {}, 'EdDSA'),
      {
        algorithms: ['EdDSA'],
      },
    );
    expect(protectedHeader).toEqual({ alg: 'EdDSA', cty: 'vc', iat: 1773104400, kid: `${did}#key-1`, typ: 'vc+jwt' });
    expect(Buffer.from(bytes).equals(canonicalBytes(payload))).toBe(true);
    const report = await check(jws, issuerOf(key));
    // This payload names no status list; everything else holds.
    expect(report.steps.map((step) => step.outcome)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'not-checked']);
    expect(report.signedAt).toBe(signedAt);
  });

  it('agrees with jose on every altered signature and on another key', async () => {
    const jws = await signCredential(payload, key, openKey(key, secrets), signedAt);
    const joseKey = await importJWK(
      { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key.publicKey).toString('base64url') },
      'EdDSA',
    );
    const joseHolds = (text: string) =>
      compactVerify(text, joseKey, { algorithms: ['EdDSA'] }).then(
        () => true,
        () => false,
      );
    const oursHolds = async (text: string) =>
      (await check(text, issuerOf(key))).steps.every((step) => step.outcome !== 'failed');
    const places = Array.from(
      { length: 60 },
      (_, i) => createHash('sha256').update(`${i}`).digest().readUInt32BE() % (jws.length - 1),
    );
    for (const place of places) {
      const altered = `${jws.slice(0, place)}${jws.charAt(place) === 'A' ? 'B' : 'A'}${jws.slice(place + 1)}`;
      expect(await joseHolds(altered), `character ${place}`).toBe(false);
      expect(await oursHolds(altered), `character ${place}`).toBe(false);
    }
    expect([await joseHolds(jws), await oursHolds(jws)]).toEqual([true, true]);
  });

  it('signs only in the name of its own issuer, and only what has a canonical form', async () => {
    const other = { ...payload, issuer: { ...payload.issuer, id: 'did:web:other.example' } };
    await expect(signCredential(other, key, openKey(key, secrets), signedAt)).rejects.toThrow(
      'found `did:web:other.example`',
    );
    await expect(signCredential({ ...payload, score: 1.5 }, key, openKey(key, secrets), signedAt)).rejects.toThrow(
      '$.score',
    );
    await expect(signCredential(payload, key, openKey(key, secrets), 'now')).rejects.toThrow('`now`');
  });

  it('lets no credential out that does not verify', async () => {
    const another = generateHostedKey(key.id, '2026-01-01T00:00:00.000Z', secrets);
    await expect(signCredential(payload, key, openKey(another, secrets), signedAt)).rejects.toThrow('does not');
  });
});

describe('an external signature', () => {
  const external = externalKey(`${did}#hsm-1`, '2026-01-01T00:00:00.000Z', key.publicKey);

  it('is joined to what was given out, and is then like any other', async () => {
    const toSign = credentialToSign(payload, external, signedAt);
    const jws = await joinSignature(toSign, sign(null, Buffer.from(toSign), openKey(key, secrets)), external);
    const report = await check(jws, issuerOf(external));
    expect(report.steps.filter((step) => step.outcome === 'failed')).toEqual([]);
    expect(report.keyId).toBe(`${did}#hsm-1`);
  });

  it('is refused when something else was signed', async () => {
    const toSign = credentialToSign(payload, external, signedAt);
    const elsewhere = sign(null, Buffer.from(`${toSign}x`), openKey(key, secrets));
    await expect(joinSignature(toSign, elsewhere, external)).rejects.toThrow(`${did}#hsm-1`);
    await expect(joinSignature(toSign, new Uint8Array(0), external)).rejects.toThrow('does not');
  });
});

describe('makeDidDocument', () => {
  it('is read back by the proof room, each key in both forms', () => {
    const document: unknown = JSON.parse(JSON.stringify(makeDidDocument(did, [key])));
    const answer = readDidDocument(document, did);
    if (answer.answer !== 'known') throw new Error('expected a known issuer');
    expect(answer.issuer.keys.map(({ id, publicKey }) => [id, Buffer.from(publicKey).toString('hex')])).toEqual([
      [`${did}#key-1`, Buffer.from(key.publicKey).toString('hex')],
      [`${did}#key-1-multikey`, Buffer.from(key.publicKey).toString('hex')],
    ]);
    const methods = makeDidDocument(did, [key]).verificationMethod as { publicKeyMultibase?: string }[];
    expect(fromEd25519Multikey(methods[1]?.publicKeyMultibase ?? '')).toEqual(Uint8Array.from(key.publicKey));
    expect(JSON.stringify(document)).not.toContain('"d"');
  });

  it('keeps keys that ended, with their end, and tells ceased from compromised', () => {
    const until = '2027-01-01T00:00:00.000Z';
    const at = '2026-06-01T00:00:00.000Z';
    const endsOf = (changes: Partial<SigningKey>) => {
      const answer = readDidDocument(makeDidDocument(did, [{ ...key, ...changes }]), did);
      const [first] = answer.answer === 'known' ? answer.issuer.keys : [];
      return [first?.until, first?.revoked];
    };
    expect(endsOf({})).toEqual([null, null]);
    expect(endsOf({ until })).toEqual([until, null]);
    expect(endsOf({ until, revoked: { from: at, reason: 'ceased' } })).toEqual([at, null]);
    expect(endsOf({ until, revoked: { from: at, reason: 'compromised' } })).toEqual([
      null,
      { from: at, reason: 'compromised' },
    ]);
  });
});

describe('the hash of the proof room on this side', () => {
  it('is what the credential’s digest is made by', () => {
    expect(Buffer.from(sha256(canonicalBytes(payload))).toString('hex')).toBe(
      createHash('sha256').update(canonicalBytes(payload)).digest('hex'),
    );
  });
});
