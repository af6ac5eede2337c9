import { refuse } from '#certification/act/refusal.ts';
import { may } from '#certification/policy/policy.ts';
import type { Viewer } from '#certification/policy/viewer.ts';
import { decideRegistration } from '#certification/scheme/edition/decide-life.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { toHex } from '#proof/hex.ts';
import { rfc8785Text } from '#proof/rfc8785.ts';
import { newBatch } from '../acts/batch.ts';
import { carryOut } from '../acts/carry-out.ts';
import { denied, type Outcome, refusedWith } from '../acts/outcome.ts';
import { type ActRequest, actorOf } from '../acts/request.ts';
import type { Json } from '../ports/values.ts';
import type { World } from '../world.ts';
import { loadLife, maySteer, today, writeLife } from './scheme-life.ts';

export type RegistrationAnswer = {
  readonly id: string;
  readonly edition: string;
  readonly digest: string;
  readonly isNew: boolean;
} & { readonly [name: string]: Json };

/** The bytes of a parsed scheme, its shared parts flattened: what is registered, digested and run. */
export function schemeBytes(scheme: Scheme): Uint8Array {
  return new TextEncoder().encode(rfc8785Text(scheme));
}

/**
 * Registers an edition of a scheme that was parsed and checked. The same text again changes nothing; another text under the
 * same edition is refused, since an edition never changes once it is used (design, decision 9).
 */
export async function registerScheme(
  world: World,
  request: ActRequest,
  scheme: Scheme,
): Promise<Outcome<RegistrationAnswer>> {
  const bytes = schemeBytes(scheme);
  const digest = toHex(world.hash(bytes));
  const { id, edition } = scheme;
  const outcome = await carryOut<RegistrationAnswer>(
    world,
    { ...request, content: { act: 'register-scheme', digest } },
    async (transaction) => {
      if (!(await mayRegister(world, request.acting.viewer, scheme))) return denied('not-allowed');
      const now = world.clock.now();
      const registered = await world.storage.editions.register(transaction, {
        kind: 'scheme',
        id,
        edition,
        bytes,
        at: now,
      });
      if ('differs' in registered) {
        const { stored, given } = registered.differs;
        return refusedWith([
          refuse('edition-fixed', { edition: `${id}@${edition}`, stored, given }, { field: 'edition' }),
        ]);
      }
      const batch = newBatch(world, { recordedAt: now, actor: actorOf(request.acting, 'administrator') });
      if ('same' in registered) return { write: batch, answer: { id, edition, digest, isNew: false } };
      const { stream, head, life } = await loadLife(world, id, transaction);
      const decision = decideRegistration(life, scheme, digest, today(world));
      if (!decision.ok) return refusedWith(decision.refusals);
      writeLife(world, batch, { stream, head }, decision.events);
      return { write: batch, answer: { id, edition, digest, isNew: true } };
    },
  );
  if (outcome.is === 'done') await world.schemes.refresh();
  return outcome;
}

/** An owner registers the next edition of what is his today; a scheme that is new here comes in by those who keep the house. */
async function mayRegister(world: World, viewer: Viewer, scheme: Scheme): Promise<boolean> {
  if (!may('scheme.register', viewer)) return false;
  const current = await world.schemes.inForce(scheme.id, today(world));
  if (current !== null) return maySteer(world, viewer, current);
  return viewer.kind === 'system' || viewer.isAdministrator || viewer.roles.includes('registrar');
}
