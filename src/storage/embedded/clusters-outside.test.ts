import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clustersOutside, removeClusterOutside } from './clusters-outside.ts';

let scratch = '';
let parent = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'touchstone-outside-'));
  parent = join(scratch, 'lib');
  mkdirSync(parent);
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** A database outside, and the data folder that names it. */
function make(name: string, folder: string): string {
  const home = join(parent, name);
  mkdirSync(join(home, 'data'), { recursive: true });
  writeFileSync(join(home, 'data', 'rows'), 'x'.repeat(1000));
  writeFileSync(join(home, 'data-folder'), `${folder}\n`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'postgres.location'), `${home}\n`);
  return home;
}
const [first, second] = ['postgres-000000000001', 'postgres-000000000002'] as const;

describe('databases outside of their data folder', () => {
  it('are listed with whose they are; one whose folder is gone is an orphan, and goes when it is named', () => {
    const [kept, gone] = [join(scratch, 'kept'), join(scratch, 'gone')];
    make(first, kept);
    const home = make(second, gone);
    rmSync(gone, { recursive: true });
    expect(clustersOutside(parent).map(({ name, folder, state }) => [name, folder, state])).toEqual([
      [first, kept, 'in-use'],
      [second, gone, 'orphan'],
    ]);
    expect(clustersOutside(parent)[0]?.bytes).toBeGreaterThanOrEqual(1000);
    expect(removeClusterOutside(first, parent)).toBe('in-use');
    expect(removeClusterOutside(second, parent)).toBe('removed');
    expect(existsSync(home)).toBe(false);
    expect(clustersOutside(parent)).toHaveLength(1);
  });

  it('of a data folder that was made anew and names another are orphans', () => {
    const folder = join(scratch, 'anew');
    make(first, folder);
    make(second, folder);
    expect(clustersOutside(parent).map(({ state }) => state)).toEqual(['orphan', 'in-use']);
  });

  it('are never anything else: no path, no link, no folder that others may write to', () => {
    const precious = join(scratch, 'precious');
    mkdirSync(precious);
    symlinkSync(precious, join(parent, first));
    mkdirSync(join(parent, second));
    chmodSync(join(parent, second), 0o777);
    mkdirSync(join(parent, 'postgres'));
    expect(clustersOutside(parent)).toEqual([]);
    for (const name of [first, second, 'postgres', '../precious', `${first}/../../precious`, ''])
      expect(removeClusterOutside(name, parent)).toBe('unknown');
    expect(existsSync(precious)).toBe(true);
    expect(clustersOutside(join(scratch, 'nothing'))).toEqual([]);
  });
});
