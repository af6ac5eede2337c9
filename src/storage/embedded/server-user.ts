import { chownSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * As whom PostgreSQL's programs run. PostgreSQL refuses to run as root (its own data could then own the machine), so when we
 * are root they run as `nobody`, who has a passwd entry, which initdb asks for.
 */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
  /** It is somebody else than us: folders and binaries must be open to it. */
  readonly isOther: boolean;
}

/** Null where there are no uids (Windows): the programs run as we do. */
export function findServerUser(): ServerUser | null {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  if (uid === undefined || gid === undefined) return null;
  if (uid !== 0) return { uid, gid, isOther: false };
  const nobody = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  if (!nobody)
    throw new Error(
      'PostgreSQL does not run as root. Expected a user `nobody` in /etc/passwd to run it as, found none. Start Touchstone as an ordinary user, or name another PostgreSQL by DATABASE_URL.',
    );
  return { uid: Number(nobody[1]), gid: Number(nobody[2]), isOther: true };
}

/** What `spawn` needs to run a program as that user. */
export function spawnAs(user: ServerUser | null): { uid?: number; gid?: number } {
  return user?.isOther ? { uid: user.uid, gid: user.gid } : {};
}

/** Whether the user may pass through a folder and all folders above it (and read it, with `read`). */
export function canEnter(folder: string, user: ServerUser, read = false): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const needed = at === folder && read ? 0o5 : 0o1;
    if ((permissions(at, user) & needed) !== needed) return false;
    if (at === dirname(at)) return true;
  }
}

function permissions(path: string, user: ServerUser): number {
  const { mode, uid, gid } = statSync(path);
  if (uid === user.uid) return (mode >> 6) & 0o7;
  return gid === user.gid ? (mode >> 3) & 0o7 : mode & 0o7;
}

/** Whether a path is a real folder of ours that nobody else may write to: what lies in it can be trusted and run. */
export function isOurFolder(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return false;
  const uid = process.getuid?.();
  return uid === undefined || (found.uid === uid && (found.mode & 0o022) === 0);
}

export function giveTo(path: string, user: ServerUser | null): void {
  if (user?.isOther) chownSync(path, user.uid, user.gid);
}
