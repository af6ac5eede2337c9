import { refuse } from '#certification/act/refusal.ts';
import { may } from '#certification/policy/policy.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { toHex } from '#proof/hex.ts';
import { rfc8785Text } from '#proof/rfc8785.ts';
import { newBatch } from '../acts/batch.ts';
import { carryOut } from '../acts/carry-out.ts';
import { denied, type Outcome, refusedWith } from '../acts/outcome.ts';
import { type ActRequest, actorOf } from '../acts/request.ts';
import { namedStream } from '../ports/stream-id.ts';
import type { Json } from '../ports/values.ts';
import { makeFact } from '../publish/facts.ts';
import type { World } from '../world.ts';

/** STORED: an edition was registered under its digest. What a case ran under can be shown to be this very text. */
export interface EditionRegistered {
  readonly kind: 'scheme';
  readonly id: string;
  readonly edition: string;
  readonly digest: string;
  readonly from: string;
  readonly to: string | null;
  readonly supersedes: string | null;
}

export type SchemeEvent = { readonly type: 'EditionRegistered'; readonly format: 1; readonly body: EditionRegistered };

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
          refuse(
            'value-kind',
            { label: `${id}@${edition}`, expected: `已登记的文本 the registered text ${stored}`, found: given },
            { field: 'edition' },
          ),
        ]);
      }
      const batch = newBatch(world, { recordedAt: now, actor: actorOf(request.acting, 'administrator') });
      if ('same' in registered) return { write: batch, answer: { id, edition, digest, isNew: false } };
      const stream = namedStream('scheme', id);
      const { head } = await world.storage.events.load(stream, {}, transaction);
      const body: EditionRegistered = {
        kind: 'scheme',
        id,
        edition,
        digest,
        from: scheme.inForce.from,
        to: scheme.inForce.to ?? null,
        supersedes: scheme.supersedes ?? null,
      };
      const leaf = {
        kind: 'edition' as const,
        id: stream.id,
        version: head.version + 1,
        status: 'registered',
        dates: { from: body.from, to: body.to },
        record: null,
      };
      const made = makeFact(leaf, { body, subject: stream.id }, world);
      batch.seal([made.sealed]);
      batch.append(stream, head, [{ type: 'EditionRegistered', format: 1, body }], [made.fact]);
      return { write: batch, answer: { id, edition, digest, isNew: true } };
    },
  );
  if (outcome.is === 'done') await world.schemes.refresh();
  return outcome;
}
