import { existsSync, lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { locationOf, namePattern, outsideParent } from './cluster-home.ts';
import { findPostmaster } from './postmaster.ts';
import { isOurFolder } from './server-user.ts';

/** A database that lies outside of its data folder, because its server may not enter there. */
export interface ClusterOutside {
  readonly name: string;
  /** The data folder that it belongs to, as it said when it last started; null where it never did. */
  readonly folder: string | null;
  /** `orphan`: the data folder is gone, or names another database. A disk that is not mounted looks the same. */
  readonly state: 'running' | 'in-use' | 'orphan';
  readonly bytes: number;
}

export function clustersOutside(parent: string = outsideParent): readonly ClusterOutside[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => namePattern.test(name) && isOurFolder(join(parent, name)))
    .sort()
    .map((name) => ({ ...standing(join(parent, name)), name, bytes: bytesIn(join(parent, name)) }));
}

/** Removes a database that nobody has any more. What runs, or belongs to a data folder that is there, stays. */
export function removeClusterOutside(
  name: string,
  parent: string = outsideParent,
): 'removed' | 'running' | 'in-use' | 'unknown' {
  const home = join(parent, name);
  // A name and no path: nothing beside these folders is ever touched.
  if (!namePattern.test(name) || !isOurFolder(home)) return 'unknown';
  const { state } = standing(home);
  if (state !== 'orphan') return state;
  rmSync(home, { recursive: true, force: true });
  return 'removed';
}

function standing(home: string): Pick<ClusterOutside, 'folder' | 'state'> {
  const mark = join(home, 'data-folder');
  const folder = existsSync(mark) ? readFileSync(mark, 'utf8').trim() : null;
  if (findPostmaster({ home, data: join(home, 'data') }) !== null) return { folder, state: 'running' };
  const named = folder !== null && existsSync(locationOf(folder)) && readFileSync(locationOf(folder), 'utf8').trim();
  return { folder, state: named === home ? 'in-use' : 'orphan' };
}

function bytesIn(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    // A server that runs makes and removes files while they are counted.
    bytes += entry.isDirectory() ? bytesIn(path) : (lstatSync(path, { throwIfNoEntry: false })?.size ?? 0);
  }
  return bytes;
}
