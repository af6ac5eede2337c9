import { publicViewer } from '#certification/policy/viewer.ts';
import type { SignedIn } from '#operation/accounts/sign-in.ts';
import { resumeSession, resumeToken } from '#operation/accounts/sign-in.ts';
import type { Acting } from '#operation/acts/request.ts';
import type { World } from '#operation/world.ts';
import { Problem } from '../problem/problem.ts';

export const publicActing: Acting = { viewer: publicViewer, identified: false };

/** How a request says who it comes from. */
export interface Credentials {
  readonly authorization: string | undefined;
  /** The session cookie's value. */
  readonly session: string | undefined;
}

/** Who is signed in; null for the public. A token that is given must be good: a program must not fall back to the public. */
export async function whoAsks(world: World, credentials: Credentials): Promise<SignedIn | null> {
  const { authorization, session } = credentials;
  if (authorization !== undefined) {
    const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1];
    const who = token === undefined ? null : await resumeToken(world, token);
    if (who === null)
      throw new Problem('token-refused', { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });
    return who;
  }
  return session === undefined || session === '' || session.length > 200 ? null : resumeSession(world, session);
}
