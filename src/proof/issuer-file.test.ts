import { describe, expect, it } from 'vitest';
import { toBase64url } from './base64url.ts';
import { didWebDocumentUrl, isDid, parseDidUrl } from './did.ts';
import { readDidDocument } from './did-document.ts';
import { instantMilliseconds, isDay } from './instant.ts';
import type { IssuerAnswer } from './issuer.ts';
import { type IssuerFile, issuerFileText, parseIssuerFile, resolveFromFile, writeIssuerFile } from './issuer-file.ts';
import { repeatsMember } from './json-members.ts';
import { toEd25519Multikey } from './multibase.ts';

const did = 'did:web:register.example.org:bodies:034';
const publicKey = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
const file: IssuerFile = {
  format: 'touchstone-issuers/1',
  asOf: '2026-11-25T00:00:00.000Z',
  source: '示例名录 Example register',
  issuers: [
    {
      did,
      name: { zh: '示例认证有限公司', en: 'Example Certification' },
      keys: [
        {
          id: `${did}#key-1`,
          algorithm: 'Ed25519',
          publicKey,
          from: '2025-01-01T00:00:00.000Z',
          until: '2026-01-01T00:00:00.000Z',
          revoked: null,
        },
        {
          id: `${did}#key-2`,
          algorithm: 'Ed25519',
          publicKey,
          from: '2026-01-01T00:00:00.000Z',
          until: null,
          revoked: { from: '2026-05-01T00:00:00.000Z', reason: 'ceased' },
        },
      ],
    },
    { did: 'did:web:other.example', name: null, keys: [] },
  ],
};

describe('the pinned issuer file', () => {
  it('is read as it was written', () => {
    expect(parseIssuerFile(writeIssuerFile(file))).toEqual({ ok: true, file });
  });

  it('is the same text in pieces, for none, one or several issuers', async () => {
    const { issuers, ...head } = file;
    async function* first(count: number) {
      yield* issuers.slice(0, count);
    }
    for (const count of [0, 1, 2]) {
      const pieces: string[] = [];
      for await (const piece of issuerFileText(head, first(count))) pieces.push(piece);
      expect(pieces.join('')).toBe(writeIssuerFile({ ...file, issuers: issuers.slice(0, count) }));
    }
  });

  it('brings instants to UTC, so that they compare as texts', () => {
    const reading = parseIssuerFile(
      writeIssuerFile(file).replace('"2025-01-01T00:00:00.000Z"', '"2025-01-01T08:00:00+08:00"'),
    );
    expect(reading).toEqual({ ok: true, file });
  });

  it('tells known from unknown, with the file’s day', () => {
    const resolve = resolveFromFile(file);
    expect(resolve(did)).toEqual({ answer: 'known', issuer: file.issuers[0] });
    expect(resolve('did:web:nobody.example')).toEqual({
      answer: 'unknown',
      where: '示例名录 Example register (2026-11-25T00:00:00.000Z)',
    });
    expect(resolve('__proto__')).toMatchObject({ answer: 'unknown' });
  });

  it('tells all that is wrong at once, by path', () => {
    const value = JSON.parse(writeIssuerFile(file)) as { issuers: { did: string; keys: Record<string, unknown>[] }[] };
    const [first, second] = value.issuers;
    if (first === undefined || second === undefined) throw new Error('expected two issuers');
    Object.assign(first.keys[0] ?? {}, {
      id: 'did:web:evil.example#key-1',
      publicKeyMultibase: 'zDnaekGZTbQBerwcehBSXLqAg6s55hVEBms1zFy89VHXtJSa9',
    });
    Object.assign(first.keys[1] ?? {}, { until: '2025-12-31T00:00:00Z' });
    second.did = did;
    const reading = parseIssuerFile(JSON.stringify(value));
    expect(reading.ok ? [] : reading.problems.map((one) => one.path)).toEqual([
      '$.issuers[0].keys[0].id',
      '$.issuers[0].keys[0].publicKeyMultibase',
      '$.issuers[0].keys[1].until',
      '$.issuers[1].did',
    ]);
    const misshapen = parseIssuerFile(
      '{"format":"touchstone-issuers/2","asOf":"today","issuers":[{"did":"x","name":null,"keys":[],"trusted":true}]}',
    );
    expect(misshapen.ok ? [] : misshapen.problems.map((one) => one.path)).toEqual([
      '$.format',
      '$.asOf',
      '$.source',
      '$.issuers[0].did',
      '$.issuers[0].trusted',
    ]);
    expect(parseIssuerFile('no json')).toMatchObject({ ok: false });
  });
});

