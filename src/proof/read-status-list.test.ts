import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { toBase64url } from './base64url.ts';
import type { StatusAnswer, StatusEntry } from './credential.ts';
import type { IssuerAnswer } from './issuer.ts';
import { readStatusList, type StatusListChecks } from './read-status-list.ts';
import { encodeStatusBits, makeStateBits, makeStatusBits, shapeStatusList, statusStates } from './status-list.ts';

const did = 'did:web:register.example.org:bodies:034';
const otherDid = 'did:web:register.example.org:bodies:056';
const listUrl = 'https://register.example.org/status/034/1';
const asOf = '2026-11-25T00:00:00.000Z';
const now = '2026-11-25T12:00:00.000Z';
const index = 4712;
const entry: StatusEntry = { listUrl, index, purpose: 'suspension' };

function keyFrom(name: string): KeyObject {
  const seed = createHash('sha256').update(name).digest();
  const key = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}
const keys: Readonly<Record<string, KeyObject>> = { [did]: keyFrom('034'), [otherDid]: keyFrom('056') };
const rawPublic = (key: KeyObject) =>
  new Uint8Array(Buffer.from(String(createPublicKey(key).export({ format: 'jwk' }).x), 'base64url'));

const checks: StatusListChecks = {
  verifySignature: ({ publicKey, message, signature }) =>
    verify(
      null,
      message,
      createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64url(publicKey) }, format: 'jwk' }),
      signature,
    ),
  resolveIssuer: (asked): IssuerAnswer => {
    const key = keys[asked];
    if (key === undefined) return { answer: 'unknown', where: 'the pinned file' };
    const one = { id: `${asked}#key-1`, algorithm: 'Ed25519', publicKey: rawPublic(key), revoked: null } as const;
    const dates = { from: '2026-01-01T00:00:00.000Z', until: '2028-01-01T00:00:00.000Z' };
    return { answer: 'known', issuer: { did: asked, name: null, keys: [{ ...one, ...dates }] } };
  },
  now,
  gunzip: (bytes, mostBytes) => {
    try {
      return gunzipSync(bytes, { maxOutputLength: mostBytes });
    } catch (error) {
      return error instanceof RangeError ? 'too-large' : 'broken';
    }
  },
};

interface Made {
  readonly states?: readonly (readonly [number, number])[];
  readonly payload?: object;
  readonly subject?: object;
  readonly issuer?: string;
  readonly key?: KeyObject;
  readonly header?: object;
}

/** A list signed by node:crypto alone; undefined leaves a member out. */
function listOf({ states = [], payload = {}, subject = {}, issuer = did, key, header = {} }: Made = {}): string {
  const shaped = shapeStatusList({
    listUrl,
    issuer: { did: issuer, name: '示例认证有限公司' },
    encodedList: encodeStatusBits(makeStateBits(states), gzipSync),
    validFrom: asOf,
    validUntil: '2026-11-26T00:00:00.000Z',
    ttl: 300_000,
  });
  const whole = {
    ...shaped,
    ...payload,
    credentialSubject: { ...(shaped['credentialSubject'] as object), ...subject },
  };
  const head = {
    alg: 'EdDSA',
    typ: 'vc+jwt',
    cty: 'vc',
    kid: `${issuer}#key-1`,
    iat: Date.parse(asOf) / 1000,
    ...header,
  };
  const input = [head, whole].map((part) => toBase64url(Buffer.from(JSON.stringify(part)))).join('.');
  const signer = key ?? keys[issuer] ?? keyFrom('nobody');
  return `${input}.${toBase64url(sign(null, Buffer.from(input), signer))}`;
}

const answerOf = (list: string, of: StatusEntry = entry, more: Partial<StatusListChecks> = {}) =>
  readStatusList(list, of, did, { ...checks, ...more });
const packed = (bits: Uint8Array<ArrayBuffer>) => ({ encodedList: encodeStatusBits(bits, gzipSync) });

