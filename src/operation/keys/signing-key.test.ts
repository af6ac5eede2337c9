import { createPrivateKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#proof/base64url.ts';
import { publicKeyObject } from './node-crypto.ts';
import { makeSecret, type SecretRing } from './secret-file.ts';
import {
  externalKey,
  generateHostedKey,
  hostKey,
  maySignAt,
  openKey,
  resealKey,
  type SealedKey,
  SealedKeyError,
  type SigningKey,
} from './signing-key.ts';

const id = 'did:web:register.example.org:bodies:034#key-1';
const from = '2026-01-01T00:00:00.000Z';
const secretOf = (fill: number) => makeSecret(new Uint8Array(32).fill(fill));
const ringOf = (...fills: number[]): SecretRing => {
  const all = fills.map(secretOf);
  return { current: all[0] ?? secretOf(0), all };
};
const sealedOf = (key: SigningKey): SealedKey => {
  if (key.custody.kind !== 'hosted') throw new Error('expected a hosted key');
  return key.custody.sealed;
};
const withSealed = (key: SigningKey, changes: Partial<SealedKey>): SigningKey => ({
  ...key,
  custody: { kind: 'hosted', sealed: { ...sealedOf(key), ...changes } },
});
const codeOf = (act: () => unknown) => {
  try {
    act();
    return 'opened';
  } catch (error) {
    return error instanceof SealedKeyError ? error.code : String(error);
  }
};

describe('a hosted key', () => {
  const key = generateHostedKey(id, from, ringOf(1));

  it('signs what its public part verifies', () => {
    const signature = sign(null, Buffer.from('试金石'), openKey(key, ringOf(1)));
    expect(verify(null, Buffer.from('试金石'), publicKeyObject(key.publicKey), signature)).toBe(true);
  });

  it('does not show its private part in what is stored', () => {
    const { d } = openKey(key, ringOf(1)).export({ format: 'jwk' });
    expect(d).toHaveLength(43);
    expect(JSON.stringify(key)).not.toContain(d);
    // Two seals of one key have nothing in common: fresh salt and nonce.
    const again = hostKey(id, from, openKey(key, ringOf(1)), ringOf(1));
    expect(sealedOf(again)).not.toMatchObject({ sealed: sealedOf(key).sealed });
    expect(sealedOf(again).salt).not.toBe(sealedOf(key).salt);
  });

  it('opens only under its own secret', () => {
    expect(codeOf(() => openKey(key, ringOf(2)))).toBe('unknown-secret');
    // Even where the row claims another secret.
    expect(codeOf(() => openKey(withSealed(key, { secret: secretOf(2).id }), ringOf(2)))).toBe('altered');
  });

  it.each(['salt', 'nonce', 'sealed'] as const)('does not open when any byte of its %s was altered', (part) => {
    const bytes = fromBase64url(sealedOf(key)[part]) ?? new Uint8Array(0);
    expect(bytes.length).toBeGreaterThan(0);
    for (let i = 0; i < bytes.length; i++) {
      const altered = toBase64url(bytes.map((byte, at) => (at === i ? byte ^ 1 : byte)));
      expect(
        codeOf(() => openKey(withSealed(key, { [part]: altered }), ringOf(1))),
        `byte ${i}`,
      ).toBe('altered');
    }
    expect(codeOf(() => openKey(withSealed(key, { [part]: toBase64url(bytes.slice(1)) }), ringOf(1)))).toBe(
      'malformed',
    );
    expect(codeOf(() => openKey(withSealed(key, { [part]: '*' }), ringOf(1)))).toBe('malformed');
  });

  it('does not open in the row of another organisation or beside another public part', () => {
    const other = generateHostedKey('did:web:other.example#key-1', from, ringOf(1));
    expect(codeOf(() => openKey({ ...other, custody: key.custody }, ringOf(1)))).toBe('altered');
    expect(codeOf(() => openKey({ ...key, publicKey: other.publicKey }, ringOf(1)))).toBe('altered');
  });

  it('survives a rotation of the secret: sealed anew it opens under the new one alone', () => {
    const resealed = resealKey(key, ringOf(2, 1));
    expect(sealedOf(resealed).secret).toBe(secretOf(2).id);
    expect(resealed.publicKey).toEqual(key.publicKey);
    const same = (ring: SecretRing) => openKey(resealed, ring).equals(openKey(key, ringOf(1)));
    expect(same(ringOf(2))).toBe(true);
    expect(codeOf(() => openKey(resealed, ringOf(1)))).toBe('unknown-secret');
    expect(resealKey(resealed, ringOf(2, 1))).toBe(resealed);
  });

  it('takes no key of another kind, and no id that names none', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => hostKey(id, from, privateKey, ringOf(1))).toThrow('Expected an Ed25519 private key, found ec.');
    expect(() => generateHostedKey('did:web:register.example.org', from, ringOf(1))).toThrow(
      '`did:web:register.example.org`',
    );
  });

  it('opens a seal made once before: the format is for ever', () => {
    const seed = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
    const publicKey = fromBase64url('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo') ?? new Uint8Array(0);
    const golden: SigningKey = {
      ...externalKey(id, from, publicKey),
      custody: {
        kind: 'hosted',
        sealed: {
          format: 'touchstone-sealed-key/1',
          secret: 'e8b091b5ff10ec10',
          salt: 'e706vjEB1PRZKMTNEsWjYQ',
          nonce: 'zO6PlvqPKDepdj9-',
          sealed: '_3Sa4uT1LYEonfwGkIqwJLfKmAyzeVPI7XmfqHt5p9aSDjpCisR258s5cdQ4K2LK',
        },
      },
    };
    const expected = createPrivateKey({
      key: { kty: 'OKP', crv: 'Ed25519', d: seed, x: toBase64url(publicKey) },
      format: 'jwk',
    });
    expect(openKey(golden, ringOf(7)).equals(expected)).toBe(true);
  });
});

describe('an external key', () => {
  const key = externalKey(id, from, generateHostedKey(id, from, ringOf(1)).publicKey);

  it('has only its public part', () => {
    expect(codeOf(() => openKey(key, ringOf(1)))).toBe('external');
    expect(resealKey(key, ringOf(2, 1))).toBe(key);
    expect(() => externalKey(id, from, new Uint8Array(31))).toThrow('found 31');
  });
});

describe('maySignAt', () => {
  const key = externalKey(id, from, new Uint8Array(32));

  it('begins with its first instant and ends before its last, before a revocation too', () => {
    const ended = { ...key, until: '2027-01-01T00:00:00.000Z' };
    const revoked = { ...ended, revoked: { from: '2026-06-01T00:00:00.000Z', reason: 'ceased' as const } };
    expect(['2025-12-31T23:59:59.999Z', from, '2030-01-01T00:00:00.000Z'].map((at) => maySignAt(key, at))).toEqual([
      false,
      true,
      true,
    ]);
    expect(['2026-12-31T23:59:59.999Z', '2027-01-01T00:00:00.000Z'].map((at) => maySignAt(ended, at))).toEqual([
      true,
      false,
    ]);
    expect(['2026-05-31T23:59:59.999Z', '2026-06-01T00:00:00.000Z'].map((at) => maySignAt(revoked, at))).toEqual([
      true,
      false,
    ]);
  });
});
