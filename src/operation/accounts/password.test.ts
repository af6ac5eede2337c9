import { argon2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashPassword, isPassword } from './password.ts';

test('a hash knows its password and no other', async () => {
  const hash = await hashPassword('正确 horse battery');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await isPassword('正确 horse battery', hash)).toBe(true);
  expect(await isPassword('正确 horse Battery', hash)).toBe(false);
  expect(await isPassword('x', null)).toBe(false);
  expect(await isPassword('x', '$argon2id$v=19$m=1,t=1,p=1$$')).toBe(false);
});

test('hashes of other figures are checked by the figures that stand in them', async () => {
  const tag = argon2Sync('argon2id', {
    message: 'secret',
    nonce: Buffer.from('0123456789abcdef'),
    parallelism: 1,
    tagLength: 32,
    memory: 1024,
    passes: 1,
  });
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
  const hash = `$argon2id$v=19$m=1024,t=1,p=1$${base64(Buffer.from('0123456789abcdef'))}$${base64(tag)}`;
  expect(await isPassword('secret', hash)).toBe(true);
});

test('two passwords that look alike in two encodings are one', async () => {
  const hash = await hashPassword('caf\u00e9-caf\u00e9-caf\u00e9');
  expect(await isPassword('cafe\u0301-cafe\u0301-cafe\u0301', hash)).toBe(true);
});