describe('readStatusList', () => {
  it.each<[keyof typeof statusStates, StatusAnswer]>([
    ['holds', { answer: 'may-be-relied-on', asOf, hasSmallerScope: false }],
    ['smaller-scope', { answer: 'may-be-relied-on', asOf, hasSmallerScope: true }],
    ['suspended', { answer: 'may-not-be-relied-on', asOf, state: 'suspended' }],
    ['withdrawn', { answer: 'may-not-be-relied-on', asOf, state: 'withdrawn' }],
    ['cancelled', { answer: 'may-not-be-relied-on', asOf, state: 'cancelled' }],
    ['succeeded', { answer: 'may-not-be-relied-on', asOf, state: 'succeeded' }],
  ])('says %s as of the list’s own day', async (state, answer) => {
    const neighbours = [
      [index - 4, 9],
      [index + 4, 9],
    ] as const;
    const list = listOf({ states: [...neighbours, [index, statusStates[state]]] });
    expect(await answerOf(list)).toEqual(answer);
  });

  it('reads a foreign list by its one bit, as many purposes as it has, and no states into it', async () => {
    const foreign = (set: readonly number[], statusPurpose: unknown = 'suspension') =>
      listOf({ subject: { id: `${listUrl}#list`, statusPurpose, ttl: undefined, ...packed(makeStatusBits(0, set)) } });
    const no = { answer: 'may-not-be-relied-on', asOf, state: 'suspension' };
    expect(await answerOf(foreign([index]))).toEqual(no);
    expect(await answerOf(foreign([index, index + 3], ['revocation', 'suspension']))).toEqual(no);
    expect(await answerOf(foreign([index + 3]))).toMatchObject({ answer: 'may-be-relied-on', hasSmallerScope: false });
    // The mark of our lists counts for places of ours alone.
    const odd = { ...entry, index: index + 3 };
    expect(await answerOf(listOf({ states: [[index, 9]] }), odd)).toEqual({ ...no, state: 'suspension' });
  });

  it.each<[string, string, string]>([
    ['no list at all', 'hello', 'status-list-format'],
    ['an empty file', '', 'status-list-format'],
    ['a list whose algorithm is none', listOf({ header: { alg: 'none' } }), 'status-list-format'],
    ['a list with another signer’s signature', listOf({ key: keyFrom('attacker') }), 'status-list-signature'],
    ['a list of another issuer, rightly signed', listOf({ issuer: otherDid }), 'status-list-issuer'],
    [
      'a list in the issuer’s name under another’s key',
      listOf({ header: { kid: `${otherDid}#key-1` } }),
      'status-list-key',
    ],
    ['a list by a key that the issuer never had', listOf({ header: { kid: `${did}#key-9` } }), 'status-list-key'],
    ['a list signed after the key ended', listOf({ header: { iat: 1_900_000_000 } }), 'status-list-key'],
    ['another list of the same issuer', listOf({ payload: { id: `${listUrl}2` } }), 'status-list-other'],
    ['a list without its address', listOf({ payload: { id: undefined } }), 'status-list-other'],
    ['a credential that is no list', listOf({ payload: { type: ['VerifiableCredential'] } }), 'status-list-other'],
    ['a list of another purpose', listOf({ subject: { statusPurpose: 'revocation' } }), 'status-list-purpose'],
    ['a list without purpose', listOf({ subject: { statusPurpose: undefined } }), 'status-list-purpose'],
    ['a list with a member that nobody defined', listOf({ payload: { revoked: false } }), 'status-list-format'],
    [
      'a list with a second context',
      listOf({ payload: { '@context': ['https://www.w3.org/ns/credentials/v2', 'https://a.example'] } }),
      'status-list-format',
    ],
    ['a zip bomb', listOf({ subject: packed(new Uint8Array(20 * 1024 * 1024)) }), 'status-list-too-large'],
    ['bits that are no gzip', listOf({ subject: { encodedList: 'uAAAA' } }), 'status-list-packed'],
    [
      'bits cut short',
      listOf({ subject: { encodedList: encodeStatusBits(makeStateBits([]), gzipSync).slice(0, -30) } }),
      'status-list-packed',
    ],
    ['a list too short to hide in', listOf({ subject: packed(new Uint8Array(1024)) }), 'status-list-short'],
    [
      'a list of tomorrow',
      listOf({ payload: { validFrom: '2026-11-25T12:00:01.000Z' }, header: { iat: undefined } }),
      'status-list-not-yet',
    ],
    ['an old list', listOf({ payload: { validUntil: '2026-11-25T11:59:59.999Z' } }), 'status-list-stale'],
  ])('answers %s by name, never good', async (_, list, code) => {
    expect(await answerOf(list)).toMatchObject({ answer: 'faulty-list', code });
  });

  it('answers an index beyond the list by name', async () => {
    const at = (i: number) => answerOf(listOf(), { ...entry, index: i });
    expect(await at(524_288)).toEqual({
      answer: 'faulty-list',
      code: 'status-list-range',
      parameters: { index: 524_288, length: 524_288 },
    });
    expect(await at(Number.MAX_SAFE_INTEGER)).toMatchObject({ code: 'status-list-range' });
    expect(await at(524_284)).toMatchObject({ answer: 'may-be-relied-on' });
  });

  it('believes an old list where it tells of an end or a suspension, and says of which day', async () => {
    const old = { validUntil: '2026-11-25T11:59:59.999Z' };
    for (const [state, code] of [
      ['withdrawn', 9],
      ['suspended', 8],
    ] as const)
      expect(await answerOf(listOf({ states: [[index, code]], payload: old }))).toEqual({
        answer: 'may-not-be-relied-on',
        asOf,
        state,
      });
  });

  it('finds every altered character', async () => {
    const list = listOf({ states: [[index, 9]] });
    for (let at = 0; at < list.length; at += 97) {
      const altered = `${list.slice(0, at)}${list[at] === 'A' ? 'B' : 'A'}${list.slice(at + 1)}`;
      const answer = await answerOf(altered);
      expect(['faulty-list', 'unreachable'], `character ${at}`).toContain(answer.answer);
    }
  });

  it('says unreachable, and nothing else, when the issuer’s keys can’t be had', async () => {
    const resolveIssuer = (): IssuerAnswer => ({ answer: 'unreachable', reason: 'timeout' });
    expect(await answerOf(listOf(), entry, { resolveIssuer })).toEqual({ answer: 'unreachable', reason: 'timeout' });
  });
});
