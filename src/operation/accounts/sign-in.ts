import { createHash } from 'node:crypto';
import { scopes as allScopes, type Scope } from '#certification/policy/viewer.ts';
import { addMilliseconds, toInstant } from '#certification/time/instant.ts';
import { toBase64url } from '#proof/base64url.ts';
import type { Acting } from '../acts/request.ts';
import type { Account, Employment } from '../ports/accounts.ts';
import type { Session } from '../ports/sessions.ts';
import type { Id, Instant } from '../ports/values.ts';
import type { World } from '../world.ts';
import { isPassword } from './password.ts';
import { currentEmployment, employmentsToday, viewerOf } from './viewer-of.ts';

const hours = 3_600_000;
/** A session ends so long after its last use, and in any case so long after its beginning. */
const idleFor = 12 * hours;
const livesFor = 7 * 24 * hours;
/** A proof of identity is good for so long: long enough to read a decision again, too short for a left desk. */
const identityFor = 5 * 60_000;
/** Its last use is written down at most so often. */
const seenEvery = 5 * 60_000;

const attemptWindow = 900;
const mostPerLogin = 10;
const mostPerAddress = 100;

/** Somebody who is signed in: what a door needs of her. */
export interface SignedIn {
  readonly account: Account;
  readonly employment: Employment | null;
  readonly employments: readonly Employment[];
  readonly acting: Acting;
  /** Until when her proof of identity is good; null when it is not. */
  readonly identifiedUntil: Instant | null;
}

export type SignInAnswer =
  | { readonly is: 'signed-in'; readonly token: string; readonly who: SignedIn }
  /** The same for a wrong password and for an account that does not exist. */
  | { readonly is: 'wrong' }
  | { readonly is: 'too-many'; readonly retryAfterSeconds: number };

/** Signs in by password. `from` is where the attempt comes from: guessing is slowed down by name and by address. */
export async function signIn(
  world: World,
  given: { readonly login: string; readonly password: string; readonly from: string },
): Promise<SignInAnswer> {
  const now = world.wallClock.now();
  const login = given.login.trim().normalize('NFKC').toLowerCase();
  const { attempts, accounts, sessions } = world.storage;
  const byLogin = await attempts.count(`login ${login}`, now, attemptWindow);
  const byAddress = await attempts.count(`from ${given.from}`, now, attemptWindow);
  if (byLogin > mostPerLogin || byAddress > mostPerAddress) return { is: 'too-many', retryAfterSeconds: attemptWindow };
  const account = await accounts.byLogin(login);
  const isRight = await isPassword(given.password, account?.passwordHash ?? null);
  if (!isRight || account === null || account.disabledAt !== null) return { is: 'wrong' };
  await attempts.forget(`login ${login}`);
  const token = newToken(world);
  const employments = await employmentsToday(world, account.person);
  const employment = currentEmployment(employments, null);
  const session: Session = {
    token: digestOf(token),
    account: account.id,
    employment: employment?.id ?? null,
    createdAt: now,
    seenAt: now,
    expiresAt: addMilliseconds(toInstant(now), idleFor),
    identityAt: now,
  };
  await sessions.create(session);
  return { is: 'signed-in', token, who: await signedIn(world, account, employments, employment, session, now) };
}

/** Who stands behind a session's token; null when it is unknown, has expired, or the account was disabled. */
export async function resumeSession(world: World, token: string): Promise<SignedIn | null> {
  const now = world.wallClock.now();
  const { sessions, accounts } = world.storage;
  const digest = digestOf(token);
  const session = await sessions.find(digest, now);
  if (session === null) return null;
  const account = await accounts.byId(session.account);
  if (account === null || account.disabledAt !== null) return null;
  const isTooOld = now > addMilliseconds(toInstant(session.createdAt), livesFor);
  // A session from the future was begun while the clock was wrong, and would live until its days come round.
  if (isTooOld || session.createdAt > addMilliseconds(toInstant(now), idleFor)) {
    await sessions.remove(digest);
    return null;
  }
  if (now > addMilliseconds(toInstant(session.seenAt), seenEvery))
    await sessions.change(digest, { seenAt: now, expiresAt: addMilliseconds(toInstant(now), idleFor) });
  const employments = await employmentsToday(world, account.person);
  return signedIn(world, account, employments, currentEmployment(employments, session.employment), session, now);
}

/** The password again, before a decision. The session goes on under a new token: the old one is worth nothing any more. */
export async function proveIdentity(world: World, token: string, password: string): Promise<SignInAnswer> {
  const now = world.wallClock.now();
  const { sessions, accounts, attempts } = world.storage;
  const session = await sessions.find(digestOf(token), now);
  const account = session === null ? null : await accounts.byId(session.account);
  if (session === null || account === null) return { is: 'wrong' };
  if ((await attempts.count(`identity ${account.id}`, now, attemptWindow)) > mostPerLogin)
    return { is: 'too-many', retryAfterSeconds: attemptWindow };
  if (!(await isPassword(password, account.passwordHash))) return { is: 'wrong' };
  await attempts.forget(`identity ${account.id}`);
  const renewed = newToken(world);
  if (!(await sessions.rotate(digestOf(token), digestOf(renewed)))) return { is: 'wrong' };
  await sessions.change(digestOf(renewed), { identityAt: now, seenAt: now });
  const who = await resumeSession(world, renewed);
  return who === null ? { is: 'wrong' } : { is: 'signed-in', token: renewed, who };
}

/** In which of her employments the person acts from now on; false when she does not hold it today. */
export async function chooseEmployment(world: World, token: string, employment: Id): Promise<boolean> {
  const who = await resumeSession(world, token);
  if (!who?.employments.some((e) => e.id === employment)) return false;
  return world.storage.sessions.change(digestOf(token), { employment });
}

export async function signOut(world: World, token: string): Promise<void> {
  await world.storage.sessions.remove(digestOf(token));
}

/** Who stands behind an API token; null when it is unknown, has expired or was revoked. A token is no proof of identity. */
export async function resumeToken(world: World, token: string): Promise<SignedIn | null> {
  const now = world.wallClock.now();
  const found = await world.storage.tokens.use(digestOf(token), now);
  if (found === null) return null;
  const account = await world.storage.accounts.byId(found.account);
  if (account === null || account.disabledAt !== null) return null;
  const employments = await employmentsToday(world, account.person);
  const employment = currentEmployment(employments, found.employment);
  const scopes = found.scopes.filter((s): s is Scope => (allScopes as readonly string[]).includes(s));
  return {
    account,
    employment,
    employments,
    acting: { viewer: await viewerOf(world, account, employment, scopes), identified: false },
    identifiedUntil: null,
  };
}

async function signedIn(
  world: World,
  account: Account,
  employments: readonly Employment[],
  employment: Employment | null,
  session: Session,
  now: Instant,
): Promise<SignedIn> {
  const until = addMilliseconds(toInstant(session.identityAt), identityFor);
  // A proof that lies ahead was given while the clock was wrong: it is asked for again.
  const identified = now <= until && session.identityAt <= addMilliseconds(toInstant(now), identityFor);
  return {
    account,
    employment,
    employments,
    acting: { viewer: await viewerOf(world, account, employment, null), identified },
    identifiedUntil: identified ? until : null,
  };
}

/** 256 bits of chance; what is stored is its SHA-256, so that reading the table lets nobody in. */
export function newToken(world: Pick<World, 'randomBytes'>, prefix = ''): string {
  return `${prefix}${toBase64url(world.randomBytes(32))}`;
}

export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
