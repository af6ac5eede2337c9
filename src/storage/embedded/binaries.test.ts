import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyBinaries, majorOf, makeLinks } from './binaries.ts';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'touchstone-binaries-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** A package as npm unpacks it without its install script: no links, a list of them. */
function makePackage(): string {
  const native = join(scratch, 'package', 'native');
  mkdirSync(join(native, 'lib'), { recursive: true });
  mkdirSync(join(native, 'bin'));
  writeFileSync(join(scratch, 'package', 'package.json'), '{"version":"18.4.0"}');
  writeFileSync(join(native, 'lib', 'libpq.so.5.18'), 'library');
  writeFileSync(join(native, 'bin', 'postgres'), '#!/bin/sh\necho "postgres (PostgreSQL) 18.4"\n');
  chmodSync(join(native, 'bin', 'postgres'), 0o755);
  const link = { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' };
  const outside = { source: 'native/lib/libpq.so.5.18', target: 'native/../../escaped' };
  writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify([link, outside]));
  return native;
}

describe('the binaries', () => {
  it('get their library links, which npm does not unpack, and none outside of their folder', () => {
    const native = makePackage();
    expect(makeLinks(native)).toBe(true);
    expect(readlinkSync(join(native, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
    expect(existsSync(join(scratch, 'escaped'))).toBe(false);
    expect(makeLinks(native)).toBe(true);
  });

  it('are copied whole, links included, where the server’s user may read them', () => {
    const native = makePackage();
    const home = join(scratch, 'home');
    mkdirSync(home);
    const copy = copyBinaries(native, home);
    expect(copy).toBe(join(home, 'postgresql-18.4.0'));
    expect(readlinkSync(join(copy, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
    expect(lstatSync(copy).mode & 0o777).toBe(0o755);
    expect(majorOf(join(copy, 'bin'))).toBe(18);
  });

  it('are never run from a folder that others can write to: it is made anew', () => {
    const native = makePackage();
    const home = join(scratch, 'home');
    const trap = join(home, 'postgresql-18.4.0');
    mkdirSync(join(trap, 'bin'), { recursive: true });
    cpSync(join(native, 'bin', 'postgres'), join(trap, 'bin', 'postgres'));
    writeFileSync(join(trap, 'bin', 'evil'), '');
    chmodSync(trap, 0o777);
    copyBinaries(native, home);
    expect(existsSync(join(trap, 'bin', 'evil'))).toBe(false);
    expect(lstatSync(trap).mode & 0o777).toBe(0o755);
  });

  it('that do not say their version are refused in words', () => {
    expect(() => majorOf(join(scratch, 'nowhere'))).toThrow('Expected `');
  });
});
