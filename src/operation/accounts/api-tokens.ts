import { may } from '#certification/policy/policy.ts';
import { scopes as allScopes, type Scope } from '#certification/policy/viewer.ts';
import { addMilliseconds, toInstant } from '#certification/time/instant.ts';
import { denied, type Outcome } from '../acts/outcome.ts';
import type { Acting } from '../acts/request.ts';
import type { ApiToken } from '../ports/sessions.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import { digestOf, newToken } from './sign-in.ts';

const day = 86_400_000;

/** A new token as it is shown once; afterwards only its digest is known. */
export interface MadeToken {
  readonly id: Id;
  readonly token: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: string | null;
}

/** Makes an API token for the acting person, in the employment in which she acts now, with no more scopes than she asks for. */
export async function makeToken(
  world: World,
  acting: Acting,
  employment: Id | null,
  asked: { readonly name: string; readonly scopes: readonly string[]; readonly days: number | null },
): Promise<Outcome<MadeToken>> {
  if (!may('token.make', acting.viewer)) return denied('not-allowed');
  const now = world.wallClock.now();
  const scopes = allScopes.filter((s) => asked.scopes.includes(s));
  const token = newToken(world, 'ts_');
  const id = world.newId();
  const expiresAt =
    asked.days === null
      ? null
      : addMilliseconds(toInstant(now), Math.min(Math.max(1, Math.round(asked.days)), 3650) * day);
  const row: ApiToken = {
    id,
    token: digestOf(token),
    account: acting.viewer.account,
    employment,
    name: asked.name.normalize('NFC').slice(0, 100),
    scopes,
    createdAt: now,
    expiresAt,
    usedAt: null,
    revokedAt: null,
  };
  await world.storage.inTransaction((transaction) => world.storage.tokens.create(transaction, row));
  return { is: 'done', value: { id, token, scopes, expiresAt }, repeated: false };
}

export async function revokeToken(world: World, acting: Acting, id: Id): Promise<boolean> {
  const at = world.wallClock.now();
  return world.storage.inTransaction((transaction) =>
    world.storage.tokens.revoke(transaction, id, acting.viewer.account, at),
  );
}
