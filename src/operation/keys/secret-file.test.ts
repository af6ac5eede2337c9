import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addSecret,
  createSecretFile,
  dropOldSecrets,
  parseSecrets,
  readSecretFile,
  SecretFileError,
} from './secret-file.ts';

let folder = '';
let count = 0;
const newPath = () => join(folder, String(++count), 'secret');
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-secret-'));
});
afterAll(() => rm(folder, { recursive: true }));

const codeOf = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: unknown) => (error instanceof SecretFileError ? error.code : String(error)),
  );

describe('the secret file', () => {
  it('is made once, for its owner alone, and read back', async () => {
    const path = newPath();
    const made = await createSecretFile(path);
    expect(await readSecretFile(path)).toEqual(made);
    expect(made.current.bytes).toHaveLength(32);
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    const before = await readFile(path, 'utf8');
    expect(await codeOf(createSecretFile(path))).toBe('exists');
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it('tells no secret by its id, and two secrets apart', async () => {
    const [a, b] = [await createSecretFile(newPath()), await createSecretFile(newPath())];
    expect(a.current.id).toMatch(/^[0-9a-f]{16}$/);
    expect(a.current.id).not.toBe(b.current.id);
    expect(Buffer.from(a.current.bytes).toString('hex')).not.toContain(a.current.id);
  });

  it('is rotated in steps, and the old secret stays until it is dropped', async () => {
    const path = newPath();
    const { current: first } = await createSecretFile(path);
    const added = await addSecret(path);
    expect(added.all.map((secret) => secret.id)).toEqual([added.current.id, first.id]);
    expect(await readSecretFile(path)).toEqual(added);
    expect((await dropOldSecrets(path, [first.id])).all).toHaveLength(2);
    expect((await dropOldSecrets(path, [added.current.id])).all).toEqual([added.current]);
    expect(await readSecretFile(path)).toEqual({ current: added.current, all: [added.current] });
    expect(await codeOf(dropOldSecrets(path, [first.id]))).toBe('malformed');
    expect(await readdir(join(path, '..'))).toEqual(['secret']);
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is refused when it is absent, malformed or open to others', async () => {
    const path = newPath();
    expect(await codeOf(readSecretFile(path))).toBe('absent');
    await createSecretFile(path);
    if (process.platform !== 'win32') {
      await chmod(path, 0o640);
      expect(await codeOf(readSecretFile(path))).toBe('open-to-others');
      await chmod(path, 0o600);
    }
    await writeFile(path, 'touchstone-secret/1 too-short\n');
    expect(await codeOf(readSecretFile(path))).toBe('malformed');
  });

  it('names the line that is wrong and does not show it', () => {
    const wrong = `# note\n\ntouchstone-secret/1 ${'A'.repeat(42)}*\n`;
    expect(() => parseSecrets(wrong, 'secret')).toThrow(/^secret:3: expected/);
    expect(() => parseSecrets(wrong, 'secret')).not.toThrow('AAAA');
    expect(() => parseSecrets('# nothing\n', 'secret')).toThrow('at least one secret');
  });
});
