import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { matchesSaltedDigest } from '#proof/salted-digest.ts';
import { entryFactOf, makeFact } from './facts.ts';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const making = {
  newId: () => '019d0000-0000-7000-8000-000000000001',
  randomBytes: (n: number) => new Uint8Array(n).fill(7),
  hash,
};
const body = {
  from: '2026-03-10',
  until: '2026-09-09',
  afterwards: 'must-withdraw' as const,
  codes: null,
  reason: { list: 'status', code: 'overdue', words: '' },
};
const leaf = {
  kind: 'entry-status' as const,
  id: '019d0000-0000-7000-8000-0000000000aa',
  version: 3,
  status: 'suspended',
  dates: { on: '2026-03-10', until: '2026-09-09' },
  record: null,
};

describe('a public fact', () => {
  test('STORED: has these bytes for ever', () => {
    const { fact } = makeFact(leaf, { body, subject: 'x' }, making);
    expect(new TextDecoder().decode(fact.bytes)).toBe(
      '{"dates":{"on":"2026-03-10","until":"2026-09-09"},"digest":"0fd0bc93af20dd9ecf65175c62ae1b3cadc576353ec7721808a18dfb105194a7","fact":1,"id":"019d0000-0000-7000-8000-0000000000aa","kind":"entry-status","record":null,"status":"suspended","vault":"019d0000-0000-7000-8000-000000000001","version":3}',
    );
  });

  test('whoever is given salt and value can prove the event against it', () => {
    const { fact, sealed } = makeFact(leaf, { body, subject: 'x' }, making);
    const { digest } = JSON.parse(new TextDecoder().decode(fact.bytes)) as { digest: string };
    expect(matchesSaltedDigest(digest, { salt: sealed.salt, value: sealed.value }, hash)).toBe(true);
    expect(sealed.value).toBe(
      createHash('sha256')
        .update(
          '{"afterwards":"must-withdraw","codes":null,"from":"2026-03-10","reason":{"code":"overdue","list":"status","words":""},"until":"2026-09-09"}',
        )
        .digest('hex'),
    );
  });

  test('an event that changes nothing in public makes none', () => {
    expect(
      entryFactOf({ type: 'DutyMissed', format: 1, body: { duty: 'd', due: '2026-01-01', consequence: 'flag' } }),
    ).toBeNull();
    expect(entryFactOf({ type: 'EntrySuspended', format: 1, body: { ...body, codes: ['18'] } })).toMatchObject({
      status: 'partly-suspended',
    });
  });
});