describe('readDidDocument', () => {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: toBase64url(publicKey) };
  const method = { id: `${did}#key-1`, type: 'JsonWebKey', controller: did, publicKeyJwk: jwk };
  const documentOf = (changes: object, more: object = {}) => ({
    id: did,
    verificationMethod: [{ ...method, ...changes }],
    assertionMethod: [`${did}#key-1`],
    ...more,
  });
  const keysOf = (answer: IssuerAnswer) => (answer.answer === 'known' ? answer.issuer.keys : answer.answer);
  const key = { id: `${did}#key-1`, algorithm: 'Ed25519', publicKey, from: null, until: null, revoked: null };

  it('takes the key as JsonWebKey, as Multikey, by name and by value', () => {
    for (const document of [
      documentOf({}),
      documentOf({ id: '#key-1' }, { assertionMethod: ['#key-1'] }),
      documentOf({ publicKeyJwk: undefined, publicKeyMultibase: toEd25519Multikey(publicKey) }),
      { id: did, assertionMethod: [method] },
    ])
      expect(keysOf(readDidDocument(document, did))).toEqual([key]);
  });

  it('takes the end of a key, and takes a revoked one for compromised', () => {
    const answer = readDidDocument(
      documentOf({ expires: '2026-01-01T08:00:00+08:00', revoked: '2025-06-01T00:00:00Z' }),
      did,
    );
    expect(keysOf(answer)).toEqual([
      {
        ...key,
        until: '2026-01-01T00:00:00.000Z',
        revoked: { from: '2025-06-01T00:00:00.000Z', reason: 'compromised' },
      },
    ]);
  });

  it.each<[string, object]>([
    ['a key that may not assert', documentOf({}, { assertionMethod: [] })],
    ['a key under another’s control', documentOf({ controller: 'did:web:evil.example' })],
    ['a private key', documentOf({ publicKeyJwk: { ...jwk, d: jwk.x } })],
    ['a key of another kind', documentOf({ publicKeyJwk: { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.x } })],
    ['two keys that differ', documentOf({ publicKeyMultibase: toEd25519Multikey(publicKey.map((byte) => byte ^ 1)) })],
    ['an end that can’t be read', documentOf({ expires: 'soon' })],
    ['lists that are none', { id: did, verificationMethod: {}, assertionMethod: 3 }],
  ])('leaves out %s', (_, document) => {
    expect(keysOf(readDidDocument(document, did))).toEqual([]);
  });

  it('takes no document of another DID, and nothing that is no document', () => {
    for (const document of [{ ...documentOf({}), id: 'did:web:other' }, null, [], 'x', {}])
      expect(keysOf(readDidDocument(document, did))).toBe('unreachable');
  });
});

describe('DIDs', () => {
  it('name the document of did:web as the method says', () => {
    expect(didWebDocumentUrl('did:web:w3c-ccg.github.io')).toBe('https://w3c-ccg.github.io/.well-known/did.json');
    expect(didWebDocumentUrl('did:web:w3c-ccg.github.io:user:alice')).toBe(
      'https://w3c-ccg.github.io/user/alice/did.json',
    );
    expect(didWebDocumentUrl('did:web:example.com%3A3000:user:alice')).toBe(
      'https://example.com:3000/user/alice/did.json',
    );
  });

  it.each([
    'did:key:z6Mk',
    'did:web:',
    'did:web:a/b',
    'did:web:a:..:b',
    'did:web:a::b',
    'did:web:a%2Fb',
    'did:web:a:b%2Fc',
    'did:web:user@host',
    'did:web:a?x',
  ])('take %s for no address', (text) => {
    expect(didWebDocumentUrl(text)).toBeUndefined();
  });

  it('are taken apart', () => {
    expect(parseDidUrl('did:web:a#k')).toEqual({ did: 'did:web:a', fragment: 'k' });
    expect(parseDidUrl('did:web:a')).toEqual({ did: 'did:web:a', fragment: null });
    for (const text of ['did:web:a#', 'did:web:a#b#c', 'did:web:a/path#k', 'did:web:a?q#k', '#k', ''])
      expect(parseDidUrl(text), text).toBeUndefined();
    expect(isDid('did:web:试金石')).toBe(false);
  });
});

describe('instants and days', () => {
  it('are those of the calendar', () => {
    expect(instantMilliseconds('2026-03-10T00:00:00+08:00')).toBe(Date.UTC(2026, 2, 9, 16));
    expect(instantMilliseconds('2024-02-29T23:59:59.999Z')).toBe(Date.UTC(2024, 1, 29, 23, 59, 59, 999));
    for (const text of [
      '2026-02-29T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-01-01T24:00:00Z',
      '2026-01-01T00:00:60Z',
      '2026-01-01T00:00:00',
      '2026-01-01',
      '2026-01-01T00:00:00+25:00',
    ])
      expect(instantMilliseconds(text), text).toBeUndefined();
    expect(isDay('2000-02-29')).toBe(true);
    for (const text of ['1900-02-29', '2026-04-31', '2026-00-10', '2026-1-1', '2026-01-00'])
      expect(isDay(text), text).toBe(false);
  });
});

describe('repeatsMember', () => {
  it.each<[string, boolean]>([
    ['{"a":1,"a":1}', true],
    ['{"a":{"b":1,"b":2}}', true],
    ['[{"a":1},{"a":1}]', false],
    ['{"a":"\\"b\\":","c":"x:y"}', false],
    ['{"a" : "b" , "\\u0061":1}', true],
    ['{"__proto__":1,"__proto__":2}', true],
    ['{"__proto__":1,"constructor":2}', false],
    ['{"a":["b","c"],"d":"e"}', false],
    ['"a:"', false],
  ])('%s: %s', (text, repeated) => {
    expect(repeatsMember(text, JSON.parse(text))).toBe(repeated);
  });
});
