import { refuse } from '#certification/act/refusal.ts';
import { may } from '#certification/policy/policy.ts';
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
import { loadLife, today, writeLife } from './scheme-life.ts';

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
      if (!may('admin.schemes', request.acting.viewer)) return denied('not-allowed');
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
